"""Arrays as boxes: name and shape, a small heat map of the value, and one of its gradient."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import FancyBboxPatch, Rectangle

from mathdl.plots.kit.colours import DARK, FAINT, GRADIENT, INPUT, LOSS
from mathdl.plots.kit.marks import CENTRED
from mathdl.words import brief

Shape = tuple[int, ...]


class ArrayBox:
    """One array: name and shape, a grid of its values, and a grid as large of its gradient.

    All places are in pixels of the page.

    Parameters
    ----------
    axes : matplotlib Axes
    name : str
    x : float
        Where its middle is.
    columns : int
    colour : str
        Of the frame.
    constant : bool
        A constant has no gradient, so its box ends with the value.
    """

    WIDE, CELL, TITLE, PAD = 66, 24, 22, 6
    MOST = 4  # rows

    def __init__(
        self, axes: Axes, name: str, x: float, columns: int, colour: str, constant: bool = False
    ) -> None:
        self.name, self.constant = name, constant
        least = 70 + 24 * (len(name) > 1)  # room for name and shape
        self.width = max(columns * self.WIDE, least) + 2 * self.PAD
        self.left, self.right = x - self.width / 2, x + self.width / 2
        style = dict(facecolor="white", edgecolor=colour, lw=2, zorder=2, animated=True)
        self.frame = axes.add_patch(
            FancyBboxPatch((0, 0), 1, 1, boxstyle="round,pad=0,rounding_size=6", **style)
        )
        left = dict(**CENTRED, fontsize=12, zorder=6, animated=True)
        self.title = axes.text(x, 0, "", weight="bold", **left)
        self.slope = axes.text(x, 0, f"∂L/∂{name}", color=DARK[GRADIENT], weight="bold", **left)
        self.grids = [_Grid(axes, x, columns, c) for c in (INPUT, GRADIENT)]

    def show(
        self,
        shape: Shape,
        middle: float,
        value: np.ndarray | None,
        grad: np.ndarray | None,
        marks: list[str],
    ) -> None:
        """Draw with the value standing on `middle` and its gradient hanging below."""
        rows = rows_of(shape)
        height = rows * self.CELL
        self.top = middle + height + self.TITLE + self.PAD
        self.bottom = middle - self.PAD - (0 if self.constant else self.TITLE + height)
        self.frame.set_bounds(self.left, self.bottom, self.width, self.top - self.bottom)
        self.title.set_text(f"{self.name}  {shape}" if shape else self.name)
        self.title.set_y(middle + height + self.TITLE / 2 + 1)
        self.slope.set(y=middle - self.TITLE / 2, visible=grad is not None)
        self.grids[0].show(rows, middle, value, marks[0])
        if self.constant:
            self.grids[1].hide()
        else:
            self.grids[1].show(rows, middle - self.TITLE - height, grad, marks[1])


class _Grid:
    """A small heat map with its numbers; empty where nothing has arrived yet."""

    FULL = (4.0, 1.5)  # the sizes of value and gradient that give the deepest colour

    def __init__(self, axes: Axes, x: float, columns: int, colour: str) -> None:
        wide = ArrayBox.WIDE
        self.left, self.columns, self.colour = x - columns * wide / 2, columns, colour
        self.full = self.FULL[colour == GRADIENT]
        self.cells, self.texts = [], []
        for _ in range(ArrayBox.MOST):
            for j in range(columns):
                corner = (self.left + j * wide, 0)
                cell = Rectangle(corner, wide, ArrayBox.CELL, lw=1, zorder=3, animated=True)
                self.cells.append(axes.add_patch(cell))
                self.texts.append(
                    axes.text(
                        corner[0] + wide / 2, 0, "", **CENTRED, fontsize=11,
                        zorder=5, animated=True,
                    )
                )  # fmt: skip
        self.outline = axes.add_patch(
            Rectangle((self.left, 0), columns * wide, 1, fill=False, zorder=4, animated=True)
        )

    def hide(self) -> None:
        for artist in (*self.cells, *self.texts, self.outline):
            artist.set_visible(False)

    def show(self, rows: int, bottom: float, array: np.ndarray | None, mark: str) -> None:
        """Fill the grid from `array`; `mark` says whether this step takes it or fills it."""
        there = array is not None
        flat = np.reshape(array, (rows, -1)).ravel() if there else np.zeros(0)
        for k, (cell, text) in enumerate(zip(self.cells, self.texts)):
            drawn = k < rows * self.columns
            cell.set_visible(drawn and there)
            text.set_visible(drawn and there)
            if not (drawn and there):
                continue
            y = bottom + (rows - 1 - k // self.columns) * ArrayBox.CELL
            cell.set_y(y)
            cell.set(facecolor=_tint(self.colour, abs(flat[k]) / self.full), edgecolor="white")
            text.set(text=brief(flat[k]), y=y + ArrayBox.CELL / 2 - 1)
        self.outline.set_bounds(
            self.left, bottom, self.columns * ArrayBox.WIDE, rows * ArrayBox.CELL
        )
        self.outline.set_edgecolor(
            self.colour if mark == "result" else LOSS if mark else self.colour if there else FAINT
        )
        self.outline.set_linewidth(3 if mark == "result" else 2 if mark else 1)
        self.outline.set_linestyle((0, (3, 2)) if mark == "used" else "-")


def rows_of(shape: Shape) -> int:
    """Vectors lie in the grid as one row, as they are added to rows."""
    return shape[0] if len(shape) == 2 else 1


def _tint(colour: str, depth: float) -> np.ndarray:
    """Mix a colour with white; never so deep that black numbers could not be read on it."""
    return 1 - (1 - np.array(to_rgb(colour))) * (0.06 + 0.5 * min(1.0, depth))
