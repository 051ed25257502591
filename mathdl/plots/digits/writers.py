"""More digits, or more hands: what helps to read a new hand (chapter 10)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.digits import record
from mathdl.plots.kit.colours import DARK, EMPTY, FAINT, INPUT, MUTED
from mathdl.plots.kit.controls import Choice, Toggle
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted

HANDS, DIGITS = (1, 2, 4, 8, 12), (125, 250, 500, 1000, 1500)


class WritersPlot(Plot):
    """How well 64-64-10 reads two new hands, by the hands and the digits that it learnt from.

    Every dot is one of 24 nets, each with hands, digits and a start of its own; the bar is their
    mean. Lines join means of the same number of digits. All was measured before.
    """

    controls = {
        "hands": Choice(4, HANDS, "hands"),
        "digits": Choice(500, DIGITS, "digits in all"),
        "every": Toggle(False, "show every mean"),
    }
    size = (8, 4.2)

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(-0.5, 5.1), ylim=(0.58, 1.0))
        axes.set_xlabel("learnt from so many hands")
        axes.set_xticks(range(5), [str(n) for n in HANDS])
        axes.set_yticks([0.6, 0.7, 0.8, 0.9, 1], ["60 %", "70 %", "80 %", "90 %", "100 %"])
        axes.yaxis.grid(color=EMPTY, lw=1)
        self.grey = []
        for n in DIGITS:
            at = [(i, record.writers()[h, n].mean()) for i, h in enumerate(HANDS)
                  if (h, n) in record.writers()]  # fmt: skip
            look = dict(color=FAINT, ms=4, lw=1.4, animated=True)
            self.grey += axes.plot(*np.transpose(at), "o-", **look)
        look = dict(animated=True, zorder=3)
        (self.line,) = axes.plot([], [], "o-", color=INPUT, ms=6, lw=2.6, **look)
        (self.dots,) = axes.plot([], [], "o", color=INPUT, ms=6, alpha=0.45, mew=0, **look)
        (self.mean,) = axes.plot([], [], color=DARK[INPUT], lw=4, **look)
        self.words = axes.text(0, 0, "", va="center", color=DARK[INPUT], weight="bold", **look)
        above(axes, words="two new hands, read right", color=DARK[INPUT], weight="bold")
        self.note = above(axes, 1, color=MUTED)

    def update(self, hands: int, digits: int, every: bool) -> str:
        for line in self.grey:
            line.set_visible(every)
        self.note.set_text("grey: 125 to 1,500 digits" if every else "")
        known = [(i, h) for i, h in enumerate(HANDS) if (h, digits) in record.writers()]
        means = [record.writers()[h, digits].mean() for _, h in known]
        shown = slice(None) if every else slice(0, len([h for _, h in known if h <= hands]))
        known, means = known[shown] or known[:1], means[shown] or means[:1]
        self.line.set_data([i for i, _ in known], means)
        self.words.set_position((known[-1][0] + 0.28, means[-1]))
        self.words.set_text(f"{digits:,} digits")
        shares = record.writers().get((hands, digits))
        for artist in (self.dots, self.mean):
            artist.set_visible(shares is not None)
        whose = counted(hands, "hand")
        if shares is None:
            return f"{whose.capitalize()} did not write {digits:,} digits: 130 each, at most."
        at = HANDS.index(hands)
        self.dots.set_data(at + 0.16 * np.sin(2.4 * np.arange(len(shares))), shares)
        self.mean.set_data([at - 0.2, at + 0.2], [shares.mean()] * 2)
        error = 100 * shares.std(ddof=1) / len(shares) ** 0.5
        return (
            f"{digits:,} digits of {whose}: {100 * shares.mean():.1f} % of two new hands are read "
            f"right, give or take {error:.1f} (24 nets, from {100 * shares.min():.0f} to "
            f"{100 * shares.max():.0f} %)."
        )
