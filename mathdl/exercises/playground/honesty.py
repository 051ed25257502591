"""Chapter 9, the project: what an honest comparison has to stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np

from mathdl.exercises.answers.kind import UnansweredError
from mathdl.words import counted, short

SETTINGS = (0.001, 0.01, 0.1)
FEWEST = 10  # fresh seeds for the setting that was chosen
TRIED = 3  # seeds for every setting


class Design:
    """A design that only pretends to be trained: it keeps a list of what it was asked."""

    def __init__(self, choose: dict, report: dict | None = None, noise: float = 0.0) -> None:
        self.choose, self.report, self.noise = choose, report or choose, noise
        self.asked: list[tuple[float, int]] = []
        self.told: dict[float, list[float]] = defaultdict(list)  # the reports of each setting

    def __call__(self, setting: float, seed: int) -> tuple[float, float]:
        """Return how right it is on points to choose by, and on others."""
        self.asked.append((setting, int(seed)))
        luck = np.random.default_rng([int(seed), round(1e4 * setting)]).normal(0, self.noise)
        self.told[setting].append(self.report[setting] + luck)
        return self.choose[setting] + luck, self.report[setting] + luck

    def seeds(self, setting: float) -> list[int]:
        """Return the seeds it was asked for with a setting."""
        return [seed for one, seed in self.asked if one == setting]


class Fickle(Design):
    """A design one of whose settings shines when it is first tried, and never again."""

    def __init__(self, choose: dict, shines: float) -> None:
        super().__init__(choose)
        self.shines = shines

    def __call__(self, setting: float, seed: int) -> tuple[float, float]:
        """Return how right it is on points to choose by, and on others."""
        first = setting == self.shines and not self.seeds(setting)
        choose, report = super().__call__(setting, seed)
        return (1.0 if first else choose), report


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
    if abs(abs(gain) - 0.3) < 1e-9:  # its sign is looked at later
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


def _best_mean(compare: Callable) -> str:
    # One setting is sound, another shines once: by its best seed it wins, by its mean it loses.
    a = Fickle({0.001: 0.5, 0.01: 0.8, 0.1: 0.5}, shines=0.1)
    gain, _ = _gain(compare, a, Design(_level(0.5)))
    if abs(abs(gain) - 0.3) < 1e-9:
        return ""
    return "you chose the setting with the luckiest seed: choose the one with the best mean"


def _reports(compare: Callable) -> Iterator[tuple[list[np.ndarray], float, float]]:
    """Yield the fresh reports of both designs with the gain and the error that were made of them.

    How many runs chose is up to the learner: each split is yielded that leaves enough of both.
    """
    a, b = _pair(noise=0.05)
    gain, error = _gain(compare, a, b)
    told = [design.told[setting] for design, setting in ((a, 0.01), (b, 0.1))]
    for tried in range(TRIED, min(map(len, told)) - FEWEST + 1):
        yield [np.array(runs[tried:]) for runs in told], gain, error


def _gain_of_means(compare: Callable) -> str:
    found = []
    for (x, y), gain, _ in _reports(compare):
        ways = {
            "": np.mean(x) - np.mean(y),
            "that is the gain of b over a": np.mean(y) - np.mean(x),
            "you compared the best runs: compare the means of all": np.max(x) - np.max(y),
            "you compared the medians: the standard error belongs to means": (
                np.median(x) - np.median(y)
            ),
        }
        found += [said for said, value in ways.items() if abs(gain - value) < 1e-9]
    wrong = "the gain is not the mean of a's fresh reports minus the mean of b's"
    return min(found, key=len, default=wrong)


def _error(compare: Callable) -> str:
    found, ratio = [], 1.0
    for (x, y), _, error in _reports(compare):
        right = (np.var(x, ddof=1) / len(x) + np.var(y, ddof=1) / len(y)) ** 0.5
        ratio = error / right
        ways = {
            "": right,
            "divide the squares by n − 1: `ddof=1`": (np.var(x) / len(x) + np.var(y) / len(y))
            ** 0.5,
        }
        if len(x) == len(y):
            pairs = np.std(x - y, ddof=1) / len(x) ** 0.5
            ways["a's runs and b's are no pairs: add s²/n of both, and take the root"] = pairs
        found += [said for said, value in ways.items() if abs(error - value) < 1e-9]
    wrong = (
        f"the standard error is {short(float(f'{ratio:.2g}'))} times what it should be: "
        "√(s²/n of a + s²/n of b)"
    )
    return min(found, key=len, default=wrong)


TRIALS = (
    _two_numbers,
    _same_care,
    _chosen_by_the_right_points,
    _enough_seeds,
    _by_the_given_chance,
    _best_mean,
    _gain_of_means,
    _fresh,
    _error,
)
