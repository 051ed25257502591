"""House prices: the squares whose mean is the loss of a line (chapter 5)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, GRADIENT, LOSS, TARGET, WEIGHT
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import HEADLINE, above, inside
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point
from mathdl.words import added, number


class LineLoss(NamedTuple):
    """The MSE of a line, and its derivatives with respect to slope and intercept."""

    mse: float
    gradient: tuple[float, float]


def line_loss(x: np.ndarray, y: np.ndarray, slope: float, intercept: float) -> LineLoss:
    """Compute the MSE of ŷ = slope·x + intercept and its gradient, by the engine.

    Examples
    --------
    >>> line_loss(*dl.data.eight_houses(), 1.0, 0.5)
    LineLoss(mse=1.57375, gradient=(-2.0025, -2.325))
    """
    s, c = dl.Tensor(slope), dl.Tensor(intercept)
    loss = dl.mse_loss(s * x + c, y)
    loss.backward()
    # Rounded far below what is shown, so that a tie is rounded alike on every machine.
    mse, *gradient = (round(float(v), 9) for v in (loss.data, s.grad, c.grad))
    return LineLoss(mse, tuple(gradient))


class PricesPlot(Plot):
    """Eight houses, a line that predicts their prices, and the square of every residual.

    Left, the side of a square is its residual as long as it appears on the vertical axis, and as
    long across, so that areas compare truly. Right, on the same scale, the square whose area is the
    mean of those eight areas: that is the MSE.
    """

    controls = {
        "slope": Slider(1.0, -1.0, 5.0, 0.05, "slope"),
        "intercept": Slider(0.5, -1.0, 3.0, 0.05, "intercept"),
    }
    NEAR, FAR = 0.28, 1.3  # sizes
    draggable = (
        Point("near", y="intercept"),
        Point("far", y="slope", rate_y=1 / FAR),
    )
    size = (8, 4.8)
    LEFT, RIGHT, BOTTOM, TOP = 0.2, 1.7, -1.5, 7.0

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.9, 1))
        self.axes, self.mean_axes = left, right
        self.sizes, self.prices = dl.data.eight_houses()
        left.set(xlim=(self.LEFT, self.RIGHT), ylim=(self.BOTTOM, self.TOP))
        left.set(xlabel="size in 100 m²", ylabel="price in 100,000")
        left.set_xticks([0.4, 0.8, 1.2, 1.6])
        left.set_yticks(range(-1, 8), [number(y, 0) for y in range(-1, 8)])
        self.squares = [_square(left, 0.07, 0.9) for _ in self.sizes]
        up = dict(color=LOSS, lw=2.2, solid_capstyle="butt", zorder=3.5, animated=True)
        self.residuals = [left.plot([], [], **up)[0] for _ in self.sizes]
        (self.line,) = left.plot([], [], color=WEIGHT, lw=2.8, zorder=4, animated=True)
        left.plot(self.sizes, self.prices, "o", color=TARGET, ms=8, zorder=5, animated=True)
        self.rule = above(left, color=DARK[WEIGHT], **HEADLINE)
        above(left, 1, "● houses", color=DARK[TARGET], **HEADLINE)

        right.set(xlim=(0, 1), ylim=(self.BOTTOM, self.TOP))
        right.axis("off")
        self.mean = _square(right, 0.3, 1.6)
        self.told = right.text(0, 0, "", color=LOSS, va="bottom", fontsize=15, weight="bold")
        self.told.set_animated(True)
        right.text(0, -0.15, "mean of the eight squares", color=CURVE, va="top")
        self.gradient = inside(right, 0, y=1.02, color=DARK[GRADIENT], linespacing=1.5, **HEADLINE)

    def update(self, slope: float, intercept: float) -> str:
        slope, intercept = round(slope, 9), round(intercept, 9)
        ends = np.array([self.LEFT, self.RIGHT])
        self.line.set_data(ends, slope * ends + intercept)
        predicted = slope * self.sizes + intercept
        across = self._across(self.axes)
        for i, (x, y, p) in enumerate(zip(self.sizes, self.prices, predicted, strict=True)):
            self.residuals[i].set_data([x, x], [y, p])
            # Right of a line that lies above its house, left of one below: mostly clear of it.
            self.squares[i].set_bounds(x, y, (p - y) * across, p - y)
        mse, gradient = line_loss(self.sizes, self.prices, slope, intercept)
        side = np.sqrt(mse)
        self.mean.set_bounds(0, 0, side * self._across(self.mean_axes), side)

        self.rule.set_text(f"price = {number(slope, 2)} · size {added(number(intercept, 2))}")
        self.told.set(y=side + 0.12, text=f"MSE {number(mse)}")
        by_slope, by_intercept = (number(d, 2) for d in gradient)
        vector = f"({by_slope}, {by_intercept})"
        beyond = "" if self._all_inside() else " (some squares reach beyond the picture)"
        self.gradient.set_text(f"∂MSE/∂slope = {by_slope}\n∂MSE/∂intercept = {by_intercept}")
        return (
            f"With slope {number(slope, 2)} and intercept {number(intercept, 2)} the mean of the "
            f"eight squares is MSE = {number(mse)}{beyond}. Its gradient is {vector}: "
            f"{_course(gradient)}."
        )

    def near(self, slope: float, intercept: float) -> Place:
        """Tell where the line can be taken hold of to move all of it."""
        return self.axes, self.NEAR, slope * self.NEAR + intercept

    def far(self, slope: float, intercept: float) -> Place:
        """Tell where the line can be taken hold of to turn it."""
        return self.axes, self.FAR, slope * self.FAR + intercept

    def _all_inside(self) -> bool:
        """Whether every square lies in the axes with all its corners."""
        corners = np.concatenate([square.get_corners() for square in self.squares])
        low, high = (self.LEFT, self.BOTTOM), (self.RIGHT, self.TOP)
        return bool(np.all((low <= corners) & (corners <= high)))

    def _across(self, axes: Axes) -> float:
        """Return how many units across are as long on the screen as one unit up."""
        wide, high = axes.get_window_extent().size
        (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
        return (high / (y1 - y0)) * (x1 - x0) / wide


def _square(axes: Axes, opacity: float, width: float) -> Rectangle:
    face = dict(facecolor=(0, 0, 0, opacity), edgecolor=CURVE, lw=width, animated=True)
    return axes.add_patch(Rectangle((0, 0), 0, 0, zorder=3, **face))


def _course(gradient: tuple[float, float]) -> str:
    """Say which changes of the parameters lower the loss."""
    ways = [
        f"a {'larger' if d < 0 else 'smaller'} {name}"
        for d, name in zip(gradient, ("slope", "intercept"), strict=True)
        if abs(d) >= 0.005
    ]
    return f"{' or '.join(ways)} lowers the loss" if ways else "there is nowhere down to go"
