"""One point far from the others, and what three losses make of it (chapter 5)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import DARK, FAINT, LOSS, TARGET, THIRD, WEIGHT
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.plots.losses.line_fits import huber_line, mae_line, mse_line
from mathdl.words import brief, number

DASHES = {"MSE": "solid", "MAE": (0, (4, 2)), "Huber": (0, (1, 1.2))}
COLOURS = {"MSE": LOSS, "MAE": THIRD, "Huber": WEIGHT}
WORDS = {**COLOURS, "Huber": DARK[WEIGHT]}


class OutlierPlot(Plot):
    """Ten points near y = ½x + 1, the last one moved, and the best line under MSE, MAE and Huber.

    Left, the points and the three lines; right, the slope of each line for every height of the last
    point. Under MSE one point can turn the line as far as it likes. Under Huber's loss it moves the
    line a little and then no more; under MAE hardly at all.
    """

    X = np.arange(10.0)
    Y = np.array([1.1, 1.1, 2.1, 2.7, 3.1, 3.2, 4.2, 4.2, 4.8, 5.5])
    controls = {
        "height": Slider(20, -40, 40, 1, "last point moved by"),
        "delta": Slider(3.0, 0.2, 10.0, 0.2, "δ of Huber"),
    }
    draggable = (Point("moved", y="height"),)
    size = (8, 4.2)
    BOTTOM, TOP = -3.0, 21.0  # of the left picture; the last point may leave it, and is told

    def build(self, figure: Figure) -> None:
        figure.get_layout_engine().set(wspace=0.08)  # or a minus sign reaches the next axes
        left, right = figure.subplots(1, 2, width_ratios=(1.6, 1))
        left.set(xlim=(-0.6, 15.2), ylim=(self.BOTTOM, self.TOP), xlabel="x", ylabel="y")
        left.set_xticks(range(0, 10, 3))
        left.set_yticks(range(0, 21, 5))
        left.spines["bottom"].set_bounds(-0.6, 9.6)
        left.xaxis.label.set_x(5 / 15.8)
        left.plot(self.X[:-1], self.Y[:-1], "o", color=TARGET, ms=7, zorder=3)
        hollow = dict(color=TARGET, ms=7, mfc="white", zorder=3)
        (self.shift,) = left.plot([], [], color=TARGET, lw=1.2, dashes=(2, 2), animated=True)
        left.plot(self.X[-1:], self.Y[-1:], "o", **hollow)
        (self.moved,) = left.plot([], [], "o", color=TARGET, ms=10, zorder=5, animated=True)
        (self.gone,) = left.plot([], [], "^", color=TARGET, ms=11, zorder=5, animated=True)
        self.told = left.text(
            8.5, 0, "", color=DARK[TARGET], ha="right", va="center", weight="bold"
        )
        self.told.set_animated(True)
        right.set(xlim=(-42, 66), ylim=(-0.6, 1.9), xlabel="last point moved by")
        right.set_ylabel("slope of the best line")
        right.set_xticks(range(-40, 41, 20), [number(x, 0) for x in range(-40, 41, 20)])
        right.set_yticks([-0.5, 0, 0.5, 1, 1.5], [brief(y) for y in (-0.5, 0, 0.5, 1, 1.5)])
        right.spines["bottom"].set_bounds(-42, 42)
        (self.rate,) = right.plot([], [], color=FAINT, lw=1.2, zorder=1, animated=True)

        self.heights = np.arange(-40, 41)
        self.lines, self.labels = self._three(left)
        self.slopes, self.names = self._three(right)
        self.dots = {
            name: right.plot([], [], "o", color=WORDS[name], ms=7, animated=True)[0]
            for name in COLOURS
        }

    def _three(self, axes: Axes) -> tuple[dict, dict]:
        """Make a line and what is written beside it for each loss; MAE's lies over the others."""
        look = dict(solid_capstyle="butt", animated=True)
        lines = {
            name: axes.plot([], [], color=colour, ls=DASHES[name], lw=width, **look)[0]
            for (name, colour), width in zip(COLOURS.items(), (2.6, 2.6, 3.6), strict=True)
        }
        beside = dict(va="center", weight="bold", animated=True)
        labels = {name: axes.text(0, 0, name, color=WORDS[name], **beside) for name in COLOURS}
        return lines, labels

    def update(self, height: int, delta: float) -> str:
        fits = self._fits(self._points(np.array(height)), delta)
        slopes = {name: round(float(fit[0]), 9) for name, fit in fits.items()}
        ends = np.array([-0.6, 9.6])
        for name, (slope, intercept) in fits.items():
            self.lines[name].set_data(ends, slope * ends + intercept)
            self.labels[name].set_text(f"{name} slope {number(slopes[name], 2)}")
        at_end = {name: slope * ends[1] + intercept for name, (slope, intercept) in fits.items()}
        for name, y in _spread(at_end, 1.7, self.BOTTOM + 1, self.TOP - 1).items():
            self.labels[name].set_position((10.0, y))
        self._draw_moved(self.Y[-1] + height)

        courses = self._fits(self._points(self.heights), delta)
        for name, course in courses.items():
            self.slopes[name].set_data(self.heights, course[:, 0])
            self.dots[name].set_data([height], [slopes[name]])
        last = {name: course[-1, 0] for name, course in courses.items()}
        for name, y in _spread(last, 0.17, -0.5, 1.8).items():
            self.names[name].set_position((44, y))
        self.rate.set_data([height] * 2, [min(slopes.values()), max(slopes.values())])
        return (
            f"{_where(height)} the best line has slope {number(slopes['MSE'], 2)} under MSE, "
            f"{number(slopes['MAE'], 2)} under MAE, and {number(slopes['Huber'], 2)} under the "
            f"Huber loss with δ = {number(delta, 2)}."
        )

    def _points(self, height: np.ndarray) -> np.ndarray:
        """Return the ten y of one height, or of many."""
        y = np.tile(self.Y, (*height.shape, 1))
        y[..., -1] += height
        return y

    def _fits(self, y: np.ndarray, delta: float) -> dict[str, np.ndarray]:
        return {
            "MSE": mse_line(self.X, y),
            "MAE": mae_line(self.X, y),
            "Huber": huber_line(self.X, y, delta),
        }

    def _draw_moved(self, y: float) -> None:
        inside = self.BOTTOM < y < self.TOP
        edge = self.TOP - 0.7 if y > 0 else self.BOTTOM + 0.7
        self.moved.set_data(*([self.X[-1:], [y]] if inside else ([], [])))
        self.gone.set_data(*(([], []) if inside else [self.X[-1:], [edge]]))
        self.gone.set_marker("^" if y > 0 else "v")
        self.shift.set_data([self.X[-1]] * 2, [self.Y[-1], y if inside else edge])
        self.told.set_text("" if inside else f"at {number(y, 1)}")
        self.told.set_y(edge)


def _spread(wanted: dict[str, float], gap: float, low: float, high: float) -> dict[str, float]:
    """Move labels apart until each is `gap` from the next, as near as can be to where they belong.

    Examples
    --------
    >>> _spread({"a": 0.0, "b": 0.0, "c": 5.0}, 1.0, -10, 10)
    {'a': -0.5, 'b': 0.5, 'c': 5.0}
    """
    names = sorted(wanted, key=wanted.__getitem__)
    blocks: list[list[float]] = []
    for i, name in enumerate(names):  # with i gaps taken out, labels may touch but not swap
        blocks.append([wanted[name] - i * gap])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    touching = [float(np.mean(block)) for block in blocks for _ in block]
    room = np.clip(touching, low, high - gap * (len(names) - 1))
    return {name: float(y) + i * gap for i, (name, y) in enumerate(zip(names, room, strict=True))}


def _where(height: int) -> str:
    if height == 0:
        return "With the last point in its place,"
    return f"With the last point moved {'up' if height > 0 else 'down'} by {abs(height)},"
