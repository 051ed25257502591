"""A box with two lines of words, each lit where it has changed (chapter 6)."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from mathdl.plots.kit.colours import CURVE, PALE, WEIGHT
from mathdl.plots.kit.marks import CENTRED


class ValueBox:
    """A unit with two lines of numbers, old → new, lit where they have changed."""

    HEIGHT = 62

    def __init__(self, axes: Axes, x: float, y: float, width: float) -> None:
        self.frame = axes.add_patch(
            FancyBboxPatch(
                (x - width / 2, y - self.HEIGHT / 2),
                width,
                self.HEIGHT,
                boxstyle="round,pad=0,rounding_size=8",
                zorder=2,
                animated=True,
            )
        )
        middle = dict(**CENTRED, fontsize=12, zorder=4, animated=True)
        self.texts = [axes.text(x, y + up, "", **middle) for up in (14, -14)]

    def show(self, first: tuple[str, bool], second: tuple[str, bool]) -> None:
        """Write two lines, each with whether it has changed."""
        self.lit = first[1] or second[1]
        for text, (written, changed) in zip(self.texts, (first, second)):
            text.set_text(written)
            text.set_weight("bold" if changed else "normal")
        self.frame.set(
            facecolor=PALE[WEIGHT] if self.lit else "white",
            edgecolor=WEIGHT if self.lit else CURVE,
            linewidth=3.5 if self.lit else 1.5,
        )
