"""A matrix moves the plane, and a product of two is one motion after the other (chapter 2)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from mathdl.plots.kit.colours import CURVE, FAINT, HALF, INPUT, MUTED, RULE, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider, Toggle
from mathdl.plots.kit.marks import HEADLINE, above, arrow, below
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point
from mathdl.words import brief, listed

SECOND = {
    "turn by 90°": np.array([[0.0, -1.0], [1.0, 0.0]]),
    "stretch": np.array([[1.5, 0.0], [0.0, 1.0]]),
    "slant": np.array([[1.0, 0.5], [0.0, 1.0]]),
    "mirror": np.array([[-1.0, 0.0], [0.0, 1.0]]),
    "flatten": np.array([[1.0, 0.0], [0.0, 0.0]]),
}
LETTER = np.array(  # an F, once round
    [(0, 0), (0.3, 0), (0.3, 0.6), (0.8, 0.6), (0.8, 0.9), (0.3, 0.9), (0.3, 1.3), (1, 1.3),
     (1, 1.6), (0, 1.6)]
)  # fmt: skip


def grid_lines(matrix: np.ndarray) -> np.ndarray:
    """Return the lines of a grid, moved by a matrix, with nan between them.

    Examples
    --------
    >>> grid_lines(np.eye(2)).shape
    (2, 30)
    """
    ends = []
    for k in range(-2, 3):
        ends += [(k, -2), (k, 2), (np.nan, np.nan), (-2, k), (2, k), (np.nan, np.nan)]
    return matrix @ np.array(ends, float).T


class MotionPlot(Plot):
    """A 2 × 2 matrix A as a motion of the plane, and a second matrix B after it.

    Left, a grid with a letter F and the arrows (1, 0), blue, and (0, 1), orange. In the middle, all
    of it moved by A: the arrows have gone to the two columns of A. Right, moved once more, by B:
    together that is the matrix B @ A, and its columns are where the arrows are now. With "B first"
    the order is the other one, A @ B.
    """

    controls = {
        "a": Slider(1.0, -2.0, 2.0, 0.1, "A[0, 0]"),
        "b": Slider(0.5, -2.0, 2.0, 0.1, "A[0, 1]"),
        "c": Slider(0.0, -2.0, 2.0, 0.1, "A[1, 0]"),
        "d": Slider(1.0, -2.0, 2.0, 0.1, "A[1, 1]"),
        "second": Choice("turn by 90°", tuple(SECOND), "B"),
        "swap": Toggle(False, "B first, then A"),
    }
    draggable = (
        Point("tip_of_first", x="a", y="c", label="the blue arrow"),
        Point("tip_of_second", x="b", y="d", label="the orange arrow"),
    )
    size = (8, 4)
    REACH = 2.7  # how far the pictures go

    def build(self, figure: Figure) -> None:
        figure.get_layout_engine().set(wspace=0.06)
        self.views = [self._view(axes) for axes in figure.subplots(1, 3)]
        above(self.views[0]["axes"], 0.5, "before", **HEADLINE)
        below(self.views[0]["axes"], 0.5, "(1, 0) blue, (0, 1) orange", fontsize=12, color=MUTED)

    def _view(self, axes: Axes) -> dict[str, Any]:
        reach = self.REACH
        axes.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal", xticks=[], yticks=[])
        axes.spines[:].set(visible=True, color=RULE)
        axes.plot(0, 0, "o", color=CURVE, ms=4, zorder=5)
        (lines,) = axes.plot([], [], color=FAINT, lw=1.2, animated=True)
        letter = axes.add_patch(Polygon(LETTER, fc=HALF[INPUT], lw=0, alpha=0.6, animated=True))
        return {
            "axes": axes,
            "lines": lines,
            "letter": letter,
            "arrows": [arrow(axes, colour, 3.2, 15, zorder=4) for colour in (INPUT, WEIGHT)],
            "named": above(axes, 0.5, **HEADLINE),
            "written": below(axes, 0.5, fontsize=13),
        }

    def update(self, a: float, b: float, c: float, d: float, second: str, swap: bool) -> str:
        A, B = np.round([[a, b], [c, d]], 9), SECOND[second]
        first, last = (B, A) if swap else (A, B)
        product = np.round(last @ first, 9)
        for view, matrix in zip(self.views, (np.eye(2), first, product), strict=True):
            self._move(view, matrix)
        names = ("B", "A @ B") if swap else ("A", "B @ A")
        of_b = f"B, {second}"
        titles = (of_b, "then A") if swap else ("A", f"then {of_b}")
        for view, title, name, matrix in zip(
            self.views[1:], titles, names, (first, product), strict=True
        ):
            view["named"].set_text(title)
            view["written"].set_text(_written(name, matrix))
        moved = [f"({brief(x)}, {brief(y)})" for x, y in product.T]
        return (
            f"First {names[0]} = {listed(first)}, then {'A' if swap else 'B'}: {names[1]} = "
            f"{listed(product)}, which takes (1, 0) to {moved[0]} and (0, 1) to {moved[1]}."
        )

    @staticmethod
    def _move(view: dict[str, Any], matrix: np.ndarray) -> None:
        view["lines"].set_data(*grid_lines(matrix))
        view["letter"].set_xy(LETTER @ matrix.T)
        for pointer, tip in zip(view["arrows"], matrix.T, strict=True):
            pointer.set_visible(bool(tip.any()))
            pointer.set_positions((0, 0), tip)

    def tip_of_first(self, a: float, c: float, swap: bool, **_: Any) -> Place | None:
        """Tell where A takes (1, 0), if that is what the middle shows."""
        return None if swap else (self.views[1]["axes"], a, c)

    def tip_of_second(self, b: float, d: float, swap: bool, **_: Any) -> Place | None:
        """Tell where A takes (0, 1), if that is what the middle shows."""
        return None if swap else (self.views[1]["axes"], b, d)


def _written(name: str, matrix: np.ndarray) -> str:
    """Write a matrix in two lines."""
    above_, below_ = (listed(row) for row in matrix)
    return f"{name} = [{above_},\n{below_}]"
