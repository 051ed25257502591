"""Which guess makes the data likeliest: why squares, and why absolute values (chapter 5)."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import DARK, FAINT, INPUT, LOSS, PALE, TARGET
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import HEADLINE, above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import brief, number, short

DATA = np.array([1.0, 2.0, 3.0, 4.0, 10.0])
SPREAD = 2.0  # of both kinds of noise
BELL, PEAK = "bell curve (Gauss)", "peak (Laplace)"


def density(noise: str, r: np.ndarray) -> np.ndarray:
    """Return how densely noise of a kind lies at residuals r.

    Examples
    --------
    >>> density(BELL, np.zeros(1)).round(4), density(PEAK, np.zeros(1))
    (array([0.1995]), array([0.25]))
    """
    if noise == BELL:
        return np.exp(-((r / SPREAD) ** 2) / 2) / (SPREAD * math.sqrt(2 * math.pi))
    return np.exp(-np.abs(r) / SPREAD) / (2 * SPREAD)


def surprise(noise: str, guess: float | np.ndarray) -> np.ndarray:
    """Return the surprise of all five data, −Σ log density, for one guess or many."""
    r = DATA - np.asarray(guess, float)[..., None]
    return -np.log(density(noise, r)).sum(axis=-1)


class LikelihoodPlot(Plot):
    """Five measured prices, a guess, and noise around it: how likely are the data?

    Above, the noise around the guess; each datum's stick is as high as the noise is dense there,
    and the likelihood is the product of the five. Below, the surprise, minus its logarithm, for
    every guess: a parabola for the bell curve, lowest at the mean, and straight pieces for the
    peak, lowest at the median.
    """

    controls = {
        "guess": Slider(6.0, 0.0, 11.0, 0.1, "guess"),
        "noise": Choice(BELL, (BELL, PEAK), "noise"),
    }
    draggable = (Point("here", x="guess"),)
    size = (8, 5.2)

    def build(self, figure: Figure) -> None:
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(1, 1.25))
        upper.set(xlim=(-0.5, 11.5), ylim=(0, 0.27), yticks=[0, 0.1, 0.2])
        upper.set_yticks([0, 0.1, 0.2], ["0", "0.1", "0.2"])
        upper.tick_params(labelbottom=False)
        moving = dict(animated=True)
        self.places = np.linspace(-0.5, 11.5, 361)
        self.under = upper.fill_between(
            self.places, 0, np.zeros_like(self.places), color=PALE[INPUT], lw=0, animated=True
        )
        (self.noise,) = upper.plot([], [], color=INPUT, lw=2.4, **moving)
        self.sticks = [upper.plot([], [], color=TARGET, lw=3, **moving)[0] for _ in DATA]
        (self.tips,) = upper.plot([], [], "o", color=TARGET, ms=8, clip_on=False, **moving)
        self.centre = [
            axes.axvline(0, color=FAINT, lw=1.2, dashes=(4, 3), **moving) for axes in (upper, lower)
        ]
        self.told = above(upper, 0, color=DARK[TARGET], **HEADLINE)
        lower.set(ylim=(9.5, 31), xlabel="price, and guess", ylabel="surprise in nats")
        lower.set_xticks(range(0, 12, 2))
        (self.curve,) = lower.plot([], [], color=LOSS, lw=2.6, **moving)
        (self.best,) = lower.plot([], [], "*", color=DARK[TARGET], ms=17, zorder=4, **moving)
        (self.here,) = lower.plot([], [], "o", color=LOSS, ms=11, zorder=5, **moving)
        self.lowest = above(lower, 1, color=DARK[TARGET], y=0.86, **HEADLINE)
        self.cost = above(lower, 0, y=1.02, **HEADLINE)

    def update(self, guess: float, noise: str) -> str:
        guess = round(guess, 9)
        at = density(noise, self.places - guess)
        self.noise.set_data(self.places, at)
        outline = np.concatenate(
            [np.stack([self.places, at], 1), np.stack([self.places, 0 * at], 1)[::-1]]
        )
        self.under.set_verts([outline])
        heights = density(noise, DATA - guess)
        for stick, x, y in zip(self.sticks, DATA, heights, strict=True):
            stick.set_data([x, x], [0, y])
        self.tips.set_data(DATA, heights)
        for line in self.centre:
            line.set_xdata([guess, guess])
        self.curve.set_data(self.places, surprise(noise, self.places))
        best, which = (
            (float(np.mean(DATA)), "mean") if noise == BELL else (float(np.median(DATA)), "median")
        )
        self.best.set_data([best], [float(surprise(noise, best))])
        cost, likelihood = float(surprise(noise, guess)), float(np.prod(heights))
        self.here.set_data([guess], [cost])
        self.told.set_text(f"likelihood = product of the five sticks = {short(likelihood)}")
        self.lowest.set_text(f"★ {which} {brief(best)}")
        self.cost.set_text(f"−log likelihood = {number(cost, 2)} nats")
        return (
            f"Noise: {noise}. For the guess {brief(guess)} the five data have the likelihood "
            f"{short(likelihood)}, a surprise of {number(cost, 2)} nats. It is least, "
            f"{number(float(surprise(noise, best)), 2)}, at their {which}, {brief(best)}."
        )
