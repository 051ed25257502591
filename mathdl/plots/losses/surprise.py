"""Surprise: minus the logarithm of the probability given to the truth (chapter 5)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import mathdl as dl
from mathdl.plots.kit.colours import DARK, FAINT, INPUT, LOSS, MUTED, PALE, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import arrow
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
from mathdl.words import brief, number

WORDS = {"cat": INPUT, "dog": DARK[WEIGHT]}


class SurprisePlot(Plot):
    """The surprise −log p at an animal, where p is the probability that was given to its kind.

    Below, the network's answer as a bar of length 1, the true kind first, so that its part ends at
    p. Straight above that place, on the curve, is the surprise; the squared error (1 − p)² is
    drawn to compare.
    """

    controls = {
        "p": Slider(0.9, 0.001, 0.999, 0.001, "p(cat)"),
        "truth": Choice("cat", ("cat", "dog"), "in truth a"),
    }
    draggable = (
        Point("here", x="p", rates="towards_the_cat"),
        Point("border", x="p", rates="towards_the_cat"),
    )
    size = (8, 4.8)
    MARKS = (0.1, 0.01, 0.001)

    def build(self, figure: Figure) -> None:
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(8, 1))
        upper.set(xlim=(-0.012, 1.012), ylim=(0, 7.5), ylabel="loss in nats")
        upper.tick_params(bottom=False, labelbottom=False)
        self._build_curves(upper)

        lower.set(ylim=(0, 1), yticks=[])
        lower.spines[:].set_visible(False)
        lower.tick_params(bottom=False, labelbottom=False)
        moving = dict(animated=True)
        pale = dict(xy=(0, 0), width=1, height=1, lw=1.6, **moving)
        cat = Rectangle(fc=PALE[INPUT], ec=INPUT, **pale)
        dog = Rectangle(fc=PALE[WEIGHT], ec=WEIGHT, hatch="//", **pale)
        self.parts = {"cat": lower.add_patch(cat), "dog": lower.add_patch(dog)}
        below = dict(y=-0.25, s="", va="top", fontsize=14, weight="bold", **moving)
        self.right_part = lower.text(x=0, **below)
        self.wrong_part = lower.text(x=1, ha="right", **below)

        (self.drop,) = upper.plot([], [], color=LOSS, lw=1.4, dashes=(3, 2), **moving)
        (self.edge,) = lower.plot([], [], color=LOSS, lw=3, **moving)
        over = dict(clip_on=False, **moving)
        (self.here,) = upper.plot([], [], "o", color=LOSS, ms=13, **over)
        (self.square,) = upper.plot([], [], "D", color=MUTED, mfc="white", mew=1.8, ms=8, **over)
        told = dict(s="", va="center", **moving)
        self.told = upper.text(0.24, 5.95, fontsize=19, weight="bold", color=LOSS, **told)
        self.compared = upper.text(0.245, 5.15, fontsize=13, color=MUTED, **told)

    def _build_curves(self, axes: Axes) -> None:
        """Draw both losses for every p, and the surprise at one in ten, in 100, in 1000."""
        p = np.geomspace(0.0005, 1, 400)
        axes.plot(p, self.surprise(p), color=LOSS, lw=2.6)
        axes.plot(p, (1 - p) ** 2, color=MUTED, lw=1.8, dashes=(4, 2))
        axes.text(0.2, 1.75, "−log p", fontsize=14, weight="bold", va="bottom")
        # Moves with the others only to lie on top of the line that drops through it.
        paper = dict(bbox=dict(facecolor="white", edgecolor="none", pad=1), animated=True)
        axes.text(0.02, 0.16, "(1 − p)², at most 1", color=MUTED, va="bottom", **paper)
        marks = np.array(self.MARKS)
        heights = self.surprise(marks)
        axes.set_yticks([0, 1, *heights], ["0", "1", *map(number, heights)])
        axes.hlines(heights, marks, 1, color=FAINT, lw=0.8, zorder=0)
        axes.plot(marks, heights, "o", ms=6, mfc="white", mec=LOSS, mew=1.4, clip_on=False)
        for mark, height in zip(marks, heights, strict=True):
            axes.text(mark + 0.02, height + 0.1, f"p = {brief(mark)}", va="bottom", fontsize=12)
        for low, high in pairwise(heights):
            arrow(axes, MUTED, 1, 12, (0.93, high), (0.93, low), arrowstyle="<->", animated=False)
            axes.text(0.915, (low + high) / 2, "+2.303", color=MUTED, ha="right", va="center")

    @staticmethod
    def surprise(p: float | np.ndarray) -> np.ndarray:
        """Compute −log p, in nats."""
        return -dl.log(p)

    def update(self, p: float, truth: str) -> str:
        cat = round(p, 9)
        other = "dog" if truth == "cat" else "cat"
        given = cat if truth == "cat" else 1 - cat
        loss, squared = float(self.surprise(given)), (1 - given) ** 2

        self.parts[truth].set_bounds(0, 0, given, 1)
        self.parts[other].set_bounds(given, 0, 1 - given, 1)
        self.right_part.set(text=f"true: {truth}, p = {number(given)}", color=WORDS[truth])
        self.wrong_part.set(text=f"{other} {number(1 - given)}", color=WORDS[other])
        self.drop.set_data([given, given], [0, loss])
        self.edge.set_data([given, given], [0, 1])
        self.here.set_data([given], [loss])
        self.square.set_data([given], [squared])
        self.told.set_text(f"● surprise {number(loss)} nats")
        self.compared.set_text(f"◇ squared error {number(squared)}")

        said = (
            f"The network gave {number(given)} to “{truth}”, which is true: the surprise "
            f"−log {number(given)} is {number(loss)} nats, the squared error {number(squared)}"
        )
        if given < 0.2:
            return f"{said}. Sure and wrong costs 2.303 nats more for every further zero."
        return f"{said}."

    def border(self, p: float, truth: str) -> Place:
        """Tell where the two parts of the bar meet."""
        return self.edge.axes, p if truth == "cat" else 1 - p, 0.5

    def towards_the_cat(self, p: float, truth: str) -> Rates:
        """Return what p(cat) becomes by 1 to the right: the true kind stands first."""
        return {"p": (1 if truth == "cat" else -1, 0)}
