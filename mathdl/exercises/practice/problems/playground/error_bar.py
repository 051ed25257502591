"""Error bar: problems of chapter 9."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, exact, given, pick, whole
from mathdl.refusals import joined
from mathdl.words import brief, number


@skill("error bar", "9.6")
def error_bar(rng: np.random.Generator, level: int) -> Exercise | None:
    """Of a mean from std and number; the std of runs; of a difference; and what it says."""
    n, s = whole(rng, 4, 40), whole(rng, 5, 40) / 10
    if level == 1:
        right = s / math.sqrt(n)
        return problem(
            ask=f"{given(runs=n)} of a net scatter with {given(std=s)} points. What is the "
            "standard error of their mean? (Two digits.)",
            kind=Number(digits=2, tolerance=0.01),
            right=right,
            mistakes={
                "The root of the number of runs: luck cancels slowly.": s / n,
                "One run scatters so; their mean scatters less.": s,
            },
            also={"The mean scatters less, not more.": s * math.sqrt(n)},
            hints=(
                "The more runs, the less does their mean scatter.",
                "It shrinks with the root of their number.",
                f"Type {s}/sqrt({n}).",
            ),
            worked=f"{s}/√{n} = {number(right, 3)}, with two digits {digits(right, 2)}.",
        )
    if level == 2:
        mean = whole(rng, 82, 94)
        away = pick(rng, (-2, 0, 2), (-3, 1, 2), (-1, 0, 1), (-3, 0, 3), (-1, -1, 2), (-2, -1, 3),
                    (-3, -1, 4), (-4, 1, 3))  # fmt: skip
        x = [mean + part for part in rng.permutation(away).tolist()]
        squares = sum(part * part for part in away)
        right = math.sqrt(squares / 2)
        return problem(
            ask=f"Three runs: {given(x=x)} per cent. What is their std, with n − 1 below? (Two "
            "digits.)",
            kind=Number(digits=2, tolerance=0.01),
            right=right,
            mistakes={
                "You divided by n. The mean comes from the same runs, hence n − 1.": math.sqrt(
                    squares / 3
                ),
                "That is the sum of squares; divide, and take the root.": squares,
            },
            also={
                "That is the variance; the std is its root.": squares / 2,
                "That is the standard error of the mean.": right / math.sqrt(3),
                "That is from the lowest to the highest.": max(x) - min(x),
            },
            hints=(
                "The mean first.",
                f"It is {mean}; the runs miss it by {joined([brief(part - mean) for part in x])}.",
                f"The squares add up to {squares}. Divide by 2, and take the root.",
            ),
            worked=f"The mean is {mean}, the squares of the misses add up to {squares}. The root "
            f"of {squares}/2 is {number(right, 3)}, with two digits {digits(right, 2)}.",
        )
    a, b = sorted([whole(rng, 2, 30) / 10, whole(rng, 2, 30) / 10])
    right = math.hypot(a, b)
    if level == 3:
        return problem(
            ask=f"Two designs have means with the standard errors {given(first=a, second=b)}. What "
            "is the standard error of their difference? (Two digits.)",
            kind=Number(digits=2, tolerance=0.01),
            right=right,
            mistakes={
                "Luck does not always pull the same way: squares add up.": a + b,
                "In a difference the errors do not cancel.": b - a,
            },
            also={
                "That is the mean of the two.": (a + b) / 2,
                "That is its square.": right**2,
            },
            hints=(
                "Variances add up, also in a difference.",
                f"{a}² + {b}² = {exact(a * a + b * b)}.",
                "Its root.",
            ),
            worked=f"√({a}² + {b}²) = √{exact(a * a + b * b)}, with two digits {digits(right, 2)}.",
        )
    gap = whole(rng, 3, 50) / 10
    ratio = gap / right
    return problem(
        ask=f"One design is ahead by {given(gap=gap)} points; the standard errors of the two means "
        f"are {given(first=a, second=b)}. How many standard errors of the difference is that? "
        "(Two digits. Above 2 one may begin to believe it.)",
        kind=Number(digits=2, tolerance=0.012),
        right=ratio,
        mistakes={
            "Luck does not always pull the same way: squares add up.": gap / (a + b),
            "That is by the larger of the two alone; both are uncertain.": gap / b,
        },
        also={
            "That is by the smaller of the two alone; both are uncertain.": gap / a,
            "That is the standard error itself. How many of them is the gap?": right,
            "Divide the gap by the error, and not the other way round.": 1 / ratio,
        },
        hints=(
            "First the standard error of the difference.",
            f"It is {number(right, 3)}.",
            f"How many of these is {gap}?",
        ),
        worked=f"√({a}² + {b}²) = {number(right, 3)}, and {gap}/{number(right, 3)} is "
        f"{digits(ratio, 2)}.",
    )
