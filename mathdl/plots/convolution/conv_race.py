"""A conv net beside a dense one with as many parameters: who wins where (chapter 11)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, FAINT, INPUT, MUTED, WEIGHT
from mathdl.plots.kit.controls import Choice
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record
from mathdl.words import number

DATA = {
    "as they are": "plain",
    "pixels shuffled": "shuffled",
    "moved by chance": "moved",
}
SIZES = (50, 100, 200, 500, 1000, 1500)
KINDS = {"conv": INPUT, "dense": WEIGHT, "neighbour": CURVE}
DIGITS = 1797


def shares(data: str, n: int, kind: str) -> np.ndarray:
    """Return the share of all digits that is read right, by seed; each by a net new to its hand."""
    kept = record("convolution/race")[f"{DATA[data]}|{n}|{kind}"]["right"]
    return np.sum(kept, axis=1) / DIGITS


class ConvRacePlot(Plot):
    """What a conv net, a dense net with as many parameters and the nearest neighbour read.

    Conv: 1 → 8 → 16 channels; dense: 64-25-10, or 144-17-10 for digits moved on a canvas of
    12 × 12, which the neighbour knows in the middle only. Each digit is read by nets that have not
    seen its hand; three seeds, shown as dots, and a line through their medians. 600 steps of 32,
    Adam, a cosine; the rate is the best of three, chosen on other hands.
    """

    controls = {
        "data": Choice("as they are", tuple(DATA), "digits"),
        "examples": Choice(1000, SIZES, "examples learnt from"),
    }
    size = (8, 4.2)
    FLOOR = 0.15

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(-0.4, len(SIZES) - 0.1), ylim=(self.FLOOR, 1.0), xlabel="examples")
        axes.set_xticks(range(len(SIZES)), [f"{n:,}" for n in SIZES])
        ticks = np.linspace(0.2, 1, 9)
        axes.set_yticks(ticks, [f"{100 * t:.0f} %" for t in ticks])
        above(axes, 0, "new hands, read right", color=MUTED)
        self.column = axes.axvspan(-0.4, 0.4, fc="none", ec=FAINT, lw=1.4, animated=True)
        self.lines, self.dots = [], []
        for k, colour in enumerate(KINDS.values()):
            dash = ((), (4, 1.5), (1.5, 1.5))[k]
            style = dict(color=colour, animated=True)
            self.lines.append(axes.plot([], [], lw=2.6, dashes=dash, **style)[0])
            self.dots.append(axes.plot([], [], "o", ms=6, mfc="white", mew=1.6, **style)[0])
        for k, (kind, mark) in enumerate((("conv", "—"), ("dense", "- -"), ("neighbour", "···"))):
            colour = DARK.get(KINDS[kind], CURVE)
            axes.text(0.97, 0.5 - 0.09 * k, f"{mark} {kind}", transform=axes.transAxes,
                      color=colour, weight="bold", ha="right")  # fmt: skip

    def update(self, data: str, examples: int) -> str:
        at = SIZES.index(examples)
        for (kind, _), line, dots in zip(KINDS.items(), self.lines, self.dots):
            rows = np.array([shares(data, n, kind) for n in SIZES])
            line.set_data(np.arange(len(SIZES)), np.median(rows, axis=1))
            x = np.arange(len(SIZES))[:, None] + np.array([-0.08, 0, 0.08])
            dots.set_data(x.ravel(), np.sort(rows, axis=1).ravel())
        self.column.set_x(at - 0.4)
        told = []
        for kind in KINDS:
            low, middle, high = np.sort(100 * shares(data, examples, kind))
            told.append(f"{kind} {number(middle, 1)} % ({number(low, 1)} to {number(high, 1)})")
        return f"Digits {data}, {examples:,} examples: {', '.join(told)}, by three seeds."
