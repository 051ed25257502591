"""How wide is the window of learning rates that work? (chapter 7)"""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.descent.many import TASKS
from mathdl.plots.kit.colours import CURVE, MUTED, PALE, TARGET
from mathdl.plots.kit.controls import Choice
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record
from mathdl.words import per_cent

SEEDS = range(9)
RATES = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
OPTIMISERS = {
    "plain": dl.optim.SGD,
    "momentum": partial(dl.optim.SGD, momentum=0.9),
    "Adam": dl.optim.Adam,
}
NEAR = 0.03  # a rate works if its median is at most this far below the best median
FLOOR = 0.5  # lower accuracies are drawn here


class WindowPlot(Plot):
    """Nine nets at each of thirteen learning rates: which rates work?

    All nets have two hidden layers of 15 units and learn by batches of 50 for 2,000 steps; each
    ring is one of nine random starts, its height the share right on 2,000 points kept aside for
    choosing. Bars are medians of nine; green is where the median is within 3 points of the best.
    """

    controls = {
        "task": Choice(TASKS[0], TASKS, "points, bend"),
        "optimiser": Choice("Adam", tuple(OPTIMISERS), "optimiser"),
        "lr": Choice(0.001, RATES, "look at η"),
    }
    size = (8, 4.2)

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(-0.6, len(RATES) - 0.4), ylim=(FLOOR - 0.02, 1.01))
        axes.set_xlabel("learning rate η")
        axes.set_xticks(range(len(RATES)), [f"{lr:g}" for lr in RATES])
        axes.set_yticks(np.linspace(0.5, 1, 6), ["≤ 50 %", "60 %", "70 %", "80 %", "90 %", "100 %"])
        axes.tick_params(bottom=False)
        above(axes, 0, "right on unseen points", color=MUTED)
        self.column = axes.axvspan(-0.5, 0.5, fc="none", ec=CURVE, lw=1.4, animated=True)
        self.works = [
            axes.axvspan(k - 0.5, k + 0.5, color=PALE[TARGET], lw=0, zorder=0, animated=True)
            for k in range(len(RATES))
        ]
        grey = dict(color=CURVE, animated=True)
        (self.bars,) = axes.plot([], [], lw=3, **grey)
        (self.rings,) = axes.plot([], [], "o", mfc="white", mew=1.4, ms=6, **grey)
        (self.chosen,) = axes.plot([], [], "o", ms=7, **grey)
        self.told = above(axes, 1, weight="bold")

    def update(self, task: str, optimiser: str, lr: float) -> str:
        kept = record("descent/windows")[f"{task} {optimiser}"]["choose"]
        right = np.array([kept[str(rate)] for rate in RATES]) / 1000
        medians = np.median(right, axis=1)
        at = RATES.index(lr)
        apart = np.arange(len(RATES))[:, None] + np.linspace(-0.28, 0.28, len(SEEDS))
        heights = np.maximum(FLOOR, np.sort(right, axis=1))
        others = np.arange(len(RATES)) != at
        self.rings.set_data(apart[others].ravel(), heights[others].ravel())
        self.chosen.set_data(apart[at], heights[at])
        self.column.set_x(at - 0.5)
        ends = np.array([[k - 0.38, k + 0.38, np.nan] for k in range(len(RATES))])
        self.bars.set_data(ends.ravel(), np.repeat(np.maximum(FLOOR, medians), 3))
        works = medians >= medians.max() - NEAR
        for span, good in zip(self.works, works):
            span.set_visible(bool(good))
        best = RATES[int(np.argmax(medians))]
        self.told.set_text(f"best η = {best:g}: {per_cent(medians.max())}")
        low, high = right[at].min(), right[at].max()
        count = int(works.sum())
        which = ", ".join(f"{rate:g}" for rate, good in zip(RATES, works) if good)
        return (
            f"{task}, {optimiser}: with η = {lr:g} nine nets are right on "
            f"{per_cent(low)} to {per_cent(high)}, median {per_cent(medians[at])}. The best median "
            f"is {per_cent(medians.max())}; within 3 points of it {'is' if count == 1 else 'are'} "
            f"η = {which}."
        )
