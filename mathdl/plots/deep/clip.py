"""A gradient that is too long, cut by norm and by value (chapter 8)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, PALEST, THIRD
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import above, arrow
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import number


class ClipPlot(Plot):
    """A gradient (g₁, g₂), and what is left of it when it is clipped at a limit.

    By norm, an arrow longer than the limit is shortened to it: the disc. By value, each entry is
    cut for itself: the square.
    """

    controls = {
        "g1": Slider(8.0, -10.0, 10.0, 0.1, "g₁"),
        "g2": Slider(3.0, -5.0, 5.0, 0.1, "g₂"),
        "limit": Slider(3.0, 0.5, 5.0, 0.1, "limit"),
    }
    draggable = (Point("tip", x="g1", y="g2", label="the gradient"),)
    size = (8, 4.6)

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(-10.4, 10.4), ylim=(-5.4, 5.4), aspect="equal", xlabel="g₁", ylabel="g₂")
        axes.axhline(0, color=FAINT, lw=0.8)
        axes.axvline(0, color=FAINT, lw=0.8)
        line = dict(fc=PALEST[GRADIENT], lw=1.6, animated=True)
        self.square = axes.add_patch(Rectangle((-1, -1), 2, 2, ec=THIRD, ls=(0, (4, 2)), **line))
        self.disc = axes.add_patch(Circle((0, 0), 1, ec=INPUT, **line))
        self.disc.set_fill(False)
        self.whole = arrow(axes, FAINT, 3, 18)
        self.by_value = arrow(axes, THIRD, 3.4, 18, ls=(0, (3, 1)))
        self.by_norm = arrow(axes, INPUT, 4, 20)
        (self.tip,) = axes.plot([], [], "o", color=CURVE, ms=9, animated=True, zorder=5)
        above(axes, 0, "— by norm: the disc", color=DARK[INPUT], weight="bold")
        above(axes, 1, "- - by value: the square", color=THIRD, weight="bold")

    def update(self, g1: float, g2: float, limit: float) -> str:
        g = np.array([g1, g2])
        size = float(np.hypot(g1, g2))
        shorter = g * min(1.0, limit / size) if size else g
        cut = np.clip(g, -limit, limit)
        for shown, tip in ((self.whole, g), (self.by_norm, shorter), (self.by_value, cut)):
            shown.set_positions((0, 0), tuple(tip))
            shown.set_visible(bool(np.abs(tip).max() > 1e-9))
        self.tip.set_data([g1], [g2])
        self.disc.set_radius(limit)
        self.square.set_bounds(-limit, -limit, 2 * limit, 2 * limit)
        said = f"The gradient ({number(g1, 1)}, {number(g2, 1)}) is {number(size, 2)} long. "
        if size <= limit:
            return f"{said}That is within the limit {number(limit, 1)}: both rules leave it alone."
        return (
            f"{said}Clipped at {number(limit, 1)} by norm: {_pair(shorter)}, in the same "
            f"direction. By value: {_pair(cut)}, turned by {number(_turned(g, cut), 1)}°."
        )


def _pair(g: np.ndarray) -> str:
    return f"({number(g[0], 2)}, {number(g[1], 2)})"


def _turned(a: np.ndarray, b: np.ndarray) -> float:
    cross = a[0] * b[1] - a[1] * b[0]
    return float(np.degrees(np.arctan2(abs(cross), a @ b)))
