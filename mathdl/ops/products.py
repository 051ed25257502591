"""Matrix products."""

from __future__ import annotations

import math

import numpy as np

from mathdl.refusals import require_factors
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
    require_factors(a, b)
    y = a @ b
    if a.ndim > 1 and b.ndim == 2:  # one large product instead of a sum of many small ones
        return y, lambda g: g @ b.T, lambda g: rows(a).T @ rows(g)
    if a.ndim > 1 and b.ndim > 1:
        return y, lambda g: g @ b.swapaxes(-1, -2), lambda g: a.swapaxes(-1, -2) @ g
    if a.ndim == 1 and b.ndim == 1:
        return y, lambda g: g * b, lambda g: g * a
    if a.ndim == 1:
        return y, lambda g: (b @ g[..., None])[..., 0], lambda g: a[:, None] * g[..., None, :]
    return y, lambda g: g[..., None] * b, lambda g: (a.swapaxes(-1, -2) @ g[..., None])[..., 0]


def rows(a: np.ndarray) -> np.ndarray:
    """Put the rows of all matrices into one matrix."""
    # −1 in the place of their number would not do where there is no column.
    return a.reshape(math.prod(a.shape[:-1]), a.shape[-1])
