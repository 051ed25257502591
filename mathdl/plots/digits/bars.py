"""Probabilities of the digits as bars, the likeliest in its own colour."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from mathdl.plots.kit.colours import EMPTY, INK, INPUT, MUTED, TARGET
from mathdl.words import per_cent


class Bars:
    """Bars from the left, one below the other, on a page measured in pixels, y downwards.

    Parameters
    ----------
    page : Axes
        Of `whole_page`.
    left, top, width, pitch : float
        Where they stand, how long 100 % is, and how far they are apart.
    names : sequence of str
    """

    def __init__(
        self, page: Axes, left: float, top: float, width: float, pitch: float, names: Sequence[str]
    ) -> None:
        self.left, self.top, self.width, self.pitch = left, top, width, pitch
        self.count = len(names)
        full = self._boxes(np.ones(self.count))
        page.add_collection(PolyCollection(full, color=EMPTY, lw=0), autolim=False)
        self.bars = page.add_collection(PolyCollection(full, lw=0, animated=True), autolim=False)
        look = dict(va="center", fontsize=13)
        for k, name in enumerate(names):
            page.text(left - 10, top + (k + 0.5) * pitch, name, ha="right", **look)
        self.shares = [
            page.text(left + width + 8, top + (k + 0.5) * pitch, "", animated=True, **look)
            for k in range(self.count)
        ]

    def _boxes(self, lengths: np.ndarray) -> np.ndarray:
        """Return the corners of all bars (count, 4, 2)."""
        y = self.top + (np.arange(self.count) + 0.5) * self.pitch
        left, right = np.full(self.count, self.left), self.left + self.width * lengths
        low, high = y - 0.36 * self.pitch, y + 0.36 * self.pitch
        return np.stack([[left, low], [right, low], [right, high], [left, high]]).transpose(2, 0, 1)

    def show(self, p: np.ndarray, truth: int | None = None) -> None:
        """Show probabilities; the bar of the truth, if there is one, is green."""
        self.bars.set_verts(self._boxes(p))
        faces = [INPUT] * self.count
        if truth is not None:
            faces[truth] = TARGET
        self.bars.set_facecolor(faces)
        best = int(np.argmax(p))
        for k, text in enumerate(self.shares):
            text.set_text(per_cent(float(p[k])) if p[k] >= 0.005 else "")
            text.set_color(INK if k == best else MUTED)
            text.set_fontweight("bold" if k == best else "normal")
