"""The cover of the book: paper folded and cut once (chapter 0)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from mathdl.plots.depth.snowflake import SHEET, Sheet, SnowflakePlot
from mathdl.plots.kit.colours import DEEP, WEIGHT
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import CENTRED, HEADLINE
from mathdl.plots.kit.points import Rates
from mathdl.words import counted

FOLDS = 6


class CoverPlot(SnowflakePlot):
    """The cover of the book: paper folded and cut once, in few words for who knows none yet.

    The facets of the unfolded sheet are the darker the nearer they lie to its middle.
    """

    controls = {
        "angle": Slider(40, 0, 180, 1, "turn the cut"),
        "offset": Slider(0.59, 0.0, 1.0, 0.01, "move the cut"),
    }
    size = (8, 2.9)

    def __init__(self) -> None:
        super().__init__(letter=False)

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.7))
        self.left = Sheet(left, (-1.35, 1.35), (-1.38, 1.5))
        self.right = Sheet(right, (-1.02, 1.02), (-1.02, 1.02))
        self.right.away.set_visible(False)
        self.right.caption.set_visible(False)
        self.right.edges.set_linewidth(1.6)
        orange = dict(color=WEIGHT, animated=True, zorder=6)
        (self.cut,) = left.plot([], [], lw=1.8, dashes=(4, 2.5), **orange)
        self.scissors = left.text(0, 0, "✂", fontsize=24, **CENTRED, **orange)
        self.enlarged = left.text(0, 0, "", visible=False, animated=True)
        self.said = left.text(0.5, 1, "", transform=left.transAxes, va="top", ha="center",
                              animated=True, **HEADLINE)  # fmt: skip

    def update(self, angle: int, offset: float) -> str:
        _, _, edges, numbers = self.show_sheets(FOLDS, angle, offset)
        tint(self.right.kept)
        self.said.set_text(f"{FOLDS} folds, one cut:\n{counted(edges, 'edge')}")
        return (
            f"{FOLDS} folds and one cut at {angle}° make {counted(edges, 'edge')}. A network does "
            f"the same with a layer for each fold and {numbers} numbers."
        )

    def pushed(self, angle: int, **_: Any) -> Rates:
        """Return what the place of the cut becomes if it is pushed by 1; along itself, nothing."""
        return super().pushed(FOLDS, angle, "fold")


def tint(facets: PolyCollection) -> None:
    """Colour facets by how far from the middle of the sheet they lie."""
    middles = [path.vertices[:-1].mean(axis=0) for path in facets.get_paths()]
    far = [np.hypot(*middle) / np.hypot(*SHEET[0]) for middle in middles]
    facets.set_facecolor([DEEP[min(int(len(DEEP) * d), len(DEEP) - 1)] for d in far])
