"""Why not count mistakes: a staircase has no slope, a loss has one (chapter 5)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, LOSS, PALE, WEIGHT
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point
from mathdl.words import number, short


class MistakesPlot(Plot):
    """Ten points of two classes, one threshold, and two ways to judge it: accuracy and loss.

    Above, the points; those right of the threshold are taken for triangles, and a cross marks each
    mistake. Below, the share of right answers, and a loss, the mean binary cross-entropy of the
    logit 2·(x − threshold), as far as the threshold has come from the left. The short line on each
    curve is its slope here.
    """

    CIRCLES = np.array([-2.41, -1.73, -1.15, -0.55, -0.29])
    TRIANGLES = np.array([-0.81, 0.57, 1.15, 1.75, 2.45])
    X = np.concatenate([CIRCLES, TRIANGLES])
    Y = np.repeat([0.0, 1.0], [len(CIRCLES), len(TRIANGLES)])
    STEEPNESS = 2.0
    TINTS = PALE[INPUT], PALE[WEIGHT]
    # Points lie at odd hundredths: the threshold never stands on one, where accuracy jumps.
    controls = {"threshold": Slider(-1.5, -3.0, 3.0, 0.02, "threshold")}
    draggable = (
        Point("border", x="threshold"),
        Point("dots", x="threshold", index=0),
        Point("dots", x="threshold", index=1),
    )
    size = (8, 5)
    REACH = 0.4  # of the short lines, to either side

    def build(self, figure: Figure) -> None:
        figure.get_layout_engine().set(hspace=0.06)
        points, stairs, valley = figure.subplots(3, 1, sharex=True, height_ratios=(0.5, 1, 1.15))
        self._build_points(points)
        self.edges = np.array([-3.2, *np.sort(self.X), 3.2])
        levels = [self.accuracy(t) for t in (self.edges[1:] + self.edges[:-1]) / 2]
        self.staircase = np.stack([np.repeat(self.edges, 2)[1:-1], np.repeat(levels, 2)], axis=1)
        stairs.set(ylim=(0.42, 1), yticks=[0.5, 0.7, 0.9], ylabel="accuracy")
        (self.stairs,) = stairs.plot([], [], color=CURVE, lw=2.2, animated=True)
        every = np.linspace(-3.2, 3.2, 321)
        self.ramp = np.stack([every, [self.loss(t) for t in every]], axis=1)
        valley.set(xlim=(-3.2, 3.2), ylim=(0, 2.4), yticks=[0, 1, 2], ylabel="loss")
        valley.set(xlabel="threshold", xticks=range(-3, 4))
        valley.set_xticklabels([number(x, 0) for x in range(-3, 4)])
        (self.valley,) = valley.plot([], [], color=LOSS, animated=True)
        figure.align_ylabels()

        look = dict(color=FAINT, lw=1.4, dashes=(4, 2), zorder=1, animated=True)
        self.sights = [axes.axvline(0, **look) for axes in (points, stairs, valley)]
        look = dict(color=GRADIENT, lw=5, solid_capstyle="butt", zorder=3, animated=True)
        self.slopes = [axes.plot([], [], **look)[0] for axes in (stairs, valley)]
        look = dict(color=LOSS, zorder=4, animated=True)
        self.dots = [axes.plot([], [], "o", **look)[0] for axes in (stairs, valley)]
        self.told = [above(axes, color=LOSS, weight="bold") for axes in (stairs, valley)]
        self.steep = [
            above(axes, 0.42, color=DARK[GRADIENT], weight="bold") for axes in (stairs, valley)
        ]

    def _build_points(self, axes: Axes) -> None:
        axes.set(ylim=(-1, 1), yticks=[])
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.tick_params(bottom=False)
        # Everything is animated: the tints move, and would cover what stands still.
        look = dict(zorder=0, animated=True)
        self.tints = [axes.axvspan(0, 1, color=colour, lw=0, **look) for colour in self.TINTS]
        axes.plot([-3.2, 3.2], [0, 0], color=FAINT, lw=1, zorder=1, animated=True)
        look = dict(zorder=3, animated=True)
        axes.plot(self.CIRCLES, 0 * self.CIRCLES, "o", color=INPUT, ms=11, **look)
        axes.plot(self.TRIANGLES, 0 * self.TRIANGLES, "^", color=WEIGHT, ms=12, **look)
        look = dict(color=LOSS, ms=17, mew=2.2, zorder=4, animated=True)
        (self.wrong,) = axes.plot([], [], "x", **look)
        look = dict(va="bottom", weight="bold", animated=True)
        axes.text(-3.2, 1.15, "left: taken for ●", color=INPUT, **look)
        axes.text(3.2, 1.15, "right: taken for ▲", color=DARK[WEIGHT], ha="right", **look)

    def accuracy(self, threshold: float | dl.Tensor) -> float:
        """Return the share of points on the right side of the threshold."""
        right = (threshold < self.X) == self.Y
        return dl.mean(dl.where(right, 1.0, 0.0))

    def loss(self, threshold: float | dl.Tensor) -> float | dl.Tensor:
        """Return the cross-entropy of p = σ(STEEPNESS·(x − threshold)), in nats."""
        logits = self.STEEPNESS * (self.X - threshold)
        return dl.binary_cross_entropy_with_logits(logits, self.Y)

    def update(self, threshold: float) -> str:
        t = round(threshold, 9)
        wrong = self.X[(t < self.X) != self.Y]
        self.wrong.set_data(wrong, 0 * wrong)
        self.tints[0].set_bounds(-3.2, 0, t + 3.2, 1)
        self.tints[1].set_bounds(t, 0, 3.2 - t, 1)
        for sight in self.sights:
            sight.set_xdata([t, t])
        # The way walked so far: what lies ahead is not yet to be seen.
        for line, course in ((self.stairs, self.staircase), (self.valley, self.ramp)):
            behind = course[course[:, 0] < t]
            line.set_data([*behind[:, 0], t], [*behind[:, 1], np.nan])
        heights, slopes = [], []
        for i, judge in enumerate((self.accuracy, self.loss)):
            height, slope = float(judge(t)), dl.derivative(judge)(t)
            self.dots[i].set_data([t], [height])
            line = (self.stairs, self.valley)[i]
            line.set_ydata([*line.get_ydata()[:-1], height])
            reach = self.REACH * np.array([-1, 1])
            if judge == self.accuracy:  # flat as far as its stair, and no farther
                after = np.searchsorted(self.edges, t)
                reach = np.clip(reach, *(self.edges[[after - 1, after]] - t))
            self.slopes[i].set_data(t + reach, height + slope * reach)
            heights.append(height)
            slopes.append(slope)
        counted = f"{len(self.X) - len(wrong)} of {len(self.X)} right"
        self.told[0].set_text(f"accuracy {number(heights[0], 1)}: {counted}")
        self.told[1].set_text(f"loss {number(heights[1])}")
        for text, slope in zip(self.steep, slopes, strict=True):
            text.set_text(f"slope {short(round(slope, 3))}")
        return (
            f"At threshold {number(t, 2)}, {counted}: accuracy {number(heights[0], 1)}, with slope "
            f"{short(slopes[0])}. The loss is {number(heights[1])}, with slope "
            f"{number(slopes[1])}: {_course(slopes[1])}."
        )

    def border(self, threshold: float) -> Place:
        """Tell where the threshold crosses the line of the points."""
        return self.sights[0].axes, threshold, 0.0


def _course(slope: float) -> str:
    if abs(slope) < 0.005:
        return "no way down from here"
    return f"a threshold further {'right' if slope < 0 else 'left'} is better"
