"""Broadcasting: problems of chapter 2."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    block,
    distinct,
    plain,
    whole,
)


def _side_by_side(*shapes: tuple[int, ...]) -> list[str]:
    """Write shapes below one another, their last axes in one column."""
    most = max(map(len, shapes))
    cells = [[""] * (most - len(s)) + [str(n) for n in s] for s in shapes]
    return ["  ".join(cell.rjust(3) for cell in line) for line in cells]


@skill("broadcasting", "2.7")
def broadcasting(rng: np.random.Generator, level: int) -> Exercise | None:
    """Two axes; three; shapes that may not fit; three arrays."""
    axes = {1: 2, 2: 3, 3: 3, 4: 3}[level]
    full = tuple(distinct(rng, axes, 2, 7))
    count = 3 if level == 4 else 2
    shapes = []
    for _ in range(count):
        kept = tuple(1 if rng.random() < 0.4 else n for n in full)
        shapes.append(kept[whole(rng, 0, axes - 1) :] if rng.random() < 0.6 else kept)
    if level >= 3 and rng.random() < 0.5:
        spoilt = list(shapes[-1])
        place = whole(rng, 0, len(spoilt) - 1)
        spoilt[place] += 1
        shapes[-1] = tuple(spoilt)
    if len(set(shapes)) < count or max(map(len, shapes)) < 2:
        return None
    try:
        right: tuple | str = np.broadcast_shapes(*shapes)
    except ValueError:
        right = "error"
    if level <= 2 and (right == "error" or right in shapes):
        return None
    fits = right != "error"
    longest = max(shapes, key=len)
    padded = [s + (1,) * (len(longest) - len(s)) for s in shapes]  # aligned at the left
    try:
        leftwards: tuple | str = np.broadcast_shapes(*padded)
    except ValueError:
        leftwards = "error"
    most = tuple(max(line) for line in zip(*[(1,) * (len(longest) - len(s)) + s for s in shapes]))
    names = "ABC"[:count]
    return problem(
        ask=f"{', '.join(f'`{n}.shape = {plain(s)}`' for n, s in zip(names, shapes))}. What is "
        f'the shape of `{" + ".join(names)}`? (A shape, or "error".)',
        kind=Shape(or_error=True),
        right=right,
        mistakes={
            "It works: an axis of length 1, or one that is missing, stretches."
            if fits
            else "Somewhere two lengths differ, and neither is 1: NumPy refuses.": "error"
            if fits
            else most,
        },
        also={
            "Shapes are laid below each other at their *last* axes, not at their first.": leftwards,
            "That is the longest of them. Axes of length 1 in it stretch.": longest,
            "Nothing is appended: axis by axis, the longer one wins over a 1.": sum(shapes, ()),
            "In the sum no axis of length 1 is left where another array has more.": shapes[0],
        },
        hints=(
            "Write the shapes below each other, right-aligned.",
            "In each column the lengths must agree, but a 1 or a gap fits everything.",
            f"Like this:{block(*_side_by_side(*shapes))}",
        ),
        worked=f"Right-aligned:{block(*_side_by_side(*shapes))}\n"
        + (
            f"In every column there is one length and otherwise 1 or nothing: {plain(right)}."
            if fits
            else "In one column two different lengths above 1 meet: error."
        ),
    )
