"""Chapter 2, sums over axes and matrix products."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import factor

Table = list[list[int]]


def _facts_of_axis(A: Table, axis: int) -> dict[str, Any]:
    return {
        "other": 1 - axis,
        "length": np.shape(A)[axis],
        "left": np.shape(A)[1 - axis],
        "kept": ("column", "row")[axis],
        "first": " + ".join(map(str, np.take(A, 0, 1 - axis))),
        "first_sum": np.sum(A, axis)[0],
    }


EXERCISES = {
    "2.7": Exercise(
        title="Which axis goes?",
        level=1,
        ask="`A = np.array({A})`. What is `A.sum(axis={axis})`? Give a list.",
        numbers={"A": [[2, 0, 5], [7, 1, 4]], "axis": 0},
        draw=lambda rng: {"A": rng.integers(0, 10, (2, 3)).tolist(), "axis": int(rng.integers(2))},
        kind=Array(exact=True),
        right=lambda A, axis: np.sum(A, axis).tolist(),
        facts=_facts_of_axis,
        mistakes=(
            Mistake(
                lambda A, axis: np.sum(A, 1 - axis),
                "That is axis={other}. The axis you *name* is the one that disappears: axis {axis} "
                "has length {length}, the other one {left}, so {left} numbers are left.",
            ),
            Mistake(
                lambda A, axis: np.sum(A),
                "Without `axis` everything is added up.",
            ),
            Mistake(
                lambda A, axis: np.sum(A, axis, keepdims=True),
                "Right numbers. But the axis is gone, unless you ask for `keepdims=True`: the "
                "shape is ({left},).",
            ),
            Mistake(
                lambda A, axis: np.prod(A, axis),
                "Those are products. `sum` adds.",
            ),
            Mistake(
                lambda A, axis: np.max(A, axis),
                "Those are the largest entries. `sum` adds them all.",
            ),
            Mistake(
                lambda A, axis: np.mean(A, axis),
                "Those are means. `sum` adds up, and does not divide.",
            ),
            Mistake(
                lambda A, axis: A[0],
                "That is row 0. `axis=0` is not a place, it names the axis along which to add.",
            ),
        ),
        hints=(
            "Section 2.8: the axis you name is the one that goes.",
            "The shape is (2, 3). Axis {axis}, of length {length}, goes: one number for each "
            "{kept} is left.",
            "For [[1, 2]], of shape (1, 2): sum(axis=0) is [1, 2], and sum(axis=1) is [3].",
        ),
        worked="One number for each {kept}; the first is {first} = {first_sum}. Together {right}.",
        then="What would `keepdims=True` change? Only the shape: the named axis stays, with "
        "length 1.",
    ),
    "2.8": Exercise(
        title="Row times column",
        level=2,
        ask="`A = np.array({A})` and `B = np.array({B})`. What is `A @ B`? Give a list of rows.",
        numbers={"A": [[1, 0, 2], [-1, 3, 1]], "B": [[3, 1], [2, 1], [1, 0]]},
        draw=lambda rng: {
            "A": rng.integers(-2, 4, (2, 3)).tolist(),
            "B": rng.integers(-1, 4, (3, 2)).tolist(),
        },
        kind=Array(exact=True),
        right=lambda A, B: (np.array(A) @ B).tolist(),
        facts=lambda A, B: {
            "corner": " + ".join(f"{factor(str(m))}·{factor(str(n[0]))}" for m, n in zip(A[0], B)),
            "product": (np.array(A) @ B).tolist(),
        },
        mistakes=(
            Mistake(
                lambda A, B: np.array(B) @ A,
                "That is B @ A. Even the shape tells: (2, 3) @ (3, 2) is (2, 2).",
            ),
            Mistake(
                lambda A, B: np.array(A) * np.transpose(B),
                "That is cell by cell, with B turned: `A * B.T`. `@` adds up row times column.",
            ),
            Mistake(
                lambda A, B: (np.array(A) @ B).T,
                "Right numbers, rows and columns swapped: cell [i, j] is row i of A with column j "
                "of B.",
            ),
            Mistake(
                lambda A, B: (np.array(B) @ A).T,
                "That is A.T @ B.T, with both tables turned: columns of A with rows of B. It is "
                "rows of A with columns of B.",
            ),
            Mistake(
                lambda A, B: np.abs(A) @ np.abs(B),
                "Somewhere a minus was lost: look at the signs again.",
            ),
            Mistake(
                lambda A, B: np.diag(np.array(A) @ B),
                "Row 0 with column 0, row 1 with column 1: those are two of four cells. Every row "
                "meets every column.",
            ),
        ),
        hints=(
            "Section 2.10: cell [i, j] is the dot product of row i of A and column j of B.",
            "Cell [0, 0]: {corner} = {product[0][0]}. Three more are missing.",
            "For [[1, 2]] @ [[3], [4]]: one row, one column, 1·3 + 2·4 = 11, so [[11]].",
        ),
        worked="Cell [0, 0] is {corner} = {product[0][0]}; with the second column of B, cell "
        "[0, 1] is {product[0][1]}. The second row of A gives {product[1]}. Together {right}.",
        then="It took 2·3·2 = 12 multiplications.",
    ),
}
