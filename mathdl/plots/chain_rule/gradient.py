"""The gradient on a map (chapter 3)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, LOSS, MUTED, RULE
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import above, arrow
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.words import number


class GradientPlot(Plot):
    """The gradient of f(x, y) = x² + 3xy on a map, and the slope in every direction.

    Left, contour lines, the gradient at a point, and a direction to walk in; right, the slope in
    that direction and in all others. The direction is drawn with length 1; the gradient, drawn with
    its own length, would leave the map, and is shortened.
    """

    controls = {
        "x": Slider(1.0, -1.0, 2.0, 0.1, "x"),
        "y": Slider(2.0, -1.0, 3.0, 0.1, "y"),
        "angle": Slider(0, 0, 360, 1, "direction °"),
    }
    draggable = (
        Point("point", x="x", y="y"),
        Point("tip", x="angle", rates="turned", turn=360),
        Point("here", x="angle"),
    )
    size = (8, 4.3)
    LEFT, RIGHT, BOTTOM, TOP = -2.0, 4.0, -2.0, 4.0
    SCALE = 0.14  # of the gradient's arrow
    THICKEST = 3.4  # of the arrow, in points

    def build(self, figure: Figure) -> None:
        figure.get_layout_engine().set(wspace=0.08)
        left, right = figure.subplots(1, 2, width_ratios=(1, 1))
        self._build_map(left)
        right.set(xlim=(0, 360), ylim=(-16, 16), xlabel="direction")
        right.set_ylabel("downhill  ←  slope  →  uphill")
        right.set_box_aspect(1)  # as the map, so that what is written above both is level
        right.set_xticks(range(0, 361, 90), [f"{angle}°" for angle in range(0, 361, 90)])
        right.axhline(0, color=FAINT, lw=0.8)
        (self.slopes,) = right.plot([], [], color=CURVE, animated=True)
        (self.drop,) = right.plot([], [], color=LOSS, lw=1.8, dashes=(2, 1.5), animated=True)
        marks = dict(clip_on=False, animated=True)  # whole also at 0° and 360°
        (self.level,) = right.plot([], [], "o", mfc="white", mec=CURVE, mew=1.8, **marks)
        (self.steepest,) = right.plot([], [], "^", color=GRADIENT, ms=11, **marks)
        (self.here,) = right.plot([], [], "o", color=LOSS, **marks)
        grey = dict(ha="center", va="bottom", color=MUTED, animated=True)
        self.note = right.text(0, 0.6, "○ along the\n    contour", **grey)
        above(left, 0, "f(x, y) = x² + 3xy", y=1.13)
        self.found = above(left, color=DARK[GRADIENT], weight="bold")
        self.slope = above(right, color=LOSS, weight="bold", y=1.13)
        self.most = above(right, color=DARK[GRADIENT], weight="bold")

    def _build_map(self, axes: Axes) -> None:
        axes.set(xlim=(self.LEFT, self.RIGHT), ylim=(self.BOTTOM, self.TOP), aspect="equal")
        axes.set(xlabel="x", ylabel="y", xticks=range(-2, 5), yticks=range(-2, 5))
        x = np.linspace(self.LEFT, self.RIGHT, 200)
        y = np.linspace(self.BOTTOM, self.TOP, 200)[:, None]
        lines = axes.contour(
            x, y[:, 0], _f(x, y), range(-20, 70, 5), colors=RULE, linewidths=1.1,
            linestyles="solid",
        )  # fmt: skip
        labels = [(3.4, -1.1), (3.5, 0.65), (3.5, 2.6), (-1.4, 2.6)]
        for label in axes.clabel(lines, manual=labels, fontsize=11, colors=MUTED):
            # The contour through the point must not strike it out.
            label.set(animated=True, bbox=dict(facecolor="white", edgecolor="none", pad=0.5))
        (self.contour,) = axes.plot([], [], color=CURVE, lw=1.8, animated=True)
        self.gradient = arrow(axes, GRADIENT, self.THICKEST)
        self.direction = arrow(axes, LOSS, 2, linestyle=(0, (3, 1.5)), zorder=4)
        (self.point,) = axes.plot([], [], "o", color=INPUT, ms=11, zorder=5, animated=True)
        self.gradient.set_zorder(6)  # over the point, which would hide a short one

    def update(self, x: float, y: float, angle: int) -> str:
        at = np.round([x, y], 9)
        gradient = _gradient(at)
        length = float(np.hypot(*gradient))
        slope = float(gradient @ _unit(angle))
        steepest = float(np.degrees(np.arctan2(gradient[1], gradient[0]))) % 360

        self.point.set_data(*at[:, None])
        self.contour.set_data(*self._contour_through(*at))
        self.gradient.set_positions(at, at + self.SCALE * gradient)
        width = min(self.THICKEST, 1.5 * length)  # or the head of a short arrow would hide it
        self.gradient.set(linewidth=width, mutation_scale=6.4 * width)
        self.direction.set_positions(at, at + _unit(angle))
        angles = np.arange(361)
        self.slopes.set_data(angles, gradient @ _unit(angles))
        self.here.set_data([angle], [slope])
        self.drop.set_data([angle, angle], [0, slope])
        flat = length == 0
        self.gradient.set_visible(not flat)
        self.steepest.set_data(*([], []) if flat else ([steepest], [length]))
        crossings = [(steepest + 90) % 360, (steepest + 270) % 360]
        self.level.set_data(*([], []) if flat else (crossings, [0, 0]))
        self.note.set_x(_free(steepest))
        self.note.set_visible(not flat)
        vector = f"({number(gradient[0])}, {number(gradient[1])})"
        self.found.set_text(f"gradient {vector}")
        self.slope.set_text(f"● slope at {angle}°: {number(slope)}")
        self.most.set_text("no way is up" if flat else f"▲ steepest: {number(length)}")

        place = f"At ({number(x, 2)}, {number(y, 2)}) the gradient of x² + 3xy is {vector}"
        if flat:
            return (
                f"{place}: the slope is {number(slope)} in direction {angle}° as in every other, "
                "and no direction is uphill."
            )
        return (
            f"{place}, of length {number(length)}. In direction {angle}° the slope is "
            f"{number(slope)}: {_course(slope, length)}."
        )

    def tip(self, x: float, y: float, angle: int) -> Place:
        """Tell where the arrow of the direction ends."""
        return self.point.axes, *(np.array([x, y]) + _unit(angle))

    def turned(self, angle: int, **_: Any) -> Rates:
        """Return by how many degrees the direction turns if its tip, 1 away, moves by 1."""
        across, up = np.degrees(_unit(angle + 90))
        return {"angle": (across, up)}

    def _contour_through(self, x: float, y: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the line of all points as high as this one, both its branches."""
        height = _f(x, y)
        if height == 0:  # x (x + 3y) = 0: two straight lines
            ends = np.array([self.LEFT, self.RIGHT])
            xs = np.array([0, 0, np.nan, *ends])
            return xs, np.array([self.BOTTOM, self.TOP, np.nan, *(-ends / 3)])
        # Both branches run up along x = 0, so points must crowd there.
        half = np.geomspace(1e-4, self.RIGHT, 300)
        xs = np.concatenate([-half, [np.nan], half])
        return xs, (height - xs**2) / (3 * xs)


def _f(x: object, y: object) -> object:
    return x * x + 3 * x * y


def _gradient(at: np.ndarray) -> np.ndarray:
    """Return both partial derivatives, by one backward pass."""
    x, y = dl.Tensor(at[0]), dl.Tensor(at[1])
    _f(x, y).backward()
    return np.array([x.grad, y.grad])


def _unit(angle: float | np.ndarray) -> np.ndarray:
    """Return the vector of length 1 in a direction given in degrees."""
    return np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])


def _course(slope: float, length: float) -> str:
    """Say which way that goes. Whole degrees seldom meet a contour or the gradient exactly."""
    part = slope / length
    if abs(part) < 0.009:  # half a degree off the contour
        return "along the contour" if abs(slope) < 0.0005 else "almost along the contour"
    if abs(part) > 0.99996:  # half a degree off the gradient
        return f"the steepest way {'up' if part > 0 else 'down'}"
    return "uphill" if part > 0 else "downhill"


def _free(steepest: float) -> float:
    """Return the middle of the widest stretch where the curve leaves room above zero."""
    start, end = steepest + 90, steepest + 270
    if end <= 360 or start >= 360:
        return (start + end) / 2 % 360
    return (start + 360) / 2 if 360 - start > end - 360 else (end - 360) / 2
