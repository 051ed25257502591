"""The same net in mathdl and in PyTorch: until when? (chapter 9)"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, GRADIENT, INPUT, WEIGHT
from mathdl.plots.kit.controls import Clock
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record
from mathdl.words import power, rounded, short

STEPS, EVERY = 4000, 20
FLOOR = 1e-17  # equal to the last bit is drawn here


class PartingPlot(Plot):
    """One design, the same first weights, Adam with η = 0.03: trained by mathdl, and by PyTorch.

    Two turns, 5 and 3 units of tanh, 4,000 steps on 400 points; all was measured before. Above,
    both losses; below, how far apart they are.
    """

    controls = {"step": Clock(500 // EVERY, STEPS // EVERY, "time, 20 steps each")}
    size = (8, 4.4)

    def build(self, figure: Figure) -> None:
        top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=(1, 1.2))
        top.set(xlim=(0, STEPS), ylim=(0, 0.75), ylabel="loss")
        bottom.set(yscale="log", ylim=(FLOOR / 3, 3), xlabel="step", ylabel="apart")
        ticks = (-16, -12, -8, -4, 0)
        bottom.set_yticks([10.0**k for k in ticks], [power(10, k) for k in ticks])
        bottom.minorticks_off()
        look = dict(animated=True)
        (self.ours,) = top.plot([], [], color=INPUT, lw=4, **look)
        (self.theirs,) = top.plot([], [], color=WEIGHT, lw=2, dashes=(3, 2), **look)
        (self.apart,) = bottom.plot([], [], color=GRADIENT, lw=2.4, **look)
        (self.now,) = bottom.plot([], [], "o", color=GRADIENT, ms=8, **look)
        above(top, 0, "─ mathdl", color=DARK[INPUT], weight="bold")
        above(top, 0.5, "┄ PyTorch", color=DARK[WEIGHT], weight="bold")
        self.told = above(top, 1, weight="bold", color=CURVE)

    def update(self, step: int) -> str:
        kept = record("playground/parting")
        ours, theirs = (np.array(kept[name][: step + 1]) for name in ("mathdl", "PyTorch"))
        apart = np.array(kept["apart"][: step + 1])
        at = EVERY * np.arange(step + 1)
        self.ours.set_data(at, ours)
        self.theirs.set_data(at, theirs)
        heights = np.maximum(FLOOR, apart)
        self.apart.set_data(at, heights)
        self.now.set_data(at[-1:], heights[-1:])
        now = "equal" if not apart[-1] else f"{short(rounded(float(apart[-1]), 2))} apart"
        self.told.set_text(now)
        return (
            f"After {at[-1]:,} steps: mathdl's loss is {short(rounded(ours[-1], 3))}, PyTorch's "
            f"{short(rounded(theirs[-1], 3))}; they are {now}."
        )
