"""Chapter 9, the project: an honest comparison of two designs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnansweredError
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import counted, short

KEY = "9.17"
SETTINGS = (0.001, 0.01, 0.1)
FEWEST = 10  # fresh seeds for the setting that was chosen
TRIED = 3  # seeds for every setting


class Design:
    """A design that only pretends to be trained: it keeps a list of what it was asked."""

    def __init__(self, choose: dict, report: dict | None = None, noise: float = 0.0) -> None:
        self.choose, self.report, self.noise = choose, report or choose, noise
        self.asked: list[tuple[float, int]] = []

    def __call__(self, setting: float, seed: int) -> tuple[float, float]:
        """Return how right it is on points to choose by, and on others."""
        self.asked.append((setting, int(seed)))
        luck = np.random.default_rng([int(seed), round(1e4 * setting)]).normal(0, self.noise)
        return self.choose[setting] + luck, self.report[setting] + luck

    def seeds(self, setting: float) -> list[int]:
        """Return the seeds it was asked for with a setting."""
        return [seed for one, seed in self.asked if one == setting]


def _level(value: float) -> dict:
    return dict.fromkeys(SETTINGS, value)


def _pair(noise: float = 0.02) -> tuple[Design, Design]:
    """Return two designs; the first is better, with another setting."""
    first = Design({0.001: 0.6, 0.01: 0.95, 0.1: 0.7}, noise=noise)
    return first, Design({0.001: 0.6, 0.01: 0.7, 0.1: 0.9}, noise=noise)


def _gain(compare: Callable, a: Design, b: Design, seed: int = 0) -> tuple[float, float]:
    answer = compare(a, b, SETTINGS, np.random.default_rng(seed))
    if answer is None or answer is ...:
        raise UnansweredError
    gain, error = (float(part) for part in answer)
    return gain, error


def _two_numbers(compare: Callable) -> str:
    a, b = _pair()
    answer = compare(a, b, SETTINGS, np.random.default_rng(0))
    if answer is None or answer is ...:
        raise UnansweredError
    if np.shape(answer) != (2,) or not np.all(np.isfinite(np.array(answer, float))):
        return f"two finite numbers are asked for, (gain, error), not {answer!r:.60}"
    return "it never trained a design: call a(setting, seed)" * (not a.asked or not b.asked)


def _same_care(compare: Callable) -> str:
    a, b = _pair()
    _gain(compare, a, b)
    for name, design in (("a", a), ("b", b)):
        left = [setting for setting in SETTINGS if len(set(design.seeds(setting))) < TRIED]
        if left:
            return f"{name} was not tried with setting {left[0]:g} from {TRIED} seeds"
    if len(a.asked) != len(b.asked):
        return (
            f"a was trained {counted(len(a.asked), 'time')} and b {counted(len(b.asked), 'time')}: "
            "the same budget for both"
        )
    return ""


def _chosen_by_the_right_points(compare: Callable) -> str:
    # What is best for choosing is worth 0.8 elsewhere; what is best elsewhere looks bad.
    a = Design({0.001: 0.9, 0.01: 0.5, 0.1: 0.5}, {0.001: 0.8, 0.01: 0.99, 0.1: 0.5})
    gain, _ = _gain(compare, a, Design(_level(0.5)))
    if abs(gain - 0.3) < 1e-9:
        return ""
    looks = {0.49: "you chose the setting by the points that report", 0.4: "you report the points "}
    said = looks.get(round(gain, 2), "the gain is not the mean of a's reports minus that of b's")
    return said + "that chose" * (round(gain, 2) == 0.4)


def _enough_seeds(compare: Callable) -> str:
    a, b = _pair()
    _gain(compare, a, b)
    for design, setting in ((a, 0.01), (b, 0.1)):
        if len(set(design.seeds(setting))) < FEWEST + TRIED:
            return (
                f"the setting that was chosen is to be run from {FEWEST} fresh seeds, beside "
                f"those that chose it; it was run from {len(set(design.seeds(setting)))} in all"
            )
        if len(set(design.seeds(setting))) < len(design.seeds(setting)):
            return "a seed that is run twice with one setting is no second run: draw fresh ones"
    return ""


def _by_the_given_chance(compare: Callable) -> str:
    asked = []
    for seed in (0, 0, 1):
        a, b = _pair()
        _gain(compare, a, b, seed)
        asked.append(a.asked)
    if asked[0] == asked[2] or asked[0] != asked[1]:
        return "draw the seeds with the rng that is given"
    return ""


def _fresh(compare: Callable) -> str:
    # All settings are worth the same, and luck is large: whoever reports lucky runs gains by it.
    gains = [
        _gain(compare, Design(_level(0.5), noise=0.1), Design(_level(0.5)), seed)[0]
        for seed in range(60)
    ]
    if abs(np.mean(gains)) < 0.015:
        return ""
    return (
        f"two designs of the same worth differ by {short(round(float(np.mean(gains)), 3))} on "
        "average: the runs that chose the setting were lucky, so report fresh ones only"
    )


def _error(compare: Callable) -> str:
    ratios = []
    for seed in range(60):
        a, b = Design(_level(0.7), noise=0.1), Design(_level(0.5), noise=0.05)
        _, error = _gain(compare, a, b, seed)
        most = max(len(a.seeds(setting)) for setting in SETTINGS) - TRIED
        ratios.append(error / ((0.1**2 + 0.05**2) / most) ** 0.5)
    ratio = float(np.mean(ratios))
    if 0.9 < ratio < 1.1:
        return ""
    return (
        f"the standard error is {short(float(f'{ratio:.2g}'))} times what it should be: "
        "√(s²/n of a + s²/n of b)"
    )


def _honest(
    tune: int = TRIED,
    seeds: int = FEWEST,
    care: bool = True,
    by: int = 0,
    tells: int = 1,
    fresh: bool = True,
    own: bool = False,
    error: Callable = lambda x, y: (np.var(x, ddof=1) / len(x) + np.var(y, ddof=1) / len(y)) ** 0.5,
) -> Callable:
    """Write `compare`, or one of the ways to be dishonest."""

    def judged(design: Callable, settings: Sequence, rng: np.random.Generator, k: int) -> list:
        drawn = [int(seed) for seed in rng.choice(10**6, k + seeds, replace=False)]
        runs = {s: [design(s, seed) for seed in drawn[:k]] for s in settings}
        best = max(settings, key=lambda s: np.mean([run[by] for run in runs[s]]))
        later = [design(best, seed) for seed in drawn[k:]]
        return [run[tells] for run in (later if fresh else runs[best])]

    def compare(a: Callable, b: Callable, settings: Sequence, rng: np.random.Generator) -> tuple:
        chance = np.random.default_rng(0) if own else rng
        one = judged(a, settings, chance, tune)
        other = judged(b, settings if care else settings[-1:], chance, tune)
        return np.mean(one) - np.mean(other), error(one, other)

    return compare


TRIALS = (
    _two_numbers,
    _same_care,
    _chosen_by_the_right_points,
    _enough_seeds,
    _by_the_given_chance,
    _fresh,
    _error,
)

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
