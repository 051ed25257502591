"""Matrix product: problems of chapter 2."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import distinct, pick, plain


@skill("matrix product", "2.10")
def matrix_product(rng: np.random.Generator, level: int) -> Exercise:
    """Two matrices; one transposed; three, or an error; batches of matrices."""
    lengths = distinct(rng, 4, 2, 9)
    ways = {1: (_plainly,), 2: (_transposed, _forgotten), 3: (_in_a_row, _broken), 4: (_batch,)}
    code, shapes, right, steps, mistakes = pick(rng, *ways[level])(*lengths)
    told = ", ".join(f"`{name}.shape = {plain(shape)}`" for name, shape in shapes.items())
    return problem(
        ask=f'{told}. What is the shape of `{code}`? (A shape, or "error".)',
        kind=Shape(or_error=True),
        right=right,
        mistakes=mistakes,
        hints=(
            "Write the shapes in a row, in the order of the factors.",
            "The last axis of a factor must be as long as the last but one of the next.",
            "What is equal in the middle is summed over; what is outside stays.",
        ),
        worked=f"{steps} So: {plain(right)}.",
    )


def _plainly(a: int, b: int, c: int, d: int) -> tuple:
    return (
        "A @ B",
        {"A": (a, b), "B": (b, c)},
        (a, c),
        f"{plain((a, b))} @ {plain((b, c))}: the {b} in the middle is summed over.",
        {
            "The inner axis is summed over, and gone.": (a, b, c),
            "Rows come from the left matrix, columns from the right one.": (c, a),
            "That axis is the one that is summed over.": (b, b),
            "It fits: the columns of A are as many as the rows of B.": "error",
        },
    )


def _transposed(a: int, b: int, c: int, d: int) -> tuple:
    return (
        "A.T @ B",
        {"A": (a, b), "B": (a, c)},
        (b, c),
        f"A.T has the shape {plain((b, a))}, and {plain((b, a))} @ {plain((a, c))} fits.",
        {
            f"The transpose turns {plain((a, b))} into {plain((b, a))}: it fits.": "error",
            "That is summed over an axis that is not the inner one.": (a, c),
            "Rows come from the left factor, columns from the right one.": (c, b),
        },
    )


def _forgotten(a: int, b: int, c: int, d: int) -> tuple:
    return (
        "A @ B",
        {"A": (a, b), "B": (a, c)},
        "error",
        f"{plain((a, b))} @ {plain((a, c))}: in the middle {b} meets {a}.",
        {
            "That would be A.T @ B. Nothing is transposed here.": (b, c),
            "In the middle two different lengths meet.": (a, c),
        },
    )


def _in_a_row(a: int, b: int, c: int, d: int) -> tuple:
    return (
        "X @ W1 @ W2",
        {"X": (a, b), "W1": (b, c), "W2": (c, d)},
        (a, d),
        f"{plain((a, b))} @ {plain((b, c))} is {plain((a, c))}; then @ {plain((c, d))}.",
        {
            "It fits: each factor ends as the next one begins.": "error",
            "Where is the last factor?": (a, c),
            "The first and the last axis of the row of factors stay, in this order.": (d, a),
            "Inner axes are summed over, and gone.": (b, c),
        },
    )


def _broken(a: int, b: int, c: int, d: int) -> tuple:
    return (
        "X @ W1 @ W2",
        {"X": (a, b), "W1": (b, c), "W2": (d, c)},
        "error",
        f"{plain((a, b))} @ {plain((b, c))} is {plain((a, c))}; then {c} meets {d}.",
        {
            "W2 would have to be turned round: now it begins with another length.": (a, d),
            "The last product does not fit: look at the middle of it.": (a, c),
        },
    )


def _batch(a: int, b: int, c: int, d: int) -> tuple:
    turned = (a + b) % 2
    return (
        "A @ B.swapaxes(-1, -2)" if turned else "A @ B",
        {"A": (a, b, c), "B": (a, d, c) if turned else (a, c, d)},
        (a, b, d),
        f"For each of the {a}: {plain((b, c))} @ {plain((c, d))}.",
        {
            "It fits: the last two axes are multiplied as matrices, the batch stays.": "error",
            "The batch is one axis: one product for each of its entries.": (a, a, b, d),
            "The batch axis stays, too.": (b, d),
            "In each product rows come from A, columns from B.": (a, d, b),
        },
    )
