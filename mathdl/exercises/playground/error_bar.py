"""Chapter 9, how far a mean of a few seeds wobbles."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import listed


def _draw(rng: np.random.Generator) -> dict[str, Any]:
    return {"runs": [float(run) / 100 for run in rng.choice(np.arange(80, 99), 5, replace=False)]}


EXERCISES = {
    "9.8": Exercise(
        title="An error bar",
        level=2,
        ask="Five seeds of one design are right on these shares: {runs}. What is the standard "
        "error of their mean?",
        numbers={"runs": [0.92, 0.95, 0.89, 0.96, 0.93]},
        draw=_draw,
        kind=Number(),
        right=lambda runs: np.std(runs, ddof=1) / 5**0.5,
        facts=lambda runs: {
            "mean": np.mean(runs),
            "std": np.std(runs, ddof=1),
            "squares": np.sum((runs - np.mean(runs)) ** 2),
            "listed": listed([r - np.mean(runs) for r in runs]),
        },
        mistakes=(
            Mistake(
                lambda runs: np.std(runs, ddof=1),
                "That is how far *one* run strays. The mean of five strays less: divide by √5.",
            ),
            Mistake(
                lambda runs: np.std(runs) / 5**0.5,
                "Divide the squares by N − 1 = 4: the mean was taken from the same five numbers.",
            ),
            Mistake(
                lambda runs: np.std(runs),
                "That is how far single runs stray, with 5 in place of 4 (or two standard errors, "
                "which is the same number here). One standard error is asked for.",
            ),
            Mistake(lambda runs: np.std(runs, ddof=1) / 5, "By √5, not by 5."),
            Mistake(lambda runs: max(runs) - min(runs), "That is the range, from worst to best."),
            Mistake(
                lambda runs: np.var(runs, ddof=1),
                "That is the variance: take its root, and divide by √5.",
            ),
            Mistake(
                lambda runs: np.var(runs, ddof=1) / 5,
                "That is the variance of the mean. The standard error is its root.",
            ),
            Mistake(lambda runs: np.mean(runs), "That is the mean itself. How far does it wobble?"),
            Mistake(
                lambda runs: np.std(runs, ddof=1) / 4**0.5,
                "N − 1 stands under the squares. Outside it is √N = √5.",
            ),
            Mistake(
                lambda runs: 100 * np.std(runs, ddof=1) / 5**0.5,
                "Right, in points. The runs are shares of 1, so their error is one, too: "
                "{right:.4g}.",
            ),
        ),
        hints=(
            "Section 9.6: first how far one run strays, then how far their mean.",
            "Mean {mean:.4g}; distances {listed}; their squares add up to {squares:.4g}.",
            "s = √({squares:.4g}/4) = {std:.4g}; now divide by √5.",
        ),
        worked="s = {std:.4g}, and s/√5 = {right:.4g}.",
        then="How many seeds would it take to halve it?",
    ),
}
