"""Index: problems of chapter 2."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    pick,
    whole,
)


@skill("index", "2.6")
def index(rng: np.random.Generator, level: int) -> Exercise | None:
    """Which number stands there: in a matrix, its transpose, reshaped, with three axes moved."""
    rows, columns, deep = whole(rng, 2, 5), whole(rng, 3, 7), whole(rng, 2, 3)
    shape = (deep, rows, columns) if level == 4 else (rows, columns)
    size = int(np.prod(shape))
    A = np.arange(size).reshape(shape)
    set_up = f"`A = np.arange({size}).reshape{shape}`"
    if rows == columns or (level == 4 and len({*shape}) < 3):
        return None
    if level == 1:
        moved, view = A, "A"
    elif level == 2:
        moved, view = A.T, "A.T"
    elif level == 3:
        moved, view = A.reshape(columns, rows), f"A.reshape({columns}, {rows})"
    else:
        order = pick(rng, (1, 0, 2), (2, 0, 1), (0, 2, 1), (1, 2, 0))
        moved, view = A.transpose(order), f"A.transpose{order}"
    at = tuple(whole(rng, 0, n - 1) for n in moved.shape)
    right = int(moved[at])
    if right == 0:
        return None
    place = ", ".join(map(str, at))
    ribbon = int(np.ravel_multi_index(at, moved.shape))
    below = tuple(n - 1 for n in at)
    also = {
        "Axes are counted from 0.": int(moved[below]) if min(below) >= 0 else right,
        "First the row, then the column.": int(moved[at[::-1]])
        if all(i < n for i, n in zip(at[::-1], moved.shape))
        else right,
        "Moving axes does not move numbers along the ribbon: look where this one comes "
        "from.": ribbon,
    }
    if level == 1:
        also["In memory one row follows the other, not one column."] = at[1] * rows + at[0]
    if level == 3:
        also["Reshaping is no transposing: it cuts the same ribbon into other rows."] = int(A.T[at])
    if level == 1:
        source = f"Row {at[0]} begins with {at[0] * columns}, and {at[1]} further on stands"
    elif level == 2:
        source = f"`A.T[{place}]` is `A[{at[1]}, {at[0]}]`; row {at[1]} of A begins with "
        source += f"{at[1] * columns}, and {at[0]} further on stands"
    elif level == 3:
        source = f"The ribbon is cut into rows of {rows}: row {at[0]} begins with {at[0] * rows}, "
        source += f"and {at[1]} further on stands"
    else:
        back = [at[order.index(axis)] for axis in range(3)]
        source = f"It is `A[{', '.join(map(str, back))}]`: {back[0]}·{rows * columns} + "
        source += f"{back[1]}·{columns} + {back[2]} ="
    return problem(
        ask=f"{set_up}. Which number is `{view}[{place}]`?",
        kind=Whole(),
        right=right,
        mistakes={},
        also=also,
        hints=(
            "In memory lies one ribbon: 0, 1, 2, … Where is it cut?",
            f"A has {rows} rows of {columns}"
            + (f", {deep} times." if level == 4 else ".")
            + " Draw it.",
            "Which row and column of A is asked for, counted from 0?",
        ),
        worked=f"{source} {right}.",
    )
