"""Units that are off for every example, and never come back (chapter 4)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.activations.activation_table import ACTIVATIONS
from mathdl.plots.activations.zero_lines import zero_lines
from mathdl.plots.kit.colours import CURVE, DARK, MUTED, WEIGHT
from mathdl.plots.kit.controls import Choice, Clock, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plane import Points, plain
from mathdl.plots.kit.plot import Plot
from mathdl.train import Setting, Trainer
from mathdl.words import counted, number, short

NETS, UNITS, STEPS = 10, 16, 300
X, Y = dl.data.spirals(200)
X = X / X.std()
BENDS = {name: ACTIVATIONS[name].f for name in ("relu", "leaky relu")}


class DeadUnitsPlot(Plot):
    """How many units of a hidden layer are off for every example while a net learns.

    Ten nets with one hidden layer of 16 units learn the two spirals (200 points, coordinates with
    std 1) by plain gradient descent on all points. Left, the first of the nets: a unit is on at one
    side of its line only, so one that is dead has all points on its other side. Right, all 160
    units, one net to a row, and how many were dead after each step.
    """

    controls = {
        "lr": Slider(0.5, 0.05, 30.0, 0.05, "learning rate η", log=True),
        "bias": Slider(0.0, -3.0, 3.0, 0.25, "bias at start"),
        "bend": Choice("relu", tuple(BENDS), "activation"),
        "step": Clock(STEPS, STEPS, "step", per_frame=3),
    }
    size = (8, 4.5)
    BOX = (-3.6, 3.6, -3.6, 3.6)
    RUNAWAY = 1e6

    def build(self, figure: Figure) -> None:
        parts = figure.add_gridspec(2, 2, width_ratios=(1.12, 1), height_ratios=(1.25, 1))
        plane = figure.add_subplot(parts[:, 0])
        plain(plane, self.BOX)
        self.title = above(plane)
        Points(plane, size=4.5, animated=False).set(X, Y)
        over = dict(zorder=4, animated=True)
        (self.alive_lines,) = plane.plot([], [], color=CURVE, lw=1.6, **over)
        (self.dead_lines,) = plane.plot([], [], color=MUTED, lw=1.4, dashes=(3, 2), **over)
        self._build_lamps(figure.add_subplot(parts[0, 1]))
        share = figure.add_subplot(parts[1, 1])
        share.set(xlim=(0, STEPS), ylim=(0, 103), xlabel="step", xticks=[0, 100, 200, 300])
        share.set_yticks([0, 50, 100], ["0", "50 %", "100 %"])
        share.set_ylabel("dead")
        (self.share,) = share.plot([], [], color=CURVE, lw=2.6, clip_on=False, animated=True)
        (self.now,) = share.plot([], [], "o", color=CURVE, clip_on=False, animated=True)

    def _build_lamps(self, axes: Axes) -> None:
        axes.set(xlim=(-0.7, UNITS - 0.3), ylim=(NETS - 0.4, -0.6))
        axes.axis("off")
        lamp = dict(ls="none", animated=True)
        (self.alive,) = axes.plot([], [], "s", color=WEIGHT, ms=8, **lamp)
        (self.dead,) = axes.plot([], [], "x", color=MUTED, ms=5, mew=1.4, **lamp)
        for net in (0, NETS - 1):
            axes.text(-0.9, net, f"net {net + 1}", ha="right", va="center", fontsize=11)
        self.living = above(axes, color=DARK[WEIGHT], weight="bold")
        self.died = above(axes, 1, color=MUTED, weight="bold")

    def update(self, lr: float, bias: float, bend: str, step: int) -> str:
        dead, weights, biases = course(round(lr, 9), round(bias, 9), bend)
        off, ever = dead[step], dead[: step + 1].any(axis=0)
        W, b = weights[step, 0], biases[step, 0, 0]
        self.alive_lines.set_data(*zero_lines(W[:, ~off[0]], b[~off[0]]))
        self.dead_lines.set_data(*zero_lines(W[:, off[0]], b[off[0]]))
        for lamps, which in ((self.alive, ~off), (self.dead, off)):
            nets, units = np.nonzero(which)
            lamps.set_data(units, nets)
        shares = 100 * dead[: step + 1].mean(axis=(1, 2))
        self.share.set_data(np.arange(step + 1), shares)
        self.now.set_data([step], shares[-1:])
        self.title.set_text(f"net 1: lines where its units switch, η = {short(lr)}")
        self.living.set_text(f"■ alive {off.size - off.sum()}")
        self.died.set_text(f"× dead {off.sum()}")

        before, back = dead[0].sum(), (ever & ~off).sum()
        runaway = (~(np.abs(weights[step]) < self.RUNAWAY)).any(axis=(1, 2)).sum()
        grown = f" In {runaway} of the nets the weights have run away." if runaway else ""
        return (
            f"After {counted(step, 'step')} with {bend}, η = {short(lr)} and biases that started "
            f"at {short(bias)}, {off.sum()} of {off.size} units are dead, off for every point "
            f"({number(shares[-1], 0)} %). {before} "
            f"{'was' if before == 1 else 'were'} so before the first step; "
            f"{_returned(ever.any(), back)}.{grown}"
        )


def _returned(died: bool, back: int) -> str:
    if not died:
        return "all have stayed alive"
    if not back:
        return "none that died has come back"
    return f"{back} that had died {'is' if back == 1 else 'are'} alive again"


class Nets(dl.nn.Module):
    """Ten nets side by side: their weights stand in one array, and none knows of the others."""

    def __init__(self, bend: str, bias: float) -> None:
        rngs = [np.random.default_rng(seed) for seed in range(NETS)]
        self.W1 = dl.Tensor(np.stack([dl.nn.he_normal((2, UNITS), rng) for rng in rngs]))
        self.b1 = dl.Tensor(np.full((NETS, 1, UNITS), bias))
        self.W2 = dl.Tensor(np.stack([dl.nn.he_normal((UNITS, 1), rng) for rng in rngs]))
        self.b2 = dl.Tensor(np.zeros((NETS, 1, 1)))
        self.bend = BENDS[bend]

    def forward(self, X: np.ndarray) -> dl.Tensor:
        """Return the logits of all nets, an array (nets, examples, 1)."""
        return self.bend(X @ self.W1 + self.b1) @ self.W2 + self.b2


def start(lr: float, bias: float, bend: str) -> Setting:
    """Return new nets, plain gradient descent, and the sum of the nets' losses."""
    nets = Nets(bend, bias)
    truth = np.broadcast_to(Y[:, None].astype(float), (NETS, len(Y), 1))
    loss = dl.binary_cross_entropy_with_logits
    return nets, dl.optim.SGD(nets.parameters(), lr), lambda: NETS * loss(nets(X), truth)


TRAINER = Trainer(start, keep=1)  # what is kept of a run is its course


@lru_cache(maxsize=32)
def course(lr: float, bias: float, bend: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Train, and return what the picture shows of it.

    Returns
    -------
    dead : bool array of shape (steps + 1, nets, units)
        Whether z ≤ 0 for every point.
    weights, biases : arrays
        Of the hidden layers after each step.
    """
    run = TRAINER.run(lr=lr, bias=bias, bend=bend)
    with np.errstate(over="ignore", invalid="ignore"):  # weights that run away may overflow
        nets = [run.at(step) for step in range(STEPS + 1)]
        dead = np.stack([~(X @ n.W1.data + n.b1.data > 0).any(axis=1) for n in nets])
    weights, biases = (np.stack([getattr(n, name).data for n in nets]) for name in ("W1", "b1"))
    return dead, weights, biases
