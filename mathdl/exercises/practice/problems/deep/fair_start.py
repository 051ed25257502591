"""Fair start: problems of chapter 8."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, exact, given, pick, whole
from mathdl.words import brief


@skill("fair start", "8.3")
def fair_start(rng: np.random.Generator, level: int) -> Exercise | None:
    """The variance of a sum; the std of a start by He or Xavier; and through some layers."""
    n = pick(rng, 8, 10, 16, 20, 25, 32, 40, 50, 64, 100, 200)
    if level == 1:
        var_w, mean_square = pick(rng, 0.01, 0.02, 0.04, 0.1), pick(rng, 0.5, 1, 2, 4)
        right = n * var_w * mean_square
        return problem(
            ask=f"z = w·x has {given(inputs=n)}. The weights are drawn with mean 0 and "
            f"{given(variance=var_w)}, and the mean of x² is {given(mean_square=mean_square)}. "
            "What is the variance of z?",
            kind=Number(exact=True, tolerance=0.002),
            right=right,
            mistakes={
                "Variances of so many products add up: times the number of inputs.": var_w
                * mean_square,
            },
            also={
                "That is its std; its variance is asked for.": math.sqrt(right),
                "The size of the inputs counts, too.": n * var_w,
                "Variances add up; it is stds that grow with the root.": math.sqrt(n)
                * var_w
                * mean_square,
            },
            hints=(
                "Each product w·x has the variance var(w)·mean(x²).",
                "Variances of independent numbers add up.",
                f"There are {n} of them.",
            ),
            worked=f"{n}·{brief(var_w)}·{brief(mean_square)} = {exact(right)}.",
        )
    if level == 2:
        n, he = whole(rng, 5, 400), bool(rng.integers(2))
        right = math.sqrt((2 if he else 1) / n)
        bend = "relu" if he else "tanh"
        return problem(
            ask=f"A layer with {bend} and {given(inputs=n)} to each unit. With which std are its "
            "weights drawn, so that signals keep their size? (Three digits.)",
            kind=Number(digits=3),
            right=right,
            mistakes={
                "That is the variance. The std is its root.": right**2,
                "relu lets half of it through: the variance has a 2."
                if he
                else "The 2 is for relu, which cuts half away; tanh does not.": math.sqrt(
                    (1 if he else 2) / n
                ),
            },
            also={"The variances of all inputs add up; each has its 1/n.": 1.0},
            hints=(
                "The variance of a sum is n times that of a weight, times the mean of x².",
                "For tanh, near 0, that is to be 1; relu halves it, and so needs twice as much.",
                f"The variance is {2 if he else 1}/{n}; the std is its root.",
            ),
            worked=f"The root of {2 if he else 1}/{n} is {digits(right, 3)}.",
        )
    std, layers = pick(rng, 0.05, 0.1, 0.2, 0.3), pick(rng, 2, 3, 5, 10)
    relu = level == 4 or bool(rng.integers(2))
    one = n * std**2 / (2 if relu else 1)
    right = one if level == 3 else one ** (layers / 2)
    if abs(one - 1) < 0.05 or not 1e-3 < right < 1e4:
        return None
    if level == 3:
        return problem(
            ask=f"{given(width=n, std=std)}: by how much does a layer"
            f"{' with relu' if relu else ' without a bend'} multiply the mean square of its "
            "signal? (Three digits.)",
            kind=Number(digits=3),
            right=right,
            mistakes={
                "relu lets half of the mean square through."
                if relu
                else "Without relu nothing is cut in half.": n * std**2 / (1 if relu else 2),
                "That is how the size grows, the root; the mean square is asked for.": math.sqrt(
                    right
                ),
            },
            also={"The std is squared: variances add up.": n * std / (2 if relu else 1)},
            hints=(
                "Before the bend: n·std² times the mean square of what comes in.",
                f"n·std² = {exact(n * std**2)}.",
                "relu halves it." if relu else "And there is no bend.",
            ),
            worked=f"{n}·{brief(std)}² = {exact(n * std**2)}"
            + (
                f", and half of it is {digits(right, 3)}."
                if relu
                else f", with three digits {digits(right, 3)}."
            ),
        )
    return problem(
        ask=f"{given(width=n, std=std, layers=layers)}, all with relu. By how much does such a net "
        "multiply the *size* of its signal, the root of the mean square? (Three digits.)",
        kind=Number(digits=3),
        right=right,
        mistakes={
            "That is the mean square; its root is the size.": one**layers,
            "That is one layer. They multiply.": math.sqrt(one),
        },
        also={"relu halves the mean square in every layer.": (n * std**2) ** (layers / 2)},
        hints=(
            "A layer multiplies the mean square by n·std²/2.",
            f"That is {exact(one)}, and the size by its root.",
            f"To the power {layers}.",
        ),
        worked=f"{n}·{brief(std)}²/2 = {exact(one)}; its root, to the power {layers}, is "
        f"{digits(right, 3)}.",
    )
