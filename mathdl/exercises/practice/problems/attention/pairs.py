"""Pairs: problems of chapter 12."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from mathdl.exercises.answers.kind import Number, Whole
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    digits,
    given,
    pick,
)
from mathdl.words import brief, counted, number

NAMES = (
    "anna", "hannah", "nina", "ana", "ivan", "vivian", "diana", "adam", "ada", "amanda", "lola",
    "lila", "olaf", "nora", "ronan", "arno", "mina", "mimi", "ines", "enno",
)  # fmt: skip


@skill("pairs", "12.1")
def pairs(rng: np.random.Generator, level: int) -> Exercise | None:
    """Count pairs; a probability; with one added to every count; of a whole word."""
    names = [NAMES[i] for i in rng.choice(len(NAMES), 4 if level < 4 else 3, replace=False)]
    row_ = "".join(f".{name}" for name in names) + "."
    letters = sorted({*row_})
    common = [c for c in letters if row_.count(c) > 2 and c != "."]
    if not common:
        return None
    a = pick(rng, *common)
    after = [second for first, second in pairwise(row_) if first == a]
    b = pick(rng, *sorted({*after}))
    count, total = after.count(b), len(after)
    told = f"Names, with a dot where one begins or ends: `row = '{row_}'`."
    if level == 1:
        return problem(
            ask=f"{told} How often does `{a}` come before `{b}`?",
            kind=Whole(),
            right=count,
            mistakes={
                "So often stands the first letter there, whatever follows.": row_.count(a),
                "So often stands the second letter there, whatever comes before.": row_.count(b),
            },
            also={"In the other order.": sum(x == b and y == a for x, y in pairwise(row_))},
            hints=(
                f"Look for every `{a}`.",
                f"There are {row_.count(a)} of them. What follows each?",
                f"They are followed by {', '.join(after)}.",
            ),
            worked=f"After `{a}` come {', '.join(after)}: `{b}` {counted(count, 'time')}.",
        )
    if level == 2:
        if count == total:
            return None
        return problem(
            ask=f"{told} By its pairs, how probable is `{b}` after `{a}`? (A fraction will do.)",
            kind=Number(tolerance=0.004),
            right=count / total,
            mistakes={
                "Of all pairs? Of those that begin with this letter.": count / (len(row_) - 1),
                "That is how often, not how probable.": count,
            },
            also={
                "You divided by the pairs that end with the second letter; divide by those that "
                "begin with the first.": count / row_.count(b)
            },
            hints=(
                f"How many pairs begin with `{a}`?",
                f"{total}. In how many of them does `{b}` follow?",
                "Divide.",
            ),
            worked=f"Of {total} pairs that begin with `{a}`, {count} "
            f"{'ends' if count == 1 else 'end'} with `{b}`: {count}/{total}, which is "
            f"{digits(count / total, 3)}.",
        )
    k = 27
    smooth = (count + 1) / (total + k)
    if level == 3:
        return problem(
            ask=f"{told} Add 1 to the count of every pair; there are {given(tokens=k)} in all. How "
            f"probable is `{b}` after `{a}` then? (A fraction will do.)",
            kind=Number(tolerance=0.001),
            right=smooth,
            mistakes={
                "Below, 1 is added for every token.": (count + 1) / (total + 1),
                "The 1 is missing above.": count / (total + k),
            },
            also={"Nothing has been added here.": count / total},
            hints=(
                f"Pairs that begin with `{a}`: {total}.",
                "Every one of the 27 tokens gets one more.",
                f"({count} + 1)/({total} + 27).",
            ),
            worked=f"({count} + 1)/({total} + {k}) = {count + 1}/{total + k}, which is "
            f"{number(smooth, 4)}.",
        )
    word = pick(rng, *names)
    steps = list(zip(f".{word}", f"{word}."))
    starts = {c: row_[:-1].count(c) for c in letters}
    shares = [sum(x == p and y == q for x, y in pairwise(row_)) / starts[p] for p, q in steps]
    right = math.prod(shares)
    if right > 0.5 or len({*shares}) < 3:
        return None
    return problem(
        ask=f"{told} A machine draws names from its pairs. How probable is it that the next one is "
        f"`{word}`, to its final dot? (Two digits.)",
        kind=Number(digits=2, tolerance=0.01),
        right=right,
        mistakes={
            "That would be for choosing one of the names; it draws letter by letter.": 1
            / len(names),
        },
        also={
            "The final dot has to be drawn, too.": right / shares[-1],
            "The first letter has to be drawn, too: after the dot.": right / shares[0],
            "Probabilities in a row multiply; that is their mean.": float(np.mean(shares)),
        },
        hints=(
            "From dot to dot: one probability for each pair.",
            f"They are {', '.join(number(s, 3) for s in shares)}.",
            "Multiply them.",
        ),
        worked=f"{', '.join(f'{p}{q}: {brief(s)}' for (p, q), s in zip(steps, shares))}. Their "
        f"product is {digits(right, 2)}.",
    )
