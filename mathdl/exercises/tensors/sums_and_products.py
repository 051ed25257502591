"""Chapter 2, sums over axes, matrix products, and shapes that flow."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.answers.shapes import Shapes
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
                lambda A, axis: np.mean(A, axis),
                "Those are means. `sum` adds up, and does not divide.",
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
    "2.9": Exercise(
        title="Two motions",
        level=2,
        ask="R = [[0, −1], [1, 0]] turns the plane by 90° to the left. S = [[{s}, 0], [0, 1]] "
        "stretches it sideways. Which single matrix does both, first the turn and then the "
        "stretch? Give a list of rows.",
        numbers={"s": 3},
        draw=lambda rng: {"s": int(rng.integers(2, 10))},
        kind=Array(exact=True),
        right=lambda s: [[0, -s], [1, 0]],
        mistakes=(
            Mistake(
                lambda s: [[0, -1], [s, 0]],
                "That is R @ S: first the stretch, then the turn. The matrix next to the point "
                "works first, so it stands on the right.",
            ),
            Mistake(
                lambda s: [[s, -1], [1, 1]],
                "That is the sum. One motion *after* another is a product.",
            ),
            Mistake(
                lambda s: [[0, 0], [0, 0]],
                "That is `*`, place by place. One motion after another is the matrix product, `@`.",
            ),
            Mistake(
                lambda s: [[0, 1], [-s, 0]],
                "Right numbers, rows and columns swapped: the *columns* say where (1, 0) and "
                "(0, 1) go.",
            ),
            Mistake(
                lambda s: [[0, s], [-1, 0]],
                "With a turn to the right it would be that. R takes (1, 0) to its first column, "
                "(0, 1): up, and so to the left.",
            ),
            Mistake(
                lambda s: [[0, s], [1, 0]],
                "A sign is lost: the turn takes (0, 1) to (−1, 0), and the stretch makes that "
                "(−{s}, 0).",
            ),
        ),
        hints=(
            "Section 2.10: where do (1, 0) and (0, 1) go? Those are the columns.",
            "The turn takes (1, 0) to (0, 1), and the stretch leaves that alone: the first column "
            "is (0, 1). Now follow (0, 1).",
            "For a turn by 90° followed by another: (1, 0) goes to (0, 1) and on to (−1, 0); "
            "(0, 1) goes to (−1, 0) and on to (0, −1). The matrix is [[−1, 0], [0, −1]].",
        ),
        worked="(1, 0) is turned to (0, 1), which the stretch leaves alone; (0, 1) is turned to "
        "(−1, 0) and stretched to (−{s}, 0). Those are the columns, so the rows are {right}, which "
        "is S @ R.",
        then="In the other order it is R @ S = [[0, −1], [{s}, 0]].",
    ),
    "2.10": Exercise(
        title="Follow the shapes",
        level=2,
        ask="A batch X has shape ({n}, {m}). The first layer has W₁ of shape ({m}, {k}) and b₁ of "
        "shape ({k},), the second has W₂ of shape ({k}, {p}). Give a list of three shapes: of "
        "A₁ = relu(X @ W₁ + b₁), of Z₂ = A₁ @ W₂, and of `Z₂.sum(axis=0)`.",
        numbers={"n": 50, "m": 12, "k": 20, "p": 5},
        draw=lambda rng: dict(zip("nmkp", rng.permutation(np.arange(2, 40))[:4].tolist())),
        kind=Shapes(("A₁", "Z₂", "Z₂.sum(axis=0)")),
        right=lambda n, m, k, p: [(n, k), (n, p), (p,)],
        mistakes=(
            Mistake(
                lambda n, m, k, p: [(n, k), (n, p), (n,)],
                "A₁ and Z₂ are right. Axis 0 is the batch; naming it makes it disappear.",
            ),
            Mistake(
                lambda n, m, k, p: [(n, m), (n, k), (n, p)],
                "Those are X, A₁ and Z₂. The list begins with A₁, and ends with the sum.",
            ),
            Mistake(
                lambda n, m, k, p: [(n, k), (n, p), (k,)],
                "A₁ and Z₂ are right. The sum is over the rows of Z₂, whose columns are {p}.",
            ),
            Mistake(
                lambda n, m, k, p: [(n, k), (n, p), (1, p)],
                "A₁ and Z₂ are right. The named axis is gone altogether: with length 1 it stays "
                "only if you ask for `keepdims=True`.",
            ),
            Mistake(
                lambda n, m, k, p: [(n, k), (n, p), ()],
                "A₁ and Z₂ are right. Without `axis` everything is added up; with axis=0 one "
                "number for each column is left.",
            ),
            Mistake(
                lambda n, m, k, p: [(k, n), (p, n), (n,)],
                "The batch stays in front all the way: rows are examples, and there are {n}.",
            ),
            Mistake(
                lambda n, m, k, p: [(k, n), (p, n), (p,)],
                "The last one is right. In A₁ and Z₂ the batch stays in front: rows are "
                "examples, and there are {n}.",
            ),
            Mistake(
                lambda n, m, k, p: [(m, k), (k, p), (p,)],
                "For A₁ and Z₂ you gave the shapes of the weights. The data flowing through has "
                "{n} rows.",
            ),
        ),
        hints=(
            "Section 2.11: (N, in) @ (in, out) has shape (N, out); bias and relu do not change it.",
            "A₁: ({n}, {m}) @ ({m}, {k}); the two lengths {m} in the middle disappear.",
            "For X (2, 1), W₁ (1, 1), W₂ (1, 3): A₁ is (2, 1), Z₂ is (2, 3), and the sum over "
            "axis 0 is (3,).",
        ),
        worked="({n}, {m}) @ ({m}, {k}) gives ({n}, {k}), b₁ is added to every row, and relu "
        "works on each number by itself. ({n}, {k}) @ ({k}, {p}) gives ({n}, {p}). Summing over "
        "axis 0 leaves ({p},).",
        then="With twice the examples only the {n} changes; the weights know nothing of it.",
    ),
}
