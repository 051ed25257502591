"""Five models, judged on parts dealt at random and on new hands (chapter 10)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.digits import record
from mathdl.plots.kit.colours import DARK, EMPTY, FAINT, INPUT, MUTED, WEIGHT
from mathdl.plots.kit.controls import Choice
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot

BOTH = "both"
LOOKS = {record.RANDOM: (WEIGHT, "s", -0.17), record.HANDS: (INPUT, "o", 0.17)}


class SplitPlot(Plot):
    """How five models read what they have not seen: fourteen dots each, and a bar for their mean.

    Orange squares: the digits were dealt at random into fourteen parts, and each part is read by a
    model that learnt from the other thirteen. Blue circles: the same, and every part is one hand.
    Nets learnt for 60 epochs, and their dots are means of three seeds. All was measured before.
    """

    controls = {
        "split": Choice(record.RANDOM, (record.RANDOM, record.HANDS, BOTH), "unseen is"),
        "model": Choice("64-128-64-10", record.MODELS, "model"),
    }
    size = (8, 4.4)

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(-0.5, 4.5), ylim=(0.76, 1.005))
        axes.set_xticks(range(5), [m.replace("nearest ", "nearest\n") for m in record.MODELS])
        axes.set_yticks([0.8, 0.85, 0.9, 0.95, 1], ["80 %", "85 %", "90 %", "95 %", "100 %"])
        axes.yaxis.grid(color=EMPTY, lw=1)
        axes.set_axisbelow(True)
        self.column = axes.axvspan(-0.45, 0.45, color=EMPTY, lw=0, animated=True, zorder=0.5)
        self.dots, self.means = {}, {}
        spread = 0.09 * np.sin(2.4 * np.arange(14))
        for split, (colour, marker, side) in LOOKS.items():
            look = dict(ls="none", marker=marker, ms=6, mec="white", color=colour, animated=True)
            x = np.concatenate([i + side + spread for i in range(5)])
            y = np.concatenate([record.splits()[m, split] for m in record.MODELS])
            (self.dots[split],) = axes.plot(x, y, **look)
            ends = np.array([(i + side - 0.15, i + side + 0.15, np.nan) for i in range(5)])
            means = np.repeat([record.splits()[m, split].mean() for m in record.MODELS], 3)
            style = dict(color=DARK[colour], lw=3, solid_capstyle="butt", animated=True)
            (self.means[split],) = axes.plot(ends.ravel(), means, **style)
        above(axes, words="■ dealt at random", color=DARK[WEIGHT], weight="bold")
        above(axes, 1, "● a new hand", color=DARK[INPUT], weight="bold")
        axes.axhline(1, color=FAINT, lw=1)
        axes.set_ylabel("read right", color=MUTED)

    def update(self, split: str, model: str) -> str:
        at = record.MODELS.index(model)
        self.column.set_x(at - 0.45)
        for name in LOOKS:
            shown = split in (name, BOTH)
            self.dots[name].set_visible(shown)
            self.means[name].set_visible(shown)
        parts = {name: record.splits()[model, name] for name in LOOKS}
        said = [
            f"{100 * parts[name].mean():.1f} % of {where} (the parts from "
            f"{100 * parts[name].min():.0f} to {100 * parts[name].max():.0f} %)"
            for name, where in (
                (record.RANDOM, "digits dealt at random"),
                (record.HANDS, "a hand it has not seen"),
            )
            if split in (name, BOTH)
        ]
        return f"{model} reads {', and '.join(said)}."
