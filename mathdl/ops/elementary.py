"""Exponential, logarithm, square root, sine and cosine."""

from __future__ import annotations

import numpy as np

from mathdl.formulas import entrywise
from mathdl.tensor import Operand, Rule


@entrywise("exp(a)", "exp(a)")
def exp(a: Operand) -> Rule:
    """Exponentiate: y = eᵃ, with dy/da = y.

    Parameters
    ----------
    a : array or Tensor of any shape

    Examples
    --------
    >>> dl.exp(dl.Tensor([0.0, 1.0]))
    Tensor([1.        , 2.71828183])
    """
    y = np.exp(a)
    return y, lambda g: g * y


@entrywise("log(a)", "1 / a")
def log(a: Operand) -> Rule:
    """Take the natural logarithm: y = log a, with dy/da = 1/a.

    Parameters
    ----------
    a : array or Tensor of any shape, all positive

    Examples
    --------
    >>> dl.log(dl.Tensor([1.0, 10.0]))
    Tensor([0.        , 2.30258509])
    """
    return np.log(a), lambda g: g / a


@entrywise("exp(a) - 1", "exp(a)")
def expm1(a: Operand) -> Rule:
    """Exponentiate and subtract 1: y = eᵃ − 1, exact also for tiny a, with dy/da = eᵃ.

    Parameters
    ----------
    a : array or Tensor of any shape

    Examples
    --------
    >>> dl.expm1(dl.Tensor([1e-20, 1.0]))
    Tensor([1.00000000e-20, 1.71828183e+00])
    """
    # Not y + 1, which is the same but rounds away: at a = −40 it is 0.
    return np.expm1(a), lambda g: g * np.exp(a)


@entrywise("log(1 + a)", "1 / (1 + a)")
def log1p(a: Operand) -> Rule:
    """Take the logarithm of 1 + a: y = log(1 + a), exact also for tiny a, with dy/da = 1/(1 + a).

    Parameters
    ----------
    a : array or Tensor of any shape, all above −1

    Examples
    --------
    >>> dl.log1p(dl.Tensor([1e-20, 1.0]))
    Tensor([1.00000000e-20, 6.93147181e-01])
    """
    return np.log1p(a), lambda g: g / (1 + a)


@entrywise("sqrt(a)", "1 / (2 * sqrt(a))")
def sqrt(a: Operand) -> Rule:
    """Take the square root: y = √a, with dy/da = 1/(2y).

    Parameters
    ----------
    a : array or Tensor of any shape, not negative

    Notes
    -----
    At a = 0 the derivative is infinite, and NumPy warns of the division by zero.

    Examples
    --------
    >>> dl.sqrt(dl.Tensor([1.0, 9.0]))
    Tensor([1., 3.])
    """
    y = np.sqrt(a)
    return y, lambda g: g / (2 * y)


@entrywise("sin(a)", "cos(a)")
def sin(a: Operand) -> Rule:
    """Take the sine: y = sin a, with dy/da = cos a.

    Parameters
    ----------
    a : array or Tensor of any shape, in radians

    Examples
    --------
    >>> dl.sin(dl.Tensor(0.0))
    Tensor(0.)
    """
    return np.sin(a), lambda g: g * np.cos(a)


@entrywise("cos(a)", "-sin(a)")
def cos(a: Operand) -> Rule:
    """Take the cosine: y = cos a, with dy/da = −sin a.

    Parameters
    ----------
    a : array or Tensor of any shape, in radians

    Examples
    --------
    >>> dl.cos(dl.Tensor(0.0))
    Tensor(1.)
    """
    return np.cos(a), lambda g: -g * np.sin(a)
