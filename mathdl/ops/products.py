"""Matrix products and the linear layer."""

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
    y = a @ b
    if a.ndim > 1 and b.ndim > 1:
        return y, lambda g: g @ b.swapaxes(-1, -2), lambda g: a.swapaxes(-1, -2) @ g
    if a.ndim == 1 and b.ndim == 1:
        return y, lambda g: g * b, lambda g: g * a
    if a.ndim == 1:
        return y, lambda g: (b @ g[..., None])[..., 0], lambda g: a[:, None] * g[..., None, :]
    return y, lambda g: g[..., None] * b, lambda g: (a.swapaxes(-1, -2) @ g[..., None])[..., 0]


@op
def linear(x: Operand, weight: Operand, bias: Operand) -> Rule:
    """Apply a linear layer: Y = X @ W + b, one example per row.

    Parameters
    ----------
    x : array or Tensor of shape (..., in_features)
    weight : array or Tensor of shape (in_features, out_features)
        PyTorch stores the transpose, (out_features, in_features).
    bias : array or Tensor of shape (out_features,)

    Returns
    -------
    y : of shape (..., out_features)

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> dl.linear([[1.0, 2.0]], dl.Tensor([[1.0, -1.0], [2.0, 0.5]]), [-3.0, 0.5])
    Tensor([[2. , 0.5]])
    """
    x, weight, bias = np.asarray(x), np.asarray(weight), np.asarray(bias)
    if weight.ndim != 2 or x.shape[-1:] != weight.shape[:1] or bias.shape != weight.shape[1:]:
        raise ValueError(
            f"linear takes x (..., in), weight (in, out) and bias (out,); "
            f"these have shapes {x.shape}, {weight.shape} and {bias.shape}"
        )
    if x.ndim == 2:
        y = x @ weight + bias
        return y, lambda g: g @ weight.T, lambda g: x.T @ g, lambda g: np.add.reduce(g)
    # Leading axes are flattened, so that there is one large product instead of many small ones.
    rows = math.prod(x.shape[:-1])
    flat_x = x.reshape(rows, x.shape[-1])
    y = (flat_x @ weight + bias).reshape(*x.shape[:-1], bias.size)

    def flat(g: np.ndarray) -> np.ndarray:
        return g.reshape(rows, bias.size)

    return (
        y,
        lambda g: (flat(g) @ weight.T).reshape(x.shape),
        lambda g: flat_x.T @ flat(g),
        lambda g: np.add.reduce(flat(g)),
    )
