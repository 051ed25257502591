"""Yes or no: problems of chapter 5."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, given, some, whole
from mathdl.words import brief, number


@skill("yes or no", "5.6", levels=range(2, 5))
def yes_or_no(rng: np.random.Generator, level: int) -> Exercise | None:
    """Binary cross-entropy from a logit; its slope; and the slope of a weight before it."""
    z, y = some(rng, -30, 30) / 10, whole(rng, 0, 1)
    p = 1 / (1 + math.exp(-z))
    if level == 2:
        right = -math.log(p if y else 1 - p)
        return problem(
            ask=f"{given(logit=z, target=y)}. What is the binary cross-entropy? (Three digits.)",
            kind=Number(digits=3, tolerance=0.004),
            right=right,
            mistakes={
                "That is the surprise if the other answer were true.": -math.log(1 - p if y else p),
                "That is the probability given to the truth. Its surprise is asked for.": p
                if y
                else 1 - p,
            },
            also={"The sign: a loss is −ln p.": -right},
            hints=(
                "σ(logit) is the probability of yes, that is of 1.",
                f"σ({brief(z)}) = {number(p, 3)}.",
                f"The truth is {y}: it had the probability {number(p if y else 1 - p, 3)}.",
            ),
            worked=f"σ({brief(z)}) = {number(p, 4)}, so the truth had "
            f"{number(p if y else 1 - p, 4)}. −ln of that is {digits(right, 3)}.",
        )
    x, w = some(rng, -4, 4), some(rng, -3, 3)
    if level == 4:
        b = some(rng, -2, 2)
        z = w * x + b
        p = 1 / (1 + math.exp(-z))
    right = (p - y) * (x if level == 4 else 1)
    if not 0.02 < p < 0.98:
        return None
    told = given(logit=z, target=y) if level == 3 else given(x=x, w=w, b=b, target=y)
    return problem(
        ask=f"{told}. "
        + (
            "How fast does the binary cross-entropy change with the logit? (Three digits.)"
            if level == 3
            else "The logit is w·x + b. What is the derivative of the binary cross-entropy with "
            "respect to w? (Three digits.)"
        ),
        kind=Number(digits=3, tolerance=0.004),
        right=right,
        mistakes={
            "The sign: it is σ(z) − y.": -right,
            "The target is missing: σ(z) − y."
            if y
            else "That is by how much the other answer would be missed: the target is 0.": right
            / (p - y)
            * (p if y else p - 1),
        },
        also={
            "The slope of σ cancels: no σ·(1 − σ) is left.": right * p * (1 - p),
            "That is the slope of the logit. w moves the logit x times as fast.": p - y,
            "w moves the logit by x, not by w.": (p - y) * w,
            "The logit itself is no probability: σ first.": (z - y) * (x if level == 4 else 1),
        }
        if level == 4
        else {
            "The slope of σ cancels: no σ·(1 − σ) is left.": right * p * (1 - p),
            "The logit itself is no probability: σ first.": z - y,
        },
        hints=(
            "For a logit it is as short as can be: σ(z) − y.",
            f"σ({brief(z)}) = {number(p, 3)}.",
            "Then times x: so fast does w move the logit." if level == 4 else "Take y away.",
        ),
        worked=f"z = {brief(z)}, σ(z) = {number(p, 4)}, σ(z) − y = {number(p - y, 4)}"
        + (
            f". Times x = {brief(x)}: {digits(right, 3)}."
            if level == 4
            else f", with three digits {digits(right, 3)}."
        ),
    )
