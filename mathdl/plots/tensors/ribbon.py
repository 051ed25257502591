"""One ribbon of numbers, many shapes (chapter 2)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from mathdl.plots.kit.cells import Cells, page, places
from mathdl.plots.kit.colours import BLUES, CURVE, DARK, FAINT, INPUT, MUTED, RULE
from mathdl.plots.kit.controls import Choice, Slider, Toggle
from mathdl.plots.kit.plot import Plot
from mathdl.refusals import shown


class RibbonPlot(Plot):
    """A tensor as a grid, and the ribbon in memory on which its numbers lie.

    Above, the tensor that a shape makes of the 24 numbers: the last two axes are rows and columns,
    those before make blocks. Below, the ribbon, on which every number has the tint of its row:
    arcs on top join the numbers in reading order, the
    first ones darker; arcs underneath count from place 0 to the chosen number, one hop for each
    step of an index.

    Parameters
    ----------
    dtype : type
        Of the numbers, which decides how many bytes a place takes.
    """

    SHAPES = {str(s): s for s in ((24,), (4, 6), (6, 4), (2, 3, 4), (2, 2, 2, 3))}
    controls = {
        "shape": Choice("(4, 6)", tuple(SHAPES), "shape"),
        "place": Slider(17, 0, 23, 1, "number"),
        "transpose": Toggle(False, "transpose"),
    }
    size = (8, 5)
    CELL, LARGE = (30, 26), (38, 34)  # of the ribbon, and of a tensor with two or three axes
    GAPS = {CELL: (36, 46), LARGE: (28, 0)}  # between blocks
    LEFT, MIDDLE, ROW = 44, 325, 278  # where the tensor stands; a single row is below the words
    RIBBON = (40, 148)  # its upper left corner
    WORDS = 440  # where the words at the right begin
    READ = 7  # so many numbers of the reading order are written, and joined by darker arcs

    def __init__(self, dtype: type = np.float64) -> None:
        if not isinstance(dtype, type | np.dtype) or np.dtype(dtype).kind not in "iuf":
            raise TypeError(f"dtype is a type of numbers, such as np.float32, not {shown(dtype)}")
        self.dtype = np.dtype(dtype)

    def build(self, figure: Figure) -> None:
        axes = page(figure)
        lit = dict(edge=INPUT, ink="white", bold=True, zorder=4)
        self.tensors = {size: Cells(axes, size, edge=RULE) for size in self.GAPS}
        self.lit = {size: Cells(axes, size, **lit) for size in self.GAPS}
        looks = dict(edge="none", ink=MUTED, points=11)
        self.indices = {size: Cells(axes, size, **looks) for size in self.GAPS}
        above = dict(ha="left", va="center", fontsize=12, animated=True)
        self.blocks = [axes.text(0, 0, "", **above) for _ in range(6)]
        self._build_ribbon(axes)
        left = dict(va="center", fontsize=13, animated=True)
        self.value = axes.text(self.WORDS, 472, "", color=DARK[INPUT], weight="bold", **left)
        self.value.set_fontsize(18)
        self.lines = [axes.text(self.WORDS, 436 - 26 * k, "", **left) for k in range(4)]
        self.lines[3].set(color=DARK[INPUT], weight="bold")
        self.order = axes.text(self.WORDS, 228, "", color=CURVE, **(left | dict(fontsize=12)))

    def _build_ribbon(self, axes: Axes) -> None:
        x, y = self.RIBBON
        self.centres = x + self.CELL[0] * (np.arange(24) + 0.5)
        self.ribbon = Cells(axes, self.CELL, RULE)
        self.marked = Cells(axes, self.CELL, INPUT, "white", bold=True, zorder=4)
        kind = f"the ribbon in memory: 24 numbers of dtype {self.dtype}, "
        axes.text(x, 24, kind + f"{self.dtype.itemsize} bytes each", color=MUTED, va="center")
        arc = dict(fill=False, lw=1.6, animated=True)
        self.first = axes.add_patch(PathPatch(_arcs([], y, 1), ec=CURVE, **arc))
        thin = arc | dict(lw=0.8, zorder=0)
        self.later = axes.add_patch(PathPatch(_arcs([], y, 1), ec=FAINT, **thin))
        self.hops = axes.add_patch(PathPatch(_arcs([], y, 1), ec=INPUT, **arc | dict(lw=2.2)))
        axes.plot([self.centres[0]], [y - self.CELL[1]], "o", color=INPUT, ms=6)
        below = dict(ha="center", va="top", color=DARK[INPUT], fontsize=12, animated=True)
        self.counts = [axes.text(0, 0, "", **below) for _ in range(4)]

    def update(self, shape: str, place: int, transpose: bool) -> str:
        tensor = np.arange(24, dtype=self.dtype).reshape(self.SHAPES[shape])
        name = "X.T" if transpose else "X"
        if transpose:
            tensor = tensor.T
        numbers = tensor.astype(int)
        index = tuple(int(i) for i in np.argwhere(numbers == place)[0])
        strides = tuple(s // tensor.itemsize for s in tensor.strides)
        reading = numbers.ravel()

        rows = np.arange(24).reshape(numbers.shape) // numbers.shape[-1]
        tints = np.array(BLUES)[_spread(rows)]
        self._draw_tensor(name, numbers, index, tints)
        by_place = np.empty(24, tints.dtype)
        by_place[reading] = tints.ravel()
        corners = places((24,), self.CELL)[0] + self.RIBBON
        self.ribbon.show(corners, range(24), by_place)
        self._draw_ribbon(index, strides, reading)
        terms = [f"{i}·{s}" if s > 1 else f"{i}" for i, s in zip(index, strides, strict=True)]
        offset = f"offset = {' + '.join(terms)}"
        offset += f" = {place}" if len(terms) > 1 else ""
        at = f"{name}[{', '.join(map(str, index))}]"
        self.value.set_text(f"{at} = {place}")
        self.lines[0].set_text(f"shape {tensor.shape}")
        self.lines[1].set_text(f"strides {strides} in places")
        self.lines[2].set_text(f"        {tensor.strides} in bytes")
        self.lines[3].set_text(offset)
        first = ", ".join(map(str, reading[: self.READ]))
        self.order.set_text(f"read row by row: {first}, …")
        said = (
            f"{name} has shape {tensor.shape} and strides {strides} in places, {tensor.strides} in "
            f"bytes, as each {self.dtype} takes {tensor.itemsize}. {at} has {offset}"
        )
        if not transpose:
            return f"{said}, which is byte {place * tensor.itemsize} on the ribbon."
        if tensor.ndim == 1:
            return f"{said}: one axis has no other to change places with, so X.T is X."
        return f"{said}: the ribbon is the same, but reading row by row now jumps, {first}, …."

    def _draw_tensor(
        self, name: str, numbers: np.ndarray, index: tuple[int, ...], tints: np.ndarray
    ) -> None:
        """Draw the grid or the blocks, a tint for every row, and the chosen cell lit."""
        cell = self.LARGE if numbers.ndim in (2, 3) else self.CELL
        for size in self.GAPS:
            for cells in (self.tensors[size], self.lit[size], self.indices[size]):
                cells.show(np.zeros((0, 2)), [])
        corners, (_, extent) = places(numbers.shape, cell, self.GAPS[cell])
        middle = self.ROW if numbers.ndim == 1 else self.MIDDLE
        corners += np.array((self.LEFT, middle + extent / 2))
        self.tensors[cell].show(corners, numbers.ravel(), tints.ravel())
        self.lit[cell].show(corners[index], [numbers[index]], INPUT)

        width, height = cell
        blocks = (
            corners.reshape(-1, *corners.shape[-3:]) if numbers.ndim > 1 else corners[None, None]
        )
        rows = blocks[:, :, 0] - np.array((width - 5, 0))
        columns = blocks[:, 0] + np.array((0, height - 4))
        counted = [(columns, range(numbers.shape[-1]))]
        if numbers.ndim > 1:
            counted.append((rows, range(numbers.shape[-2])))
        at = np.concatenate([where.reshape(-1, 2) for where, _ in counted])
        written = [i for _, count in counted for i in [*count] * len(blocks)]
        self.indices[cell].show(at, written, "none")

        outer = list(np.ndindex(numbers.shape[:-2])) if numbers.ndim > 2 else []
        for label in self.blocks[len(outer) :]:
            label.set_visible(False)
        for label, block in zip(self.blocks, outer):
            here = block == index[:-2]
            x, y = corners[(*block, 0, 0)] + np.array((0, height + 5))
            label.set(position=(x, y), text=f"{name}[{', '.join(map(str, block))}]", visible=True)
            label.set(color=DARK[INPUT] if here else MUTED, weight="bold" if here else "normal")

    def _draw_ribbon(
        self, index: tuple[int, ...], strides: tuple[int, ...], reading: np.ndarray
    ) -> None:
        """Draw the reading order above the ribbon and the hops to the chosen number below."""
        x, top = self.RIBBON
        bottom = top - self.CELL[1]
        steps = [(self.centres[a], self.centres[b]) for a, b in pairwise(reading)]
        self.first.set_path(_arcs(steps[: self.READ - 1], top, 1))
        self.later.set_path(_arcs(steps[self.READ - 1 :], top, 1))
        hops, at = [], 0
        for count, i, stride in zip(self.counts, index, strides):
            hops += [tuple(self.centres[at + stride * np.array((k, k + 1))]) for k in range(i)]
            middle = self.centres[at] + self.CELL[0] * i * stride / 2
            depth = _height(self.CELL[0] * stride)
            count.set(position=(middle, bottom - depth - 4), text=f"{i}·{stride}", visible=i > 0)
            at += i * stride
        for count in self.counts[len(index) :]:
            count.set_visible(False)
        self.hops.set_path(_arcs(hops, bottom, -1))
        self.marked.show((x + self.CELL[0] * at, top), [at], INPUT)


def _height(length: float) -> float:
    """Return how far an arc over so many pixels rises: long ones enclose short ones."""
    return 5 + 0.085 * length


def _arcs(pairs: list[tuple[float, float]], y: float, up: int) -> Path:
    """Return arcs between pairs of x on the level `y`, rising or hanging."""
    if not pairs:
        return Path(np.zeros((1, 2)))
    points = [[(a, y), ((a + b) / 2, y + 2 * up * _height(abs(b - a))), (b, y)] for a, b in pairs]
    codes = [Path.MOVETO, Path.CURVE3, Path.CURVE3] * len(pairs)
    return Path(np.reshape(points, (-1, 2)), codes)


def _spread(rows: np.ndarray) -> np.ndarray:
    """Give every row one of the tints, as far apart as they go; more rows than tints take turns."""
    count = int(rows.max()) + 1
    steps = np.linspace(0, len(BLUES) - 1, count).round().astype(int)
    return steps[rows] if count <= len(BLUES) else rows % len(BLUES)
