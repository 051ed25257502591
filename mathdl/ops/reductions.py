"""Many numbers to few: sums, means, spreads and lengths along axes."""

from __future__ import annotations

import numpy as np

from mathdl.tensor import Axis, Operand, Rule, op


@op
def sum(a: Operand, axis: Axis = None, *, keepdims: bool = False) -> Rule:
    """Add up along axes: y = Σᵢ aᵢ, with ∂y/∂aᵢ = 1.

    Parameters
    ----------
    a : array or Tensor of any shape
    axis : int or tuple of int, optional
        The axes that disappear; all of them by default.
    keepdims : bool
        Keep those axes, with length 1.

    Examples
    --------
    >>> dl.sum(dl.Tensor([[1.0, 2.0], [3.0, 4.0]]), axis=0)
    Tensor([4., 6.])
    """
    y = np.add.reduce(a, axis, keepdims=keepdims)
    return y, lambda g: spread(g, np.shape(a), axis, keepdims)


@op
def mean(a: Operand, axis: Axis = None, *, keepdims: bool = False) -> Rule:
    """Average along axes: y = (1/N)·Σᵢ aᵢ over N entries, with ∂y/∂aᵢ = 1/N.

    Parameters
    ----------
    a : array or Tensor of any shape
    axis : int or tuple of int, optional
        The axes that disappear; all of them by default.
    keepdims : bool
        Keep those axes, with length 1.

    Notes
    -----
    The mean of nothing is nan, as in NumPy, but without a warning.

    Examples
    --------
    >>> dl.mean(dl.Tensor([[1.0, 2.0], [3.0, 4.0]]), axis=0)
    Tensor([2., 3.])
    """
    y = np.add.reduce(a, axis, keepdims=keepdims)
    n = np.size(a) / np.size(y) if np.size(a) else np.nan
    return y / n, lambda g: spread(g / n, np.shape(a), axis, keepdims)


@op
def var(a: Operand, axis: Axis = None, *, ddof: int = 0, keepdims: bool = False) -> Rule:
    """Average the squared distance from the mean: y = (1/(N − ddof))·Σᵢ dᵢ², where dᵢ = aᵢ − mean.

    Its derivatives are ∂y/∂aᵢ = 2·dᵢ/(N − ddof): the mean moves too, but Σᵢ dᵢ = 0.

    Parameters
    ----------
    a : array or Tensor of any shape
    axis : int or tuple of int, optional
        The axes that disappear; all of them by default.
    ddof : int
        0 for the variance of these numbers, as in NumPy; 1, PyTorch's default, for an estimate of
        the variance of what they were drawn from. The variance of no more than `ddof` numbers is
        nan; PyTorch divides by 0.
    keepdims : bool
        Keep those axes, with length 1.

    Examples
    --------
    >>> dl.var(dl.Tensor([1.0, 3.0]))
    Tensor(1.)
    """
    y, d, n = _variance(a, axis, ddof, keepdims)
    return y, lambda g: spread(g * (2 / n), d.shape, axis, keepdims) * d


@op
def std(a: Operand, axis: Axis = None, *, ddof: int = 0, keepdims: bool = False) -> Rule:
    """Take the root of the variance: y = √var(a), with ∂y/∂aᵢ = dᵢ/((N − ddof)·y).

    Parameters
    ----------
    a : array or Tensor of any shape
    axis : int or tuple of int, optional
        The axes that disappear; all of them by default.
    ddof : int
        As for `var`.
    keepdims : bool
        Keep those axes, with length 1.

    Notes
    -----
    Where all numbers are equal there is no derivative; 0 is chosen, as in PyTorch. Distances are
    squared in the type of a, in PyTorch always in float64: in float32 those beyond 10¹⁹ give ∞, and
    those below 10⁻²³ count as 0.

    Examples
    --------
    >>> dl.std(dl.Tensor([1.0, 3.0, 1.0, 3.0]))
    Tensor(1.)
    """
    variance, d, n = _variance(a, axis, ddof, keepdims)
    y = np.sqrt(variance)
    return y, lambda g: spread(_over(g, y * n), d.shape, axis, keepdims) * d


@op
def norm(a: Operand, axis: Axis = None, *, keepdims: bool = False) -> Rule:
    """Measure the length: y = √Σᵢ aᵢ², with ∂y/∂aᵢ = aᵢ/y.

    Parameters
    ----------
    a : array or Tensor of any shape
    axis : int or tuple of int, optional
        The axes that disappear; all of them by default.
    keepdims : bool
        Keep those axes, with length 1.

    Notes
    -----
    At length 0 there is no derivative; 0 is chosen, as in PyTorch. NumPy has the same function as
    ``np.linalg.norm``.

    Examples
    --------
    >>> dl.norm(dl.Tensor([3.0, 4.0]))
    Tensor(5.)
    """
    y = np.sqrt(np.add.reduce(a * a, axis, keepdims=keepdims))
    return y, lambda g: spread(_over(g, y), np.shape(a), axis, keepdims) * a


def _variance(
    a: Operand, axis: Axis, ddof: int, keepdims: bool
) -> tuple[np.ndarray, np.ndarray, float]:
    """Return the variance, the distances from the mean, and what the sum was divided by."""
    a = np.asarray(a)
    total = np.add.reduce(a, axis, keepdims=True)
    n = a.size / total.size if a.size else np.nan
    d = a - total / n
    n = n - ddof if n > ddof else np.nan
    return np.add.reduce(d * d, axis, keepdims=keepdims) / n, d, n


def _over(g: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Divide by a length; 0 where the length is 0."""
    return np.where(y == 0, 0, g / np.where(y == 0, 1, y))


def spread(g: np.ndarray, shape: tuple[int, ...], axis: Axis, keepdims: bool) -> np.ndarray:
    """Copy a gradient back along the axes that a reduction removed."""
    if axis is not None and not keepdims and shape:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, shape)[()]
