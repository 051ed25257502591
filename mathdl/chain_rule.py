"""Derivatives of your own functions, by the chain rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from mathdl import refusals
from mathdl.backprop import backward_order, backward_steps, unbroadcast
from mathdl.tensor import Tensor, value_of


def derivative(f: Callable) -> Callable:
    """Differentiate a function of one variable: derivative(f)(x) is f′(x).

    The backward pass multiplies the local derivatives of the operations of `f`.

    Parameters
    ----------
    f : function
        From one number to one number, made of operations of mathdl. Applied to an array it must
        act on each entry by itself.

    Returns
    -------
    function
        Takes a number or an array, and returns the slope of `f` there, in the same shape.

    Raises
    ------
    ValueError
        If `f` changes the shape of its argument, when the returned function is called.

    Examples
    --------
    >>> derivative(lambda x: x * x)(3.0)
    6.0
    >>> derivative(dl.sin)(np.array([0.0, np.pi]))
    array([ 1., -1.])
    """
    refusals.require_function(f, "derivative(mathdl.sin)")

    def slope(x: np.ndarray | float) -> np.ndarray | float:
        leaf = Tensor(x)
        y = _result(f, leaf)
        if np.shape(value_of(y)) != leaf.shape:
            raise ValueError(
                f"f turned shape {leaf.shape} into {np.shape(value_of(y))}; derivative is for "
                "functions of one variable, which act on each entry by itself"
            )
        (grad,) = gradients(y, np.ones_like(leaf.data), [leaf])
        return grad.item() if isinstance(x, int | float) else grad

    return slope


def chain(functions: Sequence[Callable], x: float) -> list[float]:
    """List the local derivatives of a composition, each at its own input.

    With u₀ = x and uᵢ₊₁ = fᵢ(uᵢ) these are fᵢ′(uᵢ); their product is the derivative of the whole.

    Parameters
    ----------
    functions : sequence of functions
        The inner one first; each from one number to one number, made of operations of mathdl.
    x : float
        Where.

    Returns
    -------
    list of float

    Examples
    --------
    >>> [round(link, 3) for link in dl.chain([lambda x: x * x, dl.sin], 1.5)]
    [3.0, -0.628]
    """
    if not isinstance(functions, list | tuple):
        raise TypeError(
            f"functions is a list, the inner one first, not {refusals.shown(functions)}"
        )
    links = []
    for f in functions:
        links.append(derivative(f)(x))
        x = float(value_of(f(x)))
    return links


def jacobian(f: Callable, start: str = "output") -> Callable:
    """Differentiate a function of several variables: jacobian(f)(x)[i, j] is ∂yᵢ/∂xⱼ.

    The Jacobians of the operations of `f` are multiplied from one end or the other; the result is
    the same, the work is not.

    Parameters
    ----------
    f : function
        From an array to an array, made of operations of mathdl.
    start : {"output", "input"}
        From the output, one backward pass for every entry of y (reverse mode); from the input, all
        columns at once (forward mode).

    Returns
    -------
    function
        Takes an array x, returns an array of shape (*y.shape, *x.shape).

    Raises
    ------
    ValueError
        If `start` is neither.

    Examples
    --------
    >>> dl.jacobian(lambda x: x * x)(np.array([1.0, 3.0]))
    array([[2., 0.],
           [0., 6.]])
    """
    refusals.require_function(f, "jacobian(mathdl.softmax)")
    if start not in ("output", "input"):
        raise ValueError(f'start is "output" or "input", not {start!r}')

    def table(x: np.ndarray) -> np.ndarray:
        leaf = Tensor(x)
        y = _result(f, leaf)
        shape = np.shape(value_of(y)) + leaf.shape
        if not isinstance(y, Tensor):
            return np.zeros(shape)
        rows = _rows_from_output(y, leaf) if start == "output" else _table_from_input(y, leaf)
        return np.reshape(rows, shape)

    return table


def _rows_from_output(y: Tensor, leaf: Tensor) -> list[np.ndarray]:
    return [gradients(y, unit, [leaf])[0] for unit in _units(y)]


def _table_from_input(y: Tensor, leaf: Tensor) -> np.ndarray:
    """Multiply local Jacobians in the order in which the values were computed."""
    tables = {leaf: np.eye(leaf.size, dtype=leaf.dtype)}
    for node in reversed(backward_order(y)):
        for parent, vjp in node.edges:
            if parent in tables:
                rows = [unbroadcast(vjp(unit), parent.shape) for unit in _units(node)]
                local = np.reshape(rows, (node.size, parent.size))
                tables[node] = tables.get(node, 0) + local @ tables[parent]
    return tables.get(y, np.zeros((y.size, leaf.size)))


def _units(node: Tensor) -> Iterator[np.ndarray]:
    """Yield arrays of the node's shape that are 1 in one place and 0 elsewhere."""
    for row in np.eye(node.size, dtype=node.dtype):
        yield row.reshape(node.shape)[()]


def _result(f: Callable, leaf: Tensor) -> Any:
    """Return f(leaf); a plain result is a constant, or f has lost the graph."""
    y = f(leaf)
    refusals.require_numbers(f, y)
    if not isinstance(y, Tensor):
        moved = f(Tensor(leaf.data + 1e-3))
        if not isinstance(moved, Tensor) and not np.array_equal(moved, y, equal_nan=True):
            raise refusals.graph_lost(f)
    return y


def gradients(y: Any, grad: np.ndarray, leaves: list[Tensor]) -> list[np.ndarray]:
    """Return the gradients at the leaves: zeros where `y` does not depend on one.

    What f took from outside, such as the parameters of a network, keeps the gradient it has.
    """
    tensors = backward_order(y) if isinstance(y, Tensor) else []
    before = [tensor.grad for tensor in tensors]
    try:
        for _ in backward_steps(y, np.asarray(grad, y.dtype)[()]) if tensors else ():
            pass
        return [np.zeros_like(a.data) if a.grad is None else a.grad for a in leaves]
    finally:
        for tensor, kept in zip(tensors, before):
            tensor.grad = kept
