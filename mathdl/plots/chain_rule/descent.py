"""One step downhill, and then another (chapter 3)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, MUTED
from mathdl.plots.kit.controls import Clock, Slider
from mathdl.plots.kit.marks import CENTRED, above, arrow
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import number, signed


class DescentPlot(Plot):
    """Gradient descent on f(x) = (x − 2)² + 1: again and again, x ← x − η f′(x).

    Left, the places visited so far on the curve, with the tangent at the last one; right, x after
    each step.
    """

    controls = {
        "x0": Slider(-1.0, -2.0, 6.0, 0.1, "start x₀"),
        "lr": Slider(0.1, 0.01, 1.1, 0.01, "learning rate η"),
        "step": Clock(1, 20, "step", seconds=0.4),
    }
    draggable = (Point("path", x="x0"), Point("course", y="x0"))
    size = (8, 3.9)
    LEFT, RIGHT, TOP, FLOOR = -3.0, 7.0, 21.0, -1.0  # a point beyond is told and not drawn

    @staticmethod
    def f(x: float) -> float:
        """Compute the height of the valley."""
        return (x - 2) ** 2 + 1

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.3, 1))
        left.set(xlim=(self.LEFT, self.RIGHT), ylim=(-2.4, self.TOP), xlabel="x", ylabel="f(x)")
        right.set(xlim=(-0.7, 20.7), ylim=(self.LEFT, self.RIGHT), xlabel="step", ylabel="x")
        left.set_yticks([0, 5, 10, 15, 20])
        right.set_xticks(range(0, 21, 5))
        x = np.linspace(self.LEFT, self.RIGHT, 300)
        left.plot(x, self.f(x), color=CURVE)
        right.axhline(2, color=FAINT, lw=1.6, dashes=(5, 3))
        right.text(21.1, 2, "lowest", color=MUTED, va="center")

        blue = dict(color=INPUT, animated=True)
        thin = dict(color=INPUT, lw=1.2, dashes=(3, 2), animated=True)
        been = dict(color=INPUT, mfc="white", mew=1.4, ms=6, animated=True)
        here = dict(color=INPUT, ms=11, animated=True)
        (self.path,) = left.plot([], [], **thin)
        (self.course,) = right.plot([], [], **thin)
        (self.tangent,) = left.plot([], [], color=GRADIENT, animated=True)
        (self.visited,) = left.plot([], [], "o", **been)
        (self.earlier,) = right.plot([], [], "o", **been)
        (self.here,) = left.plot([], [], "o", **here)
        (self.now,) = right.plot([], [], "o", **here)
        self.arrow = arrow(left, GRADIENT)
        self.rule = above(left, color=DARK[GRADIENT], weight="bold")
        self.told = above(right, 1)
        self.outside = left.text(2, self.FLOOR, "", **CENTRED, **blue)

    def update(self, x0: float, lr: float, step: int) -> str:
        slope_at = dl.derivative(self.f)
        xs = [round(x0, 9)]
        for _ in range(step):
            xs.append(xs[-1] - lr * slope_at(xs[-1]))
        x, height, slope = xs[-1], self.f(xs[-1]), slope_at(xs[-1])

        self._draw(np.array(xs), slope, -lr * slope)
        self.rule.set_text(f"slope {number(slope, 2)}, next step {_step(-lr * slope)}")
        where = f"x = {number(x)}, where f = {number(height)} and the slope is {number(slope)}"
        if step == 0:
            self.told.set_text("")
            return f"Before the first step {where}."
        before = xs[-2]
        promise = self.f(before) + slope_at(before) * (x - before)
        self.told.set_text(f"f: promised {number(promise, 2)}, true {number(height, 2)}")
        return (
            f"Step {step} with learning rate {number(lr, 2)} leads to {where}. "
            f"For this step the tangent promised f = {number(promise)}; "
            f"in truth it is {number(height)}."
        )

    def _draw(self, xs: np.ndarray, slope: float, next_step: float) -> None:
        x, steps = xs[-1], np.arange(len(xs))
        self.path.set_data(xs, self.f(xs))
        self.visited.set_data(xs[:-1], self.f(xs[:-1]))
        self.here.set_data([x], [self.f(x)])
        self.course.set_data(steps, xs)
        self.earlier.set_data(steps[:-1], xs[:-1])
        self.now.set_data(steps[-1:], [x])
        inside = self.f(x) <= self.TOP
        ends = np.array([self.LEFT, self.RIGHT]) if inside else np.array([])
        self.tangent.set_data(ends, self.f(x) + slope * (ends - x))
        tip = np.clip(x + next_step, self.LEFT, self.RIGHT)
        self.arrow.set_positions((x, self.FLOOR), (tip, self.FLOOR))
        self.arrow.set_visible(bool(inside and abs(next_step) > 0.02))
        now = f"now at x = {number(x)}"
        self.outside.set_text("" if inside else f"← {now}" if x < 2 else f"{now} →")


def _step(x: float) -> str:
    """Write a step with its sign and its direction."""
    written = signed(x, 2)
    return written + {"+": " →", "−": " ←"}.get(written[0], "")
