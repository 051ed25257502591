"""The best of many coin-flippers (chapter 8)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, FAINT, GRADIENT, INPUT, MUTED
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, number, per_cent

MOST = 200


class SelectionPlot(Plot):
    """Nets that know nothing are judged on validation points, and the best is tested again.

    Each ring is a net that answers every point by the toss of a coin, so that in truth it is right
    on half of them. The winner on the validation points is then judged on as many fresh ones.
    """

    controls = {
        "nets": Slider(50, 1, MOST, 1, "nets"),
        "points": Choice(40, (10, 40, 200, 1000), "validation points"),
        "seed": Slider(0, 0, 19, 1, "seed"),
    }
    size = (8, 4)

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(0, MOST + 8), ylim=(0, 1.03), xlabel="net")
        axes.set_yticks(ticks := np.linspace(0, 1, 5), [per_cent(tick) for tick in ticks])
        axes.axhline(0.5, color=FAINT, lw=1.2, dashes=(4, 3))
        axes.text(MOST + 8, 0.51, "the truth", ha="right", va="bottom", color=MUTED)
        look = dict(ls="none", animated=True)
        (self.rings,) = axes.plot([], [], "o", mfc="white", color=CURVE, ms=5, **look)
        (self.winner,) = axes.plot([], [], "o", color=INPUT, ms=11, **look)
        (self.fall,) = axes.plot([], [], color=GRADIENT, lw=2.2, animated=True)
        (self.again,) = axes.plot([], [], "D", color=GRADIENT, ms=9, **look)
        self.title = above(axes, weight="bold")

    def update(self, nets: int, points: int, seed: int) -> str:
        right, fresh = tosses(points, seed)
        best = int(np.argmax(right[:nets]))
        self.rings.set_data(np.arange(1, nets + 1), right[:nets] / points)
        won, then = right[best] / points, fresh[best] / points
        self.winner.set_data([best + 1], [won])
        self.fall.set_data([best + 1] * 2, [won, then])
        self.again.set_data([best + 1], [then])
        self.title.set_text(f"● the winner: {_share(won)}      ◆ the winner, again: {_share(then)}")
        mean = number(100 * expected(nets, points), 1)
        return (
            f"The best of {counted(nets, 'coin-flipper')} is right on {_share(won)} of {points:,} "
            f"validation points, and on {_share(then)} of as many fresh ones. Over many such "
            f"contests the winner's score is {mean} % on average, and its truth is 50 %."
        )


def _share(part: float) -> str:
    return f"{number(100 * part, 1)} %"


@lru_cache(maxsize=128)
def tosses(points: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how many points each net gets right, and how many fresh ones."""
    rng = np.random.default_rng(seed)
    return rng.binomial(points, 0.5, (2, MOST))


@lru_cache(maxsize=1024)
def expected(nets: int, points: int) -> float:
    """Return the winner's mean share: the mean of the largest of so many binomials.

    Examples
    --------
    >>> round(expected(1, 40), 3), round(expected(50, 40), 3)
    (0.5, 0.676)
    """
    ways = np.exp(_log_choose(points) - points * np.log(2))
    at_most = np.minimum(np.cumsum(ways), 1.0) ** nets
    return float(np.sum(1 - at_most[:-1]) / points)


def _log_choose(n: int) -> np.ndarray:
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    return logs[-1] - logs - logs[::-1]
