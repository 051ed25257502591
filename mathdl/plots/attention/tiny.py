"""A transformer small enough to be written on one page, forward and backward (chapter 12)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

import mathdl as dl

TOKENS = "a", "n", "."  # what is known, and what can come next
READ, NEXT = (0, 1, 1), (1, 1, 0)  # a n n, and after each n, n, a
START = {
    "W_Q": np.array([[1.0, 0.0], [0.0, 1.0]]),
    "W_K": np.array([[0.0, 1.0], [1.0, 0.0]]),
    "W_V": np.array([[1.0, -1.0], [1.0, 1.0]]),
    "U": np.array([[-1.0, 1.0, 0.0], [0.0, -1.0, 1.0]]),
}
X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])  # letters and places, added


class Pass(NamedTuple):
    """All values on the way, and the gradient of the loss by each, under the same names."""

    values: dict[str, np.ndarray]
    gradients: dict[str, np.ndarray]
    loss: float


@lru_cache(maxsize=8)
def walk(masked: bool, last_only: bool) -> Pass:
    """Go through the tiny transformer, there and back, with NumPy and nothing else."""
    W_Q, W_K, W_V, U = START.values()
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    S = Q @ K.T / np.sqrt(2)
    if masked:
        S = np.where(np.tri(3, dtype=bool), S, -np.inf)
    A = dl.softmax(S)
    H = A @ V
    Y = X + H
    Z = Y @ U
    P = dl.softmax(Z)
    weight = np.array([0, 0, 1.0]) if last_only else np.full(3, 1 / 3)
    loss = float(-(weight * np.log(P[range(3), NEXT])).sum())
    values = START | {"X": X, "Q": Q, "K": K, "V": V, "S": S, "A": A, "H": H, "Y": Y, "Z": Z}

    dZ = weight[:, None] * (P - np.eye(3)[list(NEXT)])
    dY = dZ @ U.T
    dA, dV = dY @ V.T, A.T @ dY  # H has the gradient of Y: a sum passes it on
    dS = A * (dA - (A * dA).sum(1, keepdims=True))
    dQ, dK = dS @ K / np.sqrt(2), dS.T @ Q / np.sqrt(2)
    dX = dY + dQ @ W_Q.T + dK @ W_K.T + dV @ W_V.T
    gradients = {
        "Z": dZ, "Y": dY, "H": dY, "A": dA, "V": dV, "S": dS, "Q": dQ, "K": dK, "X": dX,
        "W_Q": X.T @ dQ, "W_K": X.T @ dK, "W_V": X.T @ dV, "U": Y.T @ dZ,
    }  # fmt: skip
    return Pass(values | {"P": P}, gradients, loss)
