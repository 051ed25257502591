"""How large the gradient is at each layer of a deep net (chapter 4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.activations.activation_table import ACTIVATIONS, NONE
from mathdl.plots.kit.colours import DARK, FAINT, GRADIENT, MUTED
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import number, power, rounded, short

LAYERS, WIDTH, EXAMPLES, NETS = 20, 64, 8, 5


class GradientFlowPlot(Plot):
    """How large the gradient is at each layer, on its way back through 20 layers of 64 units.

    The weights are drawn by chance with std s/√64, biases are 0, and nothing is trained. A random
    message ∂L/∂a of ordinary size starts at layer 20; the picture shows how large it is when it
    reaches each layer, compared with the start: the median of five nets with 8 examples each. The
    chosen activation is the thick line, the others are the thin ones. A line that leaves the
    picture keeps its number.
    """

    BENDS = {name: ACTIVATIONS[name].f for name in ("sigmoid", "tanh", "relu")} | {"none": NONE.f}
    DASHES = {"sigmoid": (), "tanh": (5, 2), "relu": (1.5, 1.5), "none": (7, 2, 1.5, 2)}
    controls = {  # powers of ten, so that 0.5, 1, √2, 2 and 4 are all met (to two digits)
        "scale": Slider(1.0, 10**-0.5, 10**0.6, 0.05, "weight scale s", log=True),
        "bend": Choice("sigmoid", tuple(BENDS), "activation"),
    }
    size = (8, 4.4)
    LOW, HIGH = -6.6, 4.6  # powers of ten; lines may leave the picture, and their numbers stay
    APART = 0.75  # of two labels, in powers of ten

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(LAYERS + 0.4, -6.4), ylim=(self.LOW, self.HIGH))
        axes.set_yticks(powers := range(-6, 5, 2), [power(10, p) for p in powers])
        axes.set_xticks([LAYERS, 15, 10, 5, 1], [f"layer {LAYERS}", "15", "10", "5", "1"])
        axes.spines["bottom"].set_bounds(1, LAYERS)
        axes.set_xlabel("the message travels back  →", x=0.36)
        axes.set_ylabel(f"size of ∂L/∂a, compared with layer {LAYERS}")
        axes.plot([LAYERS, 1], [0, 0], color=FAINT, lw=1)
        self.lines, self.labels = {}, {}
        for name, dashes in self.DASHES.items():
            look = dict(color=MUTED, lw=1.3, dashes=dashes)
            (self.lines[name],) = axes.plot([], [], animated=True, **look)
            self.labels[name] = axes.text(0.4, 0, "", va="center", animated=True)
        (self.chosen,) = axes.plot([], [], color=GRADIENT, lw=3.2, zorder=4, animated=True)
        (self.ends,) = axes.plot([], [], "o", color=GRADIENT, animated=True)
        self.above = above(axes, y=1, weight="bold")

    def update(self, scale: float, bend: str) -> str:
        scale = round(scale, 9)
        weights = scale * _nets()[1]
        sizes = {name: gradient_sizes(f, weights) for name, f in self.BENDS.items()}
        ends = {name: np.log10(size[0]) for name, size in sizes.items()}
        places = _spread(ends, self.APART, self.LOW + 0.4, self.HIGH - 0.4)
        for name, size in sizes.items():
            self.lines[name].set_data(np.arange(1, LAYERS + 1), np.log10(size))
            self.labels[name].set(
                y=places[name],
                text=f"{name}  {self._beyond(ends[name])}{_two(size[0])}",
                color=DARK[GRADIENT] if name == bend else MUTED,
                weight="bold" if name == bend else "normal",
            )
        arrives = sizes[bend][0]
        self.chosen.set_data(*self.lines[bend].get_data())
        self.ends.set_data([LAYERS, 1], [0, np.log10(arrives)])
        self.above.set_text(f"{LAYERS} layers of {WIDTH}, weights with std {number(scale, 2)}/√64")

        each = arrives ** (1 / (LAYERS - 1))
        how = "with no activation" if bend == "none" else f"with {bend}"
        return (
            f"{LAYERS} layers {how}, weight scale s = {number(scale, 2)}: the gradient at the "
            f"first layer is {_two(arrives)} times that at the last. On average a layer "
            f"multiplies it by {number(each, 2)}: {_fate(arrives)}."
        )

    def _beyond(self, end: float) -> str:
        """Say by an arrow that a line has left the picture."""
        return "↓ " if end < self.LOW else "↑ " if end > self.HIGH else ""


def gradient_sizes(f: Callable, weights: np.ndarray) -> np.ndarray:
    """Return how long ∂L/∂a is at each layer, first layer first, if it is 1 long at the last.

    The median over the nets.
    """
    X, _, message = _nets()
    a, after = dl.Tensor(X), []
    for W in weights:
        a = f(a @ W)
        after.append(a)
    (a * message).sum().backward()
    sizes = np.array([np.sqrt((a.grad**2).sum(axis=(1, 2))) for a in after])
    return np.median(sizes / sizes[-1], axis=1)


@cache
def _nets() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw inputs, weights of scale 1 and messages; all nets stand side by side in one array."""
    rng = np.random.default_rng(0)
    X, message = rng.normal(0, 1, (2, NETS, EXAMPLES, WIDTH))
    return X, rng.normal(0, WIDTH**-0.5, (LAYERS, NETS, WIDTH, WIDTH)), message


def _spread(heights: dict[str, float], apart: float, low: float, high: float) -> dict[str, float]:
    """Move labels up or down, in their order, until neighbours are `apart` and all in sight."""
    names = sorted(heights, key=heights.get)
    y = np.clip([heights[name] for name in names], low, high)
    for _ in range(100):
        overlap = np.maximum(0, apart - np.diff(y)) / 2
        y[:-1] -= overlap
        y[1:] += overlap
        y = y.clip(low, high)
    return dict(zip(names, y, strict=True))


def _fate(ratio: float) -> str:
    if ratio < 0.1:
        return "it vanishes" if ratio < 0.01 else "it shrinks"
    if ratio > 10:
        return "it explodes" if ratio > 100 else "it grows"
    return "it keeps its size, more or less"


def _two(ratio: float) -> str:
    """Write a ratio with two digits: a third one would be chance."""
    return short(rounded(ratio, 2))
