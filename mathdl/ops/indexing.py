"""Only some of the numbers: by index, as rows of a table, and labels as rows with a single one."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.constants import picks_once
from mathdl.ops.products import rows
from mathdl.refusals import class_labels, require_ids, whole
from mathdl.tensor import Entries, Operand, Rule, op

SMALL = 256  # tables whose one-hot rows are multiplied faster than rows are added up


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


@op
def embedding(ids: np.ndarray, weight: Operand) -> Rule:
    """Look up rows of a table: y = weight[ids], which is one_hot(ids) @ weight, no product made.

    So its derivative is that of the product, ∂L/∂weight = one_hot(ids)ᵀ @ ∂L/∂y: a row that is
    read several times gathers the gradients of all its copies.

    Parameters
    ----------
    ids : array of integers of any shape
        Which rows, counted from 0.
    weight : array or Tensor of shape (num_embeddings, embedding_dim)

    Returns
    -------
    y : of shape (*ids.shape, embedding_dim)

    Raises
    ------
    TypeError
        If `ids` are not integers.
    ValueError
        If there is no such row, or the table is no matrix.

    Notes
    -----
    Bengio and others 2003, "A neural probabilistic language model", learnt such a table first.

    Examples
    --------
    >>> table = dl.Tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    >>> y = dl.embedding([2, 0, 2], table)
    >>> y.backward(np.ones((3, 2)))
    >>> y.data[:, 0], table.grad[:, 0]
    (array([5., 1., 5.]), array([1., 0., 2.]))
    """
    weight = np.asarray(weight)
    ids = require_ids(ids, weight)

    def vjp(g: np.ndarray) -> np.ndarray:
        if len(weight) <= SMALL:
            return one_hot(ids.reshape(-1), len(weight), g.dtype).T @ rows(g)
        spread = np.zeros(weight.shape, g.dtype)
        np.add.at(spread, ids, g)
        return spread

    return weight[ids], None, vjp


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
