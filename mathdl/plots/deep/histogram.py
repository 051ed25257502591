"""What leaves each layer of a random net, as a histogram (chapter 8)."""

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
from mathdl.words import counted, per_cent, power, rounded, short

MOST, WIDTH, EXAMPLES = 20, 100, 100
STARTS = {  # the std of a layer's weights, in and out being WIDTH
    "std 0.05": 0.05,
    "Xavier": WIDTH**-0.5,
    "He": (2 / WIDTH) ** 0.5,
    "std 0.2": 0.2,
    "PyTorch": (3 * WIDTH) ** -0.5,
}
BENDS = {"relu": dl.relu, "tanh": dl.tanh}
EDGES = np.linspace(-3, 3, 61)


class HistogramPlot(Plot):
    """How the outputs of one layer of a random net are spread.

    100 inputs, normal with std 1, go through layers of 100 units; biases are 0. Left, the outputs
    of the chosen layer, all 10,000: each bar is as high as its share. The bar at 0 may leave the
    frame, and outputs beyond ±3 are in the last bars. Right, the size (root mean square) of the
    outputs of every layer, in powers of ten. "PyTorch" is what its `Linear` does, without biases.
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
        left.set(xlim=(-3.05, 3.05), ylim=(0, self.TOP), xlabel="output of a unit", yticks=[])
        look = dict(fc=INPUT, lw=0, animated=True)
        self.bars = left.add_collection(PolyCollection([], **look))
        self.title = above(left, weight="bold")
        right.set(xlim=(0, MOST), ylim=(-8.5, 8.5), xlabel="layer")
        right.set_yticks(ticks := range(-8, 9, 4), [power(10, tick) for tick in ticks])
        right.axhline(0, color=FAINT, lw=1)
        above(right, words="size of the outputs", color=DARK[WEIGHT], weight="bold")
        (self.line,) = right.plot([], [], color=WEIGHT, lw=2.4, animated=True)
        (self.here,) = right.plot([], [], "o", color=CURVE, ms=9, animated=True)

    def update(self, layer: int, start: str, bend: str) -> str:
        outputs = passed(start, bend)
        values = outputs[layer].ravel()
        shares = np.histogram(np.clip(values, -3, 3), EDGES)[0] / values.size
        self.bars.set_verts(
            [
                [(low, 0), (low, share), (high, share), (high, 0)]
                for low, high, share in zip(EDGES[:-1], EDGES[1:], shares, strict=True)
            ]
        )
        roots = np.sqrt([(a**2).mean() for a in outputs])
        self.line.set_data(np.arange(MOST + 1), np.log10(roots))
        self.here.set_data([layer], [np.log10(roots[layer])])
        self.title.set_text(f"layer {layer} of {MOST}")
        zero = float((values == 0).mean())
        near = float((np.abs(values) > 0.99).mean())
        extra = (
            f" {per_cent(zero)} of the outputs are exactly 0."
            if bend == "relu"
            else f" {per_cent(near)} of the outputs lie beyond ±0.99."
        )
        return (
            f"Weights: {start}, std {short(rounded(STARTS[start], 3))}; bend: {bend}. After "
            f"{counted(layer, 'layer')} the outputs have size {_two(roots[layer])} (mean "
            f"{_two(float(values.mean()))}), and after {MOST} layers {_two(roots[-1])}.{extra}"
        )


@lru_cache(maxsize=16)
def passed(start: str, bend: str) -> list[np.ndarray]:
    """Return the inputs and what each layer makes of them."""
    rng = np.random.default_rng(0)
    a = rng.normal(size=(EXAMPLES, WIDTH))
    made = [a]
    for _ in range(MOST):
        a = BENDS[bend](a @ (STARTS[start] * rng.normal(size=(WIDTH, WIDTH))))
        made.append(a)
    return made


def _two(value: float) -> str:
    return short(rounded(value, 2))
