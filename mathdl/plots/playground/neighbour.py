"""Whoever copies the nearest example, beside a net (chapter 9)."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import DARK, INPUT
from mathdl.plots.kit.controls import Choice
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plane import Points, Regions, grid, plain
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record
from mathdl.words import number

DATA = {
    "rings": lambda n, rng: dl.data.rings(n, rng=rng),
    "two turns": lambda n, rng: dl.data.spirals(n, turns=2, noise=0.02, rng=rng),
    "one turn": lambda n, rng: dl.data.spirals(n, turns=1, noise=0.02, rng=rng),
    "four quarters": lambda n, rng: dl.data.xor(n, rng=rng),
    "noisy moons": lambda n, rng: _shrunk(*dl.data.moons(n, noise=0.3, rng=rng)),
}
COUNTS = 20, 50, 100, 200, 400, 800
SIZES = 2, 12, 12, 1
UNSEEN = 2000
DRAWS = range(10, 20)  # seeds of further examples
BOX = (-1.1, 1.1, -1.1, 1.1)


class NeighbourPlot(Plot):
    """Left, every place takes the class of the nearest example; right, a net was trained.

    The net is 2 → 12 → 12 → 1, tanh, 2,000 steps of Adam with η = 0.03 on all points at once; seed
    0 is drawn, and five seeds are counted. Both are judged on the same 2,000 unseen points, and
    both learnt from ten further draws of the examples, too: the mean of these is told.
    """

    controls = {
        "data": Choice("rings", tuple(DATA), "data"),
        "count": Choice(400, COUNTS, "examples"),
    }
    size = (8, 4.3)

    def build(self, figure: Figure) -> None:
        self.sides, self.told = [], []
        for axes, name in zip(figure.subplots(1, 2), ("copy the nearest", "train a net")):
            plain(axes, BOX)
            self.sides.append((Regions(axes, BOX), Points(axes, 5)))
            above(axes, 0, name, weight="bold")
            self.told.append(above(axes, 1, weight="bold", color=DARK[INPUT]))

    def update(self, data: str, count: int) -> str:
        X, y = points(data, count)
        copied_right, trained = (
            copied(data, count),
            record("playground/neighbour")[f"{data} {count}"],
        )
        shares = np.sort(trained["shares"])
        values = _margin(data, count), _net(data, count)
        for (regions, dots), answer in zip(self.sides, values, strict=True):
            regions.set(answer)
            dots.set(X, y)
        copy, low, middle, high = (number(100 * s, 1) for s in (copied_right, *shares[[0, 2, 4]]))
        self.told[0].set_text(f"{copy} %")
        self.told[1].set_text(f"{middle} %")
        return (
            f"{data.capitalize()}, {count} examples: whoever copies the nearest one has learnt "
            f"nothing, and is right on {copy} % of unseen points. Nets of 205 parameters: {middle} "
            f"% (median of five seeds, {low} to {high}). {_elsewhere(trained['gains'])}"
        )


def _elsewhere(gains: list[float]) -> str:
    """Say by how much the net is ahead, on average, where other examples were drawn."""
    mean = 100 * float(np.mean(gains))
    side = "ahead" if mean > 0 else "behind"
    return f"On ten other draws of the examples the net is {number(abs(mean), 1)} points {side}."


def _shrunk(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return (X - (0.5, 0.25)) / 1.7, y


def points(data: str, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the examples."""
    return DATA[data](count, 0)


@cache
def unseen(data: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the points that nothing learns from."""
    return DATA[data](UNSEEN, 1)


def nearest(places: np.ndarray, X: np.ndarray) -> np.ndarray:
    """Return the squared distance of every place to the nearest of the points.

    Examples
    --------
    >>> nearest(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0], [0.0, 2.0]]))
    array([4.])
    """
    apart = (places**2).sum(1)[:, None] - 2 * places @ X.T + (X**2).sum(1)
    return np.maximum(0, apart.min(axis=1))


def margin(places: np.ndarray, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return how much nearer, squared, an example of class 1 is than one of class 0."""
    return nearest(places, X[y == 0]) - nearest(places, X[y == 1])


@lru_cache(maxsize=64)
def copied(data: str, count: int) -> float:
    """Return the share of unseen points whose nearest example has their class."""
    places, truth = unseen(data)
    return float(np.mean((margin(places, *points(data, count)) > 0) == truth))


@lru_cache(maxsize=64)
def _margin(data: str, count: int) -> np.ndarray:
    return margin(grid(BOX, 80), *points(data, count))


@lru_cache(maxsize=64)
def _net(data: str, count: int) -> np.ndarray:
    return answers(grid(BOX, 80), record("playground/neighbour")[f"{data} {count}"]["weights"])


def answers(places: np.ndarray, weights: list[float]) -> np.ndarray:
    """Return the logits of the net at places (n, 2), from all of its weights in a row."""
    a, rest = places, np.array(weights)
    for n_in, n_out in pairwise(SIZES):
        W, b, rest = np.split(rest, [n_in * n_out, (n_in + 1) * n_out])
        a = a @ W.reshape(n_in, n_out) + b
        a = np.tanh(a) if n_out > 1 else a[:, 0]
    return a
