"""Chapter 3, the slope of a function of one number."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise, Mistake


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
                lambda x0, h: x0 + h,
                "That is where the step ends. How much higher is the curve there?",
            ),
            Mistake(
                lambda x0, h: (x0 + h) ** 2,
                "That is the height at the far point. The rise is what it has more than the "
                "height at {x0}; then divide by h.",
            ),
            Mistake(
                lambda x0, h: h,
                "That is the run. How much does the curve rise on it?",
            ),
            Mistake(
                lambda x0, h: 2 * x0 * h,
                "That is the rise of the *tangent*. Take the curve’s own: f({x1:g}) − f({x0}), "
                "divided by h.",
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
            Mistake(
                lambda root, nudge: 1 / (2 * root),
                "That is the slope. How far does the root move for a nudge of {nudge}, and where "
                "does it start?",
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
}
