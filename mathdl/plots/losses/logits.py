"""Three logits and the true class: cross-entropy and its gradient (chapter 5)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, LOSS, TARGET
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import number, short

TITLE = dict(loc="left", weight="bold", pad=9)


class LogitsPlot(Plot):
    """Three logits, the shares that softmax makes of them, and what the truth says to each.

    Left, the logits. Above, their shares as bars, and the truth in dashed frames: 1 for the true
    class, 0 for the others. Below, the slope of the loss in each logit, which is the difference of
    the two rows of numbers, what was said minus what is true; the three add up to 0.
    """

    NAMES = ("z₁", "z₂", "z₃")
    controls = {
        "z1": Slider(3.0, -6.0, 6.0, 0.1, "z₁"),
        "z2": Slider(1.0, -6.0, 6.0, 0.1, "z₂"),
        "z3": Slider(-1.0, -6.0, 6.0, 0.1, "z₃"),
        "target": Choice(2, (1, 2, 3), "true class"),
    }
    draggable = tuple(Point("logits", y=f"z{i + 1}", index=i) for i in range(3))
    size = (8, 5.2)
    ROWS = {"share": (-0.06, CURVE), "truth": (-0.24, DARK[TARGET])}  # of numbers, under the bars

    def build(self, figure: Figure) -> None:
        figure.get_layout_engine().set(hspace=0.06)
        grid = figure.add_gridspec(2, 2, width_ratios=(1, 2), height_ratios=(1.15, 1))
        self._build_logits(figure.add_subplot(grid[:, 0]))
        shares = figure.add_subplot(grid[0, 1])
        self._build_shares(shares)
        self._build_slopes(figure.add_subplot(grid[1, 1], sharex=shares))

    def _build_logits(self, axes: Axes) -> None:
        axes.set(xlim=(-0.6, 3.1), ylim=(-7, 7))
        axes.axhline(0, color=FAINT, lw=0.8)
        axes.spines.bottom.set_visible(False)
        axes.set_xticks(range(3), self.NAMES, fontsize=14, color=INPUT)
        axes.set_yticks([-6, -3, 0, 3, 6], ["−6", "−3", "0", "3", "6"])
        axes.tick_params(axis="x", length=0)
        axes.set_title("logits", color=INPUT, **TITLE)
        moving = dict(color=INPUT, animated=True)
        self.stems = [axes.plot([i, i], [0, 0], lw=1.6, **moving)[0] for i in range(3)]
        (self.logits,) = axes.plot([], [], "o", ms=12, **moving)
        self.written = [axes.text(i + 0.2, 0, "", va="center", **moving) for i in range(3)]

    def _build_shares(self, axes: Axes) -> None:
        axes.set(xlim=(-0.5, 2.5), ylim=(0, 1.08))
        axes.set_yticks([0, 0.5, 1], ["0", "½", "1"])
        axes.tick_params(bottom=False, labelbottom=False)
        axes.set_title("shares and truth", color=LOSS, **TITLE)
        self.bars = axes.bar(range(3), [1] * 3, 0.5, color=CURVE, animated=True)
        frame = dict(width=0.64, height=1, fill=False, ec=TARGET, ls=(0, (4, 2)), lw=2.4, zorder=3)
        self.frames = [
            axes.add_patch(Rectangle((i - 0.32, 0), **frame, animated=True)) for i in range(3)
        ]
        row = dict(va="top", fontsize=14, weight="bold")
        for name, (y, color) in self.ROWS.items():
            axes.text(-0.52, y - 0.01, name, ha="right", color=color, va="top", fontsize=12)
        self.numbers = {
            name: [
                axes.text(i, y, "", ha="center", color=c, **row, animated=True) for i in range(3)
            ]
            for name, (y, c) in self.ROWS.items()
        }
        corner = dict(xycoords="axes fraction", xytext=(0, 9), textcoords="offset points")
        look = dict(fontsize=16, weight="bold", ha="right", color=LOSS, animated=True)
        self.loss = axes.annotate("", (1, 1), **corner, **look)

    def _build_slopes(self, axes: Axes) -> None:
        axes.set(ylim=(-1.5, 1.5))
        axes.axhline(0, color=FAINT, lw=1)
        axes.spines.bottom.set_visible(False)
        axes.set_yticks([-1, 0, 1], ["−1", "0", "1"])
        axes.set_xticks(range(3), self.NAMES, fontsize=14, color=INPUT)
        axes.tick_params(axis="x", length=0)
        axes.set_title("slope = share − truth, together 0", color=DARK[GRADIENT], **TITLE)
        moving = dict(color=GRADIENT, animated=True)
        self.slopes = axes.bar(range(3), [1] * 3, 0.5, **moving)
        told = dict(ha="center", fontsize=14, weight="bold", color=DARK[GRADIENT])
        self.told = [axes.text(i, 0, "", animated=True, **told) for i in range(3)]

    def update(self, z1: float, z2: float, z3: float, target: int) -> str:
        z = dl.Tensor(np.round([z1, z2, z3], 9))
        loss = dl.cross_entropy(z, target - 1)
        loss.backward()
        shares, truth = dl.softmax(z.data), dl.one_hot(np.array(target - 1), 3)

        self.logits.set_data(range(3), z.data)
        for i, slope in enumerate(z.grad):
            self.stems[i].set_data([i, i], [0, z.data[i]])
            self.written[i].set(y=z.data[i], text=number(z.data[i], 1))
            self.bars[i].set_height(shares[i])
            self.frames[i].set_height(truth[i])
            self.numbers["share"][i].set_text(number(shares[i]))
            self.numbers["truth"][i].set_text(f"− {truth[i]:.0f}")
            self.slopes[i].set_height(slope)
            up = slope >= 0
            self.told[i].set(y=slope + (0.08 if up else -0.08), va="bottom" if up else "top")
            self.told[i].set_text(number(slope))
        self.loss.set_text(f"loss {short(loss.item())} nats")

        said = (
            f"Softmax gives the true class, number {target}, the share "
            f"{number(shares[target - 1])}: a loss of {short(loss.item())} nats. The slopes in the "
            f"logits are {', '.join(map(number, z.grad))}, together 0"
        )
        if shares[target - 1] > 0.99:
            return f"{said}: right and confident, so there is little left to learn."
        return f"{said}; z{'₁₂₃'[target - 1]} should rise, the others should fall."
