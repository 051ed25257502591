"""Forecast: problems of chapter 3."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.worked import formula
from mathdl.exercises.practice.written import given, pick, some
from mathdl.words import added, brief, factor


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
