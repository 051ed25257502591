"""Count weights: problems of chapter 1."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    given,
    whole,
)
from mathdl.words import counted


@skill("count weights", "1.2")
def count_weights(rng: np.random.Generator, level: int) -> Exercise | None:
    """How many parameters: one layer, two, three; then how wide a budget lets a layer be."""
    if level == 4:
        a, h, c = whole(rng, 2, 9), whole(rng, 4, 30), whole(rng, 1, 5)
        total = (a + 1) * h + (h + 1) * c
        return problem(
            ask=f"A net with {given(inputs=a)}, one hidden layer of h units and "
            f"{given(outputs=c)} has, weights and biases together, {given(parameters=total)}. "
            "What is h?",
            kind=Whole(),
            right=h,
            mistakes={
                "Each output has a bias, too, whatever h is: take those away first.": (
                    total / (a + 1 + c)
                ),
                "Hidden units have a bias each: a hidden unit brings one weight for each input, "
                "one bias, and one weight for each output.": (total - c) / (a + c),
            },
            hints=(
                "How many parameters does one more hidden unit bring?",
                f"{a} weights in, one bias, {c} out: {a + 1 + c}.",
                f"The {counted(c, 'bias').replace('biass', 'biases')} of the outputs are there "
                "without any hidden unit.",
            ),
            worked=f"h·({a} + 1) + (h + 1)·{c} = {total}, so h·{a + 1 + c} = {total - c}, and "
            f"h = {h}.",
        )
    sizes = [whole(rng, 2, 12) for _ in range(level + 1)]
    pairs = list(pairwise(sizes))
    weights, biases = sum(a * b for a, b in pairs), sum(sizes[1:])
    terms = " + ".join(f"({a} + 1)·{b}" for a, b in pairs)
    return problem(
        ask=f"The layers of a net have {given(sizes=sizes)}: {sizes[0]} inputs, "
        f"{sizes[-1]} outputs. Every unit has a weight for each value it sees, and a bias. How "
        "many parameters are that?",
        kind=Whole(),
        right=weights + biases,
        mistakes={
            "Those are the weights. Each unit has a bias as well.": weights,
            "Inputs are no units: they have no bias.": weights + sum(sizes),
        },
        also={
            "One bias for each layer is too few: every unit has one.": weights + len(pairs),
            "Those are the units. How many numbers does each of them learn?": sum(sizes),
            "Weights join neighbouring layers: multiply two sizes at a time.": int(np.prod(sizes)),
        },
        hints=(
            "Look at one unit first: how many values does it see?",
            f"A unit of the first layer has {sizes[0]} weights and one bias.",
            "(values seen + 1)·units, for each layer; then add up.",
        ),
        worked=f"{terms} = {weights + biases}.",
    )
