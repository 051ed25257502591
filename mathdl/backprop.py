"""The backward pass: from the end of a computation to everything it was made from.

Every node of a computation knows its `data`, and for each node it was made from (a parent) one
vector-Jacobian product (vjp): the function that turns a gradient here into a gradient there.
Walking from the end to the beginning and adding up what arrives is all of backpropagation.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from mathdl import refusals
from mathdl.constants import gradient_of_a_leaf

if TYPE_CHECKING:
    from mathdl.tensor import Tensor


def backward_order(end: Tensor) -> list[Tensor]:
    """List every node that `end` was made from, each one after all the nodes made from it.

    A node is born after its parents, so sorting by birth, youngest first, is a right order.

    Parameters
    ----------
    end : Tensor
        The node to start from; it comes first.

    Returns
    -------
    list of Tensor

    Examples
    --------
    >>> x = dl.Tensor(3.0)
    >>> y = x * x
    >>> dl.backward_order(y + x)
    [Tensor(12.), Tensor(9.), Tensor(3.)]
    """
    refusals.require_tensor("a backward pass starts from", end)
    nodes, seen = [end], {end}
    for node in nodes:  # the list grows while we walk along it
        for parent, _ in node.edges:
            if parent not in seen:
                seen.add(parent)
                nodes.append(parent)
    nodes.sort(key=attrgetter("birth"), reverse=True)
    return nodes


def backward_steps(
    end: Tensor, grad: np.ndarray | np.floating
) -> Iterator[tuple[Tensor, Tensor, np.ndarray | np.floating]]:
    """Send `grad` back from `end`, one edge at a time: parent.grad ← parent.grad + vjp(node.grad).

    This is the only backward pass of the package: `Tensor.backward` runs it to its end, and the
    pictures of backpropagation pause it between edges. Gradients of interior nodes start afresh;
    those of leaves (tensors that no operation made) accumulate, as in PyTorch. A leaf's gradient is
    its own array, of the type and shape of its values; interior ones may be read-only or shared.

    Parameters
    ----------
    end : Tensor
        Where the pass starts.
    grad : array of the shape of `end`
        The gradient at `end`; 1 for ∂end/∂end.

    Yields
    ------
    (node, parent, contribution)
        After each edge: the message `contribution` went from `node` to `parent`, and has been
        added to `parent.grad`.

    Notes
    -----
    Threads may build and go back through graphs of their own at the same time, also from the
    values of shared tensors. Passes that meet in one tensor would mix their gradients there: let
    each thread make its own leaves, or take turns.

    Examples
    --------
    >>> x = dl.Tensor(3.0)
    >>> for node, parent, contribution in dl.backward_steps(x * x, np.float64(1.0)):
    ...     print(contribution, parent.grad)
    3.0 3.0
    3.0 6.0
    """
    nodes = backward_order(end)
    for node in nodes:
        if node.edges:
            node.grad = None
        elif node.grad is not None:
            node.grad = gradient_of_a_leaf(node)
    if not end.edges or not hasattr(grad, "dtype"):
        grad = _fitted(np.array(grad), end.data)
    end.grad = grad if end.grad is None else end.grad + grad
    for node in nodes:
        above = node.grad
        for parent, vjp in node.edges:
            contribution, value = vjp(above), parent._data
            if contribution.shape != value.shape or contribution.dtype is not value.dtype:
                contribution = _fitted(contribution, value)
            # Added out of place: the first contribution may be a view, or shared with other nodes.
            if parent.grad is not None:
                parent.grad = parent.grad + contribution
            elif parent.edges or (contribution is not above and contribution.base is None):
                parent.grad = contribution
            else:  # what a leaf gets is its own: its reader may write into it
                parent.grad = contribution.copy()
            yield node, parent, contribution


def _fitted(grad: Any, value: np.ndarray | np.floating) -> np.ndarray | np.floating:
    """Turn what a vjp returned into a gradient of the type and shape of the value."""
    if not isinstance(grad, np.ndarray | np.floating):
        refusals.require_gradient(grad)
    return np.asarray(unbroadcast(grad, value.shape), value.dtype)[()]


def unbroadcast(grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Sum `grad` over the axes along which an array of `shape` was broadcast.

    Broadcasting copies a value; the gradient of a copied value is the sum over its copies.

    Parameters
    ----------
    grad : array
        The gradient, of the broadcast shape.
    shape : tuple of int
        The shape before broadcasting.

    Returns
    -------
    array of `shape`

    Raises
    ------
    ValueError
        If an array of `shape` cannot have been broadcast to the shape of `grad`.

    Examples
    --------
    >>> unbroadcast(np.ones((4, 3)), (3,))
    array([4., 4., 4.])
    """
    grad = np.asarray(grad)
    refusals.require_broadcast(grad, shape)
    extra = grad.ndim - len(shape)
    copied = tuple(range(extra)) + tuple(extra + i for i, n in enumerate(shape) if n == 1)
    return np.add.reduce(grad, copied, keepdims=True).reshape(shape)[()]
