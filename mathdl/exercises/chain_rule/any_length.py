"""Chapter 3, a chain of any length: the closing exercise."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.function import Function
from mathdl.exercises.exercise import Exercise, Mistake


def _halves(x: float) -> float:
    return x / 2


CHAINS: tuple[tuple[float, list, list], ...] = (
    (0.7, [np.sin], [np.cos]),
    (1.5, [np.square, np.sin], [lambda x: 2 * x, np.cos]),
    (
        0.4,
        [np.exp, np.sin, _halves, np.square],
        [np.exp, np.cos, lambda x: 0.5, lambda x: 2 * x],
    ),
)


def _chain_slope(x: float, functions: list, derivatives: list) -> float:
    slope = 1.0
    for f, d in zip(functions, derivatives):
        slope *= d(x)
        x = f(x)
    return slope


def _slope_at_output(x: float, functions: list, derivatives: list) -> float:
    slope = 1.0
    for f, d in zip(functions, derivatives):
        x = f(x)
        slope *= d(x)
    return slope


def _slope_at_start(x: float, functions: list, derivatives: list) -> float:
    return math.prod(d(x) for d in derivatives)


def _slope_summed(x: float, functions: list, derivatives: list) -> float:
    total = 0.0
    for f, d in zip(functions, derivatives):
        total += d(x)
        x = f(x)
    return total


def _value(x: float, functions: list, derivatives: list) -> float:
    for f in functions:
        x = f(x)
    return x


def _slope_backwards(x: float, functions: list, derivatives: list) -> float:
    return _chain_slope(x, functions[::-1], derivatives[::-1])


EXERCISES = {
    "3.10": Exercise(
        title="A chain of any length",
        level=3,
        ask="Write `chain_slope(x, functions, derivatives)`: the derivative of a row of functions "
        "at x. Both are lists; the first function acts first, and `derivatives[i]` is the "
        "derivative of `functions[i]`.",
        kind=Function(CHAINS, "chain_slope"),
        right=lambda: _chain_slope,
        mistakes=(
            Mistake(
                lambda: _slope_at_output,
                "You took each derivative at the link's *output*. Multiply before you move on.",
            ),
            Mistake(
                lambda: _slope_at_start,
                "All derivatives were taken at the first x. Every link sees what the link before "
                "hands over.",
            ),
            Mistake(lambda: _slope_summed, "Stretches multiply; you added them."),
            Mistake(
                lambda: _value,
                "That is the value at the end of the chain. Carry the slope along beside it.",
            ),
            Mistake(
                lambda: _slope_backwards,
                "The first function in the list acts first; you began with the last.",
            ),
        ),
        hints=(
            "Walk along the chain with two things in your hands: the value so far, and the slope "
            "so far.",
            "Start with slope = 1.0. At each link: first slope *= d(x), then x = f(x).",
            "For the square, then the sine, at 1.5: slope 3, x = 2.25; then slope 3·cos(2.25).",
        ),
        worked="`for f, d in zip(functions, derivatives): slope *= d(x); x = f(x)`, from "
        "slope = 1.0, and return slope.",
        then="A few lines, and they work for a hundred links; a network adds the sum over paths.",
    ),
}
