"""Filters: problems of chapter 11."""

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


@skill("filters", "11.6")
def filters(rng: np.random.Generator, level: int) -> Exercise | None:
    """Parameters of a layer: one channel; several; two layers; beside a dense layer."""
    k, c, out = pick(rng, 3, 5, 7), pick(rng, 3, 4, 6, 8, 12), whole(rng, 4, 32)
    c = 1 if level == 1 else c
    one = (k * k * c + 1) * out
    told = f"{given(channels_in=c, channels_out=out, kernel=(k, k))}"
    if level == 4:
        n, c, out = whole(rng, 4, 8), whole(rng, 1, 3), whole(rng, 2, 9)
        one = (k * k * c + 1) * out
        dense = (n * n * c + 1) * (n * n * out)
        return problem(
            ask=f"A layer makes of pictures `{c}×{n}×{n}` pictures `{out}×{n}×{n}`, with weights "
            "and biases. Were it dense, every output would see every input. How many parameters "
            "would it have?",
            kind=Whole(),
            right=dense,
            mistakes={
                f"So many has a convolution, with {k} by {k} weights used at all places.": one,
                "Every output has a bias as well.": n * n * c * n * n * out,
            },
            also={
                "One output of each channel only; there are n·n of them.": (n * n * c + 1) * out,
                "That many outputs; each has a weight for every input.": n * n * out,
            },
            hints=(
                "How many inputs does one output see?",
                f"{n * n * c}, and a bias.",
                f"There are {n * n * out} outputs.",
            ),
            worked=f"({n * n * c} + 1)·{n * n * out} = {dense:,}.",
        )
    if level == 3:
        last = pick(rng, 4, 8, 20)
        right = one + (k * k * out + 1) * last
        return problem(
            ask=f"Two convolutions in a row, with biases: {told}, and then "
            f"{given(channels_last=last)} with the same kernel. How many parameters together?",
            kind=Whole(),
            right=right,
            mistakes={
                "Those are the weights; every output channel has a bias.": k * k * c * out
                + k * k * out * last,
                "The second layer sees all channels of the first.": one + (k * k + 1) * last,
            },
            also={
                "The second layer sees the channels of the first, not of the picture.": one
                + (k * k * c + 1) * last,
                "That is the first layer.": one,
            },
            hints=(
                "A filter has k·k weights for each channel it sees, and a bias.",
                f"The first layer has {one:,}.",
                f"The second one sees {out} channels.",
            ),
            worked=f"({k}·{k}·{c} + 1)·{out} + ({k}·{k}·{out} + 1)·{last} = {right:,}.",
        )
    return problem(
        ask=f"A convolution with biases has {told}. How many parameters?",
        kind=Whole(),
        right=one,
        mistakes={
            "Those are the weights; every output channel has a bias.": k * k * c * out,
            "One filter has so many; there is one for every output channel.": k * k * c + 1,
        },
        also={
            "A filter sees all input channels, with k·k weights each.": (k * k + 1) * out,
            "One bias for each output channel, not for each pair.": k * k * c * out + c * out,
            "The kernel has k·k weights.": (k * c + 1) * out,
        },
        hints=(
            "Look at one filter: it sees all input channels.",
            f"It has {k}·{k}·{c} weights and one bias.",
            f"There are {out} of them.",
        ),
        worked=f"({k}·{k}·{c} + 1)·{out} = {one:,}.",
    )
