"""Nudge: problems of chapter 10."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import exact, given, pick, whole
from mathdl.refusals import joined
from mathdl.words import brief, listed


@skill("nudge", "10.10", levels=range(1, 4))
def nudge(rng: np.random.Generator, level: int) -> Exercise | None:
    """Each pixel a step by the sign of its slope; clipped at the edges; and what it can do."""
    n, eps = 4, pick(rng, 0.05, 0.1, 0.2)
    low, high = (2, 8) if level == 1 else (0, 10)
    x = [whole(rng, low, high) / 10 for _ in range(n)]
    slopes = [pick(rng, -1, 1) * whole(rng, 1, 30) / 10 for _ in range(n)]
    moved = [a + eps * math.copysign(1, s) for a, s in zip(x, slopes)]
    right = [min(max(a, 0), 1) for a in moved]
    if level == 3:
        right = eps * sum(map(abs, slopes))
        return problem(
            ask=f"The slopes of a loss by the pixels are {given(slope=slopes)}. Each pixel may "
            f"move by at most {given(epsilon=eps)}. By how much can the loss rise, as far as the "
            "slopes tell?",
            kind=Number(exact=True, tolerance=0.002),
            right=right,
            mistakes={
                "Every pixel moves in its own direction: all contributions are positive.": eps
                * sum(slopes),
                "That is by moving one pixel, the one with the steepest slope; all may move.": eps
                * max(map(abs, slopes)),
            },
            also={
                "So would a step along the gradient; here each pixel has its own limit.": eps
                * math.sqrt(sum(s * s for s in slopes)),
                "Without the step it is only the sum of the slopes.": sum(map(abs, slopes)),
            },
            hints=(
                "A pixel that moves by ε with its slope brings ε·|slope|.",
                "Whichever sign a slope has: one direction goes up.",
                f"The sizes add up to {exact(sum(map(abs, slopes)))}.",
            ),
            worked=f"{brief(eps)}·({' + '.join(exact(abs(s)) for s in slopes)}) = {exact(right)}.",
        )
    clipped = moved != right
    if clipped != (level == 2):
        return None
    return problem(
        ask=f"A picture of four pixels {given(x=x)}, between 0 and 1; the slopes of the loss by "
        f"them are {given(slope=slopes)}. Which picture raises the loss most, if no pixel moves "
        f"by more than {given(epsilon=eps)}? (Four numbers.)",
        kind=Array(exact=True),
        right=right,
        mistakes={
            "That lowers the loss: go with the slopes.": [
                min(max(2 * a - b, 0), 1) for a, b in zip(x, moved)
            ],
            "Only the signs count: each pixel goes as far as it may.": [
                min(max(a + eps * s, 0), 1) for a, s in zip(x, slopes)
            ],
        },
        also={
            "Ink stays between 0 and 1.": moved,
            "That is how far they go. From where?": [b - a for a, b in zip(x, right)],
        },
        hints=(
            "For each pixel: does more ink raise the loss, or less?",
            "Up where the slope is above 0, down where it is below, always by ε.",
            "And no pixel leaves 0 to 1.",
        ),
        worked=f"By the signs of the slopes: "
        f"{joined([('+' if s > 0 else '−') + brief(eps) for s in slopes])}. So "
        f"{listed(right, exact)}{', where ink stays between 0 and 1' * clipped}.",
    )
