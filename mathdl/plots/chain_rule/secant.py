"""From secant to tangent (chapter 3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, MUTED
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point, Rates
from mathdl.words import number, short


@dataclass(frozen=True)
class Curve:
    """A function to look at: where it begins, and where it has no slope."""

    f: Callable
    limits: tuple[float, float]
    start: float = -np.inf
    kink: float | None = None

    def slope(self, x: float) -> float | None:
        """Return f′(x), or None where there is none."""
        if x < self.start or x == self.kink:
            return None
        return dl.derivative(self.f)(x)


class SecantPlot(Plot):
    """From secant to tangent: the line through two points of a curve, and how wrong its slope is.

    Left, the line through x₀ and x₀ + h. Right, the distance of its slope from the derivative, for
    every step from 1 down to h: it shrinks with h, until rounding spoils it.
    """

    CURVES = {
        "sin x": Curve(dl.sin, (-1.7, 1.9)),
        "eˣ": Curve(dl.exp, (-3, 22)),
        "x³": Curve(lambda x: x**3, (-30, 36)),
        "√x": Curve(dl.sqrt, (-0.6, 2.4), start=0.0, kink=0.0),
        "|x|": Curve(dl.abs, (-0.9, 4.2), kink=0.0),
    }
    controls = {
        "x0": Slider(1.0, -3.0, 3.0, 0.05, "x₀"),
        "h": Slider(10**-0.5, 1e-16, 1.0, 0.25, "h", log=True),
        "f": Choice("sin x", tuple(CURVES), "f(x)"),
    }
    draggable = (
        Point("ends", x="h", index=1, rates="powers"),
        Point("ends", x="x0"),
        Point("here", x="h"),
    )
    size = (8, 3.9)
    LEFT, RIGHT = -3.3, 4.3
    SMALLEST = 1e-12  # errors below are drawn here
    SPOILT = 1e-9  # from here down the right half says what the reader has just found

    def build(self, figure: Figure) -> None:
        self.axes, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        left = self.axes
        left.set(xlim=(self.LEFT, self.RIGHT), xlabel="x", ylabel="f(x)")
        (self.curve,) = left.plot([], [], color=CURVE)
        (self.tangent,) = left.plot([], [], color=FAINT, lw=1.6, dashes=(5, 3), animated=True)
        (self.backward,) = left.plot([], [], color=GRADIENT, dashes=(1.5, 1.5), animated=True)
        (self.secant,) = left.plot([], [], color=GRADIENT, animated=True)
        (self.run,) = left.plot([], [], color=INPUT, lw=1.6, animated=True)
        (self.ends,) = left.plot([], [], "o", color=INPUT, animated=True)

        right.set(xscale="log", yscale="log", xlim=(3e-17, 3), ylim=(self.SMALLEST / 3, 300))
        right.set(xlabel="h", ylabel="distance from f′(x₀)")
        right.set_xticks([1e-16, 1e-12, 1e-8, 1e-4, 1])
        right.set_yticks([1e-12, 1e-8, 1e-4, 1])
        right.minorticks_off()
        (self.error,) = right.plot([], [], color=CURVE, lw=1.6, animated=True)
        (self.here,) = right.plot([], [], "o", color=GRADIENT, animated=True)

        grey = dict(color=MUTED, animated=True)
        self.notes = [
            right.text(2e-16, 3e-11, "rounding\nspoils it", ha="left", **grey),
            right.text(1.5, 3e-11, "the curve\nbends away", ha="right", **grey),
        ]
        self.found = above(left, color=DARK[GRADIENT], weight="bold")
        self.true = above(left, 1, color=MUTED)
        self.off = above(right)

    def update(self, x0: float, h: float, f: str) -> str:
        curve, x0 = self.CURVES[f], round(x0, 9)
        self._draw_curve(curve)
        if x0 < curve.start:
            self._compare(curve, x0, None, None, h)
            self._line(self.secant, x0, None, None)
            self.run.set_data([], [])
            self.ends.set_data([], [])
            self.found.set_text("no value here")
            return f"{f} has no value at x₀ = {number(x0, 2)}, so there is no slope to ask for."

        def quotient(h: float) -> float:
            return (curve.f(x0 + h) - curve.f(x0)) / h

        y0, y1, found, true = curve.f(x0), curve.f(x0 + h), quotient(h), curve.slope(x0)
        self._line(self.secant, x0, y0, found)
        self.ends.set_data([x0, x0 + h], [y0, y1])
        self.run.set_data([x0, x0 + h, x0 + h], [y0, y0, y1])
        self.found.set_text(f"slope {number(found)}")
        self._compare(curve, x0, y0, true, h)
        said = f"From x₀ = {number(x0, 2)} to {short(h)} further on, the slope of {f} is "
        said += number(found)
        if true is not None:
            error = abs(found - true)
            self.here.set_data([h], [max(error, self.SMALLEST)])
            self.off.set_text(f"off by {short(error)}")
            return f"{said}; the derivative is {number(true)}, so it is off by {short(error)}."
        if x0 - h < curve.start:
            return f"{said}; it grows without end as h shrinks: there is no derivative."
        self._line(self.backward, x0, y0, quotient(-h))
        self.true.set_text(f"to the left {number(quotient(-h))}")
        return f"{said}, to the left it is {number(quotient(-h))}: there is no derivative."

    def powers(self, h: float, **_: Any) -> Rates:
        """Return how many powers of ten h grows if x₀ + h moves by 1."""
        return {"h": (1 / (h * np.log(10)), 0)}

    def _draw_curve(self, curve: Curve) -> None:
        """Redraw what stands still, if another function was chosen."""
        x = np.linspace(max(self.LEFT, curve.start), self.RIGHT, 400)
        if self.axes.get_ylim() != curve.limits or not len(self.curve.get_xdata()):
            self.axes.set_ylim(*curve.limits)
            self.curve.set_data(x, curve.f(x))

    def _compare(
        self, curve: Curve, x0: float, y0: float | None, true: float | None, h: float
    ) -> None:
        """Draw the tangent and the errors from h up, or that there is no derivative."""
        self._line(self.tangent, x0, y0, true)
        self._line(self.backward, x0, None, None)
        for note in self.notes:
            note.set_visible(true is not None and h < self.SPOILT)
        self.here.set_data([], [])
        if true is None:
            self.error.set_data([], [])
            self.true.set_text("")
            self.off.set_text("no derivative to compare with")
            return
        steps = np.logspace(-16, 0, 65)
        steps = steps[steps > h * (1 - 1e-9)]  # what comes below is not yet known
        errors = np.abs((curve.f(x0 + steps) - y0) / steps - true)
        self.error.set_data(steps, np.maximum(errors, self.SMALLEST))
        self.true.set_text(f"f′(x₀) = {number(true)}")

    def _line(self, line: Line2D, x0: float, y0: float | None, slope: float | None) -> None:
        """Draw the line through (x₀, y₀) across the whole axes; without a slope, none."""
        x = np.array([self.LEFT, self.RIGHT])
        line.set_data(*([], []) if slope is None else (x, y0 + slope * (x - x0)))
