"""What boundary one hidden layer can draw, by its activation and its width (chapter 4)."""

from __future__ import annotations

from functools import cache

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.activations.activation_table import ACTIVATIONS, NONE
from mathdl.plots.activations.zero_lines import show_regions, zero_lines
from mathdl.plots.kit.colours import CURVE, FAINT, MUTED
from mathdl.plots.kit.controls import Choice, Clock, Slider
from mathdl.plots.kit.marks import above, below
from mathdl.plots.kit.plane import Points, Regions, plain
from mathdl.plots.kit.plot import Plot
from mathdl.train import Setting, Trainer
from mathdl.words import counted, per_cent

STEPS, STARTS = 600, 6
BENDS = {name: row.f for name, row in ACTIVATIONS.items()} | {"none": NONE.f}
X, Y = dl.data.circles(200, rng=1)
X_UNSEEN, Y_UNSEEN = dl.data.circles(1000, rng=2)


class BoundaryPlot(Plot):
    """The boundary that a net with one hidden layer learns: polygon, round, or straight.

    Left, the plane as the net sees it, and the points it learns from: a disc (blue) inside a ring
    (orange). With relu, thin lines show where a unit switches on: the corners sit on them.
    Right, the activation. Six starts are trained with Adam (learning rate 0.05, all points at
    once) and the one with the lowest loss at the end is shown, since not all succeed: with three
    relu units three of the six find the triangle, the others get stuck.
    """

    controls = {
        "width": Slider(3, 1, 32, 1, "units"),
        "bend": Choice("relu", tuple(BENDS), "activation"),
        "step": Clock(STEPS, STEPS, "step", per_frame=6),
    }
    size = (8, 4.5)
    BOX = (-1.2, 1.2, -1.2, 1.2)
    KINKED = ("relu", "leaky relu")

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.5, 1))
        plain(left, self.BOX)
        self.regions = Regions(left, self.BOX)
        self.regions.boundary.set(lw=2.8)
        (self.hinges,) = left.plot([], [], color=MUTED, lw=1, zorder=1.5, animated=True)
        Points(left, size=5.5).set(X, Y)
        above(left, 0, "the net says: disc (blue), ring (orange)")

        right.set(xlim=(-3, 3), ylim=(-1.3, 3), aspect="equal", xticks=[-2, 2], yticks=[2])
        right.text(3, -0.3, "z", ha="right", va="top")
        right.text(-0.2, 3, "f(z)", ha="right", va="top")
        right.spines[["left", "bottom"]].set(position="zero", color=FAINT)
        right.set_anchor("N")
        (self.curve,) = right.plot([], [], color=CURVE, lw=3, animated=True)
        self.title = above(right, y=1.06, weight="bold")
        self.right = below(right, y=-0.1, fontsize=20, weight="bold", color=CURVE)
        told = f"of 1,000 unseen points right\n(the best of {STARTS} starts)"
        below(right, 0, told, y=-0.27, linespacing=1.3)
        key = dict(color=MUTED, animated=True)
        self.key = below(right, 0, "── where a unit switches on", y=-0.6, **key)

    def update(self, width: int, bend: str, step: int) -> str:
        net = TRAINER.run(bend=bend, width=width, seed=best_start(bend, width)).at(step)
        show_regions(self.regions, lambda X: logits(net, X))
        kinked = bend in self.KINKED
        self.hinges.set_data(*zero_lines(net[0].weight.data, net[0].bias.data))
        self.hinges.set_visible(kinked)
        self.key.set_visible(kinked)
        z = np.linspace(-3, 3, 121)
        self.curve.set_data(z, BENDS[bend](z))
        self.title.set_text(_title(bend, width))
        correct = (logits(net, X_UNSEEN) > 0) == Y_UNSEEN
        percent = per_cent(correct.mean())
        self.right.set_text(percent)

        return (
            f"{_title(bend, width)}, after {counted(step, 'step')}: {self._shape(bend, net)}. "
            f"{percent} of 1,000 unseen points are right."
        )

    def _shape(self, bend: str, net: dl.nn.Module) -> str:
        """Say what the boundary looks like."""
        pieces = self._pieces()
        if not pieces:
            if bend == "none":
                return "the boundary, a straight line, lies outside: no straight cut would help"
            return "no boundary, everything is called ring"
        if bend == "none":
            return "the boundary is straight"
        closed = [np.array_equal(piece[0], piece[-1]) for piece in pieces]
        kinked = bend in self.KINKED
        if kinked and closed == [True]:
            # A corner: from one point of the boundary to the next a unit switches.
            corners = np.diff(net[0](pieces[0]).data > 0, axis=0).sum()
            return f"the boundary is a polygon with {corners} corners, where units switch on"
        how = "closed" if all(closed) else "open: it leaves the picture"
        if any(closed) and not all(closed):
            how = "closed, but another piece of it leaves the picture"
        return f"the boundary is {'made of straight pieces' if kinked else 'curved'} and {how}"

    def _pieces(self) -> list[np.ndarray]:
        """Return the boundary in its pieces, each an array of points."""
        points = self.regions.boundary.get_xydata()
        gaps = np.flatnonzero(np.isnan(points[:, 0]))
        return [piece[~np.isnan(piece[:, 0])] for piece in np.split(points, gaps) if len(piece)]


def start(bend: str, width: int, seed: int) -> Setting:
    """Return a new net 2 → width → 1, its optimiser, and its loss on the points of the picture."""
    rng = np.random.default_rng(seed)
    hidden, last = dl.nn.Linear(2, width, rng=rng), dl.nn.Linear(width, 1, rng=rng)
    net = dl.nn.Sequential(hidden, BENDS[bend], last)
    truth = Y[:, None].astype(float)
    loss = dl.binary_cross_entropy_with_logits
    return net, dl.optim.Adam(net.parameters(), lr=0.05), lambda: loss(net(X), truth)


TRAINER = Trainer(start)


@cache
def best_start(bend: str, width: int) -> int:
    """Return the seed of the start with the lowest loss at the end; of equal ones the first."""
    ends = []
    for seed in range(STARTS):
        run = TRAINER.run(bend=bend, width=width, seed=seed)
        run.at(STEPS)
        ends.append(round(run.losses[-1], 3))
    return int(np.argmin(ends))


def logits(net: dl.nn.Module, X: np.ndarray) -> np.ndarray:
    """Compute what a net says about every row of X: above 0 is class 1."""
    return net(X).data[:, 0]


def _title(bend: str, width: int) -> str:
    units = counted(width, "hidden unit")
    return f"{units} without a bend" if bend == "none" else f"{units}, {bend}"
