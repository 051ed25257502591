"""Softmax and its temperature (chapter 4)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, FAINT, INPUT, MUTED
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import HEADLINE, above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import number, short


class SoftmaxPlot(Plot):
    """Three logits, and the shares that softmax makes of them at temperature T.

    Left, the logits on a ruler that slides along when all of them grow; right, their shares, which
    are positive and add up to 1. Only the differences of the logits matter, divided by T.
    """

    NAMES = ("z₁", "z₂", "z₃")
    controls = {
        "z1": Slider(3.0, -6.0, 6.0, 0.1, "z₁"),
        "z2": Slider(1.0, -6.0, 6.0, 0.1, "z₂"),
        "z3": Slider(-1.0, -6.0, 6.0, 0.1, "z₃"),
        "temperature": Slider(1.0, 0.1, 10.0, 0.05, "temperature T", log=True),
        "add": Slider(0, -100, 100, 1, "add to all"),
    }
    draggable = tuple(Point("logits", y=f"z{i + 1}", index=i) for i in range(3))
    size = (8, 4)
    MARKS = (-6, -3, 0, 3, 6)  # of the ruler

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.5))
        places = np.arange(3)
        left.set(xlim=(-1.5, 3.05), ylim=(-6.9, 6.9))
        left.spines.left.set_position(("data", -0.55))
        left.spines.bottom.set_visible(False)
        left.set_xticks(places, self.NAMES, fontsize=13, color=INPUT)
        left.set_yticks(self.MARKS, [""] * len(self.MARKS))
        left.tick_params(axis="x", length=0)
        right.set(xlim=(-0.55, 3.05), ylim=(0, 1.12))
        right.set_xticks(places, self.NAMES, fontsize=13, color=INPUT)
        right.set_yticks([0, 0.5, 1], ["0", "½", "1"])
        right.tick_params(axis="x", length=0)
        right.axhline(1 / 3, color=FAINT, lw=1.2, dashes=(5, 3))
        paper = dict(bbox=dict(facecolor="white", edgecolor="none", pad=1))
        right.text(3.05, 1 / 3, "all\nequal", color=MUTED, ha="right", va="center", **paper)

        moving, blue = dict(animated=True), dict(color=INPUT, animated=True)
        beside = dict(ha="right", va="center", fontsize=11, **moving)
        self.ruler = [left.text(-0.72, mark, "", **beside) for mark in self.MARKS]
        (self.largest,) = left.plot([], [], color=FAINT, lw=1.2, dashes=(5, 3), **moving)
        self.drops = [left.plot([], [], lw=1.6, dashes=(2, 1.5), **blue)[0] for _ in places]
        (self.logits,) = left.plot([], [], "o", ms=12, **blue)
        self.written = [left.text(i + 0.2, 0, "", va="center", fontsize=11, **blue) for i in places]
        self.bars = right.bar(places, [1] * 3, 0.7, color=CURVE, **moving)
        over = dict(ha="center", va="bottom", fontsize=14, weight="bold", color=CURVE, **moving)
        self.shares = [right.text(i, 0, "", **over, **paper) for i in places]
        above(left, 0, "logits", color=INPUT, **HEADLINE)
        self.rule = above(right, **HEADLINE)

    def update(self, z1: float, z2: float, z3: float, temperature: float, add: int) -> str:
        z = np.round([z1, z2, z3], 9)
        shares = dl.softmax((z + add) / temperature)

        for text, mark in zip(self.ruler, self.MARKS, strict=True):
            text.set_text(number(mark + add, 0))
        self.largest.set_data([-0.55, 2.6], [z.max()] * 2)
        self.logits.set_data(range(3), z)
        for i in range(3):
            self.drops[i].set_data([i, i], [z.max(), z[i]])
            self.written[i].set(y=z[i] - 0.55, text=number(z[i] + add, 1))
            self.bars[i].set_height(shares[i])
            self.shares[i].set(y=shares[i] + 0.015, text=number(shares[i]))
        self.rule.set_text(f"shares at T = {short(temperature)}")

        logits = ", ".join(number(each + add, 1) for each in z)
        said = (
            f"At temperature {short(temperature)} softmax turns the logits {logits} into the "
            f"shares {', '.join(map(number, shares))}, together 1"
        )
        gap = z.max() - np.sort(z)[-2]
        ratio = float(np.exp(gap / temperature))
        if gap == 0:
            said += "; equal logits get equal shares"
        elif ratio < 1000:
            said += (
                f"; the largest is ahead by {number(gap, 1)} and gets exp({number(gap, 1)}/T) = "
                f"{short(ratio)} times the share of the next"
            )
        else:
            said += "; the largest takes nearly all: almost one-hot"
        return f"{said}." + (" What is added to all of them changes no share." if add else "")
