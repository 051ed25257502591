"""The network of thirteen parameters as circles and arrows, worked through unit by unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

import mathdl as dl
from mathdl.plots.kit.cells import page
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, INPUT, MUTED, PALE, RULE, WEIGHT
from mathdl.plots.kit.controls import Slider, Stepper
from mathdl.plots.kit.marks import CENTRED, HEADLINE, arrow
from mathdl.plots.kit.plot import Plot
from mathdl.words import added, brief, factor

NET = dl.data.thirteen_parameters()
UNITS = ("unit 1", "unit 2", "unit 3", "output")


def sums(x1: float, x2: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Return what a forward pass computes: the hidden sums, what relu leaves of them, the output.

    Examples
    --------
    >>> sums(1.0, 2.0)
    (array([ 2. ,  0.5, -1. ]), array([2. , 0.5, 0. ]), 0.0)
    """
    z = np.array([x1, x2]) @ NET["W1"] + NET["b1"]
    hidden = np.maximum(z, 0)
    return z, hidden, float((hidden @ NET["W2"] + NET["b2"])[0])


class NetworkPlot(Plot):
    """The small network of the book: two inputs, three hidden units with relu, one output.

    Every arrow carries its parameter: nine weights from circle to circle, four biases from above.
    A step works out one more circle, and its own arrows stand out; circles that are not yet worked
    out are empty.
    """

    controls = {
        "step": Stepper(4, 4, "units worked out"),
        "x1": Slider(1.0, -3.0, 3.0, 0.5, "x₁"),
        "x2": Slider(2.0, -3.0, 3.0, 0.5, "x₂"),
    }
    size = (8, 4.9)
    INPUTS = ((96, 292), (96, 148))
    HIDDEN = ((400, 370), (400, 220), (400, 70))
    OUTPUT = (690, 220)
    RADIUS, STUB = 32, 40  # of circles; how long a bias's arrow is
    LABEL = 0.70  # of the way along an arrow its weight is written

    def build(self, figure: Figure) -> None:
        axes = page(figure)
        self.arrows: list[list] = [[] for _ in UNITS]
        for k, place in enumerate(self.HIDDEN):
            for start, weight in zip(self.INPUTS, NET["W1"][:, k], strict=True):
                self._weight(axes, k, start, place, weight)
            self._bias(axes, k, place, NET["b1"][k])
            self._weight(axes, 3, place, self.OUTPUT, NET["W2"][k, 0])
        self._bias(axes, 3, self.OUTPUT, NET["b2"][0])
        self.inputs = [self._circle(axes, place, INPUT) for place in self.INPUTS]
        units = (*self.HIDDEN, self.OUTPUT)
        self.circles = [self._circle(axes, place, CURVE) for place in units]
        for (x, y), name in zip(self.INPUTS, ("x₁", "x₂"), strict=True):
            axes.text(x - 54, y, name, **CENTRED, fontsize=15, color=DARK[INPUT])
        for (x, y), name in zip(units, UNITS, strict=True):
            axes.text(x, y - 47, name, **CENTRED, fontsize=12, color=MUTED)
        self.told = axes.text(16, 466, "", va="center", animated=True, **HEADLINE)

    def _circle(self, axes: Axes, place: tuple[int, int], colour: str) -> tuple:
        circle = Circle(place, self.RADIUS, ec=colour, lw=2, zorder=3, animated=True)
        axes.add_patch(circle)
        look = dict(fontsize=15, weight="bold", zorder=4, animated=True, **CENTRED)
        return circle, axes.text(*place, "", **look)

    def _weight(self, axes: Axes, unit: int, start: Sequence, end: Sequence, weight: float) -> None:
        a, b = np.array(start, float), np.array(end, float)
        along = (b - a) / np.hypot(*(b - a))
        ends = a + self.RADIUS * along, b - (self.RADIUS + 2) * along
        at = a + self.LABEL * (b - a)
        self._labelled(axes, unit, ends, at, brief(weight))

    def _bias(self, axes: Axes, unit: int, place: Sequence, bias: float) -> None:
        x, y = place
        top = y + self.RADIUS + 2
        ends = (x, top + self.STUB), (x, top)
        self._labelled(axes, unit, ends, (x + 24, top + self.STUB - 12), brief(bias))

    def _labelled(self, axes: Axes, unit: int, ends: tuple, at: Sequence, words: str) -> None:
        line = arrow(axes, WEIGHT, 1.6, 13, *ends)
        box = dict(boxstyle="square,pad=0.12", fc="white", ec="none")
        look = dict(fontsize=13, color=DARK[WEIGHT], bbox=box, zorder=2.5, animated=True)
        self.arrows[unit].append((line, axes.text(*at, words, **CENTRED, **look)))

    def update(self, step: int, x1: float, x2: float) -> str:
        z, hidden, output = sums(x1, x2)
        for (circle, text), x in zip(self.inputs, (x1, x2), strict=True):
            circle.set_facecolor(PALE[INPUT])
            text.set_text(brief(x))
        values = [*hidden, output]
        for k, (circle, text) in enumerate(self.circles):
            done = k < step
            off = done and k < 3 and values[k] == 0
            circle.set(facecolor="white" if off or not done else PALE[CURVE])
            circle.set(edgecolor=CURVE if done else RULE)
            text.set_text(brief(values[k]) if done else "?")
            text.set_color(CURVE if done else FAINT)
            now = k == step - 1
            for line, words in self.arrows[k]:
                line.set(linewidth=3.2 if now else 1.4, mutation_scale=18 if now else 12)
                words.set_weight("bold" if now else "normal")
        told = self._told(step, (x1, x2), z, hidden, output)
        self.told.set_text(told)
        return f"Input ({brief(x1)}, {brief(x2)}), {step} of 4 units worked out. {told}."

    @staticmethod
    def _told(step: int, x: Sequence, z: np.ndarray, hidden: np.ndarray, output: float) -> str:
        if step == 0:
            return "The inputs are there, and no unit has been worked out"
        if step == 4:
            spelt = _spelt(NET["W2"][:, 0], hidden, NET["b2"][0])
            return f"Output: {spelt} = {brief(output)}"
        k = step - 1
        spelt = _spelt(NET["W1"][:, k], x, NET["b1"][k])
        bend = "relu keeps it" if z[k] > 0 else "relu makes it 0" if z[k] < 0 else "relu leaves 0"
        return f"Unit {step}: {spelt} = {brief(z[k])}, and {bend}"


def _spelt(weights: Sequence, values: Sequence, bias: float) -> str:
    """Write a weighted sum with its numbers."""
    pairs = zip(weights, values, strict=True)
    terms = " + ".join(f"{factor(brief(w))}·{factor(brief(v))}" for w, v in pairs)
    return f"{terms} {added(brief(bias))}"
