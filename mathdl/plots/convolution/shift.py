"""A digit pushed about on its canvas, and who still reads it (chapter 11)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from mathdl.plots.convolution import nets
from mathdl.plots.digits.bars import Bars
from mathdl.plots.digits.paper import inky
from mathdl.plots.kit.colours import DARK, EMPTY, INK, INPUT, MUTED, RULE
from mathdl.plots.kit.controls import Choice, Slider, Toggle
from mathdl.plots.kit.page import NumberGrid, Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.plots.kit.records import record
from mathdl.tensor import value_of
from mathdl.words import counted, per_cent

LEFT, TOP, PIXEL = 20, 54, 26
MAP_LEFT, MAP_TOP, CELL = 588, 92, 38
NETS = "dense", "conv", "conv, moved"


class ShiftPlot(Plot):
    """A digit of a new hand on a canvas of 12 × 12, pushed by up to two pixels each way.

    Dense: 144-17-10, 2,645 parameters. Conv: the small convolutional net, 2,698. Both learnt from
    hands 0 to 9, every digit in the middle; "conv, moved" saw them pushed by chance. To the right,
    how many per cent of the 510 digits of hands 10 to 13 each net reads, for every push.
    """

    controls = {
        "net": Choice("dense", NETS, "net"),
        "right": Slider(0, -nets.MOST, nets.MOST, 1, "pushed right"),
        "down": Slider(0, -nets.MOST, nets.MOST, 1, "pushed down"),
        "index": Slider(414, 0, 509, 1, "digit"),
        "every": Toggle(False, "show all 25 pushes"),
    }
    draggable = (Point("middle", x="right", y="down", label="the digit", rates="pixels"),)
    size = (8, 4)

    def build(self, figure: Figure) -> None:
        self.page = page = whole_page(figure)
        side = nets.CANVAS * PIXEL
        self.canvas_of_digit = Pinned(page, np.full((12, 12, 3), 255.0), LEFT, TOP, PIXEL)
        frame(page, LEFT - 1, TOP - 1, side + 2, side + 2)
        look = dict(va="center", weight="bold")
        page.text(LEFT, TOP - 22, "what it is shown", **look)
        self.bars = Bars(page, 384, TOP, 120, 31, [str(k) for k in range(10)])
        self.title = page.text(362, TOP - 22, "", animated=True, **look)
        self.grid = NumberGrid(page, 5, 5, MAP_LEFT, MAP_TOP, CELL, 13)
        for k in range(5):
            frame(page, MAP_LEFT + CELL * k, MAP_TOP, CELL, 5 * CELL, edgecolor=RULE, zorder=5)
            frame(page, MAP_LEFT, MAP_TOP + CELL * k, 5 * CELL, CELL, edgecolor=RULE, zorder=5)
        page.text(MAP_LEFT, TOP - 22, "of 510, read right, %", **look)
        self.here = frame(page, 0, 0, CELL, CELL, lw=3, edgecolor=INK, zorder=6, animated=True)
        note = "each square is a push:\nleft or right, up or down"
        page.text(MAP_LEFT, MAP_TOP + 5 * CELL + 14, note, va="top", color=MUTED, linespacing=1.4)

    def update(self, net: str, right: int, down: int, index: int, every: bool) -> str:
        X, y = nets.new_hands()
        truth = int(y[index])
        shown = nets.pushed(X[[index]], down, right)
        scores = np.asarray(value_of(nets.kept(net)(shown)))[0]
        p = np.exp(scores - scores.max())
        p /= p.sum()
        best = int(p.argmax())
        shares = np.array(record("convolution/pushed")[net]) / len(X)
        self.canvas_of_digit.show(inky(shown[0, 0]))
        self.bars.show(p, truth)
        self.title.set_text(f"a {truth}, read as {best}")
        seen = np.full(shares.shape, every)
        seen[down + 2, right + 2] = True
        white, full, blank = 255.0, *(255 * np.array(to_rgb(c)) for c in (DARK[INPUT], EMPTY))
        shades = white + shares[..., None] * (full - white)
        self.grid.show(np.where(seen[..., None], shades, blank), np.round(100 * shares))
        for text, there in zip(self.grid.texts, seen.ravel()):
            text.set_visible(bool(there))
        self.here.set_xy((MAP_LEFT + CELL * (right + 2), MAP_TOP + CELL * (down + 2)))
        return (
            f"A {truth} of a new hand, {_where(right, down)}: {_NAMES[net]} reads {best} "
            f"({per_cent(float(p[best]))}). Of all 510, so pushed, it reads "
            f"{per_cent(float(shares[down + 2, right + 2]))}."
        )

    def middle(self, right: int, down: int, **_: Any) -> Place:
        """Tell where the middle of the digit is."""
        half = nets.CANVAS / 2
        return self.page, LEFT + PIXEL * (half + right), TOP + PIXEL * (half + down)

    def pixels(self, **_: Any) -> Rates:
        """Return how far a pixel of the page pushes it."""
        return {"right": (1 / PIXEL, 0), "down": (0, 1 / PIXEL)}


_NAMES = {"dense": "the dense net", "conv": "the conv net", "conv, moved": "the conv net that saw "
          "moved digits"}  # fmt: skip


def _where(right: int, down: int) -> str:
    parts = [
        f"{counted(abs(far), 'pixel')} {words[far > 0]}"
        for far, words in ((right, ("left", "right")), (down, ("up", "down")))
        if far
    ]
    return f"pushed {' and '.join(parts)}" if parts else "in the middle"
