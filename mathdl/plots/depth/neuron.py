"""One neuron: a weighted sum, a bend, and the line it draws (chapter 1)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke

import mathdl as dl
from mathdl.plots.kit.colours import BLUES, CURVE, DARK, LOSS, ORANGES, WEIGHT
from mathdl.plots.kit.controls import Slider, Toggle
from mathdl.plots.kit.marks import CENTRED, HEADLINE, above, arrow, inside
from mathdl.plots.kit.plane import Points, between, grid, level
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.words import added, number


def forty_points() -> tuple[np.ndarray, np.ndarray]:
    """Make 40 points in two classes of 20 that a straight line can separate but for two.

    Returns
    -------
    X : array of shape (40, 2), within distance 2 of the middle
    y : array of shape (40,), of the classes 0 and 1
    """
    rng = np.random.default_rng(1)
    across = np.array([0.96, 0.28])
    X, y = np.zeros((0, 2)), np.zeros(0, int)
    while len(X) < 40:
        x = rng.uniform(-2, 2, 2).round(2)
        height = x @ across - 0.5
        # Apart from each other, from the border, and from the corners.
        alone = np.all(np.hypot(*(X - x).T) > 0.3) and abs(height) > 0.15 and np.hypot(*x) < 2.05
        if alone and np.sum(y == (height > 0)) < 20:
            X, y = np.vstack([X, x]), np.append(y, int(height > 0))
    for place in ((1.2, -0.5), (-0.9, -0.5)):
        stray = np.argmin(np.hypot(*(X - place).T))
        y[stray] = 1 - y[stray]
    return X, y


class NeuronPlot(Plot):
    """One neuron with two inputs: z = w₁x₁ + w₂x₂ + b, and with the bend relu(z).

    Left, the plane of inputs, shaded by the neuron's output; the line is where z = 0, and the arrow
    w, drawn true to scale, is perpendicular to it. Points are told apart by the side they are on: z
    above 0 says class 1, the blue circles. Right, the output for every z, with the 40 points at
    their z: circles just above the graph, squares just below it, so that neither hides the other;
    its background is the key to the shading. Points on the wrong side are ringed on the left.
    """

    controls = {
        "w1": Slider(1.0, -2.0, 2.0, 0.1, "w₁"),
        "w2": Slider(-1.0, -2.0, 2.0, 0.1, "w₂"),
        "b": Slider(0.0, -2.0, 2.0, 0.1, "b"),
        "bend": Toggle(False, "bend: relu"),
    }
    draggable = (
        Point("foot", x="b", label="the line, b", rates="shifted"),
        Point("tip", x="w1", y="w2", label="the arrow w", rates="stretched"),
    )
    size = (8, 4.5)
    BOX = (-2.5, 2.5, -2.5, 2.5)
    MOST = 8  # of z at the points
    BAND = 1.5  # of output, to each tint
    APART = 0.42  # of output: circles stand so far above the graph, squares below
    ROOM = 2.3  # as far from the middle the arrow's name is whole

    def build(self, figure: Figure) -> None:
        figure.get_layout_engine().set(wspace=0.08)
        left, right = figure.subplots(1, 2)
        self.X, self.y = forty_points()
        self._build_plane(left)
        self._build_bend(right)
        ring = dict(ms=14, mfc="none", mec=LOSS, mew=1.6, zorder=4, animated=True)
        (self.rings,) = left.plot([], [], "o", **ring)
        self.here, self.at = Points(left, 8), Points(right, 7)
        self.told = above(left, **HEADLINE)
        self.sum = above(right, 0.5, fontsize=13)

    def _build_plane(self, axes: Axes) -> None:
        axes.set(xlim=self.BOX[:2], ylim=self.BOX[2:], aspect="equal", xlabel="x₁")
        axes.set_ylabel("x₂", rotation=0, va="center")
        axes.set(xticks=range(-2, 3), yticks=range(-2, 3))
        axes.spines[:].set_visible(True)
        self.bands = {}
        for low, colour in self._tints():
            band = PathPatch(Path(np.zeros((1, 2))), color=colour, lw=0, animated=True)
            self.bands[low] = axes.add_patch(band)
        (self.line,) = axes.plot([], [], color=CURVE, lw=2.6, zorder=2, animated=True)
        self.arrow = arrow(axes, WEIGHT, 3.4, 20, zorder=5)
        named = dict(color=DARK[WEIGHT], weight="bold", fontsize=14, zorder=6, clip_on=True)
        named["path_effects"] = [withStroke(linewidth=3, foreground="white")]
        self.name = axes.text(0, 0, "w", **CENTRED, animated=True, **named)

    def _build_bend(self, axes: Axes) -> None:
        ends = (-self.MOST, self.MOST)
        axes.set(
            xlim=ends, ylim=ends, xlabel="square  ←  weighted sum z  →  circle", ylabel="output"
        )
        axes.set(xticks=range(-6, 7, 3), yticks=range(-6, 7, 3), aspect="equal")
        axes.spines[:].set_visible(True)
        for low, colour in self._tints():
            axes.axhspan(max(low, -self.MOST), min(low + self.BAND, self.MOST), color=colour, lw=0)
        axes.axvline(0, color=CURVE, lw=0.8)
        self.zs = np.array([-self.MOST, 0.0, self.MOST])
        (self.curve,) = axes.plot([], [], color=CURVE, animated=True)
        self.kind = inside(axes, 0.05, y=0.93, weight="bold")

    def _tints(self) -> list[tuple[float, str]]:
        """List where each band of output begins, and its colour; the last ones are open."""
        count = len(BLUES)
        above = [(self.BAND * k, BLUES[k]) for k in range(count)]
        return above + [(-self.BAND * (k + 1), ORANGES[k]) for k in range(count)]

    def update(self, w1: float, w2: float, b: float, bend: bool) -> str:
        w, b = np.round([w1, w2], 9), round(b, 9)
        z = self._sums(self.X, w, b)
        output = dl.relu(z) if bend else z
        wrong = (z > 0) != (self.y == 1)

        self._shade(w, b, bend)
        self.here.set(self.X, self.y)
        beside = np.where(self.y == 1, self.APART, -self.APART)
        self.at.set(np.stack([z, output + beside], axis=1), self.y)
        self.rings.set_data(*self.X[wrong].T)
        self.curve.set_data(self.zs, dl.relu(self.zs) if bend else self.zs)
        self.kind.set_text("output = relu(z)" if bend else "output = z")
        self.told.set_text(f"{wrong.sum()} of {len(z)} on the wrong side")
        self.sum.set_text(f"z = {number(w1, 1)} x₁ {added(number(w2, 1))} x₂ {added(number(b, 1))}")
        return self._sentence(w, b, wrong.sum(), np.sum(output == 0) if bend else None)

    def foot(self, w1: float, w2: float, b: float, **_: Any) -> Place | None:
        """Tell where the line is nearest to the middle, if there is a line."""
        w = np.round([w1, w2], 9)
        return (self.line.axes, *(-b * w / (w @ w))) if w.any() else None

    def shifted(self, w1: float, w2: float, **_: Any) -> Rates:
        """Return what b becomes if the line is moved by 1: on it z stays 0."""
        return {"b": (-w1, -w2)}

    def tip(self, w1: float, w2: float, b: float, **_: Any) -> Place:
        """Tell where the arrow ends."""
        axes, *foot = self.foot(w1, w2, b) or (self.line.axes, 0.0, 0.0)
        return axes, *(foot + np.array([w1, w2]))

    def stretched(self, w1: float, w2: float, b: float, **_: Any) -> Rates:
        """Return what w becomes if the tip of the arrow moves by 1 while b stays.

        The tip is at (1 − b/|w|²)·w. So along the arrow it moves by 1 + b/|w|² if w grows by 1, and
        across it by 1 − b/|w|². Near 0 neither can be inverted, and is held back.
        """
        w = np.round([w1, w2], 9)
        square = float(w @ w) or np.inf
        along, across = 1 + b / square, 1 - b / square
        ways = np.outer(w, w) / square
        inverse = ways * _held_back(along) + (np.eye(2) - ways) * _held_back(across)
        return {"w1": tuple(inverse[0]), "w2": tuple(inverse[1])}

    def _sums(self, X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
        """Compute z; rounded, so that a point on the line is on it on every machine."""
        return np.round(dl.linear(X, w[:, None], np.array([b]))[:, 0], 9)

    def _shade(self, w: np.ndarray, b: float, bend: bool) -> None:
        corners = self._sums(grid(self.BOX, 1), w, b)  # enough: between them z is linear
        last = self.BAND * (len(BLUES) - 1)
        for low, band in self.bands.items():
            ends = -np.inf if low < -last else low, np.inf if low == last else low + self.BAND
            band.set_visible(low >= 0 or not bend)
            band.set_path(between(corners, self.BOX, *ends))
        flat = not w.any()
        self.line.set_data(*([], []) if flat else level(corners, self.BOX).T)
        self.arrow.set_visible(not flat)
        self.name.set_visible(False)
        if not flat:
            start = -b * w / (w @ w)  # the point of the line that is nearest to the middle
            along = w / np.hypot(*w)
            tip = start + w
            self.arrow.set_positions(start, tip)
            size = min(1.0, 2 * np.hypot(*w))  # or the head of a short arrow would hide it
            self.arrow.set(mutation_scale=20 * size, linewidth=3.4 * size)
            beyond = tip + 0.24 * along
            outside = np.abs(beyond).max() > self.ROOM
            self.name.set_position(start - 0.24 * along if outside else beyond)
            self.name.set_visible(np.abs(self.name.get_position()).max() <= self.ROOM)

    def _sentence(self, w: np.ndarray, b: float, wrong: int, zeros: int | None) -> str:
        if not w.any():
            said = (
                f"With w₁ = w₂ = 0 there is no line: z = b = {number(b, 1)} wherever the point is, "
                f"and all 40 points get the same answer, wrong for {wrong}."
            )
        else:
            weights = f"w = ({number(w[0], 1)}, {number(w[1], 1)}) and b = {number(b, 1)}"
            leaves = f"{wrong} of 40 points on the wrong side"
            if np.size(self.line.get_xdata()):
                said = f"The line of {weights} leaves {leaves}."
            else:
                said = f"The line of {weights} is outside the picture, which leaves {leaves}."
        if zeros is None:
            return said
        return f"{said} With the bend, {zeros} of 40 outputs are 0."


def _held_back(x: float) -> float:
    """Return 1/x, but nothing large for an x near 0."""
    return x / (x * x + 0.01)
