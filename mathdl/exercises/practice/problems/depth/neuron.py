"""Neuron: problems of chapter 1."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    given,
    row,
    some,
    sum_of,
)
from mathdl.words import added, brief, factor


def _relu(z: float | np.ndarray) -> float | np.ndarray:
    return np.maximum(z, 0)


@skill("neuron", "1.2", levels=range(1, 3))
def neuron(rng: np.random.Generator, level: int) -> Exercise | None:
    """One unit with relu: awake, and then maybe asleep, with three inputs."""
    x, w, b = row(rng, level + 1, -3, 3), row(rng, level + 1, -3, 3), some(rng, -4, 4)
    total = int(np.dot(x, w))
    z = total + b
    if not z or (level == 1 and z < 0):
        return None
    out = int(_relu(z))
    awake = {
        "The bias is missing: it is added before relu looks.": total,
        "You took the bias away; it is added, with its sign.": total - b,
    }
    asleep = {
        "relu lets nothing negative through: the neuron is asleep.": z,
        "relu does not turn signs round, it cuts off: what is negative becomes 0.": -z,
    }
    return problem(
        ask=f"A neuron with the inputs {given(x=x)}, the weights {given(w=w)} and the bias "
        f"{given(b=b)}. Its output is relu(w·x + b). What is it?",
        kind=Whole(),
        right=out,
        mistakes=awake if z > 0 else asleep,
        also={
            "The bias is added before relu looks.": int(_relu(total)) + b,
            "You added up inputs and weights; each input is multiplied by its weight.": sum(x)
            + sum(w)
            + b,
            "The inputs alone are added up here: each has its weight.": sum(x) + b,
        },
        hints=(
            "Multiply each input by its weight and add up.",
            "Then comes the bias, and last relu: what is negative becomes 0.",
            f"The first product is {factor(brief(x[0]))}·{factor(brief(w[0]))} = "
            f"{brief(x[0] * w[0])}.",
        ),
        worked=f"{sum_of(list(zip(x, w)))} = {brief(total)}, and {brief(total)} {added(brief(b))} "
        f"= {brief(z)}. relu({brief(z)}) = {out}.",
    )
