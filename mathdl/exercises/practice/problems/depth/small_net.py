"""Small net: problems of chapter 1."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    block,
    data,
    row,
    some,
    sum_of,
    table,
)
from mathdl.refusals import joined
from mathdl.words import added, brief, counted


def _relu(z: float | np.ndarray) -> float | np.ndarray:
    return np.maximum(z, 0)


@skill("small net", "1.2", levels=range(2, 5))
def small_net(rng: np.random.Generator, level: int) -> Exercise | None:
    """The forward pass of two or three hidden units with relu and one output."""
    n, k = {2: (2, 1), 3: (2, 2), 4: (3, 2)}[level]  # hidden units, inputs
    x, W = row(rng, k, -3, 3), table(rng, k, n, -2, 3)
    b, v, c = row(rng, n, -2, 2), row(rng, n, -3, 3), some(rng, -3, 3)
    z = np.array(x) @ np.array(W) + b
    hidden = _relu(z)
    out = int(hidden @ v + c)
    asleep = int((z < 0).sum())
    if not asleep or asleep == n or 0 in z:
        return None  # a net with nothing to cut off, or nothing left
    lines = [
        f"unit {j + 1}: {sum_of([(x[i], W[i][j]) for i in range(k)])} {added(brief(b[j]))} = "
        f"{brief(z[j])}, relu gives {brief(hidden[j])}"
        for j in range(n)
    ]
    return problem(
        ask=f"A net with {counted(n, 'hidden unit')}: relu(x @ W + b), and then the output "
        f"hidden @ v + c without relu. What comes out?{data(x=x, W=W, b=b, v=v, c=c)}",
        kind=Whole(),
        right=out,
        mistakes={
            "relu is missing: hidden units with a negative sum hand over 0.": int(z @ v + c),
            "The output has a bias as well: add c.": out - c,
        },
        also={
            "The hidden biases are missing: they come before relu.": int(
                _relu(np.array(x) @ np.array(W)) @ v + c
            ),
            "The output unit here has no relu: it may be negative.": 0 if out < 0 else out,
            "What is negative becomes 0; it does not change its sign.": int(np.abs(z) @ v + c),
            "Add up the hidden values by their weights v, not plainly.": int(hidden.sum() + c),
        },
        hints=(
            "First the hidden units, one by one: a column of W belongs to each.",
            f"Their sums are {joined([brief(part) for part in z])}. What does relu make of them?",
            "Multiply each hidden value by its entry of v, add up, and add c.",
        ),
        worked=f"Hidden:{block(*lines)}\nOutput: {sum_of(list(zip(hidden, v)))} "
        f"{added(brief(c))} = {brief(out)}.",
    )
