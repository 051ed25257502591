"""Chapter 3, the cost of a chain of Jacobians, from either end."""

from __future__ import annotations

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise, Mistake

EXERCISES = {
    "3.9": Exercise(
        title="From which end?",
        level=3,
        ask="Three Jacobians of shapes (1, {n}), ({n}, {n}) and ({n}, {p}) are multiplied, the "
        "last layer first in that list. How many multiplications does it take from the left?",
        numbers={"n": 100, "p": 1000},
        draw=lambda rng: {"n": 10 * int(rng.integers(2, 20)), "p": 50 * int(rng.integers(3, 30))},
        kind=Whole(),
        right=lambda n, p: n * n + n * p,
        facts=lambda n, p: {"first": n * n, "second": n * p, "other": n * n * p + n * p},
        mistakes=(
            Mistake(
                lambda n, p: n * n * p + n * p,
                "That is from the right: the big product ({n} × {n}) · ({n} × {p}) comes first and "
                "costs {n} · {n} · {p}.",
            ),
            Mistake(
                lambda n, p: n + n * n + n * p,
                "Those are the sizes of all three, added. The first row costs nothing until it is "
                "multiplied.",
            ),
            Mistake(
                lambda n, p: n * n,
                "That is the first product. Its result, a row, then meets the third Jacobian.",
            ),
            Mistake(
                lambda n, p: n * p,
                "That is the second product; the first one costs something, too.",
            ),
            Mistake(
                lambda n, p: n**3,
                "That is for a full ({n}, {n}) on the left. The first one is a single row: "
                "1 · {n} · {n}.",
            ),
            Mistake(
                lambda n, p: n * n * n * p,
                "All sizes multiplied. Two products are carried out one after the other: their "
                "costs add.",
            ),
            Mistake(
                lambda n, p: n + p,
                "Those are the sizes of the two results; each entry costs {n} multiplications.",
            ),
        ),
        hints=(
            "A product of shapes (a, b) and (b, c) takes a · b · c multiplications.",
            "First (1, {n}) times ({n}, {n}): 1 · {n} · {n}. What shape is the result?",
            "For (1, 2), (2, 2), (2, 3): 1·2·2 + 1·2·3 = 10.",
        ),
        worked="1·{n}·{n} = {first:,}, and the result is a row again: 1·{n}·{p} = {second:,}. "
        "Together {right:,}.",
        then="From the right it would have been {other:,}.",
    ),
}
