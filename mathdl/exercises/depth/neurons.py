"""Chapter 1, one neuron."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.answers.shapes import Booleans
from mathdl.exercises.exercise import Exercise, Mistake

POINTS = ("A", "B", "C", "D")


def _sums(points: Sequence, w: Sequence[int], b: int) -> np.ndarray:
    return np.asarray(points) @ np.asarray(w) + b


def _outputs(points: Sequence, w: Sequence[int], b: int) -> list[int]:
    return np.maximum(_sums(points, w, b), 0).tolist()


def _sides(points: Sequence, w: Sequence[int], b: int) -> list[bool]:
    return (_sums(points, w, b) > 0).tolist()


def _draw_neuron(rng: np.random.Generator) -> dict[str, Any]:
    """Draw until one sum is positive and one negative."""
    while True:
        w = [int(rng.integers(1, 5)), -int(rng.integers(1, 5))]
        b = -int(rng.integers(1, 5))
        p, q = (tuple(point) for point in rng.integers(0, 6, (2, 2)).tolist())
        if np.prod(_sums((p, q), w, b)) < 0:
            return {"w": w, "b": b, "p": p, "q": q}


def _draw_side(rng: np.random.Generator) -> dict[str, Any]:
    """Draw until the points differ and none lies on the line itself."""
    while True:
        w = rng.integers(1, 6, 2).tolist()
        b = -int(rng.integers(2, 10))
        points = [(0, 0), *map(tuple, rng.integers(0, 6, (3, 2)).tolist())]
        if len(set(points)) == len(points) and np.all(_sums(points, w, b)):
            return {"w": w, "b": b, **dict(zip(POINTS, points))}


EXERCISES = {
    "1.1": Exercise(
        title="One neuron by hand",
        level=1,
        ask="A unit has the weights w = ({w[0]}, {w[1]}) and the bias b = {b}, and relu after the "
        "sum. What is its output at {p}, and at {q}? Give a list of two numbers.",
        numbers={"w": [2, -1], "b": -2, "p": (3, 1), "q": (1, 3)},
        draw=_draw_neuron,
        kind=Array(exact=True),
        right=lambda w, b, p, q: _outputs((p, q), w, b),
        facts=lambda w, b, p, q: {
            "sums": _sums((p, q), w, b).tolist(),
            "low": min(_sums((p, q), w, b)),
            "minus_b": -b,
        },
        mistakes=(
            Mistake(
                lambda w, b, p, q: _sums((p, q), w, b),
                "Both sums are right; the bend is missing: relu turns {low} into 0.",
            ),
            Mistake(
                lambda w, b, p, q: np.abs(_sums((p, q), w, b)),
                "relu is not the absolute value: below zero it gives 0, it does not mirror.",
            ),
            Mistake(
                lambda w, b, p, q: _outputs((p, q), w, 0),
                "Without the bias {b} it would be that: it is still to be added.",
            ),
            Mistake(
                lambda w, b, p, q: _sums((p, q), w, 0),
                "Two things are missing: the bias {b} is still to be added, and then relu turns "
                "what is negative into 0.",
            ),
            Mistake(
                lambda w, b, p, q: _sums((q, p), w, b),
                "The two points have changed places, and relu is missing.",
            ),
            Mistake(
                lambda w, b, p, q: [int(z > 0) for z in _sums((p, q), w, b)],
                "That says only whether the unit is on. relu keeps a positive sum as it is.",
            ),
            Mistake(
                lambda w, b, p, q: _outputs((p, q), w, -b),
                "That is with the bias +{minus_b}: b = {b} means *minus* {minus_b}.",
            ),
            Mistake(
                lambda w, b, p, q: _outputs((p, q), w[::-1], b),
                "Something is crossed: the first weight belongs to the first input, and the first "
                "number of the answer to {p}.",
            ),
        ),
        hints=(
            "Section 1.2: first the weighted sum z, then the bend.",
            "At {p}: z = {w[0]}·{p[0]} + ({w[1]})·{p[1]} + ({b}) = {sums[0]}. relu keeps positive "
            "numbers and turns negative ones into 0.",
            "For w = (1, −1) and b = 0: at (1, 0) z is 1 and stays 1, at (0, 1) z is −1 and "
            "becomes 0. The answer is [1, 0].",
        ),
        worked="At {p}: {w[0]}·{p[0]} + ({w[1]})·{p[1]} + ({b}) = {sums[0]}. At {q}: "
        "{w[0]}·{q[0]} + ({w[1]})·{q[1]} + ({b}) = {sums[1]}. relu turns {low} into 0: {right}.",
        then="Where this unit gives 0, a small move of the point changes nothing; chapter 4 comes "
        "back to that.",
    ),
    "1.2": Exercise(
        title="Which side?",
        level=2,
        ask="A unit has the weights w = ({w[0]}, {w[1]}) and the bias b = {b}. At which of the "
        "points A{A}, B{B}, C{C} and D{D} is its weighted sum positive? Give a list of four, each "
        "True or False.",
        numbers={"w": [1, 2], "b": -4, "A": (0, 0), "B": (4, 1), "C": (1, 1), "D": (0, 3)},
        draw=_draw_side,
        kind=Booleans(POINTS),
        right=lambda w, b, **points: _sides([*points.values()], w, b),
        facts=lambda w, b, **points: {
            "minus_b": -b,
            "sums": dict(zip(POINTS, _sums([*points.values()], w, b).tolist())),
        },
        mistakes=(
            Mistake(
                lambda w, b, **points: [not yes for yes in _sides([*points.values()], w, b)],
                "Exactly the other side. Positive means w₁x₁ + w₂x₂ + b > 0.",
            ),
            Mistake(
                lambda w, b, **points: _sides([*points.values()], w, 0),
                "Without the bias the line goes through the origin. Here it is pushed out, to "
                "{w[0]}·x₁ + {w[1]}·x₂ = {minus_b}.",
            ),
            Mistake(
                lambda w, b, **points: _sides([*points.values()], w, -b),
                "The bias +{minus_b} would give that; it is {b}.",
            ),
            Mistake(
                lambda w, b, **points: _sides([*points.values()], w[::-1], b),
                "With w₁ and w₂ swapped it would be that: the second number of the point meets "
                "the {w[1]}.",
            ),
        ),
        hints=(
            "Section 1.2: put each point into w₁x₁ + w₂x₂ + b. Only the sign counts.",
            "At B: {w[0]}·{B[0]} + {w[1]}·{B[1]} − {minus_b} = {sums[B]}.",
            "For w = (1, 1) and b = −1: (0, 0) gets −1, so False; (2, 0) gets 1, so True.",
        ),
        worked="The sums are {sums[A]} at A, {sums[B]} at B, {sums[C]} at C and {sums[D]} at D: "
        "{right}.",
        then="The line is {w[0]}·x₁ + {w[1]}·x₂ = {minus_b}, and the arrow w = ({w[0]}, {w[1]}) "
        "points to the side of True. Draw it, with the four points.",
    ),
}
