"""Five checks, and eleven faults that were planted: which check finds which? (chapter 9)"""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, MUTED, PALE, TARGET
from mathdl.plots.kit.controls import Choice, Toggle
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record
from mathdl.words import per_cent, short

STEPS, EVERY = 150, 5
LETTERS = "ABCDEFGHIJKL"
NONE = "nothing is wrong"
KINDS = (
    "labels moved by one example",
    "weights 5 times too large",
    "gradients never set to 0",
    "rate 100 times too small",
    "no bends",
    "all weights 0",
    "inputs not divided by 16",
    "relu after the last layer",
    "reshape for a transpose",
    "loss summed, not averaged",
    "rate 100 times too large",
    NONE,
)
SUSPECTS = sorted(KINDS)  # in an order that gives nothing away
COLUMNS = 3
CHANCE = math.log(10)


class Gauge:
    """What one check measures, and what a sound net shows."""

    def __init__(self, name: str, low: float, high: float, ends: tuple[float, float]) -> None:
        self.name, self.low, self.high, self.ends = name, low, high, ends

    def fits(self, value: float) -> bool:
        """Whether the check has nothing to say."""
        return self.low <= value <= self.high

    def at(self, value: float) -> float:
        """Return where a value stands on the gauge, from 0 to 1, in powers of ten."""
        left, right = map(math.log10, self.ends)
        return min(1.0, max(0.0, (math.log10(max(value, 1e-12)) - left) / (right - left)))


GAUGES = (
    Gauge("1  first loss", CHANCE / 1.5, 1.5 * CHANCE, (0.5, 1000)),
    Gauge("2  … with all inputs 0", CHANCE - 0.02, CHANCE + 0.02, (0.5, 1000)),
    Gauge("3  gradient, off by", 0, 1e-4, (1e-10, 10)),
    Gauge("4  16 examples, 150 steps", 0, 0.1, (3e-4, 10)),
    Gauge("5  wrong on validation", 0, 0.08, (0.02, 1)),
)


class ChecksPlot(Plot):
    """A reader of digits with one thing wrong, or nothing: five checks look at it.

    The patient is the net 64 → 128 → 64 → 10 with relu that reads digits in chapter 10, trained by
    Adam with η = 0.002 from seed 0. Green is what a sound one shows: a first loss near ln 10 (1.5
    to 3.5), exactly ln 10 if all inputs are 0; a gradient that agrees with differences, also in a
    second step; 16 examples learnt by heart in 150 steps; after 600 steps with batches of 64 few
    mistakes on hands that chose nothing. Below stand the suspects, each the fault of one
    patient: all weights 0, gradients never set to 0, inputs not divided by 16, labels moved by one
    example, loss summed and not averaged, no bends, nothing, a rate 100 times too large, or too
    small, a relu after the last layer, a reshape where a transpose is meant, weights 5 times too
    large.
    """

    controls = {
        "patient": Choice("A", tuple(LETTERS), "patient"),
        "reveal": Toggle(False, "say what is wrong"),
    }
    size = (8, 4.8)

    def build(self, figure: Figure) -> None:
        axes, below = figure.subplots(2, 1, height_ratios=(3, 1))
        rows = range(len(GAUGES))
        axes.set(xlim=(-0.02, 1.2), ylim=(len(GAUGES) - 0.5, -0.6), xticks=[])
        axes.set_yticks(rows, [gauge.name for gauge in GAUGES])
        axes.tick_params(left=False)
        axes.spines[:].set_visible(False)
        for row, gauge in zip(rows, GAUGES, strict=True):
            axes.plot([0, 1], [row, row], color=FAINT, lw=1.2)
            left, right = gauge.at(gauge.low), gauge.at(gauge.high)
            middle, half = (left + right) / 2, max(right - left, 0.02) / 2
            axes.fill_between(
                [middle - half, middle + half], row - 0.3, row + 0.3, color=PALE[TARGET], lw=0
            )
        look = dict(ls="none", ms=11, animated=True)
        (self.sound,) = axes.plot([], [], "o", color=DARK[TARGET], **look)
        (self.ill,) = axes.plot([], [], "D", color=GRADIENT, **look)
        self.written = [
            axes.text(1.04, row, "", va="center", weight="bold", animated=True) for row in rows
        ]
        self.told = above(axes, 0, weight="bold", color=CURVE)
        above(axes, 1, "● sound   ◆ not", color=MUTED)
        below.set(xlim=(0, COLUMNS), ylim=(len(SUSPECTS) / COLUMNS - 0.5, -0.6))
        below.axis("off")
        for kind in SUSPECTS:
            below.text(*_place(kind), kind, va="center", fontsize=11, color=CURVE, in_layout=False)
        look = dict(ms=8, animated=True, clip_on=False, in_layout=False)
        (self.culprit,) = below.plot([], [], ">", color=GRADIENT, **look)

    def update(self, patient: str, reveal: bool) -> str:
        kind = KINDS[LETTERS.index(patient)]
        values = record("playground/checks")[kind]["checks"]
        values = [*values[:4], 1 - values[4]]
        fits = np.array([gauge.fits(v) for gauge, v in zip(GAUGES, values, strict=True)])
        places = np.array([gauge.at(v) for gauge, v in zip(GAUGES, values, strict=True)])
        rows = np.arange(len(GAUGES))
        self.sound.set_data(places[fits], rows[fits])
        self.ill.set_data(places[~fits], rows[~fits])
        written = [short(float(f"{v:.3g}")) for v in values[:4]] + [per_cent(values[4])]
        for words, value, fit in zip(self.written, written, fits, strict=True):
            words.set(text=value, color=DARK[TARGET] if fit else DARK[GRADIENT])
        x, y = _place(kind)
        self.culprit.set_data(([x - 0.06], [y]) if reveal else ([], []))
        self.told.set_text(f"patient {patient}" + (f": {kind}" if reveal else ""))
        first, blind, off, few, wrong = written
        named = " Nothing is wrong." if kind == NONE else f" What is wrong: {kind}."
        return (
            f"Patient {patient}: first loss {first} (ln 10 = 2.3), {blind} with all inputs 0; the "
            f"gradient is off by {off}; after 150 steps on 16 examples loss {few}; {wrong} wrong "
            f"on validation. {_verdict(fits)}{named if reveal else ''}"
        )


def _place(kind: str) -> tuple[float, float]:
    """Return where a suspect is written below the gauges."""
    column, row = divmod(SUSPECTS.index(kind), len(SUSPECTS) // COLUMNS)
    return 1.35 * column - 1.03, row


def _verdict(fits: np.ndarray) -> str:
    if fits.all():
        return "All five checks are content."
    failed = [str(k + 1) for k in np.flatnonzero(~fits)]
    return f"Not content: check {', '.join(failed)}."
