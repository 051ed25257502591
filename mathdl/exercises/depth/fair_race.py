"""Chapter 1, what a fair race between networks is."""

from __future__ import annotations

import math

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise, Mistake

# One hidden layer of w(w + 5)/4 units has as many parameters as two of w; 15 is in the chapter.
SINGLE = [w * (w + 5) // 4 for w in (8, 11, 12, 16, 19, 20)]


def _width(a: int, c: float) -> int:
    """Solve w² + aw = c, rounded to a whole width."""
    return round((math.sqrt(a * a + 4 * c) - a) / 2)


EXERCISES = {
    "1.5": Exercise(
        title="A fair fight",
        level=3,
        ask="With two inputs and one output, one hidden layer of {n} units has {all} parameters. "
        "How many units must each of *two* equally wide hidden layers have, so that the network "
        "has as many parameters?",
        numbers={"n": 51},
        draw=lambda rng: {"n": int(rng.choice(SINGLE))},
        kind=Whole(),
        right=lambda n: _width(5, 4 * n),
        facts=lambda n: {
            "all": 4 * n + 1,
            "rest": 4 * n,
            "square": _width(5, 4 * n) ** 2,
            "five": 5 * _width(5, 4 * n),
            "both": 2 * _width(5, 4 * n),
            "weights": (w := _width(3, 4 * n + 1)),
            "weights_all": w * w + 3 * w,
            "middle": (m := _width(0, 4 * n + 1)),
            "middle_all": m * m,
        },
        mistakes=(
            Mistake(
                lambda n: n,
                "Two layers of {n} units have far more parameters: between them alone lie {n}·{n} "
                "weights.",
            ),
            Mistake(
                lambda n: n // 2,
                "That shares out the units. But the product w·w between the hidden layers makes "
                "the parameters grow much faster.",
            ),
            Mistake(
                lambda n: n // 2 + 1,
                "That is about half of the {n} units for each layer. Equal units are not equal "
                "parameters: between the layers lie w·w weights.",
            ),
            Mistake(
                lambda n: _width(3, 4 * n + 1),
                "That is nearest if only weights are counted, w² + 3w: for {weights} it is "
                "{weights_all}. The biases of the network with two hidden layers count as well.",
            ),
            Mistake(
                lambda n: _width(3, 3 * n),
                "Without biases in both networks it would be that. They do not cancel: every unit "
                "has one, and the two networks have different numbers of units.",
            ),
            Mistake(
                lambda n: 2 * _width(5, 4 * n),
                "That is the number of hidden units in both layers together. How many are in each?",
            ),
            Mistake(
                lambda n: _width(0, 4 * n + 1),
                "That is nearest if only the w·w weights in the middle are counted: {middle}·"
                "{middle} = {middle_all}. Those from the inputs and to the output, and the biases, "
                "count as well.",
            ),
        ),
        hints=(
            "Section 1.3: count the parameters of a network of sizes 2, w, w, 1.",
            "(2w + w) + (w·w + w) + (w + 1) = w² + 5w + 1. For which w is that {all}?",
            "One layer of 6 units has 25 parameters. Two layers of 3 have (6 + 3) + (9 + 3) + "
            "(3 + 1) = 25 as well.",
        ),
        worked="Two layers of w units have w² + 5w + 1 parameters, so w² + 5w = {rest}. Trying "
        "whole numbers finds w = {right}: {square} + {five} = {rest}.",
        then="As many parameters, but {both} hidden units instead of {n}: a fair race has to say "
        "what is equal.",
    ),
}
