"""What a forecast costs on average, and which forecast is the cheapest (chapter 5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, GRADIENT, INPUT, LOSS, MUTED, TARGET
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import HEADLINE, above, arrow
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import number, per_cent

WEIGHT = 20  # how often a day of rain counts, where it counts more


class Rule(NamedTuple):
    """How a forecast is scored: its cost on a day of rain and on a dry one, and how high it goes.

    Attributes
    ----------
    rain, dry : function of the forecast
    cheapest : function of the true rate
        The forecast that costs least on average.
    top : float
        Of the axis.
    """

    rain: Callable
    dry: Callable
    cheapest: Callable
    top: float


RULES = {
    "surprise": Rule(lambda p: -np.log(p), lambda p: -np.log(1 - p), lambda q: q, 3.0),
    "squared error": Rule(lambda p: (1 - p) ** 2, lambda p: p**2, lambda q: q, 1.0),
    "distance": Rule(lambda p: 1 - p, lambda p: p, lambda q: float(np.sign(q - 0.5) + 1) / 2, 1.0),
    f"surprise, rain counts {WEIGHT}×": Rule(
        lambda p: -WEIGHT * np.log(p),
        lambda p: -np.log(1 - p),
        lambda q: WEIGHT * q / (WEIGHT * q + 1 - q),
        6.0,
    ),
}


def expected(rule: str, p: float | np.ndarray, q: float) -> float | np.ndarray:
    """Return what a forecast p costs on average where it rains with probability q.

    Examples
    --------
    >>> float(expected("surprise", 0.5, 0.9).round(3)), float(expected("distance", 1, 0.9).round(3))
    (0.693, 0.1)
    """
    how, p = RULES[rule], np.asarray(p, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        rain, dry = (np.where(share > 0, share * cost(p), 0.0)
                     for share, cost in ((q, how.rain), (1 - q, how.dry)))  # fmt: skip
    return rain + dry


class HonestPlot(Plot):
    """The average cost of every forecast, where it rains at a true rate q.

    The curve is lowest at the forecast that pays best. Under surprise and under the squared error
    that is q itself, so honesty pays; under the plain distance it is 0 or 1. The height of the
    lowest point is the cost that nobody can avoid: the entropy, if the score is surprise. What a
    forecast costs beyond it is the gap.
    """

    controls = {
        "p": Slider(0.6, 0.01, 0.99, 0.01, "forecast p"),
        "q": Slider(0.9, 0.05, 0.95, 0.01, "true rate q"),
        "rule": Choice("surprise", tuple(RULES), "score"),
    }
    draggable = (Point("here", x="p"),)
    size = (8, 4.6)

    def build(self, figure: Figure) -> None:
        self.axes = axes = figure.subplots()
        axes.set(xlim=(-0.01, 1.01), xlabel="forecast p: “rain with probability p”")
        axes.set_ylabel("average cost of a day")
        axes.yaxis.set_label_coords(-0.085, 0.5)  # beside the widest of numbers, "0.25"
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
        moving = dict(animated=True)
        (self.rate,) = axes.plot([], [], color=TARGET, lw=1.8, dashes=(4, 2), **moving)
        self.told_rate = axes.text(0, 0, "", color=DARK[TARGET], weight="bold", **moving)
        (self.floor,) = axes.plot([], [], color=MUTED, lw=1.4, dashes=(2, 2), **moving)
        (self.curve,) = axes.plot([], [], color=LOSS, lw=2.8, **moving)
        paper = dict(bbox=dict(facecolor="white", edgecolor="none", pad=1))
        self.gap = arrow(axes, GRADIENT, 2, 14, arrowstyle="<->")
        self.told_gap = axes.text(
            0, 0, "", color=DARK[GRADIENT], va="center", weight="bold", **paper, **moving
        )
        best = dict(color=DARK[TARGET], ms=17, mec="white", mew=1, clip_on=False, zorder=4)
        (self.best,) = axes.plot([], [], "*", **best, **moving)
        (self.here,) = axes.plot([], [], "o", color=INPUT, ms=12, clip_on=False, zorder=5, **moving)
        self.total = above(axes, 0, color=LOSS, **HEADLINE)
        self.verdict = above(axes, 1, **HEADLINE)

    def update(self, p: float, q: float, rule: str) -> str:
        p, q = round(p, 9), round(q, 9)
        how = RULES[rule]
        cheapest = how.cheapest(q)
        cost, least = float(expected(rule, p, q)), float(expected(rule, cheapest, q))
        gap = max(cost - least, 0.0)
        self._scale(how.top)
        top = how.top
        forecasts = 1 / (1 + np.exp(-np.linspace(-9, 9, 400)))  # close together at both ends
        self.curve.set_data(forecasts, expected(rule, forecasts, q))
        self.rate.set_data([q, q], [0, top])
        left = q > 0.5
        self.told_rate.set(
            text=f"it rains on {per_cent(q)}", x=q + (-0.012 if left else 0.012), y=0.93 * top,
            ha="right" if left else "left",
        )  # fmt: skip
        self.floor.set_data([-0.01, 1.01], [least, least])
        self.best.set_data([cheapest], [least])
        seen = min(cost, top)
        self.here.set_data([p], [seen])
        shown = seen - least > 0.04 * top
        self.gap.set_visible(shown)
        self.gap.set_positions((p, least), (p, seen))
        self.told_gap.set(
            text=f"gap {number(gap)}" if shown else "", y=(seen + least) / 2,
            x=p + (0.015 if p < 0.5 else -0.015), ha="left" if p < 0.5 else "right",
        )  # fmt: skip
        floor = "entropy" if rule == "surprise" else "least"
        self.total.set_text(f"{number(cost)} = {floor} {number(least)} + gap {number(gap)}")
        honest = abs(cheapest - q) < 1e-9
        flat = rule == "distance" and q == 0.5
        best = "all of them" if flat else per_cent(cheapest)
        self.verdict.set_text(f"★ cheapest: {best}")
        self.verdict.set_color(DARK[TARGET] if honest else DARK[GRADIENT])
        unit = " nats" if rule == "surprise" else ""
        pays = "honesty pays" if honest else "honesty does not pay"
        pays = "every forecast costs the same" if flat else pays
        return (
            f"It rains on {per_cent(q)} of such days. Scored by {rule}, a forecast of "
            f"{per_cent(p)} costs {number(cost)}{unit} a day: {number(least)} for everybody, and "
            f"a gap of {number(gap)}. Cheapest is {best}: {pays}."
        )

    def _scale(self, top: float) -> None:
        """Give the axis of a score its height."""
        if self.axes.get_ylim()[1] != top:
            ticks = np.linspace(0, top, 5 if top == 1 else 4)
            self.axes.set(ylim=(0, top), yticks=ticks)
            self.axes.set_yticklabels([f"{tick:g}" for tick in ticks], color=CURVE)
