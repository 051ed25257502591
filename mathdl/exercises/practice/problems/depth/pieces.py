"""Pieces: problems of chapter 1."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    distinct,
    given,
    pick,
    row,
    sum_of,
)
from mathdl.refusals import joined
from mathdl.words import brief


@skill("pieces", "1.4")
def pieces(rng: np.random.Generator, level: int) -> Exercise | None:
    """The slope of one piece of a net of hinges; at level 4, how many pieces there are."""
    n = {1: 2, 2: 2, 3: 3, 4: 4}[level]
    hinges = distinct(rng, n, -4, 4)
    w = [1] * n if level == 1 else [pick(rng, -1, 1) * pick(rng, 1, level) for _ in range(n)]
    v = row(rng, n, -3, 3)
    if level == 4:
        hinges[1] = pick(rng, hinges[0], hinges[1])
        w = [pick(rng, -1, 1) for _ in range(n)]
        v[1] = pick(rng, -v[0], v[0], v[1])
        if len(set(zip(w, hinges))) < n:
            return None
    b = [-int(w_ * h) for w_, h in zip(w, hinges)]
    net = f"f(x) is the sum of v·relu(w·x + b) over {n} units: {given(w=w, b=b, v=v)}."
    if level < 4:
        x0 = pick(rng, *(x for x in range(-5, 6) if x not in hinges))
        awake = [w_ * x0 + b_ > 0 for w_, b_ in zip(w, b)]
        slope = sum(v_ * w_ for v_, w_, on in zip(v, w, awake) if on)
        value = sum(v_ * (w_ * x0 + b_) for v_, w_, b_, on in zip(v, w, b, awake) if on)
        if not any(awake):
            return None
        names = joined([str(i + 1) for i, on in enumerate(awake) if on])
        return problem(
            ask=f"{net} What is its slope at {given(x=x0)}?",
            kind=Whole(),
            right=slope,
            mistakes={},
            also={
                "Units that are asleep there pass on no slope: which w·x + b are negative?": sum(
                    v_ * w_ for v_, w_ in zip(v, w)
                ),
                "That is the value there. How steep is it?": value,
                "You added the v of the units awake. Each counts with its w, too.": sum(
                    v_ for v_, on in zip(v, awake) if on
                ),
                "You added the w of the units awake. Each counts with its v, too.": sum(
                    w_ for w_, on in zip(w, awake) if on
                ),
                "Those are the units that sleep there; the others count.": sum(
                    v_ * w_ for v_, w_, on in zip(v, w, awake) if not on
                ),
                "The sign of w counts: such a hinge opens to the left.": sum(
                    v_ * abs(w_) for v_, w_, on in zip(v, w, awake) if on
                ),
            },
            hints=(
                "Which units are awake there, with w·x + b > 0?",
                f"Awake: {names}. Each brings the slope v·w.",
                "Add up v·w over the units that are awake.",
            ),
            worked=f"w·x + b is {joined([brief(w_ * x0 + b_) for w_, b_ in zip(w, b)])}; awake: "
            f"{names}. "
            f"{sum_of([(v_, w_) for v_, w_, on in zip(v, w, awake) if on])} = {brief(slope)}.",
        )
    bends = {h: sum(v_ * abs(w_) for v_, w_, k in zip(v, w, hinges) if k == h) for h in hinges}
    count = 1 + sum(bend != 0 for bend in bends.values())
    told = [f"at {brief(h)} by {brief(bends[h])}" for h in sorted(bends)]
    return problem(
        ask=f"{net} Of how many straight pieces does it consist?",
        kind=Whole(),
        right=count,
        mistakes={
            "So many bends. One more piece than bends.": count - 1,
        },
        also={
            "Two hinges may lie at the same x, and two bends there may cancel.": n + 1,
            "At one x the bends cancel: what bends by nothing starts no piece.": len(bends) + 1,
            "That is the number of units. Where are their hinges?": n,
            "Units of one layer do not double the pieces: each adds one bend.": 2**n,
        },
        hints=(
            "Where is the hinge of each unit? At w·x + b = 0.",
            "By how much does the slope change there, from left to right? By v·|w|.",
            "Hinges at the same x add up; only where something is left is there a bend.",
        ),
        worked=f"The slope changes {joined(told)}. So there are {count - 1} bends and {count} "
        "pieces.",
    )
