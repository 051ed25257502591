"""Relu units side by side add up to a curve (chapter 1)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, FAINT, TARGET, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import HEADLINE, inside
from mathdl.plots.kit.plot import Plot
from mathdl.words import brief, counted

CURVES = {
    "hill": lambda x: np.sin(np.pi * x),
    "wave": lambda x: 0.5 + 0.5 * np.sin(3 * np.pi * x - np.pi / 2),
    "bump": lambda x: np.exp(-20 * (x - 0.5) ** 2),
}
MOST = 12


def hinges(curve: str, n: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Return n places, n weights and a bias: bias + Σ weight·relu(x − place) meets the curve.

    The places start at 0 and are evenly spaced; the sum meets the curve at each of them and at 1.

    Examples
    --------
    >>> places, weights, bias = hinges("hill", 2)
    >>> places, weights.round(6), bias
    (array([0. , 0.5]), array([ 2., -4.]), 0.0)
    """
    knots = np.linspace(0, 1, n + 1)
    heights = CURVES[curve](knots)
    slopes = np.diff(heights) * n
    return knots[:-1], np.diff(slopes, prepend=0.0), float(heights[0])


class HingeSumPlot(Plot):
    """A curve made of relu units: above, every unit by itself; below, their sum.

    A unit is 0 up to its own place, and a straight line from there on, as steep as its weight in
    the sum says. Each unit that is added bends the sum once more. The green dashed line is the
    curve that is wanted.
    """

    controls = {
        "units": Slider(4, 1, MOST, 1, "units"),
        "curve": Choice("hill", tuple(CURVES), "the curve wanted"),
    }
    size = (8, 5.4)
    ENDS = (-0.12, 1.08)

    def build(self, figure: Figure) -> None:
        top, bottom = figure.subplots(2, 1, sharex=True)
        self._build_units(top)
        bottom.set(ylim=(-0.15, 1.3), xlabel="input x", ylabel="their sum")
        bottom.set_xticks(np.linspace(0, 1, 5))
        self.x = np.linspace(0, 1, 241)
        look = dict(animated=True, zorder=2)
        (self.wanted,) = bottom.plot([], [], color=TARGET, lw=3, dashes=(3, 1.6), **look)
        (self.sum,) = bottom.plot([], [], color=CURVE, lw=2.4, **look)
        (self.bends,) = bottom.plot([], [], "o", color=CURVE, ms=7, **look)
        self.told = inside(bottom, 0.02, **HEADLINE)
        inside(bottom, 1, "dashed: the curve wanted", color=DARK[TARGET])

    def _build_units(self, axes: Axes) -> None:
        axes.set(xlim=self.ENDS, ylim=(-4.9, 4.9), ylabel="each unit")
        axes.axhline(0, color=FAINT, lw=1)
        axes.tick_params(labelbottom=False)
        look = dict(color=WEIGHT, lw=2, animated=True, clip_on=True)
        self.units = [axes.plot([], [], **look)[0] for _ in range(MOST)]
        (self.places,) = axes.plot([], [], "o", color=WEIGHT, ms=7, animated=True)
        self.newest = inside(axes, 0.02, color=DARK[WEIGHT], weight="bold")

    def update(self, units: int, curve: str) -> str:
        places, weights, bias = hinges(curve, units)
        low, high = self.ENDS
        for k, line in enumerate(self.units):
            line.set(visible=k < units, linewidth=3.4 if k == units - 1 else 1.6)
            if k < units:
                end = weights[k] * (high - places[k])
                line.set_data([low, places[k], high], [0, 0, end])
        self.places.set_data(places, np.zeros(units))
        x = np.array([low, *places, high])
        y = bias + np.maximum(x[:, None] - places, 0) @ weights
        self.sum.set_data(x, y)
        self.bends.set_data(x[1:-1], y[1:-1])
        self.wanted.set_data(self.x, CURVES[curve](self.x))
        sums = bias + np.maximum(self.x[:, None] - places, 0) @ weights
        gap = float(np.abs(sums - CURVES[curve](self.x)).max())
        counts = f"{counted(units, 'unit')}, {counted(units + 1, 'piece')}"
        self.told.set_text(counts)
        terms = f"{brief(weights[-1])}·relu(x − {brief(places[-1])})"
        self.newest.set_text(f"the last one: {terms}")
        return (
            f"{counts}; the last unit adds {terms}. From 0 to 1 the sum is off the {curve} by at "
            f"most {gap:.3f}."
        )
