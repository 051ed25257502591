"""What flows back through the layers of the workbench, and what it moves."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mathdl.plots.kit.cells import Cells, page, placed
from mathdl.plots.kit.colours import DARK, GRADIENT, MUTED
from mathdl.plots.playground.layout import LEFT, WIDE, written
from mathdl.plots.playground.moment import Moment
from mathdl.words import power, short


class Flow:
    """What flows back through the layers, and what it moves, below the columns of the net."""

    def __init__(self, figure: Figure) -> None:
        self.axes = placed(figure, LEFT, 424, WIDE, 62)
        self.axes.set(xlim=(0, WIDE), yscale="log", ylim=(1e-5, 30), xticks=[])
        self.axes.set_yticks([1e-4, 1e-2, 1])
        self.axes.minorticks_off()
        self.axes.tick_params(length=3, pad=3)
        self.bars = [
            self.axes.add_patch(Rectangle((0, 1e-9), 30, 0, color=GRADIENT, lw=0, animated=True))
            for _ in range(8)
        ]
        written(figure, LEFT, 410, "flows back: RMS of n·∂L/∂z", color=DARK[GRADIENT], fontsize=11)
        for top, words in (
            (500, "gradient"),
            (522, "largest step"),
            (544, "off"),
            (566, "numbers"),
        ):
            written(figure, 10, top, words, fontsize=11, color=MUTED)
        self.table = Cells(page(figure, 8), (60, 20), points=11, edge="none", lw=0)
        self.table.boxes.set_visible(False)

    def show(self, now: Moment, lefts: np.ndarray, side: float) -> None:
        """Show them below columns that begin at `lefts` and are `side` wide."""
        words, corners = [], []
        for k, bar in enumerate(self.bars):
            bar.set_visible(k < len(now.messages))
        layers = zip(now.messages, now.moves, now.off, now.slopes, strict=True)
        for bar, left, (message, move, off, slope) in zip(self.bars, lefts, layers):
            bar.set(x=left + 3, y=1e-9, width=side - 6, height=min(message, 30.0))
            units = slope.shape[1]
            parts = (
                _shorter(message),
                _shorter(move),
                f"{off} of {units}" if left != lefts[-1] else "",
                str(slope.size + units),
            )
            for top, part in zip((490, 512, 534, 556), parts):
                words.append(part)
                corners.append((LEFT + left + side / 2 - 30, 600 - top))
        self.table.show(np.array(corners), words)


def _shorter(x: float) -> str:
    """Write a number so that a column is wide enough for it."""
    words = short(x)
    if len(words) < 8:
        return words
    digit, exponent = f"{x:.0e}".split("e")
    return f"{digit}·{power(10, int(exponent))}"
