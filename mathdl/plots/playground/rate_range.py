"""The range test: raise the learning rate with every step, until it breaks (chapter 9)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, LOSS, MUTED, TARGET
from mathdl.plots.kit.controls import Choice, Clock
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.records import record
from mathdl.words import per_cent, power, rounded, short

SCAN = np.geomspace(1e-5, 10, 181)  # 30 steps for each power of ten
FIXED = (1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0, 3.0)
SEEDS = 10  # of every fixed rate
NEAR = 0.01  # as good as the best, but for what ten seeds can tell
SMOOTH, FALLEN = 9, 0.97  # steps to average over; what is left of a loss that fell
BROKEN = 4.0  # so many times the lowest loss
LOW, HIGH = 0.03, 30.0


class RangePlot(Plot):
    """Above, a scan: one net, each step with a larger learning rate. Below, what fixed rates reach.

    The scan has 181 steps, from 10⁻⁵ to 10, and seed 0. The fixed rates were run from ten seeds
    each: 200 steps for the digits (64 → 128 → 64 → 10, relu, batches of 64, judged on two other
    hands), 600 for the rings (2 → 16 → 16 → 1, tanh, all 800 points, judged on 2,000 others).
    """

    controls = {
        "problem": Choice("digits", ("digits", "rings"), "problem"),
        "optimiser": Choice("Adam", ("Adam", "SGD"), "optimiser"),
        "step": Clock(len(SCAN) - 1, len(SCAN) - 1, "step of the scan", per_frame=2),
    }
    size = (8, 4.6)

    def build(self, figure: Figure) -> None:
        top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=(1.5, 1))
        top.set(xscale="log", yscale="log", xlim=(8e-6, 12), ylim=(LOW, HIGH), ylabel="loss")
        ticks = range(-5, 2)
        bottom.set_xticks([10.0**k for k in ticks], [power(10, k) for k in ticks])
        bottom.set_yticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
        bottom.set(ylim=(-0.03, 1.05), xlabel="learning rate η")
        top.minorticks_off()
        bottom.minorticks_off()
        (self.raw,) = top.plot([], [], color=FAINT, lw=1.2, animated=True)
        (self.line,) = top.plot([], [], color=LOSS, lw=2.6, animated=True)
        (self.now,) = top.plot([], [], "o", color=LOSS, ms=8, animated=True)
        look = dict(lw=2, animated=True)
        self.steepest = [axes.axvline(1, color=TARGET, **look) for axes in (top, bottom)]
        self.broke = [
            axes.axvline(1, color=GRADIENT, dashes=(4, 3), **look) for axes in (top, bottom)
        ]
        (self.rings,) = bottom.plot([], [], "o", mfc="white", color=INPUT, ms=6, animated=True)
        (self.medians,) = bottom.plot([], [], color=INPUT, lw=2, animated=True)
        above(top, 0, "─ steepest", color=DARK[TARGET], weight="bold")
        above(top, 0.5, "┄ broken", color=DARK[GRADIENT], weight="bold")
        self.told = above(top, 1, weight="bold", color=CURVE)
        above(bottom, 0, "right on unseen examples", y=1.06, color=MUTED)

    def update(self, problem: str, optimiser: str, step: int) -> str:
        kept = record("playground/rates")[f"{problem} {optimiser}"]
        losses = np.array(kept["scan"])[: step + 1]
        at = SCAN[: len(losses)]
        self.raw.set_data(at, losses)
        self.line.set_data(at, smooth(losses))
        self.now.set_data(at[-1:], losses[-1:])
        steep, broke = read(losses)
        for lines, place in ((self.steepest, steep), (self.broke, broke)):
            for line in lines:
                line.set_xdata([place or 1] * 2)
                line.set_visible(place is not None)
        shares = np.array(kept["ends"]) / 1000
        medians = np.median(shares, axis=1)
        self.rings.set_data(np.repeat(FIXED, SEEDS), shares.ravel())
        self.medians.set_data(FIXED, medians)
        self.told.set_text(f"η = {_two(at[-1])}")
        good = np.array(FIXED)[medians >= medians.max() - NEAR]
        fate = "nothing is broken yet" if broke is None else f"broken at η = {_two(broke)}"
        fell = (
            "it has not fallen" if steep is None else f"it falls most steeply at η = {_two(steep)}"
        )
        those = (
            f"{short(good[0])} to {short(good[-1])} are"
            if len(good) > 1
            else f"{short(good[0])} is"
        )
        found = (
            f" Of the fixed rates {those} best: {per_cent(medians.max())} (median of ten seeds)."
        )
        return (
            f"{problem.capitalize()}, {optimiser}, scanned up to η = {_two(at[-1])}: loss "
            f"{_two(losses[-1])}, {fate}; {fell}.{found}"
        )


def _two(value: float) -> str:
    return short(rounded(float(value), 2))


def smooth(losses: np.ndarray) -> np.ndarray:
    """Return means of a few losses each; at the ends fewer.

    Examples
    --------
    >>> smooth(np.array([1.0, 1.0, 4.0])).tolist()
    [2.0, 2.0, 2.0]
    """
    half = SMOOTH // 2
    return np.array([losses[max(0, k - half) : k + half + 1].mean() for k in range(len(losses))])


def read(losses: np.ndarray) -> tuple[float | None, float | None]:
    """Return the rate at which a scan falls most steeply, and the one at which it is broken.

    Broken is a loss that is four times the lowest so far, and above the first, or not finite. None
    means that there is no such place yet: a loss has fallen if 3 % of it are gone.
    """
    lowest = np.minimum.accumulate(losses)
    bad = ~(losses <= np.maximum(BROKEN * lowest, 1.5 * losses[0]))
    broke = int(np.argmax(bad)) if bad.any() else None
    calm = smooth(losses[:broke])
    if len(calm) < 2 * SMOOTH:
        return None, None if broke is None else float(SCAN[broke])
    end = int(np.argmin(calm))
    falls = calm[end] < FALLEN * calm[0]
    steep = float(SCAN[int(np.argmin(np.diff(calm[: end + 1])))]) if falls else None
    return steep, None if broke is None else float(SCAN[broke])
