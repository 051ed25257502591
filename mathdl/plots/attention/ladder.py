"""How well the next letter is guessed: counting, small nets, transformers (chapter 12)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, FAINT, INPUT, MUTED, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record
from mathdl.words import number

VIEWS = {"names never seen": "test", "names learnt from": "train"}


class LadderPlot(Plot):
    """The loss of each way of guessing the next letter, in nats a letter, the lower the better.

    Orange, what is counted; blue, what is trained, by three seeds, each a dot. The narrow frame is
    as wide as the chance that lies in 400 test names: one standard error, 0.03, to either side.
    """

    controls = {
        "rung": Slider(3, 0, 7, 1, "rungs climbed"),
        "view": Choice("names never seen", tuple(VIEWS), "the loss on"),
    }
    size = (8, 4.2)
    ERROR = 0.03

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        self.rungs = record("attention/ladder")["rungs"]
        axes.set(xlim=(1.5, 2.9), ylim=(len(self.rungs) - 0.4, -0.6), xlabel="nats a letter")
        axes.set_yticks(range(len(self.rungs)), [rung["name"] for rung in self.rungs])
        axes.tick_params(axis="y", length=0)
        self.band = axes.axvspan(0, 1, fc="none", ec=FAINT, lw=1.2, animated=True)
        look = dict(ls="none", animated=True)
        (self.counted,) = axes.plot([], [], "D", color=WEIGHT, ms=9, **look)
        (self.nets,) = axes.plot([], [], "o", color=INPUT, ms=8, mfc="white", mew=1.8, **look)
        self.row = axes.axhspan(0, 1, fc="none", ec=CURVE, lw=1.6, animated=True)
        above(axes, 0, "◆ counted", color=DARK[WEIGHT], weight="bold")
        above(axes, 0.5, "○ trained", color=DARK[INPUT], weight="bold")
        self.said = above(axes, 1, color=MUTED)

    def update(self, rung: int, view: str) -> str:
        part = VIEWS[view]
        places = [
            (loss, k, each["trained"])
            for k, each in enumerate(self.rungs[: rung + 1])
            for loss in each[part]
        ]
        for line, trained in ((self.counted, False), (self.nets, True)):
            points = np.array([(x, y) for x, y, t in places if t == trained]).reshape(-1, 2)
            line.set_data(*points.T)
        chosen = self.rungs[rung]
        loss = float(np.median(chosen[part]))
        error = self.ERROR if part == "test" else 0.01
        self.band.set_x(loss - error)
        self.band.set_width(2 * error)
        self.row.set_y(rung - 0.45)
        self.row.set_height(0.9)
        self.said.set_text(f"{number(loss)} nats, perplexity {number(float(np.exp(loss)), 1)}")
        low, high = min(chosen[part]), max(chosen[part])
        spread = f" ({number(low)} to {number(high)} by three seeds)" if chosen["trained"] else ""
        return (
            f"{chosen['name']}: {number(loss)} nats a letter on {view}{spread}, a perplexity of "
            f"{number(float(np.exp(loss)), 1)}."
        )
