"""Measure the numbers that chapter 5 prints and that hang on chance or on counting.

``PYTHONPATH=. python tools/measure_losses.py``
"""

from __future__ import annotations

import numpy as np

import mathdl as dl
from mathdl.exercises.losses import storms
from mathdl.plots import MistakesPlot, OutlierPlot, PredictionsPlot
from mathdl.plots.losses.honest import RULES, expected
from mathdl.plots.losses.race import course


def fish() -> None:
    """Print where one gets stuck on the staircase, and where the loss is lowest (5.1)."""
    plot = MistakesPlot()
    ts = np.arange(-2, 3, 0.002)
    rights = np.array([round(10 * float(plot.accuracy(t))) for t in ts])
    falls = int(np.argmax(np.diff(rights) < 0))
    lowest = ts[np.argmin([plot.loss(t) for t in ts])]
    print(f"5.1: stuck at {ts[falls]:.2f} with {rights[falls]}; most {rights.max()}")
    print(f"5.1: the loss is lowest at {lowest:.2f}, accuracy {plot.accuracy(lowest):.1f}")


def outlier() -> None:
    """Print the slopes under the three losses (5.3)."""
    plot = OutlierPlot()
    for height in (20, 40):
        for delta in (1.0, 10.0):
            print("5.3:", plot.draw(height=height, delta=delta))


def forecasts() -> None:
    """Print the cheapest forecasts and what honesty costs (5.5)."""
    p = np.linspace(0.001, 0.999, 9_981)
    for rule in RULES:
        for q in (0.9, 0.5, 0.3):
            cost = expected(rule, p, q)
            print(f"5.5: {rule}, q = {q}: cheapest {p[cost.argmin()]:.3f}, {cost.min():.3f}")
    plot = PredictionsPlot()
    wrong = sorted(plot.losses[~plot.right])[-2:]
    print(
        f"5.5: example, {plot.right.sum()} of {len(plot.right)} right, mean {plot.mean:.2f}, "
        f"guessing {plot.guessing:.2f}, right ones {plot.losses[plot.right].sum():.2f}, "
        f"costliest {wrong[0]:.2f} and {wrong[1]:.2f}"
    )


def race() -> None:
    """Print who arrives when (5.7)."""
    for lr in (1.0, 5.0, 200.0):
        runs = [course(loss, -6.0, lr) for loss in ("cross-entropy", "squared error")]
        ends = [f"{run.arrival} (there z = {run.logits[run.arrival]:.1f})" for run in runs]
        print(f"5.7: learning rate {lr:g}: cross-entropy {ends[0]}, squared error {ends[1]}")


def bill() -> None:
    """Print what 1,000 days cost, by the weight of a storm (5.11)."""
    storm = storms.days(20_000, 100)[1]
    never, always = (storms.cost(np.full(len(storm), z), storm) for z in (-1.0, 1.0))
    print(f"5.11: storms {storm.mean():.3f}, never warn {never:.0f}, always {always:.0f}")
    for weight in (1, 5, 10, 15, 20, 28, 40, 100):
        z, storm = storms.trained(storms.weighted(weight))
        honest = dl.sigmoid(z - np.log(weight))
        print(
            f"5.11: weight {weight}: cost {storms.cost(z, storm):.0f}, mean chance "
            f"{np.mean(honest):.4f}, storms {storm.mean():.4f}"
        )


def main() -> None:
    """Print all of them."""
    for measure in (fish, outlier, forecasts, race, bill):
        measure()


if __name__ == "__main__":
    main()
