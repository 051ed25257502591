"""Drawing fast: lay out once, keep what stands still, draw only what moves, encode."""

from __future__ import annotations

import io
import pathlib
import threading

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.ticker import LogFormatter, LogitFormatter, ScalarFormatter
from PIL import Image

STYLE = pathlib.Path(__file__).with_name("textbook.mplstyle")
PIXELS_PER_INCH = 100  # on the page
MARGIN = 6  # pixels of the page around all: on a dark page the edge of a picture can be seen


class Canvas:
    """A figure whose artists marked ``animated=True`` move and whose others stand still.

    Parameters
    ----------
    size : (float, float)
        Width and height in inches, each 100 pixels on the page.

    Attributes
    ----------
    figure : matplotlib Figure
        Laid out at the first drawing; afterwards its axes stay where they are.
    sharpness : int
        Pixels drawn per pixel of the page: 2, sharp on any screen, or 1 while a picture plays.
    lock : RLock
        Held from moving the artists until their pixels are read: explorers draw in several threads,
        and two of them may share one plot.
    """

    def __init__(self, size: tuple[float, float]) -> None:
        x, y = (MARGIN / PIXELS_PER_INCH / length for length in size)
        layout = ConstrainedLayoutEngine(rect=(x, y, 1 - 2 * x, 1 - 2 * y))
        self.figure = Figure(figsize=size, dpi=2 * PIXELS_PER_INCH, layout=layout)
        self._agg = FigureCanvasAgg(self.figure)
        self._background = None
        self._moving: list[Artist] = []
        self._laid_out = False
        self.lock = threading.RLock()

    @property
    def width(self) -> int:
        """The width on the page, in pixels."""
        return round(self.figure.get_figwidth() * PIXELS_PER_INCH)

    @property
    def height(self) -> int:
        """The height on the page, in pixels."""
        return round(self.figure.get_figheight() * PIXELS_PER_INCH)

    @property
    def sharpness(self) -> int:
        """Pixels drawn per pixel of the page."""
        return round(self.figure.dpi / PIXELS_PER_INCH)

    @sharpness.setter
    def sharpness(self, value: int) -> None:
        if value != self.sharpness:
            self.figure.dpi = value * PIXELS_PER_INCH
            self._background = None

    def lay_out(self) -> None:
        """Place the axes once and for all, so that nothing jumps while a slider moves."""
        if not self._laid_out:
            self._let_numbers_be_formulas()
            self._agg.draw()
            self.figure.set_layout_engine("none")
            for axes in self.figure.axes:  # the solver's last bits change from run to run
                axes.set_position([round(x, 6) for x in axes.get_position(original=True).bounds])
            self._laid_out = True

    def _let_numbers_be_formulas(self) -> None:
        """Matplotlib writes the powers of ten on a log axis as mathtext: there it is to be read."""
        for axis in (axis for axes in self.figure.axes for axis in (axes.xaxis, axes.yaxis)):
            for which, formatter in zip(
                ("major", "minor"), (axis.get_major_formatter(), axis.get_minor_formatter())
            ):
                if isinstance(formatter, LogFormatter | LogitFormatter | ScalarFormatter):
                    for label in axis.get_ticklabels(which=which):
                        label.set_parse_math(True)

    def draw(self) -> None:
        """Draw the figure as it is now.

        Artists that are not animated mark the figure as stale when they change, and only then is
        the background drawn again.
        """
        if self._background is None or self.figure.stale:
            # Looking for artists makes ticks, which would mark the figure as stale after drawing.
            animated = self.figure.findobj(Artist.get_animated)
            self._moving = sorted(animated, key=Artist.get_zorder)
            self._agg.draw()
            self._background = self._agg.copy_from_bbox(self.figure.bbox)
        self._agg.restore_region(self._background)
        for artist in self._moving:
            self.figure.draw_artist(artist)

    def release(self) -> None:
        """Give back the memory of the pixels, some 10 MB, until the next drawing."""
        with self.lock:
            self._background = None
            self._agg = FigureCanvasAgg(self.figure)

    def image(self) -> Image.Image:
        """Return the pixels drawn last."""
        return self._pixels().convert("RGB")

    def jpeg(self) -> bytes:
        """Encode the pixels drawn last, quickly, to be looked at for a moment."""
        file = io.BytesIO()
        self._pixels().save(file, "JPEG", quality=90, subsampling=0)
        return file.getvalue()

    def _pixels(self) -> Image.Image:
        """The canvas itself, not a copy: all of it is opaque, so the fourth byte says nothing."""
        pixels = self._agg.buffer_rgba()
        height, width = pixels.shape[:2]
        return Image.frombuffer("RGBX", (width, height), pixels, "raw", "RGBX", 0, 1)


def outline(words: str, size: float, weight: str = "normal") -> Path:
    """Return the outline of words in the type of the book; a dollar is a dollar here, too."""
    font = FontProperties(family="DejaVu Sans", weight=weight)
    vertices, codes = text_to_path.get_text_path(font, words)
    return Path(np.reshape(vertices, (-1, 2)) * (size / text_to_path.FONT_SCALE), codes)


def textbook_style() -> object:
    """Return a context in which new artists get the look of the book."""
    return matplotlib.rc_context(fname=STYLE)
