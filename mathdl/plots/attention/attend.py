"""One query, three keys, three values: attention on a plane (chapter 12)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, MUTED, PALE, WEIGHT
from mathdl.plots.kit.controls import Slider, Toggle
from mathdl.plots.kit.marks import above, arrow
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import number

KEYS = np.array([[0.0, 1], [1, 0], [2, 1]])
VALUES = np.array([[10.0, 0], [0, 10], [10, 10]])
NAMES = "1", "2", "3"


class AttendPlot(Plot):
    """Left, what the third token asks (q) and what the three offer (keys); middle, the shares.

    Right, what they hand over (values), and the average of them that comes out. It always lies in
    the triangle of the values. Only the directions and lengths on the left decide the shares.
    """

    controls = {
        "q1": Slider(1.0, -4.0, 4.0, 0.1, "q, across"),
        "q2": Slider(0.0, -4.0, 4.0, 0.1, "q, up"),
        "scaled": Toggle(True, "divide the scores by √2"),
        "hidden": Toggle(False, "hide the third token"),
    }
    draggable = (Point("query", x="q1", y="q2"),)
    size = (8, 4)

    def build(self, figure: Figure) -> None:
        left, middle, right = figure.subplots(1, 3, width_ratios=(1.25, 0.9, 1.2))
        left.set(xlim=(-4.4, 4.4), ylim=(-4.4, 4.4))
        left.set_xticks([-4, -2, 0, 2, 4])
        left.set_yticks([-4, -2, 0, 2, 4])
        left.axhline(0, color=FAINT, lw=0.8)
        left.axvline(0, color=FAINT, lw=0.8)
        for name, key, place in zip(NAMES, KEYS, ((-0.4, 1.4), (1.0, -0.7), (2.4, 1.3))):
            arrow(left, WEIGHT, 2.4, 12, tip=tuple(key), animated=False)
            left.text(*place, name, ha="center", va="center", color=DARK[WEIGHT], weight="bold")
        self.arrow = arrow(left, GRADIENT, 3, 16)
        (self.query,) = left.plot([], [], "o", color=GRADIENT, ms=10, animated=True)
        middle.set(xlim=(-0.6, 2.6), ylim=(0, 1.15))
        middle.set_xticks(range(3), NAMES, color=DARK[WEIGHT], weight="bold")
        middle.set_yticks([0, 0.5, 1], ["0", "½", "1"])
        middle.tick_params(axis="x", length=0)
        self.bars = middle.bar(range(3), [0] * 3, 0.7, color=CURVE, animated=True)
        look = dict(ha="center", va="bottom", color=CURVE, weight="bold", animated=True)
        self.shares = [middle.text(k, 0, "", **look) for k in range(3)]
        right.set(xlim=(-2, 12.5), ylim=(-2, 12.5))
        right.set_xticks([0, 5, 10])
        right.set_yticks([0, 5, 10])
        right.add_patch(Polygon(VALUES, fc=PALE[INPUT], ec=INPUT, lw=1.2))
        right.plot(*VALUES.T, "s", color=INPUT, ms=8)
        for name, (x, y) in zip(NAMES, ((11.3, -0.6), (-1.0, 10.9), (11.3, 11.2))):
            right.text(x, y, name, ha="center", va="center", color=DARK[INPUT], weight="bold")
        self.pulls = [right.plot([], [], color=FAINT, lw=1.4, animated=True)[0] for _ in range(3)]
        (self.out,) = right.plot([], [], "D", color=CURVE, mec="white", ms=11, animated=True)
        above(left, 0, "keys and", color=DARK[WEIGHT], weight="bold")
        above(left, 1, "query", color=DARK[GRADIENT], weight="bold")
        above(middle, 0, "shares", color=CURVE, weight="bold")
        above(right, 0, "values and", color=DARK[INPUT], weight="bold")
        above(right, 1, "their mean ◆", color=MUTED, weight="bold")

    def update(self, q1: float, q2: float, scaled: bool, hidden: bool) -> str:
        q = np.round([q1, q2], 9)
        scores = KEYS @ q / (np.sqrt(2) if scaled else 1)
        masked = np.where([False, False, hidden], -np.inf, scores)
        shares = dl.softmax(masked)
        out = shares @ VALUES
        self.arrow.set_positions((0, 0), tuple(q))
        self.query.set_data([q1], [q2])
        self.out.set_data([out[0]], [out[1]])
        for k, share in enumerate(shares):
            self.bars[k].set_height(share)
            self.shares[k].set(y=share + 0.015, text=number(share, 2))
            self.pulls[k].set_data([VALUES[k, 0], out[0]], [VALUES[k, 1], out[1]])
            self.pulls[k].set_linewidth(0.4 + 5 * share)
        told = ", ".join(number(s, 2) for s in scores)
        return (
            f"q = ({number(q1, 1)}, {number(q2, 1)}): scores {told}"
            + (", the third hidden" if hidden else "")
            + f", shares {', '.join(number(s, 2) for s in shares)}, out "
            f"({number(out[0], 2)}, {number(out[1], 2)})."
        )
