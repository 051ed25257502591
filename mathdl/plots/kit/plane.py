"""The plane with points of two classes, their regions, and shadings: drawn fast enough to move."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from contourpy import contour_generator
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from PIL import Image

from mathdl.plots.kit.colours import CURVE, INPUT, PALE, WEIGHT
from mathdl.plots.kit.recorder import Recorder

Box = tuple[float, float, float, float]  # left, right, bottom, top


def plain(axes: Axes, box: Box) -> None:
    """Make `axes` a framed piece of the plane, with equal scales and without ticks."""
    axes.set(xlim=box[:2], ylim=box[2:], aspect="equal", xticks=[], yticks=[])
    axes.spines[:].set(visible=True, color=CURVE, lw=0.8)


def grid(box: Box, cells: int) -> np.ndarray:
    """Return (cells + 1)² points that cover the box row by row, from the bottom up."""
    x, y = np.meshgrid(np.linspace(*box[:2], cells + 1), np.linspace(*box[2:], cells + 1))
    return np.stack([x.ravel(), y.ravel()], axis=1)


def between(values: np.ndarray, box: Box, low: float, high: float) -> Path:
    """Return the part of the box where a function, given at `grid(box, …)`, is from low to high."""
    fills = contour_generator(*_sides(values, box), fill_type="ChunkCombinedCode")
    (outline,), (codes,) = fills.filled(low, high)
    return Path(np.zeros((1, 2))) if outline is None else Path(outline, codes)


def level(values: np.ndarray, box: Box, at: float = 0.0) -> np.ndarray:
    """Return the line where a function, given at `grid(box, …)`, is `at`.

    Returns
    -------
    points : array of shape (n, 2)
        Pieces are separated by nan; there may be none.
    """
    lines = contour_generator(*_sides(values, box), line_type="ChunkCombinedNan")
    line = lines.lines(at)[0][0]
    return np.zeros((0, 2)) if line is None else line


def _sides(values: np.ndarray, box: Box) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return both sides of the grid and the values as a table."""
    side = round(np.size(values) ** 0.5)
    x, y = np.linspace(*box[:2], side), np.linspace(*box[2:], side)
    return x, y, np.reshape(values, (side, side))


class Points:
    """Points of two classes: blue circles for class 1, orange squares for class 0.

    Parameters
    ----------
    axes : Axes
    size : float
        Of the markers, in points.
    animated : bool
        Whether `set` is to be called while a picture moves.
    """

    def __init__(self, axes: Axes, size: float = 7, animated: bool = True) -> None:
        look = dict(mec="white", mew=0.1 * size, zorder=3, animated=animated)
        (self.ones,) = axes.plot([], [], "o", color=INPUT, ms=size, **look)
        (self.zeros,) = axes.plot([], [], "s", color=WEIGHT, ms=0.9 * size, **look)

    def set(self, X: np.ndarray, y: np.ndarray) -> None:
        """Show points X of shape (n, 2) of classes y, 0 or 1."""
        self.ones.set_data(*X[y == 1].T)
        self.zeros.set_data(*X[y == 0].T)


class Regions:
    """What is class 1 in pale blue, the rest in pale orange, and a dark line between.

    Parameters
    ----------
    axes : Axes
    box : (left, right, bottom, top)
    cells : int
        How many cells the box has in either direction; between their corners values are taken as
        linear, so the line is smooth.

    Attributes
    ----------
    points : array of shape (n, 2)
        Where `set` wants to know the function.
    boundary : Line2D
        Where the function is 0, in pieces separated by nan.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> regions = Regions(Figure().subplots(), (-1, 1, -1, 1), cells=10)
    >>> regions.set(regions.points @ [1.0, 0.0] - 0.5)
    >>> regions.boundary.get_xdata().round(9).min(), regions.boundary.get_xdata().round(9).max()
    (np.float64(0.5), np.float64(0.5))
    """

    def __init__(self, axes: Axes, box: Box, cells: int = 80) -> None:
        self.box, self.points = box, grid(box, cells)
        left, right, bottom, top = box
        axes.fill([left, right, right, left], [bottom, bottom, top, top], color=PALE[WEIGHT], lw=0)
        self._ones = PathPatch(Path(np.zeros((1, 2))), color=PALE[INPUT], lw=0, animated=True)
        axes.add_patch(self._ones)
        (self.boundary,) = axes.plot([], [], color=CURVE, lw=2, zorder=2, animated=True)

    def set(self, values: np.ndarray) -> None:
        """Show the regions of a function given at `points`: positive is class 1."""
        self._ones.set_path(between(values, self.box, 0.0, np.inf))
        self.boundary.set_data(*level(values, self.box).T)


class Shading(Artist):
    """A function on the plane as a smooth shading, from one colour to another.

    Between the corners of its cells values are taken as linear. Drawn pixel for pixel, which takes
    less than half the time of Matplotlib's images.

    Parameters
    ----------
    axes : Axes
        All of it is shaded.
    box : (left, right, bottom, top)
        The limits of the axes.
    colours : sequence of colours
        From the lowest value to the highest.
    cells : int
        How many cells the box has in either direction.

    Attributes
    ----------
    points : array of shape (n, 2)
        Where `set` wants to know the function.
    parts : array of shape (cells + 1, cells + 1)
        Which part of the way from the first colour to the last is shown there, bottom row first.
    """

    def __init__(self, axes: Axes, box: Box, colours: tuple[str, ...], cells: int = 40) -> None:
        super().__init__()
        self.points = grid(box, cells)
        self.parts = np.zeros((cells + 1, cells + 1), np.float32)
        colour = LinearSegmentedColormap.from_list("shading", colours)
        self._palette = np.round(255 * colour(np.linspace(0, 1, 256))).astype(np.uint8)
        self.set_animated(True)
        axes.add_artist(self)

    def set(self, values: np.ndarray, low: float, high: float) -> None:
        """Show values at `points`: `low` and below in the first colour, `high` in the last."""
        parts = (np.reshape(values, self.parts.shape) - low) / (high - low)
        self.parts = parts.astype(np.float32)

    def draw(self, renderer: RendererAgg) -> None:
        """Draw it; Matplotlib calls this."""
        pixels = self.axes.get_window_extent(renderer)
        if isinstance(renderer, Recorder):
            image = Image.fromarray(np.round(255 * self.parts[::-1].clip(0, 1)).astype(np.uint8))
            image.putpalette(self._palette[:, :3].tobytes())
            half = np.array([pixels.width, pixels.height]) / (len(self.parts) - 1) / 2
            corner = np.array([pixels.x0, renderer.height - pixels.y1]) - half
            size = np.array([pixels.width, pixels.height]) + 2 * half
            renderer.draw_cells(image, (*corner, *size), smooth=pixels)
            return
        left, bottom = round(pixels.x0), round(pixels.y0)
        across = _hats(round(pixels.x1) - left, len(self.parts))
        up = _hats(round(pixels.y1) - bottom, len(self.parts))
        smooth = np.clip(255 * (up @ self.parts @ across.T) + 0.5, 0, 255)
        colours = self._palette.view(np.uint32)[:, 0][smooth.astype(np.uint8)]  # four bytes at once
        rgba = colours.view(np.uint8).reshape(*colours.shape, 4)
        renderer.draw_image(renderer.new_gc(), left, bottom, rgba)


@lru_cache(maxsize=16)
def _hats(pixels: int, corners: int) -> np.ndarray:
    """Return how much each corner of the cells counts at each pixel."""
    at = np.linspace(0, corners - 1, pixels)
    return np.maximum(0, 1 - np.abs(at[:, None] - np.arange(corners))).astype(np.float32)
