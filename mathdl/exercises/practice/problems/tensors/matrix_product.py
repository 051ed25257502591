"""Matrix product: problems of chapter 2."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    distinct,
    pick,
    plain,
)


@skill("matrix product", "2.10")
def matrix_product(rng: np.random.Generator, level: int) -> Exercise | None:
    """Two matrices; one transposed; three, or an error; batches of matrices."""
    a, b, c, d = distinct(rng, 4, 2, 9)
    if level == 1:
        code, shapes, right = "A @ B", {"A": (a, b), "B": (b, c)}, (a, c)
        wrong = {
            "The inner axis is summed over, and gone.": (a, b, c),
            "Rows come from the left matrix, columns from the right one.": (c, a),
            "That axis is the one that is summed over.": (b, b),
            "It fits: the columns of A are as many as the rows of B.": "error",
        }
    elif level == 2:
        code, right = pick(rng, ("A.T @ B", (b, c)), ("A @ B", "error"))
        shapes = {"A": (a, b), "B": (a, c)}
        wrong = {
            "Without the .T, A ends with an axis that B does not begin with."
            if right == "error"
            else "The transpose turns (a, b) into (b, a): now the inner axes agree.": (b, c)
            if right == "error"
            else "error",
            "That sums over an axis that is not the inner one.": (a, c),
            "Rows come from the left factor, columns from the right one.": (c, b),
        }
    elif level == 3:
        code = "X @ W1 @ W2"
        shapes = {"X": (a, b), "W1": (b, c), "W2": (c, d)}
        right = (a, d)
        if rng.random() < 0.4:
            shapes["W2"], right = (d, c), "error"
        wrong = {
            "The last factor begins with an axis that the product before does not end with."
            if right == "error"
            else "It fits: each factor ends as the next one begins.": (a, d)
            if right == "error"
            else "error",
            "Where is the last factor?": (a, c),
            "The first and the last axis of the row of factors stay, in this order.": (d, a),
            "Inner axes are summed over, and gone.": (b, c),
        }
    else:
        batch = bool(rng.integers(2))
        code = "A @ B" if batch else "A @ B.swapaxes(-1, -2)"
        shapes = {"A": (a, b, c), "B": (a, c, d) if batch else (a, d, c)}
        right = (a, b, d)
        wrong = {
            "It fits: the last two axes are multiplied as matrices, the batch stays.": "error",
            "The batch is one axis: one product for each of its entries.": (a, a, b, d),
            "The batch axis stays, too.": (b, d),
            "In each product rows come from A, columns from B.": (a, d, b),
        }
    told = ", ".join(f"`{name}.shape = {plain(shape)}`" for name, shape in shapes.items())
    steps = {
        1: f"{plain((a, b))} @ {plain((b, c))}: the {b} in the middle is summed over.",
        2: f"{plain((b, a)) if code != 'A @ B' else plain((a, b))} @ {plain((a, c))}: the inner "
        f"lengths are {a if code != 'A @ B' else b} and {a}.",
        3: f"{plain((a, b))} @ {plain((b, c))} is {plain((a, c))}; then {plain((a, c))} @ "
        f"{plain(shapes.get('W2', ()))}.",
        4: f"For each of the {a}: {plain((b, c))} @ {plain((c, d))}.",
    }[level]
    said = "error" if right == "error" else plain(right)
    return problem(
        ask=f'{told}. What is the shape of `{code}`? (A shape, or "error".)',
        kind=Shape(or_error=True),
        right=right,
        mistakes={},
        also=wrong,
        hints=(
            "Write the shapes in a row, in the order of the factors.",
            "The last axis of a factor must be as long as the last but one of the next.",
            "What is equal in the middle is summed over; what is outside stays.",
        ),
        worked=f"{steps} So: {said}.",
    )
