"""Budget: problems of chapter 9."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Number, Whole
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, given, pick, whole
from mathdl.words import number


@skill("budget", "9.5", levels=range(1, 4))
def budget(rng: np.random.Generator, level: int) -> Exercise | None:
    """Settings of a grid; runs of a search with seeds; and rates drawn in powers of ten."""
    sizes = [whole(rng, 2, 6) for _ in range(whole(rng, 3, 4))]
    if level == 1:
        return problem(
            ask=f"You want to try {len(sizes)} hyperparameters with {given(values=sizes)}, "
            "each value with each. How many settings are that?",
            kind=Whole(),
            right=math.prod(sizes),
            mistakes={
                "Each with each: they multiply.": sum(sizes),
                "The last one, too.": math.prod(sizes[:-1]),
            },
            hints=(
                "For each value of the first there are all values of the second.",
                f"The first two make {sizes[0] * sizes[1]}.",
                "Multiply all.",
            ),
            worked=f"{'·'.join(map(str, sizes))} = {math.prod(sizes)}.",
        )
    if level == 2:
        seeds = pick(rng, 3, 5)
        once = sum(sizes) - len(sizes) + 1
        return problem(
            ask=f"One at a time: {len(sizes)} hyperparameters with {given(values=sizes)}. You "
            "try all values of the first, keep the best, go on to the next (the setting you have "
            f"is not run again). Every setting is run with {given(seeds=seeds)}. How many runs?",
            kind=Whole(),
            right=once * seeds,
            mistakes={
                "The setting that you have already is not run again.": sum(sizes) * seeds,
                "That is each with each.": math.prod(sizes) * seeds,
            },
            also={
                "With every seed, too.": once,
                "After the first, only the new values: but all of the first.": (once - 1) * seeds,
            },
            hints=(
                "The first one: all of its values.",
                "Each further one: all of its values but the one you have.",
                f"{once} settings.",
            ),
            worked=f"{sizes[0]} + {' + '.join(f'({s} − 1)' for s in sizes[1:])} = {once} settings, "
            f"times {seeds} seeds: {once * seeds}.",
        )
    low = pick(rng, 1, 2, 3, 5) * 10.0 ** whole(rng, -4, -2)
    high = pick(rng, 1, 2, 3, 5) * 10.0 ** whole(rng, -1, 1)
    right = math.sqrt(low * high)
    return problem(
        ask=f"You draw learning rates between {given(low=low, high=high)}, evenly in powers of "
        "ten. Below which rate does half of them lie? (Two digits.)",
        kind=Number(digits=2, tolerance=0.01),
        right=right,
        mistakes={
            "That is the middle of the rates themselves; in powers of ten most are smaller.": (
                (low + high) / 2
            ),
            "The middle of the two exponents: the root of their product, not the product.": (
                low * high
            ),
        },
        also={
            "That is ten times too large.": right * 10,
            "That is ten times too small.": right / 10,
        },
        hints=(
            "The logarithms are drawn evenly; half of them lie below their middle.",
            f"log10 of them is {number(math.log10(low), 3)} and {number(math.log10(high), 3)}.",
            "10 to the middle of the two, which is the root of low·high.",
        ),
        worked=f"The middle of {number(math.log10(low), 3)} and {number(math.log10(high), 3)} is "
        f"{number(math.log10(right), 3)}, and 10 to that power is {digits(right, 2)}.",
    )
