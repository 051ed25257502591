"""A batch of 64 pictures, and what each further index leaves of it (chapter 2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import FAINT, INPUT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.page import RGB, NumberGrid, Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.plots.tensors.sample_images import kinds, small_pictures

WAITING = dict(edgecolor=FAINT, ls=(0, (2, 3)), zorder=0)  # a place that waits for its piece
INDICES = ("X", "X[n]", "X[n, c]", "X[n, c, h]", "X[n, c, h, w]", "X[n, :, h, w]", "X[:, c]")


def _given(letter: str) -> Callable[[Mapping[str, Any]], bool]:
    """Tell whether an index is among those that are given."""
    return lambda values: letter in values["index"]


class PictureBatchPlot(Plot):
    """A batch X of 64 small colour pictures: every index takes away one axis.

    Left, all pictures; then the picture X[n], its plane X[n, c], the row X[n, c, h] of that plane,
    and the number X[n, c, h, w] in that row. A colon keeps an axis: X[n, :, h, w] is one pixel,
    X[:, c] one plane of every picture.
    """

    controls = {
        "n": Slider(0, 0, 63, 1, "n, picture", when=_given("n")),
        "c": Slider(0, 0, 2, 1, "c, channel", when=_given("c")),
        "h": Slider(8, 0, 19, 1, "h, row", when=_given("h")),
        "w": Slider(8, 0, 15, 1, "w, column", when=_given("w")),
        "index": Choice("X[n, c, h, w]", INDICES, "show"),
    }
    size = (8, 4.8)
    SMALL, LARGE = 2, 14  # pixels of the page for one of a picture
    SHEET, PICTURE, PLANE = (16, 62), (312, 62), (560, 62)  # where their corners are
    STRIP, CELL = (16, 422), 48

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        self.X, self.kinds = small_pictures(), kinds()
        Pinned(page, _sheet(np.moveaxis(self.X, 1, -1)), *self.SHEET, self.SMALL, animated=False)
        self.grey_sheet = Pinned(page, _sheet(self.X[:, 0]), *self.SHEET, self.SMALL)
        rows, columns = self.X.shape[2:]
        for corner in (self.PICTURE, self.PLANE):
            size = columns * self.LARGE, rows * self.LARGE
            frame(page, *corner, *size, **WAITING)
        frame(page, *self.STRIP, columns * self.CELL, self.CELL, **WAITING)
        self.picture = Pinned(page, np.zeros((rows, columns)), *self.PICTURE, self.LARGE)
        self.plane = Pinned(page, np.zeros((rows, columns)), *self.PLANE, self.LARGE)
        self.strip = NumberGrid(page, 1, columns, *self.STRIP, self.CELL, fontsize=14)
        self.pixel = NumberGrid(page, 1, 3, *self.STRIP, self.CELL, fontsize=14)
        self._build_marks(page, rows, columns)
        self._build_words(page)

    def _build_marks(self, page: Axes, rows: int, columns: int) -> None:
        """Frames around what the next index takes; white on blue, to be seen on every colour."""

        def mark(wide: float, high: float) -> list[Artist]:
            sizes = (("white", 6), (INPUT, 3))
            style = dict(animated=True, zorder=3)
            return [
                frame(page, 0, 0, wide, high, edgecolor=ink, lw=lw, **style) for ink, lw in sizes
            ]

        self.marks = {
            "n": mark(columns * self.SMALL, rows * self.SMALL),
            "h": mark(columns * self.LARGE + 4, self.LARGE + 4),
            "w": mark(self.LARGE + 4, self.LARGE + 4),
            "w in strip": mark(self.CELL, self.CELL),
            "pixel": mark(self.LARGE + 4, self.LARGE + 4),
        }

    def _build_words(self, page: Axes) -> None:
        """Above every piece its expression and its shape."""
        line = self.STRIP[1] - 18
        places = {
            "X": (self.SHEET[0], 22, self.SHEET[0], 45),
            "X[n]": (self.PICTURE[0], 22, self.PICTURE[0], 45),
            "X[n, c]": (self.PLANE[0], 22, self.PLANE[0], 45),
            "X[n, c, h]": (self.STRIP[0], line, self.STRIP[0] + 180, line),
            "X[n, c, h, w]": (440, line, 620, line),
        }
        self.words = {}
        for name, (x, y, beside, below) in places.items():
            style = dict(va="center", fontsize=14, animated=True)
            code = page.text(x, y, "", weight="bold", **style)
            self.words[name] = code, page.text(beside, below, "", color=INPUT, **style)
        style = dict(fontsize=22, weight="bold", ha="right", va="center", animated=True)
        self.number = page.text(self.STRIP[0] + 16 * self.CELL, line - 3, "", **style)

    def update(self, n: int, c: int, h: int, w: int, index: str) -> str:
        pieces = {
            "X": self.X,
            "X[n]": self.X[n],
            "X[n, c]": self.X[n, c],
            "X[n, c, h]": self.X[n, c, h],
            "X[n, c, h, w]": self.X[n, c, h, w],
        }
        shown = _on_the_way(index)
        self._show_pieces(n, c, h, w, index)
        self._show_marks(n, h, w, index)
        numbers = {"n": n, "c": c, "h": h, "w": w}
        for name, texts in self.words.items():
            for text in texts:
                text.set_visible(name in shown)
            if name in shown:
                texts[0].set_text(_filled(name, numbers))
                texts[1].set_text(str(pieces[name].shape))
        if index == "X[:, c]":
            self._write("X", f"X[:, {c}]", self.X[:, c].shape)
        if index == "X[n, :, h, w]":
            self._write("X[n, c, h]", f"X[{n}, :, {h}, {w}]", (3,))
        self.number.set_visible(index == "X[n, c, h, w]")
        self.number.set_text(f"= {self.X[n, c, h, w]}")
        return self._say(n, c, h, w, index)

    def _write(self, name: str, code: str, shape: tuple[int, ...]) -> None:
        """Write another expression in the place of the one called `name`."""
        for text, written in zip(self.words[name], (code, str(shape)), strict=True):
            text.set(text=written, visible=True)

    def _show_pieces(self, n: int, c: int, h: int, w: int, index: str) -> None:
        shown = _on_the_way(index)
        self.grey_sheet.set_visible(index == "X[:, c]")
        self.grey_sheet.show(_sheet(self.X[:, c]))
        self.picture.set_visible("X[n]" in shown)
        self.picture.show(np.moveaxis(self.X[n], 0, -1))
        self.plane.set_visible("X[n, c]" in shown)
        self.plane.show(self.X[n, c])
        row, pixel = self.X[n, c, h][None], self.X[n, :, h, w][None]
        for grid, numbers, there in (
            (self.strip, row, "X[n, c, h]" in shown),
            (self.pixel, pixel, index == "X[n, :, h, w]"),
        ):
            grid.show(numbers, numbers if there else None)
            grid.image.set_visible(there)

    def _show_marks(self, n: int, h: int, w: int, index: str) -> None:
        rows, columns = self.X.shape[2:]
        small, large = self.SMALL, self.LARGE
        across, down = (n % 8) * columns * small, (n // 8) * rows * small
        left, top = self.PLANE
        places = {
            "n": (self.SHEET[0] + across, self.SHEET[1] + down),
            "h": (left - 2, top + h * large - 2),
            "w": (left + w * large - 2, top + h * large - 2),
            "w in strip": (self.STRIP[0] + w * self.CELL, self.STRIP[1]),
            "pixel": (self.PICTURE[0] + w * large - 2, self.PICTURE[1] + h * large - 2),
        }
        there = {
            "n": "n" in index,
            "h": "c, h" in index,
            "w": "c, h, w" in index,
            "w in strip": "c, h, w" in index,
            "pixel": index == "X[n, :, h, w]",
        }
        for name, marks in self.marks.items():
            for mark in marks:
                mark.set_xy(places[name])
                mark.set_visible(there[name])

    def _say(self, n: int, c: int, h: int, w: int, index: str) -> str:
        X = self.X
        if index == "X":
            return (
                f"X has shape {X.shape}: 64 pictures, 3 channels, 20 rows and 16 columns, in all "
                f"{X.size:,} numbers."
            )
        if index == "X[:, c]":
            return (
                f"X[:, {c}] keeps the axis of pictures: shape {X[:, c].shape}, the {RGB[c]} plane "
                "of every picture."
            )
        said = [f"X {X.shape} is 64 pictures", f"X[{n}] {X[n].shape} is a {self.kinds[n]}"]
        if index == "X[n, :, h, w]":
            red, green, blue = X[n, :, h, w]
            said.append(
                f"X[{n}, :, {h}, {w}] {(3,)} keeps the channels of its pixel in row {h}, column "
                f"{w}: {red} red, {green} green, {blue} blue"
            )
        if "c" in index:
            said.append(f"X[{n}, {c}] {X[n, c].shape} is its {RGB[c]} plane")
        if "c, h" in index:
            said.append(f"X[{n}, {c}, {h}] {X[n, c, h].shape} is row {h} of that")
        if "c, h, w" in index:
            said.append(f"X[{n}, {c}, {h}, {w}] () is one number, {X[n, c, h, w]}")
        return f"{'; '.join(said)}."


def _on_the_way(index: str) -> tuple[str, ...]:
    """List the expressions that lead to `index`, one more index each time."""
    if ":" in index:
        return ("X", "X[n]") if "n" in index else ("X",)
    return INDICES[: INDICES.index(index) + 1]


def _filled(name: str, numbers: dict[str, int]) -> str:
    """Put the numbers in the place of the letters.

    Examples
    --------
    >>> _filled("X[n, c]", {"n": 7, "c": 2, "h": 8, "w": 8})
    'X[7, 2]'
    """
    return "".join(str(numbers.get(letter, letter)) for letter in name)


def _sheet(batch: np.ndarray) -> np.ndarray:
    """Lay 64 pictures, grey or in colour, out in eight rows of eight."""
    rows, columns, *channels = batch.shape[1:]
    laid = batch.reshape(8, 8, rows, columns, *channels).swapaxes(1, 2)
    return laid.reshape(8 * rows, 8 * columns, *channels)
