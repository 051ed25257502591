"""Two friends, one net, one number that differs (chapter 7)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.depth.nets import SteadyAdam
from mathdl.plots.descent.many import BATCH, STEPS, Many, examples
from mathdl.plots.kit.colours import CURVE, FAINT, MUTED
from mathdl.plots.kit.controls import Choice, Clock, Slider
from mathdl.plots.kit.marks import HEADLINE, above, below
from mathdl.plots.kit.plane import Points, Regions, plain
from mathdl.plots.kit.plot import Plot
from mathdl.train import Setting, Trainer
from mathdl.words import counted, per_cent, short

TASK = "spirals, tanh"
RATES = (0.0001, 0.001, 0.003, 0.01, 0.05, 0.1, 0.3, 1.0)
BOX = (-1.1, 1.1, -1.1, 1.1)


def start(lr: float, seed: int) -> Setting:
    """Return a new net, Adam, and its loss on the next batch."""
    X, y = examples(TASK, "learn")
    net, rng, order = Many((seed,), "tanh"), np.random.default_rng(0), np.array([], int)

    def loss() -> dl.Tensor:
        nonlocal order
        if len(order) < BATCH:
            order = rng.permutation(len(X))
        chosen, order = order[:BATCH], order[BATCH:]
        return dl.binary_cross_entropy_with_logits(net(X[chosen])[0], y[chosen])

    return net, SteadyAdam(net.parameters(), lr), loss


TRAINER = Trainer(start, keep=6)


class FriendsPlot(Plot):
    """Nora's net and Emil's: the same net, points, start, batches and optimiser.

    Both have two hidden layers of 15 units with tanh and learn 200 points on two spirals with Adam,
    50 points at each step. Blue is where a net answers blue. Below, the share of 2,000 unseen
    points that it puts right.
    """

    controls = {
        "nora": Choice(0.001, RATES, "Nora’s learning rate"),
        "emil": Choice(0.05, RATES, "Emil’s learning rate"),
        "seed": Slider(0, 0, 8, 1, "seed"),
        "step": Clock(300, STEPS, "step", per_frame=10),
    }
    size = (8, 4.9)

    def build(self, figure: Figure) -> None:
        self.sides = {
            name: self._side(axes, name)
            for axes, name in zip(figure.subplots(1, 2), ("Nora", "Emil"))
        }

    @staticmethod
    def _side(axes: Axes, name: str) -> tuple:
        plain(axes, BOX)
        axes.spines[:].set(color=FAINT)
        regions = Regions(axes, BOX, cells=64)
        points = Points(axes, size=4.5)
        X, y = examples(TASK, "learn")
        points.set(X, y[:, 0])
        above(axes, 0, name, **HEADLINE)
        rate = above(axes, 1, color=MUTED)
        right = below(axes, 0.5, color=CURVE, **HEADLINE)
        return regions, rate, right

    def update(self, nora: float, emil: float, seed: int, step: int) -> str:
        X, y = examples(TASK, "test")
        said = []
        for (name, (regions, rate, right)), lr in zip(self.sides.items(), (nora, emil)):
            net = TRAINER.run(lr=lr, seed=seed).at(step)
            regions.set(net(regions.points).data)
            rate.set_text(f"η = {short(lr)}")
            share = per_cent(float(net.accuracies(X, y)[0]))
            right.set_text(f"{share} right")
            said.append(f"{name}’s net, with η = {short(lr)}, is right on {share}")
        return f"After {counted(step, 'step')} (seed {seed}) {' and '.join(said)} of unseen points."
