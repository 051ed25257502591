"""Activations and their slopes (chapter 4)."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import mathdl as dl
from mathdl.plots.activations.activation_table import ACTIVATIONS, Activation
from mathdl.plots.kit.colours import CURVE, DARK, EMPTY, FAINT, GRADIENT, INPUT, MUTED
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import brief, number, short


class Drawn(NamedTuple):
    """An activation and its slope as curves."""

    values: np.ndarray
    slopes: np.ndarray  # nan where the slope jumps, so that the curve is broken there
    lowest: float
    highest: float


class ActivationPlot(Plot):
    """An activation f and its slope f′, with one moving point on each.

    Left, f with its tangent, both axes to one scale; the grey band holds all values that f can
    take. Right, f′: the engine's derivative as a circle, the difference quotient as a diamond. At
    a kink there are three candidates, and the engine has to choose.
    """

    controls = {
        "x": Slider(1.0, -6.0, 6.0, 0.05, "x"),
        "activation": Choice("sigmoid", tuple(ACTIVATIONS), "activation f"),
    }
    draggable = (Point("here", x="x"), Point("engine", x="x"))
    size = (8, 4.2)
    EDGE = 6.4
    LOW, HIGH = -2.3, 6.4
    NUDGE = 0.001  # of the difference quotient

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.95, 1))
        ticks = range(-6, 7, 2)
        for axes in (left, right):
            axes.axhline(0, color=FAINT, lw=0.8)
            axes.axvline(0, color=FAINT, lw=0.8)
            axes.set(xlim=(-self.EDGE, self.EDGE), xlabel="x")
            axes.set_xticks(ticks, [brief(t) for t in ticks])
        left.set(ylim=(self.LOW, self.HIGH), aspect="equal", ylabel="f(x)")
        left.set_yticks(range(-2, 7, 2), ["−2", "0", "2", "4", "6"])
        right.set(xlim=(-7.2, 7.2), ylim=(-0.3, 1.3), ylabel="slope f′(x)")
        right.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])

        self.band = left.add_patch(
            Rectangle((-self.EDGE, 0), 2 * self.EDGE, 1, color=EMPTY, zorder=0, animated=True)
        )
        moving, slope = dict(animated=True), dict(color=GRADIENT, animated=True)
        (self.curve,) = left.plot([], [], color=CURVE, lw=3.2, **moving)
        (self.slopes,) = right.plot([], [], color=CURVE, **moving)
        self.others = [left.plot([], [], lw=1.6, dashes=(3, 2), **slope)[0] for _ in range(2)]
        (self.tangent,) = left.plot([], [], lw=1.6, **slope)
        (self.drop,) = left.plot([], [], color=INPUT, lw=1.4, dashes=(2, 1.5), **moving)
        (self.here,) = left.plot([], [], "o", color=INPUT, ms=10, **moving)
        (self.engine,) = right.plot([], [], "o", ms=8, zorder=4, **slope)
        (self.quotients,) = right.plot([], [], "D", ms=13, mfc="none", mew=1.8, **slope)

        corner = dict(va="top", animated=True)
        self.where = left.text(
            -6.1, 6.2, "", color=DARK[INPUT], weight="bold", linespacing=1.4, **corner
        )
        self.range = left.text(-6.1, 4.0, "", color=MUTED, linespacing=1.2, **corner)
        one_side = dict(fontsize=11, visible=False, color=DARK[GRADIENT], animated=True)
        self.from_left = left.text(-6.1, 0.2, "", va="bottom", **one_side)
        self.from_right = left.text(4.0, 4.2, "", va="bottom", ha="right", **one_side)
        self.from_both = left.text(6.3, 1.25, "", va="top", ha="right", **one_side)
        self.candidates = (self.from_left, self.from_both, self.from_right)
        self.formula = above(left, weight="bold")
        self.told = above(right, -0.05, y=1.12, color=DARK[GRADIENT], weight="bold")
        self.told_quotient = above(right, -0.05, color=DARK[GRADIENT])

    @cached_property
    def drawn(self) -> dict[str, Drawn]:
        """The curves of all activations, computed once."""
        return {name: _curves(row, self.EDGE) for name, row in ACTIVATIONS.items()}

    def update(self, x: float, activation: str) -> str:
        x, row, drawn = round(x, 9), ACTIVATIONS[activation], self.drawn[activation]
        y, slope = float(row.f(x)), dl.derivative(row.f)(x)
        h = self.NUDGE
        both = float(dl.numerical_gradient(row.f, x, h))
        before, after = (float(row.f(x) - row.f(x - h)) / h, float(row.f(x + h) - row.f(x)) / h)
        kink = abs(after - before) > 0.1  # of a smooth activation they differ by less than h
        quotients = (before, both, after) if kink else (both,)

        grid = _grid(self.EDGE)
        self.curve.set_data(grid, drawn.values)
        self.slopes.set_data(grid, drawn.slopes)
        low, high = np.clip((drawn.lowest, drawn.highest), self.LOW, self.HIGH)
        self.band.set(y=low, height=high - low)
        ends = np.array([-self.EDGE, self.EDGE])
        self.tangent.set_data(ends, y + slope * (ends - x))
        for line, other in zip(self.others, (both, after), strict=True):
            line.set_data(*(ends, y + other * (ends - x)) if kink else ([], []))
        self.drop.set_data([x, x], [0, y])
        self.here.set_data([x], [y])
        self.engine.set_data([x], [slope])
        self.quotients.set_data([x] * len(quotients), quotients)
        for text, side, candidate in zip(
            self.candidates, ("left", "both", "right"), (before, both, after), strict=True
        ):
            text.set(text=f"from {side}: {short(candidate)}", visible=kink)

        self.formula.set_text(f"f(x) = {row.formula('x')}")
        self.where.set_text(f"x = {number(x, 2)}\nf(x) = {number(y)}")
        self.range.set_text(f"its values:\n{row.range}")
        self.told.set_text(f"● engine {short(slope) if kink else number(slope, 4)}")
        said = f"At x = {number(x, 2)}, {activation} has the value {number(y)} and "
        if kink:
            three = tuple(map(short, quotients))
            self.told_quotient.set_text("◇ differences " + ", ".join(three))
            return (
                f"{said}a kink, with three candidates for the slope: {three[0]} from the left, "
                f"{three[1]} from both sides, {three[2]} from the right; the engine chooses "
                f"{short(slope)}. Values of {activation}: {row.range}."
            )
        self.told_quotient.set_text(f"◇ difference {number(both, 4)}")
        return (
            f"{said}the slope {number(slope, 4)} by the engine, {number(both, 4)} by the "
            f"difference quotient; {_passes(slope)}. Values of {activation}: {row.range}."
        )


def _grid(edge: float) -> np.ndarray:
    return np.linspace(-edge, edge, 513)


def _curves(row: Activation, edge: float) -> Drawn:
    """Compute f and f′ on a grid, and between which values f stays, far outside too."""
    x = _grid(edge)
    values, slopes = row.f(x), dl.derivative(row.f)(x)
    slopes[np.abs(np.diff(slopes, prepend=slopes[0])) > 0.3] = np.nan
    far = row.f(np.array([-1e4, 1e4]))
    return Drawn(values, slopes, min(values.min(), far[0]), max(values.max(), far[1]))


def _passes(slope: float) -> str:
    """Say what becomes of a message that travels back through here."""
    size = abs(slope)
    if size == 0:
        return "no message gets back through here"
    if size < 0.02:
        return "next to nothing of a message gets back through here"
    return f"a message of 1 gets back through here as {number(slope, 2)}"
