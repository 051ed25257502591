"""Slices: problems of chapter 2."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    pick,
    plain,
    whole,
)


@skill("slices", "2.5")
def slices(rng: np.random.Generator, level: int) -> Exercise | None:
    """The shape of a slice: a range; two; steps and a number; from the end, and a new axis."""
    shape = tuple(whole(rng, 5, 12) for _ in range(2 if level <= 2 else 3))
    parts, lengths, words = [], [], []
    naive = []
    for axis, n in enumerate(shape):
        start, stop, step = whole(rng, 0, 2), whole(rng, 3, n), whole(rng, 2, 3)
        kinds = {1: ["range", "all"], 2: ["range", "from"], 3: ["step", "number", "range"],
                 4: ["back", "number", "step", "from"]}[level]  # fmt: skip
        kind = kinds[axis % 2] if level == 1 else pick(rng, *kinds)
        text, taken = {
            "all": (":", slice(None)),
            "range": (f"{start}:{stop}", slice(start, stop)),
            "from": (f"{start + 1}:", slice(start + 1, None)),
            "step": (f"::{step}", slice(None, None, step)),
            "back": (f":-{start + 1}", slice(None, -start - 1)),
            "number": (str(start), start),
        }[kind]
        parts.append(text)
        if kind == "number":
            words.append(f"`{text}` picks one, and the axis is gone")
            naive.append(1)
            continue
        lengths.append(len(range(n)[taken]))
        naive.append(lengths[-1])
        words.append(f"`{text}` of {n} leaves {lengths[-1]}")
    right = tuple(lengths)
    if level == 4 and rng.random() < 0.5:
        parts.insert(0, "None")
        right = (1, *right)
        naive.insert(0, 1)
        words.insert(0, "`None` adds an axis of length 1")
    if len(lengths) < len(shape) - 1 or right == shape:
        return None
    one_more = tuple(n + (":" in part and part not in (":",) and part[-1] != ":")
                     for n, part in zip(naive, parts))  # fmt: skip
    return problem(
        ask=f"`A.shape = {plain(shape)}`. What is the shape of `A[{', '.join(parts)}]`?",
        kind=Shape(),
        right=right,
        mistakes={"That is A itself. Each slice leaves a part.": shape},
        also={
            "A slice ends *before* its second number.": tuple(
                n for n, part in zip(one_more, parts) if not part.isdigit()
            ),
            "Where it begins counts, too: start:stop takes stop − start.": tuple(
                int(part.rpartition(":")[2])
                if part.rpartition(":")[2].isdigit() and part[0] != ":"
                else n
                for n, part in zip(naive, parts)
                if not part.isdigit()
            ),
            "A single number takes its axis away; it leaves no 1 behind.": tuple(naive),
            "`None` adds an axis of length 1.": right[1:] if parts[0] == "None" else right,
        },
        hints=(
            "Axis by axis: how many indices does each part take?",
            "start:stop takes stop − start of them; ::2 every second one; a number none.",
            f"The first: {words[0]}.",
        ),
        worked=f"{'; '.join(words)}. So: {plain(right)}.",
    )
