"""Why scores are divided by the root of their length (chapter 12)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, INPUT, MUTED, PALE
from mathdl.plots.kit.controls import Choice, Slider, Toggle
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import number, short

LENGTHS = tuple(2**k for k in range(1, 11))
QUERIES, KEYS = 400, 8
EDGES = np.linspace(-48, 48, 49)


@lru_cache(maxsize=64)
def products(d: int, seed: int) -> np.ndarray:
    """Return the scores of 400 random queries, each with eight random keys."""
    rng = np.random.default_rng(seed)
    q, k = rng.normal(size=(QUERIES, 1, d)), rng.normal(size=(QUERIES, KEYS, d))
    return (q * k).sum(-1)


class ScalePlot(Plot):
    """Left, how far 3,200 scores of random queries and keys scatter; right, eight shares.

    All entries are drawn from a normal distribution with variance 1. The shares are those of the
    first query, the largest first. The slope is how much a share feels its own score, p(1 − p),
    added over the eight: median over 400 queries.
    """

    controls = {
        "d": Choice(2, LENGTHS, "entries of q and k, d"),
        "scaled": Toggle(False, "divide the scores by √d"),
        "seed": Slider(0, 0, 9, 1, "seed"),
    }
    size = (8, 4)

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.4, 1))
        left.set(xlim=(-48, 48), ylim=(0, 1), xlabel="score", yticks=[])
        left.spines.left.set_visible(False)
        self.columns = left.bar((EDGES[1:] + EDGES[:-1]) / 2, 0 * EDGES[1:], 2, color=PALE[INPUT],
                                ec=INPUT, lw=1, animated=True)  # fmt: skip
        right.set(xlim=(-0.6, KEYS - 0.4), ylim=(0, 1.12))
        right.set_xticks([])
        right.set_yticks([0, 0.5, 1], ["0", "½", "1"])
        self.bars = right.bar(range(KEYS), [0] * KEYS, 0.7, color=CURVE, animated=True)
        above(left, 0, "3,200 scores", color=DARK[INPUT], weight="bold")
        self.spread = above(left, 1, color=MUTED)
        above(right, 0, "eight shares", color=CURVE, weight="bold")
        self.slope = above(right, 1, color=MUTED)

    def update(self, d: int, scaled: bool, seed: int) -> str:
        scores = products(d, seed) / (np.sqrt(d) if scaled else 1)
        heights = np.histogram(np.clip(scores, -47.9, 47.9), EDGES)[0]
        shares = dl.softmax(scores)
        for column, height in zip(self.columns, heights / heights.max()):
            column.set_height(0.95 * height)
        for bar, share in zip(self.bars, np.sort(shares[0])[::-1]):
            bar.set_height(share)
        slope = short(float(np.median((shares * (1 - shares)).sum(1))))
        spread, largest = number(scores.std(), 1), number(np.median(shares.max(1)), 2)
        self.spread.set_text(f"standard deviation {spread}")
        self.slope.set_text(f"slope {slope}")
        return (
            f"d = {d:,}, {'scaled' if scaled else 'unscaled'}: the scores scatter with a standard "
            f"deviation of {spread}, the largest share is {largest} in the median, and the slope "
            f"{slope}."
        )
