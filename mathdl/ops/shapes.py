"""The same numbers in another shape, in another order, or only some of them."""

from __future__ import annotations

from types import EllipsisType
from typing import Any

import numpy as np

from mathdl.tensor import Operand, Rule, op


@op
def reshape(a: Operand, shape: int | tuple[int, ...]) -> Rule:
    """Cut the same ribbon of numbers into another shape.

    Parameters
    ----------
    a : array or Tensor of any shape
    shape : int or tuple of int
        The new shape, with as many entries; one length may be −1, "whatever is left".

    Examples
    --------
    >>> dl.reshape(dl.Tensor([1.0, 2.0, 3.0, 4.0]), (2, 2))
    Tensor([[1., 2.],
            [3., 4.]])
    """
    return np.reshape(a, shape), lambda g: np.reshape(g, np.shape(a))


@op
def transpose(a: Operand, axes: tuple[int, ...] | None = None) -> Rule:
    """Put the axes in another order.

    Parameters
    ----------
    a : array or Tensor of any shape
    axes : tuple of int, optional
        Which old axis stands at each place; by default the order is reversed.

    Examples
    --------
    >>> dl.transpose(dl.Tensor([[1.0, 2.0], [3.0, 4.0]]))
    Tensor([[1., 3.],
            [2., 4.]])
    """
    back = None if axes is None else np.argsort(np.mod(axes, len(axes)))
    return np.transpose(a, axes), lambda g: np.transpose(g, back)


@op
def getitem(a: Operand, index: Any) -> Rule:
    """Pick entries: y = a[index], with 1 for every entry picked and 0 for the others.

    Parameters
    ----------
    a : array or Tensor with at least one axis
    index : int, slice, None, ..., array of integers or booleans, or a tuple of these

    Raises
    ------
    IndexError
        If an index is out of range.

    Notes
    -----
    An entry picked several times receives the sum of the gradients of all its copies.

    Examples
    --------
    >>> x = dl.Tensor([1.0, 2.0, 3.0])
    >>> x[[0, 0, 2]].backward([1.0, 1.0, 1.0])
    >>> x.grad
    array([2., 0., 1.])
    """

    def vjp(g: np.ndarray) -> np.ndarray:
        spread = np.zeros(np.shape(a), g.dtype)
        if _picks_once(index):
            spread[index] = g
        else:
            np.add.at(spread, index, g)
        return spread

    return a[index], vjp


def _picks_once(index: Any) -> bool:
    """Whether no entry can be picked twice: NumPy's basic indexing."""
    parts = index if isinstance(index, tuple) else (index,)
    return all(p is None or isinstance(p, int | np.integer | slice | EllipsisType) for p in parts)
