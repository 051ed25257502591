"""Chapter 12, attention by hand."""

from __future__ import annotations

import numpy as np

from mathdl.activations import softmax
from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import listed, number

KEYS, VALUES = [[0, 1], [1, 0], [2, 1]], [[10, 0], [0, 10], [10, 10]]
QUERIES = [1, 0], [2, -1], [0, 2], [-1, 2], [2, 0], [-2, 1]
ROOT = 2**0.5


def _scores(q: list) -> np.ndarray:
    return np.array(KEYS) @ np.array(q, float)


def _out(shares: np.ndarray) -> np.ndarray:
    return shares @ np.array(VALUES, float)


def _mask(s: list) -> np.ndarray:
    return softmax(np.array([*s[:2], -np.inf]))


EXERCISES = {
    "12.3": Exercise(
        title="Attend",
        level=2,
        ask="Keys (0, 1), (1, 0), (2, 1); values (10, 0), (0, 10), (10, 10). The query is {q}. "
        "What comes out, scaled by the root of d = 2? (Two numbers, two decimals.)",
        numbers={"q": [1, 0]},
        draw=lambda rng: {
            "q": [[1, 0], [2, -1], [0, 2], [-1, 2], [2, 0], [-2, 1]][rng.integers(6)]
        },
        kind=Array(tolerance=0.006, decimals=2),
        right=lambda q: _out(softmax(_scores(q) / ROOT)),
        facts=lambda q: {
            "scores": listed(_scores(q)),
            "shares": listed(softmax(_scores(q) / ROOT), lambda x: number(x)),
            "out": listed(_out(softmax(_scores(q) / ROOT)), lambda x: number(x, 2)),
        },
        mistakes=(
            Mistake(lambda q: _out(softmax(_scores(q))), "You forgot to divide the scores by √2."),
            Mistake(
                lambda q: _out(softmax(_scores(q) / 2)), "You divided by d. It is the root of d."
            ),
            Mistake(
                lambda q: np.array(VALUES, float)[_scores(q).argmax()],
                "That is the winner alone. Softmax shares: the others have their part.",
            ),
            Mistake(
                lambda q: _out(np.exp(_scores(q) / ROOT)),
                "The shares must add up to 1: divide by their sum.",
            ),
            Mistake(
                lambda q: softmax(_scores(q) / ROOT) @ np.array(KEYS, float),
                "You averaged the keys. Keys are only compared; values are what is handed over.",
            ),
            Mistake(
                lambda q: _out(_scores(q) / _scores(q).sum()),
                "Scores are no shares: first exp, then divide by the sum.",
            ),
            Mistake(
                lambda q: _out(softmax(_scores(q) / ROOT))[::-1],
                "The two numbers have changed places: first across, then up.",
            ),
            Mistake(
                lambda q: np.full(2, 20 / 3),
                "That is the plain mean of the values: your query has had no say.",
            ),
            Mistake(
                lambda q: softmax(_scores(q) / ROOT),
                "Those are the shares. Now average the values by them: two numbers.",
            ),
        ),
        hints=(
            "Section 12.4: scores q · key; divided by √2; softmax; average of the values.",
            "The scores are {scores}, before they are divided.",
            "The shares are {shares}.",
        ),
        worked="Scores {scores}, over √2; shares {shares}; out {out}.",
    ),
    "12.4": Exercise(
        title="Why the root",
        level=2,
        ask="q and k have {d} independent entries each, with mean 0 and variance 1. What is the "
        "standard deviation of q · k, before anything is divided?",
        numbers={"d": 64},
        draw=lambda rng: {"d": int(rng.choice([16, 36, 64, 100, 144, 256]))},
        kind=Number(),
        right=lambda d: d**0.5,
        mistakes=(
            Mistake(lambda d: d, "That is the variance. The standard deviation is its root."),
            Mistake(lambda d: 1, "That is what is left after the scores are divided by √d."),
            Mistake(lambda d: d**-0.5, "That would be after dividing by d, which is too much."),
            Mistake(lambda d: d**2, "Variances add: {d} products with variance 1 each."),
            Mistake(lambda d: (2 * d) ** 0.5, "One product of two such numbers has variance 1."),
            Mistake(lambda d: d / 2, "Not the half: the root of the variance, {d}."),
        ),
        hints=(
            "Section 8.2: variances of independent summands add.",
            "One product, of two independent numbers with mean 0 and variance 1, has variance 1.",
            "Nine entries: variance 9, standard deviation 3.",
        ),
        worked="{d} summands with variance 1 have variance {d}, and its root is {right:g}.",
    ),
    "12.5": Exercise(
        title="Mask",
        level=2,
        ask="The second of three tokens has the scores {s}, scaled already. The third one lies "
        "ahead, and is hidden. What are its three shares, to three decimals?",
        numbers={"s": [1, 1, 3]},
        draw=lambda rng: {"s": [int(x) for x in rng.permutation([1, 2, 3, 4])[:3]]},
        kind=Array(tolerance=0.005, decimals=3),
        right=_mask,
        facts=lambda s: {"out": listed(_mask(s), number)},
        mistakes=(
            Mistake(lambda s: softmax(np.array(s, float)), "It looked ahead. The third is hidden."),
            Mistake(
                lambda s: softmax(np.array(s, float)) * [1, 1, 0],
                "Masked too late: these do not add up to 1. Put −∞ before the softmax.",
            ),
            Mistake(
                lambda s: softmax(np.array([*s[:2], 0.0])),
                "A score of 0 is not nothing: e⁰ = 1. Put −∞.",
            ),
            Mistake(
                lambda s: np.array([0, *softmax(np.array(s[1:], float))]),
                "You hid the past. A token sees itself and what came before.",
            ),
            Mistake(
                lambda s: np.array([1.0, 0, 0]), "It sees itself, too, not only what came before."
            ),
            Mistake(
                lambda s: np.full(3, 1 / 3), "Scores count, and the third is hidden: it gets 0."
            ),
            Mistake(lambda s: _mask(s)[:2], "Three shares are asked for; the third is 0."),
        ),
        hints=(
            "Section 12.5: −∞ in place of the third score, then softmax.",
            "exp(−∞) = 0, so the third share is 0.",
            "The first two share 1 between them, as e to their scores.",
        ),
        worked="Softmax of the first two, and 0: {out}.",
    ),
}
