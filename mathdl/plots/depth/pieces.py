"""How many straight pieces a net's graph has: by chosen weights, and by random ones (chapter 1)."""

from __future__ import annotations

from functools import cache

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
from mathdl.plots.kit.marks import CENTRED, HEADLINE, above, arrow, below
from mathdl.plots.kit.plot import Plot
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

    With weights chosen so that each layer folds the line in half: left, the graph before the last
    fold was put in front; right, after it. Its left half, blue, is the whole graph once more in
    half the width; its right half, orange and dashed, the same backwards. So the pieces double.

    With random weights: left, the graph of one net, scaled to fit, a dot at each corner; right, the
    pieces of 20 nets of about 301 parameters for each depth, and their units, dashed.
    """

    controls = {
        "layers": Slider(3, DEPTHS[0], DEPTHS[-1], 1, "hidden layers"),
        "weights": Choice("chosen", ("chosen", "random"), "weights"),
        "seed": Slider(0, SEEDS[0], SEEDS[-1], 1, "seed", when=lambda v: v["weights"] == "random"),
    }
    size = (8, 4.4)

    def build(self, figure: Figure) -> None:
        figure.set_layout_engine("none")
        self.left = figure.add_axes((0.055, 0.2, 0.4, 0.68))
        self.right = figure.add_axes((0.575, 0.2, 0.4, 0.68))
        counts = figure.add_axes((0.575, 0.24, 0.4, 0.64))
        for axes in (self.left, self.right):
            axes.set(xlim=(-0.02, 1.02), ylim=(-0.06, 1.06), xticks=[], yticks=[])
        line = dict(solid_joinstyle="round", animated=True)
        self.graphs = {
            "before": self.left.plot([], [], color=INPUT, **line)[0],
            "forwards": self.right.plot([], [], color=INPUT, **line)[0],
            "backwards": self.right.plot([], [], color=WEIGHT, animated=True)[0],
        }
        (self.dots,) = self.left.plot([], [], "o", color=CURVE, ms=4.5, animated=True)
        words = dict(fontsize=12, animated=True)
        self.ends = [below(self.left, x, **words) for x in (0, 1)]
        self.halves = [
            self.right.text(0.25, -0.16, "once more", color=DARK[INPUT], **CENTRED, **words),
            self.right.text(0.75, -0.16, "and backwards", color=DARK[WEIGHT], **CENTRED, **words),
            *self.right.plot([0.5] * 2, [-0.06, 1.06], color=FAINT, lw=1.2, animated=True),
            arrow(figure.add_axes((0.475, 0.46, 0.07, 0.16), frameon=False), MUTED, 2, 16),
        ]
        self.halves[2].set_dashes((4, 3))
        self.halves[3].axes.set(xlim=(-0.1, 1.1), ylim=(-1, 1), xticks=[], yticks=[])
        self.told = above(self.left, 0, y=1.06, fontsize=13)
        self.found = above(self.right, 0, y=1.06, **HEADLINE)
        self.price = figure.text(0.055, 0.045, "", fontsize=13, animated=True)
        self._build_counts(counts)

    def _build_counts(self, axes: Axes) -> None:
        """Draw the pieces of random nets; they come with the choice, and the reader may predict."""
        axes.set(xlim=(0.5, 10.5), ylim=(0, 105), xticks=DEPTHS)
        depths = np.array(DEPTHS)
        units = depths * [width_for(n) for n in DEPTHS]
        self.spread = (np.array(SEEDS) - np.mean(SEEDS)) * 0.028
        axes.plot(depths, units, color=FAINT, lw=1.4, dashes=(4, 3))
        places = depths[:, None] + self.spread
        axes.plot(places, random_pieces(), "o", color=INPUT, ms=3.5, alpha=0.5)
        medians = np.median(random_pieces(), axis=1)
        axes.hlines(medians, depths - 0.34, depths + 0.34, color=INPUT, lw=2.6)
        self.words = [
            axes.text(6.4, 84, "20 nets each,\nand their median", color=DARK[INPUT], **CENTRED),
            axes.text(2.3, 62, "number of units", color=MUTED, va="center"),
            axes.text(5.5, -18, "hidden layers", **CENTRED),
        ]
        mark = dict(ms=12, mew=2.4, mfc="none", mec="black", animated=True)
        (self.mark,) = axes.plot([], [], "o", **mark)
        self.counts = axes

    def update(self, layers: int, weights: str, seed: int) -> str:
        chosen = weights == "chosen"
        self.counts.set_visible(not chosen)
        self.right.set_visible(chosen)
        for artist in self.halves:
            artist.set_visible(chosen)
        for text in self.words:
            text.set_visible(not chosen)
        return self._chosen(layers) if chosen else self._random(layers, seed)

    def _chosen(self, layers: int) -> str:
        folded, before = 2**layers, 2 ** (layers - 1)
        x = np.linspace(0, 1, folded + 1)
        y = np.arange(folded + 1) % 2
        self.graphs["before"].set_data(np.linspace(0, 1, before + 1), y[: before + 1])
        self.graphs["forwards"].set_data(x[: before + 1], y[: before + 1])
        self.graphs["backwards"].set_data(x[before:], y[before:])
        width = min(2.4, 360 / folded)
        for graph in self.graphs.values():
            graph.set_linewidth(width)
        self.graphs["backwards"].set_dashes((3, 1) if layers < 7 else (None, None))
        self.dots.set_data([], [])
        self.mark.set_data([], [])
        self._at_the_ends(0, 1)
        self.told.set_text(f"{counted(layers - 1, 'fold')}: {counted(before, 'piece')}")
        self.found.set_text(f"{counted(layers, 'fold')}: {folded:,} pieces")
        parameters, rival = count_parameters(zigzag_network(layers)), folded - 1
        at_least = f"{3 * rival + 1:,}"
        net = f"{counted(layers, 'hidden layer')} of 2 units"
        self.price.set_text(
            f"{net}: {parameters} parameters; one hidden layer needs at least {at_least}"
        )
        return (
            f"{net} with chosen weights: {counted(folded, 'piece')} with {parameters} parameters, "
            f"twice the {before:,} before the last fold. One hidden layer needs at least "
            f"{counted(rival, 'unit')} for as many, {at_least} parameters."
        )

    def _random(self, layers: int, seed: int) -> str:
        network = random_network(layers, seed)
        low, high = ENDS["random"]
        x = corners(network, low, high)
        y = network(dl.Tensor(x[:, None])).data[:, 0]
        flat = np.ptp(y) == 0  # a constant goes through the middle
        y = np.full(len(y), 0.5) if flat else (y - y.min()) / np.ptp(y)
        pieces, units = len(x) - 1, layers * width_for(layers)
        for name, graph in self.graphs.items():
            graph.set_data(*((x - low) / (high - low), y) if name == "before" else ([], []))
            graph.set_linewidth(2.2)
        self.dots.set_data((x - low) / (high - low), y)
        self.mark.set_data([layers + self.spread[seed]], [pieces])
        self._at_the_ends(low, high)
        self.told.set_text(f"random weights: {counted(pieces, 'piece')}")
        self.found.set_text("pieces of random nets")
        parameters = count_parameters(network)
        net = f"{counted(layers, 'hidden layer')} of {width_for(layers)} units"
        self.price.set_text(f"{net}: {parameters} parameters, {units} units in all")
        found = random_pieces()[layers - 1]
        return (
            f"{net} with random weights, seed {seed}: {counted(pieces, 'piece')} from {units} "
            f"units and {parameters} parameters. The median of 20 such nets is "
            f"{short(np.median(found))}, the least {found.min()}, the most {found.max()}."
        )

    def _at_the_ends(self, *ends: float) -> None:
        for text, value in zip(self.ends, ends, strict=True):
            text.set_text(f"x = {brief(value)}")
