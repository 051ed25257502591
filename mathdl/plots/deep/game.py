"""The game of chapter 8: find the learning rate, then go deeper."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from mathdl.plots.deep import record
from mathdl.plots.kit.colours import CURVE, DARK, EMPTY, FAINT, INPUT, MUTED, PALE, TARGET
from mathdl.plots.kit.controls import Choice, Slider, Toggle
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, rounded, short

DEPTHS, RATES = record.DEPTHS, record.RATES
UNTRIED = RATES[0] / 2  # where a slider stands before it is moved
DOUBLE = math.log10(2)


def _slider(layers: int) -> Slider:
    return Slider(
        2.0**-5 if layers == 1 else UNTRIED,
        UNTRIED,
        RATES[-1],
        DOUBLE,
        f"η with {counted(layers, 'hidden layer')}",
        log=True,
        when=lambda values: values["layers"] == layers,
    )


class GamePlot(Plot):
    """Find the largest learning rate that works, at every depth: your curve.

    Left, the rate that you chose for each depth, a green disc if it works and a cross if not;
    rates that work are joined, and above stands the median in per cent. A ring is a depth that you
    have not tried: its slider is still at the very left. Right, the three
    nets of the chosen depth while they learn. Nothing is trained as you play: every net was trained
    before, three seeds for each of 15 rates and 8 depths, and recorded.

    All nets have 16 tanh units to a layer, weights of std 1/√in, and learn disc from ring, 400
    points, by momentum 0.9 in batches of 64, for 300 steps. A rate works if the median of the three
    seeds gets 95 % of 1,000 unseen points right.

    Parameters
    ----------
    skips : bool
        Whether nets with skips, of section 8.7, may be chosen, too.
    """

    controls = {
        "layers": Choice(1, DEPTHS, "hidden layers"),
        **{f"rate_{layers}": _slider(layers) for layers in DEPTHS},
        "whole_map": Toggle(False, "show every rate that works"),
    }
    size = (8, 4.7)

    def __init__(self, skips: bool = False) -> None:
        if skips:
            self.controls = {"net": Choice("skip", record.NETS, "net"), **self.controls}

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.35, 1))
        self._map(left)
        right.set(xlim=(0, record.STEPS), ylim=(0.2, 1.02))
        right.set_xlabel("step")
        shares = 0.2, 0.4, 0.6, record.ORANGE, record.WORKS
        written = [f"{100 * share:.0f} %" for share in shares]
        right.set_yticks(shares, [*written[:3], "orange", written[4]])
        right.axhline(record.WORKS, color=TARGET, lw=1.4, dashes=(4, 2))
        right.axhline(record.ORANGE, color=FAINT, lw=1.2, dashes=(2, 2))
        self.runs = [right.plot([], [], color=CURVE, lw=2, animated=True)[0] for _ in range(3)]
        self.title = above(right, weight="bold")

    def _map(self, axes: Axes) -> None:
        axes.set_yscale("log")
        axes.set(xlim=(-0.6, 7.6), ylim=(UNTRIED / 1.6, RATES[-1] * 1.6), xlabel="hidden layers")
        axes.set_xticks(range(len(DEPTHS)), [str(layers) for layers in DEPTHS])
        ticks = 0.001, 0.01, 0.1, 1
        axes.set_yticks([UNTRIED, *ticks], ["not tried", *(f"{tick:g}" for tick in ticks)])
        axes.minorticks_off()
        axes.set_ylabel("learning rate η")
        axes.text(-0.7, RATES[-1] * 1.8, "%", ha="right", va="bottom", color=MUTED)
        self.column = axes.axvspan(-0.5, 0.5, color=EMPTY, lw=0, animated=True)
        look = dict(fc=PALE[INPUT], lw=0, animated=True)
        self.works = axes.add_collection(PolyCollection([], **look))
        over = dict(animated=True, clip_on=False, zorder=4)
        (self.curve,) = axes.plot([], [], color=TARGET, lw=2.6, **over)
        (self.rings,) = axes.plot([], [], "o", mfc="white", color=FAINT, ms=6, **over)
        (self.wins,) = axes.plot([], [], "o", color=TARGET, ms=11, **over)
        (self.fails,) = axes.plot([], [], "x", color=CURVE, ms=9, mew=2.6, **over)
        self.shares = [
            axes.text(i, RATES[-1] * 1.8, "", ha="center", va="bottom", animated=True)
            for i in range(len(DEPTHS))
        ]

    def update(self, layers: int, whole_map: bool, net: str = "plain", **rates: float) -> str:
        moved = np.array([rates[f"rate_{n}"] for n in DEPTHS])
        tried = moved > 1.2 * UNTRIED
        chosen = [_nearest(rate) for rate in moved]
        medians = [record.median(net, n) for n in DEPTHS]
        share = np.array([median[k] for median, k in zip(medians, chosen, strict=True)])
        self._show_tries(np.where(tried, np.array(RATES)[chosen], UNTRIED), tried, share)
        here = DEPTHS.index(layers)
        self.column.set_x(here - 0.5)
        self.works.set_verts(_cells(medians) if whole_map else [])
        runs = record.game()[net, layers][chosen[here]]
        for line, accuracies in zip(self.runs, runs, strict=True):
            line.set_data(np.arange(len(accuracies)) * record.EVERY, accuracies)
            line.set_visible(bool(tried[here]))
        depth = counted(layers, "hidden layer") + ("" if net == "plain" else f" and {net}")
        rate = _written(RATES[chosen[here]])
        self.title.set_text(f"{counted(layers, 'layer')}, η = {rate if tried[here] else '?'}")
        won = tried & (share >= record.WORKS)
        curve = [f"{_written(RATES[chosen[i]])} with {DEPTHS[i]}" for i in np.flatnonzero(won)]
        yours = f"Your curve: {', '.join(curve)}." if curve else "Your curve is empty."
        if not tried[here]:
            return f"With {depth}: choose a rate. {yours}"
        return f"With {depth} and η = {rate} {_judged(runs[:, -1])} {yours}"

    def _show_tries(self, rates: np.ndarray, tried: np.ndarray, share: np.ndarray) -> None:
        x, won = np.arange(len(DEPTHS)), tried & (share >= record.WORKS)
        self.curve.set_data(x[won], rates[won])
        for marks, which in (
            (self.wins, won),
            (self.fails, tried & ~won),
            (self.rings, ~tried),
        ):
            marks.set_data(x[which], rates[which])
        for i, text in enumerate(self.shares):
            text.set_text(f"{int(100 * share[i])}" if tried[i] else "")
            text.set_color(DARK[TARGET] if won[i] else MUTED)


def _nearest(rate: float) -> int:
    """Return which of the recorded rates is meant."""
    return int(np.argmin(np.abs(np.log(np.array(RATES) / rate))))


def _cells(medians: list[np.ndarray]) -> list[np.ndarray]:
    half = 2**0.5
    return [
        np.array([(i - 0.3, rate / half), (i + 0.3, rate / half),
                  (i + 0.3, rate * half), (i - 0.3, rate * half)])
        for i, median in enumerate(medians)
        for rate, share in zip(RATES, median, strict=True)
        if share >= record.WORKS
    ]  # fmt: skip


def _judged(ends: np.ndarray) -> str:
    low, middle, high = (100 * share for share in sorted(ends))
    said = f"the median of three seeds is {middle:.3g} % (the others {low:.3g} % and {high:.3g} %)"
    if middle >= 100 * record.WORKS:
        return f"{said}: this rate works."
    if abs(middle - 100 * record.ORANGE) < 0.5:
        said += ", what always orange gives"
    return f"{said}: this rate does not work."


def _written(rate: float) -> str:
    return short(rounded(rate, 2)) if rate > 0.001 else f"{rate:.5f}"
