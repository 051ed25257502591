"""Adding, multiplying, powers and the absolute value."""

from __future__ import annotations

import numpy as np

from mathdl.formulas import entrywise
from mathdl.tensor import Operand, Rule


@entrywise("a + b", "1", "1")
def add(a: Operand, b: Operand) -> Rule:
    """Add: y = a + b, with ∂y/∂a = 1 and ∂y/∂b = 1.

    Parameters
    ----------
    a, b : array or Tensor, of shapes that broadcast

    Examples
    --------
    >>> dl.add(dl.Tensor([1.0, 2.0]), 10.0)
    Tensor([11., 12.])
    """
    return a + b, lambda g: g, lambda g: g


@entrywise("a - b", "1", "-1")
def subtract(a: Operand, b: Operand) -> Rule:
    """Subtract: y = a − b, with ∂y/∂a = 1 and ∂y/∂b = −1.

    Parameters
    ----------
    a, b : array or Tensor, of shapes that broadcast

    Examples
    --------
    >>> dl.subtract(dl.Tensor([1.0, 2.0]), 10.0)
    Tensor([-9., -8.])
    """
    return a - b, lambda g: g, lambda g: -g


@entrywise("a * b", "b", "a")
def multiply(a: Operand, b: Operand) -> Rule:
    """Multiply: y = a·b, with ∂y/∂a = b and ∂y/∂b = a.

    Parameters
    ----------
    a, b : array or Tensor, of shapes that broadcast

    Examples
    --------
    >>> dl.multiply(dl.Tensor([1.0, 2.0]), 10.0)
    Tensor([10., 20.])
    """
    return a * b, lambda g: g * b, lambda g: g * a


@entrywise("a / b", "1 / b", "-a / b**2")
def divide(a: Operand, b: Operand) -> Rule:
    """Divide: y = a / b, with ∂y/∂a = 1/b and ∂y/∂b = −y/b.

    Parameters
    ----------
    a, b : array or Tensor, of shapes that broadcast

    Examples
    --------
    >>> dl.divide(1.0, dl.Tensor([1.0, 2.0]))
    Tensor([1. , 0.5])
    """
    y = a / b
    return y, lambda g: g / b, lambda g: -g * y / b


@entrywise("-a", "-1")
def negative(a: Operand) -> Rule:
    """Negate: y = −a, with dy/da = −1.

    Parameters
    ----------
    a : array or Tensor of any shape

    Examples
    --------
    >>> dl.negative(dl.Tensor([1.0, -2.0]))
    Tensor([-1.,  2.])
    """
    return -a, lambda g: -g


@entrywise("a**n", "n * a**(n - 1)", "a**n * log(a)")
def power(a: Operand, n: Operand) -> Rule:
    """Raise to a power: y = aⁿ, with ∂y/∂a = n·aⁿ⁻¹ and ∂y/∂n = y·log a.

    Parameters
    ----------
    a : array or Tensor
        The base.
    n : array or Tensor, of a shape that broadcasts with that of `a`
        The exponent.

    Notes
    -----
    Where n = 0 the gradient of the base is 0, also at a = 0, because a⁰ = 1 is constant; where
    a = 0 and n ≥ 0 the gradient of the exponent is 0. PyTorch's ``pow`` does the same.
    At a = −0 and a = −∞ the exponents ½ and −½ give what other fractions give; in PyTorch they
    give what a square root gives.

    Examples
    --------
    >>> dl.power(dl.Tensor([1.0, 2.0]), 3)
    Tensor([1., 8.])
    """
    y = _power(a, n)

    def vjp_base(g: np.ndarray) -> np.ndarray:
        if np.ndim(n):  # 0·a⁻¹ would be 0·∞ at a = 0
            return g * n * np.where(n == 0, 1, a) ** (n - 1)
        return g * (n * _power(a, n - 1)) if n != 0 else np.zeros_like(g)[()]

    # The logarithm of 0 is not asked for where 0ⁿ stays 0.
    return y, vjp_base, lambda g: g * y * np.log(np.where((a == 0) & (n >= 0), 1, a))


def _power(a: Operand, n: Operand) -> np.ndarray | float:
    """Compute aⁿ, small whole n by products: on arrays ** takes hundreds of times longer."""
    if not isinstance(n, int) or not 3 <= n <= 16:
        return a**n
    half = _power(a, n // 2)
    return half * half * a if n % 2 else half * half


@entrywise("abs(a)", "1 if a > 0 else -1 if a < 0 else 0")
def abs(a: Operand) -> Rule:
    """Take the absolute value: y = |a|, with dy/da = the sign of a.

    Parameters
    ----------
    a : array or Tensor of any shape

    Notes
    -----
    At the kink a = 0 there is no derivative; 0 is chosen, as in PyTorch and JAX. The gradient at
    nan is nan; PyTorch's is 0.

    Examples
    --------
    >>> dl.abs(dl.Tensor([1.0, -2.0]))
    Tensor([1., 2.])
    """
    return np.abs(a), lambda g: g * np.sign(a)
