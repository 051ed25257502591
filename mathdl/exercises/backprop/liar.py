"""Chapter 6, find the liars: two games among twelve suspects that the book has used."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Name
from mathdl.exercises.answers.parts import Parts
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.sabotage import sabotage

SUSPECTS = (
    "relu", "leaky_relu", "tanh", "sigmoid", "softplus", "exp",
    "add", "multiply", "sum", "mean", "matmul", "linear",
)  # fmt: skip
BENDS = SUSPECTS[:6]
ONE_SIDED = ("relu", "leaky_relu")  # where a lie can hide at positive inputs


@cache
def liar(seed: int) -> str:
    """Name the rule that lies in a game among the suspects."""
    return sabotage(seed, among=list(SUSPECTS))._fault.name


def _hides(seed: int) -> bool:
    """Whether the lie is told at negative inputs only."""
    says = sabotage(seed, among=list(SUSPECTS))._fault.says
    return liar(seed) in ONE_SIDED and "value is sent" not in says


def _of_arrays(seed: int) -> bool:
    return liar(seed) not in BENDS


def _first(fits: Any, start: int) -> int:
    return next(seed for seed in range(start, start + 1000) if fits(seed))


def _two_games(rng: np.random.Generator) -> dict[str, int]:
    """Draw a lie that only negative inputs show, and one among the rules of arrays."""
    return {
        "one": _first(_hides, int(rng.integers(1, 900))),
        "two": _first(_of_arrays, int(rng.integers(1, 900))),
    }


def _honest(right: str, among: tuple[str, ...]) -> str:
    return next(name for name in among if name != right)


EXERCISES = {
    "6.7": Exercise(
        title="Find two liars",
        level=3,
        ask='Two games, the same twelve suspects: `suspects = "'
        + " ".join(SUSPECTS)
        + '".split()`. Run your checks inside `with dl.sabotage(seed={one}, among=suspects):`, '
        "then inside one with seed={two}. The first six take one array, as in "
        "`dl.check_gradients(dl.tanh, x)`; add, multiply and matmul take two, linear takes X, W "
        "and b, and sum and mean can be given an axis: `lambda x: dl.sum(x, axis=0)`. Who lies in "
        "the first game, and who in the second? Give both names.",
        numbers={"one": _first(_hides, 11), "two": _first(_of_arrays, 31)},
        draw=_two_games,
        kind=Parts({"first": Name(SUSPECTS), "second": Name(SUSPECTS)}),
        right=lambda one, two: (liar(one), liar(two)),
        facts=lambda one, two: {"a": liar(one), "b": liar(two)},
        mistakes=(
            Mistake(
                lambda one, two: (liar(two), liar(one)),
                "Both names are right, in the wrong order: seed {one} first.",
            ),
            Mistake(
                lambda one, two: (liar(one), liar(one)),
                "The first is right. Each game has a liar of its own: begin again with seed {two}.",
            ),
            Mistake(
                lambda one, two: (_honest(liar(one), ONE_SIDED), liar(two)),
                "The second is right. In the first it is the other relu: check both at 0.7 and "
                "−0.7, never at 0, where there is a kink and no derivative.",
            ),
            Mistake(
                lambda one, two: ("exp", liar(two)),
                "The second is right. In the first, exp tells the truth. At 0.7 alone nobody seems "
                "to lie: test at −0.7 too.",
            ),
            Mistake(
                lambda one, two: (liar(one), _honest(liar(two), ("add", "linear"))),
                "The first is right. In the second, try shapes that broadcast, (2, 3) and (3,), "
                "several rows, and both axes.",
            ),
        ),
        hints=(
            "Inside the block, check each suspect alone, at `np.array([0.7, -0.7])`. The liar is "
            "the one whose check raises an AssertionError.",
            "Arrays hide nothing when they are awkward: `rng.normal(size=...)`, with (2, 3) and "
            "(3,) for add and multiply, (4, 3) and (3, 3) for matmul, (4, 3), (3, 3) and (3,) for "
            "linear; sum and mean of (2, 3), over all and over each axis.",
            "In a game of `tanh` and `sin`: `dl.check_gradients(dl.sin, 0.7)` raises, and "
            "`dl.check_gradients(dl.tanh, 0.7)` returns a small number. So sin lies.",
        ),
        worked="Checked alone, at both signs and in shapes that broadcast, eleven of them agree "
        "with finite differences. In the first game {a} does not, in the second {b}.",
        then="`game.reveal()` says what is wrong. For more: `dl.sabotage(seed=…)` without `among` "
        "suspects all fifty-odd rules, some of which, such as layer_norm, only later chapters use.",
    ),
}
