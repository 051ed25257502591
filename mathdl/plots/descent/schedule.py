"""Learning rates that change while a net learns (chapter 7)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.optim.schedules import Schedule, cosine, linear_warmup
from mathdl.plots.descent.many import STEPS
from mathdl.plots.kit.colours import CURVE, EMPTY, FAINT, GRADIENT, MUTED
from mathdl.plots.kit.controls import Choice
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record
from mathdl.words import counted, per_cent, short

STARTS = range(12)
KINDS = ("constant", "cosine", "steps")
PEAKS = {"Adam": (0.01, 0.02, 0.05, 0.1), "momentum": (0.05, 0.1, 0.2, 0.5)}
WARM_UPS = (0, 20, 50, 200, 500)
FLOOR = 0.45


def rate_of(kind: str, peak: float, warm_up: int) -> Schedule:
    """Return the learning rate as a function of the step.

    Parameters
    ----------
    kind : {"constant", "cosine", "steps"}
        What follows the warm-up; "steps" multiplies by 0.3 every 500 steps.
    peak : float
    warm_up : int

    Examples
    --------
    >>> [round(rate_of("steps", 0.1, 0)(step), 4) for step in (0, 499, 500, 1999)]
    [0.1, 0.1, 0.03, 0.0027]
    """
    if kind == "cosine":
        return cosine(peak, STEPS, warmup=warm_up)
    rise = linear_warmup(peak, warm_up)
    return rise if kind == "constant" else lambda step: rise(step) * 0.3 ** (step // 500)


class SchedulePlot(Plot):
    """Adam on the rings, twelve nets with relu: what does a schedule make of a learning rate?

    Left, the learning rate at every step. In the middle the twelve nets after 2,000 steps, by the
    share right on 2,000 unseen points; the bar is their median. Right, the units of the second
    hidden layer, twelve times fifteen, and how many of them are dead: off for every example.
    """

    controls = {
        "peak": Choice(0.1, PEAKS["Adam"], "peak η"),
        "warm_up": Choice(0, WARM_UPS, "warm-up, in steps"),
        "kind": Choice("constant", KINDS, "then"),
    }
    size = (8, 4.0)

    def build(self, figure: Figure) -> None:
        left, middle, right = figure.subplots(1, 3, width_ratios=(1.7, 1, 0.5))
        left.set(xlim=(-40, STEPS + 40), ylim=(0, 0.108), xlabel="step")
        left.set_xticks([0, 1000, 2000], ["0", "1,000", "2,000"])
        left.set_yticks([0, 0.02, 0.05, 0.1], ["0", "0.02", "0.05", "0.1"])
        above(left, 0, "learning rate η", color=MUTED)
        (self.rate,) = left.plot([], [], color=GRADIENT, lw=2.6, animated=True)
        middle.set(xlim=(-0.5, 0.5), ylim=(FLOOR, 1.0), xticks=[])
        middle.set_yticks([0.5, 0.6, 0.7, 0.8, 0.9, 1.0], ["50 %", "", "70 %", "", "90 %", ""])
        above(middle, 0.5, "twelve nets", color=MUTED)
        middle.axhline(0.9, color=FAINT, lw=0.8)
        grey = dict(color=CURVE, animated=True)
        (self.bar,) = middle.plot([], [], lw=3.4, **grey)
        (self.nets,) = middle.plot([], [], "o", mfc="white", mew=1.5, ms=7, **grey)
        right.set(xlim=(-0.6, 0.6), ylim=(0, 1), xticks=[])
        right.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"])
        above(right, 0.5, "dead", color=MUTED)
        right.bar([0], [1], width=0.8, color=EMPTY)
        (self.dead,) = right.bar([0], [0], width=0.8, color=MUTED, animated=True)

    def update(self, peak: float, warm_up: int, kind: str) -> str:
        right, dead = record("descent/schedules")[f"Adam {kind} {peak} {warm_up}"]
        right, dead = np.sort(right) / 1000, dead / 1000
        steps = np.arange(STEPS + 1)
        rate = rate_of(kind, peak, warm_up)
        self.rate.set_data(steps, [rate(int(step)) for step in steps])
        self.nets.set_data(np.linspace(-0.3, 0.3, len(right)), np.maximum(right, FLOOR + 0.005))
        median = float(np.median(right))
        self.bar.set_data([-0.4, 0.4], [median, median])
        self.dead.set_height(dead)
        first = f"after a warm-up of {counted(warm_up, 'step')}" if warm_up else "without warm-up"
        then = {
            "constant": "constant",
            "cosine": "falling along a cosine",
            "steps": "times 0.3 every 500 steps",
        }[kind]
        return (
            f"Peak η = {short(peak)}, {first}, {then}: the twelve nets are right on "
            f"{per_cent(right[0])} to {per_cent(right[-1])}, median {per_cent(median)}. Of the "
            f"units of the second hidden layer {per_cent(dead)} are dead."
        )
