"""Message: problems of chapter 6."""

from __future__ import annotations

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.worked import formula, worked
from mathdl.exercises.practice.written import (
    given,
    pick,
    some,
)
from mathdl.words import brief


@skill("message", "6.3")
def message(rng: np.random.Generator, level: int) -> Exercise | None:
    """The gradient of an input: a product and a sum; a square; used twice; through relu or max."""
    at = {name: float(some(rng, -4, 4)) for name in "abc"}
    a, b, c = at.values()
    f, local, once = {
        1: (lambda a, b, c: (a + b) * c, 1, a + b),
        2: (lambda a, b, c: (a * b + c) ** 2, b, 2 * (a * b + c)),
        3: (lambda a, b, c: (a * b + c) * a, b, a * b + c),
        4: (
            lambda a, b, c: dl.relu(a * b - c) * a + dl.maximum(a, b),
            b,
            max(a * b - c, 0),
        ),
    }[level]
    if level == 4 and (a * b == c or a == b):
        return None
    run = dl.derivation(f, **at)
    name = "a" if level > 2 else pick(rng, "a", "c")
    right = run.gradients[name]
    if abs(right) > 300 or (not right and level < 4):
        return None
    also = {
        "That is another input's gradient.": run.gradients["b"],
        "That is the value at the end; how fast does it change?": run.value,
        "That is the local slope of one step. Multiply it by what arrives from above.": float(
            local
        ),
        "That is where this input stands, not how fast the end moves with it.": at[name],
        "Right up to its sign.": -right,
    }
    if level >= 3:
        also = {"It is used more than once: add up what comes back on every path.": once, **also}
        also["On that path alone; there are others."] = right - once
    if level == 4:
        also["max hands the gradient to the larger one only."] = right + (1 if a < b else -1)
        also["Where relu is asleep, nothing comes back through it."] = (
            2 * a * b - c + (1 if a > b else 0)
        )
    inputs = given(**at)
    return problem(
        ask=f"`y = {formula(f, **at)}` at {inputs}. What gradient arrives at `{name}`: what is "
        f"∂y/∂{name}?",
        kind=Number(exact=True),
        right=right,
        mistakes={},
        also=also,
        hints=(
            "Forward first: write the value of every step.",
            f"The end is {brief(run.value)}. Back: it begins with 1 at y.",
            "At each step: what arrives, times the local slope. Where a value is used twice, add.",
        ),
        worked=worked(f, f"So ∂y/∂{name} = {brief(right)}.", **at),
    )
