"""Bends: problems of chapter 4."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, exact, given, pick, some
from mathdl.words import added, brief, factor, number


@skill("bends", "4.4")
def bends(rng: np.random.Generator, level: int) -> Exercise | None:
    """Leaky relu; slopes of sigmoid and tanh from their values; with a weight; two in a row."""
    s = pick(rng, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
    t = some(rng, -9, 9) / 10
    w, b = some(rng, -5, 5), some(rng, -3, 3)
    if level == 1:
        z, slope = some(rng, -9, 9) / 2, pick(rng, 0.1, 0.2, 0.01)
        asks_slope = bool(rng.integers(2))
        right = (1 if z > 0 else slope) if asks_slope else (z if z > 0 else slope * z)
        what = "the slope of leaky relu" if asks_slope else "leaky relu"
        side = "right" if z > 0 else "left"
        return problem(
            ask=f"Leaky relu with {given(negative_slope=slope)}. What is {what} at {given(z=z)}?",
            kind=Number(exact=True),
            right=right,
            mistakes={},
            also={
                "relu would do that; the leaky one has a slope on the left, too.": 0,
                "That is its slope; its value is asked for.": 1 if z > 0 else slope,
                "That is its value; its slope is asked for.": z if z > 0 else slope * z,
                "On the right of 0 it is z itself, on the left negative_slope·z.": slope * z
                if z > 0
                else z,
                "The sign stays: on the left it is below 0.": -slope * z,
                "Right of 0 its slope is 1.": slope,
                "Left of 0 its slope is negative_slope.": 1,
            },
            hints=(
                f"On which side of 0 is {brief(z)}?",
                "On the right it is z, on the left negative_slope·z.",
                "Its slope is 1 on the right, negative_slope on the left.",
            ),
            worked=f"{brief(z)} lies {side} of 0. There the value is "
            f"{'z' if z > 0 else f'{brief(slope)}·z'} and the slope "
            f"{'1' if z > 0 else brief(slope)}: {brief(right)}.",
        )
    ds, dt = s * (1 - s), 1 - t * t
    if level == 2:
        is_sigmoid = bool(rng.integers(2))
        name, y, right = ("sigmoid", s, ds) if is_sigmoid else ("tanh", t, dt)
        formula = f"{brief(y)}·(1 − {brief(y)})" if is_sigmoid else f"1 − {factor(brief(y))}²"
        return problem(
            ask=f"Somewhere {name}(z) is {given(y=y)}. How steep is {name} there?",
            kind=Number(exact=True),
            right=right,
            mistakes={"That is its value. The slope follows from it, without z.": y},
            also={
                "That is the slope of tanh, by its value; for sigmoid it is y·(1 − y).": 1 - y * y,
                "That is the slope of sigmoid, by its value; for tanh it is 1 − y².": y * (1 - y),
                "That is only one of two factors.": 1 - y,
                "The square is missing.": 1 - abs(y),
                "Its steepest place is in the middle; here it is flatter.": 0.25
                if is_sigmoid
                else 1,
            },
            hints=(
                "The slope can be computed from the value alone.",
                "σ′ = σ·(1 − σ), and tanh′ = 1 − tanh².",
                f"Put {brief(y)} in for the value of {name}.",
            ),
            worked=f"{formula} = {exact(right)}.",
        )
    if level == 3:
        is_sigmoid = bool(rng.integers(2))
        name, y, own = ("sigmoid", s, ds) if is_sigmoid else ("tanh", t, dt)
        right = w * own
        inside = f"{brief(w)}·x {added(brief(b))}"
        formula = f"{brief(y)}·(1 − {brief(y)})" if is_sigmoid else f"1 − {factor(brief(y))}²"
        return problem(
            ask=f"y = {name}({inside}), and at some x it comes to {given(y=y)}. What is dy/dx "
            "there?",
            kind=Number(exact=True),
            right=right,
            mistakes={
                f"That is the slope of {name} alone. What is inside moves {brief(w)} times as "
                "fast as x.": own,
                "That is the slope of what is inside. The bend flattens it.": w,
            },
            also={
                "You multiplied by the value; its slope is asked for.": w * y,
                "One factor is missing: σ′ = σ·(1 − σ).": w * (1 - y),
                "The other bend has that slope.": w * ((1 - y * y) if is_sigmoid else y * (1 - y)),
                "The bias moves nothing: it has no slope.": right + b,
            },
            hints=(
                "Two functions in a row: the line inside, the bend outside.",
                f"The bend's slope follows from its value: {formula}.",
                "Multiply it by the slope of the line.",
            ),
            worked=f"The bend: {formula} = {exact(own)}. The line: {brief(w)}. "
            f"Together {exact(right)}.",
        )
    v = some(rng, -5, 5)
    right = dt * v * ds * w
    return problem(
        ask=f"s = sigmoid(w·x + b) and y = tanh(v·s + c), with {given(w=w, v=v)}. At some x they "
        f"are {given(s=s, y=t)}. What is dy/dx there? (Three digits.)",
        kind=Number(digits=3),
        right=right,
        mistakes={
            "Both bends are there; the weights stretch, too.": dt * ds,
            "Both weights are there; the bends flatten, too.": v * w,
        },
        also={
            "The first layer is missing: x reaches s only through sigmoid and w.": dt * v,
            "The second layer is missing: s reaches y through v and tanh.": ds * w,
            "Each bend has its own slope: σ′ = s·(1 − s), tanh′ = 1 − y².": (
                t * (1 - t) * v * ds * w
            ),
            "You multiplied by the values of the bends, not by their slopes.": t * v * s * w,
        },
        hints=(
            "Four functions in a row: two lines, two bends.",
            f"Slopes of the bends: s·(1 − s) = {number(ds, 2)}, 1 − y² = {number(dt, 2)}.",
            "Multiply all four slopes.",
        ),
        worked=f"From x: {brief(w)}, then {brief(s)}·(1 − {brief(s)}) = {number(ds, 2)}, then "
        f"{brief(v)}, then 1 − {factor(brief(t))}² = {number(dt, 2)}. Their product is "
        f"{digits(right, 3)}.",
    )
