"""A small pattern slid over a picture of numbers, place by place (chapter 11)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from mathdl.ops.convolution import conv2d
from mathdl.plots.kit.cells import Cells, page, places
from mathdl.plots.kit.colours import CURVE, DARK, EMPTY, FAINT, INPUT, PALE, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider, Toggle
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.words import brief, factor

PICTURE = np.array(
    [
        [0, 0, 0, 0, 0, 0],
        [0, 1, 1, 3, 3, 0],
        [0, 1, 1, 3, 3, 0],
        [0, 2, 2, 2, 0, 0],
        [0, 0, 2, 0, 0, 0],
        [0, 0, 2, 1, 0, 0],
    ]
)
KERNELS = {
    "two by two": np.array([[1, 0], [2, -1]]),
    "Sobel": np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "sum": np.ones((3, 3), int),
}
CELL = (34, 32)


def output(kernel: np.ndarray, stride: int, padding: int) -> np.ndarray:
    """Slide a kernel over the picture."""
    slid = conv2d(PICTURE[None, None], kernel[None, None], 0.0, stride, padding)
    return np.rint(slid[0, 0]).astype(int)


class SlidePlot(Plot):
    """A filter slid over a picture of 6 × 6 numbers: window, products, and their sum.

    Blue is the window, orange the filter; grey zeros are padding. Row and column say which output
    is computed; beyond the last one they stay at it.
    """

    controls = {
        "kernel": Choice("Sobel", tuple(KERNELS), "filter"),
        "row": Slider(0, 0, 6, 1, "row of the output"),
        "column": Slider(1, 0, 6, 1, "column of the output"),
        "stride": Slider(1, 1, 3, 1, "stride"),
        "padding": Slider(0, 0, 1, 1, "padding"),
        "turned": Toggle(False, "filter turned round"),
    }
    draggable = (Point("window", x="column", y="row", label="the window", rates="cells"),)
    size = (8, 3.9)
    LEFT, TOP, MIDDLE, RIGHT = 18, 346, 340, 500

    def build(self, figure: Figure) -> None:
        self.axes = axes = page(figure)
        head = dict(weight="bold", va="center", fontsize=14, animated=True)
        self.heads = [
            axes.text(x, self.TOP + 24, "", color=colour, **head)
            for x, colour in (
                (self.LEFT, DARK[INPUT]), (self.MIDDLE, DARK[WEIGHT]), (self.RIGHT, CURVE)
            )
        ]  # fmt: skip
        self.input = Cells(axes, CELL, FAINT, points=13)
        self.lit = Cells(axes, CELL, INPUT, points=13, bold=True, zorder=4)
        self.filter = Cells(axes, CELL, WEIGHT, points=13, bold=True)
        self.output = Cells(axes, CELL, FAINT, points=11)
        self.here = Cells(axes, CELL, CURVE, "white", 11, bold=True, zorder=4)
        self.sums = [
            axes.text(self.LEFT, y, "", va="center", fontsize=14, animated=True) for y in (52, 24)
        ]

    def update(
        self, kernel: str, row: int, column: int, stride: int, padding: int, turned: bool
    ) -> str:
        weights = KERNELS[kernel][::-1, ::-1] if turned else KERNELS[kernel]
        padded = np.pad(PICTURE, padding)
        slid = output(weights, stride, padding)
        row, column = (min(at, n - 1) for at, n in zip((row, column), slid.shape))
        top, left = row * stride, column * stride
        window = padded[top : top + len(weights), left : left + len(weights)]
        corners = self._show(self.input, padded, self.LEFT)
        inside = np.pad(np.ones(PICTURE.shape, bool), padding).ravel()
        self.input.boxes.set_facecolor([("white" if there else EMPTY) for there in inside])
        at = np.s_[top : top + len(weights), left : left + len(weights)]
        self.lit.show(corners[at], _written(window), PALE[INPUT])
        self._show(self.filter, weights, self.MIDDLE, PALE[WEIGHT])
        corners = self._show(self.output, slid, self.RIGHT)
        self.here.show(corners[row, column], [brief(slid[row, column])], CURVE)
        size = f"{slid.shape[0]} × {slid.shape[1]}"
        names = f"{len(padded)} × {len(padded)}", f"{len(weights)} × {len(weights)}", size
        for text, name, what in zip(self.heads, names, ("picture", "filter", "output")):
            text.set_text(f"{what} {name}")
        products = [
            f"{factor(brief(w))}·{brief(x)}" for w, x in zip(weights.ravel(), window.ravel())
        ]
        total = f" = {brief(slid[row, column])}"
        half = 5 if len(products) > 4 else 4
        lines = [" + ".join(products[:half]), " + ".join(products[half:])]
        lines = [lines[0] + " +", lines[1] + total] if lines[1] else [lines[0] + total, ""]
        for text, line in zip(self.sums, lines):
            text.set_text(line)
        return (
            f"Row {row}, column {column}: {' + '.join(products)}{total}. 6 × 6 with padding "
            f"{padding} and stride {stride} becomes {size}."
        )

    def _show(
        self, cells: Cells, numbers: np.ndarray, left: float, face: str = "white"
    ) -> np.ndarray:
        corners = places(numbers.shape, CELL)[0] + (left, self.TOP)
        cells.show(corners, _written(numbers), face)
        return corners

    def window(self, row: int, column: int, **values: Any) -> Place:
        """Tell where the middle of the window is."""
        weights = KERNELS[values["kernel"]]
        slid = output(weights, values["stride"], values["padding"])
        row, column = (min(at, n - 1) for at, n in zip((row, column), slid.shape))
        half = len(weights) / 2
        x = self.LEFT + CELL[0] * (column * values["stride"] + half)
        return self.axes, x, self.TOP - CELL[1] * (row * values["stride"] + half)

    def cells(self, stride: int, **_: Any) -> Rates:
        """Return how many places a pixel is; rows are counted downwards."""
        step = 1 / (stride * CELL[0])
        return {"column": (step, 0), "row": (0, -step)}


def _written(numbers: np.ndarray) -> list[str]:
    return [brief(x) for x in np.ravel(numbers)]
