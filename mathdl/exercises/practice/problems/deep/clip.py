"""Clip: problems of chapter 8."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import given, pick
from mathdl.words import listed, number


@skill("clip", "8.8", levels=range(1, 4))
def clip(rng: np.random.Generator, level: int) -> Exercise | None:
    """By norm; by norm or value; and of two parts that count as one vector."""
    a, b, length = pick(rng, (3, 4, 5), (4, 3, 5), (6, 8, 10), (8, 6, 10), (5, 12, 13), (12, 5, 13))
    g = [a * pick(rng, -1, 1), b * pick(rng, -1, 1)]
    limit = pick(rng, 1, 2, 5, 20) if level < 3 else pick(rng, 1, 2, 3, 4)
    share = min(1, limit / length)
    by_norm = [part * share for part in g]
    by_value = [float(np.clip(part, -limit, limit)) for part in g]
    if level == 3:
        u, v = [g[0], 0], [0, g[1]]
        return problem(
            ask=f"A net has two vectors of parameters, with the gradients {given(g_w=u, g_b=v)}. "
            f"Clipped by norm at {given(limit=limit)}, all of it together: what becomes of `g_w`? "
            "(Two numbers, two decimals.)",
            kind=Array(decimals=2, tolerance=0.006),
            right=[g[0] * share, 0.0],
            mistakes={
                "Each was clipped by itself: all gradients count as one long vector.": [
                    math.copysign(limit, g[0]),
                    0.0,
                ],
                "That is not clipped at all.": [float(g[0]), 0.0],
            },
            hints=(
                "All gradients of a net count as one long vector.",
                f"Its length is {length}.",
                f"Everything is multiplied by {limit}/{length}.",
            ),
            worked=f"The length of all four is {length}, so everything is multiplied by "
            f"{limit}/{length}: [{number(g[0] * share, 2)}, 0].",
        )
    norm = level == 1 or bool(rng.integers(2))
    right, other = (by_norm, by_value) if norm else (by_value, by_norm)
    if level == 1 and limit > 10 and rng.random() < 0.5:
        return None
    return problem(
        ask=f"{given(g=g, limit=limit)}. What is the gradient when it is clipped by "
        f"{'norm' if norm else 'value'}? (Two numbers, two decimals.)",
        kind=Array(decimals=2, tolerance=0.006),
        right=right,
        mistakes={},
        also={
            "That is clipping by value, entry by entry; by norm it keeps its direction."
            if norm
            else "That is clipping by norm; by value each entry is cut by itself.": other,
            "That is not clipped at all." if share < 1 else "It is long enough as it is.": [
                *map(float, g)
            ],
            "Shorter than the limit, it stays as it is.": [part * limit / length for part in g],
            "So it has length 1. The limit is another.": [part / length for part in g],
            "Divided by the limit, it is not yet as long as the limit.": [
                part / limit for part in g
            ],
            "The signs stay.": [abs(part) for part in right],
            "The length is the root of the sum of squares.": [
                part * limit / (abs(a) + abs(b)) for part in g
            ],
        },
        hints=(
            "How long is g? The root of the sum of its squares."
            if norm
            else "Look at each entry by itself.",
            f"It is {length} long." if norm else f"No entry may be larger than {limit} in size.",
            f"If that is more than {limit}, multiply g by {limit}/{length}."
            if norm
            else "What is smaller stays.",
        ),
        worked=(
            f"|g| = {length}"
            + (
                f", so g is multiplied by {limit}/{length}"
                if share < 1
                else f", below {limit}: nothing happens"
            )
            if norm
            else f"Each entry is cut at ±{limit}"
        )
        + f": {listed(right, lambda q: number(q, 2))}.",
    )
