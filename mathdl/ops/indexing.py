"""Only some of the numbers: by index, and labels as rows of zeros with a single one."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.constants import picks_once
from mathdl.refusals import class_labels, whole
from mathdl.tensor import Entries, Rule, op


@op
def getitem(a: Entries, index: Any) -> Rule:
    """Pick entries: y = a[index], with 1 for every entry picked and 0 for the others.

    Parameters
    ----------
    a : array or Tensor of any shape
    index : int, slice, None, ..., array of integers or booleans, or a tuple of these

    Raises
    ------
    IndexError
        If an index is out of range.

    Notes
    -----
    An entry picked several times receives the sum of the gradients of all its copies. Indices mean
    what they mean to NumPy; PyTorch has no negative steps, and treats an int beside a list of
    indices as a slice.

    Examples
    --------
    >>> x = dl.Tensor([1.0, 2.0, 3.0])
    >>> x[[0, 0, 2]].backward([1.0, 1.0, 1.0])
    >>> x.grad
    array([2., 0., 1.])
    """

    def vjp(g: np.ndarray) -> np.ndarray:
        spread = np.zeros(np.shape(a), g.dtype)
        if picks_once(index):
            spread[index] = g
        else:
            np.add.at(spread, index, g)
        return spread[()]

    return np.asarray(a)[index][()], vjp


def one_hot(labels: np.ndarray, num_classes: int, dtype: type = np.float64) -> np.ndarray:
    """Write each label as a row of zeros with a single one: the entry at the label.

    Parameters
    ----------
    labels : array of integers of any shape, from 0 to `num_classes` − 1
    num_classes : int
    dtype : type
        Of the result; PyTorch's are integers.

    Returns
    -------
    array of shape (*labels.shape, num_classes)

    Raises
    ------
    TypeError
        If the labels are not integers.
    ValueError
        If a label is out of range.

    Examples
    --------
    >>> dl.one_hot([2, 0], 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    labels = class_labels(labels, whole("num_classes", num_classes, 1))
    return np.eye(num_classes, dtype=dtype)[labels]
