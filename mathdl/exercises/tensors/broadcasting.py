"""Chapter 2, broadcasting: when shapes fit, and when they fit too well."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise, Mistake

TensorShape = tuple[int, ...]


def _meet(a: TensorShape, b: TensorShape) -> TensorShape | str:
    try:
        return np.broadcast_shapes(a, b)
    except ValueError:
        return "error"


def _clash(a: TensorShape, b: TensorShape) -> tuple[int, int] | None:
    """Find two lengths that meet, counted from the last axes, and do not fit."""
    pairs = zip(a[::-1], b[::-1])
    return next(((m, n) for m, n in pairs if m != n and 1 not in (m, n)), None)


def _stretched(a: TensorShape, b: TensorShape) -> TensorShape:
    """Take the longer length everywhere, whether they fit or not."""
    return tuple(map(max, zip_longest(a[::-1], b[::-1], fillvalue=1)))[::-1]


def _added(a: TensorShape, b: TensorShape) -> TensorShape:
    return tuple(map(sum, zip_longest(a[::-1], b[::-1], fillvalue=0)))[::-1]


def _one_left(a: TensorShape, b: TensorShape) -> TensorShape:
    """Stretch all but the last 1 of the first tensor."""
    shape = list(_stretched(a, b))
    shape[-1 - a[::-1].index(1)] = 1
    return tuple(shape)


def _draw_shapes(rng: np.random.Generator) -> dict[str, TensorShape]:
    """Draw four axes and three: a 1 on each side, and one in four times a true clash.

    The two first lengths differ, so that nobody can line the shapes up on the left.
    """
    lengths = rng.permutation(np.arange(2, 10))[:5].tolist()
    lead, last = lengths[0], list(zip(lengths[1:4], lengths[1:4]))
    one_in_a, one_in_b, third = rng.permutation(3)
    last[one_in_a] = (1, last[one_in_a][1])
    last[one_in_b] = (last[one_in_b][0], 1)
    if rng.random() < 0.25:
        last[third] = (last[third][0], lengths[4])
    a, b = zip(*last)
    return {"a": (lead, *a), "b": b}


def _facts_of_shapes(a: TensorShape, b: TensorShape) -> dict[str, Any]:
    clash = _clash(a, b)
    backwards = list(zip(a[::-1], b[::-1]))
    stays, one = next((m, n) for m, n in backwards if n == 1 and m > 1)
    met = ", ".join(f"{m} with {n}" for m, n in backwards)
    if clash:
        m, n = clash
        besides = f" And {m} meets {n}: they differ, and neither is 1, so the two do not fit."
        verdict = f"{m} meets {n}: they differ, and neither is 1. NumPy stretches only a 1."
        lesson = "NumPy refuses aloud; the dangerous shapes are those that fit by accident."
        ending = f'{m} and {n} differ, and neither is 1: "error"'
    else:
        besides = ""
        ending = f"Each time they are equal or one is 1, and the {a[0]} stays: {_meet(a, b)}"
        verdict = (
            "They fit, though not when lined up on the left. Broadcasting lines up the *last* "
            f"axes: {met}; the missing first axis counts as 1."
        )
        lesson = "Neither of the two has this shape: both were stretched."
    return dict(
        stays=stays, one=one, lead=a[0], met=met,
        verdict=verdict, besides=besides, ending=ending, lesson=lesson,
    )  # fmt: skip


def _differences(y: list[int]) -> np.ndarray:
    return np.subtract.outer(y, y) ** 2


EXERCISES = {
    "2.5": Exercise(
        title="Do they fit?",
        level=2,
        ask="Two tensors of shapes {a} and {b} are added. What shape does the sum have? If they do "
        'not fit, answer "error".',
        numbers={"a": (8, 1, 6, 1), "b": (7, 1, 5)},
        draw=_draw_shapes,
        kind=Shape(or_error=True),
        right=_meet,
        facts=_facts_of_shapes,
        mistakes=(
            Mistake(
                lambda a, b: _stretched(a, b) if _clash(a, b) else "error",
                "{verdict}",
            ),
            Mistake(
                lambda a, b: (a[0], *b),
                "Those are the last three lengths of the second tensor. {stays} meets {one}: the 1 "
                "stretches, the {stays} stays.{besides}",
            ),
            Mistake(
                lambda a, b: _stretched(a, b)[1:],
                "The leading {lead} has no partner, but it stays.{besides}",
            ),
            Mistake(
                lambda a, b: b,
                "That is the shape of the second tensor. Its 1 is stretched, and the leading "
                "{lead} is missing.{besides}",
            ),
            Mistake(
                _one_left,
                "One axis is not stretched yet: where a 1 meets something longer, the longer one "
                "stays.{besides}",
            ),
            Mistake(_added, "Lengths are matched, not added.{besides}"),
        ),
        hints=(
            "Section 2.7: write one shape under the other, lined up at the *last* axes.",
            "From the right, {met}, and {lead} with nothing, which counts as 1. Which of them fit?",
            "For (2, 1) and (3,): 1 with 3 gives 3, and 2 with nothing stays 2. The sum has shape "
            "(2, 3).",
        ),
        worked="From the right: {met}. {ending}.",
        then="{lesson}",
    ),
    "2.6": Exercise(
        title="The perfect prediction that fails",
        level=2,
        ask="The truth `y` is the vector {y}, of shape (3,). The predictions `yhat` are perfect, "
        "but come as a column, [[{y[0]}], [{y[1]}], [{y[2]}]], of shape (3, 1). What is "
        "`np.mean((y - yhat) ** 2)`?",
        numbers={"y": [1, 2, 3]},
        draw=lambda rng: {"y": np.sort(rng.permutation(np.arange(1, 10))[:3]).tolist()},
        kind=Number(),
        right=lambda y: float(_differences(y).mean()),
        facts=lambda y: {"sum": _differences(y).sum(), "squares": _differences(y).tolist()},
        mistakes=(
            Mistake(
                lambda y: 0,
                "So anyone would hope. But (3,) minus (3, 1) stretches both to (3, 3): every y "
                "meets every prediction.",
            ),
            Mistake(
                lambda y: _differences(y).sum() / 3,
                "That is the sum of the nine squares, divided by three. Their mean divides by "
                "nine.",
            ),
            Mistake(
                lambda y: _differences(y).sum(),
                "That is the sum of all nine squares. The mean divides it by nine.",
            ),
            Mistake(
                lambda y: float(np.mean(np.square(y))),
                "That is the mean of y², as if all predictions were 0. Take the differences first.",
            ),
            Mistake(
                lambda y: _differences(y).sum() / 6,
                "Where y meets its own prediction the difference is 0, three times; those count "
                "as well. The mean divides by nine.",
            ),
        ),
        hints=(
            "Section 2.7: which shape does `y - yhat` have?",
            "y becomes a row and is stretched downwards, yhat is stretched to the right: nine "
            "differences. The first row of squares is {squares[0]}.",
            "For y = [1, 2]: the differences are [[0, 1], [−1, 0]], the squares add up to 2, and "
            "the mean is 2/4 = 0.5.",
        ),
        worked="The squares are {squares}. They add up to {sum}, and {sum}/9 = {right:.4g}.",
        then="Write the one-line cure, such as `yhat[:, 0]` in place of `yhat`: then it is 0.",
    ),
}
