"""From a scalar to a batch of pictures: one more axis each time (chapter 2)."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import INK, INPUT, MUTED, RGB_INKS, RULE
from mathdl.plots.kit.controls import Choice, Slider, Toggle
from mathdl.plots.kit.marks import CENTRED, arrow
from mathdl.plots.kit.page import RGB, NumberGrid, Pinned, frame, large_cells, note, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.plots.tensors.five_tensors import CORNER, HOUSES, NAMES, tensors
from mathdl.words import counted


class RanksPlot(Plot):
    """A scalar, a vector, a matrix, a colour picture and a batch: the same kind of thing.

    Above, the shapes: each tensor has one axis more than the one before. Below, the numbers of the
    one that is marked, as a picture of them.
    """

    controls = {
        "axes": Slider(2, 0, 4, 1, "axes"),
        "matrix": Choice(
            "picture", ("picture", "table"), "a matrix as", when=lambda v: v["axes"] == 2
        ),
        "threshold": Toggle(
            False,
            "black and white",
            when=lambda v: v["axes"] == 2 and v["matrix"] == "picture",
        ),
        "dtype": Choice("uint8", ("uint8", "float32", "float64"), "kind of number"),
    }
    size = (8, 4.3)
    TOP = 108  # where the numbers begin, in pixels of the page
    WIDE, GAP = 146, 10  # of the shapes above

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        self.tensors = tensors()
        self._build_ladder(page)
        self.views: dict[str, list[Artist]] = {
            "scalar": self._build_scalar(page),
            "vector": self._build_vector(page),
            "picture": self._build_matrix(page),
            "table": self._build_table(page),
            "colour": self._build_colour(page),
            "batch": self._build_batch(page),
        }
        big = dict(y=409, va="center", fontsize=12, weight="bold", animated=True)
        self.count = page.text(15, s="", **big)
        self.memory = page.text(785, s="", ha="right", **big)

    def _build_ladder(self, page: Axes) -> None:
        self.shape = None
        self.lefts = [15 + k * (self.WIDE + self.GAP) for k in range(5)]
        for k, (left, name) in enumerate(zip(self.lefts, NAMES, strict=True)):
            middle = left + self.WIDE / 2
            frame(page, left, 12, self.WIDE, 66, edgecolor=RULE)
            axes = f"{k} axis" if k == 1 else f"{k} axes"
            page.text(middle, 25, axes, **CENTRED, fontsize=11, color=MUTED)
            page.text(middle, 43, name, **CENTRED, fontsize=12)
            shape = "" if k == 2 else str(self.tensors[k].shape)  # a matrix may be a table
            style = dict(**CENTRED, fontsize=12, weight="bold", color=INPUT)
            text = page.text(middle, 63, shape, animated=k == 2, **style)
            self.shape = text if k == 2 else self.shape
            if k:
                ends = (left - self.GAP + 3, 45), (left - 4, 45)
                arrow(page, MUTED, 1, 12, *ends, arrowstyle="->", animated=False)
        self.mark = frame(page, 0, 12, self.WIDE, 66, edgecolor=INPUT, lw=4, animated=True)

    def _build_scalar(self, page: Axes) -> list[Artist]:
        return [
            *large_cells(page, 330, self.tensors[0][None], 140),
            note(page, 400, 336, "a single number: no axis to walk along"),
        ]

    def _build_vector(self, page: Axes) -> list[Artist]:
        index = [note(page, 280 + 120 * k, 314, f"[{k}]") for k in range(3)]
        return [
            *large_cells(page, 220, self.tensors[1], 120),
            *index,
            note(page, 400, 348, "axis 0, of length 3  →"),
        ]

    def _build_matrix(self, page: Axes) -> list[Artist]:
        rows, columns = CORNER
        left, scale = 138, 4
        picture = self.tensors[2]
        self.matrix = Pinned(page, picture, left, self.TOP + 22, scale)
        self.grid = NumberGrid(page, 6, 6, 410, self.TOP + 22, 40, fontsize=13)
        place = (left + columns.start * scale, self.TOP + 22 + rows.start * scale)
        size = 6 * scale, 6 * scale
        box = frame(page, *place, *size, edgecolor=INPUT, lw=3, animated=True)
        edge = frame(page, 410, self.TOP + 22, 240, 240, animated=True)
        lines = [
            page.plot([place[0] + size[0], 410], y, color=MUTED, lw=1, ls="--", animated=True)[0]
            for y in ((place[1], self.TOP + 22), (place[1] + size[1], self.TOP + 262))
        ]
        return [
            self.matrix, box, edge, *lines, *self.grid.artists,
            note(page, left + 96, self.TOP + 10, "axis 1: 48 columns  →"),
            note(page, left - 14, self.TOP + 142, "←  axis 0: 60 rows", rotation=90),
            note(page, 530, self.TOP + 10, "36 of the numbers"),
        ]  # fmt: skip

    def _build_table(self, page: Axes) -> list[Artist]:
        left, top, wide, high = 250, self.TOP + 48, 130, 35
        artists = [frame(page, left, top, 3 * wide, 6 * high, edgecolor=INPUT, animated=True)]
        for j, head in enumerate(("size (m²)", "rooms", "price (1000s)")):
            artists.append(note(page, left + (j + 0.5) * wide, top - 14, head, fontsize=13))
            for i in range(6):
                style = dict(fontsize=16, color=INK)
                at = left + (j + 0.5) * wide, top + (i + 0.5) * high
                artists.append(note(page, *at, str(HOUSES[i, j]), **style))
        for i in range(6):
            y = top + (i + 0.5) * high
            artists.append(note(page, left - 14, y, f"house {i}", ha="right", fontsize=13))
            if i:
                across = [left, left + 3 * wide], [top + i * high] * 2
                artists += page.plot(*across, color=RULE, lw=1, animated=True)
        middle = left + 1.5 * wide
        artists.append(note(page, middle, self.TOP + 10, "axis 1: what is known  →"))
        artists.append(note(page, 135, top + 3 * high, "←  axis 0: the examples", rotation=90))
        return artists

    def _build_colour(self, page: Axes) -> list[Artist]:
        picture, top, scale = self.tensors[3], self.TOP + 34, 3.5
        wide = 48 * scale
        artists = [
            Pinned(page, picture, 20, top, scale),
            note(page, 20 + wide / 2, top - 14, "the picture", color=INK),
            note(page, 206, top + 30 * scale, "=", fontsize=24),
        ]
        for c, (name, ink) in enumerate(zip(RGB, RGB_INKS, strict=True)):
            plane = np.zeros_like(picture)
            plane[:, :, c] = picture[:, :, c]
            left = 226 + c * 190
            artists.append(Pinned(page, plane, left, top, scale))
            style = dict(color=ink, weight="bold")
            artists.append(note(page, left + wide / 2, top - 14, f"{name} [:, :, {c}]", **style))
        words = "axis 2: 3 channels, each a plane of 60 × 48 numbers  →"
        artists.append(note(page, 500, top + 60 * scale + 14, words))
        return artists

    def _build_batch(self, page: Axes) -> list[Artist]:
        batch = self.tensors[4]
        sheet = batch.reshape(4, 16, 60, 48, 3).swapaxes(1, 2).reshape(240, 768, 3)
        words = "axis 0: 64 pictures, each of them (60, 48, 3)"
        return [
            Pinned(page, sheet, 16, self.TOP + 24, 1),
            note(page, 400, self.TOP + 8, words),
            frame(page, 16, self.TOP + 24, 48, 60, edgecolor=INPUT, lw=3, animated=True),
        ]

    def update(self, axes: int, matrix: str, threshold: bool, dtype: str) -> str:
        view = ("scalar", "vector", matrix, "colour", "batch")[axes]
        for name, artists in self.views.items():
            for artist in artists:
                artist.set_visible(name == view)
        shown = HOUSES if view == "table" else self.tensors[axes]
        if view == "picture":
            self._show_matrix(shown, threshold)
        self.mark.set_x(self.lefts[axes])
        self.shape.set_text(str((shown if axes == 2 else self.tensors[2]).shape))

        each, total = np.dtype(dtype).itemsize, shown.astype(dtype).nbytes
        product = " × ".join(map(str, shown.shape))
        count = f"{product} = {shown.size:,} numbers" if axes > 1 else counted(shown.size, "number")
        self.count.set_text(count)
        self.memory.set_text(f"{dtype}, {counted(each, 'byte')} each: {counted(total, 'byte')}")
        memory = f"{count}, {counted(total, 'byte')} in {dtype}."
        return f"{self._say(view, threshold)} Its shape is {shown.shape}: {memory}"

    def _show_matrix(self, picture: np.ndarray, threshold: bool) -> None:
        numbers = picture >= 128 if threshold else picture
        shades = 255 * numbers if threshold else picture
        self.matrix.show(shades)
        self.grid.show(shades[CORNER], numbers[CORNER])

    def _say(self, view: str, threshold: bool) -> str:
        """Say what is shown and along what its axes run."""
        if view == "picture" and threshold:
            white = int((self.tensors[2] >= 128).sum())
            return (
                "A threshold makes the grey picture black and white: 1 where a number is at least "
                f"128, which holds for {white:,} of them, and 0 elsewhere."
            )
        return {
            "scalar": "The scalar 42 is a tensor without an axis.",
            "vector": "The vector [1, 2, 3] has one axis, of length three.",
            "picture": (
                "A grey picture is a matrix: two axes, rows and columns of numbers from 0, black, "
                "to 255, white."
            ),
            "table": (
                "A table of data is a matrix, too: a row for each of 6 houses, a column each for "
                "size, rooms and price."
            ),
            "colour": (
                "A colour picture has three axes: rows, columns and channels, which are a plane "
                "each for red, green and blue."
            ),
            "batch": (
                "A batch has four axes: 64 colour pictures, one after another, to be processed "
                "at once."
            ),
        }[view]
