"""Which letter follows which: all pairs of the names, counted (chapter 12)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.attention.language import LETTERS, TOKENS, parted
from mathdl.plots.attention.shades import blue
from mathdl.plots.kit.colours import CURVE, DARK, INK, INPUT, MUTED, PALE
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.words import per_cent

VIEWS = ("shares", "counts")
WHO = {".": "the start"}


@lru_cache(maxsize=1)
def counts() -> np.ndarray:
    """Return how often a token (column) follows another one (row), among the names learnt from."""
    table = np.zeros((TOKENS, TOKENS), int)
    for name in parted()[0]:
        ids = [LETTERS.index(letter) for letter in f".{name}."]
        np.add.at(table, (ids[:-1], ids[1:]), 1)
    return table


def name_by_pairs(seed: int) -> str:
    """Draw a name, each letter by the one before it."""
    rng, name = np.random.default_rng(seed), ""
    while len(name) < 15:
        row = counts()[LETTERS.index(name[-1:] or ".")]
        letter = LETTERS[rng.choice(TOKENS, p=row / row.sum())]
        if letter == ".":
            break
        name += letter
    return name


class BigramPlot(Plot):
    """Left, for each letter (row) what follows it (column), the darker the more often.

    Right, the row that is chosen, as bars; the dot is start and end. Counted in 4,363 names.
    """

    controls = {
        "letter": Choice("a", tuple(LETTERS), "letter (. is the start)"),
        "view": Choice("shares", VIEWS, "dark is"),
        "seed": Slider(0, 0, 40, 1, "draw another name"),
    }
    size = (8, 4.4)
    LEFT, TOP, CELL = 40, 42, 14
    BARS, BASE, HIGH, WIDE = 452, 330, 230, 12

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        centred = dict(ha="center", va="center", fontsize=11, color=MUTED)
        self.table = Pinned(page, np.full((TOKENS, TOKENS, 3), 255.0), self.LEFT, self.TOP, 14)
        side = TOKENS * self.CELL
        frame(page, self.LEFT, self.TOP, side, side)
        for k, letter in enumerate(LETTERS):
            page.text(self.LEFT - 10, self.TOP + (k + 0.5) * self.CELL, letter, **centred)
            page.text(self.LEFT + (k + 0.5) * self.CELL, self.TOP - 10, letter, **centred)
            page.text(self.BARS + (k + 0.5) * self.WIDE, self.BASE + 12, letter, **centred)
        page.text(self.LEFT, 16, "↓ this letter, and then → that one", va="center", weight="bold")
        self.row = frame(page, self.LEFT - 1, 0, side + 2, self.CELL + 2, ec=INK, lw=2,
                         animated=True)  # fmt: skip
        bars = page.bar(self.BARS + (np.arange(TOKENS) + 0.5) * self.WIDE, [0] * TOKENS,
                        0.8 * self.WIDE, color=INPUT)  # fmt: skip
        self.bars = list(bars)
        for bar in self.bars:
            bar.set_animated(True)
        page.plot([self.BARS, self.BARS + TOKENS * self.WIDE], [self.BASE] * 2, color=CURVE, lw=1)
        look = dict(va="center", animated=True)
        self.title = page.text(self.BARS, 50, "", weight="bold", color=DARK[INPUT], **look)
        self.best = page.text(self.BARS, 76, "", color=MUTED, **look)
        page.text(self.BARS, 380, "a name, drawn pair by pair:", va="center", color=MUTED)
        self.name = page.text(self.BARS, 408, "", weight="bold", fontsize=16, **look)
        page.set(xlim=(0, 800), ylim=(440, 0))

    def update(self, letter: str, view: str, seed: int) -> str:
        table, at = counts(), LETTERS.index(letter)
        shares = table / table.sum(1, keepdims=True)
        depth = shares / shares.max() if view == "shares" else table / table.max()
        self.table.show(blue(np.sqrt(depth)))
        self.row.set_y(self.TOP + at * self.CELL - 1)
        row, most = shares[at], int(shares[at].argmax())
        for k, bar in enumerate(self.bars):
            height = self.HIGH * row[k] / max(row[most], 0.2)
            bar.set_bounds(bar.get_x(), self.BASE - height, bar.get_width(), height)
            bar.set_facecolor(INPUT if k == most else PALE[INPUT])
        who, then = (WHO.get(c, c) for c in (letter, LETTERS[most]))
        then = "the end" if most == 0 else then
        self.title.set_text(f"after {who}")
        self.best.set_text(f"most often: {then}, {table[at, most]:,} of {table[at].sum():,}")
        self.name.set_text(name_by_pairs(seed))
        return (
            f"After {who}: {then} {table[at, most]:,} of {table[at].sum():,} times, "
            f"{per_cent(row[most])}. A name by pairs: {name_by_pairs(seed)}."
        )
