"""Two designs, a few seeds each: which is better? (chapter 9)"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, FAINT, INPUT, MUTED, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider, Toggle
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record
from mathdl.words import counted, number

MOST, DRAWS = 40, 2000
DESIGNS = {"4-4": (4, 4), "5-3": (5, 3), "9": (9,)}
PAIRS = {"5-3 against 4-4": ("5-3", "4-4"), "9 against 4-4": ("9", "4-4")}
LEFT = 0.7


class SeedsPlot(Plot):
    """Two designs on the two turns, each trained from forty seeds; you see a few of them.

    All have 37 parameters: two inputs, tanh, 4,000 steps of Adam with η = 0.03 on 400 points.
    Full dots are the seeds drawn, and bars their mean, one standard error to either side; rings are
    all forty seeds.
    """

    controls = {
        "pair": Choice("5-3 against 4-4", tuple(PAIRS), "designs"),
        "seeds": Slider(3, 1, 20, 1, "seeds"),
        "draw": Slider(0, 0, 19, 1, "draw again"),
        "all_forty": Toggle(False, "show all forty seeds"),
    }
    size = (8, 3.6)

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(LEFT - 0.01, 1.005), ylim=(-0.6, 1.55))
        axes.set_xticks(np.linspace(LEFT, 1, 4), ["70 %", "80 %", "90 %", "100 %"])
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        self.strips = [_Strip(axes, y, colour) for y, colour in ((1, WEIGHT), (0, INPUT))]
        self.told = above(axes, 0, weight="bold")
        self.legend = above(axes, 1, color=MUTED)

    def update(self, pair: str, seeds: int, draw: int, all_forty: bool) -> str:
        names = PAIRS[pair]
        rows, means, errors = [scores(name) for name in names], [], []
        drawn = picks(seeds, draw)
        for strip, name, row, places in zip(self.strips, names, rows, drawn, strict=True):
            mean, error = strip.set(name, row, row[places])
            means.append(mean)
            errors.append(error)
            strip.all.set_visible(all_forty)
        better = names[int(means[1] > means[0])]
        share = f"wrong in {100 * wrong(pair, seeds):.0f} of 100"
        self.told.set_text(f"ahead: {better}" + (f"      {share}" if all_forty else ""))
        self.legend.set_text("● drawn" + ("   ○ all forty seeds" if all_forty else ""))
        written = [
            f"{name} {number(100 * m, 1)} %" + (f" ± {number(100 * e, 1)}" if seeds > 1 else "")
            for name, m, e in zip(names, means, errors, strict=True)
        ]
        said = f"{counted(seeds, 'seed')} each: {', '.join(written)}, so {better} looks better."
        if not all_forty:
            return said
        truth = [f"{name} {number(100 * scores(name).mean(), 1)} %" for name in names]
        return f"{said} All forty: {', '.join(truth)}. Of such draws the order is {share}."


class _Strip:
    """The seeds of one design in a row."""

    def __init__(self, axes: Axes, y: float, colour: str) -> None:
        self.y, look = y, dict(ls="none", animated=True)
        (self.all,) = axes.plot([], [], "o", mfc="white", color=FAINT, ms=6, **look)
        (self.drawn,) = axes.plot([], [], "o", color=colour, ms=9, **look)
        (self.bar,) = axes.plot([], [], color=CURVE, lw=3, animated=True)
        (self.mean,) = axes.plot([], [], "|", color=CURVE, ms=26, mew=3, **look)
        self.name = axes.text(
            LEFT, y + 0.34, "", weight="bold", va="center", color=DARK[colour], animated=True
        )

    def set(self, name: str, row: np.ndarray, drawn: np.ndarray) -> tuple[float, float]:
        """Show them; return the mean of those drawn, and its standard error."""
        shift = np.random.default_rng(0).uniform(-0.12, 0.12, len(row))
        self.all.set_data(row, self.y + shift)
        self.drawn.set_data(drawn, np.full(len(drawn), self.y))
        mean = float(drawn.mean())
        error = float(drawn.std(ddof=1) / len(drawn) ** 0.5) if len(drawn) > 1 else 0.0
        self.mean.set_data([mean], [self.y - 0.34])
        self.bar.set_data([mean - error, mean + error], [self.y - 0.34] * 2)
        self.name.set_text(f"{name} tanh")
        return mean, error


@cache
def scores(name: str) -> np.ndarray:
    """Return the accuracies of a design on 2,000 unseen points, by seed."""
    return np.array(record("playground/seeds")[name]) / 1000


def picks(seeds: int, draw: int) -> tuple[np.ndarray, np.ndarray]:
    """Return which seeds of the two designs are drawn: the first ones, if it is draw 0."""
    if draw == 0:
        return np.arange(seeds), np.arange(seeds)
    rng = np.random.default_rng(draw)
    return tuple(rng.permutation(MOST)[:seeds] for _ in range(2))


@lru_cache(maxsize=64)
def wrong(pair: str, seeds: int) -> float:
    """Return in which share of draws the worse design of the two looks better."""
    first, second = (scores(name) for name in PAIRS[pair])
    rng = np.random.default_rng(0)
    order = rng.random((2, DRAWS, MOST)).argsort(axis=2)[:, :, :seeds]
    gains = first[order[0]].mean(axis=1) - second[order[1]].mean(axis=1)
    truth = np.sign(first.mean() - second.mean())
    return float(np.mean(np.sign(gains) == -truth))
