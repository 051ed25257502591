"""Chapter 6, find the liar."""

from __future__ import annotations

from itertools import count
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Name
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.sabotage import sabotage

SUSPECTS = ("relu", "tanh", "add", "exp", "linear")


def liar(seed: int) -> str:
    """Name the rule that lies in a game among the five suspects."""
    return sabotage(seed, among=SUSPECTS)._fault.name


def _innocent(i: int) -> Any:
    return lambda seed: [name for name in SUSPECTS[1:] if name != liar(seed)][i]


def _one_liar_in(rng: np.random.Generator) -> dict[str, int]:
    """Draw a seed whose liar is not relu: its kink is the false trail."""
    while liar(seed := int(rng.integers(1, 1000))) == "relu":
        pass
    return {"seed": seed}


EXERCISES = {
    "6.7": Exercise(
        title="Find the liar",
        level=2,
        ask='One of five rules lies: `suspects = ["relu", "tanh", "add", "exp", "linear"]`. Run '
        "your checks inside `with dl.sabotage(seed={seed}, among=suspects) as game:`. "
        "`dl.check_gradients(dl.tanh, 0.7)` raises an AssertionError where a rule lies; add and "
        "linear take several arrays, as in `dl.check_gradients(dl.linear, X, W, b)` with four rows "
        "in X. Which one lies? Give its name.",
        numbers={"seed": next(seed for seed in count(7) if liar(seed) != "relu")},
        draw=_one_liar_in,
        kind=Name(SUSPECTS),
        right=liar,
        facts=lambda seed: {"a": _innocent(0)(seed), "b": _innocent(1)(seed)},
        mistakes=(
            Mistake(
                lambda seed: "relu",
                "relu tells the truth. At its kink z = 0 the difference quotient says ½: no lie, "
                "just no derivative. Test away from 0.",
            ),
            Mistake(
                _innocent(0),
                "{a} tells the truth. All inputs 0 hide half of all faults, in the rules that do "
                "lie: test every suspect at crooked numbers such as 0.7.",
            ),
            Mistake(
                _innocent(1),
                "{b} tells the truth. If a difference of your own said otherwise, look at its h: "
                "at 1e−12 there is only rounding noise. Try h = 1e−5.",
            ),
            Mistake(
                _innocent(2),
                "That one tells the truth. Check one rule at a time, so that a liar cannot hide "
                "behind another: `dl.check_gradients(dl.exp, 0.7)`.",
            ),
        ),
        hints=(
            "Inside the block, check each suspect alone. The liar is the one whose check raises.",
            "For add use shapes that broadcast, (2, 3) and (3,); for linear x (4, 3), W (3, 3) and "
            "b (3,), filled with crooked numbers: `rng.normal(size=(4, 3))`.",
            "In a game of `tanh` and `sin`: `dl.check_gradients(dl.sin, 0.7)` raises, and "
            "`dl.check_gradients(dl.tanh, 0.7)` returns a small number. So sin lies.",
        ),
        worked="Checked alone at crooked numbers, four of them agree with finite differences, and "
        "{right} does not.",
        then="`game.reveal()` says what is wrong in it. Now try `dl.sabotage(seed={seed})` without "
        "suspects: any rule may lie, even the backward pass itself.",
    ),
}
