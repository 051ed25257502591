"""Chapter 6, backward rules that the reader writes: a gate, a layer, a broadcast."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from mathdl.backprop import unbroadcast
from mathdl.exercises.answers.function import Function
from mathdl.exercises.exercise import Exercise, Mistake

_rng = np.random.default_rng(6)


def normal(*shape: int) -> np.ndarray:
    """Draw numbers, rounded so that a learner can type them."""
    return _rng.normal(size=shape).round(2)


GATES = (
    (np.array([1.5, -2.0, 0.5, -1.0]), np.array([2.0, 3.0, -1.0, -0.5])),
    (normal(3, 4), normal(3, 4)),
)
LAYERS = (
    (normal(4, 4), normal(4, 4), normal(4, 4)),
    (normal(5, 3), normal(2, 3), normal(5, 2)),
)
BROADCASTS = (
    (normal(4, 3), (3,)),
    (normal(4, 3), (4, 1)),
    (normal(4, 3), (1, 1)),
    (normal(2, 4, 3), (4, 3)),
    (normal(4, 3), (4, 3)),
)


def _layer(
    d_x: Callable | None = None, d_w: Callable | None = None, d_b: Callable | None = None
) -> Callable:
    """The backward pass of Z = X @ W.T + b, with one of its three parts exchanged."""

    def linear_backward(x: np.ndarray, w: np.ndarray, g: np.ndarray) -> tuple:
        return (
            d_x(g, w) if d_x else g @ w,
            d_w(x, g) if d_w else g.T @ x,
            d_b(g) if d_b else g.sum(axis=0),
        )

    return linear_backward


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


_FITS = (
    "Fits only because everything is square here: with W of shape (3, 2) it is refused, and finite "
    "differences disagree. "
)
SQUARE_ONLY = (
    _layer(d_x=lambda g, w: g @ w.T),
    _layer(d_w=lambda x, g: x @ g),
    _layer(d_x=lambda g, w: g @ w.T, d_w=lambda x, g: x.T @ g),
)

EXERCISES = {
    "6.4": Exercise(
        title="The gate",
        level=2,
        ask="Write `relu_backward(g, z)`: the message that relu sends back. The gradient from "
        "above is g, the input was z, both arrays of one shape.",
        kind=Function(GATES, "relu_backward"),
        right=lambda: lambda g, z: g * (z > 0),
        mistakes=(
            Mistake(
                lambda: lambda g, z: z > 0,
                "That is the local derivative alone. Multiply it by what comes from above, g.",
            ),
            Mistake(
                lambda: lambda g, z: g * np.maximum(z, 0),
                "The value relu(z) stands where its slope belongs: 1 or 0.",
            ),
            Mistake(
                lambda: lambda g, z: np.maximum(g * z, 0),
                "relu of g·z is neither: the message g itself passes, unchanged, where z > 0.",
            ),
            Mistake(
                lambda: lambda g, z: np.maximum(g, 0),
                "That sends g through relu. Going back, the gate looks at the input z, and where "
                "it is open negative messages pass too.",
            ),
            Mistake(
                lambda: lambda g, z: g * z,
                "g times the input: the local derivative of relu is not z but 1 or 0.",
            ),
            Mistake(
                lambda: lambda g, z: g * (g > 0) * (z > 0),
                "Right where g is positive. But the gate looks at z alone: where it is open, "
                "negative messages pass.",
            ),
            Mistake(
                lambda: lambda g, z: g,
                "There is no gate: where z was negative, relu was flat, and nothing passes.",
            ),
            Mistake(
                lambda: lambda g, z: g * (z < 0),
                "The gate is open on the wrong side: messages pass where z is positive.",
            ),
        ),
        hints=(
            "What is the slope of relu where z is positive, and where it is negative?",
            "Local derivative times gradient from above; `z > 0` is 1 where it holds, 0 elsewhere.",
            "For z = [2, −3] and g = [−5, 7] the message is [−5, 0].",
        ),
        worked="`return g * (z > 0)`.",
        then="relu has to remember only where it was open: one bit for each number.",
    ),
    "6.5": Exercise(
        title="Backward through PyTorch's layer",
        level=3,
        ask="PyTorch stores a layer's weights the other way round, as (out, in): Z = X @ W.T + b. "
        "G = ∂L/∂Z has come from above. Write `linear_backward(X, W, G)`, which returns "
        "(dX, dW, db). It is tried on X (5, 3) with W (2, 3), and on 4 × 4 throughout.",
        kind=Function(LAYERS, "linear_backward", parts=("dX", "dW", "db"), slips=SQUARE_ONLY),
        right=lambda: _layer(),
        mistakes=(
            Mistake(
                lambda: _layer(d_w=lambda x, g: x.T @ g),
                "dW is transposed: that is the rule for a W of shape (in, out). Here it is "
                "(out, in).",
            ),
            Mistake(
                lambda: SQUARE_ONLY[2],
                "Those are the rules of section 6.5, for a W of shape (in, out), and NumPy refuses "
                "G @ W.T here. This W is stored the other way round: transpose both rules.",
            ),
            Mistake(lambda: SQUARE_ONLY[0], _FITS + "For dX it is G @ W."),
            Mistake(lambda: SQUARE_ONLY[1], _FITS + "For dW it is G.T @ X."),
            Mistake(
                lambda: _layer(d_b=lambda g: g),
                "b was copied to every row; what was copied forward is summed backward.",
            ),
            Mistake(
                lambda: _layer(d_b=lambda g: g.mean(axis=0)),
                "The rows of G are summed for db, not averaged: the 1/N is already in G.",
            ),
            Mistake(
                lambda: _layer(d_b=lambda g: g.sum(axis=0, keepdims=True)),
                "db keeps an axis too many: b has shape (out,).",
            ),
            Mistake(
                lambda: _layer(d_b=lambda g: g.sum()),
                "You summed all of G. Each entry of b has its own column: sum over the rows only.",
            ),
            Mistake(
                lambda: _layer(d_b=lambda g: g.sum(axis=1)),
                "You summed each row. b was copied *down the rows*: sum over axis 0.",
            ),
        ),
        hints=(
            "Section 6.5: each gradient has the shape of its value. Which products of X, W and G "
            "have the shapes of X and W?",
            "dX (5, 3) comes from G (5, 2) and W (2, 3): neither has to be transposed. Now dW.",
            "With one row and one column all are numbers: dX = g·w, dW = g·x, db = g.",
        ),
        worked="`return G @ W, G.T @ X, G.sum(axis=0)`.",
        then="Shapes are a guide; in the square case only dl.check_gradients can tell.",
    ),
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
