"""Twelve sick trainings: name the illness (chapter 7)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.descent.courses import until
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, LOSS, TARGET
from mathdl.plots.kit.controls import Clock, Slider, Toggle
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record
from mathdl.words import counted, short

STEPS, EVERY = 1000, 20
NONE = "no longer finite"


class Illness(NamedTuple):
    """What is wrong with a training.

    Attributes
    ----------
    sign : str
        By what it is known.
    cure : str
    """

    sign: str
    cure: str


ILLNESSES = {
    "over-fitting": Illness(
        "the training loss goes to 0 while that on unseen points rises and rises",
        "more examples, a smaller net, or stop earlier",
    ),
    "rate too small": Illness(
        "the loss falls, evenly and hardly at all", "ten times the rate, and look again"
    ),
    "no zero_grad": Illness(
        "it is ahead at first, then climbs back to ln 2", "zero_grad() before each backward()"
    ),
    "rate too large": Illness(
        "at ln 2 almost from the first step, and it stays there", "a tenth of the rate, or warm-up"
    ),
    "shuffled labels": Illness(
        "the training loss falls slowly, that on unseen points rises from the start",
        "look at ten examples beside their labels",
    ),
    "decayed too early": Illness(
        "it fell as the healthy one does, and froze", "decay later, or less"
    ),
    "uphill": Illness("the loss explodes beyond all bounds", "minus the gradient"),
    "softmax twice": Illness(
        "it learns, but has a floor: ln(1 + 1/e) = 0.313", "give scores to the loss, no shares"
    ),
    "six sigmoids": Illness(
        "it hardly leaves ln 2: the first layers hear nothing", "another bend, or chapter 8"
    ),
    "unshuffled": Illness(
        "a saw: every epoch meets the classes in the same order",
        "deal the examples anew each epoch",
    ),
    "equal start": Illness(
        "no usual start: 1.55 before the first step, and then ln 2", "random weights"
    ),
    "shapes crossed": Illness(
        "it stops at the variance of the truths", "(N, 1) minus (N, 1), never minus (N,)"
    ),
}


class SickPlot(Plot):
    """Twelve trainings with one thing wrong each, beside the same training done right.

    Black is the loss on the training examples, thin on each batch; dashed on unseen ones; grey is
    the healthy twin, on its training examples. Most learn the rings with two layers of 15 relu
    units and Adam at 0.02. Higher losses are drawn at the upper edge.
    """

    controls = {
        "patient": Slider(1, 1, len(ILLNESSES), 1, "patient"),
        "step": Clock(STEPS, STEPS, "step", per_frame=10),
        "reveal": Toggle(False, "say the illness"),
    }
    size = (8, 4.5)
    TOP = 1.6

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.75, 1))
        left.set(xlim=(-15, STEPS + 15), ylim=(0, self.TOP), xlabel="step")
        left.set_xticks(range(0, STEPS + 1, 250), ["0", "250", "500", "750", "1,000"])
        left.set_yticks([0, 0.5, np.log(2), 1, 1.5], ["0", "0.5", "ln 2", "1", "1.5"])
        left.axhline(np.log(2), color=FAINT, lw=0.8, dashes=(4, 3))
        (self.batches,) = left.plot([], [], color=FAINT, lw=0.7, animated=True)
        (self.healthy,) = left.plot([], [], color=TARGET, lw=2, dashes=(1, 1), animated=True)
        (self.unseen,) = left.plot([], [], color=GRADIENT, lw=2.2, dashes=(4, 2), animated=True)
        (self.learnt,) = left.plot([], [], color=LOSS, lw=2.6, animated=True)
        above(left, 0, "training", y=1.09, weight="bold")
        above(left, 0.5, "– – unseen", y=1.09, color=DARK[GRADIENT], weight="bold")
        above(left, 1, "··· done right", y=1.09, color=DARK[TARGET], weight="bold")
        self.told = above(left, 0, y=1.015)
        self._list(right)

    def _list(self, axes: Axes) -> None:
        axes.set(xlim=(0, 1), ylim=(len(ILLNESSES) - 0.3, -1.6))
        axes.axis("off")
        axes.text(0, -1.0, "Which illness?", weight="bold", va="center")
        for row, name in enumerate(sorted(ILLNESSES)):
            axes.text(0.1, row + 0.1, name, va="center", color=CURVE)
        (self.mark,) = axes.plot([], [], ">", color=GRADIENT, ms=10, animated=True)

    def update(self, patient: int, step: int, reveal: bool) -> str:
        name = list(ILLNESSES)[patient - 1]
        kept = record("descent/patients")[name]
        (learnt, unseen, _, batches), healthy = kept["ill"], kept["healthy"]
        rows = {self.learnt: learnt, self.unseen: unseen, self.healthy: healthy[0]}
        told = []
        for line, row in rows.items():
            steps, losses = until(step, EVERY, row)
            told.append(_written(losses[-1]))
            if line is self.healthy:  # all of it: what the others may be compared with
                steps, losses = until(STEPS, EVERY, row)
            line.set_data(steps, self._drawn(losses))
        steps, losses = until(step, 1, batches)
        self.batches.set_data(steps, self._drawn(losses))
        self.mark.set_data([0.03] if reveal else [], [sorted(ILLNESSES).index(name) + 0.1] * reveal)
        self.told.set_text(f"step {step:,}: {told[0]}, unseen {told[1]}, right {told[2]}")
        end = ""
        if reveal:
            illness = ILLNESSES[name]
            end = f" It is “{name}”: {illness.sign}. Cure: {illness.cure}."
        return (
            f"Patient {patient} after {counted(step, 'step')}: training loss {told[0]}, on "
            f"unseen points {told[1]}; done right, the training loss is {told[2]}.{end}"
        )

    def _drawn(self, losses: np.ndarray) -> np.ndarray:
        """Return losses as heights: what is higher than the picture, or not finite, at its edge."""
        return np.minimum(losses, self.TOP - 0.012)


def _written(loss: float) -> str:
    return short(loss) if np.isfinite(loss) else NONE
