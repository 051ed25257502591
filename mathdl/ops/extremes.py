"""Choosing among numbers: the larger, the smaller, one or the other."""

from __future__ import annotations

import numpy as np

from mathdl.formulas import entrywise
from mathdl.ops.reductions import spread
from mathdl.tensor import Axis, Operand, Rule, op


@entrywise(
    "max(a, b)", "1 if a > b else 0.5 if a == b else 0", "1 if a < b else 0.5 if a == b else 0"
)
def maximum(a: Operand, b: Operand) -> Rule:
    """Take the larger of two, entry by entry: y = max(a, b), with ∂y/∂a = 1 where a > b, else 0.

    Parameters
    ----------
    a, b : array or Tensor, of shapes that broadcast

    Notes
    -----
    Where a = b there is no derivative; each gets half, as in PyTorch and JAX. Where one is nan, y
    is nan and b gets the gradient; in PyTorch both get all of it.

    Examples
    --------
    >>> dl.maximum(dl.Tensor([1.0, 5.0]), 3.0)
    Tensor([3., 5.])
    """
    share = np.greater(a, b) + 0.5 * np.equal(a, b)
    return np.maximum(a, b), lambda g: g * share, lambda g: g * (1 - share)


@entrywise(
    "min(a, b)", "1 if a < b else 0.5 if a == b else 0", "1 if a > b else 0.5 if a == b else 0"
)
def minimum(a: Operand, b: Operand) -> Rule:
    """Take the smaller of two, entry by entry: y = min(a, b), with ∂y/∂a = 1 where a < b, else 0.

    Parameters
    ----------
    a, b : array or Tensor, of shapes that broadcast

    Notes
    -----
    Where a = b there is no derivative; each gets half, as in PyTorch and JAX. Where one is nan, y
    is nan and b gets the gradient; in PyTorch both get all of it.

    Examples
    --------
    >>> dl.minimum(dl.Tensor([1.0, 5.0]), 3.0)
    Tensor([1., 3.])
    """
    share = np.less(a, b) + 0.5 * np.equal(a, b)
    return np.minimum(a, b), lambda g: g * share, lambda g: g * (1 - share)


@op
def clip(a: Operand, min: float | None = None, max: float | None = None) -> Rule:
    """Keep within bounds: y = min where a < min, max where a > max, else a, with dy/da = 1 there.

    Parameters
    ----------
    a : array or Tensor of any shape
    min, max : number or array, optional
        The bounds, constants; None for no bound.

    Notes
    -----
    On a bound there is no derivative; 1 is chosen, as in PyTorch's ``clamp``. Where min is above
    max, y is max, as in NumPy and PyTorch.

    Examples
    --------
    >>> dl.clip(dl.Tensor([-3.0, 0.5, 3.0]), -1, 1)
    Tensor([-1. ,  0.5,  1. ])
    """
    y = np.clip(a, min, max)
    return y, lambda g: g * np.equal(y, a)


@op
def where(condition: np.ndarray, a: Operand, b: Operand) -> Rule:
    """Take a where a condition holds, and b elsewhere, with ∂y/∂a = 1 where it holds, else 0.

    Parameters
    ----------
    condition : array of booleans
        A constant.
    a, b : array or Tensor, of shapes that broadcast

    Notes
    -----
    Both a and b are computed everywhere; where one is infinite or nan without being taken, its own
    gradient may still be nan. Make it finite first, as in ``log(where(x > 0, x, 1))``.

    Examples
    --------
    >>> x = dl.Tensor([-2.0, 3.0])
    >>> dl.where(x > 0, x, 0.1 * x)
    Tensor([-0.2,  3. ])
    """
    y = np.where(condition, a, b)[()]
    return y, None, lambda g: np.where(condition, g, 0)[()], lambda g: np.where(condition, 0, g)[()]


@op
def max(a: Operand, axis: Axis = None, *, keepdims: bool = False) -> Rule:
    """Take the largest along axes, with dy/da = 1 for the largest entry, else 0.

    Parameters
    ----------
    a : array or Tensor, not empty along these axes
    axis : int or tuple of int, optional
        The axes that disappear; all of them by default.
    keepdims : bool
        Keep those axes, with length 1.

    Notes
    -----
    Several largest entries share the gradient equally, as in PyTorch's ``amax`` and in JAX.

    Examples
    --------
    >>> dl.max(dl.Tensor([[1.0, 5.0], [7.0, 3.0]]), axis=1)
    Tensor([5., 7.])
    """
    return _extreme(np.maximum, a, axis, keepdims)


@op
def min(a: Operand, axis: Axis = None, *, keepdims: bool = False) -> Rule:
    """Take the smallest along axes, with dy/da = 1 for the smallest entry, else 0.

    Parameters
    ----------
    a : array or Tensor, not empty along these axes
    axis : int or tuple of int, optional
        The axes that disappear; all of them by default.
    keepdims : bool
        Keep those axes, with length 1.

    Notes
    -----
    Several smallest entries share the gradient equally, as in PyTorch's ``amin`` and in JAX.

    Examples
    --------
    >>> dl.min(dl.Tensor([[1.0, 5.0], [7.0, 3.0]]), axis=1)
    Tensor([1., 3.])
    """
    return _extreme(np.minimum, a, axis, keepdims)


def _extreme(larger: np.ufunc, a: Operand, axis: Axis, keepdims: bool) -> Rule:
    y = larger.reduce(a, axis, keepdims=keepdims)

    def vjp(g: np.ndarray) -> np.ndarray:
        taken = a == spread(y, np.shape(a), axis, keepdims)
        ties = np.add.reduce(taken, axis, dtype=g.dtype, keepdims=True)
        return spread(g, np.shape(a), axis, keepdims) * (taken / ties)

    return y, vjp
