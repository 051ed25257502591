"""The drawing of a figure: marks of what stands still, and of each artist that moves."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from mathdl.plots.kit.canvas import PIXELS_PER_INCH
from mathdl.plots.kit.recorder import Recorder, css


class Drawing:
    """The marks of a figure: those of what stands still, and those of each artist that moves.

    Parameters
    ----------
    figure : Figure
        Laid out, at 100 dots an inch.
    """

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        size = np.rint(figure.get_size_inches() * PIXELS_PER_INCH).astype(int)
        self.recorder = Recorder(*size.tolist())
        self._words: dict[Text, tuple] = {}

    def still(self) -> list[list]:
        """Return the marks of all that is not animated."""
        self.recorder.marks = marks = []
        self.figure.draw(self.recorder)
        return marks

    def moving(self, artists: list[Artist]) -> list[list[list]]:
        """Return the marks of each of these artists."""
        return [self._of(artist) if artist.get_visible() else [] for artist in artists]

    def _of(self, artist: Artist) -> list[list]:
        # Words take most of the time: every letter is measured. What says the same is kept.
        if type(artist) is not Text:
            return self._recorded(artist)
        says = _says(artist)
        if self._words.get(artist, (None,))[0] != says:
            self._words[artist] = says, self._recorded(artist)
        return self._words[artist][1]

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


def _says(words: Text) -> tuple:
    """All of a text that can change."""
    box = words.get_bbox_patch()
    return (
        words.get_text(), words.get_position(), words.get_color(), words.get_alpha(),
        words.get_rotation(), words.get_ha(), words.get_va(),
        # Not the font itself, which is changed in place: it would always equal the one kept.
        words.get_fontsize(), words.get_fontweight(), words.get_fontstyle(), words.get_family(),
        box and (box.get_facecolor(), box.get_edgecolor(), box.get_linewidth()),
    )  # fmt: skip
