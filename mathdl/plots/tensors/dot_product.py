"""The dot product of two vectors and the angle between them (chapter 2)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.kit.cells import page
from mathdl.plots.kit.colours import CURVE, DARK, EMPTY, FAINT, HALF, INPUT, WEIGHT
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import CENTRED, arrow
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.words import factor, number

ALONG = np.array([0.8, 0.6])  # the direction of w: of length 1, and with short decimals


def vectors(
    angle: float | np.ndarray, length_x: float, length_w: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return x, turned away from w by `angle` degrees, and w in its fixed direction.

    Several angles give several x, one a row.

    Examples
    --------
    >>> x, w = vectors(90, 2.0, 2.5)
    >>> x.round(3).tolist(), w.tolist()
    ([-1.2, 1.6], [2.0, 1.5])
    """
    turn = np.radians(angle)[..., None]
    across = np.array([-ALONG[1], ALONG[0]])
    return length_x * (np.cos(turn) * ALONG + np.sin(turn) * across), length_w * ALONG


class DotProductPlot(Plot):
    """The dot product of an input and its weights: a sum of products, and lengths times a cosine.

    Left, the arrows x and w and how far x reaches along w, its shadow on w's line (the light band):
    the dot product is that reach times the length of w. Right, the dot product for every angle.
    """

    controls = {
        "angle": Slider(60, 0, 180, 1, "angle θ °"),
        "length_x": Slider(2.0, 0.5, 3.0, 0.5, "length of x"),
        "length_w": Slider(2.5, 0.5, 3.0, 0.5, "length of w"),
    }
    draggable = (
        Point("tip_of_x", x="angle", y="length_x", label="x", rates="turned"),
        Point("tip_of_w", x="length_w", y="length_w", label="w", rate_x=0.8, rate_y=0.6),
        Point("here", x="angle"),
    )
    size = (8, 4.8)
    ANGLES = np.arange(181)

    def build(self, figure: Figure) -> None:
        words = page(figure)
        self._build_arrows(figure.add_axes((0, 0.01, 0.56, 0.8)))
        right = figure.add_axes((0.645, 0.125, 0.325, 0.71))
        right.set(xlim=(0, 180), ylim=(-10, 10), xlabel="angle θ between x and w", ylabel="x · w")
        right.set_xticks(range(0, 181, 45), [f"{angle}°" for angle in range(0, 181, 45)])
        right.set_yticks([-9, -6, -3, 0, 3, 6, 9], ["−9", "−6", "−3", "0", "3", "6", "9"])
        right.axhline(0, color=FAINT, lw=1)
        right.axvline(90, color=FAINT, lw=1, dashes=(3, 3))
        (self.curve,) = right.plot([], [], color=CURVE, animated=True)
        (self.drop,) = right.plot([], [], color=INPUT, lw=4, clip_on=False, animated=True)
        (self.here,) = right.plot([], [], "o", color=CURVE, ms=11, clip_on=False, animated=True)
        left = dict(va="center", fontsize=14, animated=True)
        self.spelt = words.text(22, 452, "", **left)
        self.by_angle = words.text(22, 422, "", **left)
        self.sign = words.text(646, 437, "", weight="bold", ha="center", **left)
        self.shadow = words.text(230, 60, "", color=DARK[INPUT], **left)

    def _build_arrows(self, axes: Axes) -> None:
        axes.set(xlim=(-3.5, 3.5), ylim=(-2.4, 3.6), aspect="equal", xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        axes.axhline(0, color=EMPTY, lw=1, zorder=0)
        axes.axvline(0, color=EMPTY, lw=1, zorder=0)
        axes.plot(*np.outer(ALONG, (-4, 4)), color=FAINT, lw=1, dashes=(4, 3), zorder=0)
        (self.fall,) = axes.plot([], [], color=FAINT, lw=1.6, dashes=(2, 2), animated=True)
        (self.reach,) = axes.plot([], [], color=HALF[INPUT], lw=15, zorder=1, animated=True)
        self.reach.set_solid_capstyle("butt")
        (self.arc,) = axes.plot([], [], color=CURVE, lw=1.4, animated=True)
        self.arrows = {}
        # Where both lie on one line, the broad arrow w shows on both sides of x.
        for name, colour, width in (("w", WEIGHT, 5.5), ("x", INPUT, 2.6)):
            straight = dict(joinstyle="miter", capstyle="butt", zorder=4)
            pointer = arrow(axes, colour, width, 14 + 2 * width, **straight)
            named = dict(color=DARK[colour], weight="bold", fontsize=16)
            label = axes.text(0, 0, name, animated=True, **named, **CENTRED)
            self.arrows[name] = pointer, label

    def update(self, angle: int, length_x: float, length_w: float) -> str:
        x, w = vectors(angle, length_x, length_w)
        dot = float(x @ w)
        shadow = dot / length_w
        foot = shadow * ALONG
        for name, tip, side in (("x", x, 1), ("w", w, -1)):
            arrow, label = self.arrows[name]
            arrow.set_positions((0, 0), tip)
            along = tip / np.hypot(*tip)
            label.set_position(tip + 0.12 * along + 0.3 * side * np.array((-along[1], along[0])))
        self.fall.set_data(*zip(x, foot))
        self.reach.set_data([0, foot[0]], [0, foot[1]])
        self.arc.set_data(*vectors(np.linspace(0, angle, 40), 0.45, 1)[0].T)
        self.curve.set_data(self.ANGLES, vectors(self.ANGLES, length_x, length_w)[0] @ w)
        self.drop.set_data([angle, angle], [0, dot])
        self.here.set_data([angle], [dot])

        cosine = np.cos(np.radians(angle))
        products = " + ".join(f"{factor(number(m, 3))}·{number(n, 1)}" for m, n in zip(x, w))
        said = number(dot, 2)
        self.spelt.set_text(f"x · w = {products} = {said}")
        lengths = f"{number(length_x, 1)}·{number(length_w, 1)}"
        self.by_angle.set_text(f"|x||w| cos θ = {lengths}·cos {angle}° = {said}")
        sign, where = _compare(said, angle)
        self.sign.set_text(f"x · w is {sign}")
        self.shadow.set_text(f"x reaches {number(shadow, 2)} along w")
        return (
            f"Sum of products: x · w = {products} = {said}. By the angle: {lengths}·cos {angle}° "
            f"= {lengths}·{factor(number(cosine, 3))} = {said}, {sign}: "
            f"the shadow of x on w's line is {number(abs(shadow), 2)} long, {where}."
        )

    def tip_of_x(self, **values: Any) -> Place:
        """Tell where the arrow x ends."""
        return self.fall.axes, *vectors(**values)[0]

    def tip_of_w(self, **values: Any) -> Place:
        """Tell where the arrow w ends."""
        return self.fall.axes, *vectors(**values)[1]

    def turned(self, angle: int, length_x: float, **_: Any) -> Rates:
        """Return how x turns and grows if its tip moves by 1."""
        along, across = (vectors(each, 1.0, 1.0)[0] for each in (angle, angle + 90))
        return {"angle": tuple(np.degrees(across / length_x)), "length_x": tuple(along)}


def _compare(said: str, angle: int) -> tuple[str, str]:
    """Return the sign of the product as it is written, and what that says about x and w."""
    if angle == 90:
        return "zero", "the two are perpendicular"
    if said.strip("0.") == "":
        return "almost zero", "the two are almost perpendicular"
    if said.startswith("−"):
        return "negative", "against w's direction"
    return "positive", "in w's direction"
