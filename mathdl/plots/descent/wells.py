"""A deep narrow well and a shallow wide one, and walkers with noise (chapter 7)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, FAINT, INPUT, PALE, TARGET
from mathdl.plots.kit.controls import Choice, Clock, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, number, per_cent, short

WALKERS, STEPS = 500, 3000
WELLS = {"deep and narrow": -1.0, "wide and shallow": 1.5}


def f(x: np.ndarray) -> np.ndarray:
    """Compute the height."""
    narrow = -1.2 * np.exp(-((x + 1) ** 2) / (2 * 0.15**2))
    wide = -np.exp(-((x - 1.5) ** 2) / (2 * 0.8**2))
    return narrow + wide + 0.05 * (x - 0.5) ** 2


def slope(x: np.ndarray) -> np.ndarray:
    """Compute the slope of `f`."""
    narrow = 1.2 * (x + 1) / 0.15**2 * np.exp(-((x + 1) ** 2) / (2 * 0.15**2))
    wide = (x - 1.5) / 0.8**2 * np.exp(-((x - 1.5) ** 2) / (2 * 0.8**2))
    return narrow + wide + 0.1 * (x - 0.5)


@lru_cache(maxsize=1)
def ridge() -> float:
    """Return the place of the ridge between the wells."""
    x = np.linspace(-1, 1.5, 25_001)
    return float(x[np.argmax(f(x))])


@lru_cache(maxsize=8)  # of 6 MB each
def walks(noise: float, lr: float, start: str) -> np.ndarray:
    """Return where the walkers are after each step.

    Parameters
    ----------
    noise : float
        The std of what is added to each slope.
    lr : float
    start : {"deep and narrow", "wide and shallow"}

    Returns
    -------
    array of shape (steps + 1, walkers)
        Rounded after every step, so that no other machine takes another way.
    """
    rng = np.random.default_rng(0)
    places = np.full((STEPS + 1, WALKERS), WELLS[start], np.float32)
    for step in range(STEPS):
        x = places[step].astype(float)
        places[step + 1] = x - lr * (slope(x) + noise * rng.normal(size=WALKERS))
    return places


class WellsPlot(Plot):
    """Five hundred walkers go downhill with noisy slopes. Which well do they end in?

    All of them start in one well. Left, the walkers, stacked above the place where each is; right,
    the share of them in the wide well after each step.
    """

    controls = {
        "noise": Slider(4.0, 0.0, 8.0, 0.5, "noise, its std"),
        "lr": Slider(0.03, 0.01, 0.05, 0.005, "learning rate η"),
        "start": Choice("deep and narrow", tuple(WELLS), "all start in the well that is"),
        "step": Clock(20, STEPS, "step", per_frame=20),
    }
    size = (8, 4.2)
    LEFT, RIGHT, BINS = -2.2, 4.2, 64

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.5, 1))
        left.set(xlim=(self.LEFT, self.RIGHT), ylim=(-1.35, 1.5), xlabel="x", ylabel="f(x)")
        left.set(xticks=range(-2, 5), yticks=[-1, 0, 1])
        left.axvspan(ridge(), self.RIGHT, color=PALE[TARGET], lw=0, zorder=0)
        x = np.linspace(self.LEFT, self.RIGHT, 500)
        left.plot(x, f(x), color=CURVE)
        (self.walkers,) = left.plot([], [], "o", color=INPUT, ms=3, mew=0, animated=True)
        self.walkers.set_alpha(0.7)
        right.set(
            xlim=(-60, STEPS + 60), ylim=(-3, 103), xlabel="step", xticks=[0, 1000, 2000, 3000]
        )
        right.set_xticklabels(["0", "1,000", "2,000", "3,000"])
        right.set_yticks([0, 50, 100], ["0", "50 %", "100 %"])
        right.axhline(50, color=FAINT, lw=0.8)
        above(right, 0, "in the wide well", color=DARK[TARGET])
        (self.share,) = right.plot([], [], color=TARGET, lw=2.4, animated=True)
        (self.now,) = right.plot([], [], "o", color=TARGET, ms=9, clip_on=False, animated=True)
        self.told = above(left, 0)

    def update(self, noise: float, lr: float, start: str, step: int) -> str:
        places = walks(round(noise, 9), round(lr, 9), start)
        x = places[step].astype(float)
        self.walkers.set_data(np.clip(x, self.LEFT - 1, self.RIGHT + 1), self._stacked(x))
        shares = 100 * np.mean(places[: step + 1] > ridge(), axis=1)
        self.share.set_data(range(step + 1), shares)
        self.now.set_data([step], shares[-1:])
        height = number(float(np.mean(f(x))), 2)
        self.told.set_text(f"mean height {height}")
        return (
            f"After {counted(step, 'step')} with noise {short(noise)} and η = {short(lr)}, "
            f"{per_cent(shares[-1] / 100)} of the walkers, who all started in the {start} well, "
            f"are in the wide one; their mean height is {height}."
        )

    def _stacked(self, x: np.ndarray) -> np.ndarray:
        """Return heights that stack the walkers of each narrow strip above the curve."""
        width = (self.RIGHT - self.LEFT) / self.BINS
        strip = np.floor(x / width).astype(int)
        order = np.argsort(strip, kind="stable")
        first = np.r_[True, np.diff(strip[order]) != 0]
        starts = np.maximum.accumulate(np.where(first, np.arange(len(x)), 0))
        rank = np.empty(len(x), int)
        rank[order] = np.arange(len(x)) - starts
        return np.minimum(f(x) + 0.03 + 0.02 * rank, 1.45)
