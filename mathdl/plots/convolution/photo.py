"""A photograph, and what small filters answer to it (chapter 11)."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from mathdl.ops.convolution import conv2d
from mathdl.plots.kit.cells import Cells, page, places
from mathdl.plots.kit.colours import DARK, GRADIENT, INPUT, MUTED, PALE, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.plots.tensors.sample_images import grey, portrait
from mathdl.words import brief, number

ROWS, COLUMNS, SCALE = 150, 120, 2.2
CELL = (56, 34)
SOBEL = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
FILTERS = {
    "leave it": np.array([[0.0, 0, 0], [0, 1, 0], [0, 0, 0]]),
    "blur": np.ones((3, 3)) / 9,
    "sharpen": np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "Sobel, across": SOBEL,
    "Sobel, down": SOBEL.T,
    "Laplace": np.array([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]]),
}


@cache
def photograph() -> np.ndarray:
    """Return the portrait in grey, from 0 to 1 (150, 120)."""
    return grey(portrait(ROWS, COLUMNS)) / 255


def answered(name: str, brighter: float = 0.0) -> np.ndarray:
    """Return what a filter answers, place by place (148, 118)."""
    picture = photograph() + brighter
    return conv2d(picture[None, None], FILTERS[name][None, None])[0, 0]


class PhotoPlot(Plot):
    """A photograph, from 0 (black) to 1 (white), and what a filter of 3 × 3 answers everywhere.

    Where the weights of a filter add up to 0 its answers are drawn on grey: bright above 0, dark
    below. Row and column place the window in the photograph; beside it, its nine numbers.
    """

    controls = {
        "name": Choice("Sobel, across", tuple(FILTERS), "filter"),
        "brighter": Slider(0.0, 0.0, 0.3, 0.05, "photograph brighter by"),
        "row": Slider(62, 0, ROWS - 3, 1, "row"),
        "column": Slider(34, 0, COLUMNS - 3, 1, "column"),
    }
    draggable = (Point("window", x="column", y="row", label="the window", rates="pixels"),)
    size = (8, 4)
    LEFT, MIDDLE, RIGHT, TOP = 16, 312, 520, 46

    def build(self, figure: Figure) -> None:
        self.page = whole_page(figure)
        blank = np.zeros((ROWS, COLUMNS))
        self.photo = Pinned(self.page, blank, self.LEFT, self.TOP, SCALE)
        self.found = Pinned(self.page, blank, self.RIGHT, self.TOP, SCALE)
        look = dict(va="center", weight="bold", fontsize=14)
        self.page.text(self.LEFT, 24, "photograph", **look)
        self.page.text(self.MIDDLE, 24, "filter", color=DARK[WEIGHT], **look)
        self.page.text(self.MIDDLE, 176, "window", color=DARK[INPUT], **look)
        self.title = self.page.text(self.RIGHT, 24, "", animated=True, **look)
        style = dict(edgecolor=GRADIENT, lw=2.5, animated=True)
        self.windows = [frame(self.page, 0, 0, 5 * SCALE, 5 * SCALE, **style) for _ in range(2)]
        upwards = page(figure)
        self.weights = Cells(upwards, CELL, WEIGHT, points=13, bold=True)
        self.numbers = Cells(upwards, CELL, INPUT, points=13)
        self.total = self.page.text(self.MIDDLE, 322, "", va="center", animated=True, **_BIG)
        self.page.text(self.MIDDLE, 364, "weight times number,\nnine times, added", va="center",
                  color=MUTED, linespacing=1.3)  # fmt: skip

    def update(self, name: str, brighter: float, row: int, column: int) -> str:
        weights, found = FILTERS[name], answered(name, brighter)
        picture = photograph() + brighter
        total = float(weights.sum())
        self.photo.show(255 * picture)
        self.found.show(255 * found if total > 0.5 else 128 + 90 * found)
        self.found.move(self.RIGHT + SCALE, self.TOP + SCALE)
        self.title.set_text(f"answers: {name}")
        for window, left in zip(self.windows, (self.LEFT, self.RIGHT)):
            window.set_xy((left + SCALE * (column - 1), self.TOP + SCALE * (row - 1)))
        seen = picture[row : row + 3, column : column + 3]
        corners = places((3, 3), CELL)[0]
        self.weights.show(corners + np.array((self.MIDDLE, 354)), _two(weights), PALE[WEIGHT])
        self.numbers.show(corners + np.array((self.MIDDLE, 202)), _two(seen), PALE[INPUT])
        self.total.set_text(f"sum = {number(float(found[row, column]), 2)}")
        mean, before = float(found.mean()), float(answered(name).mean())
        change = f", {number(before)} before it was made brighter" if brighter else ""
        return (
            f"{name[0].upper()}{name[1:]}, its weights adding up to {brief(round(total, 9))}: at "
            f"row {row}, column {column} the sum is {number(float(found[row, column]), 2)}. Mean "
            f"of all answers {number(mean)}{change}."
        )

    def window(self, row: int, column: int, **_: Any) -> Place:
        """Tell where the middle of the window is."""
        return self.page, self.LEFT + SCALE * (column + 1.5), self.TOP + SCALE * (row + 1.5)

    def pixels(self, **_: Any) -> Rates:
        """Return how far a pixel of the page moves it."""
        return {"column": (1 / SCALE, 0), "row": (0, 1 / SCALE)}


_BIG = dict(fontsize=15, weight="bold")


def _two(numbers: np.ndarray) -> list[str]:
    return [brief(round(float(x), 2)) for x in np.ravel(numbers)]
