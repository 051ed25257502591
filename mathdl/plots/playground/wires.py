"""The weights of a net as lines: hundreds of them, drawn fast, for one artist draws all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from mathdl.plots.kit.recorder import Recorder


class Wires(Artist):
    """Straight lines of a few looks; those of one look are one path.

    Parameters
    ----------
    axes : Axes
    looks : list of (str, float)
        Colour and width in points. Those of the first look are covered by those of the others.

    Attributes
    ----------
    segments : array of shape (n, 2, 2)
        Both ends of each line, in data coordinates.
    which : int array of shape (n,)
        The look of each line.
    """

    def __init__(self, axes: Axes, looks: Sequence[tuple[str, float]]) -> None:
        super().__init__()
        self.looks = list(looks)
        self.show(np.zeros((0, 2, 2)), np.zeros(0, int))
        self.set_animated(True)
        axes.add_artist(self)

    def show(self, segments: np.ndarray, which: np.ndarray) -> None:
        """Show these lines, and no others."""
        self.segments, self.which = segments, which

    def draw(self, renderer: RendererBase) -> None:
        """Draw them; Matplotlib calls this."""
        ends = self.axes.transData.transform(self.segments.reshape(-1, 2)).reshape(-1, 2, 2)
        for look in np.unique(self.which):
            colour, width = self.looks[look]
            gc = renderer.new_gc()
            gc.set_foreground(colour)
            gc.set_linewidth(width)
            gc.set_capstyle("butt")
            lines = ends[self.which == look]
            if isinstance(renderer, Recorder):
                renderer.draw_segments(gc, lines)
            else:
                codes = np.tile([Path.MOVETO, Path.LINETO], len(lines))
                renderer.draw_path(gc, Path(lines.reshape(-1, 2), codes), IdentityTransform())
