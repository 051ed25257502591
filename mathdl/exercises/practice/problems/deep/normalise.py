"""Normalise: problems of chapter 8."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import given, pick, some, whole
from mathdl.refusals import joined
from mathdl.words import brief, factor, listed, number


@skill("normalise", "8.6", levels=range(2, 5))
def normalise(rng: np.random.Generator, level: int) -> Exercise:
    """Layer normalisation of a row that comes out even; one entry; with its gain and shift."""
    base = pick(rng, (-1, -1, 1, 1), (-1, 1, -1, 1), (1, -1, -1, 1), (-2, 0, 0, 2), (0, 2, -2, 0))
    spread = float(np.std(base))
    step, mean = whole(rng, 2, 5), some(rng, -6, 9)
    x = [int(mean + step * part) for part in base]
    std = spread * step
    right = [(part - mean) / std for part in x]
    if level == 2:
        k = whole(rng, 0, 3)
        return problem(
            ask=f"{given(x=x)}. Mean and std of this row (over its four numbers), in this order?",
            kind=Array(decimals=2, tolerance=0.006),
            right=[mean, std],
            mistakes={
                "The second is the variance. Its root is the std.": [mean, std**2],
                "In the other order.": [std, mean],
            },
            also={
                "Here one divides by four, not by three.": [mean, std * math.sqrt(4 / 3)],
                "The first is the sum. Divide by four.": [4 * mean, std],
                "The std is measured from the mean, not from 0.": [
                    mean,
                    float(np.sqrt(np.mean(np.square(x)))),
                ],
                f"x[{k}] is one of them, not their mean.": [x[k], std],
            },
            hints=(
                "The mean first.",
                f"It is {mean}. By how much does each number miss it?",
                "The mean of the squares of these, and its root.",
            ),
            worked=f"The mean is {brief(mean)}; the misses are "
            f"{joined([brief(part - mean) for part in x])}, the mean of their squares "
            f"{brief(std**2)}, its root {number(std, 2)}. So [{brief(mean)}, {number(std, 2)}].",
        )
    gain, shift = pick(rng, 2, 3, 0.5), some(rng, -3, 3)
    last = [gain * part + shift for part in right]
    answer = right if level == 3 else last
    return problem(
        ask=f"Layer normalisation of {given(x=x)} (ε = 0)"
        + (f", then {given(gain=gain, shift=shift)}" if level == 4 else "")
        + ". What comes out? (Four numbers, two decimals.)",
        kind=Array(decimals=2, tolerance=0.006),
        right=answer,
        mistakes={
            "Divide by the std, not by the variance.": [
                (gain if level == 4 else 1) * part / std + (shift if level == 4 else 0)
                for part in right
            ],
            "The mean is taken away first."
            if level == 3
            else "gain stretches, and shift is added last.": [part / std for part in x]
            if level == 3
            else [gain * (part + shift) for part in right],
        },
        also={
            "Only the mean is gone; now divide by the std.": [float(part - mean) for part in x],
            "Normalised; gain and shift are to follow.": right,
            "In this sort of std one divides by four, not by three.": [
                part * math.sqrt(3 / 4) for part in right
            ],
        },
        hints=(
            "Mean and std of the four numbers.",
            f"Mean {brief(mean)}, std {number(std, 2)}.",
            "Take the mean away, divide by the std"
            + (", times gain, plus shift." if level == 4 else "."),
        ),
        worked=f"Mean {brief(mean)}, std {number(std, 2)}: {listed(right, lambda q: number(q, 2))}"
        + (
            f". Times {brief(gain)}, plus {factor(brief(shift))}: "
            f"{listed(last, lambda q: number(q, 2))}."
            if level == 4
            else "."
        ),
    )
