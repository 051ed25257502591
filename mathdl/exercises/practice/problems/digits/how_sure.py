"""How sure: problems of chapter 10."""

from __future__ import annotations

import math

import numpy as np

from mathdl.activations import softmax
from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, exact, given, pick, whole
from mathdl.words import brief, number


@skill("how sure", "10.11", levels=range(2, 5))
def how_sure(rng: np.random.Generator, level: int) -> Exercise | None:
    """Overconfidence in points; what a temperature does; which temperature halves the odds."""
    if level == 2:
        n = pick(rng, 4, 5)
        sure = [pick(rng, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0) for _ in range(n)]
        was = [int(rng.random() < 0.7) for _ in range(n)]
        mean, share = sum(sure) / n, sum(was) / n
        right = 100 * (mean - share)
        if round(right, 6) == 0 or len({*sure}) < 3:
            return None
        return problem(
            ask=f"A net was {given(sure=sure)} sure of its answers; they were right (1) or wrong "
            f"(0): {given(right=was)}. By how many percentage points is it surer, on average, "
            "than it is right? (Below 0 if it is too modest.)",
            kind=Number(exact=True, tolerance=0.002),
            right=right,
            mistakes={
                "The sign: sure less right.": -right,
                "So sure was it on average; how often was it right?": 100 * mean,
            },
            also={
                "That is a share; a hundredth is a point.": right / 100,
                "So often was it right.": 100 * share,
            },
            hints=(
                "How sure was it, on average?",
                f"{brief(100 * mean)} %. And which share was right?",
                f"{brief(100 * share)} %.",
            ),
            worked=f"On average {brief(100 * mean)} % sure and {brief(100 * share)} % right: "
            f"{exact(right)} points.",
        )
    gap, T = whole(rng, 2, 14) / 2, pick(rng, 1.5, 2, 2.5, 3, 4)
    if level == 3:
        z = [float(gap), 0.0]
        p, cold = softmax(np.array(z) / T)[0], softmax(np.array(z))[0]
        return problem(
            ask=f"A net gives two answers the scores {given(z=z)}. With the temperature "
            f"{given(T=T)}, how sure is it of the first? (Two decimals.)",
            kind=Number(decimals=2, tolerance=0.005),
            right=p,
            mistakes={
                "The temperature is missing: divide the scores by T first.": cold,
                "That is the other answer.": 1 - p,
            },
            also={
                "A temperature divides the scores, not the probability.": cold / T,
                "You multiplied the scores by T; that makes it surer.": softmax(np.array(z) * T)[0],
            },
            hints=(
                "Divide both scores by T, then softmax.",
                f"{exact(round(gap / T, 4))} and 0. With two scores softmax is a sigmoid of the "
                "difference.",
                "1/(1 + exp(−difference/T)).",
            ),
            worked=f"The difference is {brief(gap)}/{brief(T)} = {number(gap / T, 3)}, and "
            f"1/(1 + exp(−{number(gap / T, 3)})) = {number(p, 2)}.",
        )
    wish = pick(rng, 0.6, 0.7, 0.75, 0.8, 0.9)
    odds = math.log(wish / (1 - wish))
    right = gap / odds
    if not 1.2 < right < 9:
        return None
    return problem(
        ask=f"Two answers have scores that differ by {given(gap=gap)}. With which temperature is "
        f"the net {given(sure=wish)} sure of the higher one? (Two digits.)",
        kind=Number(digits=2, tolerance=0.01),
        right=right,
        mistakes={
            "The other way round: a temperature divides the scores.": odds / gap,
            "That is the difference that is left then. Which T leaves it?": odds,
        },
        also={"ln of the odds p/(1 − p), not of p.": gap / -math.log(wish)},
        hints=(
            "σ(gap/T) is to be so much.",
            "So gap/T is ln(p/(1 − p)).",
            f"ln({wish}/{exact(1 - wish)}) = {number(odds, 3)}.",
        ),
        worked=f"gap/T = ln({wish}/{exact(1 - wish)}) = {number(odds, 3)}, so T = "
        f"{brief(gap)}/{number(odds, 3)}, with two digits {digits(right, 2)}.",
    )
