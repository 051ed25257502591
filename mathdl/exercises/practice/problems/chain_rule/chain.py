"""Chain: problems of chapter 3."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.worked import formula, plus, worked
from mathdl.exercises.practice.written import digits, given, pick, some
from mathdl.words import brief

# Outer functions, each with its slope as somebody would write it.
OUTER = {
    "exp": (dl.exp, lambda u: np.exp(u)),
    "sin": (dl.sin, lambda u: np.cos(u)),
    "tanh": (dl.tanh, lambda u: 1 - np.tanh(u) ** 2),
    "log": (dl.log, lambda u: 1 / u),
    "sqrt": (dl.sqrt, lambda u: 0.5 / np.sqrt(u)),
}


def _inner(a: int, b: int, square: bool) -> tuple[Callable, Callable]:
    """Return a line or a parabola, and its slope."""
    if square:
        return (lambda x: plus(a * x**2, abs(b), b)), (lambda x: 2 * a * x)
    return (lambda x: plus(a * x, abs(b), b)), (lambda x: a)


@skill("chain", "3.5")
def chain(rng: np.random.Generator, level: int) -> Exercise | None:
    """Two functions in a row: a power of a line, of a parabola, exp and its like; then three."""
    easy = level <= 2
    x0 = float(pick(rng, -2, -1, 1, 2)) if easy else pick(rng, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5)
    square = level == 2 or (not easy and bool(rng.integers(2)))
    inner, inner_slope = _inner(pick(rng, -3, -2, 2, 3), some(rng, -4, 4), square)
    front = pick(rng, -2, 2, 3, 5)
    if easy:
        n = level + 1
        outer, rate = (lambda u: u**n), (lambda u: n * u ** (n - 1))
    else:
        name = pick(rng, *OUTER)
        if name in ("log", "sqrt") and inner(x0) <= 0:
            return None
        outer, rate = OUTER[name]

    def f(x: float) -> float:
        return front * outer(inner(x)) ** 2 if level == 4 else outer(inner(x))

    u, below = inner(x0), float(inner_slope(x0))
    above = float(rate(u) * (2 * front * outer(u) if level == 4 else 1))
    right = above * below
    if not right or abs(right) > 500 or not (easy or (0.2 < abs(u) < 3 and abs(right) > 0.05)):
        return None  # of many digits, or where tanh and exp lie flat
    also = {
        "That is the value of y, not its slope.": float(f(x0)),
        "The two slopes are there, added. Stretches in a row multiply.": above + below,
        "Right up to its sign: which factors are negative?": -right,
    }
    if easy or name not in ("log", "sqrt") or x0 > 0:
        also["The outer slope is taken at what the outer function sees, u, and not at x."] = float(
            rate(x0) * below * (2 * front * outer(x0) if level == 4 else 1)
        )
    if level == 4:
        also["The square stretches, too: by 2·(what is squared)."] = float(front * rate(u) * below)
        also["The factor in front multiplies the slope, too."] = right / front
    return problem(
        ask=f"`y = {formula(f, x=x0)}`. What is dy/dx at {given(x=x0)}?"
        + " (Three digits.)" * (not easy),
        kind=Number(exact=True) if easy else Number(digits=3),
        right=right,
        mistakes={
            "That is the outer slope alone. The inner function moves, too: times its slope.": above,
            "That is the slope of the inner function alone; the outer one stretches once "
            "more.": below,
        },
        also=also,
        hints=(
            "Which function is inner, and which outer? Call the inner one u.",
            f"Take u = {formula(inner, x=x0)}. At this x it is {brief(u)}, and its slope is "
            f"{brief(below)}.",
            "Slope of the outer function at u, times slope of the inner one at x"
            + (". The square is a third function in the row." if level == 4 else "."),
        ),
        worked=worked(f, f"So the slope is {brief(right) if easy else digits(right, 3)}.", x=x0),
    )
