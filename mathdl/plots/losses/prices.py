"""House prices: the squares whose mean is the loss of a line (chapter 5)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import mathdl as dl
from mathdl.plots.kit.colours import DARK, GRADIENT, LOSS, MUTED, PALE, TARGET, WEIGHT
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

    Left, the residuals stand between the line and the houses. Right, each as the side of a square,
    in the order of the houses and all to one scale: the mean of their areas is the MSE.
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
    size = (9, 4.8)
    LEFT, RIGHT, BOTTOM, TOP = 0.2, 1.4, -1.5, 7.0
    CELL = 1.0  # the room of a square and its number: two rows of four
    BASE = 0.46  # of that room the side of a square whose residual is 1

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.35))
        self.axes = left
        self.sizes, self.prices = dl.data.eight_houses()
        left.set(xlim=(self.LEFT, self.RIGHT), ylim=(self.BOTTOM, self.TOP))
        left.set(xlabel="size in 100 m²", ylabel="price in 100,000")
        left.set_xticks([0.4, 0.8, 1.2])
        left.set_yticks(range(-1, 8), [number(y, 0) for y in range(-1, 8)])
        up = dict(color=GRADIENT, lw=3, solid_capstyle="butt", zorder=3.5, animated=True)
        self.residuals = [left.plot([], [], **up)[0] for _ in self.sizes]
        (self.line,) = left.plot([], [], color=WEIGHT, lw=2.8, zorder=4, animated=True)
        left.plot(self.sizes, self.prices, "o", color=TARGET, ms=8, zorder=5, animated=True)
        self.rule = above(left, color=DARK[WEIGHT], **HEADLINE)
        inside(left, 0.04, "● houses", color=DARK[TARGET], **HEADLINE)

        right.set(xlim=(-0.06, 4), ylim=(-0.5, 3.35), aspect="equal", anchor="S")
        right.axis("off")
        self.squares, self.told = [], []
        for i in range(len(self.sizes)):
            corner = (i % 4 * self.CELL, 1.45 - i // 4 * 1.45)
            face = dict(facecolor=PALE[GRADIENT], edgecolor=GRADIENT, lw=1.6, animated=True)
            self.squares.append(right.add_patch(Rectangle(corner, 0, 0, **face)))
            at = (corner[0], corner[1] - 0.06)
            self.told.append(right.text(*at, "", va="top", color=DARK[GRADIENT], animated=True))
        words = dict(s="", va="top", weight="bold", animated=True)
        self.mse = right.text(0, 3.3, color=LOSS, fontsize=15, **words)
        look = dict(color=DARK[GRADIENT], fontsize=13, linespacing=1.4)
        self.gradient = right.text(0, 2.98, **look, **words)
        self.scale = right.text(-0.02, -0.42, "", va="center", color=MUTED, animated=True)

    def update(self, slope: float, intercept: float) -> str:
        slope, intercept = round(slope, 9), round(intercept, 9)
        ends = np.array([self.LEFT, self.RIGHT])
        self.line.set_data(ends, slope * ends + intercept)
        predicted = slope * self.sizes + intercept
        residuals = predicted - self.prices
        for i, (x, y, p) in enumerate(zip(self.sizes, self.prices, predicted, strict=True)):
            self.residuals[i].set_data([x, x], [y, p])
        per_unit, drawn = self._scale(np.abs(residuals).max())
        for square, told, r in zip(self.squares, self.told, residuals, strict=True):
            square.set_width(abs(r) * per_unit)
            square.set_height(abs(r) * per_unit)
            told.set_text(number(r * r, 2))
        mse, gradient = line_loss(self.sizes, self.prices, slope, intercept)

        self.rule.set_text(f"price = {number(slope, 2)} · size {added(number(intercept, 2))}")
        self.mse.set_text(f"MSE {number(mse)}, the mean of the eight")
        by_slope, by_intercept = (number(d, 2) for d in gradient)
        vector = f"({by_slope}, {by_intercept})"
        self.gradient.set_text(f"∂MSE/∂slope = {by_slope}\n∂MSE/∂intercept = {by_intercept}")
        self.scale.set_text(drawn)
        return (
            f"With slope {number(slope, 2)} and intercept {number(intercept, 2)} the mean of the "
            f"eight squares is MSE = {number(mse)}. Its gradient is {vector}: {_course(gradient)}."
        )

    def _scale(self, largest: float) -> tuple[float, str]:
        """Return how long a residual of 1 is drawn: shorter by halves where one finds no room."""
        words = ("", "drawn at a half", "drawn at a quarter", "drawn at an eighth")
        halves = 0
        while largest * self.BASE / 2**halves > 0.94 * self.CELL:
            halves += 1
        return self.BASE / 2**halves, words[halves]

    def near(self, slope: float, intercept: float) -> Place:
        """Tell where the line can be taken hold of to move all of it."""
        return self.axes, self.NEAR, slope * self.NEAR + intercept

    def far(self, slope: float, intercept: float) -> Place:
        """Tell where the line can be taken hold of to turn it."""
        return self.axes, self.FAR, slope * self.FAR + intercept


def _course(gradient: tuple[float, float]) -> str:
    """Say which changes of the parameters lower the loss."""
    ways = [
        f"a {'larger' if d < 0 else 'smaller'} {name}"
        for d, name in zip(gradient, ("slope", "intercept"), strict=True)
        if abs(d) >= 0.005
    ]
    return f"{' or '.join(ways)} lowers the loss" if ways else "there is nowhere down to go"
