"""Chapter 6, one step downhill, and what it promises."""

from __future__ import annotations

from typing import Any

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise, Mistake


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
        "fall": r * r - (r * (1 - eta * slope)) ** 2,
        "promised_fall": eta * ((2 * r * x) ** 2 + (2 * r) ** 2),
        "bare": r * r - eta * (2 * r * x + 2 * r),
        "no_lever": (r * (1 - 2 * eta * (x + 1))) ** 2,
        "half": (r * (1 - eta * slope / 2)) ** 2,
        "new_residual": r * (1 - eta * slope),
        "zero": 1 / slope,
        "rises": 2 / slope,
    }


def _loss(which: str) -> Any:
    return lambda **numbers: _losses(**numbers)[which]


EXERCISES = {
    "6.8": Exercise(
        title="One step",
        level=2,
        ask="L = (w·x + b − y)² at x = {x}, w = {w}, b = {b}, y = {y} is {loss}. One step downhill "
        "with learning rate {eta}; both w and b move. What is the new loss?",
        numbers={"x": 3, "w": 1, "b": 2, "y": 1, "eta": 0.01},
        draw=lambda rng: {
            **dict(zip("wby", rng.integers(1, 7, 3).tolist())),
            "x": int(rng.integers(2, 4)),  # small, so that the promise stays above 0
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
            Mistake(
                _loss("half"),
                "The gradients were half as large as they are: the square's slope is 2r.",
            ),
            Mistake(
                _loss("new_residual"),
                "That is the new r = w·x + b − y. The loss is its square.",
            ),
            Mistake(_loss("w_alone"), "b did not move. It has a gradient too: {gb}."),
            Mistake(_loss("b_alone"), "w did not move. It has a gradient too: {gw}."),
            Mistake(
                _loss("in_turn"),
                "Moving w first, and then computing the gradient for b anew, gives that. One step "
                "uses one gradient.",
            ),
            Mistake(
                _loss("fall"),
                "That is how far the loss falls. Take it from {loss}.",
            ),
            Mistake(
                _loss("promised_fall"),
                "That is the fall that the tangent promises, {eta}·({gw}² + {gb}²). Take the "
                "step, go forward once more, and see where the loss truly is.",
            ),
            Mistake(
                _loss("loss"),
                "That is the loss before the step. Move w and b, then go forward once more.",
            ),
            Mistake(
                _loss("bare"),
                "The loss does not fall by learning rate times gradient: *w and b* move by that "
                "much. Then go forward once more.",
            ),
            Mistake(
                _loss("no_lever"),
                "For w the factor x is missing: ∂L/∂w = 2r·x = {gw}.",
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
