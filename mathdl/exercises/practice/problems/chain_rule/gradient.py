"""Gradient: problems of chapter 3."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.worked import formula, plus, worked
from mathdl.exercises.practice.written import given, pick, some
from mathdl.words import listed


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
