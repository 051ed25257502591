"""Who learns the rings: nets of as many parameters, shallow and deep, in a race (chapter 1)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.depth import nets
from mathdl.plots.kit.colours import CURVE, EMPTY, FAINT, MUTED
from mathdl.plots.kit.controls import Choice, Clock, Slider
from mathdl.plots.kit.marks import above, below
from mathdl.plots.kit.plane import Points, Regions, plain
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, per_cent, short

BOX = (-1.1, 1.1, -1.1, 1.1)
FLOOR = 0.5  # lower accuracies are drawn here


class DepthPlot(Plot):
    """Six depths with about 301 parameters each learn the same points: which is right most often?

    Left, the net that learns as you look: blue where it answers blue, with the points it learns
    from. Right, every net of the race at the same step: one ring for each of five seeds (random
    starts) at each depth, higher where it is right on more of 2,000 points that it has not seen.
    The black dot is the net on the left; bars and numbers are medians of five; the dashed line is
    what always giving the same answer would reach.

    The race is fair in parameters, points, steps, the way weights start, and the search for the
    learning rate: the best of the same four, chosen for each depth on points of their own. With
    "0.01 for all" that search is left out.
    """

    BEST, SAME = "best of four", f"{nets.COMMON} for all"
    controls = {
        "layers": Slider(1, 1, 6, 1, "hidden layers"),
        "step": Clock(300, nets.STEPS, "step", per_frame=10),
        "data": Choice("rings", tuple(nets.SAMPLES), "points"),
        "bend": Choice("relu", nets.BENDS, "bend"),
        "rate": Choice(BEST, (BEST, SAME), "learning rate"),
        "seed": Slider(0, 0, nets.SEEDS - 1, 1, "seed"),
    }
    size = (8, 4.5)

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.12, 1))
        plain(left, BOX)
        self.regions = Regions(left, BOX, cells=64)
        self.points = Points(left, size=4)
        self.which = above(left, 0.5)
        self.right = below(left, 0.5, fontsize=14, weight="bold")
        self._strip(right)

    def _strip(self, axes: Axes) -> None:
        axes.set(xlim=(0.4, 6.6), ylim=(FLOOR - 0.015, 1.005), xlabel="hidden layers")
        ticks = np.linspace(0.5, 1, 6)
        axes.set_yticks(ticks, ["≤ 50 %", *map(per_cent, ticks[1:])])
        axes.set_xticks(list(nets.WIDTHS))
        axes.tick_params(bottom=False)
        axes.set_title("right on unseen points", fontsize=12, pad=26)
        grey = dict(color=CURVE, animated=True, clip_on=False)
        self.column = axes.axvspan(0.55, 1.45, color=EMPTY, lw=0, animated=True)
        (self.guess,) = axes.plot(
            [0.4, 6.6], [0, 0], color=FAINT, lw=1.4, dashes=(4, 3), animated=True
        )
        self.same = axes.text(
            6.7, 0, "one answer\nalways", va="center", fontsize=11, color=MUTED, animated=True
        )
        (self.bars,) = axes.plot([], [], lw=3, **grey)
        (self.others,) = axes.plot([], [], "o", mfc="white", mew=1.4, ms=6.5, **grey)
        (self.live,) = axes.plot([], [], "o", color="black", ms=10, animated=True, clip_on=False)
        self.medians = [
            axes.text(x, 1.02, "", ha="center", va="bottom", weight="bold", **grey)
            for x in nets.WIDTHS
        ]
        axes.text(0.3, 1.02, "median", ha="right", va="bottom", color=CURVE)

    def update(self, layers: int, step: int, data: str, bend: str, rate: str, seed: int) -> str:
        width = nets.WIDTHS[layers]
        rates = {n: self._rate(data, bend, n, rate) for n in nets.WIDTHS}
        run = nets.TRAINER.run(
            data=data, bend=bend, layers=layers, width=width, seed=seed, lr=rates[layers]
        )
        net = run.at(step)
        accuracy = nets.accuracy(net, data)
        count = sum(parameter.size for parameter in net.parameters())

        X, y = nets.examples(data, "learn")
        self.points.set(X, y[:, 0])
        self.regions.set(net(self.regions.points).data)
        units = f"{counted(layers, 'hidden layer')} of {width} units"
        self.which.set_text(f"{units.removesuffix(' units')}: {count} parameters")
        self.right.set_text(f"step {step:,}: {per_cent(accuracy)} right")

        everyone = {n: nets.record()[data, bend, n].at(step, rates[n]) for n in nets.WIDTHS}
        medians = {n: float(np.median(values)) for n, values in everyone.items()}
        self._draw_strip(everyone, medians, layers, seed, accuracy)
        _, truth = nets.examples(data, "test")
        commoner = max(np.mean(truth), np.mean(1 - truth))
        self.guess.set_ydata([commoner] * 2)
        self.same.set_y(commoner)
        told = ", ".join(per_cent(median).removesuffix(" %") for median in medians.values())
        return (
            f"After {counted(step, 'step')} with learning rate {short(rates[layers])} the {bend} "
            f"net with {units} ({count} parameters, seed {seed}) is right on {per_cent(accuracy)} "
            f"of {nets.UNSEEN:,} unseen points. The medians of five seeds for 1 to 6 hidden layers "
            f"are {told} %."
        )

    @staticmethod
    def _rate(data: str, bend: str, layers: int, rate: str) -> float:
        return nets.record()[data, bend, layers].best if rate == DepthPlot.BEST else nets.COMMON

    def _draw_strip(
        self, everyone: dict, medians: dict, layers: int, seed: int, accuracy: float
    ) -> None:
        apart = np.linspace(-0.26, 0.26, nets.SEEDS)
        x = np.array([n + apart for n in everyone])
        heights = np.maximum(FLOOR, list(everyone.values()))
        others = np.ones(x.shape, bool)
        others[layers - 1, seed] = False
        self.others.set_data(x[others], heights[others])
        self.live.set_data([x[layers - 1, seed]], [max(FLOOR, accuracy)])
        self.column.set_x(layers - 0.45)
        levels = np.maximum(FLOOR, list(medians.values()))
        ends = np.array([[n - 0.4, n + 0.4, np.nan] for n in medians])
        self.bars.set_data(ends.ravel(), np.repeat(levels, 3))
        for text, median in zip(self.medians, medians.values(), strict=True):
            text.set_text(per_cent(median).removesuffix(" %"))
