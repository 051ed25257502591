"""Chapter 3, the slope of a function of one number, and of one inside another."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise, Mistake

OUTER = {"sin(u)": dl.sin, "e^u": dl.exp, "u³": lambda u: u**3}
INNER = {"x²": lambda x: x * x, "3x − 1": lambda x: 3 * x - 1, "1/x": lambda x: 1 / x}


def _slopes(outer: str, inner: str, x: float) -> dict[str, float]:
    f, g = dl.derivative(OUTER[outer]), dl.derivative(INNER[inner])
    u = float(INNER[inner](x))
    return {"u": u, "f_u": f(u), "f_x": f(x), "g_x": g(x), "f_g": f(g(x)), "g_u": g(u)}


def _right_place(pick: Callable) -> Callable:
    return lambda **numbers: pick(**_slopes(**numbers))


def pick_one(rng: np.random.Generator, *options: Any) -> Any:
    """Draw one of several."""
    return options[rng.integers(len(options))]


EXERCISES = {
    "3.1": Exercise(
        title="The secant",
        level=1,
        ask="Take f(x) = x² and stand at x₀ = {x0}. Step h = {h} to the right. What is the slope "
        "of the line through both points?",
        numbers={"x0": 4, "h": 0.2},
        draw=lambda rng: {"x0": int(rng.integers(2, 10)), "h": pick_one(rng, 0.2, 0.25, 0.4, 0.8)},
        kind=Number(exact=True),
        right=lambda x0, h: 2 * x0 + h,
        facts=lambda x0, h: {
            "y0": x0**2,
            "x1": x0 + h,
            "y1": (x0 + h) ** 2,
            "rise": (2 * x0 + h) * h,
            "left": 2 * x0 - h,
        },
        mistakes=(
            Mistake(
                lambda x0, h: 2 * x0,
                "That is the slope that remains when h goes to 0. With h = {h} the line is a "
                "little steeper.",
            ),
            Mistake(
                lambda x0, h: (2 * x0 + h) * h,
                "That is the rise. A slope is the rise divided by h.",
            ),
            Mistake(
                lambda x0, h: (2 * x0 + h) / h,
                "That is the rise divided by h twice; once is enough.",
            ),
            Mistake(
                lambda x0, h: 2 * x0 - h,
                "That is the step to the left; the question goes to the right, to {x1:g}.",
            ),
            Mistake(
                lambda x0, h: h / ((2 * x0 + h) * h),
                "That is run over rise, upside down. A slope says how much the curve rises for a "
                "unit walked.",
            ),
            Mistake(
                lambda x0, h: (2 * x0 + h) * h * h,
                "That is the rise *times* h. Divide by it.",
            ),
            Mistake(
                lambda x0, h: 2 * (x0 + h),
                "That is the derivative at the far end, {x1:g}. The line through both points is a "
                "little less steep.",
            ),
            Mistake(
                lambda x0, h: (x0 + h) ** 2,
                "That is the height at the far point. The rise is what it has more than the "
                "height at {x0}; then divide by h.",
            ),
        ),
        hints=(
            "How high is the curve at both points?",
            "The rise is f({x1:g}) − f({x0}) = {y1:g} − {y0:g}.",
            "With x₀ = 1 and h = 1: from height 1 to height 4, a rise of 3, and 3/1 = 3.",
        ),
        worked="At {x0} the height is {y0:g}, at {x1:g} it is {y1:g}. The rise is {rise:g}, and "
        "{rise:g}/{h} = {right:g}.",
        then='To the left the same step gives {left:g}: a secant has no slope "at" a point.',
    ),
    "3.2": Exercise(
        title="Guess a root",
        level=2,
        ask="The derivative of √x at {square} is {slope:g}. Using only this, estimate "
        "√{target} to four decimals.",
        numbers={"root": 10, "nudge": 2},
        draw=lambda rng: {"root": int(rng.integers(4, 11)), "nudge": int(rng.integers(2, 6))},
        kind=Number(tolerance=2e-5, decimals=4),
        right=lambda root, nudge: root + nudge / (2 * root),
        facts=lambda root, nudge: {
            "square": root**2,
            "slope": 1 / (2 * root),
            "target": root**2 + nudge,
            "true": math.sqrt(root**2 + nudge),
        },
        mistakes=(
            Mistake(
                lambda root, nudge: math.sqrt(root**2 + nudge),
                "That is the true root. The tangent promises a little more, since the curve bends "
                "away below it: use the slope {slope:g} alone.",
            ),
            Mistake(
                lambda root, nudge: root + 1 / (2 * root),
                "The slope is per unit, and the nudge is {nudge}.",
            ),
            Mistake(
                lambda root, nudge: root + nudge / root,
                "That is with the slope 1/√x: the ½ of 1/(2√x) is missing.",
            ),
            Mistake(
                lambda root, nudge: root + nudge,
                "That is the nudge itself, added; it must pass through the slope {slope:g}.",
            ),
            Mistake(
                lambda root, nudge: nudge / (2 * root),
                "That is how far the root moves. From where? Add it to √{square} = {root}.",
            ),
            Mistake(
                lambda root, nudge: root,
                "That is where you started, √{square}. The nudge of {nudge} moves it by slope "
                "times nudge.",
            ),
            Mistake(
                lambda root, nudge: root - nudge / (2 * root),
                "The right size, taken away. The root grows, and its slope is positive: add it.",
            ),
            Mistake(
                lambda root, nudge: (root**2 + nudge) / (2 * root),
                "That is the slope times {target}. Only the nudge passes through the slope, and "
                "you start at √{square}.",
            ),
        ),
        hints=(
            "Section 3.3: where you are, plus slope times nudge.",
            "You stand at √{square} = {root}, and the nudge is {target} − {square}.",
            "For √26 from √25 = 5, where the slope is 0.1: 5 + 0.1 · 1 = 5.1. The truth is 5.0990.",
        ),
        worked="{root} + {slope:g} · {nudge} = {right:.4f}. The true value is {true:.4f}.",
        then="The true value is {true:.4f}: nobody had to compute a root.",
    ),
    "3.3": Exercise(
        title="The right place",
        level=2,
        ask="What is dy/dx for y = {outer} with u = {inner}, at x = {x:g}?",
        numbers={"outer": "e^u", "inner": "x²", "x": 1.4},
        draw=lambda rng: {
            "outer": pick_one(rng, *OUTER),
            "inner": pick_one(rng, *INNER),
            "x": round(float(rng.uniform(0.4, 1.9)), 1),
        },
        kind=Number(),
        right=_right_place(lambda f_u, g_x, **_: f_u * g_x),
        facts=_slopes,
        mistakes=(
            Mistake(
                _right_place(lambda f_x, g_x, **_: f_x * g_x),
                "That is with the outer derivative at x. But the outer function never sees x = "
                "{x:g}; it sees u = {u:.4g}.",
            ),
            Mistake(
                _right_place(lambda f_u, **_: f_u),
                "That is the outer derivative at the right place; the inner one, {g_x:.4g}, still "
                "has to multiply.",
            ),
            Mistake(
                _right_place(lambda f_g, **_: f_g),
                "That is the outer derivative at the inner *derivative*; it belongs at the inner "
                "value, u = {u:.4g}.",
            ),
            Mistake(
                _right_place(lambda f_u, g_u, **_: f_u * g_u),
                "The outer slope is right. The inner one was taken at u = {u:.4g}, but what the "
                "inner function receives is x = {x:g}.",
            ),
            Mistake(
                _right_place(lambda g_x, **_: g_x),
                "That is the inner slope alone. The outer function stretches the nudge once more.",
            ),
            Mistake(
                _right_place(lambda f_g, g_x, **_: f_g * g_x),
                "Two factors, and the second is right. The outer slope belongs at the inner "
                "*value*, u = {u:.4g}, not at the inner slope.",
            ),
            Mistake(
                _right_place(lambda f_u, g_x, **_: f_u + g_x),
                "The two slopes add up to that; stretches multiply.",
            ),
            Mistake(
                _right_place(lambda f_u, g_x, **_: -f_u * g_x),
                "Right size, wrong sign. Look at each of the two slopes again.",
            ),
        ),
        hints=(
            "Section 3.5: each link gives its slope at the number that it receives.",
            "At x = {x:g} the inner slope is {g_x:.4g}, and the outer function sees u = {u:.4g}.",
            "For y = u², u = 3x at x = 1: u = 3, the slopes are 3 and 2u = 6, so dy/dx = 18.",
        ),
        worked="The inner function gives u = {u:.4g} and has slope {g_x:.4g} at x = {x:g}. There "
        "the outer one has slope {f_u:.4g}. Together {f_u:.4g} · {g_x:.4g} = {right:.4f}.",
    ),
}
