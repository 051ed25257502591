"""Two paths: problems of chapter 3."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.worked import formula, plus, worked
from mathdl.exercises.practice.written import given, pick, some, sum_of
from mathdl.words import added, brief


@skill("two paths", "3.8")
def two_paths(rng: np.random.Generator, level: int) -> Exercise | None:
    """X reaches y on two paths: a product of lines, of powers, with a square, with three uses."""
    a, b, c = pick(rng, -3, -2, 2, 3), some(rng, -4, 4), pick(rng, -3, -2, 2, 3)
    x0 = float(pick(rng, -2, -1, 1, 2, 3))

    def u(x: float) -> float:
        return plus(a * x, abs(b), b)

    def v(x: float) -> float:
        return plus(x**2, abs(c), c) if level > 1 else c * x

    words, end, at_u, at_v = {
        1: ("u·v", lambda u, v: u * v, lambda u, v: v, lambda u, v: u),
        2: ("u·v", lambda u, v: u * v, lambda u, v: v, lambda u, v: u),
        3: ("u²·v", lambda u, v: u**2 * v, lambda u, v: 2 * u * v, lambda u, v: u**2),
        4: ("u·v + u²", lambda u, v: u * v + u**2, lambda u, v: v + 2 * u, lambda u, v: u),
    }[level]

    def y(x: float) -> float:
        return end(u(x), v(x))

    du, dv = a, 2 * x0 if level > 1 else c
    over_u, over_v = at_u(u(x0), v(x0)), at_v(u(x0), v(x0))
    first, second = over_u * du, over_v * dv
    right = first + second
    sum_ = f"{brief(first)} {added(brief(second))} = {brief(right)}"
    if not right or abs(right) > 500:
        return None
    return problem(
        ask=f"`u = {formula(u, x=x0)}`, `v = {formula(v, x=x0)}`, `y = {words}`. What is dy/dx at "
        f"{given(x=x0)}?",
        kind=Number(exact=True),
        right=right,
        mistakes={
            "That is the path over u alone. x reaches y over v as well, and paths add.": first,
            "That is the path over v alone. x reaches y over u as well, and paths add.": second,
        },
        also={
            "You multiplied the slopes of u and v. The slope of a product is no product of "
            "slopes.": du * dv,
            "Paths add; you took one from the other.": first - second,
            "Each share is still to be multiplied by how fast u, or v, moves with x.": over_u
            + over_v,
            "That is y itself, not its slope.": y(x0),
        },
        hints=(
            "On which ways does a nudge of x reach y?",
            f"There u is {brief(u(x0))} with slope {brief(du)}, and v is {brief(v(x0))} with slope "
            f"{brief(dv)}.",
            "Along each path multiply, then add the paths: dy/du·du/dx + dy/dv·dv/dx.",
        ),
        worked=f"Over u: {sum_of([(over_u, du)])} = {brief(first)}. Over v: "
        f"{sum_of([(over_v, dv)])} = {brief(second)}. "
        f"{worked(y, f'So dy/dx is {sum_}.', x=x0)}",
    )
