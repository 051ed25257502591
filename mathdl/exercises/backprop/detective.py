"""Chapter 6, find the liar, and one step."""

from __future__ import annotations

from itertools import count
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Name, Number
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


def _losses(x: int, w: int, b: int, y: int, eta: float) -> dict[str, float]:
    r = w * x + b - y
    slope = 2 * (x * x + 1)  # of r along the gradient, per unit of learning rate
    return {
        "r": r,
        "loss": r * r,
        "gw": 2 * r * x,
        "gb": 2 * r,
        "new_w": w - eta * 2 * r * x,
        "new_b": b - eta * 2 * r,
        "new_r": r * (1 - eta * slope),
        "true": (r * (1 - eta * slope)) ** 2,
        "promised": r * r - eta * ((2 * r * x) ** 2 + (2 * r) ** 2),
        "uphill": (r * (1 + eta * slope)) ** 2,
        "w_alone": (r * (1 - 2 * eta * x * x)) ** 2,
        "b_alone": (r * (1 - 2 * eta)) ** 2,
        "in_turn": (r * (1 - 2 * eta * x * x) * (1 - 2 * eta)) ** 2,
        "zero": 1 / slope,
        "rises": 2 / slope,
    }


def _loss(which: str) -> Any:
    return lambda **numbers: _losses(**numbers)[which]


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
    "6.8": Exercise(
        title="One step",
        level=2,
        ask="L = (w·x + b − y)² at x = {x}, w = {w}, b = {b}, y = {y} is {loss}. One step downhill "
        "with learning rate {eta}; both w and b move. What is the new loss?",
        numbers={"x": 3, "w": 1, "b": 2, "y": 1, "eta": 0.01},
        draw=lambda rng: {
            **dict(zip("wby", rng.integers(1, 7, 3).tolist())),
            "x": int(rng.integers(1, 4)),  # small, so that the promise stays above 0
            "eta": (0.005, 0.01, 0.02)[rng.integers(3)],
        },
        kind=Number(tolerance=7e-4),
        right=_loss("true"),
        facts=_losses,
        mistakes=(
            Mistake(
                _loss("promised"),
                "That is the promise, {loss} − {eta}·({gw}² + {gb}²). The true loss lies a little "
                "higher: the curve bends.",
            ),
            Mistake(
                _loss("uphill"),
                "That is uphill: *minus* learning rate times gradient.",
            ),
            Mistake(_loss("w_alone"), "b did not move. It has a gradient too: {gb}."),
            Mistake(_loss("b_alone"), "w did not move. It has a gradient too: {gw}."),
            Mistake(
                _loss("in_turn"),
                "Moving w first, and then computing the gradient for b anew, gives that. One step "
                "uses one gradient.",
            ),
        ),
        hints=(
            "Section 6.8: w ← w − η·∂L/∂w and b ← b − η·∂L/∂b, both gradients from the old point.",
            "The gradients are {gw} for w and {gb} for b, so w becomes {w} − {eta}·({gw}). Then go "
            "forward once more.",
            "For L = (w + b)² at w = 1, b = 0, η = 0.1: both gradients are 2, w = 0.8, b = −0.2, "
            "and L = 0.36.",
        ),
        worked="w = {w} − {eta}·({gw}) = {new_w:g} and b = {b} − {eta}·({gb}) = {new_b:g}. Then "
        "r = {new_r:.4g}, and L = {true:.4g}.",
        then="With learning rate {zero:.4g} one step makes it exactly 0, and beyond {rises:.4g} "
        "the loss rises. Try both.",
    ),
}
