"""Chapter 1, the parameters of a network."""

from __future__ import annotations

from itertools import pairwise

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise, Mistake


def _count(*sizes: int) -> int:
    return sum(m * n + n for m, n in pairwise(sizes))


EXERCISES = {
    "1.3": Exercise(
        title="Count the parameters",
        level=1,
        ask="A network has {i} inputs, hidden layers of {m} and {n} units, and one output. How "
        "many parameters does it have, weights and biases together?",
        numbers={"i": 2, "m": 4, "n": 3},
        draw=lambda rng: dict(zip("imn", rng.integers(2, 7, 3).tolist())),
        kind=Whole(),
        right=lambda i, m, n: _count(i, m, n, 1),
        facts=lambda i, m, n: {
            "units": m + n + 1,
            "first": i * m + m,
            "second": m * n + n,
            "last": n + 1,
        },
        mistakes=(
            Mistake(
                lambda i, m, n: i * m + m * n + n,
                "Those are the weights. Each of the {units} units also has a bias.",
            ),
            Mistake(
                lambda i, m, n: i + m + n + 1,
                "That is the number of inputs and units. Parameters sit on the connections: each "
                "unit has one weight for every number that reaches it, and a bias.",
            ),
            Mistake(
                lambda i, m, n: i * m * n,
                "That is {i}·{m}·{n}·1. Neighbouring layers multiply, then the layers add.",
            ),
            Mistake(
                lambda i, m, n: _count(i, m, n, 1) - 1,
                "One too few: the output is a unit as well, and has a bias of its own.",
            ),
            Mistake(
                lambda i, m, n: _count(i, m, n) + 1,
                "The hidden layers are right. But the output has {n} weights besides its bias, one "
                "for each unit of the last hidden layer.",
            ),
            Mistake(
                lambda i, m, n: m + n,
                "Those are the hidden units. Each has a weight for every number that reaches it, "
                "and a bias; and the output is a unit as well.",
            ),
            Mistake(
                lambda i, m, n: m + n + 1,
                "Those are the units, and so the biases. Each unit also has a weight for every "
                "number that reaches it.",
            ),
            Mistake(
                lambda i, m, n: i * m + m * n,
                "Those are the weights of the hidden layers. The biases, and all of the output's "
                "parameters, are missing.",
            ),
            Mistake(
                lambda i, m, n: _count(i, m, n, 1) + i,
                "{i} too many: the inputs are given numbers, they have no bias.",
            ),
            Mistake(
                lambda i, m, n: _count(i, m, n),
                "Those are the hidden layers. The output is a unit as well: it has {n} weights and "
                "a bias.",
            ),
            Mistake(
                lambda i, m, n: i + m + n,
                "Those are the inputs and the hidden units. A unit has one weight for every "
                "number that reaches it, and a bias; and the output is a unit as well.",
            ),
        ),
        hints=(
            "Section 1.3: a layer of n units, fed with m numbers, has m·n weights and n biases.",
            "From {i} inputs to {m} units: {i}·{m} weights and {m} biases, {first} in all. Go on "
            "from {m} to {n}.",
            "For one input, one hidden unit and one output: (1·1 + 1) + (1·1 + 1) = 4.",
        ),
        worked="({i}·{m} + {m}) + ({m}·{n} + {n}) + ({n}·1 + 1) = {first} + {second} + {last} = "
        "{right}.",
        then="`count([{i}, {m}, {n}, 1])`, from section 1.3, says the same.",
    ),
}
