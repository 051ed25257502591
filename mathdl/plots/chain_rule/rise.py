"""Rise over run (chapter 3)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, GRADIENT, INPUT
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import brief, factor


class RisePlot(Plot):
    """Rise over run: the pump's curve f(x) = x², a secant, and the triangle that has its slope.

    The legs of the triangle are the step h and what the curve gains on it.
    """

    controls = {
        "x0": Slider(3.0, 1.0, 3.5, 0.1, "x₀"),
        "h": Slider(0.5, 0.1, 1.0, 0.05, "h"),
    }
    draggable = (Point("ends", x="x0"), Point("ends", x="h", index=1))
    size = (8, 4.2)
    LEFT, RIGHT, BOTTOM, TOP = 0.7, 5.2, -1.5, 26.0

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(self.LEFT, self.RIGHT), ylim=(self.BOTTOM, self.TOP))
        axes.set(xlabel="x, turns of the crank a second", ylabel="f(x) = x², litres a second")
        x = np.linspace(self.LEFT, self.RIGHT, 200)
        axes.plot(x, x**2, color=CURVE)
        (self.secant,) = axes.plot([], [], color=GRADIENT, lw=1.6, animated=True)
        (self.run,) = axes.plot([], [], color=INPUT, lw=3.4, animated=True)
        (self.rise,) = axes.plot([], [], color=GRADIENT, lw=3.4, animated=True)
        (self.ends,) = axes.plot([], [], "o", color=INPUT, zorder=3, animated=True)
        self.run_word = axes.text(
            0, 0, "", ha="center", va="top", color=DARK[INPUT], fontsize=13, animated=True
        )
        self.rise_word = axes.text(
            0, 0, "", ha="left", va="center", color=DARK[GRADIENT], fontsize=13, animated=True
        )
        self.heights = [
            axes.text(0, 0, "", ha="right", va="bottom", fontsize=13, animated=True)
            for _ in range(2)
        ]
        self.found = above(axes, color=DARK[GRADIENT], weight="bold", fontsize=14)

    def update(self, x0: float, h: float) -> str:
        x0, h = round(x0, 9), round(h, 9)
        x1 = round(x0 + h, 9)
        y0, y1 = x0**2, x1**2
        slope = (y1 - y0) / h
        ends = np.array([self.LEFT, self.RIGHT])
        self.secant.set_data(ends, y0 + slope * (ends - x0))
        self.run.set_data([x0, x1], [y0, y0])
        self.rise.set_data([x1, x1], [y0, y1])
        self.ends.set_data([x0, x1], [y0, y1])
        self.run_word.set(x=(x0 + x1) / 2, y=y0 - 0.5, text=f"run {brief(h)}")
        self.rise_word.set(x=x1 + 0.08, y=(y0 + y1) / 2, text=f"rise {brief(y1 - y0)}")
        for word, x, y in zip(self.heights, (x0, x1), (y0, y1), strict=True):
            word.set(x=x - 0.08, y=y + 0.3, text=brief(y))
        self.heights[0].set_visible(y1 - y0 > 1.8)  # or one would stand on the other
        sum_ = f"{brief(y1 - y0)} / {factor(brief(h))} = {brief(slope)}"
        self.found.set_text(f"slope = rise / run = {sum_}")
        return (
            f"From x₀ = {brief(x0)} to {brief(x1)} the curve x² goes from {brief(y0)} to "
            f"{brief(y1)}: it rises by {brief(y1 - y0)} on a run of {brief(h)}, so the slope of "
            f"the secant is {sum_}."
        )
