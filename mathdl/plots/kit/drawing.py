"""The drawing of a figure: marks of what stands still, and of each artist that moves."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from mathdl.plots.kit.recorder import PIXELS_PER_INCH, Recorder, css

MANY = 500  # styles beyond those of one moment: then they are counted anew, from 0


@dataclass(frozen=True)
class Frame:
    """What a picture shows at one moment, written down.

    Attributes
    ----------
    still : list of marks
        Of all that is not animated: the same list as long as nothing of it has changed.
    moving : list of lists of marks
        Of each animated artist, in the order in which they cover one another.
    styles : list of dict
        What marks refer to by number; it grows from frame to frame, until there are too many:
        then another list begins, and all is written down anew.
    points : list
        Where the points stand that can be dragged, as `kit/points.py` writes them.
    """

    still: list[list]
    moving: list[list[list]]
    styles: list[dict]
    points: list[list] = field(default_factory=list)


class Drawing(FigureCanvasBase):
    """A canvas without pixels: what stands still is written down once, and when it changes.

    Parameters
    ----------
    figure : Figure
        At 100 dots an inch.
    """

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        size = np.rint(figure.get_size_inches() * PIXELS_PER_INCH).astype(int)
        self.recorder = Recorder(*size.tolist())
        self._most = 0
        self._still: list[list] | None = None
        self._moving: list[Artist] = []
        self._kept: dict[Artist, tuple] = {}

    def get_renderer(self) -> Recorder:
        """What measures words; Matplotlib asks for it by this name."""
        return self.recorder

    def artists(self) -> list[Artist]:
        """Return the artists that move, those that are covered first."""
        return sorted(self.figure.findobj(Artist.get_animated), key=Artist.get_zorder)

    def frame(self) -> Frame:
        """Write down the figure as it is now.

        Artists that are not animated mark the figure as stale when they change, and only then is
        what stands still written down again.
        """
        recorder = self.recorder
        if len(recorder.styles) > self._most:
            self._still = None
            self.recorder = recorder = Recorder(recorder.width, recorder.height)
        anew = self._still is None
        if anew or self.figure.stale:
            # Looking for artists makes ticks, which would mark the figure as stale afterwards.
            self._moving = self.artists()
            self._kept.clear()  # which stand elsewhere if axes have other limits, or are gone
            recorder.marks = []
            self.figure.draw(recorder)
            if recorder.marks != self._still:
                self._still = recorder.marks
        moving = [self._of(artist) if artist.get_visible() else [] for artist in self._moving]
        if anew:
            self._most = len(recorder.styles) + MANY
        return Frame(self._still, moving, recorder.styles)

    def _of(self, artist: Artist) -> list[list]:
        # Words take most of the time, for every letter is measured, and then lines and shapes, of
        # which there are many. What says the same is kept.
        if type(artist) not in _SAYS:
            return self._recorded(artist)
        says = _SAYS[type(artist)](artist)
        if self._kept.get(artist, (None,))[0] != says:
            self._kept[artist] = says, self._recorded(artist)
        return self._kept[artist][1]

    def _recorded(self, artist: Artist) -> list[list]:
        recorder = self.recorder
        recorder.marks = marks = []
        effects = artist.get_path_effects() if isinstance(artist, Text) else None
        if effects:
            (stroke,) = (effect for effect in effects if isinstance(effect, withStroke))
            width = recorder.points_to_pixels(stroke._gc["linewidth"])
            recorder.halo = css(to_rgba(stroke._gc["foreground"])), round(width, 1)
            artist.set_path_effects([])
        try:
            artist.draw(recorder)
        finally:
            if effects:
                artist.set_path_effects(effects)
                recorder.halo = None
        return marks


def _words_say(words: Text) -> tuple:
    """All of a text that can change."""
    box = words.get_bbox_patch()
    return (
        words.get_text(), words.get_position(), words.get_color(), words.get_alpha(),
        words.get_gid(), words.get_rotation(), words.get_ha(), words.get_va(),
        # Not the font itself, which is changed in place: it would always equal the one kept.
        words.get_fontsize(), words.get_fontweight(), words.get_fontstyle(), words.get_family(),
        box and (box.get_facecolor(), box.get_edgecolor(), box.get_linewidth()),
    )  # fmt: skip


def _line_says(line: Line2D) -> tuple:
    """All of a line that can change while its axes stay as they are."""
    return (
        line.get_xdata(orig=False).tobytes(), line.get_ydata(orig=False).tobytes(),
        line.get_color(), line.get_alpha(), line.get_linewidth(), line.get_linestyle(),
        line._dash_pattern, line.get_marker(), line.get_markersize(), line.get_markeredgewidth(),
        line.get_markerfacecolor(), line.get_markeredgecolor(), line.get_fillstyle(),
        line.get_clip_on(), line.get_gid(),
    )  # fmt: skip


def _patch_says(patch: Patch) -> tuple:
    """All of a patch that can change while its axes stay as they are."""
    path = patch.get_path()
    return (
        path.vertices.tobytes(), path.codes is not None and path.codes.tobytes(),
        patch.get_patch_transform().get_matrix().tobytes(),
        patch.get_facecolor(), patch.get_edgecolor(), patch.get_alpha(), patch.get_hatch(),
        patch.get_linewidth(), patch.get_linestyle(), patch.get_clip_on(),
    )  # fmt: skip


def _polygons_say(polygons: PolyCollection) -> tuple:
    """All of many polygons that can change while their axes stay as they are."""
    return (
        *(path.vertices.tobytes() for path in polygons.get_paths()),
        polygons.get_facecolor().tobytes(), polygons.get_edgecolor().tobytes(),
        polygons.get_alpha(), polygons.get_hatch(), tuple(polygons.get_linewidth()),
        tuple(polygons.get_linestyle()), polygons.get_clip_on(),
    )  # fmt: skip


_SAYS = {
    Text: _words_say,
    Line2D: _line_says,
    Rectangle: _patch_says,
    PathPatch: _patch_says,
    PolyCollection: _polygons_say,
}
