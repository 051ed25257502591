"""A page measured in pixels, on which pictures of numbers are pinned (chapter 2)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from mathdl.plots.kit.colours import INPUT, MUTED, PALE
from mathdl.plots.kit.marks import CENTRED
from mathdl.plots.kit.recorder import ON_PICTURE, PIXELS_PER_INCH, Recorder

RGB = ("red", "green", "blue")


def whole_page(figure: Figure) -> Axes:
    """Return axes that fill the figure; one unit is one pixel of the page, and y grows down."""
    axes = figure.subplots()
    axes.set_position((0, 0, 1, 1))
    width, height = figure.get_size_inches() * PIXELS_PER_INCH
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    return axes


class Pinned(Artist):
    """A picture pinned on a page, each of its pixels a square.

    Matplotlib's own images are resampled at every drawing, which takes five times as long.

    Parameters
    ----------
    axes : matplotlib Axes
        A whole page.
    picture : array of shape (rows, columns) or (rows, columns, 3)
        From 0 to 255; a matrix is drawn in grey.
    left, top : float
        Where its corner is.
    scale : float
        Pixels of the page for one pixel of the picture.
    animated : bool
    """

    def __init__(
        self,
        axes: Axes,
        picture: np.ndarray,
        left: float,
        top: float,
        scale: float,
        animated: bool = True,
    ) -> None:
        super().__init__()
        self.left, self.top, self.scale = left, top, scale
        self.picture = np.zeros((0, 0))
        self.show(picture)
        self.set_animated(animated)
        axes.add_artist(self)

    def show(self, picture: np.ndarray) -> None:
        """Put another picture in its place."""
        if not np.array_equal(picture, self.picture):
            self.picture = np.array(picture)
            self.stale = True

    def move(self, left: float, top: float) -> None:
        """Put its corner elsewhere."""
        self.left, self.top = left, top
        self.stale = True

    def _pixels(self, sharpness: float) -> np.ndarray:
        """Return what the screen shows, from the bottom row up, as Agg takes it."""
        picture = _bytes(self.picture)
        if picture.ndim == 2:
            picture = picture[:, :, None]
        rgba = np.full((*picture.shape[:2], 4), 255, np.uint8)
        rgba[:, :, :3] = picture
        colours = rgba.view(np.uint32)[:, :, 0]  # four bytes taken as one number: quicker to repeat
        down, across = (
            np.arange(length) * n // length
            for n in colours.shape
            for length in [round(n * self.scale * sharpness)]
        )
        large = colours[down[::-1]].take(across, axis=1)
        return large.view(np.uint8).reshape(*large.shape, 4)

    @allow_rasterization
    def draw(self, renderer: RendererBase) -> None:
        """Draw on an Agg canvas, or say what is to be drawn."""
        if not self.get_visible():
            return
        if isinstance(renderer, Recorder):
            rows, columns = self.picture.shape[:2]
            box = self.left, self.top, columns * self.scale, rows * self.scale
            renderer.draw_cells(Image.fromarray(_bytes(self.picture)), box)
            return
        sharpness = self.get_figure().dpi / PIXELS_PER_INCH
        pixels = self._pixels(sharpness)
        context = renderer.new_gc()
        bottom = renderer.height - round(self.top * sharpness) - pixels.shape[0]
        renderer.draw_image(context, round(self.left * sharpness), bottom, pixels)
        context.restore()
        self.stale = False


def _bytes(picture: np.ndarray) -> np.ndarray:
    return np.clip(picture, 0, 255).astype(np.uint8)


def frame(
    axes: Axes, left: float, top: float, width: float, height: float, **options: Any
) -> Rectangle:
    """Draw an empty box; its style is that of a matplotlib Rectangle."""
    style = dict(fill=False, edgecolor=MUTED, lw=1) | options
    return axes.add_patch(Rectangle((left, top), width, height, **style))


def note(page: Axes, x: float, y: float, words: str, **style: Any) -> Artist:
    """Write words that explain, with their middle at a place."""
    base = dict(fontsize=12, color=MUTED, **CENTRED, animated=True)
    return page.text(x, y, words, **(base | style))


def large_cells(page: Axes, left: float, numbers: np.ndarray, size: float) -> list[Artist]:
    """Write numbers into large cells side by side."""
    middle = 240
    artists = []
    for k, n in enumerate(numbers):
        x = left + k * size
        style = dict(edgecolor=INPUT, lw=2.5, fill=True, facecolor=PALE[INPUT], animated=True)
        artists.append(frame(page, x, middle - size / 2, size, size, **style))
        words = dict(**CENTRED, fontsize=size * 0.36, animated=True)
        artists.append(page.text(x + size / 2, middle, str(n), **words))
    return artists


class NumberGrid:
    """A few pixels enlarged, each with its number written over it.

    Parameters
    ----------
    axes : matplotlib Axes
        A whole page.
    rows, columns : int
    left, top, size : float
        The corner, and the side of one cell.
    fontsize : float
    """

    def __init__(
        self,
        axes: Axes,
        rows: int,
        columns: int,
        left: float,
        top: float,
        size: float,
        fontsize: float = 12,
    ) -> None:
        self.image = Pinned(axes, np.zeros((rows, columns)), left, top, size)
        centred = dict(**CENTRED, fontsize=fontsize, gid=ON_PICTURE, animated=True)
        self.texts = [
            axes.text(left + (j + 0.5) * size, top + (i + 0.5) * size, "", **centred)
            for i in range(rows)
            for j in range(columns)
        ]

    @property
    def artists(self) -> list[Artist]:
        """All it is made of."""
        return [self.image, *self.texts]

    def show(self, shades: np.ndarray, numbers: np.ndarray | None) -> None:
        """Show `shades`, a grey or colour picture, and write `numbers` over them, or nothing."""
        self.image.show(shades)
        bright = shades if shades.ndim == 2 else shades @ [0.299, 0.587, 0.114]
        for k, text in enumerate(self.texts):
            text.set_visible(numbers is not None)
            if numbers is not None:
                text.set_text(f"{numbers.flat[k]:.0f}")
                text.set_color("white" if bright.flat[k] < 118 else "black")  # what can be read
