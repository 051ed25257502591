"""Chapter 10, how sure to be."""

from __future__ import annotations

import math

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise, Mistake


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


EXERCISES = {
    "10.8": Exercise(
        title="Cool down",
        level=2,
        ask="A net of two classes has the scores ({z}, 0). Which probability does the first class "
        "get at temperature {T}, to four decimals?",
        numbers={"z": 4, "T": 2},
        draw=lambda rng: {"z": int(rng.choice([3, 4, 5, 6])), "T": int(rng.choice([2, 3]))},
        kind=Number(tolerance=0.002, decimals=4),
        right=lambda z, T: _sigmoid(z / T),
        facts=lambda z, T: {"divided": z / T, "before": _sigmoid(z)},
        mistakes=(
            Mistake(lambda z, T: _sigmoid(z), "That is at temperature 1."),
            Mistake(lambda z, T: _sigmoid(z * T), "You multiplied. Heat *divides* the scores."),
            Mistake(
                lambda z, T: _sigmoid(z) / T,
                "The scores are divided, before the softmax; not the probability.",
            ),
            Mistake(lambda z, T: 0.5, "That is where it goes as T grows without end."),
            Mistake(
                lambda z, T: 1 - _sigmoid(z / T), "That is the second class, with score 0."
            ),
            Mistake(
                lambda z, T: math.exp(z / T),
                "The softmax divides by the sum over both classes: e^{divided:g} + 1.",
            ),
            Mistake(
                lambda z, T: z / T / (z / T + 1),
                "Without the exponentials that is no softmax.",
            ),
        ),
        hints=(
            "Section 10.11: divide all scores by T, then the softmax.",
            "The scores become ({divided:g}, 0). For two classes the softmax is a sigmoid.",
            "Scores (2, 0) at T = 2: (1, 0), and e/(e + 1) = 0.7311.",
        ),
        worked="e^{divided:g}/(e^{divided:g} + 1) = {right:.4f}; at temperature 1 it was "
        "{before:.4f}.",
        then="No answer changes by it: the larger score stays the larger one.",
    ),
}  # fmt: skip
