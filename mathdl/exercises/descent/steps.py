"""Chapter 7, how far a step may go."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise, Mistake

EXERCISES = {
    "7.1": Exercise(
        title="The largest rate",
        level=1,
        ask="f(x) = {a}x² − {b}x. Below which learning rate does gradient descent settle at the "
        "bottom, wherever it starts?",
        numbers={"a": 3, "b": 5},
        draw=lambda rng: {"a": int(rng.integers(2, 9)), "b": int(rng.integers(2, 10))},
        kind=Number(),
        right=lambda a, b: 1 / a,
        facts=lambda a, b: {"curvature": 2 * a, "half": 1 / (2 * a)},
        mistakes=(
            Mistake(
                lambda a, b: 1 / (2 * a),
                "That rate lands in one step: 1/λ. The bound is twice as far, 2/λ.",
            ),
            Mistake(
                lambda a, b: 2 / a,
                "The second derivative of {a}x² is {curvature}, not {a}.",
            ),
            Mistake(lambda a, b: 2 * a, "That is the curvature λ. The bound is 2 divided by it."),
            Mistake(lambda a, b: a, "Upside down: steep curves need *small* steps."),
            Mistake(
                lambda a, b: 2 / b,
                "−{b}x tilts the curve, and moves its bottom; it does not bend it.",
            ),
            Mistake(
                lambda a, b: 1, "That is the bound of x². This one bends more: f″ = {curvature}."
            ),
            Mistake(
                lambda a, b: b / (2 * a),
                "That is where the bottom lies. How the curve bends there is what counts.",
            ),
        ),
        hints=(
            "Section 7.2: a step multiplies the distance from the bottom by 1 − ηλ.",
            "λ is the second derivative of {a}x² − {b}x. The factor must lie between −1 and 1.",
            "For f = x²: λ = 2, and the factor 1 − 2η stays above −1 as long as η is below 1.",
        ),
        worked="f″ = {curvature}, so a step multiplies the distance by 1 − {curvature}η. That is "
        "above −1 as long as η is below 2/{curvature} = {right:.4g}.",
        then="At half of it, {half:.4g}, the ball lands in one step.",
    ),
    "7.2": Exercise(
        title="Two walls",
        level=2,
        ask="A valley has curvature {steep} across and {gentle} along. With η = {eta}, by which "
        "factors does a step multiply the distance from the bottom: across, along?",
        numbers={"steep": 10, "gentle": 0.1, "eta": 0.15},
        draw=lambda rng: {
            "steep": int(rng.integers(8, 13)),
            "gentle": float(rng.integers(1, 5)) / 10,
            "eta": (0.13, 0.14, 0.15)[rng.integers(3)],
        },
        kind=Array(tolerance=0.002),
        right=lambda steep, gentle, eta: [1 - eta * steep, 1 - eta * gentle],
        facts=lambda steep, gentle, eta: {
            "across": 1 - eta * steep,
            "along": 1 - eta * gentle,
            "wait": int(np.ceil(np.log(0.01) / np.log(1 - eta * gentle))),
        },
        mistakes=(
            Mistake(
                lambda steep, gentle, eta: [eta * steep - 1, 1 - eta * gentle],
                "Across, it jumps to the other side: keep the sign.",
            ),
            Mistake(
                lambda steep, gentle, eta: [eta * steep, eta * gentle],
                "That is the part that is taken away; 1 − ηλ is left.",
            ),
            Mistake(
                lambda steep, gentle, eta: [-eta * steep, -eta * gentle],
                "That is the part that is taken away. The 1, what was there before, is missing.",
            ),
            Mistake(
                lambda steep, gentle, eta: [(1 - eta * steep) ** 2, (1 - eta * gentle) ** 2],
                "That is what a step does to the height, which goes by the square of the distance.",
            ),
            Mistake(
                lambda steep, gentle, eta: [1 - eta, 1 - eta],
                "Each direction has its own curvature: 1 − ηλ, twice.",
            ),
            Mistake(
                lambda steep, gentle, eta: [1 - 2 * eta * steep, 1 - 2 * eta * gentle],
                "The 2 of the square is in the curvature already: f = ½λx² has the slope λx.",
            ),
            Mistake(
                lambda steep, gentle, eta: [1 - eta * gentle, 1 - eta * steep],
                "Right, but the other way round: across first.",
            ),
            Mistake(
                lambda steep, gentle, eta: [1 + eta * steep, 1 + eta * gentle],
                "That is uphill: *minus* η times slope.",
            ),
            Mistake(
                lambda steep, gentle, eta: [1 - eta * (steep + gentle)] * 2,
                "Do not add the curvatures: each direction minds its own.",
            ),
        ),
        hints=(
            "Section 7.3: in each direction by itself, a step multiplies by 1 − ηλ.",
            "Across it is 1 − {eta}·{steep}; along it is the same with {gentle}.",
            "With λ = 3 and 0.5 and η = 0.5: −0.5 across, 0.75 along.",
        ),
        worked="Across 1 − {eta}·{steep} = {across:.4g}, along 1 − {eta}·{gentle} = {along:.4g}.",
        then="Across it bounces and is soon done; along, {wait} steps are needed to come to 1 %.",
    ),
}
