"""The loss over slope and intercept as a landscape, and what units do to it (chapter 5)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import DARK, GRADIENT, LOSS, MUTED, TARGET, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import CENTRED, above, arrow, inside
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.plots.losses.prices import line_loss
from mathdl.words import added, number, rounded, short


@dataclass(frozen=True)
class Measure:
    """A way to write down the size of a house: u = (size in 100 m² − zero)/unit.

    Attributes
    ----------
    zero, unit : float
        In 100 m².
    name : str
        What stands on the axis of sizes.
    ticks : tuple of float
        On that axis, in the measure itself.
    """

    name: str
    ticks: tuple[float, ...]
    zero: float = 0.0
    unit: float = 1.0

    @cached_property
    def houses(self) -> tuple[np.ndarray, np.ndarray]:
        """The sizes of the eight houses in this measure, and their prices."""
        size, price = dl.data.eight_houses()
        return (size - self.zero) / self.unit, price

    def loss(self, slope: float, intercept: float) -> tuple[float, np.ndarray]:
        """Return the MSE of the line ŷ = slope·u + intercept, and its gradient."""
        mse, gradient = line_loss(*self.houses, slope, intercept)
        return mse, np.array(gradient)

    @cached_property
    def hessian(self) -> np.ndarray:
        """The derivatives of the gradient: it is linear, so one step of 1 tells them exactly."""
        flat = self.loss(0, 0)[1]
        return np.stack([self.loss(1, 0)[1] - flat, self.loss(0, 1)[1] - flat])

    @cached_property
    def ratio(self) -> float:
        """How much more the landscape bends in its steepest direction than in its flattest."""
        flattest, steepest = np.linalg.eigvalsh(self.hessian)
        return float(steepest / flattest)

    def reach(self, level: float, way: np.ndarray) -> np.ndarray:
        """Go from the minimum in a direction, or several, up to the contour at a height."""
        bend = np.sum(way * (self.hessian @ way), axis=0) / 2
        start = self.best if way.ndim == 1 else self.best[:, None]
        return start + way * np.sqrt((level - self.loss(*self.best)[0]) / bend)

    def ellipse(self, level: float) -> np.ndarray:
        """Return x and y of the contour line at a height."""
        angle = np.linspace(0, 2 * np.pi, 361)
        circle = np.array([np.cos(angle), np.sin(angle)])
        # Ways that are evenly spread over the ellipse, however thin it is.
        return self.reach(level, np.linalg.solve(np.linalg.cholesky(self.hessian).T, circle))

    @cached_property
    def best(self) -> np.ndarray:
        """Slope and intercept of the best line: where the gradient is 0."""
        best = np.linalg.solve(self.hessian, -self.loss(0, 0)[1])
        return np.round(best, 12)  # a tie in the digits shown is rounded alike everywhere


def _measures() -> dict[str, Measure]:
    size, _ = dl.data.eight_houses()
    zero, unit = float(np.mean(size)), float(np.std(size))
    return {
        "100 m²": Measure("size in 100 m²", (0.4, 0.8, 1.2)),
        "m²": Measure("size in m²", (40, 80, 120), unit=0.01),
        "standardised": Measure("standardised size", (-1, 0, 1), zero, unit),
    }


class LandscapePlot(Plot):
    """The loss of every line through eight houses as a map, and one line as a point on it.

    Left, contour lines of the MSE over slope and intercept, and the way downhill; right, the line.
    The measure of size decides the shape: a long valley in 100 m², a canyon in m², and circles
    when sizes are standardised (mean 0, std 1), where downhill leads straight to the minimum.
    """

    MEASURES = _measures()
    controls = {
        "slope": Slider(1.0, -1.0, 5.0, 0.05, "slope"),
        "intercept": Slider(0.5, -1.0, 3.0, 0.05, "intercept"),
        "measure": Choice("100 m²", tuple(MEASURES), "size measured in"),
    }
    draggable = (Point("point", x="slope", y="intercept"),)
    size = (8, 4.2)
    LEFT, RIGHT, BOTTOM, TOP = -1.5, 5.5, -1.5, 3.5
    ARROW = 0.9  # its length, whatever that of the gradient: it shows a direction
    # Levels are squares, so that contours of a bowl lie at equal distances.
    LEVELS = tuple(k * k for k in (0.5, 1, 2, 3, 4, 5, 6))
    CANYON = tuple(1000 * k * k for k in range(1, 14))
    LABELS = {  # which contours tell their height, and in which direction from the star
        "100 m²": {1: (0, 1), 4: (0, 1), 9: (-1, 0)},
        "m²": {4000: (0.79, -1), 25_000: (1.97, -1), 64_000: (3.15, -1), 121_000: (4.33, -1)},
        "standardised": {1: (1, 0), 4: (1, 0), 9: (1, 0), 16: (1, 0)},
    }

    def build(self, figure: Figure) -> None:
        left, self.right = figure.subplots(1, 2, width_ratios=(1.5, 1))
        left.set(xlim=(self.LEFT, self.RIGHT), ylim=(self.BOTTOM, self.TOP), aspect="equal")
        left.set(xlabel="slope", ylabel="intercept", anchor="S")
        left.set_xticks(range(-1, 6), [number(x, 0) for x in range(-1, 6)])
        left.set_yticks(range(-1, 4), [number(y, 0) for y in range(-1, 4)])
        self.contours = {name: self._contours(left, name) for name in self.MEASURES}
        (self.best,) = left.plot([], [], "*", color=LOSS, ms=13, zorder=4, animated=True)
        self.arrow = arrow(left, GRADIENT, zorder=5)
        (self.point,) = left.plot(
            [], [], "o", color=WEIGHT, mec=DARK[WEIGHT], zorder=6, animated=True
        )
        self.height = above(left, y=1.12, color=DARK[WEIGHT], weight="bold")
        self.bends = above(left, 1, y=1.12, color=LOSS, weight="bold")
        self.way = above(left, color=DARK[GRADIENT], weight="bold")
        self._build_houses(self.right)

    def _contours(self, axes: Axes, name: str) -> list[Artist]:
        """Draw the ellipses of one measure, each a little darker than those around it."""
        measure = self.MEASURES[name]
        levels = self.CANYON + self.LEVELS if name == "m²" else self.LEVELS
        artists = []
        for level in sorted(levels, reverse=True):
            look = dict(facecolor=(0, 0, 0, 0.04), edgecolor=(0, 0, 0, 0.3), lw=1)
            x, y = measure.ellipse(level)
            near = abs(y) < 100  # the canyon is too long for the renderer; its walls are straight
            artists += axes.fill(x[near], y[near], **look)
        for level, way in self.LABELS[name].items():
            x, y = measure.reach(level, np.array(way))
            box = dict(facecolor="white", edgecolor="none", pad=0.8)
            look = dict(**CENTRED, fontsize=11, color=MUTED, bbox=box)
            artists.append(axes.text(x, y, f"{level:,}", **look))
        return artists

    def _build_houses(self, axes: Axes) -> None:
        axes.set(xlim=(0.2, 1.4), ylim=(0, 5), ylabel="price in 100,000", anchor="S")
        axes.set_box_aspect(1.07)
        axes.plot(*dl.data.eight_houses(), "o", color=TARGET, ms=8, zorder=5)
        (self.line,) = axes.plot([], [], color=WEIGHT, lw=2.8, animated=True)
        self.rule = above(axes, color=DARK[WEIGHT], weight="bold")
        inside(axes, 0.95, "● houses", y=0.1, color=DARK[TARGET])
        self.away = inside(axes, color=DARK[WEIGHT])

    def update(self, slope: float, intercept: float, measure: str) -> str:
        m = self.MEASURES[measure]
        at = np.round([slope, intercept], 9)
        mse, gradient = m.loss(*at)
        self._choose(measure)
        self._draw_line(m, *at)
        self.point.set_data(*at[:, None])
        self.best.set_data(*m.best[:, None])

        least = m.loss(*m.best)[0]
        there = mse - least < 0.001
        off = number(_angle(-gradient, m.best - at), 0)
        down = -gradient / np.hypot(*gradient)
        self.arrow.set_positions(at, at + self._room(at, down) * down)
        self.arrow.set_visible(not there)
        height = number(mse, 3 if mse < 1000 else 0)
        self.height.set_text(f"● MSE {height}")
        self.bends.set_text(f"curvatures {short(rounded(m.ratio, 3))} : 1")
        self.way.set_text("no way down" if there else f"downhill, {off}° off the way to ★")
        self.rule.set_text(f"{number(slope, 2)} · size {added(number(intercept, 2))}")

        course = f"downhill leads {off}° off the way to the minimum at"
        if there:
            course = "this is as near as the sliders come to the minimum at"
        return (
            f"At slope {number(slope, 2)} and intercept {number(intercept, 2)}, with {m.name}, the "
            f"MSE is {height}; {course} ({short(m.best[0])}, {short(m.best[1])}). "
            f"The landscape bends {_shape(m.ratio)}."
        )

    def _choose(self, measure: str) -> None:
        """Change what stands still, if another measure was chosen."""
        m = self.MEASURES[measure]
        for name, artists in self.contours.items():
            for artist in artists:
                artist.set_visible(name == measure)
        if self.right.get_xlabel() != m.name:
            self.right.set_xlabel(m.name)
            at = [m.zero + m.unit * tick for tick in m.ticks]
            self.right.set_xticks(at, [short(tick) for tick in m.ticks])

    def _draw_line(self, m: Measure, slope: float, intercept: float) -> None:
        """Draw the line, or tell where it is if it passes far from all houses."""
        x = np.array(self.right.get_xlim())
        self.line.set_data(x, slope * (x - m.zero) / m.unit + intercept)
        sizes, _ = m.houses
        low, high = sorted(slope * sizes[[0, -1]] + intercept)
        bottom, top = self.right.get_ylim()
        middle = number(slope * float(np.mean(sizes)) + intercept, 1)
        said = f"the line is far off:\n{middle} at the mean size"
        self.away.set_text(said if low > top or high < bottom else "")

    def _room(self, at: np.ndarray, way: np.ndarray) -> float:
        """Return how long the arrow can be without leaving the map."""
        ends = np.where(way > 0, (self.RIGHT, self.TOP), (self.LEFT, self.BOTTOM))
        return min(self.ARROW, *(abs(ends - at) / np.maximum(abs(way), 1e-9)))


def _angle(a: np.ndarray, b: np.ndarray) -> float:
    """Return the angle between two directions, in degrees."""
    return abs(float(np.degrees(np.arctan2(a[0] * b[1] - a[1] * b[0], a @ b))))


def _shape(ratio: float) -> str:
    if ratio < 1.01:
        return "alike in every direction: its contours are circles"
    name = "valley" if ratio < 1000 else "canyon"
    return f"{short(rounded(ratio, 3))} times as much across its {name} as along it"
