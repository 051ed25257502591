"""Heads: problems of chapter 12."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    distinct,
    given,
    pick,
    plain,
)


@skill("heads", "12.5", levels=range(2, 5))
def heads(rng: np.random.Generator, level: int) -> Exercise | None:
    """Shapes of several heads: split; scores; joined again, and the length of one head."""
    B, T = distinct(rng, 2, 5, 32)
    h, d = pick(rng, 2, 4, 8), pick(rng, 3, 6, 8, 16)
    C = h * d
    if len({B, T, h, d}) < 4:
        return None
    told = f"`X.shape = {plain((B, T, C))}` (batch, tokens, width), {given(heads=h)}."
    if level == 2:
        return problem(
            ask=f"{told} `Q = (X @ W).reshape{(B, T, h, d)}.swapaxes(1, 2)`, where W is square. "
            "What is the shape of Q?",
            kind=Shape(),
            right=(B, h, T, d),
            mistakes={
                "Axes 1 and 2 change places: heads come before tokens.": (B, T, h, d),
                "The heads share the width; that is all of it.": (B, T, C),
            },
            also={"Axes are counted from 0: the batch stays where it is.": (T, B, h, d)},
            hints=(
                "X @ W keeps the shape of X.",
                f"reshape cuts the width {C} into {h} pieces of {d}.",
                "Then heads and tokens change places.",
            ),
            worked=f"{plain((B, T, C))} becomes {plain((B, T, h, d))}, and with the two axes "
            f"exchanged {plain((B, h, T, d))}.",
        )
    if level == 3:
        return problem(
            ask=f"{told} Each head compares every token with every other one. What is the shape of "
            "all scores, `Q @ K.swapaxes(-1, -2)`, with heads as the second axis?",
            kind=Shape(),
            right=(B, h, T, T),
            mistakes={
                "Widths are summed over; what is left are two axes of tokens.": (B, h, T, d),
                "Each head has its own scores.": (B, T, T),
            },
            also={
                "Between tokens of one text, not between the texts of the batch.": (h, B, B, T),
                "That compares widths with each other.": (B, h, d, d),
            },
            hints=(
                f"Q and K have the shape {plain((B, h, T, d))}.",
                f"K turned round: {plain((B, h, d, T))}.",
                "Now the last two axes as a matrix product.",
            ),
            worked=f"{plain((B, h, T, d))} @ {plain((B, h, d, T))} = {plain((B, h, T, T))}.",
        )
    number_of = B * h * T * T
    return problem(
        ask=f"{told} How many scores are computed in this layer, future ones included?",
        kind=Whole(),
        right=number_of,
        mistakes={
            "Each head has its own.": B * T * T,
            "That is one text; there is a batch of them.": h * T * T,
        },
        also={
            "Every token with every token: T·T.": B * h * T,
            "The width is summed over, and not there any more.": number_of * d,
            "Only what is not in the future; here all count.": B * h * T * (T + 1) // 2,
        },
        hints=(
            "In one head, of one text: every token with every token.",
            f"{T}·{T} = {T * T:,}.",
            "Times heads, times texts.",
        ),
        worked=f"{B}·{h}·{T}·{T} = {number_of:,}.",
    )
