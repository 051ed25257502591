"""How far it sees: problems of chapter 11."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    given,
    pick,
    whole,
)


@skill("how far it sees", "11.8")
def how_far_it_sees(rng: np.random.Generator, level: int) -> Exercise | None:
    """The receptive field of two layers; three; with steps; and how many layers see all."""
    if level == 4:
        k, n = pick(rng, 3, 5, 7), whole(rng, 12, 60)
        right = -(-(n - 1) // (k - 1))
        return problem(
            ask=f"Convolutions with {given(kernel=k)} and stride 1, one after the other. How many "
            f"does it take, so that an output sees {given(pixels=n)} in a row, at least?",
            kind=Whole(),
            right=right,
            mistakes={
                "One fewer does not see so many.": right - 1,
                "Each layer adds kernel − 1, not kernel.": -(-n // k),
            },
            also={"One layer fewer will do.": right + 1},
            hints=(
                f"One layer sees {k}.",
                f"Each further one adds {k - 1}.",
                f"1 + n·{k - 1} must reach {n}.",
            ),
            worked=f"1 + n·{k - 1} ≥ {n}, so n = {right}.",
        )
    layers = {1: 2, 2: 3, 3: 3}[level]
    kernels = [whole(rng, 2, 9) if level < 3 else pick(rng, 2, 3, 5) for _ in range(layers)]
    strides = [1] * layers if level < 3 else [pick(rng, 1, 2) for _ in range(layers)]
    field, jump, steps = 1, 1, []
    for k, s in zip(kernels, strides):
        field += (k - 1) * jump
        steps.append(f"{field}")
        jump *= s
    if level == 3 and sum(strides[:-1]) == layers - 1:
        return None
    told = {"kernels": kernels} | ({"strides": strides} if level == 3 else {})
    return problem(
        ask=f"Convolutions in a row: {given(**told)}{'' if level == 3 else ', all with stride 1'}. "
        "How many pixels in a row does one output see?",
        kind=Whole(),
        right=field,
        mistakes={
            "Neighbours overlap: each layer adds kernel − 1.": sum(kernels),
            "That is the last layer alone; what it sees has seen further.": kernels[-1],
        },
        also={
            "Behind a stride a step is worth more pixels.": 1 + sum(k - 1 for k in kernels),
            "Fields add up; they do not multiply.": int(np.prod(kernels)),
            "The pixel itself counts: + 1.": field - 1,
        },
        hints=(
            f"The first layer sees {kernels[0]}.",
            "Each further layer adds kernel − 1"
            + (" steps, each as long as all strides before it." if level == 3 else "."),
            f"After two layers: {steps[1]}.",
        ),
        worked=f"Layer by layer: {', '.join(steps)}. So {field}.",
    )
