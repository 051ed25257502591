"""Learning by heart, and what is said to cure it, on both splits (chapter 10)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.digits import record
from mathdl.plots.kit.colours import DARK, FAINT, INPUT, MUTED, WEIGHT
from mathdl.plots.kit.controls import Choice, Clock
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import brief, number

NO, HANDS, WHOLE = "not at all", "as hands do", "by whole pixels"
_KEPT = {NO: "none", HANDS: "as hands do", WHOLE: "whole pixels"}
EVERY = 2


class CuresPlot(Plot):
    """Learning curves of 64-128-64-10: digits learnt from, digits not seen, and their surprise.

    Means of fourteen nets, one for each part that is left out. "As hands do": turned by up to 15
    degrees, stretched by up to 15 %, slanted and shifted by half a pixel; "by whole pixels":
    shifted by −1, 0 or 1 each way; anew in every epoch. Grey is the net without any cure. AdamW,
    η = 0.002, batches of 64; all was measured before.
    """

    controls = {
        "split": Choice(record.HANDS, (record.HANDS, record.RANDOM), "unseen is"),
        "warp": Choice(NO, tuple(_KEPT), "change the digits"),
        "dropout": Choice(0.0, (0.0, 0.2), "dropout"),
        "decay": Choice(0.0, (0.0, 0.1, 1.0), "weight decay"),
        "epoch": Clock(30, 30, "time, two epochs each", seconds=0.08),
    }
    size = (8, 4.2)

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.3, 1))
        left.set(xlim=(0, 60), ylim=(0.88, 1.003), xlabel="epoch")
        left.set_yticks([0.88, 0.92, 0.96, 1], ["88 %", "92 %", "96 %", "100 %"])
        right.set(xlim=(0, 60), ylim=(0, 0.4), xlabel="epoch")
        look = dict(lw=2.6, animated=True)
        (self.seen,) = left.plot([], [], color=WEIGHT, dashes=(4, 1.5), **look)
        (self.unseen,) = left.plot([], [], color=INPUT, **look)
        (self.surprise,) = right.plot([], [], color=INPUT, **look)
        look = dict(color=FAINT, lw=1.6, animated=True)
        self.plain = [axes.plot([], [], **look)[0] for axes in (left, right)]
        self.dots = [
            axes.plot([], [], "o", color=INPUT, ms=8, animated=True)[0] for axes in (left, right)
        ]
        above(left, 0, "--- learnt from", color=DARK[WEIGHT], weight="bold")
        above(left, 1, "unseen, read right", color=DARK[INPUT], weight="bold")
        above(right, 0, "surprise, unseen", color=DARK[INPUT], weight="bold")
        above(right, 1, "grey: no cure", color=MUTED)

    def update(self, split: str, warp: str, dropout: float, decay: float, epoch: int) -> str:
        seen, unseen, surprise = record.cures()[_KEPT[warp], dropout, decay, split]
        plain = record.cures()["none", 0.0, 0.0, split]
        x = EVERY * np.arange(31)
        for line, y in ((self.seen, seen), (self.unseen, unseen), (self.surprise, surprise)):
            line.set_data(x[: epoch + 1], y[: epoch + 1])
        for line, y in zip(self.plain, plain[1:], strict=True):
            line.set_data(x, y)
        for dot, y in zip(self.dots, (unseen, surprise), strict=True):
            dot.set_data(x[epoch : epoch + 1], y[epoch : epoch + 1])
        return (
            f"Changed {warp}, dropout {brief(dropout)}, decay {brief(decay)}, after "
            f"{EVERY * epoch} epochs: {number(100 * seen[epoch], 1)} % of what it learnt from, "
            f"{number(100 * unseen[epoch], 1)} % of {_WHERE[split]}, surprise "
            f"{number(surprise[epoch])}. Without any cure: {number(100 * plain[1, epoch], 1)} %, "
            f"{number(plain[2, epoch])}."
        )


_WHERE = {record.HANDS: "a new hand", record.RANDOM: "digits dealt at random"}
