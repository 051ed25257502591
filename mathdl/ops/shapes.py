"""The same numbers in another shape or order, or put together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mathdl.refusals import require_axis, several
from mathdl.tensor import Axis, Entries, Operand, Rule, Tensor, op


@op
def reshape(a: Entries, shape: int | tuple[int, ...]) -> Rule:
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
    return np.reshape(a, shape)[()], lambda g: np.reshape(g, np.shape(a))[()]


@op
def transpose(a: Entries, axes: tuple[int, ...] | None = None) -> Rule:
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
def expand_dims(a: Entries, axis: int | tuple[int, ...]) -> Rule:
    """Insert an axis of length 1.

    Parameters
    ----------
    a : array or Tensor of any shape
    axis : int or tuple of int
        Where the new axes stand in the result.

    Examples
    --------
    >>> dl.expand_dims(dl.Tensor([1.0, 2.0]), 1).shape
    (2, 1)
    """
    return np.expand_dims(a, axis), lambda g: np.reshape(g, np.shape(a))[()]


@op
def squeeze(a: Entries, axis: Axis = None) -> Rule:
    """Remove axes of length 1.

    Parameters
    ----------
    a : array or Tensor of any shape
    axis : int or tuple of int, optional
        Which; all of length 1 by default.

    Raises
    ------
    ValueError
        If one of these axes has another length; PyTorch leaves it as it is.

    Examples
    --------
    >>> dl.squeeze(dl.Tensor([[1.0], [2.0]])).shape
    (2,)
    """
    return np.squeeze(a, axis)[()], lambda g: np.reshape(g, np.shape(a))[()]


@op
def swapaxes(a: Entries, axis1: int, axis2: int) -> Rule:
    """Exchange two axes.

    Parameters
    ----------
    a : array or Tensor with at least one axis
    axis1, axis2 : int

    Examples
    --------
    >>> dl.swapaxes(dl.Tensor([[1.0, 2.0], [3.0, 4.0]]), 0, 1)
    Tensor([[1., 3.],
            [2., 4.]])
    """
    return np.swapaxes(a, axis1, axis2), lambda g: np.swapaxes(g, axis1, axis2)


@op
def _concatenate(*arrays: Entries, axis: int) -> Rule:
    y = np.concatenate(arrays, axis)
    before = (slice(None),) * (axis % y.ndim)
    ends = np.cumsum([np.shape(a)[axis] for a in arrays]).tolist()
    parts = map(slice, [0, *ends], ends)
    return y, *(lambda g, part=part: g[*before, part] for part in parts)


def concatenate(tensors: Sequence[Operand], axis: int = 0) -> Tensor | np.ndarray:
    """Put arrays one after another along an axis they have.

    Parameters
    ----------
    tensors : sequence of arrays or Tensors
        Of equal shapes but for this axis.
    axis : int

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> dl.concatenate([dl.Tensor([1.0]), [2.0, 3.0]])
    Tensor([1., 2., 3.])
    """
    return _concatenate(*several(tensors), axis=axis)


def stack(tensors: Sequence[Operand], axis: int = 0) -> Tensor | np.ndarray:
    """Put arrays of one shape beside each other, along a new axis.

    Parameters
    ----------
    tensors : sequence of arrays or Tensors
    axis : int
        Where the new axis stands in the result.

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> dl.stack([dl.Tensor([1.0, 2.0]), [3.0, 4.0]], axis=1)
    Tensor([[1., 3.],
            [2., 4.]])
    """
    return concatenate([expand_dims(a, axis) for a in several(tensors)], axis)


def unstack(a: Operand, axis: int = 0) -> tuple:
    """Take an array apart along an axis: the inverse of `stack`.

    Parameters
    ----------
    a : array or Tensor with at least one axis
    axis : int
        The axis that disappears.

    Returns
    -------
    tuple of arrays or Tensors

    Examples
    --------
    >>> dl.unstack(dl.Tensor([[1.0, 2.0], [3.0, 4.0]]), axis=1)
    (Tensor([1., 3.]), Tensor([2., 4.]))
    """
    a = a if isinstance(a, Tensor) else np.asarray(a)
    require_axis("unstack", a, axis)
    before = (slice(None),) * (axis % a.ndim)
    return tuple(a[*before, i] for i in range(a.shape[axis]))
