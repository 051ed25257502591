"""Chapter 6, backward rules that the reader writes: a gate and a layer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

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
                lambda: lambda g, z: np.maximum(z, 0),
                "That is relu itself, forward. Going back, g is passed on where z > 0.",
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
}
