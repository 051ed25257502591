"""Grids of numbers, drawn fast: all cells of a kind are one artist, all their numbers another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from mathdl.plots.kit.canvas import outline
from mathdl.plots.kit.colours import INK

PIXELS_PER_POINT = 100 / 72


def page(figure: Figure, zorder: float = 0) -> Axes:
    """Return axes that cover the whole figure, one unit a pixel of the page, y upwards."""
    figure.set_layout_engine("none")  # every place is fixed
    axes = figure.add_axes((0, 0, 1, 1), zorder=zorder)
    width, height = figure.get_size_inches() * 100
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    return axes


def placed(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Make axes at a place given in pixels of the page from the upper left."""
    across, down = 100 * figure.get_size_inches()
    return figure.add_axes(
        (left / across, 1 - (top + height) / down, width / across, height / down)
    )


class Cells:
    """Cells of one size, each with something short written in its middle.

    A figure full of Text objects is slow to draw, for each is measured anew (0.2 ms); here all that
    is written is one artist, which knows how wide its letters are.

    Parameters
    ----------
    axes : Axes
        Of `page`.
    size : (float, float)
        Width and height of a cell, in pixels of the page.
    edge, ink : str
        Colours of the lines and of the writing.
    points : float
        Size of the type.
    **look
        For the cells: lw, linestyle, hatch, zorder.

    Attributes
    ----------
    corners : array of shape (n, 2)
        Upper left corners of the cells that are shown.
    words : list of str
        What is written in them.
    """

    def __init__(
        self,
        axes: Axes,
        size: tuple[float, float],
        edge: str = "white",
        ink: str = INK,
        points: float = 12,
        bold: bool = False,
        animated: bool = True,
        **look: Any,
    ) -> None:
        self.size, self.points, self.bold = size, points, bold
        look = dict(lw=1.0, zorder=2) | look
        self.boxes = axes.add_collection(
            PolyCollection([], edgecolors=edge, animated=animated, **look), autolim=False
        )
        self.writing = axes.add_artist(Writing(ink, points, bold))
        self.writing.set(zorder=look["zorder"] + 0.5, animated=animated)
        self.show(np.zeros((0, 2)), [])

    def show(self, corners: np.ndarray, words: Sequence[object], faces: object = "white") -> None:
        """Show cells at those upper left corners with those words, or with none at all.

        `faces` is one colour for all of them, or one for each.
        """
        self.corners = np.reshape(corners, (-1, 2)).astype(float)
        self.words = [str(word) for word in words]
        width, height = self.size
        outline = np.array([(0, 0), (width, 0), (width, -height), (0, -height)])
        self.boxes.set_verts(self.corners[:, None] + outline)
        self.boxes.set_facecolor(faces)
        middles = self.corners + np.array((width / 2, -height / 2))
        self.writing.show(self.words, middles[: None if self.words else 0])


class Writing(Artist):
    """Short words with their middles at places.

    Parameters
    ----------
    ink : str
        Their colour.
    points : float
        Size of the type.
    bold : bool
    """

    def __init__(self, ink: str, points: float, bold: bool) -> None:
        super().__init__()
        self._ink, self._points, self._bold = ink, points, bold
        self._font = FontProperties(size=points, weight="bold" if bold else "normal")
        self.show([], np.zeros((0, 2)))

    def show(self, words: list[str], middles: np.ndarray) -> None:
        """Show words with their middles at places in data coordinates."""
        self._words, self._middles = words, middles
        self.stale = True

    def draw(self, renderer: RendererBase) -> None:
        """Draw them; Matplotlib calls this."""
        gc = renderer.new_gc()
        gc.set_foreground(self._ink)
        for word, middle in zip(self._words, self._middles, strict=True):
            if word.strip():
                begin = middle + _begin(word, self._points, self._bold)
                x, y = self.axes.transData.transform(begin)
                renderer.draw_text(gc, x, renderer.height - y, word, self._font, 0)


@lru_cache(maxsize=512)
def _begin(word: str, points: float, bold: bool) -> np.ndarray:
    """Return where a word begins beside its middle, in pixels of the page."""
    size = points * PIXELS_PER_POINT
    edges, at = [], 0.0
    # A number is measured by its letters: it changes from picture to picture, they do not.
    for part in word if set(word) <= _NUMBERS else [word]:
        left, right, advance = _extent(part, size, "bold" if bold else "normal")
        edges += [at + left, at + right]
        at += advance
    half_a_digit = 0.365 * size  # so that "−" and "·" stand where they would in a line of digits
    return np.array([-(np.nanmin(edges) + np.nanmax(edges)) / 2, -half_a_digit])


_NUMBERS = set("0123456789.,+−·⁻⁰¹²³⁴⁵⁶⁷⁸⁹ %")


@lru_cache(maxsize=256)
def _extent(part: str, size: float, weight: str) -> tuple[float, float, float]:
    """Return where words begin and end, nan if they are blank, and how far it is to the next."""
    first, second = (outline(words, size, weight).vertices[:, 0] for words in ("|", f"{part}|"))
    inked = outline(part, size, weight).vertices[:, 0]
    left, right = (inked.min(), inked.max()) if len(inked) else (np.nan, np.nan)
    return left, right, second.max() - first.max()


def places(
    shape: tuple[int, ...],
    cell: tuple[float, float],
    gap: tuple[float, float] = (0, 0),
    ways: str = "→↓→↓",
) -> tuple[np.ndarray, tuple[float, float]]:
    """Lay out a tensor on the page: rows and columns, then blocks of them.

    Parameters
    ----------
    shape : tuple of int
    cell, gap : (float, float)
        Size of a cell, and space between blocks.
    ways : str
        Which way each axis runs, last axis first.

    Returns
    -------
    corners : array of shape (*shape, 2)
        Upper left corner of each cell, the first at (0, 0); y is negative below it.
    extent : (float, float)
        Width and height of the whole.

    Examples
    --------
    >>> corners, extent = places((2, 3, 4), (30, 20), gap=(10, 10))
    >>> corners[1, 2, 3].tolist(), extent
    ([220.0, -40.0], (250, 60))
    """
    corners, extent = np.zeros((*shape, 2)), list(cell)
    index = np.indices(shape)
    for nth, (length, way) in enumerate(zip(reversed(shape), ways)):
        on = "→↓".index(way)
        step = extent[on] + (gap[on] if nth > 1 else 0)
        corners[..., on] += step * index[len(shape) - 1 - nth]
        extent[on] += step * (length - 1)
    return corners * (1, -1), (extent[0], extent[1])
