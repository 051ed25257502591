"""Channels to the front and back again: moving an axis, reshaping and .T (chapter 2)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, MUTED, RGB_INKS
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import arrow
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.plots.tensors.sample_images import in_colours

WAYS = ("moveaxis", "reshape", ".T")
MARKERS = "os^"  # of the red, the green and the blue number


def to_front(picture: np.ndarray, way: str) -> np.ndarray:
    """Turn (rows, columns, 3) into three planes; only ``"moveaxis"`` keeps the picture.

    Examples
    --------
    >>> picture = np.zeros((60, 48, 3))
    >>> [to_front(picture, way).shape for way in ("moveaxis", "reshape", ".T")]
    [(3, 60, 48), (3, 60, 48), (3, 48, 60)]
    """
    rows, columns, channels = picture.shape
    if way == "moveaxis":
        return np.moveaxis(picture, -1, 0)
    return picture.reshape(channels, rows, columns) if way == "reshape" else picture.T


def to_back(planes: np.ndarray, way: str, shape: tuple[int, ...]) -> np.ndarray:
    """Turn three planes into a colour picture, which has `shape` if it is reshaped.

    Examples
    --------
    >>> planes = np.zeros((3, 60, 48))
    >>> [to_back(planes, way, (60, 48, 3)).shape for way in ("moveaxis", "reshape", ".T")]
    [(60, 48, 3), (60, 48, 3), (48, 60, 3)]
    """
    if way == "moveaxis":
        return np.moveaxis(planes, 0, -1)
    return planes.reshape(shape) if way == "reshape" else planes.T


class AxisOrderPlot(Plot):
    """A colour picture, its channels moved to the front and to the back again, in three ways each.

    Left, the picture; in the middle, the three planes that come out, in grey; right, what becomes
    of them on the way back. All shapes are legal. The three numbers of one pixel are followed:
    red is a circle, green a square, blue a triangle.

    Parameters
    ----------
    picture : array of uint8 of shape (rows, columns, 3), optional
        The portrait if it is left out.
    """

    controls = {
        "front": Choice("moveaxis", WAYS, "channels to the front by"),
        "back": Choice("moveaxis", WAYS, "and back by"),
        "row": Slider(30, 0, 59, 1, "row"),
        "column": Slider(24, 0, 47, 1, "column"),
    }
    draggable = (Point("pixel_at", x="column", y="row", label="pixel", rates="pixels"),)
    size = (8, 3.45)
    TOP, SLOT = 92, 150  # where the pictures hang, and how large they are at most
    LEFTS = (12, 172, 326, 480)  # of the picture and the three planes
    RIGHT = 788  # of the picture again

    def __init__(self, picture: np.ndarray | None = None) -> None:
        self.picture = in_colours(picture)
        rows, columns, _ = self.picture.shape
        self.controls = type(self).controls | {
            "row": Slider(rows // 2, 0, rows - 1, 1, "row"),
            "column": Slider(columns // 2, 0, columns - 1, 1, "column"),
        }
        self.scale = self.SLOT / max(rows, columns)
        self.places = np.arange(self.picture.size).reshape(self.picture.shape)

    def build(self, figure: Figure) -> None:
        page = self.page = whole_page(figure)
        start, *middle = self.LEFTS
        self.original = Pinned(page, self.picture, start, self.TOP, self.scale, animated=False)
        self.planes = [Pinned(page, self.picture[:, :, 0], x, self.TOP, self.scale) for x in middle]
        self.again = Pinned(page, self.picture, 0, self.TOP, self.scale)
        code = dict(fontsize=12, weight="bold", va="center")
        page.text(start, 22, "picture", **code)
        page.text(start, 44, str(self.picture.shape), fontsize=13, va="center")
        self.codes = [
            page.text(middle[0], 22, "", animated=True, **code),
            page.text(self.RIGHT, 22, "", ha="right", animated=True, **code),
        ]
        shape = dict(fontsize=13, va="center", animated=True)
        self.shapes = [
            page.text(middle[0], 44, "", **shape),
            page.text(self.RIGHT, 44, "", ha="right", **shape),
        ]
        for c, x in enumerate(middle):
            page.text(x, 76, f"planes[{c}]", fontsize=12, color=MUTED, va="center")
        for x in (middle[0] - 24, 660):
            ends = (x - 10, 44), (x + 16, 44)
            arrow(page, CURVE, 1.6, 12, *ends, arrowstyle="->", animated=False)
        self._build_marks(page)

    def _build_marks(self, page: Axes) -> None:
        """The three numbers of a pixel: a mark for each in every picture, and its way in words."""
        self.pixel = frame(page, 0, 0, 9, 9, edgecolor="white", lw=2.4, animated=True, zorder=3)
        self.marks, self.ways = [], []
        for c, (ink, marker) in enumerate(zip(RGB_INKS, MARKERS, strict=True)):
            style = dict(color=ink, ms=8, mec="white", mew=1.3, animated=True, zorder=4)
            self.marks.append([page.plot([], [], marker, **style)[0] for _ in range(2)])
            y = self.TOP + self.SLOT + 28 + 24 * c
            page.plot([18], [y], marker, color=ink, ms=8)
            words = dict(fontsize=12, color=ink, va="center", animated=True)
            lefts = (30, self.LEFTS[1] + 90, self.RIGHT)
            aligned = ("left", "left", "right")
            self.ways.append(
                [page.text(x, y, "", ha=ha, **words) for x, ha in zip(lefts, aligned, strict=True)]
            )

    def update(self, front: str, back: str, row: int, column: int) -> str:
        shape = self.picture.shape
        planes = to_front(self.picture, front)
        again = to_back(planes, back, shape)
        for pinned, plane in zip(self.planes, planes, strict=True):
            pinned.show(plane)
        self.again.show(again)
        self.again.move(self.RIGHT - again.shape[1] * self.scale, self.TOP)
        codes = _codes(front, back, shape)
        self.codes[0].set_text(f"planes = {codes[0]}")
        self.codes[1].set_text(codes[1])
        for text, array in zip(self.shapes, (planes, again), strict=True):
            text.set_text(str(array.shape))
        ways = self._follow(front, back, row, column)
        return (
            f"planes = {codes[0]} has shape {planes.shape}: {self._say_planes(front)}. "
            f"{codes[1]} has shape {again.shape}: {self._say_again(again, front, back)}. "
            f"The red, green and blue of row {row}, column {column} go to planes{ways[0]}, "
            f"{ways[1]} and {ways[2]}."
        )

    def pixel_at(self, row: int, column: int, **_: Any) -> Place:
        """Tell where the pixel lies in the picture."""
        x, y = self.LEFTS[0] + (column + 0.5) * self.scale, self.TOP + (row + 0.5) * self.scale
        return self.page, x, y

    def pixels(self, **_: Any) -> Rates:
        """Return how many pixels of the picture one of the page is; y grows downwards."""
        return {"column": (1 / self.scale, 0), "row": (0, 1 / self.scale)}

    def _follow(self, front: str, back: str, row: int, column: int) -> list[list[int]]:
        """Mark where the three numbers of a pixel come to lie; return their indices in planes."""
        scale, top = self.scale, self.TOP
        x, y = self.LEFTS[0] + (column + 0.5) * scale, top + (row + 0.5) * scale
        self.pixel.set_xy((x - 4.5, y - 4.5))
        there = to_front(self.places, front)
        final = to_back(there, back, self.places.shape)
        found = []
        for c, (marks, texts) in enumerate(zip(self.marks, self.ways, strict=True)):
            number = self.places[row, column, c]
            k, i, j = (int(n) for n in np.argwhere(there == number)[0])
            p, q, r = (int(n) for n in np.argwhere(final == number)[0])
            marks[0].set_data([self.LEFTS[1 + k] + (j + 0.5) * scale], [top + (i + 0.5) * scale])
            marks[1].set_data([self.again.left + (q + 0.5) * scale], [top + (p + 0.5) * scale])
            texts[0].set_text(f"picture[{row}, {column}, {c}] = {self.picture[row, column, c]}")
            texts[1].set_text(f"→   planes[{k}, {i}, {j}]")
            texts[2].set_text(f"→   [{p}, {q}, {r}]")
            found.append([k, i, j])
        return found

    @staticmethod
    def _say_planes(front: str) -> str:
        return {
            "moveaxis": "each plane is one colour of the picture",
            "reshape": (
                "the ribbon is only cut anew, every plane mixes the colours, and none is a picture"
            ),
            ".T": "each plane is one colour, but rows and columns have changed places, too",
        }[front]

    def _say_again(self, again: np.ndarray, front: str, back: str) -> str:
        """Say what has become of the picture in the end."""
        if np.array_equal(again, self.picture):
            undone = "moveaxis" if front == back == "moveaxis" else f"{front} undoes {front}"
            return "the picture again" + ("" if front == "moveaxis" else f", since {undone}")
        if np.array_equal(again, self.picture.swapaxes(0, 1)):
            return "the picture lies on its side"
        if (front, back) == ("moveaxis", "reshape"):
            return "nine small grey ghosts, three from each plane"
        return "no picture"


def _codes(front: str, back: str, shape: tuple[int, ...]) -> tuple[str, str]:
    rows, columns, channels = shape
    return (
        {
            "moveaxis": "np.moveaxis(picture, -1, 0)",
            "reshape": f"picture.reshape({channels}, {rows}, {columns})",
            ".T": "picture.T",
        }[front],
        {
            "moveaxis": "np.moveaxis(planes, 0, -1)",
            "reshape": f"planes.reshape({rows}, {columns}, {channels})",
            ".T": "planes.T",
        }[back],
    )
