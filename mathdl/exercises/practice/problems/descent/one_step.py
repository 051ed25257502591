"""One step: problems of chapter 7."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    block,
    given,
    pick,
    some,
)
from mathdl.words import added, brief, factor


@skill("one step", "7.2", levels=range(1, 4))
def one_step(rng: np.random.Generator, level: int) -> Exercise | None:
    """One step down a parabola; two of them; one in a valley of two parameters."""
    a, goal, lr = pick(rng, 1, 2, 3), some(rng, -3, 3), pick(rng, 0.05, 0.1, 0.2, 0.25)
    p0 = float(goal + some(rng, -4, 4))
    if level == 3:
        c = pick(rng, 4, 5, 10)
        x, y = float(some(rng, -4, 4)), float(some(rng, -2, 2))
        right = [x - lr * 2 * a * x, y - lr * 2 * c * y]
        return problem(
            ask=f"L = {a}·x² + {c}·y². You stand at {given(x=x, y=y)}, and take one step of plain "
            f"descent with {given(lr=lr)}. Where are you then? (Two numbers.)",
            kind=Array(exact=True),
            right=right,
            mistakes={
                "That is uphill: the gradient is taken away.": [
                    x + lr * 2 * a * x,
                    y + lr * 2 * c * y,
                ],
                "That is the step alone. From where?": [-lr * 2 * a * x, -lr * 2 * c * y],
            },
            also={
                "The slope of x² is 2x.": [x - lr * a * x, y - lr * c * y],
                "Learning rate 1? It multiplies the gradient.": [x - 2 * a * x, y - 2 * c * y],
            },
            hints=(
                "The gradient first.",
                f"It is ({brief(2 * a * x)}, {brief(2 * c * y)}).",
                "Take lr times it away from where you stand.",
            ),
            worked=f"The gradient is ({brief(2 * a * x)}, {brief(2 * c * y)}); lr times it is "
            f"({brief(lr * 2 * a * x)}, {brief(lr * 2 * c * y)}). You come to "
            f"[{brief(right[0])}, {brief(right[1])}].",
        )
    path = [p0]
    for _ in range(level):
        path.append(path[-1] - lr * 2 * a * (path[-1] - goal))
    right, slope = path[-1], 2 * a * (p0 - goal)
    if round(right, 3) != round(right, 9):
        return None
    inside = f"(p {added(brief(-goal))})²"
    lines = [
        f"p = {brief(p)}: slope 2·{a}·{factor(brief(p - goal))} = {brief(2 * a * (p - goal))}, "
        f"next p = {brief(p)} − {brief(lr)}·{factor(brief(2 * a * (p - goal)))} = {brief(q)}"
        for p, q in pairwise(path)
    ]
    steps = "one step" if level == 1 else "two steps"
    return problem(
        ask=f"L = {a}·{inside}. You stand at {given(p=p0)} and take {steps} of plain descent with "
        f"{given(lr=lr)}. Where are you then?",
        kind=Number(exact=True),
        right=right,
        mistakes={
            "That is uphill: the gradient is taken away.": p0 + lr * slope
            if level == 1
            else p0 - 2 * lr * slope,
            "That is the step alone. From where?": -lr * slope if level == 1 else path[1],
        }
        if level == 1
        else {
            "The second slope is taken where you stand then; it is smaller.": p0 - 2 * lr * slope,
            "That is after one step.": path[1],
        },
        also={
            "The slope of a square has a 2: 2·(p − …).": p0 - lr * slope / 2,
            "Without the learning rate you leap by the whole gradient.": p0 - slope,
            "The slope is taken of L, and not of p² alone.": p0 - lr * 2 * a * p0,
        },
        hints=(
            "Which slope does L have where you stand?",
            f"It is {brief(slope)}.",
            "p − lr·slope" + (", twice, with a new slope the second time." if level == 2 else "."),
        ),
        worked=f"Step by step:{block(*lines)}\nSo you are at {brief(right)}.",
    )
