"""Through depth: problems of chapter 8."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, exact, given, pick, whole
from mathdl.words import brief, number


@skill("through depth", "8.1")
def through_depth(rng: np.random.Generator, level: int) -> Exercise | None:
    """What is left after n layers; with slopes and weights; how many layers; which factor."""
    keeps, layers = pick(rng, *range(50, 99), *range(102, 150)) / 100, whole(rng, 3, 50)
    if level == 1:
        right = keeps**layers
        if not 0.01 < right < 1000:
            return None
        return problem(
            ask=f"Every layer multiplies the signal by {given(factor=keeps)}. By how much is it "
            f"multiplied after {given(layers=layers)}? (Three digits.)",
            kind=Number(digits=3),
            right=right,
            mistakes={
                "Layers in a row multiply: a power, not a product with their number.": keeps
                * layers,
                "One layer fewer.": keeps ** (layers - 1),
            },
            also={"Each layer takes its share of what arrives.": 1 + layers * (keeps - 1)},
            hints=(
                "After two layers it is factor·factor.",
                "After n layers it is factorⁿ.",
                f"Type {brief(keeps)}^{layers}.",
            ),
            worked=f"{brief(keeps)} to the power {layers} is {digits(right, 3)}.",
        )
    if level == 2:
        slope, weight = pick(rng, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5), pick(rng, 1.5, 2, 2.5, 3, 4, 5)
        n = pick(rng, 3, 4, 5)
        right = (slope * weight) ** n
        if abs(slope * weight - 1) < 0.05 or not 0.01 < right < 100:
            return None
        return problem(
            ask=f"A net of {given(layers=n)} with one unit each: every weight is "
            f"{given(w=weight)}, and every bend has the slope {given(slope=slope)} where it "
            "stands. How fast does the output change with the input? (Three digits.)",
            kind=Number(digits=3),
            right=right,
            mistakes={
                "The bends flatten in every layer, and the weights stretch: both, n times.": (
                    slope**n
                ),
                "The weight counts in every layer, not once.": slope**n * weight,
            },
            also={
                "Layers multiply; they do not add up.": n * slope * weight,
                "That is one layer.": slope * weight,
                "One layer fewer.": (slope * weight) ** (n - 1),
            },
            hints=(
                "One layer: the slope of the bend times the weight.",
                f"That is {exact(slope * weight)}.",
                f"To the power {n}.",
            ),
            worked=f"({brief(slope)}·{brief(weight)})^{n} = {exact(slope * weight)}^{n} = "
            f"{digits(right, 3)}.",
        )
    if level == 3:
        share, keeps = pick(rng, 0.5, 0.1, 0.01, 0.001), whole(rng, 50, 97) / 100
        wanted = math.log(share) / math.log(keeps)
        right = math.ceil(wanted)
        if abs(wanted - round(wanted)) < 0.02:
            return None
        return problem(
            ask=f"Every layer leaves {given(factor=keeps)} of the gradient. After how many layers "
            f"is less than {given(share=share)} of it left for the first time?",
            kind=Number(tolerance=1e-3),
            right=right,
            mistakes={
                "One fewer is not yet enough.": right - 1,
                "What is the first *whole* number of layers?": wanted,
            },
            also={
                "Each layer takes from what arrives, not from the beginning.": math.ceil(
                    (1 - share) / (1 - keeps) - 1e-9
                ),
                "One fewer will do as well.": right + 1,
            },
            hints=(
                "After n layers factorⁿ is left.",
                f"{brief(keeps)}ⁿ < {share}: take logarithms.",
                f"n > ln {share} / ln {brief(keeps)}.",
            ),
            worked=f"ln {share} / ln {brief(keeps)} = {number(wanted, 2)}, so after {right}.",
        )
    layers, left = whole(rng, 8, 100), pick(rng, 0.01, 0.05, 0.1, 0.2, 0.5, 2, 5, 10)
    right = left ** (1 / layers)
    return problem(
        ask=f"After {given(layers=layers)} a gradient has {given(left=left)} times its size. By "
        "which factor did a layer multiply it, if all did alike? (Three decimals.)",
        kind=Number(decimals=3, tolerance=2e-4),
        right=right,
        mistakes={
            "Layers multiply: the factor is a root, not a quotient.": left / layers,
            "Turned round: that undoes what a layer does.": 1 / right,
        },
        also={"Each layer changes what arrives, not the beginning.": 1 + (left - 1) / layers},
        hints=(
            "factorⁿ is known, and n.",
            "A root, that is a power of 1/layers.",
            f"Type {brief(left)}^(1/{layers}).",
        ),
        worked=f"{brief(left)} to the power 1/{layers} is {number(right, 3)}.",
    )
