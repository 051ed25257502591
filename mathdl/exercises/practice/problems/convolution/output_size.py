"""Output size: problems of chapter 11."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    given,
    pick,
    plain,
    whole,
)
from mathdl.words import brief


def _out(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    return (n + 2 * padding - k) // stride + 1


@skill("output size", "11.4")
def output_size(rng: np.random.Generator, level: int) -> Exercise | None:
    """Without a border; with one; with a step; and the shape after a layer on a batch."""
    n, k = whole(rng, 8, 40), pick(rng, 2, 3, 5, 7)
    stride, padding = pick(rng, 2, 3) if level >= 3 else 1, whole(rng, 1, 3) if level >= 2 else 0
    if level == 3 and rng.random() < 0.4:
        padding = 0
    right = _out(n, k, stride, padding)
    rest = (n + 2 * padding - k) % stride
    exactly = (n + 2 * padding - k) / stride + 1
    settings = {"size": n, "kernel": k}
    settings |= {"padding": padding} if padding else {}
    settings |= {"stride": stride} if stride > 1 else {}
    formula = f"{n} + 2·{padding} − {k}" if padding else f"{n} − {k}"
    formula = f"({formula})/{stride}" if stride > 1 else formula
    down = ", rounded down, then" if stride > 1 else ", then"
    steps = f"{formula} = {brief(exactly - 1)}" + f", rounded down {right - 1}" * (rest > 0)
    if level == 4:
        batch, c_in, c_out = pick(rng, 16, 32, 64), pick(rng, 1, 3, 8), pick(rng, 6, 12, 20)
        settings = {k_: v for k_, v in settings.items() if k_ != "size"}
        return problem(
            ask=f"A convolution with {given(channels=c_out, **settings)} sees a batch of "
            f"pictures with `X.shape = {plain((batch, c_in, n, n))}` (batch, channels, height, "
            "width). Which shape comes out?",
            kind=Shape(),
            right=(batch, c_out, right, right),
            mistakes={
                "The channels of the input are added up; each output channel is a picture of its "
                "own.": (batch, c_in, right, right),
                "Channels come second.": (batch, right, right, c_out),
            },
            also={
                "There is one place more than there are steps: + 1.": (
                    batch,
                    c_out,
                    right - 1,
                    right - 1,
                ),
                "The border is on both sides: 2·padding.": (
                    (batch, c_out) + (_out(n + padding, k, stride),) * 2
                ),
                "The stride divides, too.": (batch, c_out) + (_out(n, k, 1, padding),) * 2,
            },
            hints=(
                "Batch stays; channels become those of the layer.",
                "Height and width: (size + 2·padding − kernel)/stride, rounded down, + 1.",
                f"{formula}{down} + 1.",
            ),
            worked=f"{steps}; {right - 1} + 1 = {right}. So {plain((batch, c_out, right, right))}.",
        )
    return problem(
        ask=f"A convolution with {given(**settings)}: how long is the side of what comes out?",
        kind=Whole(),
        right=right,
        mistakes={
            "There is one place more than there are steps: + 1.": right - 1,
        },
        also={
            "The kernel does not fit at the edge: it costs kernel − 1 places.": n,
            "The border is on both sides: 2·padding.": _out(n + padding, k, stride),
            "The border is missing.": _out(n, k, stride),
            "The stride divides.": _out(n, k, 1, padding),
            "What does not fill a whole step is dropped: rounded down."
            if rest
            else "One place too many: the kernel covers its own length.": right + 1,
            "The whole kernel is taken away? Its first place counts.": n + 2 * padding - k,
            "A kernel covers its own length; it is taken away once.": n - 2 * k + 1,
        },
        hints=(
            "In how many places can the kernel's left edge stand?",
            "(size + 2·padding − kernel)/stride, rounded down, + 1.",
            f"{formula}{down} + 1.",
        ),
        worked=f"{steps}; {right - 1} + 1 = {right}.",
    )
