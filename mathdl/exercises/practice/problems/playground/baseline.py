"""Baseline: problems of chapter 9."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, exact, given, pick, whole
from mathdl.words import brief


@skill("baseline", "9.2", levels=range(1, 4))
def baseline(rng: np.random.Generator, level: int) -> Exercise | None:
    """The commonest class; the lead in points; the share of its mistakes that is gone."""
    counts = [whole(rng, 4, 60) for _ in range(pick(rng, 2, 3, 4))]
    total, most = sum(counts), max(counts)
    if level == 1:
        if 1000 * most % total or counts.count(most) > 1:
            return None
        return problem(
            ask=f"In a test set the classes have {given(counts=counts)}. Which share is right for "
            "somebody who always names the commonest one?",
            kind=Number(exact=True),
            right=most / total,
            mistakes={
                "That would be for guessing: the commonest class is commoner.": 1 / len(counts),
                "That is how many. Which share of all?": most,
            },
            also={
                "That share is wrong.": 1 - most / total,
                "Of the others? Divide by all.": most / (total - most),
            },
            hints=(
                "How many are there in all?",
                f"{total}. How many does the commonest class have?",
                "Divide.",
            ),
            worked=f"{most} of {total}: {exact(most / total)}.",
        )
    n = pick(rng, 100, 200, 250, 400, 500)
    base, own = whole(rng, n // 2, n * 9 // 10), whole(rng, n // 2, n - 1)
    if level == 2:
        gap = 100 * (own - base) / n
        if not gap:
            return None
        return problem(
            ask=f"Of {given(test=n)} examples the nearest neighbour reads {given(neighbour=base)} "
            f"rightly, and your net {given(net=own)}. By how many percentage points is the net "
            "ahead? (Below 0 if it is behind.)",
            kind=Number(exact=True, tolerance=0.002),
            right=gap,
            mistakes={
                "The other way round.": -gap,
            },
            also={
                "That is the number of examples. As points, of all of them?": own - base,
                "Points are differences of shares; you divided one by the other.": 100
                * (own / base - 1),
                "That is a share; a hundredth is a point.": gap / 100,
            },
            hints=(
                "Both as per cent of all examples.",
                f"The neighbour: {brief(100 * base / n)} %.",
                "Take one from the other.",
            ),
            worked=f"{brief(100 * own / n)} % less {brief(100 * base / n)} % is {exact(gap)} "
            "points.",
        )
    if own <= base:
        return None
    right = (own - base) / (n - base)
    return problem(
        ask=f"Of {given(test=n)} examples the baseline gets {given(baseline=base)} right and your "
        f"net {given(net=own)}. Which share of the baseline's mistakes is gone, if only their "
        "number counts? (Two digits.)",
        kind=Number(digits=2, tolerance=0.01),
        right=right,
        mistakes={
            "That is of all examples. Of the mistakes?": (own - base) / n,
            "That share of the mistakes is left.": 1 - right,
        },
        also={"You compared what is right; look at what is wrong.": own / base - 1},
        hints=(
            "How many mistakes does each of them make?",
            f"The baseline {n - base}, the net {n - own}.",
            "By how much did they shrink, as a share of the baseline's?",
        ),
        worked=f"{n - base} mistakes became {n - own}: {own - base} of {n - base} are gone, "
        f"{digits(right, 2)}.",
    )
