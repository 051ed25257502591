"""The sums in each layer of a random net, as a histogram (chapter 8)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, INPUT, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import per_cent, power, rounded, short

MOST, WIDTH, EXAMPLES = 20, 100, 100
STARTS = {  # the std of a layer's weights, in and out being WIDTH
    "small": 0.05,
    "Xavier": WIDTH**-0.5,
    "He": (2 / WIDTH) ** 0.5,
    "large": 0.2,
    "PyTorch": (3 * WIDTH) ** -0.5,
}
BENDS = {"relu": dl.relu, "tanh": dl.tanh}
EDGES = np.linspace(-3, 3, 61)


class HistogramPlot(Plot):
    """How the sums z of one layer of a random net are spread, before the bend.

    100 inputs, normal with std 1, go through layers of 100 units; biases are 0. Left, the sums of
    the chosen layer, all 10,000: each bar is as high as its share. Bars may leave the frame, and
    sums beyond ±3 are in the last ones. Right, the size (root mean square) of the sums of every
    layer, in powers of ten. "PyTorch" is what its `Linear` does, without biases.
    """

    controls = {
        "layer": Slider(5, 1, MOST, 1, "layer"),
        "start": Choice("Xavier", tuple(STARTS), "weights"),
        "bend": Choice("relu", tuple(BENDS), "bend"),
    }
    size = (8, 4)
    TOP = 0.14

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
        left.set(xlim=(-3.05, 3.05), ylim=(0, self.TOP), xlabel="sum z of a unit", yticks=[])
        look = dict(fc=INPUT, lw=0, animated=True)
        self.bars = left.add_collection(PolyCollection([], **look))
        self.title = above(left, weight="bold")
        right.set(xlim=(1, MOST), ylim=(-8.5, 8.5), xlabel="layer")
        right.set_xticks([1, 5, 10, 15, 20])
        right.set_yticks(ticks := range(-8, 9, 4), [power(10, tick) for tick in ticks])
        right.axhline(0, color=FAINT, lw=1)
        above(right, words="size of the sums", color=DARK[WEIGHT], weight="bold")
        (self.line,) = right.plot([], [], color=WEIGHT, lw=2.4, animated=True)
        (self.here,) = right.plot([], [], "o", color=CURVE, ms=9, animated=True)

    def update(self, layer: int, start: str, bend: str) -> str:
        sums = passed(start, bend)
        values = sums[layer - 1].ravel()
        shares = np.histogram(np.clip(values, -3, 3), EDGES)[0] / values.size
        self.bars.set_verts(
            [
                [(low, 0), (low, share), (high, share), (high, 0)]
                for low, high, share in zip(EDGES[:-1], EDGES[1:], shares, strict=True)
            ]
        )
        roots = np.sqrt([(z**2).mean() for z in sums])
        self.line.set_data(np.arange(1, MOST + 1), np.log10(roots))
        self.here.set_data([layer], [np.log10(roots[layer - 1])])
        self.title.set_text(f"layer {layer} of {MOST}")
        beyond = float((np.abs(values) > 2).mean())
        said = (
            f"Weights {start}, std {short(rounded(STARTS[start], 3))}, and {bend}: the sums of "
            f"layer {layer} have size {_two(roots[layer - 1])}. Layer 1: {_two(roots[0])}; layer "
            f"{MOST}: {_two(roots[-1])}."
        )
        if bend == "tanh":
            said += f" {per_cent(beyond)} of them lie beyond ±2, where tanh hardly rises."
        return said


@lru_cache(maxsize=16)
def passed(start: str, bend: str) -> list[np.ndarray]:
    """Return the sums of every layer."""
    rng = np.random.default_rng(0)
    a = rng.normal(size=(EXAMPLES, WIDTH))
    sums = []
    for _ in range(MOST):
        sums.append(a @ (STARTS[start] * rng.normal(size=(WIDTH, WIDTH))))
        a = BENDS[bend](sums[-1])
    return sums


def _two(value: float) -> str:
    return short(rounded(value, 2))
