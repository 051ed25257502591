"""Chapter 4, to build: a bend of one's own, tried and raced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnansweredError, UnreadableError
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import short

Bend = tuple[Callable, Callable]
STARTS = range(100, 105)  # none of those that the chapter shows
MOST = 400  # steps that the median start may take
UNITS, GOAL = 16, 0.97


def _pair(given: Any) -> Bend:
    if isinstance(given, tuple | list) and len(given) == 2 and all(map(callable, given)):
        return given[0], given[1]
    raise UnreadableError("a pair of functions is asked for: (bend, slope)")


def _at(function: Callable, name: str, z: np.ndarray) -> np.ndarray:
    """Call one of the two on an array, and see that it answers with one."""
    try:
        found = function(z.copy())
    except ValueError as error:
        if "truth value" in str(error):
            raise UnreadableError(
                f"{name} uses `if` or `max`, which look at one number; it gets a whole array: "
                "write np.where or np.maximum"
            ) from None
        raise
    if found is None or found is ...:
        raise UnansweredError
    found = np.asarray(found)
    if found.shape != z.shape or found.dtype.kind not in "biuf":
        shape = f"shape {found.shape}" if found.dtype.kind in "biuf" else "no real numbers"
        raise UnreadableError(f"{name} of an array of shape {z.shape} returned {shape}")
    return found.astype(float)


def finite(given: Any) -> str:
    """Whether both are numbers wherever z may go."""
    z = np.array([[-1000.0, -50, -3, -0.4, 0], [0.4, 3, 50, 300, 1000]])
    for name, function in zip(("bend", "slope"), _pair(given), strict=True):
        values = _at(function, name, z)
        for where, value in zip(z.flat, values.flat, strict=True):
            if not np.isfinite(value):
                return f"{name}({short(where)}) comes to {value:g}; a large sum must not break it"
    return ""


def bent(given: Any) -> str:
    """Whether it is not affine."""
    z = np.linspace(-3, 3, 61)
    straight = np.abs(np.diff(_at(_pair(given)[0], "bend", z), 2)).max() < 1e-9
    return "your bend is a straight line: layers with it collapse into one" if straight else ""


def sloped(given: Any) -> str:
    """Whether the slope is that of the bend, at both signs."""
    bend, slope = _pair(given)
    z, h = np.array([-4.1, -2.3, -1.13, -0.41, 0.37, 1.19, 2.29, 4.3]), 1e-5
    measured = (_at(bend, "bend", z + h) - _at(bend, "bend", z - h)) / (2 * h)
    for where, said, true in zip(z, _at(slope, "slope", z), measured, strict=True):
        if abs(said - true) > 1e-4 * max(1.0, abs(true)):
            return (
                f"at z = {short(where)} your slope says {short(said)}, and a central difference "
                f"of your bend {short(true)}"
            )
    return ""


def race(bend: Callable, slope: Callable, seed: int, rate: float = 1.0, most: int = MOST) -> int:
    """Return after how many steps of gradient descent a hidden layer tells two spirals apart."""
    X, y = dl.data.spirals(200)
    X = X / X.std()
    rng = np.random.default_rng(seed)
    W1, b1 = rng.normal(size=(2, UNITS)), np.zeros(UNITS)
    w2, b2 = rng.normal(size=UNITS) / 4, 0.0
    for step in range(most):
        Z = X @ W1 + b1
        A = np.asarray(bend(Z), float)
        p = dl.sigmoid(A @ w2 + b2)
        if np.mean((p > 0.5) == y) >= GOAL:
            return step
        g = rate * (p - y) / len(y)
        G = np.outer(g, w2) * slope(Z)
        W1, b1 = W1 - X.T @ G, b1 - G.sum(axis=0)
        w2, b2 = w2 - A.T @ g, b2 - g.sum()
    return most


def raced(given: Any) -> str:
    """Whether the median start gets there in time."""
    steps = sorted(race(*_pair(given), seed) for seed in STARTS)
    if steps[2] < MOST:
        return ""
    there = sum(step < MOST for step in steps)
    return (
        f"in the race only {there} of five starts get there in fewer than {MOST} steps; messages "
        "need slopes near 1 where most sums are, between −2 and 2"
    )


def own_bend(z: np.ndarray) -> np.ndarray:
    """The book's own: a straight line with waves on it."""
    return z + np.sin(2 * z)


def own_slope(z: np.ndarray) -> np.ndarray:
    """Return the slope of the book's own."""
    return 1 + 2 * np.cos(2 * z)


EXERCISES = {
    "4.9": Exercise(
        title="A bend of your own",
        level=4,
        ask="Invent an activation: `bend(z)`, and its derivative `slope(z)`, both for arrays. Hand "
        "over the pair `(bend, slope)`.",
        kind=Built("the pair (bend, slope)", (finite, bent, sloped, raced)),
        right=lambda: (own_bend, own_slope),
        mistakes=(
            Mistake(
                lambda: (np.asarray, np.ones_like),
                "A straight line is no bend: a hundred layers with it collapse into one.",
            ),
            Mistake(
                lambda: (np.exp, np.exp),
                "The exponential runs away: from 710 on it is too large for a computer's numbers. "
                "Let your bend grow no faster than z.",
            ),
            Mistake(
                lambda: (np.tanh, lambda z: 1 - z**2),
                "In 1 − tanh²(z) the square is of tanh(z), not of z.",
            ),
        ),
        hints=(
            "Begin with a bend that you know, and change one thing about it: lift it, stretch it, "
            "let it dip, add a wave.",
            "Check the slope before you race: compare it with (bend(z + h) − bend(z − h))/(2h) "
            "at a negative and at a positive z.",
            "Slow? Messages need slopes near 1 where most z are, between −2 and 2. The sigmoid's "
            "are at most ¼.",
        ),
        worked="`z + np.sin(2 * z)`, with the slope `1 + 2 * np.cos(2 * z)`: appendix A races it.",
        then="Does it beat relu and tanh in the race above? And would its slopes carry a message "
        "through twenty layers?",
    ),
}
