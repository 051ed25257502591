"""A product of two matrices, one cell at a time (chapter 2)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mathdl.plots.kit.cells import Cells, page, places
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, INPUT, MUTED, PALE, WEIGHT
from mathdl.plots.kit.controls import Slider, Stepper
from mathdl.plots.kit.marks import CENTRED
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.words import brief, factor

A = np.array([[1, 3, 0, -1], [2, 0, 1, 3], [-2, 1, 2, 1]])
B = np.array([[2, 0], [1, -1], [-3, 2], [2, 1]])


class MatmulPlot(Plot):
    """C = A @ B: one cell of C is a row of A times a column of B.

    B stands above C and A to its left, so that the row and the column of a cell meet in it. The sum
    is spelt at the right, and can be followed product by product. The other cells of C stay blank:
    they are there to be worked out.
    """

    controls = {
        "i": Slider(1, 0, len(A) - 1, 1, "row i of A"),
        "j": Slider(0, 0, B.shape[1] - 1, 1, "column j of B"),
        "added": Stepper(len(B), len(B), "products added"),
    }
    draggable = (Point("cell", x="j", y="i", label="cell of C", rates="cells"),)
    size = (8, 4.4)
    CELL = (50, 40)
    A_AT, B_AT, C_AT = (44, 176), (292, 398), (292, 176)  # upper left corners
    SUM = 432  # where the sum is spelt

    def build(self, figure: Figure) -> None:
        axes = self.axes = page(figure)
        self.bands = [
            axes.add_patch(Rectangle((0, 0), 1, 1, color=PALE[c], zorder=0, animated=True))
            for c in (INPUT, WEIGHT)
        ]
        self.corners, self.resting, self.lit = {}, {}, {}
        rows, inner, columns = *A.shape, B.shape[1]
        for name, shape, words, at, edge in (
            ("A", A.shape, _written(A), self.A_AT, INPUT),
            ("B", B.shape, _written(B), self.B_AT, WEIGHT),
            ("C", (rows, columns), [], self.C_AT, CURVE),
        ):
            corners, (width, height) = places(shape, self.CELL)
            self.corners[name] = corners + at
            pale = FAINT if name == "C" else edge
            self.resting[name] = Cells(axes, self.CELL, pale, points=16)
            self.resting[name].show(self.corners[name], words, "none")  # the bands show through
            colour = DARK.get(edge, CURVE)
            self.lit[name] = Cells(axes, self.CELL, edge, "white", 16, bold=True, zorder=4)
            y = at[1] - height - 22 if name == "C" else at[1] + 20
            title = f"{name}  {shape}"
            middle = dict(**CENTRED, fontsize=14, weight="bold")
            axes.text(at[0] + width / 2, y, title, color=colour, **middle)
        left = dict(va="center", animated=True)
        self.title = axes.text(self.SUM, 418, "", fontsize=16, weight="bold", **left)
        self.terms = [
            axes.text(self.SUM, 378 - 36 * k, "", fontsize=14, **left) for k in range(len(B))
        ]
        self.total = axes.text(self.SUM, 218, "", fontsize=16, weight="bold", **left)
        axes.plot([self.SUM, 760], [243, 243], color=CURVE, lw=1.2)
        axes.text(
            self.SUM, 116, f"C has {rows}·{columns} = {rows * columns} cells,\n"
            f"each cell takes {inner} products:\n"
            f"{rows}·{inner}·{columns} = {rows * inner * columns} multiplications",
            color=MUTED, fontsize=13, va="center", linespacing=1.6,
        )  # fmt: skip

    def update(self, i: int, j: int, added: int) -> str:
        row, column = A[i, :added], B[:added, j]
        so_far = int(row @ column)
        self.lit["A"].show(self.corners["A"][i, :added], _written(row), DARK[INPUT])
        self.lit["B"].show(self.corners["B"][:added, j], _written(column), DARK[WEIGHT])
        self.lit["C"].show(self.corners["C"][i, j], _written(so_far), CURVE)
        width, height = self.CELL
        x, y = self.corners["C"][i, j]
        left, top = self.A_AT[0], self.B_AT[1]
        self.bands[0].set_bounds(left, y - height, x + width - left, height)
        self.bands[1].set_bounds(x, y - height, width, top - y + height)

        cell, inner = f"C[{i}, {j}]", len(B)
        products = [f"{factor(brief(a))}·{factor(brief(b))}" for a, b in zip(row, column)]
        self.title.set_text(f"{cell} = row {i} · column {j}")
        for k, term in enumerate(self.terms):
            term.set_visible(k < added)
            if k < added:
                pair = f"A[{i}, {k}]·B[{k}, {j}] = {products[k]}"
                term.set_text(f"{'+' if k else ' '} {pair} = {brief(row[k] * column[k])}")
        done = added == inner
        self.total.set_text(f"{cell} = {brief(so_far)}" if done else f"so far {brief(so_far)}")
        if not done:
            told = f"is {' + '.join(products)} = {brief(so_far)} so far" if added else "starts at 0"
            return (
                f"Row {i} of A times column {j} of B, {added} of {inner} products: {cell} {told}."
            )
        rows, columns = len(A), B.shape[1]
        return (
            f"Row {i} of A times column {j} of B: {cell} = {' + '.join(products)} = "
            f"{brief(so_far)}. {A.shape} @ {B.shape} gives {(A @ B).shape}: {rows * columns} such "
            f"sums of {inner} products, {rows}·{inner}·{columns} = {rows * inner * columns} "
            f"multiplications."
        )

    def cell(self, i: int, j: int, **_: Any) -> Place:
        """Tell where the middle of the cell is that is being computed."""
        x, y = self.corners["C"][i, j] + np.array([self.CELL[0], -self.CELL[1]]) / 2
        return self.axes, x, y

    def cells(self, **_: Any) -> Rates:
        """Return how many cells a pixel is; rows are counted downwards."""
        return {"j": (1 / self.CELL[0], 0), "i": (0, -1 / self.CELL[1])}


def _written(numbers: np.ndarray | int) -> list[str]:
    return [brief(x) for x in np.ravel(numbers)]
