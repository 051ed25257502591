"""How sure a net is, and how often it is right then (chapter 10)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.digits import record
from mathdl.plots.kit.colours import DARK, FAINT, INPUT, MUTED, PALE, TARGET
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import number, per_cent

BINS = np.linspace(0.3, 1, 8)
NETS = "plain", "cured", "three cured"


class SurePlot(Plot):
    """Left, of the answers given with such a certainty, the share that is right; right, how many.

    On the dashed line a net is as right as it is sure. Every digit is read by a net that has not
    seen its hand. The temperature T divides all scores before the softmax: above 1 it makes the net
    less sure, and changes no answer.
    """

    controls = {
        "net": Choice("plain", NETS, "net"),
        "temperature": Slider(1.0, 0.5, 3.0, 0.05, "temperature T"),
    }
    size = (8, 4.2)

    def build(self, figure: Figure) -> None:
        self.y = dl.data.digits()[1]
        left, right = figure.subplots(1, 2)
        ticks = [0.4, 0.6, 0.8, 1]
        for axes in (left, right):
            axes.set(xlim=(0.3, 1.005), xlabel="how sure")
            axes.set_xticks(ticks, [f"{100 * t:.0f} %" for t in ticks])
        left.set_ylim(0, 1.03)
        left.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
        left.plot([0.3, 1], [0.3, 1], color=FAINT, lw=1.6, dashes=(4, 2))
        right.set_ylim(0, 1750)
        middles = (BINS[1:] + BINS[:-1]) / 2
        look = dict(width=0.09, color=PALE[INPUT], ec=INPUT, lw=1.2)
        self.shares = left.bar(middles, 0 * middles, **look)
        self.counts = right.bar(middles, 0 * middles, **look)
        for bar in (*self.shares, *self.counts):
            bar.set_animated(True)
        style = dict(ha="center", va="bottom", fontsize=11, color=MUTED, animated=True)
        self.numbers = [right.text(x, 0, "", **style) for x in middles]
        (self.mean,) = left.plot([], [], "D", color=TARGET, ms=10, mec="white", animated=True)
        above(left, words="share right", color=DARK[INPUT], weight="bold")
        above(left, 1, "◆ of all", color=DARK[TARGET], weight="bold")
        above(right, words="answers so sure", color=DARK[INPUT], weight="bold")

    def update(self, net: str, temperature: float) -> str:
        p = record.probabilities(record.unseen(net) / temperature)
        sure, right = p.max(1), p.argmax(1) == self.y
        place = np.clip(np.digitize(sure, BINS) - 1, 0, len(BINS) - 2)
        for k, (share, count, text) in enumerate(
            zip(self.shares, self.counts, self.numbers, strict=True)
        ):
            here = place == k
            share.set_height(right[here].mean() if here.any() else 0)
            count.set_height(here.sum())
            text.set_text(str(here.sum()))
            text.set_y(here.sum() + 15)
        self.mean.set_data([sure.mean()], [right.mean()])
        certain = sure >= 0.99
        surprise = -np.log(p[np.arange(len(p)), self.y]).mean()
        wrong = int((certain & ~right).sum())
        return (
            f"With T = {temperature:.2f} the {net} net is {100 * sure.mean():.1f} % sure on "
            f"average, and right {100 * right.mean():.1f} % of the time. At least 99 % sure it is "
            f"{certain.sum():,} times, and of these {wrong} are wrong, "
            f"{per_cent(wrong / max(certain.sum(), 1), 1)}. Mean surprise {number(surprise)}."
        )
