"""The chain rule as three rulers (chapter 3)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, GRADIENT, INK, INPUT, MUTED, PALE, RULE
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import arrow
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.words import brief, number


class RulersPlot(Plot):
    """The chain rule as three rulers: a nudge on x, what g makes of it on u, and f of that on y.

    Every ruler passes under a fixed pointer, and each tick is as long as the nudge, so that slopes
    can be counted in ticks.
    """

    INNER = {
        "x²": lambda x: x * x,
        "3x − 1": lambda x: 3 * x - 1,
        "sin x": dl.sin,
        "eˣ": dl.exp,
    }
    OUTER = {
        "sin u": dl.sin,
        "u²": lambda u: u * u,
        "eᵘ": dl.exp,
        "tanh u": dl.tanh,
    }
    controls = {
        "x0": Slider(1.5, -2.0, 2.0, 0.01, "x"),
        "nudge": Choice(0.1, (0.5, 0.2, 0.1, 0.05, 0.01, 0.001), "nudge dx"),
        "g": Choice("x²", tuple(INNER), "u = g(x)"),
        "f": Choice("sin u", tuple(OUTER), "y = f(u)"),
    }
    draggable = (Point("pointer", x="x0", rates="ticks", fixed=True),)
    size = (8, 4.6)
    HALF = 6.6  # ticks on either side of the pointer
    GHOST_HEAD = 11.4

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(-9.6, 9.6), ylim=(-1.1, 2.85))
        axes.axis("off")
        self.rulers = [_Ruler(axes, y, self.HALF) for y in (2.3, 1.15, 0.0)]
        self.between = [
            axes.add_patch(Polygon([(0, 0)] * 4, color=PALE[INPUT], animated=True, zorder=0))
            for _ in range(2)
        ]
        right = dict(ha="left", va="center", color=DARK[GRADIENT], animated=True)
        self.gears = [axes.text(self.HALF + 0.35, y, "", **right) for y in (1.72, 0.57)]
        bottom = dict(y=-0.98, va="center")
        self.product = axes.text(
            -9.4, s="", color=DARK[GRADIENT], weight="bold", animated=True, **bottom
        )
        axes.plot([4.55], [-0.96], "^", ms=9, mfc="white", mec="black", mew=1.5)
        axes.text(4.95, s="where it truly lands", fontsize=11, **bottom)
        axes.plot([0, 0], [-0.41, -0.59], color=MUTED, lw=1.6)  # where the grey arrow begins
        self.ghost = arrow(axes, MUTED, 1.6, self.GHOST_HEAD, zorder=3)
        self.ghost_label = axes.text(
            0, -0.5, "", color=MUTED, va="center", fontsize=11, animated=True
        )

    def update(self, x0: float, nudge: float, g: str, f: str) -> str:
        inner, outer = self.INNER[g], self.OUTER[f]
        u0 = float(inner(x0))
        y0 = float(outer(u0))
        g_slope, f_slope = dl.derivative(inner)(x0), dl.derivative(outer)(u0)
        wrong = dl.derivative(outer)(x0) * g_slope
        slope = f_slope * g_slope
        u_true = float(inner(x0 + nudge)) - u0
        y_true = float(outer(inner(x0 + nudge))) - y0

        ends = (1.0, g_slope, slope)  # in ticks
        digits = 3 if nudge >= 0.01 else 5
        x, u, y = self.rulers
        x.move(f"x\n= {number(x0, 2)}", x0, nudge, 1.0, 1.0, f"dx = {number(nudge, digits)}")
        u.move(
            f"u = {g}\n= {number(u0, 2)}",
            u0,
            nudge,
            g_slope,
            u_true / nudge,
            f"du = {number(g_slope * nudge, digits)}",
        )
        y.move(
            f"y = {f}\n= {number(y0, 2)}",
            y0,
            nudge,
            slope,
            y_true / nudge,
            f"dy = {number(slope * nudge, digits)}",
        )
        tip = np.clip(wrong, -self.HALF, self.HALF)
        self.ghost.set_positions((0, -0.5), (tip, -0.5))
        # A short arrow gets a short head, or there would be nothing else.
        self.ghost.set_mutation_scale(np.clip(24 * abs(tip), 5, self.GHOST_HEAD))
        self.ghost.set_visible(abs(tip) > 0.01)
        self.ghost_label.set_text(f"with f′ taken at x, slope {number(wrong)}")
        self.ghost_label.set(x=max(tip, 0) + 0.25 if tip < 3 else -0.25)
        self.ghost_label.set_ha("left" if tip < 3 else "right")
        clipped = np.clip(ends, -self.HALF, self.HALF)
        for patch, above, below, a, b in zip(
            self.between, self.rulers, self.rulers[1:], clipped, clipped[1:], strict=False
        ):
            patch.set_xy([(0, above.y), (a, above.y), (b, below.y), (0, below.y)])
        self.gears[0].set_text(f"× g′(x)\n= {number(g_slope)}")
        self.gears[1].set_text(f"× f′(u)\n= {number(f_slope)}")
        second = number(g_slope) if g_slope >= 0 else f"({number(g_slope)})"
        product = f"{number(f_slope)} × {second} = {number(slope)}"
        self.product.set_text(f"dy/dx = f′(u) · g′(x) = {product}")
        return (
            f"At x = {number(x0, 2)}, u = {g} and y = {f}, a nudge dx = {number(nudge, digits)} "
            f"promises du = {number(g_slope * nudge, digits)} "
            f"and dy = {number(slope * nudge, digits)}, "
            f"because dy/dx = {product}; in truth y changes by {number(y_true, digits)}. "
            f"With f′ taken at x the slope would come out as {number(wrong)}."
        )

    def pointer(self, **_: Any) -> Place:
        """Tell where the ruler of x passes under the pointer, and can be pulled along."""
        return self.rulers[0].arrow.axes, 0.0, self.rulers[0].y

    def ticks(self, nudge: float, **_: Any) -> Rates:
        """Return what x becomes if its ruler is pulled to the right by a tick."""
        return {"x0": (-nudge, 0)}


class _Ruler:
    """One ruler under the pointer, an arrow for the promised change, a triangle at the true one."""

    def __init__(self, axes: Axes, y: float, half: float) -> None:
        self.y, self.half = y, half
        axes.plot([-half, half], [y, y], color=RULE, lw=1.2, zorder=1)
        self.ticks = axes.add_collection(
            LineCollection([], color=RULE, linewidth=1.2, animated=True)
        )
        small = dict(ha="center", va="top", fontsize=11, color=CURVE, animated=True)
        self.numbers = [axes.text(0, y - 0.21, "", **small) for _ in range(3)]
        self.name = axes.text(-9.4, y, "", ha="left", va="center", fontsize=13, animated=True)
        axes.plot([0], [y], "o", ms=9, color=INK, zorder=4, animated=True)
        self.arrow = arrow(axes, INPUT if y > 2 else GRADIENT, zorder=3)
        (self.true,) = axes.plot(
            [], [], "^", ms=9, mfc="white", mec="black", mew=1.5, zorder=2, animated=True
        )
        self.length = axes.text(0, y + 0.17, "", ha="center", va="bottom", animated=True)

    def move(
        self, name: str, at: float, tick: float, promised: float, true: float, length: str
    ) -> None:
        """Slide the ruler so that `at` is under the pointer; changes are given in ticks."""
        first, last = np.ceil(at / tick - self.half), np.floor(at / tick + self.half)
        k = np.arange(first, last + 1)
        x, long = k - at / tick, k % 5 == 0
        self.ticks.set_segments(
            [[(t, self.y), (t, self.y + (0.12 if tall else 0.07))] for t, tall in zip(x, long)]
        )
        for text, j in zip(self.numbers, [*np.flatnonzero(long), *[None] * 3]):
            text.set_text("" if j is None else brief(k[j] * tick))
            text.set_x(0 if j is None else x[j])
        self.name.set_text(name)
        tip = np.clip(promised, -self.half, self.half)
        self.arrow.set_positions((0, self.y), (tip, self.y))
        beneath = self.y - 0.1  # so that the tip of the arrow stays in sight
        self.true.set_data(*([true], [beneath]) if abs(true) <= self.half else ([], []))
        self.length.set_x(np.clip(tip / 2, -self.half + 1.2, self.half - 1.2))
        self.length.set_text(length + (" (off the ruler)" if abs(promised) > self.half else ""))
