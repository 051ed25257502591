"""Searching good settings with few runs: at random, by a grid, one at a time (chapter 9)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, product

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, FAINT, INPUT, MUTED, PALE, TARGET
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record
from mathdl.words import counted, number

STEPS, MOST, DRAWS = 400, 64, 200
SEARCHES = 2000  # behind each band
VALUES = {
    "learning rate": (0.001, 0.003, 0.01, 0.03, 0.1, 0.3),
    "width": (4, 8, 16, 24),
    "bend": ("relu", "tanh", "silu"),
    "batch": (32, 100, 0),  # 0: all points
    "scale": (0.5, 1, 2),
    "depth": (1, 2, 3),
}
SHAPE = tuple(map(len, VALUES.values()))
WAYS = "random", "grid over two", "one at a time"
Place = tuple[int, ...]  # of a setting in the table


class SearchPlot(Plot):
    """Six hyperparameters, 1,944 settings, and a few runs to find a good one.

    Every setting was trained once, seed 0, on 800 points of the rings, for 400 steps of Adam, and
    judged on 1,000 points to choose by and on 2,000 others. Rings are single runs, as they are
    judged for choosing; the line is what the best of them so far is worth on the other points. Of
    2,000 searches of the same way the band holds eight of ten, and the dashed line is the median.
    """

    controls = {
        "way": Choice("random", WAYS, "way to search"),
        "budget": Slider(16, 1, MOST, 1, "runs"),
        "draw": Slider(0, 0, DRAWS - 1, 1, "search number"),
    }
    size = (8, 4.2)

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(0, MOST + 1), ylim=(0.4, 1.0), xlabel="run")
        axes.set_yticks([0.4, 0.6, 0.8, 1.0], ["40 %", "60 %", "80 %", "100 %"])
        axes.set_xticks([1, 16, 32, 48, 64])
        (self.band,) = axes.fill([0, 1, 1], [0, 0, 1], color=PALE[TARGET], lw=0, animated=True)
        (self.middle,) = axes.plot([], [], color=TARGET, lw=1.4, dashes=(4, 2), animated=True)
        (self.runs,) = axes.plot([], [], "o", mfc="white", color=FAINT, ms=6, animated=True)
        (self.best,) = axes.plot([], [], color=INPUT, lw=2.6, drawstyle="steps-post", animated=True)
        (self.end,) = axes.plot([], [], "o", color=INPUT, ms=9, animated=True)
        above(axes, 0, "○ one run    ─ best so far, on other points", color=CURVE)
        self.told = above(axes, 1, weight="bold", color=DARK[INPUT])
        axes.text(MOST, 0.42, "green: eight of ten searches", ha="right", color=MUTED)

    def update(self, way: str, budget: int, draw: int) -> str:
        judged, worth = course(way, draw)
        at = np.arange(1, MOST + 1)
        low, middle, high, mean = band(way)
        around = np.concatenate([at, at[::-1]]), np.concatenate([low, high[::-1]])
        self.band.set_xy(np.transpose(around))
        self.middle.set_data(at, middle)
        self.runs.set_data(at[:budget], judged[:budget])
        self.best.set_data(at[:budget], worth[:budget])
        self.end.set_data(at[budget - 1 : budget], worth[budget - 1 : budget])
        now, *of_ten = (number(100 * a[budget - 1], 1) for a in (worth, low, middle, high, mean))
        self.told.set_text(f"best of {budget}: {now} %")
        return (
            f"{way.capitalize()}, search {draw}: the best of {counted(budget, 'run')} is right on "
            f"{now} % of other points. Of {SEARCHES:,} such searches the median is {of_ten[1]} %, "
            f"the mean {of_ten[3]} %; eight of ten lie between {of_ten[0]} and {of_ten[2]} %."
        )


@cache
def table() -> np.ndarray:
    """Return accuracies by place of a setting: for choosing, and on other points."""
    return np.array(record("playground/search")).reshape(*SHAPE, 2) / 1000


def _random(rng: np.random.Generator) -> Iterator[Place]:
    while True:
        yield tuple(int(rng.integers(n)) for n in SHAPE)


def _grid(rng: np.random.Generator) -> Iterator[Place]:
    """Try all pairs of up to four values of two hyperparameters, keep the best, take two others."""
    now, judged = list(next(_random(rng))), table()[..., 0]
    while True:
        order = rng.permutation(len(SHAPE))
        for pair in order.reshape(-1, 2):
            tried = {}
            sides = (np.linspace(0, SHAPE[k] - 1, min(4, SHAPE[k])).round() for k in pair)
            for values in product(*sides):
                place = list(now)
                for k, value in zip(pair, values, strict=True):
                    place[k] = int(value)
                yield tuple(place)
                tried[tuple(place)] = judged[tuple(place)]
            now = list(max(tried, key=tried.get))


def _one_at_a_time(rng: np.random.Generator) -> Iterator[Place]:
    """Try all values of one hyperparameter, keep the best, go on with the next."""
    judged = table()[..., 0]
    while True:
        now, before = next(_random(rng)), None
        yield now
        while now != before:  # until a whole round brings nothing; then from another start
            before = now
            for k in rng.permutation(len(SHAPE)):
                places = [(*now[:k], value, *now[k + 1 :]) for value in range(SHAPE[k])]
                yield from (place for place in places if place != now)
                now = max(places, key=lambda place: judged[place])


@lru_cache(maxsize=1024)
def course(way: str, draw: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how each run is judged for choosing, and what the best so far is worth elsewhere."""
    walk = {"random": _random, "grid over two": _grid, "one at a time": _one_at_a_time}[way]
    places = tuple(np.array(list(islice(walk(np.random.default_rng(draw)), MOST))).T)
    judged, other = table()[places].T
    best = [int(np.argmax(judged[:n])) for n in range(1, MOST + 1)]
    return judged, other[best]


@cache
def band(way: str) -> np.ndarray:
    """Return, after every run, the tenth, fifth and ninth tenth of many searches, and the mean."""
    return np.array(record("playground/search_bands")[way])
