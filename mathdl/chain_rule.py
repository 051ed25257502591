"""Derivatives of your own functions: by the chain rule, and by finite differences to check it."""

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
        (grad,) = _gradients(y, np.ones_like(leaf.data), [leaf])
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
        x = float(f(x))
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
    return [_gradients(y, unit, [leaf])[0] for unit in _units(y)]


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


def numerical_gradient(f: Callable, x: np.ndarray | float, h: float | None = None) -> np.ndarray:
    """Estimate the gradient of `f` at `x` by central differences: (f(x + h) − f(x − h)) / 2h.

    Parameters
    ----------
    f : function
        From an array of the shape of `x` to one number.
    x : array or number
        Where. Computed in float64 whatever the type of `x`.
    h : float, optional
        The nudge. By default about 6·10⁻⁶ × max(1, |x|), the cube root of the rounding error of
        float64, which balances the error of the curve against that of rounding (Numerical
        Recipes, section 5.7).

    Returns
    -------
    array of the shape of `x`

    Examples
    --------
    >>> numerical_gradient(lambda x: x[0] * x[1], np.array([2.0, 3.0])).round(6)
    array([3., 2.])
    """
    refusals.require_function(f, "numerical_gradient(f, x)")
    refusals.require_array("x", x)
    if h is not None:
        refusals.number("h", h, "a small number other than 0, such as 1e-5", lambda h: h != 0)
    x = np.array(x, np.float64)
    grad = np.empty_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.finfo(x.dtype).eps ** (1 / 3) * max(1.0, abs(x[i])) if h is None else h
        up, down = x.copy(), x.copy()
        up[i] += nudge
        down[i] -= nudge
        width = up[i] - down[i]  # before f, which may change its argument
        above, below = f(up[()]), f(down[()])
        refusals.require_numbers(f, above)
        rise = value_of(above) - value_of(below)
        if np.ndim(rise):
            raise refusals.not_a_number(np.shape(rise))
        grad[i] = rise / width
    return grad[()]


def check_gradients(f: Callable, *args: Any, tolerance: float | None = None) -> float:
    """Compare the backward pass of `f` with central differences, entry by entry.

    Parameters
    ----------
    f : function
        Made of operations of mathdl; its result may have any shape.
    *args : array or number
        Where to check. Floating-point arguments are differentiated, all others are passed as
        they are. Float32 arguments run the backward pass in float32, the differences in float64.
    tolerance : float, optional
        The largest relative error allowed; by default 10⁻⁶ in float64, 10⁻³ in float32.

    Returns
    -------
    float
        The largest relative error: the difference divided by the larger of both gradients.
        Gradients below a thousandth of the largest are measured against that thousandth, since
        differences cannot resolve them.

    Raises
    ------
    AssertionError
        If an entry is off by more than `tolerance`; the message names the worst one.
    ValueError
        If a value or gradient is nan or infinite.

    Examples
    --------
    >>> check_gradients(dl.matmul, np.ones((2, 3)), np.ones((3, 4))) < 1e-6
    True
    """
    refusals.require_function(f, "check_gradients(mathdl.sin, 0.7)")
    if not any(_is_floating(a) for a in args):
        raise refusals.nothing_to_check(args)
    if tolerance is not None:
        refusals.not_negative("tolerance", tolerance)
    leaves = [Tensor(a) if _is_floating(a) else a for a in args]
    y = f(*leaves)
    refusals.require_numbers(f, y)
    # Weighted by these, a result of any shape becomes one number whose gradient misses no entry.
    weights = np.random.default_rng(0).uniform(0.5, 1.5, np.shape(value_of(y)))
    tensors = [leaf for leaf in leaves if isinstance(leaf, Tensor)]
    grads = dict(zip(tensors, _gradients(y, weights, tensors)))
    refusals.require_finite("the value of f", value_of(y))

    pairs = []
    for i, leaf in enumerate(leaves):
        if not isinstance(leaf, Tensor):
            continue

        def total(x: np.ndarray, i: int = i) -> float:
            exact = [x if j == i else _in_float64(a) for j, a in enumerate(args)]
            return np.sum(weights * value_of(f(*exact)))

        found = np.asarray(grads[leaf], np.float64)
        expected = np.asarray(numerical_gradient(total, leaf.data))
        refusals.require_finite(f"the gradient of argument {i}", found)
        refusals.require_finite(f"the finite difference of argument {i}", expected)
        pairs.append((i, found, expected))

    # Rounding limits what differences can see: a few ε/h, 10⁻¹⁰, of any value on the way.
    used = backward_order(y) if isinstance(y, Tensor) else []
    sizes = [np.max(np.abs(tensor.data), initial=0.0) for tensor in used]
    noise = 1e-4 * max(np.sum(np.abs(weights * value_of(y))), *sizes, 0.0)
    largest = max((np.max(np.abs(e), initial=0.0) for _, _, e in pairs), default=0.0)
    floor = 1e-3 * largest + noise + np.finfo(np.float64).tiny
    if tolerance is None:
        tolerance = 1e-3 if any(t.dtype == np.float32 for t in tensors) else 1e-6
    worst, message = 0.0, ""
    for i, found, expected in pairs:
        error = np.abs(found - expected) / np.maximum(floor, np.maximum(abs(found), abs(expected)))
        if error.size and error.max() > worst:
            at = tuple(map(int, np.unravel_index(error.argmax(), error.shape)))
            worst = float(error.max())
            message = (
                f"the gradient of argument {i}{f' at {at}' if at else ''} is {found[at]:.6g} by "
                f"the backward pass and {expected[at]:.6g} by finite differences: a relative "
                f"error of {worst:.2g}, {tolerance:.2g} is allowed"
            )
    if worst > tolerance:
        raise AssertionError(message)
    return worst


def _result(f: Callable, leaf: Tensor) -> Any:
    """Return f(leaf); a plain result is a constant, or f has lost the graph."""
    y = f(leaf)
    refusals.require_numbers(f, y)
    if not isinstance(y, Tensor):
        moved = f(Tensor(leaf.data + 1e-3))
        if not isinstance(moved, Tensor) and not np.array_equal(moved, y, equal_nan=True):
            raise refusals.graph_lost(f)
    return y


def _gradients(y: Any, grad: np.ndarray, leaves: list[Tensor]) -> list[np.ndarray]:
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


def _is_floating(a: Any) -> bool:
    return isinstance(a, float) or getattr(a, "dtype", None) in (np.float32, np.float64)


def _in_float64(a: Any) -> Any:
    return np.array(a, np.float64)[()] if _is_floating(a) else a
