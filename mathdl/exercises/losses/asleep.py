"""Chapter 5, asleep or awake: two losses through a sigmoid, and their slopes in the logit."""

from __future__ import annotations

import math
from collections.abc import Callable

import mathdl as dl
from mathdl.exercises.answers.kind import Number
from mathdl.exercises.answers.parts import Parts
from mathdl.exercises.exercise import Exercise, Mistake


def _losses(z: float) -> dict[str, float]:
    """Both losses of a logit whose truth is 1, and their slopes on the way back."""
    p = dl.sigmoid(z)
    return {
        "p": p,
        "flat": p * (1 - p),
        "ce": -math.log(p),
        "ce_p": -1 / p,
        "ce_z": dl.derivative(lambda z: dl.binary_cross_entropy_with_logits(z, 1.0))(z),
        "mse": (p - 1) ** 2,
        "mse_p": 2 * (p - 1),
        "mse_z": dl.derivative(lambda z: dl.mse_loss(dl.sigmoid(z), 1.0))(z),
    }


def _slopes(of_ce: Callable, of_mse: Callable) -> Callable:
    return lambda z: (of_ce(_losses(z)), of_mse(_losses(z)))


def _take(name: str, times: float = 1) -> Callable:
    return lambda losses: times * losses[name]


EXERCISES = {
    "5.6": Exercise(
        title="Asleep or awake",
        level=3,
        ask="The logit is {z}, the truth is 1, and p = σ({z}). What is the derivative with respect "
        "to the *logit*, first of cross-entropy −log p, then of the squared error (p − 1)²? Give a "
        "list [CE, MSE], to three significant digits (0.00123 has three).",
        numbers={"z": -5},
        draw=lambda rng: {"z": (-2, -2.5, -3, -3.5, -4.5, -5.5, -7)[rng.integers(7)]},
        kind=Parts({"CE": Number(digits=3), "MSE": Number(tolerance=0.02, digits=3)}),
        right=_slopes(_take("ce_z"), _take("mse_z")),
        facts=lambda z: {**_losses(z), "times": _losses(z)["ce_z"] / _losses(z)["mse_z"]},
        mistakes=(
            Mistake(
                _slopes(_take("ce_p"), _take("mse_z")),
                "MSE is right. For cross-entropy, {ce_p:.4g} is the derivative with respect to p. "
                "Go on through the sigmoid: times p(1 − p).",
            ),
            Mistake(
                _slopes(_take("ce_z"), _take("mse_p")),
                "Cross-entropy is right. MSE has to come back through the sigmoid as well: times "
                "p(1 − p) = {flat:.4g}.",
            ),
            Mistake(
                _slopes(_take("ce_p"), _take("mse_p")),
                "Both are derivatives with respect to p. Go on through the sigmoid to the logit: "
                "times p(1 − p) = {flat:.4g}.",
            ),
            Mistake(
                _slopes(_take("ce_z"), _take("mse_z", 0.5)),
                "Cross-entropy is right. In MSE the 2 of the square is missing.",
            ),
            Mistake(
                _slopes(_take("ce_z", -1), _take("mse_z", -1)),
                "The right sizes, but raising the logit helps: both losses fall, so both slopes "
                "are negative.",
            ),
            Mistake(
                _slopes(_take("ce_z"), _take("mse_z", -1)),
                "Cross-entropy is right. Both losses fall when the logit rises, so both slopes are "
                "negative.",
            ),
            Mistake(
                _slopes(_take("ce_z", -1), _take("mse_z")),
                "MSE is right. Both losses fall when the logit rises, so both slopes are negative.",
            ),
            Mistake(
                _slopes(_take("ce"), _take("mse")),
                "Those are the losses. The question is how they change when the logit is nudged.",
            ),
            Mistake(
                _slopes(_take("mse_z"), _take("ce_z")),
                "Swapped: it is the squared error that sleeps. First CE, then MSE.",
            ),
        ),
        hints=(
            "Sections 5.6 and 5.7: both losses go through p = σ(z), whose slope is p(1 − p).",
            "p = σ({z}) = {p:.4g}. For cross-entropy start with −1/p, for the squared error with "
            "2(p − 1).",
            "At z = 0: p = ½ and p(1 − p) = ¼. Cross-entropy −2 · ¼ = −½, squared error "
            "2·(−½) · ¼ = −¼.",
        ),
        worked="p = σ({z}) = {p:.4g}. Cross-entropy: p − 1 = {ce_z:.4g}. Squared error: 2(p − 1) · "
        "p(1 − p) = {mse_p:.4g} · {flat:.4g} = {mse_z:.4g}.",
        then="The first is {times:.0f} times as large. Which of the two losses is larger? "
        "(−log p = {ce:.3g} against {mse:.3g}.)",
    ),
}
