"""Where a plot is drawn: laid out once, written down for the page, painted to be stored."""

from __future__ import annotations

import pathlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.ticker import LogFormatter, LogitFormatter, ScalarFormatter
from PIL import Image

from mathdl.plots.kit.drawing import Drawing, Frame
from mathdl.plots.kit.recorder import PIXELS_PER_INCH

STYLE = pathlib.Path(__file__).with_name("textbook.mplstyle")
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
    drawing : Drawing
        Writes down what the figure shows, for the page.
    lock : RLock
        Held from moving the artists until they are written down: explorers draw in several
        threads, and two of them may share one plot.
    """

    def __init__(self, size: tuple[float, float]) -> None:
        x, y = (MARGIN / PIXELS_PER_INCH / length for length in size)
        layout = ConstrainedLayoutEngine(rect=(x, y, 1 - 2 * x, 1 - 2 * y))
        self.figure = Figure(figsize=size, dpi=PIXELS_PER_INCH, layout=layout)
        self.drawing = Drawing(self.figure)
        self._laid_out = False
        self.lock = threading.RLock()

    @property
    def width(self) -> int:
        """The width on the page, in pixels."""
        return self.drawing.recorder.width

    @property
    def height(self) -> int:
        """The height on the page, in pixels."""
        return self.drawing.recorder.height

    def lay_out(self) -> None:
        """Place the axes once and for all, so that nothing jumps while a slider moves."""
        if not self._laid_out:
            self._let_numbers_be_formulas()
            self.figure.draw_without_rendering()
            self.figure.set_layout_engine("none")
            for axes in self.figure.axes:  # the solver's last bits change from run to run
                axes.set_position([round(x, 6) for x in axes.get_position(original=True).bounds])
                axes.apply_aspect()  # or only the first drawing would, after `update` has measured
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

    def frame(self) -> Frame:
        """Write down the figure as it is now, for the page."""
        with self.lock:
            return self.drawing.frame()

    def image(self) -> Image.Image:
        """Paint the figure as it is now, twice as fine as on the page, to be stored.

        Its 10 MB of pixels are not kept: ipywidgets keeps every explorer for ever.
        """
        with self.lock, self._twice_as_fine() as agg:
            agg.draw()
            for artist in self.drawing.artists():
                artist.draw(agg.get_renderer())
            pixels = agg.buffer_rgba()
            height, width = pixels.shape[:2]
            # All of it is opaque, so that the fourth byte says nothing.
            image = Image.frombuffer("RGBX", (width, height), pixels, "raw", "RGBX", 0, 1)
            return image.convert("RGB")

    @contextmanager
    def _twice_as_fine(self) -> Iterator[FigureCanvasAgg]:
        """Put the figure on a canvas with pixels; what is still to be written down stays so."""
        stale = self.figure.stale
        self.figure.dpi = 2 * PIXELS_PER_INCH
        try:
            # As pages do it: letters are as wide as they are, not bent to whole pixels.
            with matplotlib.rc_context({"text.hinting": "none"}):
                yield FigureCanvasAgg(self.figure)
        finally:
            self.figure.dpi = PIXELS_PER_INCH
            self.figure.set_canvas(self.drawing)
            for words in self.figure.findobj(Text):
                words._renderer = None  # which they measure by, and keep, with all its pixels
            self.figure.stale = stale


def outline(words: str, size: float, weight: str = "normal") -> Path:
    """Return the outline of words in the type of the book; a dollar is a dollar here, too."""
    font = FontProperties(family="DejaVu Sans", weight=weight)
    vertices, codes = text_to_path.get_text_path(font, words)
    return Path(np.reshape(vertices, (-1, 2)) * (size / text_to_path.FONT_SCALE), codes)


def textbook_style() -> object:
    """Return a context in which new artists get the look of the book."""
    return matplotlib.rc_context(fname=STYLE)
