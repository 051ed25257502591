"""What more examples buy: accuracy on seen and on unseen points (chapter 1)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, FAINT, LOSS, MUTED
from mathdl.plots.kit.controls import Choice, Slider, Toggle
from mathdl.plots.kit.marks import HEADLINE, above
from mathdl.plots.kit.plane import Points, Regions, plain
from mathdl.plots.kit.plot import Plot
from mathdl.train import Run, Setting
from mathdl.words import per_cent

COUNTS = (10, 20, 40, 100, 400)
DRAWS = (1, 2, 3, 4, 5)
STEPS = 400
NOISE = 0.3  # so much that the moons overlap, and nobody can be right everywhere


class Result(NamedTuple):
    """A trained net, and the share of its answers that are right."""

    net: dl.nn.Module
    seen: float
    unseen: float


def first_examples(count: int, draw: int) -> tuple[np.ndarray, np.ndarray]:
    """Make the first `count` of the 400 examples of a draw: more examples include the fewer."""
    X, y = dl.data.moons(max(COUNTS), NOISE, rng=draw - 1)
    return X[:count], y[:count]


def unseen_points() -> tuple[np.ndarray, np.ndarray]:
    """Make the 1,000 points that no net is trained on."""
    return dl.data.moons(1000, NOISE, rng=100)


def _start(count: int, draw: int) -> Setting:
    rng = np.random.default_rng(0)
    net = dl.nn.Sequential(
        dl.nn.Linear(2, 15, rng=rng),
        dl.tanh,
        dl.nn.Linear(15, 15, rng=rng),
        dl.tanh,
        dl.nn.Linear(15, 1, rng=rng),
    )
    X, y = first_examples(count, draw)
    adam = dl.optim.Adam(net.parameters(), lr=0.01)
    return net, adam, lambda: dl.binary_cross_entropy_with_logits(net(X)[:, 0], y)


@cache
def result(count: int, draw: int) -> Result:
    """Train on `count` examples and measure; the same again needs no time."""
    net = Run(*_start(count, draw)).at(STEPS)
    right = [
        np.mean(_says_one(net, X) == y) for X, y in (first_examples(count, draw), unseen_points())
    ]
    return Result(net, *map(float, right))


def _says_one(net: dl.nn.Module, X: np.ndarray) -> np.ndarray:
    return net(X).data[:, 0] > 0


class ExamplesPlot(Plot):
    """A net with two hidden layers of 15 tanh units, trained on 10 to 400 examples of two moons.

    Left, the examples it has seen and where it says which class; right, how often it is right on
    them and on 1,000 points that it has not seen. The lines belong to the draw that is shown, small
    circles to all draws, and both begin at as many examples as are chosen: what fewer examples
    give is not told before it is asked. All nets start with the same weights and take 400 steps of
    Adam.
    """

    controls = {
        "examples": Choice(40, COUNTS, "examples"),
        "draw": Slider(1, min(DRAWS), max(DRAWS), 1, "draw"),
        "show": Toggle(False, "show unseen points"),
    }
    size = (8, 3.9)
    BOX = (-1.9, 2.9, -1.55, 2.05)
    LEAST = 44.0  # per cent, in the right picture

    def build(self, figure: Figure) -> None:
        figure.get_layout_engine().set(wspace=0.08)
        left, right = figure.subplots(1, 2, width_ratios=(1.62, 1))
        plain(left, self.BOX)
        self.regions = Regions(left, self.BOX)
        self.others, self.points = Points(left, 3), Points(left, 8)
        self.others.set(*unseen_points())
        self.told = above(left, **HEADLINE)
        self._build_scores(right)

    def _build_scores(self, axes: Axes) -> None:
        axes.set(xscale="log", xlim=(7.5, 620), ylim=(self.LEAST, 108))
        axes.set(xlabel="examples seen", ylabel="right answers, per cent")
        axes.set_xticks(COUNTS, [str(count) for count in COUNTS])
        axes.set_yticks(range(50, 101, 10))
        axes.minorticks_off()
        axes.axhline(50, color=FAINT, lw=1.6, dashes=(5, 3))
        axes.text(600, 49, "guessing", color=MUTED, ha="right", va="top")
        small = dict(mec=MUTED, mfc="white", ms=6, mew=1.2, animated=True)
        (self.draws,) = axes.plot([], [], "o", **small)

        dashed = dict(color=CURVE, dashes=(3, 1.5), marker="s", ms=6, animated=True)
        (self.seen,) = axes.plot([], [], lw=1.8, **dashed)
        (self.unseen,) = axes.plot([], [], color=LOSS, marker="o", ms=6, animated=True)
        hollow = dict(ms=14, mfc="white", mew=2, animated=True)  # the circle may sit inside
        (self.now_seen,) = axes.plot([], [], "s", color=CURVE, **hollow)
        (self.now_unseen,) = axes.plot([], [], "o", color=LOSS, ms=9, animated=True)
        label = dict(weight="bold", animated=True)
        self.label_seen = axes.text(0, 0, "", va="bottom", color=CURVE, **label)
        self.label_unseen = axes.text(0, 0, "", va="top", color=LOSS, **label)

    def update(self, examples: int, draw: int, show: bool) -> str:
        shown = result(examples, draw)
        self.regions.set(shown.net(self.regions.points).data[:, 0])
        self.points.set(*first_examples(examples, draw))
        for artist in (self.others.ones, self.others.zeros):
            artist.set_visible(show)
        seen, unseen = per_cent(shown.seen), per_cent(shown.unseen)
        counts = [count for count in COUNTS if count >= examples]
        results = [result(count, draw) for count in counts]
        self.seen.set_data(counts, [100 * r.seen for r in results])
        self.unseen.set_data(counts, [100 * r.unseen for r in results])
        everywhere = [100 * result(count, d).unseen for count in counts for d in DRAWS]
        self.draws.set_data(np.repeat(counts, len(DRAWS)), everywhere)
        self.now_seen.set_data([examples], [100 * shown.seen])
        self.now_unseen.set_data([examples], [100 * shown.unseen])
        # Below and to the right of its circle there is no curve, but late there is no room.
        late = examples >= 100
        side = dict(x=600, ha="right") if late else dict(x=1.15 * examples, ha="left")
        self.label_seen.set(y=100 * shown.seen + 2.5, text=f"seen {seen}", **side)
        self.label_unseen.set(y=100 * shown.unseen - 3, text=f"unseen {unseen}", **side)
        self.told.set_text(f"{examples} examples")
        return (
            f"A net trained on {examples} examples (draw {draw}) is right for {seen} of them, "
            f"and for {unseen} of 1,000 points that it has not seen."
        )
