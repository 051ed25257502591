"""Momentum: problems of chapter 7."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    block,
    exact,
    given,
    pick,
    some,
    whole,
)
from mathdl.words import added, brief, factor


@skill("momentum", "7.4", levels=range(2, 5))
def momentum(rng: np.random.Generator, level: int) -> Exercise:
    """Two steps with given gradients; three; and the pace in the long run."""
    beta, lr = pick(rng, 0.5, 0.8, 0.9), pick(rng, 0.1, 0.2, 0.5)
    if level == 4:
        g = some(rng, -9, 9)
        right = lr * abs(g) / (1 - beta)
        return problem(
            ask=f"The gradient stays at {given(g=g)} for ever. With {given(lr=lr, beta=beta)}, how "
            "long is a step of momentum in the end? (Its length.)",
            kind=Number(exact=True, tolerance=0.002),
            right=right,
            mistakes={
                "So long is the first step. The velocity grows.": lr * abs(g),
                "That is the velocity. A step is lr times it.": abs(g) / (1 - beta),
            },
            also={
                "β of it survives: in the end it is 1/(1 − β) times, not 1 + β.": lr
                * abs(g)
                * (1 + beta),
                "Each step keeps β, so it grows; it does not shrink to 1 − β.": lr
                * abs(g)
                * (1 - beta),
            },
            hints=(
                "In the end the velocity no longer changes: v = βv + g.",
                "So v = g/(1 − β).",
                "A step is lr·v.",
            ),
            worked=f"v = {brief(abs(g))}/(1 − {brief(beta)}) = {brief(abs(g) / (1 - beta))} in "
            f"size, and lr times that is {brief(right)}.",
        )
    p0, gs = whole(rng, -5, 5), [some(rng, -4, 4) for _ in range(level)]
    p, v, lines = float(p0), 0.0, []
    path = []
    for g in gs:
        old, v = v, beta * v + g
        path.append(v)
        lines.append(
            f"v = {brief(beta)}·{factor(brief(old))} {added(brief(g))} = {exact(v)}, "
            f"p = {exact(p)} − {brief(lr)}·{factor(exact(v))}"
            f" = {exact(p - lr * v)}"
        )
        p -= lr * v
    plain = p0 - lr * sum(gs)
    return problem(
        ask=f"Momentum with {given(lr=lr, beta=beta)}, from {given(p=p0)} and velocity 0. The "
        f"gradients of the steps are {given(g=gs)}. Where is p after {len(gs)} steps?",
        kind=Number(exact=True),
        right=p,
        mistakes={
            "That is plain descent. The velocity keeps β of what it was.": plain,
            "That is uphill: the velocity is taken away.": 2 * p0 - p,
        },
        also={
            "Only the last step is taken; all of them are.": p0 - lr * path[-1],
            "That is the velocity, not the place.": path[-1],
            "In this book the new gradient counts in full: v ← βv + g.": p0
            - lr * sum((1 - beta) * part for part in path),
        },
        hints=(
            "v ← βv + g, and then p ← p − lr·v.",
            f"After the first step v = {gs[0]}, and p = {brief(p0 - lr * gs[0])}.",
            "β shrinks the velocity before the next gradient is added.",
        ),
        worked=f"Step by step:{block(*lines)}\nSo p = {exact(p)}.",
    )
