"""Gradient descent on the map of a long valley (chapter 3)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, MUTED, RULE
from mathdl.plots.kit.controls import Clock, Slider
from mathdl.plots.kit.marks import above, arrow
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import brief, number, short


class ValleyPlot(Plot):
    """Gradient descent on f(x, y) = x² + 4y²: each step goes against the gradient.

    Left, the path on the map, with the contour of the present height and, at a right angle to it,
    the next step; right, the height after each step.
    """

    controls = {
        "x": Slider(3.0, -3.5, 3.5, 0.1, "start x"),
        "y": Slider(1.5, -1.9, 1.9, 0.1, "start y"),
        "lr": Slider(0.1, 0.01, 0.27, 0.01, "learning rate η"),
        "step": Clock(2, 30, "step", seconds=0.3),
    }
    draggable = (Point("path", x="x", y="y"),)
    size = (8, 3.7)
    HALF_WIDTH, HALF_HEIGHT = 3.9, 2.3
    LONGEST = 1.6  # of the arrow: longer steps are drawn shortened

    @staticmethod
    def f(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Compute the height of the valley."""
        return x**2 + 4 * y**2

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.85, 1))
        self._build_map(left)
        right.set(xlim=(-1, 31), ylim=(-0.8, 20), xlabel="step")
        right.set(xticks=range(0, 31, 10), yticks=range(0, 21, 5))
        right.axhline(0, color=FAINT, lw=0.8)
        (self.course,) = right.plot([], [], color=CURVE, lw=1.4, animated=True)
        (self.heights,) = right.plot([], [], "o", color=INPUT, ms=5, animated=True)
        above(left, 0, "f(x, y) = x² + 4y²")
        self.found = above(left, 1, color=DARK[GRADIENT], weight="bold")
        self.told = above(right, 0)

    def _build_map(self, axes: Axes) -> None:
        axes.set(xlim=(-self.HALF_WIDTH, self.HALF_WIDTH), xlabel="x", ylabel="y")
        axes.set(ylim=(-self.HALF_HEIGHT, self.HALF_HEIGHT), aspect="equal", yticks=range(-2, 3))
        x = np.linspace(-self.HALF_WIDTH, self.HALF_WIDTH, 160)
        y = np.linspace(-self.HALF_HEIGHT, self.HALF_HEIGHT, 120)
        levels = [0.25, 1, 2.5, 5, 9, 14, 20, 28]
        axes.contour(x, y, self.f(x, y[:, None]), levels, colors=RULE, linewidths=1.1)
        axes.plot([0], [0], "+", color=MUTED, ms=10, mew=1.6)
        (self.contour,) = axes.plot([], [], color=CURVE, lw=1.6, animated=True)
        (self.path,) = axes.plot([], [], color=INPUT, lw=1.4, animated=True)
        (self.visited,) = axes.plot(
            [], [], "o", color=INPUT, mfc="white", mew=1.4, ms=6, animated=True
        )
        (self.here,) = axes.plot([], [], "o", color=INPUT, ms=10, animated=True)
        self.arrow = arrow(axes, GRADIENT, 2.6, 14, zorder=4)

    def update(self, x: float, y: float, lr: float, step: int) -> str:
        k = np.arange(step + 2)[:, None]
        # Each of the two numbers is multiplied by 1 − η times its curvature, step after step.
        path = np.round([x, y], 9) * (1 - lr * np.array([2.0, 8.0])) ** k
        here, beyond = path[-2:]
        height, gradient = self.f(*path[:-1].T), here * (2, 8)
        self.path.set_data(*path[:-1].T)
        self.visited.set_data(*path[:-2].T)
        self.here.set_data(*here[:, None])
        self.course.set_data(k[:-1, 0], height)
        self.heights.set_data(k[:-1, 0], height)
        turn = np.linspace(0, 2 * np.pi, 120)
        radius = np.sqrt(height[-1])
        self.contour.set_data(radius * np.cos(turn), radius / 2 * np.sin(turn))
        length = np.hypot(*(beyond - here))
        shown = min(1.0, self.LONGEST / max(length, 1e-9))
        self.arrow.set_positions(here, here + shown * (beyond - here))
        self.arrow.set_visible(bool(length > 0.08))
        told = f"({number(gradient[0], 2)}, {number(gradient[1], 2)})"
        self.found.set_text(f"gradient {told}")
        self.told.set_text(f"height {short(height[-1])}")
        place = f"({number(here[0], 2)}, {number(here[1], 2)})"
        start = "Before the first step" if step == 0 else f"After {step} step{'s' * (step > 1)}"
        at = f"{start} with learning rate {brief(lr)}" if step else start
        return (
            f"{at} the place is {place}, the height {short(height[-1])} and the gradient {told}. "
            f"{self._course(lr)}"
        )

    @staticmethod
    def _course(lr: float) -> str:
        """Say what one step makes of y, the steep direction."""
        times = f"Each step multiplies x by {brief(1 - 2 * lr)} and y by {brief(1 - 8 * lr)}"
        if lr > 0.25:
            return f"{times}: y swings wider and wider."
        if lr == 0.25:
            return f"{times}: y swings for ever."
        return f"{times}{': y swings across the valley' * (lr > 0.125)}."
