"""The matrix that a convolution is: few numbers, many places (chapter 11)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from mathdl.ops.convolution import conv2d
from mathdl.plots.kit.colours import (
    DARK,
    GRADIENT,
    INK,
    INPUT,
    MUTED,
    TARGET,
    THIRD,
    WEIGHT,
)
from mathdl.plots.kit.controls import Choice, Slider, Toggle
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted

# From weight to weight, in the order of the rows of the filter.
RAMP = np.array([to_rgb(c) for c in (WEIGHT, GRADIENT, THIRD, INPUT, DARK[INPUT], TARGET)])


@lru_cache(maxsize=64)
def matrix(size: int, kernel: int, padding: int) -> np.ndarray:
    """Return the matrix of a convolution, each entry the number of its weight from 1, or 0."""
    one_pixel = np.eye(size * size).reshape(-1, 1, size, size)
    weights = np.arange(1.0, kernel * kernel + 1).reshape(1, 1, kernel, kernel)
    columns = conv2d(one_pixel, weights, padding=padding)
    return np.rint(columns.reshape(size * size, -1).T).astype(int)


class SharingPlot(Plot):
    """A convolution written as a matrix: one row for each output, one column for each input.

    Every colour is a weight of the filter, white is 0. The framed row is the chosen output; beside
    the matrix, the same numbers laid over the picture. Transposed, a row is an input, and says
    which outputs it has had a part in: that is the way of the gradient.
    """

    controls = {
        "size": Slider(8, 5, 8, 1, "picture: rows and columns"),
        "kernel": Choice(3, (1, 3, 5), "filter: rows and columns"),
        "padded": Toggle(True, "padding, so that the size stays"),
        "place": Slider(27, 0, 63, 1, "row of the matrix"),
        "transposed": Toggle(False, "transposed"),
    }
    size = (8, 4.2)
    LEFT, TOP, SIDE, RIGHT, SMALL = 18, 50, 352, 452, 232

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        blank = np.full((64, 64, 3), 255.0)
        self.matrix = Pinned(page, blank, self.LEFT, self.TOP, self.SIDE / 64)
        self.picture = Pinned(page, blank[:8, :8], self.RIGHT, self.TOP, self.SMALL / 8)
        look = dict(animated=True)
        self.edges = [frame(page, 0, 0, 1, 1, **look) for _ in range(2)]
        self.row = frame(page, 0, 0, 1, 1, edgecolor=INK, lw=2, **look)
        self.title = page.text(self.LEFT, 26, "", va="center", weight="bold", **look)
        self.what = page.text(self.RIGHT, 26, "", va="center", weight="bold", **look)
        lines = page.text(self.RIGHT, self.TOP + self.SMALL + 20, "", va="top", **look)
        lines.set(color=MUTED, linespacing=1.5)
        self.lines = lines

    def update(self, size: int, kernel: int, padded: bool, place: int, transposed: bool) -> str:
        T = matrix(size, kernel, kernel // 2 if padded else 0)
        outputs = int(np.sqrt(len(T)))
        T = T.T if transposed else T
        shown = _coloured(T, kernel)
        place = min(place, len(T) - 1)
        scale = self.SIDE / max(T.shape)
        for pinned, picture, unit in (
            (self.matrix, shown, scale),
            (self.picture, shown[place].reshape(*[outputs if transposed else size] * 2, 3), None),
        ):
            pinned.scale = unit or self.SMALL / len(picture)
            pinned.show(picture)
            pinned.stale = True
        self.edges[0].set_bounds(self.LEFT, self.TOP, T.shape[1] * scale, T.shape[0] * scale)
        self.edges[1].set_bounds(self.RIGHT, self.TOP, self.SMALL, self.SMALL)
        self.row.set_bounds(self.LEFT - 2, self.TOP + place * scale - 1, T.shape[1] * scale + 4,
                            scale + 2)  # fmt: skip
        self.title.set_text(f"matrix {T.shape[0]} × {T.shape[1]}" + ", transposed" * transposed)
        side = size if transposed else outputs
        at = f"row {place // side}, column {place % side}"
        self.what.set_text(f"{'input' if transposed else 'output'} at {at}")
        there, different = int(np.count_nonzero(T)), kernel * kernel
        self.lines.set_text(
            f"{T.size:,} entries, {there:,} of them not 0,\n"
            f"{counted(different, 'different weight')}"
        )
        meets = "has had a part in the coloured outputs" if transposed else "is this window"
        return (
            f"{T.shape[0]} × {T.shape[1]}: {there:,} of {T.size:,} entries are not 0, and they "
            f"are {counted(different, 'number')}. Row {place}, {at}, {meets}: "
            f"{counted(int(np.count_nonzero(T[place])), 'entry').replace('entrys', 'entries')}."
        )


def _coloured(T: np.ndarray, kernel: int) -> np.ndarray:
    """Colour weights by their number; 0 is white."""
    at = (T - 1) / max(1, kernel * kernel - 1) * (len(RAMP) - 1)
    steps = np.arange(len(RAMP))
    colours = np.stack([np.interp(at, steps, RAMP[:, k]) for k in range(3)], axis=-1)
    return 255 * np.where(T[..., None] > 0, colours, 1.0)
