"""Sums over axes: problems of chapter 2."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    block,
    data,
    distinct,
    matrix,
    pick,
    plain,
    table,
    whole,
)
from mathdl.words import brief, factor, listed


@skill("sums over axes", "2.8")
def sums_over_axes(rng: np.random.Generator, level: int) -> Exercise | None:
    """Add up a matrix along an axis; take means or maxima; shapes; and with keepdims."""
    if level <= 2:
        rows, columns = pick(rng, (2, 3), (3, 2), (2, 4))
        X, axis = table(rng, rows, columns, -4, 6), whole(rng, 0, 1)
        name = "sum" if level == 1 else pick(rng, "mean", "max")
        do = {"sum": np.sum, "mean": np.mean, "max": np.max}[name]
        right, across = do(X, axis=axis), do(X, axis=1 - axis)
        if name == "mean" and (right * 2 % 1).any():
            return None
        lines = np.array(X).T if axis == 0 else np.array(X)
        sign = {"sum": " + ", "mean": " + ", "max": ", "}[name]
        write = brief if name == "max" else lambda n: factor(brief(n))
        steps = [sign.join([brief(line[0]), *map(write, line[1:])]) for line in lines]
        if name == "mean":
            steps = [f"({step})/{lines.shape[1]}" for step in steps]
        if name == "max":
            steps = [f"max({step})" for step in steps]
        return problem(
            ask=f"What is `X.{name}(axis={axis})`?{data(X=X)}",
            kind=Array(exact=True),
            right=right.tolist(),
            mistakes={
                "That is the other axis. The axis that is named is the one that goes.": (
                    across.tolist()
                ),
            },
            also={
                "Those are the sums. Divide by how many are added.": np.sum(X, axis=axis).tolist(),
                "Of all together? Only one axis goes.": [float(do(X))] * len(right),
                "You divided by the length of the other axis.": (
                    np.sum(X, axis=axis) / len(right)
                ).tolist(),
                "The largest by size is not the largest: signs count.": np.abs(X)
                .max(axis=axis)
                .tolist(),
                "Smallest, not largest.": np.min(X, axis=axis).tolist(),
                "In the other direction: the first of them belongs to the first "
                + ("column." if axis == 0 else "row."): right[::-1].tolist(),
            },
            hints=(
                f"The shape is {plain((rows, columns))}. Which axis goes?",
                f"Axis {axis} goes, and {len(right)} numbers are left.",
                f"One for each {'column' if axis == 0 else 'row'}.",
            ),
            worked=f"Axis {axis} goes, so there is one number for each "
            f"{'column' if axis == 0 else 'row'}:{block(*matrix('X', X))}\n"
            f"{'; '.join(steps)}: {listed(right)}.",
        )
    shape = tuple(distinct(rng, 3 if level == 3 else 4, 2, 9))
    axes = tuple(sorted(distinct(rng, whole(rng, 1, 2), 0, len(shape) - 1)))
    keep = level == 4 and bool(rng.integers(2))
    backwards = len(axes) == 1 and bool(rng.integers(2))
    named = axes[0] - len(shape) * backwards if len(axes) == 1 else axes
    right = tuple(1 if i in axes else n for i, n in enumerate(shape) if keep or i not in axes)
    gone = tuple(n for i, n in enumerate(shape) if i not in axes)
    kept = tuple(1 if i in axes else n for i, n in enumerate(shape))
    fate = ("stay as 1" if keep else "go") if len(axes) > 1 else ("stays as 1" if keep else "goes")
    return problem(
        ask=f"`A.shape = {plain(shape)}`. What is the shape of "
        f"`A.sum(axis={named}{', keepdims=True' * keep})`?",
        kind=Shape(),
        right=right,
        mistakes={
            "The axes that are named go; the others stay.": tuple(shape[i] for i in axes),
            "`keepdims=True` leaves an axis of length 1."
            if keep
            else "Without keepdims the axis is gone, and leaves no 1.": gone if keep else kept,
        },
        also={
            "Axes are counted from 0, and with a minus from the end.": tuple(
                n for i, n in enumerate(shape) if i + 1 not in axes
            ),
        },
        hints=(
            "Number the axes from 0; −1 is the last one.",
            f"Summed over: what is {' and '.join(str(shape[i]) for i in axes)} long.",
            "With keepdims=True a 1 stays in their place." if keep else "Leave them out.",
        ),
        worked=f"Of {plain(shape)}, {' and '.join(str(shape[i]) for i in axes)} "
        f"{fate}: {plain(right)}.",
    )
