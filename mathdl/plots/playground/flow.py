"""What flows back through the layers of the workbench, and what it moves."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from mathdl.plots.kit.cells import Cells, page, placed
from mathdl.plots.kit.colours import DARK, GRADIENT, MUTED
from mathdl.plots.playground.layout import LEFT, WIDE, written
from mathdl.plots.playground.moment import Moment
from mathdl.words import power, rounded, short

LOW, HIGH = 1e-5, 30.0  # of the scale
MANY = 6  # layers of weights, from which on columns are narrow
NOTHING = Path(np.zeros((1, 2)))


class Flow:
    """What flows back through the layers, and what it moves, below the columns of the net."""

    def __init__(self, figure: Figure) -> None:
        self.axes = placed(figure, LEFT, 424, WIDE, 62)
        self.axes.set(xlim=(0, WIDE), yscale="log", ylim=(LOW, HIGH), xticks=[])
        self.axes.set_yticks([1e-4, 1e-2, 1])
        self.axes.minorticks_off()
        self.axes.tick_params(length=3, pad=3)
        self.bars = self.axes.add_patch(PathPatch(NOTHING, color=GRADIENT, lw=0, animated=True))
        written(figure, LEFT, 410, "flows back: RMS of n·∂L/∂z", color=DARK[GRADIENT], fontsize=11)
        for top, words in (
            (500, "gradient"),
            (522, "largest step"),
            (544, "units off"),
            (566, "parameters"),
        ):
            written(figure, 10, top, words, fontsize=11, color=MUTED)
        self.table = Cells(page(figure, 8), (60, 20), points=11, edge="none", lw=0)
        self.table.boxes.set_visible(False)

    def show(self, now: Moment, lefts: np.ndarray, side: float) -> None:
        """Show them below columns that begin at `lefts` and are `side` wide."""
        digits = 3 if len(now.messages) < MANY else 2
        words, corners, bars = [], [], []
        layers = zip(now.messages, now.moves, now.off, now.slopes, strict=True)
        for left, (message, move, off, slope) in zip(lefts, layers, strict=True):
            middle, half = left + side / 2, max(4.0, side / 2 - 3)
            top = min(max(message, LOW), HIGH)
            bars.append([(middle + x, y) for x, y in ((-half, LOW), (half, LOW), (half, top))])
            bars[-1] += [(middle - half, top), (middle - half, LOW)]
            units = slope.shape[1]
            parts = (
                _narrow(message, digits),
                _narrow(move, digits),
                f"{off.sum()} of {units}" if left != lefts[-1] else "",
                f"{slope.size + units:,}",
            )
            for top, part in zip((490, 512, 534, 556), parts, strict=True):
                words.append(part)
                corners.append((LEFT + middle - 30, 600 - top))
        self.bars.set_path(Path.make_compound_path_from_polys(np.array(bars)))
        self.table.show(np.array(corners), words)


def _narrow(x: float, digits: int) -> str:
    """Write a number so that a column is wide enough for it."""
    words = short(rounded(x, digits))
    if len(words) < 5 + digits:
        return words
    digit, exponent = f"{x:.0e}".split("e")
    return f"{digit}·{power(10, int(exponent))}"
