"""When to stop, and what else helps against learning by heart (chapter 8)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.deep import record
from mathdl.plots.kit.colours import CURVE, DARK, INPUT, MUTED, TARGET, WEIGHT
from mathdl.plots.kit.controls import Choice, Clock
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import brief, number

STEPS, EVERY = 1000, 25
HIGH = 3.0


class StopPlot(Plot):
    """Training, validation and unseen loss of small nets that learn by heart, and their accuracy.

    Means of twenty nets 2 → 64 → 64 → 1 of relu, each with its own points from two noisy half-moons
    (noise 0.3) and its own start, trained by AdamW with η = 0.01 on all points at once; 40 points
    validate, 2,000 are unseen. The diamond is where the validation loss is least, net by net: the
    median step, and the means of loss and accuracy of nets that stop there. All was measured before
    and is replayed.
    """

    controls = {
        "examples": Choice(40, (40, 80, 160), "training points"),
        "decay": Choice(0.0, (0.0, 1.0, 3.0), "weight decay"),
        "dropout": Choice(0.0, (0.0, 0.5), "dropout"),
        "step": Clock(STEPS // EVERY, STEPS // EVERY, "time, 25 steps each"),
    }
    size = (8, 4.4)

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
        left.set(xlim=(0, STEPS), ylim=(0, HIGH), xlabel="step")
        right.set(xlim=(0, STEPS), ylim=(0.7, 0.92), xlabel="step")
        right.set_yticks([0.7, 0.8, 0.9], ["70 %", "80 %", "90 %"])
        looks = {"training": (WEIGHT, ()), "validation": (CURVE, (2, 2)), "unseen": (INPUT, ())}
        self.lines = {
            name: left.plot([], [], color=colour, lw=2.6, dashes=dashes, animated=True)[0]
            for name, (colour, dashes) in looks.items()
        }
        (self.share,) = right.plot([], [], color=TARGET, lw=2.8, animated=True)
        look = dict(ls="none", marker="D", mfc="white", mew=2, ms=9, color=CURVE, animated=True)
        self.stops = [axes.plot([], [], **look)[0] for axes in (left, right)]
        self.dots = [
            axes.plot([], [], "o", color=CURVE, ms=8, animated=True)[0] for axes in (left, right)
        ]
        for x, words, colour in (
            (0, "training", DARK[WEIGHT]),
            (0.55, "·· validation", CURVE),
            (1, "unseen", DARK[INPUT]),
        ):
            above(left, x, words, color=colour, weight="bold")
        above(right, words="right on unseen points", color=DARK[TARGET], weight="bold")
        left.set_ylabel("loss")
        left.text(990, 1.25, "◇ early stop", ha="right", va="bottom", color=MUTED)

    def update(self, examples: int, decay: float, dropout: float, step: int) -> str:
        rows = record.stop()[examples, decay, dropout]
        until = np.arange(step + 1) * EVERY
        for name, line in self.lines.items():
            line.set_data(until, rows[name][: step + 1])
        self.share.set_data(until, rows["accuracy"][: step + 1])
        for dot, name in zip(self.dots, ("unseen", "accuracy"), strict=True):
            dot.set_data(until[-1:], rows[name][step : step + 1])
        at, loss, share = rows["stopped"]
        for mark, height in zip(self.stops, (loss, share), strict=True):
            mark.set_data([at], [height])
        return (
            f"{examples} points, decay {brief(decay)}, dropout {brief(dropout)}. After "
            f"{step * EVERY:,} steps: training loss {number(rows['training'][step], 2)}, unseen "
            f"loss {number(rows['unseen'][step], 2)}, {number(100 * rows['accuracy'][step], 1)} % "
            f"right. Stopped at the least validation loss (median step {at:.0f}): unseen loss "
            f"{number(loss, 2)}, {number(100 * share, 1)} % right."
        )
