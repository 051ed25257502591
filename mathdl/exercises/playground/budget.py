"""Chapter 9, how wide a net a number of parameters allows."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise, Mistake


def _draw(rng: np.random.Generator) -> dict[str, Any]:
    return {"features": int(rng.integers(2, 6)), "most": int(rng.integers(8, 41) * 5)}


def _widest(most: int, cost: Any) -> int:
    return max(w for w in range(most) if cost(w) <= most)


def _right(features: int, most: int) -> int:
    return _widest(most, lambda w: w**2 + (features + 3) * w + 1)


def _solved(features: int, most: int) -> float:
    b = features + 3
    return (-b + math.sqrt(b**2 + 4 * (most - 1))) / 2


def _facts(features: int, most: int) -> dict[str, Any]:
    w, cost = _right(features, most), lambda w: w**2 + (features + 3) * w + 1
    bare = w**2 + (features + 1) * w
    three = features + 3
    return {"three": three, "takes": cost(w), "more": w + 1, "over": cost(w + 1), "bare": bare}


EXERCISES = {
    "9.1": Exercise(
        title="A budget of parameters",
        level=2,
        ask="A net has {features} features, two hidden layers of the same width, and one output, "
        "with biases everywhere. It may have at most {most} parameters. How wide can its layers "
        "be?",
        numbers={"features": 2, "most": 40},
        draw=_draw,
        kind=Whole(),
        right=_right,
        facts=_facts,
        mistakes=(
            Mistake(
                lambda features, most: _widest(most, lambda w: w**2 + (features + 1) * w),
                "That fits without the biases: every hidden unit has one, and so has the output.",
            ),
            Mistake(
                lambda features, most: _widest(most, lambda w: (features + 2) * w + 1),
                "That is *one* hidden layer. Between two of them stand w² weights more.",
            ),
            Mistake(
                lambda features, most: _right(features, most) - 1,
                "That fits, and one more unit in each layer would fit, too.",
            ),
            Mistake(
                lambda features, most: most // 2,
                "Parameters sit on the connections, not on the units: count those.",
            ),
            Mistake(
                lambda features, most: most // (features + 3),
                "The w² weights between the two hidden layers are missing.",
            ),
            Mistake(
                lambda features, most: most // (features + 1),
                "That many units fit into a first layer alone. There are two layers, and an "
                "output.",
            ),
            Mistake(
                lambda features, most: _facts(features, most)["takes"],
                "That is how many parameters such a net has. How many units has each layer?",
            ),
            Mistake(
                lambda features, most: round(_solved(features, most), 2),
                "Right so far. Units are whole: how many fit?",
            ),
            Mistake(
                lambda features, most: int(most**0.5),
                "The w² between the hidden layers are counted; now the way in, the way out, and "
                "the biases.",
            ),
        ),
        hints=(
            "Section 9.1 counts the parameters of a net layer by layer.",
            "{features}·w + w into the first layer, w·w + w into the second, w + 1 into the "
            "output.",
            "w² + {three}·w + 1 ≤ {most}: try w = 1, 2, 3 and so on.",
        ),
        worked="w² + {three}w + 1 is {takes} for w = {right}, and {over} for w = {more}.",
        then="`Settings.read(…).parameters` counts for you.",
    ),
}
