"""Chapter 8, how large a sum of many is, and how large weights should be."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise, Mistake


def _sum_of_many(rng: np.random.Generator) -> dict[str, Any]:
    return {
        "n": int(rng.choice([36, 50, 64, 100, 144])),
        "std": float(rng.choice([0.2, 0.25, 0.3, 0.5])),
        "square": int(rng.choice([2, 3, 5, 6])),
    }


def _layer(rng: np.random.Generator) -> dict[str, Any]:
    fan_in, fan_out = rng.choice([32, 50, 72, 128, 200, 288], 2, replace=False)
    return {"fan_in": int(fan_in), "fan_out": int(fan_out)}


EXERCISES = {
    "8.1": Exercise(
        title="A sum of many",
        level=1,
        ask="A unit has {n} inputs of mean square {square}. Its weights are independent, with mean "
        "0 and std {std}; its bias is 0. What is the mean square of its sum z, on average over "
        "such weights?",
        numbers={"n": 100, "std": 0.2, "square": 3},
        draw=_sum_of_many,
        kind=Number(),
        right=lambda n, std, square: n * std**2 * square,
        facts=lambda n, std, square: {"variance": std**2, "one": std**2 * square},
        mistakes=(
            Mistake(
                lambda n, std, square: n * std * square,
                "{std} is the std of the weights; the variance is its square, {variance:.4g}.",
            ),
            Mistake(
                lambda n, std, square: (n * std**2 * square) ** 0.5,
                "That is the root, a typical size of z. The mean square is asked for.",
            ),
            Mistake(
                lambda n, std, square: std**2 * square,
                "That is one product w·x. The sum has {n} of them, and their mean squares add.",
            ),
            Mistake(
                lambda n, std, square: n * std**2 * square**0.5,
                "The inputs enter by their mean square, {square}, not by its root.",
            ),
            Mistake(
                lambda n, std, square: (n * std) ** 2 * square,
                "That would be right if all weights had one sign. By chance signs differ and "
                "cancel: n enters once, not squared.",
            ),
            Mistake(
                lambda n, std, square: n * std**2,
                "The variance of the weights is counted, {n} times. The inputs are missing: times "
                "{square}.",
            ),
            Mistake(
                lambda n, std, square: n * square,
                "The inputs are added up, but each is multiplied by a weight first.",
            ),
            Mistake(
                lambda n, std, square: n**0.5 * std,
                "That is how many times as large z is as an input, as a size. Square it, and "
                "multiply by the inputs' {square}.",
            ),
            Mistake(
                lambda n, std, square: n * std,
                "Squares add, not sizes: n times the *variance*, times the inputs' mean square.",
            ),
            Mistake(
                lambda n, std, square: 0.0,
                "0 is the mean of z, since plus and minus cancel. Its mean *square* is positive.",
            ),
            Mistake(
                lambda n, std, square: n * std**2 * square**2,
                "{square} is a mean square already: do not square it again.",
            ),
        ),
        hints=(
            "Section 8.3: number of inputs, times variance of a weight, times mean square of an "
            "input.",
            "One product w·x has the mean square Var(w)·E[x²]. Independent ones add.",
            "With a single input it would be {variance:.4g}·{square} = {one:.4g}.",
        ),
        worked="n · Var(w) · E[x²] = {n} · {variance:.4g} · {square} = {right:.4g}.",
        then="With which std would z be as large as its inputs?",
    ),
    "8.2": Exercise(
        title="He's std",
        level=1,
        ask="A layer leads from {fan_in} units to {fan_out}, and relu follows every layer. Which "
        "std does He's rule give its weights?",
        numbers={"fan_in": 50, "fan_out": 200},
        draw=_layer,
        kind=Number(),
        right=lambda fan_in, fan_out: (2 / fan_in) ** 0.5,
        mistakes=(
            Mistake(
                lambda fan_in, fan_out: (2 / fan_out) ** 0.5,
                "A sum has as many terms as come *in*: {fan_in}, not {fan_out}.",
            ),
            Mistake(
                lambda fan_in, fan_out: (2 / (fan_in + fan_out)) ** 0.5,
                "That is Xavier's compromise between the two directions; He counts what comes in.",
            ),
            Mistake(
                lambda fan_in, fan_out: 2 / fan_in,
                "That is the variance. The std is its root.",
            ),
            Mistake(
                lambda fan_in, fan_out: fan_in**-0.5,
                "That keeps the size without a bend. relu turns half of the mean square off: 2 in "
                "place of 1.",
            ),
            Mistake(
                lambda fan_in, fan_out: (6 / fan_in) ** 0.5,
                "That is the bound of the *uniform* kind, whose std is bound/√3.",
            ),
            Mistake(
                lambda fan_in, fan_out: 2 / fan_in**0.5,
                "The 2 stands under the root, too.",
            ),
            Mistake(
                lambda fan_in, fan_out: (fan_in / 2) ** 0.5,
                "Upside down: the more comes in, the smaller each weight has to be.",
            ),
            Mistake(
                lambda fan_in, fan_out: (2 / (fan_in * fan_out)) ** 0.5,
                "That counts all weights of the layer. One unit's sum has only {fan_in} terms.",
            ),
            Mistake(
                lambda fan_in, fan_out: 2 / fan_out,
                "That is a variance, and counts what goes *out*. √(2/in) is asked for.",
            ),
            Mistake(
                lambda fan_in, fan_out: fan_out**-0.5,
                "That would keep a gradient on its way back, without a bend. Forward, through "
                "relu, it is √(2/in).",
            ),
            Mistake(
                lambda fan_in, fan_out: 1 / fan_in,
                "That is a variance, the one that suits no bend. relu needs twice that, and the "
                "std is the root.",
            ),
        ),
        hints=(
            "Section 8.3: the variance is 2/in.",
            "std = √(2/in). Which of the two numbers comes in?",
            "For 8 inputs it is √(2/8) = ½.",
        ),
        worked="√(2/{fan_in}) = {right:.4g}.",
        then="Going backward, W transposed has {fan_out} inputs: section 8.5.",
    ),
}
