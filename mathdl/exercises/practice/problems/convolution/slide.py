"""Slide: problems of chapter 11."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    block,
    data,
    given,
    matrix,
    pick,
    row,
    sum_of,
    table,
    whole,
)
from mathdl.words import brief, listed


@skill("slide", "11.2")
def slide(rng: np.random.Generator, level: int) -> Exercise | None:
    """A pattern along a row; over a picture; with a step; with a border of zeros."""
    if level == 1:
        n, k = whole(rng, 4, 6), pick(rng, 2, 3)
        x, w = [whole(rng, -3, 5) for _ in range(n)], row(rng, k, -2, 2)
        right = [int(np.dot(x[i : i + k], w)) for i in range(n - k + 1)]
        laid = [sum_of(list(zip(x[i : i + k], w))) for i in range(n - k + 1)]
        lines = [f"{products} = {brief(out)}" for products, out in zip(laid, right)]
        return problem(
            ask=f"{given(x=x, w=w)}. The pattern w slides along x, one place at a time, without a "
            f"border. What comes out? ({len(right)} numbers.)",
            kind=Array(exact=True),
            right=right,
            mistakes={
                "You turned the pattern round, as mathematicians do; here it is laid on as it "
                "is.": [int(np.dot(x[i : i + k], w[::-1])) for i in range(n - k + 1)],
                "It slides by one place, not by its own length.": [
                    int(np.dot(x[i : i + k], w)) for i in range(0, n - k + 1, k)
                ],
            },
            also={"Backwards: it begins at the left.": right[::-1]},
            hints=(
                "Lay w on the first entries, multiply, add up.",
                f"The first: {lines[0]}.",
                "Then one place to the right.",
            ),
            worked=f"Place by place:{block(*lines)}\nSo {listed(right)}.",
        )
    size = {2: 3, 3: 4, 4: 2}[level]
    X, W = np.array(table(rng, size, size, -3, 4)), np.array(table(rng, 2, 2, -2, 2))
    step = 2 if level == 3 else 1
    seen = np.pad(X, 1) if level == 4 else X
    size = len(seen)

    def slid(w: np.ndarray, by: int = step, over: np.ndarray = seen) -> list:
        places = range(0, len(over) - 1, by)
        return [[int((over[i : i + 2, j : j + 2] * w).sum()) for j in places] for i in places]

    right = slid(W)
    how = {2: "without a border", 3: "with `stride = 2` and without a border",
           4: "with `padding = 1`, a border of zeros"}[level]  # fmt: skip
    flat = [number for line in right for number in line]
    rows = len(right)
    return problem(
        ask=f"W slides over X, {how}. What comes out? (A matrix of {rows} by {rows}, row by row, "
        f"as in {'[[1, 2], [3, 4]]' if rows == 2 else '[[1, 2, 3], …]'}.)"
        f"{data(X=X.tolist(), W=W.tolist())}",
        kind=Array(exact=True),
        right=right,
        mistakes={
            "You turned the pattern round; here it is laid on as it is.": slid(W[::-1, ::-1]),
            "Rows and columns have changed places.": np.array(right).T.tolist(),
        },
        also={
            "With stride 2 it moves by two places.": slid(W, 1),
            "The border of zeros is missing: with it the picture is 4 by 4.": slid(W, 1, X)
            if level == 4
            else right,
            "The pattern was transposed.": slid(W.T),
        },
        hints=(
            "Lay W on the upper left corner, multiply entry by entry, add up.",
            f"The first is {brief(flat[0])}."
            + (" Of the border only zeros come in." if level == 4 else ""),
            f"Then {step} to the right; at the end of a line {step} down.",
        ),
        worked=f"What W slides over:{block(*matrix('X', seen), *matrix('W', W))}\nUpper left: "
        f"{sum_of(list(zip(seen[:2, :2].ravel(), W.ravel())))} = {brief(flat[0])}. All: "
        f"{listed(right)}.",
    )
