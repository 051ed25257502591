"""Problems of chapter 3: slopes, functions in a row, several inputs."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import block, digits, given, pick, some, sum_of
from mathdl.trace import Trace
from mathdl.typeset import text
from mathdl.words import added, brief, factor, listed

# Outer functions, each with its slope as somebody would write it.
OUTER = {
    "exp": (dl.exp, lambda u: np.exp(u)),
    "sin": (dl.sin, lambda u: np.cos(u)),
    "tanh": (dl.tanh, lambda u: 1 - np.tanh(u) ** 2),
    "log": (dl.log, lambda u: 1 / u),
    "sqrt": (dl.sqrt, lambda u: 0.5 / np.sqrt(u)),
}


def formula(f: Callable, **inputs: float) -> str:
    """Print what a function computes, as the engine recorded it."""
    tree = Trace(f, **inputs).expression()
    assert isinstance(tree, ast.expr)
    return text(tree)


def worked(f: Callable, answer: str, **inputs: float) -> str:
    """Work the chain rule line by line, and say what comes out."""
    return f"From the inside out, then back:{block(str(dl.derivation(f, **inputs)))}\n{answer}"


@skill("forecast", "3.3")
def forecast(rng: np.random.Generator, level: int) -> Exercise | None:
    """Go along the tangent: a parabola, a cube, an unknown function, and backwards."""
    x0, h = some(rng, -3, 3), pick(rng, 0.1, 0.2, -0.1, -0.2, 0.5)
    x1 = x0 + h
    if level <= 2:
        a, n = pick(rng, -3, -2, 2, 3), level + 1
        value, slope = a * x0**n, n * a * x0 ** (n - 1)
        known = f"`f = {formula(lambda x: a * x**n, x=x0)}`, and you stand at {given(x=x0)}."
        work = f"There f is {brief(value)}, and its slope is {n}·{factor(brief(a))}·"
        work += f"{factor(brief(x0))}{'²' * (n == 3)} = {brief(slope)}. "
    else:
        value, slope, work = some(rng, -9, 9), some(rng, -8, 8) / 2, ""
        known = "Of a function you know its value and its slope in one place: "
        known += f"{given(x=x0, value=value, slope=slope)}."
    if level == 4:
        goal = value + slope * h
        missing = f"{brief(goal)} {'+' if value < 0 else '−'} {brief(abs(value))}"
        return problem(
            ask=f"{known} By its tangent, where does it reach {given(goal=goal)}?",
            kind=Number(exact=True),
            right=x1,
            mistakes={
                "That is how far to go. From where?": h,
                "You went the other way: look at the signs once more.": x0 - h,
            },
            also={
                "You multiplied by the slope. Which step, *times* the slope, brings what is "
                "missing?": x0 + (goal - value) * slope,
                "You divided the goal itself; only what is missing counts.": x0 + goal / slope,
                "What is missing is in y. Divide it by the slope, and it is a step in x.": x0
                + goal
                - value,
            },
            hints=(
                "How much is missing from the value to the goal?",
                "A step h brings slope·h. Which h brings what is missing?",
                "With value 1, slope 2 and goal 2 the step is 1/2.",
            ),
            worked=f"Missing is {missing} = {brief(goal - value)}. The step is "
            f"{brief(goal - value)}/{factor(brief(slope))} = {brief(h)}, and {brief(x0)} "
            f"{added(brief(h))} = {brief(x1)}.",
        )
    if round(value + slope * h, 9) == 0:
        return None
    also = {"That is f itself there. The tangent is asked for.": a * x1**n} if level <= 2 else {}
    return problem(
        ask=f"{known} What does the tangent forecast at {given(x_new=x1)}?",
        kind=Number(exact=True, tolerance=0.002),
        right=value + slope * h,
        mistakes={
            "That is the change alone. Add it to where you stand.": slope * h,
            "You went the other way: mind the sign of the step.": value - slope * h,
        },
        also={
            **also,
            f"Value plus slope is right for a step of 1; yours is {brief(h)}.": value + slope,
            "The slope is multiplied by the step, not by x itself.": value + slope * x1,
        },
        hints=(
            "The tangent is the line through this point, with the slope of the curve.",
            "Forecast = value + slope·step.",
            f"The step is {brief(h)}.",
        ),
        worked=f"{work}The step is {brief(h)}. Forecast: {brief(value)} + {factor(brief(slope))}·"
        f"{factor(brief(h))} = {brief(value + slope * h)}.",
    )


def plus(a: Any, b: Any, sign: float) -> Any:
    """Add, or take away where the sign says so: nobody writes x + (−2)."""
    return a + b if sign > 0 else a - b


def _inner(a: int, b: int, square: bool) -> tuple[Callable, Callable]:
    """Return a line or a parabola, and its slope."""
    if square:
        return (lambda x: plus(a * x**2, abs(b), b)), (lambda x: 2 * a * x)
    return (lambda x: plus(a * x, abs(b), b)), (lambda x: a)


@skill("chain", "3.5")
def chain(rng: np.random.Generator, level: int) -> Exercise | None:
    """Two functions in a row: a power of a line, of a parabola, exp and its like; then three."""
    easy = level <= 2
    x0 = float(pick(rng, -2, -1, 1, 2)) if easy else pick(rng, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5)
    square = level == 2 or (not easy and bool(rng.integers(2)))
    inner, inner_slope = _inner(pick(rng, -3, -2, 2, 3), some(rng, -4, 4), square)
    front = pick(rng, -2, 2, 3, 5)
    if easy:
        n = level + 1
        outer, rate = (lambda u: u**n), (lambda u: n * u ** (n - 1))
    else:
        name = pick(rng, *OUTER)
        if name in ("log", "sqrt") and inner(x0) <= 0:
            return None
        outer, rate = OUTER[name]

    def f(x: float) -> float:
        return front * outer(inner(x)) ** 2 if level == 4 else outer(inner(x))

    u, below = inner(x0), float(inner_slope(x0))
    above = float(rate(u) * (2 * front * outer(u) if level == 4 else 1))
    right = above * below
    if not right or abs(right) > 500 or not (easy or (0.2 < abs(u) < 3 and abs(right) > 0.05)):
        return None  # of many digits, or where tanh and exp lie flat
    also = {
        "That is the value of y, not its slope.": float(f(x0)),
        "The two slopes are there, added. Stretches in a row multiply.": above + below,
        "Right up to its sign: which factors are negative?": -right,
    }
    if easy or name not in ("log", "sqrt") or x0 > 0:
        also["The outer slope is taken at what the outer function sees, u, and not at x."] = float(
            rate(x0) * below * (2 * front * outer(x0) if level == 4 else 1)
        )
    if level == 4:
        also["The square stretches, too: by 2·(what is squared)."] = float(front * rate(u) * below)
        also["The factor in front multiplies the slope, too."] = right / front
    return problem(
        ask=f"`y = {formula(f, x=x0)}`. What is dy/dx at {given(x=x0)}?"
        + " (Three digits.)" * (not easy),
        kind=Number(exact=True) if easy else Number(digits=3),
        right=right,
        mistakes={
            "That is the outer slope alone. The inner function moves, too: times its slope.": above,
            "That is the slope of the inner function alone; the outer one stretches once "
            "more.": below,
        },
        also=also,
        hints=(
            "Which function is inner, and which outer? Call the inner one u.",
            f"Take u = {formula(inner, x=x0)}. At this x it is {brief(u)}, and its slope is "
            f"{brief(below)}.",
            "Slope of the outer function at u, times slope of the inner one at x"
            + (". The square is a third function in the row." if level == 4 else "."),
        ),
        worked=worked(f, f"So the slope is {brief(right) if easy else digits(right, 3)}.", x=x0),
    )


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


@skill("gradient", "3.7")
def gradient(rng: np.random.Generator, level: int) -> Exercise | None:
    """All partial derivatives: of a sum, with a product, with a square of a product, of three."""
    a, b, c = (pick(rng, -4, -3, -2, 2, 3, 4) for _ in range(3))
    x, y, z = (float(some(rng, -3, 3)) for _ in range(3))
    f, right, alone = {
        1: (lambda x, y: plus(a * x**2, abs(b) * y, b), (2 * a * x, b), (a * x, y)),
        2: (
            lambda x, y: plus(a * x * y, abs(b) * y**2, b),
            (a * y, a * x + 2 * b * y),
            (a * y, 2 * b * y),
        ),
        3: (
            lambda x, y: plus(plus(a * x, abs(b) * y, b) ** 2, abs(c) * x, c),
            (2 * (a * x + b * y) * a + c, 2 * (a * x + b * y) * b),
            (2 * (a * x + b * y) + c, 2 * (a * x + b * y)),
        ),
        4: (
            lambda x, y, z: plus(plus(a * x * y * z, abs(b) * x**2, b), abs(c) * y * z**2, c),
            (a * y * z + 2 * b * x, a * x * z + c * z**2, a * x * y + 2 * c * y * z),
            (2 * b * x, c * z**2, 2 * c * y * z),
        ),
    }[level]
    at = {"x": x, "y": y, "z": z} if level == 4 else {"x": x, "y": y}
    right = [float(part) for part in right]
    names = list(at)
    if max(map(abs, right)) > 200:
        return None
    short_of = {
        1: "x² has the slope 2x, and b·y the slope b: look at each term once more.",
        2: "In a·x·y each of the two is the other's factor: x·y contributes to both.",
        3: "The inner function moves with x and y, by its own factors: chain rule.",
        4: "The product x·y·z contributes to all three.",
    }[level]
    return problem(
        ask=f"`f = {formula(f, **at)}`. What is its gradient at {given(**at)}? "
        f"({'Three' if level == 4 else 'Two'} numbers.)",
        kind=Array(exact=True),
        right=right,
        mistakes={
            f"Right numbers in another order: it goes {', '.join(f'∂f/∂{n}' for n in names)}.": (
                right[::-1]
            ),
            short_of: [float(part) for part in alone],
        },
        also={
            "That is where you stand. How fast does f change there, along each axis?": [
                *at.values()
            ],
            "The gradient keeps its entries apart; you have added them up.": [sum(right)] * len(at),
            "The gradient points uphill; yours is its opposite.": [-part for part in right],
        },
        hints=(
            "For ∂f/∂x hold all others still, as if they were numbers.",
            "Which terms contain x at all? The others have slope 0.",
            "Write each partial derivative as a formula first, then put the numbers in.",
        ),
        worked=worked(f, f"So the gradient is {listed(right)}.", **at),
    )
