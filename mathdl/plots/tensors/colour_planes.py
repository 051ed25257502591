"""A colour picture as three planes of numbers (chapter 2)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import INK, MUTED, RGB_INKS, RULE
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import HEADLINE
from mathdl.plots.kit.page import RGB, NumberGrid, Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.plots.tensors.sample_images import in_colours
from mathdl.words import listed

BYTES, FLOATS = "+100 in uint8", "+100 in float, clipped"


def brighten(picture: np.ndarray, how: str) -> np.ndarray:
    """Add 100 to all numbers of a picture.

    In uint8 a sum above 255 starts again at 0; in float it stays, and is cut at 255 afterwards.

    Parameters
    ----------
    picture : array of uint8
    how : "off", "+100 in uint8" or "+100 in float, clipped"

    Examples
    --------
    >>> pixels = np.array([20, 155, 156, 200], dtype=np.uint8)
    >>> brighten(pixels, "+100 in uint8")
    array([120, 255,   0,  44], dtype=uint8)
    >>> brighten(pixels, "+100 in float, clipped")
    array([120., 255., 255., 255.])
    """
    if how == BYTES:
        return picture + np.uint8(100)
    if how == FLOATS:
        return np.clip(picture.astype(float) + 100, 0, 255)
    return picture


class PlanesPlot(Plot):
    """A colour picture, one of its planes, and the numbers around one of its pixels.

    Left, the colours; in the middle, the plane of one channel, in grey from 0 (black) to 255
    (white), or all three behind each other; right, the pixels around the cross-hair, enlarged,
    and below the three numbers of the one in the middle.

    Parameters
    ----------
    picture : array of uint8 of shape (rows, columns, 3), optional
        At least five rows and columns; the portrait if it is left out.
    """

    controls = {
        "channel": Choice("red", (*RGB, "all"), "channel"),
        "row": Slider(30, 0, 59, 1, "row"),
        "column": Slider(24, 0, 47, 1, "column"),
        "brighten": Choice("off", ("off", BYTES, FLOATS), "brighten"),
    }
    draggable = (Point("pixel_at", x="column", y="row", label="pixel", rates="pixels"),)
    size = (8, 4.4)
    LEFTS, TOP = (20, 285, 560), 66  # of picture, plane and enlarged pixels
    WIDE, HIGH, CELL = 240, 300, 44

    def __init__(self, picture: np.ndarray | None = None) -> None:
        self.picture = in_colours(picture, least=5)
        rows, columns, _ = self.picture.shape
        self.controls = type(self).controls | {
            "row": Slider(rows // 2, 0, rows - 1, 1, "row"),
            "column": Slider(columns // 2, 0, columns - 1, 1, "column"),
        }
        self.scale = min(self.WIDE / columns, self.HIGH / rows)

    def build(self, figure: Figure) -> None:
        page = self.page = whole_page(figure)
        rows, columns, _ = self.picture.shape
        self.colours = Pinned(page, self.picture, self.LEFTS[0], self.TOP, self.scale)
        self.plane = Pinned(page, self.picture[:, :, 0], self.LEFTS[1], self.TOP, self.scale)
        small, step = 0.6 * self.scale, 0.2 * self.scale
        self.cards = [
            Pinned(
                page, self.picture[:, :, c], self.LEFTS[1] + c * step * columns,
                self.TOP + c * step * rows, small,
            )
            for c in range(3)
        ]  # fmt: skip
        self.edges = [
            frame(
                page, card.left, card.top, small * columns, small * rows, edgecolor=ink, lw=3,
                animated=True,
            )
            for card, ink in zip(self.cards, RGB_INKS, strict=True)
        ]  # fmt: skip
        for z, (card, edge) in enumerate(zip(self.cards, self.edges, strict=True)):
            card.set_zorder(2 + z / 10)
            edge.set_zorder(2.05 + z / 10)
        self._build_cross(page)
        self.grid = NumberGrid(page, 5, 5, self.LEFTS[2], self.TOP, self.CELL, fontsize=14)
        head = dict(va="bottom", animated=True)
        self.heads = [page.text(x, self.TOP - 10, "", fontsize=13, **head) for x in self.LEFTS]
        names = ("picture", "plane", "around the cross-hair")
        for x, name in zip(self.LEFTS, names, strict=True):
            page.text(x, self.TOP - 32, name, fontsize=12, color=MUTED, va="bottom")
        self._build_bars(page)
        self.sum = page.text(20, 412, "", **HEADLINE, va="center", animated=True)

    def _build_cross(self, page: Axes) -> None:
        """A cross-hair on picture and plane, black and white: to be seen on every colour."""
        self.crosses, self.boxes = [], []
        for left in self.LEFTS[:2]:
            for colour, wide in (("black", 2.8), ("white", 1.2)):
                style = dict(lw=wide, animated=True, zorder=3)
                self.crosses.append((left, page.plot([], [], color=colour, **style)[0]))
                side = 5 * self.scale
                self.boxes.append((left, frame(page, 0, 0, side, side, edgecolor=colour, **style)))
        self.centre = [
            frame(
                page, 0, 0, self.CELL, self.CELL, edgecolor=colour, lw=wide, animated=True, zorder=4
            )
            for colour, wide in (("black", 5), ("white", 2))
        ]  # fmt: skip

    def _build_bars(self, page: Axes) -> None:
        """The three numbers of one pixel, and how much of 255 each is."""
        left, self.full = self.LEFTS[2] + 110, 110
        self.bars, self.numbers = [], []
        for c, (name, ink) in enumerate(zip(RGB, RGB_INKS, strict=True)):
            y = 310 + 26 * c
            words = dict(va="center", fontsize=13, color=ink, weight="bold")
            page.text(self.LEFTS[2], y, name, **words)
            self.numbers.append(page.text(left - 8, y, "", ha="right", animated=True, **words))
            frame(page, left, y - 9, self.full, 18, edgecolor=RULE)
            style = dict(fill=True, facecolor=ink, edgecolor=ink, animated=True)
            self.bars.append(frame(page, left, y - 9, 1, 18, **style))

    def update(self, channel: str, row: int, column: int, brighten: str) -> str:
        picture = _brightened(self.picture, brighten)
        every = channel == "all"
        c = 0 if every else RGB.index(channel)
        self.colours.show(picture)
        self.plane.show(picture[:, :, c])
        self.plane.set_visible(not every)
        for k, (card, edge) in enumerate(zip(self.cards, self.edges, strict=True)):
            card.show(picture[:, :, k])
            card.set_visible(every)
            edge.set_visible(every)
        self._show_around(picture, row, column, None if every else c)
        for k, (number, bar) in enumerate(zip(self.numbers, self.bars, strict=True)):
            value = float(picture[row, column, k])  # a byte times 110 would start again at 0
            number.set_text(f"{value:.0f}")
            bar.set_width(self.full * value / 255)
        rows, columns, _ = picture.shape
        self.heads[0].set_text(str(picture.shape))
        self.heads[1].set_text(
            "red, green and blue" if every else f"picture[:, :, {c}]  ({rows}, {columns})"
        )
        self.heads[1].set_color(INK if every else RGB_INKS[c])
        before, after = (listed(p[row, column].round()) for p in (self.picture, picture))
        how = {"off": "", BYTES: "in uint8", FLOATS: "in float, cut at 255"}[brighten]
        plus = f"  →  {after}  {how}" if how else ""
        self.sum.set_text(f"picture[{row}, {column}] = {before}{plus}")
        return self._say(picture, channel, c, row, column, brighten)

    def pixel_at(self, row: int, column: int, **_: Any) -> Place:
        """Tell where the pixel lies in the picture."""
        x, y = self.LEFTS[0] + (column + 0.5) * self.scale, self.TOP + (row + 0.5) * self.scale
        return self.page, x, y

    def pixels(self, **_: Any) -> Rates:
        """Return how many pixels of the picture one of the page is; y grows downwards."""
        return {"column": (1 / self.scale, 0), "row": (0, 1 / self.scale)}

    def _show_around(self, picture: np.ndarray, row: int, column: int, c: int | None) -> None:
        """Enlarge five rows and columns; at the rim of the picture the middle moves instead."""
        rows, columns, _ = picture.shape
        top, left = (int(n) for n in np.clip([row - 2, column - 2], 0, [rows - 5, columns - 5]))
        around = picture[top : top + 5, left : left + 5]
        plane = around if c is None else around[:, :, c]
        self.grid.show(plane, None if c is None else plane)
        which = "" if c is None else f", {c}"
        self.heads[2].set_text(f"picture[{top}:{top + 5}, {left}:{left + 5}{which}]")
        for square in self.centre:
            across, down = self.CELL * (column - left), self.CELL * (row - top)
            square.set_xy((self.LEFTS[2] + across, self.TOP + down))
        self._move_cross(row, column, top, left, c is None)

    def _move_cross(self, row: int, column: int, top: int, left: int, every: bool) -> None:
        """Frame the enlarged pixels, and draw lines to the frame from all four sides."""
        rows, columns, _ = self.picture.shape
        gap = np.nan
        xs = [0, left, gap, left + 5, columns, gap, *[column + 0.5] * 5]
        ys = [*[row + 0.5] * 5, gap, 0, top, gap, top + 5, rows]
        for start, line in self.crosses:
            line.set_data(start + self.scale * np.array(xs), self.TOP + self.scale * np.array(ys))
            line.set_visible(not every or start == self.LEFTS[0])
        for start, box in self.boxes:
            box.set_xy((start + self.scale * left, self.TOP + self.scale * top))
            box.set_visible(not every or start == self.LEFTS[0])

    def _say(
        self, picture: np.ndarray, channel: str, c: int, row: int, column: int, how: str
    ) -> str:
        rows, columns, _ = picture.shape
        red, green, blue = (f"{v:.0f}" for v in picture[row, column])
        said = (
            f"The pixel at row {row}, column {column} is three numbers: {red} red, {green} green "
            f"and {blue} blue."
        )
        if channel == "all":
            part, numbers = "the picture", self.picture
            said += (
                f" The three planes are the picture, of shape {picture.shape}: "
                f"{rows} × {columns} × 3 = {picture.size:,} numbers."
            )
        else:
            part, numbers = f"the {channel} plane", self.picture[:, :, c]
            said += (
                f" The {channel} plane picture[:, :, {c}] has shape {numbers.shape}, and "
                f"{picture[row, column, c]:.0f} at this place."
            )
        return (
            said if how == "off" else f"{said} {self._say_sum(part, numbers, row, column, c, how)}"
        )

    def _say_sum(
        self, part: str, numbers: np.ndarray, row: int, column: int, c: int, how: str
    ) -> str:
        """Say what adding 100 does to the number at the cross-hair, and to how many of them."""
        before = int(self.picture[row, column, c])
        over = f"{int((numbers > 155).sum()):,} of the {numbers.size:,} numbers of {part}"
        if how == FLOATS:
            cut = ", which is cut to 255" if before > 155 else ""
            return f"In float, {before} + 100 = {before + 100}{cut}; {over} are cut."
        stored = f" is stored as {before - 156}" if before > 155 else " fits into a byte"
        return (
            f"In uint8, {before} + 100 = {before + 100}{stored}; {over} start again at 0, so that "
            "bright turns dark."
        )


_brightened = brighten  # `update` has a control of that name
