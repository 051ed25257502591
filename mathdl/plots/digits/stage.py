"""What two pictures share: a digit of a new hand, what is done to it, and how all 510 fare."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.digits import record
from mathdl.plots.digits.bars import Bars
from mathdl.plots.digits.paper import inky
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, MUTED, THIRD
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.words import per_cent

SIDE, LEFT, TOP, DOWN = 160, 18, 34, 200
COLOURS = INPUT, GRADIENT, CURVE, THIRD
INDEX = Slider(1660, record.FIRST, 1796, 1, "number of the digit")


class Stage:
    """Squares to the left, bars in the middle, and curves of all 510 digits to the right.

    Parameters
    ----------
    figure : Figure
    names : sequence of str
        Of the two squares.
    ways : sequence of str
        Of the curves.
    most : float
        How far the curves go.
    unit : str
        Of what.
    """

    def __init__(
        self, figure: Figure, names: Sequence[str], ways: Sequence[str], most: float, unit: str
    ) -> None:
        page = whole_page(figure)
        self.squares, self.names = [], []
        for k, name in enumerate(names):
            top = TOP + DOWN * k
            self.squares.append(Pinned(page, np.full((8, 8, 3), 255.0), LEFT, top, SIDE / 8))
            frame(page, LEFT - 1, top - 1, SIDE + 2, SIDE + 2)
            page.text(LEFT, top - 8, name, va="bottom", color=MUTED)
        self.bars = Bars(page, 226, TOP, 130, 36, [str(k) for k in range(10)])
        self.title = page.text(226, TOP - 8, "", va="bottom", weight="bold", animated=True)
        self.axes = self._curves(figure, ways, most, unit)

    def _curves(self, figure: Figure, ways: Sequence[str], most: float, unit: str) -> Axes:
        axes = figure.add_axes((0.6, 0.15, 0.385, 0.6))
        axes.set(xlim=(0, most), ylim=(0, 1.02), xlabel=unit)
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
        self.lines, self.dots = [], []
        for k, way in enumerate(ways):
            colour = COLOURS[k]
            look = dict(color=colour, lw=2.2, animated=True)
            self.lines.append(axes.plot([], [], **look)[0])
            self.dots.append(axes.plot([], [], "o", color=colour, ms=8, animated=True)[0])
            place = (0.55 * (k % 2), 1.15 - 0.1 * (k // 2))
            axes.text(*place, f"● {way}", transform=axes.transAxes, weight="bold",
                      color=DARK.get(colour, colour))  # fmt: skip
        axes.text(0, 1.27, "510 digits of new hands, read right", transform=axes.transAxes,
                  color=MUTED)  # fmt: skip
        (self.here,) = axes.plot([], [], color=FAINT, lw=1.2, animated=True, zorder=0)
        return axes

    def show(self, index: int, after: np.ndarray, square: np.ndarray, net: str) -> str:
        """Show a digit after something was done to it, and a second square; say how it is read."""
        _, y = record.new_hands()
        truth = int(y[index - record.FIRST])
        p = record.probabilities(record.net(net)(after.reshape(1, 64)).data)[0]
        self.squares[0].show(inky(after.reshape(8, 8)))
        self.squares[1].show(square)
        self.bars.show(p, truth)
        best = int(p.argmax())
        self.title.set_text(f"a {truth}, read as {best}")
        return f"Digit {index}, a {truth}, is read as {best} ({per_cent(float(p[best]))})"

    def show_curves(self, x: np.ndarray, shares: np.ndarray, at: float, chosen: int) -> None:
        """Show how many are read right, one row a way; a dot on the chosen one where we are."""
        for k, (line, dot) in enumerate(zip(self.lines, self.dots, strict=True)):
            line.set_data(x, shares[k])
            line.set_linewidth(3.4 if k == chosen else 1.6)
            dot.set_data([at], [np.interp(at, x, shares[k])])
            dot.set_markersize(10 if k == chosen else 5)
        self.here.set_data([at, at], [0, 1.02])
