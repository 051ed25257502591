"""Many numbers to few: sums and means along axes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mathdl.tensor import Operand, Rule, op


@op
def sum(a: Operand, axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False) -> Rule:
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
    a = np.asarray(a)
    y = np.add.reduce(a, axis, keepdims=keepdims)
    return y, lambda g: _spread(g, a.shape, axis, keepdims)


@op
def mean(a: Operand, axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False) -> Rule:
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
    a = np.asarray(a)
    y = np.add.reduce(a, axis, keepdims=keepdims)
    n = a.size / y.size if a.size else math.nan
    return y / n, lambda g: _spread(g / n, a.shape, axis, keepdims)


def _spread(g: Any, shape: tuple[int, ...], axis: Any, keepdims: bool) -> np.ndarray:
    """Copy a gradient back along the axes that a reduction removed."""
    if axis is not None and not keepdims and shape:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, shape)
