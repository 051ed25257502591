"""Chapter 8, what a hundred layers make of a small excess."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise, Mistake


def _excess(rng: np.random.Generator) -> dict[str, Any]:
    return {"percent": int(rng.choice([5, 8, 10])), "layers": int(rng.choice([50, 80, 100]))}


EXERCISES = {
    "8.3": Exercise(
        title="A few per cent",
        level=2,
        ask="Somebody starts a net of {layers} relu layers with weights {percent} % above He's. "
        "How many times as long is the signal at the end, compared with He's own weights?",
        numbers={"percent": 10, "layers": 100},
        draw=_excess,
        kind=Number(),
        right=lambda percent, layers: (1 + percent / 100) ** layers,
        facts=lambda percent, layers: {"factor": 1 + percent / 100},
        mistakes=(
            Mistake(
                lambda percent, layers: 1 + percent / 100 * layers,
                "Interest earns interest: every layer multiplies what the last one made.",
            ),
            Mistake(
                lambda percent, layers: (1 + percent / 100) ** (2 * layers),
                "That is the mean square. The length is its root.",
            ),
            Mistake(
                lambda percent, layers: (1 + percent / 100) ** (layers / 2),
                "relu turns half of the units off, but each of the {layers} layers still "
                "multiplies the length by {factor}.",
            ),
            Mistake(
                lambda percent, layers: (1 + percent / 100) * layers,
                "{layers} factors make a power, not a product.",
            ),
            Mistake(
                lambda percent, layers: (1 - percent / 100) ** layers,
                "That is for weights too *small* by {percent} %.",
            ),
            Mistake(
                lambda percent, layers: (1 + percent / 100) ** -layers,
                "Upside down: larger weights make it longer.",
            ),
            Mistake(
                lambda percent, layers: 1 + percent / 100,
                "That is what one layer does. There are {layers}.",
            ),
            Mistake(
                lambda percent, layers: (1 + percent / 100) ** (layers - 1),
                "Nearly: all {layers} layers have weights, the first one, too.",
            ),
            Mistake(
                lambda percent, layers: layers * (percent / 100),
                "That is the interest without interest on interest, and without the 1 it starts "
                "from.",
            ),
            Mistake(
                lambda percent, layers: (2**0.5 * (1 + percent / 100)) ** layers,
                "The √2 of He's rule makes up for relu: compared with He's own, only {factor} is "
                "left.",
            ),
        ),
        hints=(
            "Section 8.3: each layer multiplies the length by the same factor.",
            "By which factor is the signal of one layer longer? Then {layers} of them.",
            "Two layers with 10 % too much make 1.1 · 1.1 = 1.21.",
        ),
        worked="{factor} to the power of {layers} = {right:,.4g}.",
        then="Ten per cent too little, and a hundred layers leave 0.00003 of it.",
    ),
}
