"""Chapter 8, a gradient that is too long."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise, Mistake


def _long(rng: np.random.Generator) -> dict[str, Any]:
    k = int(rng.choice([2, 3, 4]))
    g = k * rng.permutation([3, 4]) * rng.choice([-1, 1], 2)
    return {"g": (*g.tolist(), 0), "limit": int(rng.choice([2, 5])) if k > 2 else 5}


def _length(g: tuple) -> float:
    return float(np.linalg.norm(g))


EXERCISES = {
    "8.7": Exercise(
        title="Clip",
        level=2,
        ask="The gradient is {g}, and it is clipped by its norm with `max_norm` {limit}. What is "
        "left of it?",
        numbers={"g": (6, -8, 0), "limit": 5},
        draw=_long,
        kind=Array(),
        right=lambda g, limit: [limit / _length(g) * x for x in g],
        facts=lambda g, limit: {"length": _length(g), "share": limit / _length(g)},
        mistakes=(
            Mistake(
                lambda g, limit: np.clip(g, -limit, limit).tolist(),
                "That is clipping by value: each entry for itself, and the arrow has turned.",
            ),
            Mistake(
                lambda g, limit: [x / _length(g) for x in g],
                "That is 1 long. {limit} is allowed.",
            ),
            Mistake(
                lambda g, limit: list(g),
                "Unchanged. But its length is {length:g}, more than {limit}.",
            ),
            Mistake(
                lambda g, limit: [float(np.sign(x)) * max(abs(x) - limit, 0) for x in g],
                "You took the limit away from each entry. One factor shortens all of them.",
            ),
            Mistake(
                lambda g, limit: [limit / sum(map(abs, g)) * x for x in g],
                "The length is no sum of entries: √(a² + b² + …), here {length:g}.",
            ),
            Mistake(
                lambda g, limit: [x / limit for x in g],
                "Divided by the limit, it is {limit} times shorter, whatever its length was. The "
                "factor is limit/length.",
            ),
            Mistake(
                lambda g, limit: [limit / max(map(abs, g)) * x for x in g],
                "You brought the largest entry to the limit. The *length* is to be {limit}.",
            ),
            Mistake(
                lambda g, limit: [_length(g) / limit * x for x in g],
                "Upside down: that is longer than before.",
            ),
            Mistake(
                lambda g, limit: [0.0 for _ in g],
                "A step that is too long is shortened, not left out.",
            ),
            Mistake(
                lambda g, limit: [limit / _length(g) * abs(x) for x in g],
                "The lengths are right. Signs stay: otherwise the step goes elsewhere.",
            ),
        ),
        hints=(
            "Section 8.8: if it is too long, multiply all of it by limit/length.",
            "How long is it? Pythagoras, with three entries.",
            "It is {length:g} long, so the factor is {share:.3g}.",
        ),
        worked="Its length is {length:g}, the factor {limit}/{length:g} = {share:.3g}: {right}.",
        then="It points where it pointed, only the step is shorter.",
    ),
}
