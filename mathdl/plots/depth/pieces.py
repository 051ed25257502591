"""How many straight pieces a net's graph has: by chosen weights, and by random ones (chapter 1)."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.depth.folding import (
    corners,
    count_parameters,
    random_network,
    width_for,
    zigzag_network,
)
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, INPUT, MUTED, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import CENTRED, above, below
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point
from mathdl.words import brief, counted, short

DEPTHS, SEEDS = range(1, 11), range(20)
ENDS = {"chosen": (0, 1), "random": (-3, 3)}  # where the pieces are counted


@cache
def random_pieces() -> np.ndarray:
    """Count the pieces of 20 random nets of each depth, on the line from −3 to 3."""
    return np.array(
        [[len(corners(random_network(n, s), -3, 3)) - 1 for s in SEEDS] for n in DEPTHS]
    )


class PiecesPlot(Plot):
    """How many straight pieces the graph of a net has, against its hidden layers.

    Above, the graph of the net, scaled to fit, a dot at each corner; below, the number of pieces on
    a log axis. With weights chosen so that each layer folds the line in half, every layer doubles
    the pieces. With random weights, 20 nets of about 301 parameters for each depth, there is about
    one piece for each unit or less, and the shallow net is ahead. They are drawn only when random
    weights are chosen.
    """

    controls = {
        "layers": Slider(3, DEPTHS[0], DEPTHS[-1], 1, "hidden layers"),
        "weights": Choice("chosen", ("chosen", "random"), "weights"),
        "seed": Slider(0, SEEDS[0], SEEDS[-1], 1, "seed", when=lambda v: v["weights"] == "random"),
    }
    draggable = (Point("mark", x="layers"),)
    size = (8, 5)

    def build(self, figure: Figure) -> None:
        top, bottom = figure.subplots(2, 1, height_ratios=(1, 1.75))
        self._build_graph(top)
        self._build_counts(bottom)

    def _build_graph(self, axes: Axes) -> None:
        axes.set(xlim=(-0.01, 1.01), ylim=(-0.08, 1.08), xticks=[], yticks=[])
        axes.set_ylabel("output")
        (self.graph,) = axes.plot([], [], color=CURVE, solid_joinstyle="round", animated=True)
        (self.dots,) = axes.plot([], [], "o", color=CURVE, ms=4.5, animated=True)
        self.ends = [below(axes, x, y=-0.14, fontsize=11) for x in (0, 1)]
        self.found = above(axes, y=1.05, fontsize=14, weight="bold")
        self.price = above(axes, 1, y=1.05)

    def _build_counts(self, axes: Axes) -> None:
        axes.set(yscale="log", xlim=(0.6, 10.4), ylim=(0.6, 1900))
        axes.set(xlabel="hidden layers", ylabel="straight pieces")
        axes.set_xticks(DEPTHS)
        axes.set_yticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
        axes.minorticks_off()
        depths = np.array(DEPTHS)
        units = depths * [width_for(n) for n in DEPTHS]
        counts = random_pieces()
        self.spread = (np.array(SEEDS) - np.mean(SEEDS)) * 0.028
        bars = dict(color=INPUT, lw=2.6)
        words = "random weights: 20 nets and\ntheir median, about 301 parameters"
        # They stand still, and come and go with a choice: until then the reader may predict.
        self.of_random = [
            *axes.plot(depths, units, color=FAINT, lw=1.4, dashes=(4, 3)),
            axes.text(1.48, 96, "number of units", color=MUTED, va="center"),
            *axes.plot(depths[:, None] + self.spread, counts, "o", color=INPUT, ms=3.5, alpha=0.5),
            axes.hlines(np.median(counts, axis=1), depths - 0.34, depths + 0.34, **bars),
            axes.text(5.4, 3.7, words, color=INPUT, **CENTRED),
        ]
        axes.plot(depths, 2**depths, "s-", color=WEIGHT, ms=6, lw=1.6)
        axes.text(
            6.7,
            330,
            "chosen weights:\ntwice as many with each layer",
            color=DARK[WEIGHT],
            ha="right",
            va="center",
        )
        mark = dict(ms=13, mew=2.6, mfc="none", mec="black", animated=True)
        self.marks = {
            "chosen": axes.plot([], [], "s", **mark)[0],
            "random": axes.plot([], [], "o", **mark)[0],
        }

    def update(self, layers: int, weights: str, seed: int) -> str:
        chosen = weights == "chosen"
        network = zigzag_network(layers) if chosen else random_network(layers, seed)
        low, high = ENDS[weights]
        x = corners(network, low, high)
        pieces = len(x) - 1
        for artist in self.of_random:
            artist.set_visible(not chosen)
        self._draw_graph(x, network(dl.Tensor(x[:, None])).data[:, 0])
        for end, value in zip(self.ends, (low, high), strict=True):
            end.set_text(f"x = {brief(value)}")
        for name, mark in self.marks.items():
            at = layers if chosen else layers + self.spread[seed]
            mark.set_data(*([at], [pieces]) if name == weights else ([], []))

        parameters = count_parameters(network)
        self.found.set_text(counted(pieces, "piece"))
        net = f"{counted(layers, 'hidden layer')} of {2 if chosen else width_for(layers)} units"
        if chosen:
            rival = pieces - 1
            at_least = f"{3 * rival + 1:,}"
            self.price.set_text(
                f"{parameters} parameters; with one hidden layer at least {at_least}"
            )
            return (
                f"{net} with chosen weights: {counted(pieces, 'piece')} with {parameters} "
                f"parameters. One hidden layer needs at least {counted(rival, 'unit')} for as "
                f"many, {at_least} parameters."
            )
        units, counts = layers * width_for(layers), random_pieces()[layers - 1]
        self.price.set_text(f"{parameters} parameters, {units} units")
        return (
            f"{net} with random weights, seed {seed}: {counted(pieces, 'piece')} from {units} "
            f"units and {parameters} parameters. The median of 20 such nets is "
            f"{short(np.median(counts))}, the least {counts.min()}, the most {counts.max()}."
        )

    def mark(self, weights: str, **_: Any) -> Place:
        """Tell where the net stands among the others."""
        mark = self.marks[weights]
        return mark.axes, *mark.get_xydata()[0]

    def _draw_graph(self, x: np.ndarray, y: np.ndarray) -> None:
        """Draw the graph through its corners, scaled to fit; a constant goes through the middle."""
        x = (x - x[0]) / (x[-1] - x[0])
        y = (y - y.min()) / np.ptp(y) if np.ptp(y) > 0 else np.full(len(y), 0.5)
        self.graph.set_data(x, y)
        self.graph.set_linewidth(min(2.2, 300 / len(x)))
        self.dots.set_data(*(x, y) if len(x) < 140 else ([], []))
