"""The tangent as a forecast (chapter 3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, LOSS
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import number


@dataclass(frozen=True)
class Hill:
    """A smooth function to look at, with the limits of its picture and of that of its slope."""

    f: Callable
    limits: tuple[float, float]
    slopes: tuple[float, float]


class TangentPlot(Plot):
    """The tangent to y = f(x) as a forecast, and its slope as a point on f′.

    Left, the tangent at x₀ promises where the curve will be a nudge h further on; right, the slope
    at every x: the derivative is a function too.
    """

    HILLS = {
        "sin x": Hill(dl.sin, (-2.2, 2.2), (-1.5, 1.5)),
        "x²/3": Hill(lambda x: x * x / 3, (-1.2, 4.2), (-2.8, 2.8)),
        "x³/9": Hill(lambda x: x**3 / 9, (-4.2, 4.2), (-0.6, 4.2)),
        "eˣ/5": Hill(lambda x: dl.exp(x) / 5, (-1.2, 5.2), (-0.6, 5.2)),
    }
    controls = {
        "x0": Slider(1.0, -3.0, 3.0, 0.05, "x₀"),
        "h": Slider(1.0, -2.0, 2.0, 0.05, "nudge h"),
        "f": Choice("sin x", tuple(HILLS), "f(x)"),
    }
    draggable = (
        Point("start", x="x0"),
        Point("promise", x="h"),
        Point("truth", x="h"),
        Point("slope", x="x0"),
    )
    size = (8, 3.9)

    def build(self, figure: Figure) -> None:
        left, right = self.left, self.right = figure.subplots(1, 2, width_ratios=(1.3, 1))
        left.set(xlim=(-3.6, 3.6), xlabel="x", ylabel="f(x)")
        right.set(xlim=(-3.6, 3.6), xlabel="x", ylabel="f′(x)")
        right.axhline(0, color=FAINT, lw=0.8)
        (self.curve,) = left.plot([], [], color=CURVE)
        (self.slopes,) = right.plot([], [], color=CURVE)
        (self.tangent,) = left.plot([], [], color=GRADIENT, animated=True)
        (self.gap,) = left.plot([], [], color=LOSS, lw=1.6, dashes=(2, 1.5), animated=True)
        (self.start,) = left.plot([], [], "o", color=INPUT, animated=True)
        (self.promise,) = left.plot([], [], "s", color=GRADIENT, ms=8, animated=True)
        (self.truth,) = left.plot(
            [], [], "D", mfc="white", mec="black", mew=1.5, ms=8, animated=True
        )
        (self.slope,) = right.plot([], [], "o", color=GRADIENT, animated=True)
        self.said = above(left, color=DARK[GRADIENT], weight="bold")
        self.true = above(left, 1)
        self.at = above(right, color=DARK[GRADIENT], weight="bold")

    def update(self, x0: float, h: float, f: str) -> str:
        hill = self.HILLS[f]
        slope_at = dl.derivative(hill.f)
        self._draw_curves(hill, slope_at)
        x0 = round(x0, 9)
        y0, slope, truth = hill.f(x0), slope_at(x0), hill.f(x0 + h)
        promise = y0 + slope * h
        ends = np.array([-3.6, 3.6])
        self.tangent.set_data(ends, y0 + slope * (ends - x0))
        self.start.set_data([x0], [y0])
        self.promise.set_data([x0 + h], [promise])
        self.truth.set_data([x0 + h], [truth])
        self.gap.set_data([x0 + h, x0 + h], [promise, truth])
        self.slope.set_data([x0], [slope])
        self.said.set_text(f"■ promised {number(promise)}")
        self.true.set_text(f"◇ true {number(truth)}")
        self.at.set_text(f"slope {number(slope)}")
        return (
            f"At x₀ = {number(x0, 2)} the slope of {f} is {number(slope)}. For a nudge of "
            f"{number(h, 2)} the tangent promises the value {number(promise)}; the true one is "
            f"{number(truth)}, a gap of {number(truth - promise)}."
        )

    def _draw_curves(self, hill: Hill, slope_at: Callable) -> None:
        """Redraw what stands still, if another function was chosen."""
        if self.left.get_ylim() == hill.limits and len(self.curve.get_xdata()):
            return
        x = np.linspace(-3.6, 3.6, 300)
        self.left.set_ylim(*hill.limits)
        self.right.set_ylim(*hill.slopes)
        self.curve.set_data(x, hill.f(x))
        self.slopes.set_data(x, slope_at(x))
