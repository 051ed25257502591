"""Matrix products."""

from __future__ import annotations

import math

import numpy as np

from mathdl.tensor import Operand, Rule, op


@op
def matmul(a: Operand, b: Operand) -> Rule:
    """Multiply matrices: Y = A @ B, with ∂L/∂A = G @ Bᵀ and ∂L/∂B = Aᵀ @ G, where G = ∂L/∂Y.

    Parameters
    ----------
    a : array or Tensor of shape (..., n, k) or (k,)
    b : array or Tensor of shape (..., k, m) or (k,)
        Leading axes broadcast.

    Returns
    -------
    y : of shape (..., n, m); the axis of a one-axis argument is missing

    Raises
    ------
    ValueError
        If the lengths k differ, or an argument is a single number.

    Examples
    --------
    >>> dl.matmul(dl.Tensor([[1.0, 2.0], [3.0, 4.0]]), [1.0, 10.0])
    Tensor([21., 43.])
    """
    a, b = np.asarray(a), np.asarray(b)
    if not (a.ndim and b.ndim) or a.shape[-1] != b.shape[-2 if b.ndim > 1 else 0]:
        raise ValueError(
            f"A @ B needs as many columns in A as rows in B; the shapes are {a.shape} and {b.shape}"
        )
    y = a @ b
    if a.ndim > 1 and b.ndim == 2:  # one large product instead of a sum of many small ones
        return y, lambda g: g @ b.T, lambda g: _rows(a).T @ _rows(g)
    if a.ndim > 1 and b.ndim > 1:
        return y, lambda g: g @ b.swapaxes(-1, -2), lambda g: a.swapaxes(-1, -2) @ g
    if a.ndim == 1 and b.ndim == 1:
        return y, lambda g: g * b, lambda g: g * a
    if a.ndim == 1:
        return y, lambda g: (b @ g[..., None])[..., 0], lambda g: a[:, None] * g[..., None, :]
    return y, lambda g: g[..., None] * b, lambda g: (a.swapaxes(-1, -2) @ g[..., None])[..., 0]


def _rows(a: np.ndarray) -> np.ndarray:
    """Put the rows of all matrices into one; −1 would not do where there is no column."""
    return a.reshape(math.prod(a.shape[:-1]), a.shape[-1])
