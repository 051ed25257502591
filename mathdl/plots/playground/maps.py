"""What each unit of a net sees: many small maps of the plane, drawn as one image."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import LinearSegmentedColormap
from PIL import Image

from mathdl.plots.kit.colours import INPUT, PAPER, WEIGHT
from mathdl.plots.kit.recorder import Recorder

CELL = 1.5  # pixels of the page; whole pixels where Agg paints twice as fine
EMPTY = 255  # the entry of the palette that is transparent
MIDDLE = 127


class Maps(Artist):
    """Square maps from orange (negative) through white to blue (positive), each at its place.

    Drawn as one image, for thirty of them as images of their own take ten times as long.

    Parameters
    ----------
    axes : Axes
        One unit a pixel of the page, y downwards, a whole number of `CELL` wide and high.

    Attributes
    ----------
    cells : array of shape (rows, columns) of uint8
        What is painted; `EMPTY` where there is no map.
    """

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
        self.shape = round(abs(top - bottom) / CELL), round(abs(right - left) / CELL)
        self.cells = np.full(self.shape, EMPTY, np.uint8)
        colours = LinearSegmentedColormap.from_list("maps", (WEIGHT, PAPER[0], INPUT))
        palette = np.round(255 * colours(np.linspace(0, 1, 255))).astype(np.uint8)
        self._palette = np.vstack([palette, [[0, 0, 0, 0]]]).astype(np.uint8)
        self.set_animated(True)
        axes.add_artist(self)

    def clear(self) -> None:
        """Take all maps away."""
        self.cells = np.full(self.shape, EMPTY, np.uint8)

    def put(self, maps: np.ndarray, corners: np.ndarray, largest: np.ndarray) -> None:
        """Show maps of equal size.

        Parameters
        ----------
        maps : array of shape (n, side, side), bottom row first
        corners : int array of shape (n, 2)
            Column and row of the upper left cell of each.
        largest : array of shape (n,)
            What is full colour.
        """
        side = maps.shape[1]
        with np.errstate(all="ignore"):
            parts = np.nan_to_num(maps / np.maximum(largest, 1e-12)[:, None, None])
        shades = np.rint(MIDDLE + MIDDLE * np.clip(parts, -1, 1)).astype(np.uint8)
        for shade, (column, row) in zip(shades, corners, strict=True):
            self.cells[row : row + side, column : column + side] = shade[::-1]

    def draw(self, renderer: RendererBase) -> None:
        """Draw it; Matplotlib calls this."""
        box = self.axes.get_window_extent(renderer)
        if isinstance(renderer, Recorder):
            image = Image.fromarray(self.cells)
            image.putpalette(self._palette[:, :3].tobytes())
            image.info["transparency"] = EMPTY
            corner = box.x0, renderer.height - box.y1
            rows, columns = self.shape
            renderer.draw_cells(image, (*corner, CELL * columns, CELL * rows))
            return
        finer = round(box.height / self.shape[0])
        pixels = self._palette[np.repeat(np.repeat(self.cells[::-1], finer, 0), finer, 1)]
        renderer.draw_image(renderer.new_gc(), round(box.x0), round(box.y0), pixels)
