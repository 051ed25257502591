"""Too fast: problems of chapter 7."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    digits,
    distinct,
    given,
    pick,
    whole,
)
from mathdl.words import brief, number


@skill("too fast", "7.2")
def too_fast(rng: np.random.Generator, level: int) -> Exercise | None:
    """What a step leaves; how many steps; the bound of the rate; two curvatures at once."""
    curvature = pick(rng, 2, 4, 5, 8, 10, 20)
    if level == 1:
        lr = pick(rng, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25)
        right = 1 - lr * curvature
        if not right or abs(right) >= 2:
            return None
        return problem(
            ask=f"A parabola of curvature {given(curvature=curvature)}, plain descent with "
            f"{given(lr=lr)}. By which factor does a step multiply the distance from the bottom? "
            "(With its sign.)",
            kind=Number(exact=True),
            right=right,
            mistakes={
                "That is the share that a step takes away. What does it leave?": lr * curvature,
                "1 − ηλ, and not 1 + ηλ: the step goes down.": 1 + lr * curvature,
            },
            also={
                "The slope of ½λx² is λx: no further 2.": 1 - 2 * lr * curvature,
                "The sign counts: below 0 it jumps to the other side.": abs(right),
                "The rate alone? The curvature decides with it.": 1 - lr,
            },
            hints=(
                "At distance x the slope is λ·x.",
                "x − ηλx: what is it as a multiple of x?",
                "1 − ηλ.",
            ),
            worked=f"1 − {brief(lr)}·{curvature} = {brief(right)}.",
        )
    if level == 2:
        kept = pick(rng, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
        share = pick(rng, 0.1, 0.01, 0.001)
        exact = math.log(share) / math.log(kept)
        right = math.ceil(exact)
        lr = (1 - kept) / curvature
        if abs(exact - round(exact)) < 0.02:
            return None
        return problem(
            ask=f"{given(curvature=curvature, lr=round(lr, 6))}, plain descent on a parabola. "
            f"After how many steps is the distance from the bottom for the first time below "
            f"{given(share=share)} of what it was?",
            kind=Number(tolerance=1e-3),
            right=right,
            mistakes={
                "One step fewer is not yet enough.": right - 1,
                "What is the first *whole* number of steps that will do?": exact,
            },
            also={
                "Each step takes its share of what is left, not of the beginning.": math.ceil(
                    (1 - share) / (1 - kept) - 1e-9
                ),
                "One step fewer will do as well.": right + 1,
            },
            hints=(
                "By which factor does one step multiply the distance?",
                f"By {brief(kept)}. After n steps {brief(kept)}ⁿ is left.",
                f"n must exceed ln {share} / ln {brief(kept)}.",
            ),
            worked=f"Each step leaves 1 − ηλ = {brief(kept)}. ln {share} / ln {brief(kept)} = "
            f"{number(exact, 2)}, so after {right}.",
        )
    if level == 3:
        curvature = whole(rng, 3, 60)
        right = 2 / curvature
        return problem(
            ask=f"A parabola ½λx² with the curvature {given(curvature=curvature)}. From which "
            "learning rate on does plain descent no longer settle? (Three digits.)",
            kind=Number(digits=3),
            right=right,
            mistakes={
                "With that one it lands in a single step. How far beyond may you go?": 1
                / curvature,
                "The curvature divides: the sharper the valley, the smaller the rate.": (
                    curvature / 2
                ),
            },
            also={"That has the curvature twice.": 4 / curvature, "For all valleys alike?": 2},
            hints=(
                "A step multiplies the distance by 1 − ηλ.",
                "It settles as long as that lies between −1 and 1.",
                "Where is 1 − ηλ = −1?",
            ),
            worked=f"1 − η·{curvature} = −1 at η = 2/{curvature} = {digits(right, 3)}.",
        )
    low, high = sorted(float(n) for n in distinct(rng, 2, 1, 20))
    right = 2 / (low + high)
    return problem(
        ask=f"A valley with the curvature {given(along=low)} along and {given(across=high)} "
        "across. With which learning rate does plain descent leave equally much of both "
        "distances, which is the best there is? (Three digits.)",
        kind=Number(digits=3),
        right=right,
        mistakes={
            "That is where it begins to diverge across.": 2 / high,
            "With that one it lands across at once, but crawls along.": 1 / high,
        },
        also={
            "With that one it lands along at once, and across?": 1 / low,
            "The mean of the curvatures counts: 2/(sum), not 1/(sum).": 1 / (low + high),
        },
        hints=(
            "The factors are 1 − ηλ, for both curvatures.",
            "Equally much: one is the other with its sign turned round.",
            f"1 − {brief(low)}η = −(1 − {brief(high)}η).",
        ),
        worked=f"1 − {brief(low)}η = {brief(high)}η − 1, so η = 2/{brief(low + high)} = "
        f"{digits(right, 3)}; both factors are then {number(1 - right * low, 3)} in size.",
    )
