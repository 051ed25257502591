"""Four hundred walkers who see a few examples at a time (chapter 7)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, FAINT, GRADIENT, INPUT, MUTED, RULE
from mathdl.plots.kit.controls import Choice, Clock, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, number, rounded, short

HOUSES, WALKERS, STEPS = 256, 400, 150
SIZES = (1, 4, 16, 64, HOUSES)


@lru_cache(maxsize=1)
def houses() -> tuple[np.ndarray, np.ndarray]:
    """Return areas and prices of 256 houses, both standardised."""
    area, price = dl.data.house_prices(HOUSES)
    return (area - area.mean()) / area.std(), (price - price.mean()) / price.std()


@lru_cache(maxsize=len(SIZES))
def batches(size: int) -> np.ndarray:
    """Return what a gradient needs to know of each walker's batch at each step.

    Returns
    -------
    array of shape (4, steps, walkers)
        Means of x, y, x² and xy over the batch. It is drawn at random, a house may come twice;
        all 256 houses are each of them once.
    """
    x, y = houses()
    moments = np.stack([x, y, x * x, x * y])
    if size == HOUSES:
        return np.broadcast_to(moments.mean(axis=1)[:, None, None], (4, STEPS, WALKERS))
    rng = np.random.default_rng(size)
    drawn = (moments[:, rng.integers(HOUSES, size=(WALKERS, size))] for _ in range(STEPS))
    return np.stack([chosen.mean(axis=2) for chosen in drawn], axis=1)


@lru_cache(maxsize=64)
def walks(size: int, lr: float, beta: float) -> np.ndarray:
    """Return where the walkers are after each step, as slope and intercept beside the best ones.

    Returns
    -------
    array of shape (steps + 1, 2, walkers)
    """
    x, y = houses()
    best = float(np.mean(x * y))  # the best intercept is 0
    w, b = np.full(WALKERS, -best), np.zeros(WALKERS)
    u = v = np.zeros(WALKERS)
    places = [np.stack([w, b])]
    for mx, my, mxx, mxy in batches(size).transpose(1, 0, 2):
        slope = w + best
        u = beta * u + 2 * (slope * mxx + b * mx - mxy)
        v = beta * v + 2 * (slope * mx + b - my)
        w, b = w - lr * u, b - lr * v
        places.append(np.stack([w, b]))
    return np.array(places)


def spread(places: np.ndarray) -> np.ndarray:
    """Return the root of the mean squared distance from the best line, step by step."""
    return np.sqrt(np.mean(np.sum(places**2, axis=1), axis=1))


class CloudPlot(Plot):
    """Gradient descent by mini-batches, four hundred times over: where do the walkers end?

    Each walker fits slope and intercept of a line to 256 houses, standardised, and sees only a few
    of them at each step, drawn afresh. Left, all walkers and the best line (+); right, their
    typical distance from it after each step, and in grey that of the other batch sizes.
    """

    controls = {
        "batch": Choice(4, SIZES, "examples in a batch"),
        "lr": Slider(0.1, 0.01, 0.2, 0.01, "learning rate η"),
        "beta": Slider(0.0, 0.0, 0.95, 0.05, "momentum β"),
        "step": Clock(60, STEPS, "step"),
    }
    size = (8, 4.2)
    HALF, LEAST = 0.42, 0.01

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.1, 1))
        left.set(xlim=(-self.HALF, self.HALF), ylim=(-self.HALF, self.HALF), aspect="equal")
        left.set(xlabel="slope, beside the best", ylabel="intercept")
        left.set(xticks=[-0.4, -0.2, 0, 0.2, 0.4], yticks=[-0.4, -0.2, 0, 0.2, 0.4])
        turn = np.linspace(0, 2 * np.pi, 90)
        for radius in (0.1, 0.2, 0.3, 0.4):
            left.plot(radius * np.cos(turn), radius * np.sin(turn), color=RULE, lw=1)
        (self.walkers,) = left.plot([], [], "o", color=INPUT, ms=3, mew=0, animated=True)
        self.walkers.set_alpha(0.6)
        (self.ring,) = left.plot([], [], color=GRADIENT, lw=2, animated=True)
        left.plot([0], [0], "+", color=CURVE, ms=12, mew=2, zorder=4)
        right.set(xlim=(-3, STEPS + 16), yscale="log", ylim=(self.LEAST, 3), xlabel="step")
        right.set_xticks([0, 50, 100, 150])
        right.set_yticks([0.01, 0.1, 1], ["0.01", "0.1", "1"])
        right.minorticks_off()
        above(right, 0, "typical distance", color=MUTED)
        grey = dict(color=FAINT, lw=1.2, animated=True)
        self.others = [right.plot([], [], **grey)[0] for _ in SIZES]
        beside = dict(va="center", color=MUTED, animated=True)
        self.sizes = [right.text(STEPS + 4, 1, "", **beside) for _ in SIZES[:-1]]
        (self.course,) = right.plot([], [], color=GRADIENT, lw=2.6, animated=True)
        (self.now,) = right.plot([], [], "o", color=GRADIENT, ms=9, animated=True)
        self.told = above(left, 0)
        self.turn = np.stack([np.cos(turn), np.sin(turn)])

    def update(self, batch: int, lr: float, beta: float, step: int) -> str:
        lr, beta = round(lr, 9), round(beta, 9)
        places = walks(batch, lr, beta)
        far = spread(places)
        self.walkers.set_data(*np.clip(places[step], -5, 5))
        self.ring.set_data(*np.clip(far[step] * self.turn, -5, 5))
        courses = [spread(walks(size, lr, beta)) for size in SIZES]
        for line, seen in zip(self.others, courses):
            line.set_data(range(STEPS + 1), np.clip(seen, self.LEAST / 2, 100))
        self._name(courses)
        self.course.set_data(range(step + 1), np.clip(far[: step + 1], self.LEAST / 2, 100))
        self.now.set_data([step], np.clip(far[step : step + 1], self.LEAST / 2, 100))
        each = "all 256 houses" if batch == HOUSES else counted(batch, "house")
        self.told.set_text(f"{each} a step")
        rest = short(rounded(float(np.sqrt(np.mean(far[-50:] ** 2))), 2))
        momentum = f" and β = {number(beta, 2)}" if beta else ""
        return (
            f"After {counted(step, 'step')} of {each} each, with η = {number(lr, 2)}{momentum}, "
            f"the walkers are typically {number(far[step])} from the best line; over the last "
            f"fifty of {STEPS} steps it is {rest}."
        )

    def _name(self, courses: list[np.ndarray]) -> None:
        """Write each batch size at the end of its curve, where there is room."""
        last = 2.0
        for words, size, seen in zip(self.sizes, SIZES, courses):
            end = float(np.sqrt(np.mean(seen[-20:] ** 2)))
            room = 1.2 * self.LEAST < end < 0.7 * last
            words.set(text=f"{size}" if room else "", y=end)
            last = end if room else last
