"""Chapter 6, a backward rule that the reader writes: what undoes a broadcast."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from mathdl.backprop import unbroadcast
from mathdl.exercises.answers.function import Function
from mathdl.exercises.backprop.backward_rules import normal
from mathdl.exercises.exercise import Exercise, Mistake

BROADCASTS = (
    (normal(4, 3), (3,)),
    (normal(4, 3), (4, 1)),
    (normal(4, 3), (1, 1)),
    (normal(2, 4, 3), (4, 3)),
    (normal(4, 3), (4, 3)),
)


def _undone(reduce: Callable) -> Callable:
    """Undo a broadcast with another reduction than the sum."""

    def wrong(g: np.ndarray, shape: tuple[int, ...]) -> Any:
        extra = g.ndim - len(shape)
        g = reduce(g, axis=tuple(range(extra)))
        stretched = tuple(i for i, n in enumerate(shape) if n == 1)
        return reduce(g, axis=stretched, keepdims=True)

    return wrong


def _without_keepdims(g: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    g = g.sum(axis=tuple(range(g.ndim - len(shape))))
    return g.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1))


EXERCISES = {
    "6.6": Exercise(
        title="Undo the broadcast",
        level=3,
        ask="An array of some shape was broadcast, and g is the gradient of the result. Write "
        "`unbroadcast(g, shape)`, the gradient of the array before, as an array of that shape. "
        "With g (4, 3) it is tried on the shapes (3,), (4, 1), (1, 1) and (4, 3), with g (2, 4, 3) "
        "on (4, 3).",
        kind=Function(BROADCASTS, "unbroadcast"),
        right=lambda: unbroadcast,
        mistakes=(
            Mistake(lambda: _undone(np.mean), "Averaged: copied forward means *summed* backward."),
            Mistake(
                lambda: lambda g, shape: np.full(shape, g.sum()),
                "Everything was added into every entry. Each entry hears its own copies only.",
            ),
            Mistake(
                lambda: lambda g, shape: g[0],
                "Every copy sends a message; you kept one.",
            ),
            Mistake(
                lambda: _without_keepdims,
                "The sums are right, the shapes are not: (4,) is not (4, 1). Sum with keepdims, or "
                "reshape.",
            ),
            Mistake(
                lambda: lambda g, shape: g.sum(axis=tuple(range(g.ndim - len(shape)))),
                "You summed the leading axes only; an axis of size 1 was stretched as well.",
            ),
            Mistake(
                lambda: lambda g, shape: g.sum(axis=0),
                "Axis 0 is not always the one that was copied. Compare both shapes, from the "
                "right.",
            ),
            Mistake(
                lambda: (
                    lambda g, shape: np.reshape(
                        np.ravel(g)[: math.prod(shape)],
                        shape,
                    )
                ),
                "You cut out as many entries as fit. Each entry has several copies: sum them.",
            ),
        ),
        hints=(
            "Which axes were copied? Those that were missing in front, and those of length 1.",
            "First g = g.sum(axis=0) while g has more axes than shape; then, for each axis where "
            "shape has a 1, sum with keepdims=True.",
            "For g of ones, (4, 3), and shape (3,): every entry was copied 4 times, so [4, 4, 4].",
        ),
        worked="`while g.ndim > len(shape): g = g.sum(axis=0)`, then `for i, n in "
        "enumerate(shape):` and in it `if n == 1: g = g.sum(axis=i, keepdims=True)`, and return g.",
        then="One such function serves all operations of an engine: what was copied forward is "
        "summed backward.",
    ),
}
