"""Chapter 2, one motion after another, and shapes that flow."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.answers.shapes import Shapes
from mathdl.exercises.exercise import Exercise, Mistake

EXERCISES = {
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
                lambda s: [[0, -1], [1, 0]],
                "That is the turn alone. The stretch comes after it.",
            ),
            Mistake(
                lambda s: [[s, 0], [0, 1]],
                "That is the stretch alone. The turn comes before it.",
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
                lambda n, m, k, p: [(n, m), (n, p), (p,)],
                "The last two are right. A₁ has a column for each of the {k} units of its layer.",
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
        then="With twice the examples only the {n} changes; the weights stay as they are.",
    ),
}
