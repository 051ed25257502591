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
from mathdl.plots.kit.marks import above, inside
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import counted, per_cent, rounded, short

DEPTHS, RATES = record.DEPTHS, record.RATES
UNTRIED = 2.0**-5
DOUBLE = math.log10(2)


def _slider(layers: int) -> Slider:
    return Slider(
        UNTRIED,
        RATES[0],
        RATES[-1],
        DOUBLE,
        f"η with {counted(layers, 'hidden layer')}",
        log=True,
        when=lambda values: values["layers"] == layers,
    )


class GamePlot(Plot):
    """Find the largest learning rate that works, at every depth: your curve.

    Left, the rate that you chose for each depth, a green disc if it works and a cross if not;
    rates that work are joined. A depth whose rate was never moved is a small ring. Right, the three
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
    draggable = tuple(
        Point("tries", y=f"rate_{layers}", index=i, label=f"rate with {layers} layers")
        for i, layers in enumerate(DEPTHS)
    )
    size = (8, 4.7)

    def __init__(self, skips: bool = False) -> None:
        if skips:
            self.controls = {"net": Choice("skip", record.NETS, "net"), **self.controls}

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.35, 1))
        self._map(left)
        right.set(xlim=(0, record.STEPS), ylim=(0.35, 1.02), xlabel="step")
        shares = np.linspace(0.4, 1, 4)
        right.set_yticks([*shares[:-1], record.WORKS], [*map(per_cent, shares[:-1]), "95 %"])
        right.axhline(record.WORKS, color=TARGET, lw=1.4, dashes=(4, 2))
        right.axhline(record.ORANGE, color=FAINT, lw=1.2, dashes=(2, 2))
        right.text(record.STEPS, 0.765, "always orange", ha="right", va="top", color=MUTED)
        self.runs = [right.plot([], [], color=CURVE, lw=2, animated=True)[0] for _ in range(3)]
        self.title = above(right, weight="bold")
        inside(right, 0.03, "right on unseen points, three seeds", y=0.09, color=MUTED, fontsize=11)

    def _map(self, axes: Axes) -> None:
        axes.set_yscale("log")
        axes.set(xlim=(-0.6, 7.6), ylim=(RATES[0] / 1.6, RATES[-1] * 1.6), xlabel="hidden layers")
        axes.set_xticks(range(len(DEPTHS)), [str(layers) for layers in DEPTHS])
        ticks = 0.001, 0.01, 0.1, 1
        axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
        axes.minorticks_off()
        axes.set_ylabel("learning rate η")
        self.column = axes.axvspan(-0.5, 0.5, color=EMPTY, lw=0, animated=True)
        look = dict(fc=PALE[INPUT], lw=0, animated=True)
        self.works = axes.add_collection(PolyCollection([], **look))
        over = dict(animated=True, clip_on=False, zorder=4)
        (self.curve,) = axes.plot([], [], color=TARGET, lw=2.6, **over)
        (self.rings,) = axes.plot([], [], "o", mfc="white", color=FAINT, ms=6, **over)
        (self.wins,) = axes.plot([], [], "o", color=TARGET, ms=11, **over)
        (self.fails,) = axes.plot([], [], "x", color=CURVE, ms=9, mew=2.6, **over)
        (self.tries,) = axes.plot([], [], ls="none", **over)
        self.shares = [
            axes.text(i, RATES[-1] * 1.8, "", ha="center", va="bottom", animated=True)
            for i in range(len(DEPTHS))
        ]

    def update(self, layers: int, whole_map: bool, net: str = "plain", **rates: float) -> str:
        chosen = [_nearest(rates[f"rate_{n}"]) for n in DEPTHS]
        medians = [record.median(net, n) for n in DEPTHS]
        here = DEPTHS.index(layers)
        tried = [i == here or RATES[k] != UNTRIED for i, k in enumerate(chosen)]
        share = [float(median[k]) for median, k in zip(medians, chosen, strict=True)]
        wins = [t and s >= record.WORKS for t, s in zip(tried, share, strict=True)]
        self._show_tries([RATES[k] for k in chosen], tried, wins, share)
        self.column.set_x(here - 0.5)
        self.works.set_verts(_cells(medians) if whole_map else [])
        runs = record.game()[net, layers][chosen[here]]
        for line, accuracies in zip(self.runs, runs, strict=True):
            line.set_data(np.arange(len(accuracies)) * record.EVERY, accuracies)
        rate = short(rounded(RATES[chosen[here]], 2))
        self.title.set_text(
            f"{layers} layers, η = {rate}" if layers > 1 else f"1 layer, η = {rate}"
        )
        return _said(net, layers, rate, runs[:, -1], wins, [RATES[k] for k in chosen])

    def _show_tries(
        self, rates: list[float], tried: list[bool], wins: list[bool], share: list[float]
    ) -> None:
        x, y = np.arange(len(DEPTHS)), np.array(rates)
        won, untried = np.array(wins), ~np.array(tried)
        lost = ~won & ~untried
        self.tries.set_data(x, y)
        self.curve.set_data(x[won], y[won])
        for marks, which in ((self.wins, won), (self.fails, lost), (self.rings, untried)):
            marks.set_data(x[which], y[which])
        for text, was_tried, win, part in zip(self.shares, tried, wins, share, strict=True):
            text.set_text(f"{int(100 * part)} %" if was_tried else "")
            text.set_color(DARK[TARGET] if win else MUTED)


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


def _said(
    net: str, layers: int, rate: str, ends: np.ndarray, wins: list[bool], rates: list[float]
) -> str:
    shares = sorted(ends)
    middle = f"{100 * shares[1]:.3g} %"
    kind = "" if net == "plain" else f" and {net}"
    said = (
        f"With {counted(layers, 'hidden layer')}{kind} and η = {rate} the median of three seeds is "
        f"{middle} (the others {100 * shares[0]:.3g} % and {100 * shares[2]:.3g} %)"
    )
    if shares[1] >= record.WORKS:
        said += ": this rate works."
    elif abs(shares[1] - record.ORANGE) < 0.005:
        said += ", what always orange gives: this rate does not work."
    else:
        said += ": this rate does not work."
    curve = [
        f"{short(rounded(r, 2))} with {n}"
        for n, r, win in zip(DEPTHS, rates, wins, strict=True)
        if win
    ]
    return f"{said} Your curve: {', '.join(curve)}." if curve else f"{said} Your curve is empty."
