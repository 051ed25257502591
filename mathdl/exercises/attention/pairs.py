"""Chapter 12, surprise and pairs of letters."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import listed


def _surprise(p: list) -> float:
    return float(-np.log(p).mean())


def _draw(rng: np.random.Generator) -> dict[str, list]:
    return {"p": [round(float(x), 2) for x in rng.choice(np.arange(8, 70, 6), 4, False) / 100]}


NAMES = "anna", "alan", "hanna", "nathan", "maria", "dana", "roland", "susanna", "amanda"


def _words(rng: np.random.Generator) -> dict[str, object]:
    names = [str(name) for name in rng.choice(NAMES, 2, replace=False)]
    return {"names": names, "first": "a", "second": str(rng.choice(list("nrlm")))}


def _count(names: list, first: str, second: str) -> int:
    return sum(pair == (first, second) for name in names for pair in pairwise(f".{name}."))


def _times(names: list, letter: str) -> int:
    return sum(name.count(letter) for name in names)


def _share(names: list, first: str, second: str) -> float:
    return _count(names, first, second) / _times(names, first)


def _ends_forgotten(names: list, first: str, second: str) -> float:
    ends = sum(name.endswith(first) for name in names)
    return _count(names, first, second) / (_times(names, first) - ends)


EXERCISES = {
    "12.1": Exercise(
        title="Surprise",
        level=1,
        ask="A net gave “a”, “n”, “n” and the end of “ann” the probabilities {p}, each at its "
        "place. What is its loss, in nats a letter, to three decimals?",
        numbers={"p": [0.1, 0.5, 0.25, 0.4]},
        draw=_draw,
        kind=Number(tolerance=0.0015, decimals=3),
        right=_surprise,
        facts=lambda p: {
            "each": listed(-np.log(p), lambda x: f"{x:.3f}"),
            "sum": -np.log(p).sum(),
        },
        mistakes=(
            Mistake(lambda p: 4 * _surprise(p), "That is the sum. The loss is the mean of four."),
            Mistake(
                lambda p: 4 / 3 * _surprise(p),
                "Divide by four: the end is a token, too, and was to be guessed.",
            ),
            Mistake(
                lambda p: _surprise(p) / math.log(2), "Those are bits. Take the natural logarithm."
            ),
            Mistake(
                lambda p: math.exp(_surprise(p)), "That is the perplexity, e^loss. One step back."
            ),
            Mistake(
                lambda p: -math.log(np.mean(p)),
                "You averaged first. The logarithm comes first, and then the mean.",
            ),
            Mistake(
                lambda p: _surprise(p) / math.log(10), "The natural logarithm, not the one to 10."
            ),
            Mistake(lambda p: -_surprise(p), "The sign: a surprise is −ln p, positive."),
        ),
        hints=(
            "Section 5.5: the surprise at a probability p is −ln p.",
            "Four surprises: the end counts. Then their mean.",
            "They are {each}.",
        ),
        worked="−ln of each: {each}. Together {sum:.3f}, a quarter of it is {right:.3f}.",
        then="e to that power, the perplexity, says among how many equal letters it hesitates.",
    ),
    "12.2": Exercise(
        title="Count pairs",
        level=1,
        ask="Count the pairs of {both}, starts and ends too. Of all that follows “{first}”, what "
        "is the share of “{second}”?",
        numbers={"names": ["anna", "alan"], "first": "a", "second": "n"},
        draw=_words,
        kind=Number(tolerance=0.005),
        right=_share,
        facts=lambda names, first, second: {
            "both": " and ".join(f"“{name}”" for name in names),
            "count": _count(names, first, second),
            "times": _times(names, first),
        },
        mistakes=(
            Mistake(
                _ends_forgotten,
                "An end can follow a letter, too: it is one of the things to count.",
            ),
            Mistake(
                lambda names, first, second: (
                    _count(names, first, second) / sum(len(name) + 1 for name in names)
                ),
                "That is its share of all pairs. Only those count that begin with the first "
                "letter.",
            ),
            Mistake(
                lambda names, first, second: (
                    _count(names, second, first) / max(1, _times(names, second))
                ),
                "The other way round: you counted the first letter after the second.",
            ),
            Mistake(
                lambda names, first, second: (
                    (_count(names, first, second) + 1) / (_times(names, first) + 27)
                ),
                "You added one to all 27. That is sometimes done, and was not asked for.",
            ),
            Mistake(
                lambda names, first, second: _count(names, first, second) / sum(map(len, names)),
                "That is divided by all letters. Only what follows the first letter counts.",
            ),
            Mistake(_count, "That is how often. Divide by how often the first letter stands."),
        ),
        hints=(
            "Write each name between two dots, and list its pairs.",
            "“{first}” stands {times} times in all; each time something follows.",
            "“{second}” follows it {count} times.",
        ),
        worked="“{first}” stands {times} times and is followed by “{second}” {count} times: "
        "{right:.3f}.",
    ),
}
