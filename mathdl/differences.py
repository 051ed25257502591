"""Finite differences: derivatives without rules, and the check of rules against them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from mathdl import refusals
from mathdl.backprop import backward_order
from mathdl.chain_rule import gradients
from mathdl.tensor import Tensor, value_of

# Rounding hides from differences what is below this, times the largest value on the way: a few ε/h.
ROUNDING = 1e-10


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
    grad = np.empty(np.shape(x))
    for i, low, high, width in _nudged(f, x, h):
        grad[i] = (high - low) / width
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
        Gradients below a thousandth of the largest, or below 10⁻⁴ of the largest value on the way,
        are measured against that, since differences cannot resolve them.

    Raises
    ------
    AssertionError
        If an entry is off by more than `tolerance`; the message names the worst one.
    ValueError
        If a value or gradient is nan or infinite, or where `f` has a kink that differences do not
        see, such as |x| at 0, where they give 0, the mean of −1 and 1.

    Notes
    -----
    Rounding hides from differences what is below 10⁻¹⁰ of the largest value on the way, as in
    f(x) = 10¹⁰ + x. There differences a thousand times as wide decide, where `f` bends little over
    such a width, and catch an error of more than 3 %, up to values 10¹⁰ times the gradient.

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
    # Weighted by these, a result of any shape becomes one number whose gradient misses no entry;
    # and no gradient from above is 1, so that a rule which forgets it is caught.
    weights = np.random.default_rng(0).uniform(0.5, 1.5, np.shape(value_of(y)))
    tensors = [leaf for leaf in leaves if isinstance(leaf, Tensor)]
    grads = dict(zip(tensors, gradients(y, np.asarray(weights), tensors)))
    refusals.require_finite("the value of f", value_of(y))
    if tolerance is None:
        tolerance = 1e-3 if any(t.dtype == np.float32 for t in tensors) else 1e-6

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
        pairs.append((i, total, leaf.data, found, expected))

    used = backward_order(y) if isinstance(y, Tensor) else []
    sizes = [np.max(np.abs(tensor.data), initial=0.0) for tensor in used]
    rounding = ROUNDING * max(np.sum(np.abs(weights * value_of(y))), *sizes, 0.0)
    largest = max((np.max(np.abs(e), initial=0.0) for *_, e in pairs), default=0.0)
    small = 1e-3 * largest + np.finfo(np.float64).tiny
    worst, message = 0.0, ""
    for i, total, x, found, expected in pairs:
        error = _relative_error(found, expected, small + 1e6 * rounding)
        hidden = (error <= tolerance) & (_relative_error(found, expected, small) > tolerance)
        if hidden.any():  # excused by rounding alone: look again, from further away
            seen, sure = _from_afar(total, x, rounding)
            far = _relative_error(found, seen, small + rounding / 10)
            again = hidden & sure & (far > 0.03)
            error, expected = np.where(again, far, error), np.where(again, seen, expected)
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
    for i, total, x, *_ in pairs:
        _refuse_kinks(total, x, i, rounding)
    return worst


def _nudged(
    f: Callable, x: np.ndarray | float, h: float | None = None, stretch: float = 1
) -> Iterator[tuple[tuple[int, ...], float, float, float]]:
    """For every entry of x yield its place, f a little below and above, and how far apart that is.

    The nudge is `h`, or by default `stretch` times what balances rounding against bending.
    """
    x = np.array(x, np.float64)
    for i in np.ndindex(x.shape):
        best = np.finfo(x.dtype).eps ** (1 / 3) * max(1.0, abs(x[i]))
        nudge = stretch * best if h is None else h
        up, down = x.copy(), x.copy()
        up[i] += nudge
        down[i] -= nudge
        width = up[i] - down[i]  # before f, which may change its argument
        above, below = f(up[()]), f(down[()])
        refusals.require_numbers(f, above)
        if np.ndim(value_of(above)):
            raise refusals.not_a_number(np.shape(value_of(above)))
        yield i, value_of(below), value_of(above), width


def _from_afar(f: Callable, x: np.ndarray, rounding: float) -> tuple[np.ndarray, np.ndarray]:
    """Return differences a thousand times as wide, and where they can be trusted.

    Rounding hides a thousandth as much from them. They are trusted where a tenth of the width gives
    the same: there f bends little.
    """
    far, nearer = np.empty(np.shape(x)), np.empty(np.shape(x))
    for slopes, stretch in ((far, 1000), (nearer, 100)):
        for i, low, high, width in _nudged(f, x, stretch=stretch):
            slopes[i] = (high - low) / width
    return far, np.abs(far - nearer) <= 0.01 * np.abs(far) + rounding / 10


def _refuse_kinks(f: Callable, x: np.ndarray, argument: int, rounding: float) -> None:
    """Refuse a point where the slopes below and above differ, however near one looks."""
    here = value_of(f(np.array(x, np.float64)[()]))
    far = None
    for i, low, high, width in _nudged(f, x):
        left, right = (here - low) / (width / 2), (high - here) / (width / 2)
        jump = abs(right - left)
        if jump <= 0.01 * max(abs(left), abs(right)) + 10 * rounding:
            continue
        if far is None:
            far = {place: rest for place, *rest in _nudged(f, x, stretch=10)}
        low, high, width = far[i]
        # Ten times as far a smooth curve has bent ten times as much, a kink is what it was.
        if jump > 0.5 * abs(high - 2 * here + low) / (width / 2):
            raise refusals.at_a_kink(argument, i)


def _relative_error(found: np.ndarray, expected: np.ndarray, floor: float) -> np.ndarray:
    return np.abs(found - expected) / np.maximum(floor, np.maximum(abs(found), abs(expected)))


def _is_floating(a: Any) -> bool:
    return isinstance(a, float) or getattr(a, "dtype", None) in (np.float32, np.float64)


def _in_float64(a: Any) -> Any:
    return np.array(a, np.float64)[()] if _is_floating(a) else a
