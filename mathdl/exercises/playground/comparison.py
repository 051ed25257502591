"""Chapter 9, the project: an honest comparison of two designs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from mathdl.exercises.answers.built import Built
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.exercises.playground.honesty import FEWEST, TRIALS, TRIED

KEY = "9.17"


def _honest(
    tune: int = TRIED,
    seeds: int = FEWEST,
    care: bool = True,
    by: int = 0,
    tells: int = 1,
    fresh: bool = True,
    own: bool = False,
    liked: Callable = np.mean,
    middle: Callable = np.mean,
    error: Callable = lambda x, y: (np.var(x, ddof=1) / len(x) + np.var(y, ddof=1) / len(y)) ** 0.5,
) -> Callable:
    """Write `compare`, or one of the ways to be dishonest."""

    def judged(design: Callable, settings: Sequence, rng: np.random.Generator, k: int) -> list:
        drawn = [int(seed) for seed in rng.choice(10**6, k + seeds, replace=False)]
        runs = {s: [design(s, seed) for seed in drawn[:k]] for s in settings}
        best = max(settings, key=lambda s: liked([run[by] for run in runs[s]]))
        later = [design(best, seed) for seed in drawn[k:]]
        return [run[tells] for run in (later if fresh else runs[best])]

    def compare(a: Callable, b: Callable, settings: Sequence, rng: np.random.Generator) -> tuple:
        chance = np.random.default_rng(0) if own else rng
        one = judged(a, settings, chance, tune)
        other = judged(b, settings if care else settings[-1:], chance, tune)
        return middle(one) - middle(other), error(one, other)

    return compare


def _paired(x: Sequence, y: Sequence) -> float:
    return np.std(np.subtract(x, y), ddof=1) / len(x) ** 0.5


EXERCISES = {
    KEY: Exercise(
        title="The honest comparison",
        level=4,
        ask="Write `compare(a, b, settings, rng)`. A design is a function: `a(setting, seed)` "
        "trains it and returns two accuracies, on points to choose by and on points to report. "
        f"Try every setting from {TRIED} seeds, for a and for b; choose, for each, the setting "
        f"with the best mean; run it from {FEWEST} fresh seeds. Return the gain of a over b, the "
        "difference of the two mean reports, and its standard error √(s²/n of a + s²/n of b). "
        "Seeds are drawn with rng.",
        kind=Built("compare", TRIALS),
        right=lambda: _honest(),
        mistakes=(
            Mistake(
                lambda: _honest(care=False),
                "a was tuned with all settings, b got one. Whoever is tuned wins: the same care "
                "for both.",
            ),
            Mistake(
                lambda: _honest(by=1),
                "You chose the setting by the reported points, so the report is partly luck. "
                "Choose by the first number.",
            ),
            Mistake(
                lambda: _honest(tells=0),
                "You reported the points that chose the setting. The second number is the report.",
            ),
            Mistake(
                lambda: _honest(seeds=3),
                "Three seeds crown the wrong design too often (section 9.6): ten fresh ones.",
            ),
            Mistake(
                lambda: _honest(tune=FEWEST + TRIED, fresh=False),
                "The runs that chose the setting are reported again. They won partly by luck: run "
                "the winner from fresh seeds.",
            ),
            Mistake(
                lambda: _honest(own=True),
                "You made a generator of your own: draw the seeds with the rng that is given.",
            ),
            Mistake(
                lambda: _honest(error=lambda x, y: (np.var(x, ddof=1) + np.var(y, ddof=1)) ** 0.5),
                "That is how far two single runs differ. Means of ten wobble √10 times less.",
            ),
            Mistake(
                lambda: _honest(
                    error=lambda x, y: (np.std(x, ddof=1) + np.std(y, ddof=1)) / len(x) ** 0.5
                ),
                "You added the two standard errors. Independent errors add by their squares "
                "(section 8.2).",
            ),
            Mistake(
                lambda: _honest(error=lambda x, y: ((np.var(x) + np.var(y)) / len(x)) ** 0.5),
                "Divide the squares by n − 1, `ddof=1`: each mean comes from the same runs.",
            ),
            Mistake(
                lambda: _honest(error=_paired),
                "That is the error of pairs, but the runs of a and of b are no pairs: add s²/n of "
                "both, and take the root.",
            ),
            Mistake(
                lambda: _honest(liked=max),
                "You chose the setting with the luckiest seed (section 9.6). Choose the one with "
                "the best mean.",
            ),
            Mistake(
                lambda: _honest(middle=max),
                "You compared the best run of each. One lucky seed decides that: compare means.",
            ),
            Mistake(
                lambda: _honest(middle=np.median),
                "You compared medians. They may be compared, but s/√n is the error of a *mean*.",
            ),
            Mistake(
                lambda: _honest(tune=1),
                "One seed for each setting chooses the lucky one: try each from three.",
            ),
        ),
        hints=(
            "Write a helper first: from a design to the ten reports of its chosen setting.",
            "In it: draw 13 different seeds, three for every setting, ten for the winner. Choose "
            "by the mean of the first numbers, return the second ones.",
            "Then `np.mean(x) - np.mean(y)` and `np.sqrt(np.var(x, ddof=1) / 10 + …)`.",
        ),
        worked="Appendix A has it: a helper of six lines, and three more.",
        then="Now two designs of your own, as the table says.",
    ),
}
