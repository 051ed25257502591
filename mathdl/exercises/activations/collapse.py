"""Chapter 4, two layers without a bend are one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.answers.parts import Parts
from mathdl.exercises.exercise import Exercise, Mistake


def _one_layer(
    product: Callable = lambda w1, w2: w1 @ w2,
    shift: Callable = lambda b1, w2, b2: b1 @ w2 + b2,
) -> Callable:
    """The weights and the bias of the one layer, with one of the two formulas exchanged."""

    def layer(w1: list, b1: tuple, w2: list, b2: tuple) -> tuple[list, list]:
        w1, b1, w2, b2 = map(np.array, (w1, b1, w2, b2))
        return product(w1, w2).tolist(), shift(b1, w2, b2).tolist()

    return layer


def _turned(w1: np.ndarray, w2: np.ndarray) -> np.ndarray:
    return w2 @ w1


EXERCISES = {
    "4.1": Exercise(
        title="Two layers in one",
        level=2,
        ask="Two layers without a bend: W₁ = {w1}, b₁ = {b1}, then W₂ = {w2}, b₂ = {b2}. Which one "
        "layer does the same? Give the pair (W, b).",
        numbers={"w1": [[1, 2], [0, 1]], "b1": (1, 0), "w2": [[2, 0], [1, -1]], "b2": (0, 3)},
        draw=lambda rng: {
            "w1": rng.choice((-2, -1, 1, 2, 3), (2, 2)).tolist(),
            "b1": tuple(rng.integers(-1, 3, 2).tolist()),
            "w2": rng.choice((-2, -1, 1, 2, 3), (2, 2)).tolist(),
            "b2": tuple(rng.integers(0, 5, 2).tolist()),
        },
        kind=Parts({"W": Array(exact=True), "b": Array(exact=True)}),
        right=_one_layer(),
        facts=lambda w1, b1, w2, b2: {
            "W": _one_layer()(w1, b1, w2, b2)[0],
            "b": _one_layer()(w1, b1, w2, b2)[1],
            "column": [row[0] for row in w2],
            "through": (np.array(b1) @ w2).tolist(),
        },
        mistakes=(
            Mistake(
                _one_layer(product=_turned),
                "b is right, W is W₂ @ W₁. The data stands on the left and meets W₁ first: "
                "(x W₁) W₂ = x (W₁ W₂).",
            ),
            Mistake(
                _one_layer(product=_turned, shift=lambda b1, w2, b2: w2 @ b1 + b2),
                "That has W₂ on the left, as for columns. In this book an example is a *row*: "
                "x W₁ comes first, so W = W₁ W₂, and b₁ also stands left of W₂.",
            ),
            Mistake(
                _one_layer(product=lambda w1, w2: w1 * w2),
                "b is right, W was multiplied cell by cell: that is `*`. Layers multiply by `@`, "
                "row times column.",
            ),
            Mistake(
                _one_layer(product=lambda w1, w2: w1 + w2, shift=lambda b1, w2, b2: b1 + b2),
                "Those are sums. One layer acts on what the other has made, so their weights "
                "multiply: W = W₁ W₂, and b₁ passes through the second layer.",
            ),
            Mistake(
                _one_layer(product=lambda w1, w2: w1 + w2),
                "b is right, W was added. One layer acts on what the other has made, so their "
                "weights multiply: W₁ W₂.",
            ),
            Mistake(
                _one_layer(shift=lambda b1, w2, b2: b1 + b2),
                "W is right, and b nearly: b₁ also travels through the second layer, b₁ W₂ + b₂.",
            ),
            Mistake(
                _one_layer(shift=lambda b1, w2, b2: b2),
                "W is right, but b₁ has got lost on the way. It passes through the second layer: "
                "b₁ W₂ + b₂.",
            ),
            Mistake(
                _one_layer(shift=lambda b1, w2, b2: b1 @ w2),
                "W is right, and so is b₁ W₂. The second layer then adds its own bias, b₂.",
            ),
        ),
        hints=(
            "Section 4.2: write (x W₁ + b₁) W₂ + b₂ and multiply out.",
            "W = W₁ W₂, row times column: its first entry is the row {w1[0]} of W₁ "
            "times the column {column} of W₂. And what becomes of b₁?",
            "With single numbers: 2x + 1, then times 5 plus 4, is 10x + (1·5 + 4). So W = 10 and "
            "b = 9.",
        ),
        worked="W = W₁ W₂ = {W}. The first bias passes through the second layer, "
        "b₁ W₂ = {through}, and b₂ is added: b = {b}.",
        then="Try an x of your own: the two layers and the one give the same. With a bend between "
        "them, one layer would not do.",
    ),
}
