"""Many inputs become one: what a deep random net forgets (chapter 8)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, EMPTY, FAINT, MUTED, THIRD
from mathdl.plots.kit.controls import Choice, Clock, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plane import Points, plain
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, number

MOST, WIDTH, SEEDS = 100, 16, 5
NETS = {"plain": "f(x)", "skip": "x + f(x)"}
X, Y = dl.data.circles(64, rng=0)


class MergePlot(Plot):
    """What is left of the difference between 64 points after each layer of a random net.

    Left, the outputs of a layer of 16 tanh units for the 64 points of disc and ring, seen along
    the two directions in which they differ from 0 most, and enlarged until they fill the frame.
    Right, how many directions they occupy, layer by layer: the effective directions (Σs)²/Σs² of
    the singular values s. The thick line is the net at the left, the others are five seeds.
    Weights have std 1/√in, biases are 0, and nothing is trained.

    Parameters
    ----------
    skips : bool
        Whether the net with skips, of section 8.7, may be chosen, too.
    """

    controls = {
        "layer": Clock(8, MOST, "layer"),
        "net": Choice("plain", tuple(NETS), "net"),
        "seed": Slider(0, 0, SEEDS - 1, 1, "seed"),
    }
    size = (8, 4.2)

    def __init__(self, skips: bool = True) -> None:
        self.top = 8.7 if skips else 3.4
        if not skips:
            self.controls = {k: v for k, v in self.controls.items() if k != "net"}

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.15))
        plain(left, (-1.12, 1.12, -1.12, 1.12))
        left.axhline(0, color=EMPTY, lw=1)
        left.axvline(0, color=EMPTY, lw=1)
        self.points = Points(left, size=6)
        self.title = above(left, weight="bold")
        right.set(xlim=(0, MOST), ylim=(0.4, self.top), xlabel="layer")
        above(right, words="effective directions", weight="bold")
        right.axhline(1, color=FAINT, lw=1)
        right.text(99, 0.93, "all on one line", ha="right", va="top", color=MUTED)
        self.others = [
            right.plot([], [], color=FAINT, lw=1, animated=True)[0] for _ in range(SEEDS)
        ]
        (self.line,) = right.plot([], [], color=THIRD, lw=3, animated=True)
        (self.here,) = right.plot([], [], "o", color=CURVE, ms=9, animated=True)

    def update(self, layer: int, seed: int, net: str = "plain") -> str:
        directions = [spread(net, k)[1] for k in range(SEEDS)]
        flat = spread(net, seed)[0][layer]
        self.points.set(flat / np.abs(flat).max(), Y)
        for line, row in zip(self.others, directions, strict=True):
            line.set_data(np.arange(MOST + 1), row)
        self.line.set_data(np.arange(MOST + 1), directions[seed])
        self.here.set_data([layer], [directions[seed][layer]])
        self.title.set_text(f"after layer {layer}" if layer else "the points themselves")
        ends = [row[layer] for row in directions]
        return (
            f"After {counted(layer, 'layer')} of the {net} net, {NETS[net]}, seed {seed}: the 64 "
            f"points lie in {number(directions[seed][layer], 1)} effective directions; over five "
            f"seeds between {number(min(ends), 1)} and {number(max(ends), 1)}."
        )


@lru_cache(maxsize=16)
def spread(net: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Send the points through a random net.

    Returns
    -------
    flat : array of shape (layers + 1, 64, 2)
        Outputs of each layer along their two main directions.
    directions : array of shape (layers + 1,)
        How many directions they occupy.
    """
    rng = np.random.default_rng(seed)
    a, flat, directions = X, [], []
    for layer in range(MOST + 1):
        if layer:
            f = np.tanh(a @ rng.normal(0, a.shape[1] ** -0.5, (a.shape[1], WIDTH)))
            a = a + f if net == "skip" and layer > 1 else f
        u, s, _ = np.linalg.svd(a, full_matrices=False)
        flat.append((u * s)[:, :2])
        directions.append(s.sum() ** 2 / (s**2).sum())
    return np.array(flat), np.array(directions)
