"""Confusion: problems of chapter 10."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import data, digits, whole
from mathdl.words import number


@skill("confusion", "10.7")
def confusion(rng: np.random.Generator, level: int) -> Exercise | None:
    """Accuracy of a confusion matrix; recall; precision; both of one class out of four."""
    n = 4 if level == 4 else 3
    M = np.array([[whole(rng, 0, 6) for _ in range(n)] for _ in range(n)])
    M[np.arange(n), np.arange(n)] = [whole(rng, 10, 40) for _ in range(n)]
    k = whole(rng, 0, n - 1)
    diagonal, total = int(M.trace()), int(M.sum())
    row, column = int(M[k].sum()), int(M[:, k].sum())
    hits = int(M[k, k])
    recall, precision, accuracy = hits / row, hits / column, diagonal / total
    told, below = "Rows are what was written, columns what was read.", data(M=M.tolist())
    if row == column or recall == 1 or precision == 1:
        return None
    if level == 1:
        return problem(
            ask=f"{told} Which share of all was read rightly? (Three digits.){below}",
            kind=Number(digits=3, tolerance=0.003),
            right=accuracy,
            mistakes={
                "Those are the ones read wrongly.": 1 - accuracy,
                "That is how many, not which share.": diagonal,
            },
            also={
                "That is the mean of the recalls; large classes count more here.": float(
                    np.mean(M.diagonal() / M.sum(axis=1))
                ),
                "Right divided by wrong; divide by all.": diagonal / (total - diagonal),
            },
            hints=(
                "Where in the matrix are those read rightly?",
                f"On the diagonal: {diagonal}.",
                "Divide by the sum of all.",
            ),
            worked=f"On the diagonal stand {diagonal}, in all {total}: {digits(accuracy, 3)}.",
        )
    if level == 4:
        return problem(
            ask=f"{told} What are recall and precision of class {k}, in this order? (Counted "
            f"from 0; two decimals.){below}",
            kind=Array(decimals=2, tolerance=0.006),
            right=[recall, precision],
            mistakes={
                "In the other order: recall looks along the row.": [precision, recall],
                "Class 0 comes first.": [
                    M[k - 1, k - 1] / M[k - 1].sum(),
                    M[k - 1, k - 1] / M[:, k - 1].sum(),
                ],
            },
            also={"Of all examples? Of those of this class.": [M[k, k] / total] * 2},
            hints=(
                "Recall: of those written so, which share was read so?",
                f"Along row {k}: {M[k, k]} of {row}.",
                f"Down column {k}: {M[k, k]} of {column}.",
            ),
            worked=f"Recall {M[k, k]}/{row}, precision {M[k, k]}/{column}: "
            f"[{number(recall, 2)}, {number(precision, 2)}].",
        )
    if level == 2:
        name, right, other, of, where = "recall", recall, precision, row, f"row {k}"
    else:
        name, right, other, of, where = "precision", precision, recall, column, f"column {k}"
    return problem(
        ask=f"{told} What is the {name} of class {k}? (Counted from 0; three digits.){below}",
        kind=Number(digits=3, tolerance=0.003),
        right=right,
        mistakes={
            "That is the precision: of those *read* so. Recall looks along the row."
            if level == 2
            else "That is the recall: of those *written* so. Precision looks down the "
            "column.": other,
            "That is the accuracy, of all classes.": accuracy,
        },
        also={
            "That is the share that was missed.": 1 - right,
            "Of all examples? Of those of this class.": M[k, k] / total,
            "Class 0 comes first.": M[k - 1, k - 1]
            / (M[k - 1].sum() if level == 2 else M[:, k - 1].sum()),
        },
        hints=(
            "Recall: of those written so, which share was read so? Precision: of those read so, "
            "which share was written so?",
            f"Look at {where}.",
            f"{M[k, k]} of {of}.",
        ),
        worked=f"In {where} stand {of}, of which {M[k, k]} on the diagonal: "
        f"{M[k, k]}/{of} = {digits(right, 3)}.",
    )
