"""Chapter 6, the whole thing: the backward pass of a two-layer network, the closing exercise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.exercises.answers.function import Function
from mathdl.exercises.backprop.backward_rules import normal
from mathdl.exercises.exercise import Exercise, Mistake


def _network(rows: int, n_in: int, hidden: int, n_out: int) -> tuple[np.ndarray, ...]:
    return (
        normal(rows, n_in),
        normal(rows, n_out),
        normal(n_in, hidden),
        normal(hidden),
        normal(hidden, n_out),
        normal(n_out),
    )


# The square one first: it is where wrong products fit.
NETWORKS = (_network(4, 4, 4, 4), _network(5, 3, 6, 2), _network(1, 2, 5, 1))


def _backward(
    gate: Callable = lambda da, z: da * (z > 0),
    scale: Callable = lambda p: 2 / p.size,
    second: Callable = lambda g, w2: g @ w2.T,
    stored: Callable = lambda z: np.maximum(z, 0),
    gather: Callable = np.sum,
    forward: Callable = lambda z: np.maximum(z, 0),
) -> Callable:
    """The nine lines, with one of them exchanged."""

    def two_layer_gradients(
        x: np.ndarray,
        y: np.ndarray,
        w1: np.ndarray,
        b1: np.ndarray,
        w2: np.ndarray,
        b2: np.ndarray,
    ) -> tuple[np.ndarray, ...]:
        z = x @ w1 + b1
        p = forward(z) @ w2 + b2
        g = scale(p) * (p - y)
        dw2 = stored(z).T @ g
        db2 = gather(g, axis=0)
        dz = gate(second(g, w2), z)
        return x.T @ dz, gather(dz, axis=0), dw2, db2

    return two_layer_gradients


SQUARE_ONLY = (_backward(second=lambda g, w2: g @ w2),)

EXERCISES = {
    "6.9": Exercise(
        title="The whole thing",
        level=3,
        ask="Z = X @ W1 + b1, A = relu(Z), P = A @ W2 + b2, and L is the mean of (P − Y)² over all "
        "entries. Write `two_layer_gradients(X, Y, W1, b1, W2, b2)`, which goes forward and back "
        "and returns (dW1, db1, dW2, db2). It is tried on three networks, one of them square.",
        kind=Function(
            NETWORKS,
            "two_layer_gradients",
            parts=("dW1", "db1", "dW2", "db2"),
            slips=SQUARE_ONLY,
        ),
        right=lambda: _backward(),
        mistakes=(
            Mistake(
                lambda: _backward(gate=lambda da, z: da),
                "Units that were off have been given a message. Where Z ≤ 0, dZ is 0.",
            ),
            Mistake(
                lambda: _backward(gate=lambda da, z: da * np.maximum(z, 0)),
                "The gate is not relu's value but its slope: 1 where Z > 0, and 0 elsewhere.",
            ),
            Mistake(
                lambda: _backward(gate=lambda da, z: da, stored=lambda z: z, forward=lambda z: z),
                "There is no relu, neither forward nor back: A = np.maximum(Z, 0) comes first.",
            ),
            Mistake(
                lambda: _backward(gate=lambda da, z: da * (da > 0)),
                "The gate looks at the input Z, not at the message: negative messages pass too.",
            ),
            Mistake(
                lambda: _backward(scale=lambda p: 2 / len(p)),
                "MSE averages over all entries, not only over the rows: divide by P.size.",
            ),
            Mistake(
                lambda: _backward(scale=lambda p: 1 / p.size),
                "The square's derivative is 2(P − Y); the 2 is missing.",
            ),
            Mistake(
                lambda: _backward(scale=lambda p: 1),
                "G is the derivative of a mean of squares: 2(P − Y), divided by P.size.",
            ),
            Mistake(
                lambda: _backward(scale=lambda p: 2),
                "L is a mean: each of its P.size terms has the weight 1/P.size.",
            ),
            Mistake(
                lambda: _backward(scale=lambda p: -2 / p.size),
                "All four have the wrong sign: the loss has P − Y, not Y − P.",
            ),
            Mistake(
                lambda: SQUARE_ONLY[0],
                "You used W2 without a transpose. In the square case the shapes agree, the numbers "
                "do not: G @ W2.T.",
            ),
            Mistake(
                lambda: _backward(stored=lambda z: z),
                "dW2 needs what the second layer *received*, A = relu(Z); you used Z.",
            ),
            Mistake(
                lambda: _backward(gather=np.mean),
                "A bias was copied to every row: its messages are summed, not averaged.",
            ),
        ),
        hints=(
            "Forward first, and keep Z and A: the way back needs both. Then start with G = ∂L/∂P.",
            "G = 2(P − Y)/P.size. The transpose rule of section 6.5 takes you from G to dW2, db2 "
            "and dA, exercise 6.4 from dA to dZ, and the rule once more from dZ to dW1 and db1.",
            "With one row and one unit throughout: g = 2(p − y), dw2 = a·g, db2 = g, "
            "dz = g·w2 if z > 0 else 0, dw1 = x·dz, db1 = dz.",
        ),
        worked="`Z = X @ W1 + b1`, `A = np.maximum(Z, 0)`, `P = A @ W2 + b2`, "
        "`G = 2 * (P - Y) / P.size`, `dW2 = A.T @ G`, `db2 = G.sum(axis=0)`, "
        "`dZ = (G @ W2.T) * (Z > 0)`, `dW1 = X.T @ dZ`, `db1 = dZ.sum(axis=0)`.",
        then="Nine lines: for a two-layer network, that is all the work an engine does.",
    ),
}
