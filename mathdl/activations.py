"""Activations: the bends between linear layers. Each works on every entry by itself."""

from __future__ import annotations

import numpy as np

from mathdl.tensor import Operand, Rule, op


@op
def relu(a: Operand) -> Rule:
    """Keep what is positive: y = max(0, a), with dy/da = 1 where a > 0, else 0.

    Parameters
    ----------
    a : array or Tensor of any shape

    Notes
    -----
    At the kink a = 0 there is no derivative; 0 is chosen, as in PyTorch, TensorFlow and JAX
    (see Bertoin and others 2021, "Numerical influence of ReLU'(0) on backpropagation").

    Examples
    --------
    >>> dl.relu(dl.Tensor([-1.0, 2.0]))
    Tensor([0., 2.])
    """
    y = np.maximum(a, 0)
    return y, lambda g: g * (y > 0)


@op
def sigmoid(a: Operand) -> Rule:
    """Squash to (0, 1): y = 1/(1 + e⁻ᵃ), with dy/da = y·(1 − y).

    Parameters
    ----------
    a : array or Tensor of any shape

    Notes
    -----
    Only e to a negative number is computed, so nothing overflows at a = ±10⁴.

    Examples
    --------
    >>> dl.sigmoid(dl.Tensor([-10000.0, 0.0, 10000.0]))
    Tensor([0. , 0.5, 1. ])
    """
    e = np.exp(-np.abs(a))
    y = np.where(np.less(a, 0), e, 1) / (1 + e)
    return y, lambda g: g * (y * (1 - y))


@op
def tanh(a: Operand) -> Rule:
    """Squash to (−1, 1): y = (eᵃ − e⁻ᵃ)/(eᵃ + e⁻ᵃ), with dy/da = 1 − y².

    Parameters
    ----------
    a : array or Tensor of any shape

    Examples
    --------
    >>> dl.tanh(dl.Tensor([-10000.0, 0.0, 1.0]))
    Tensor([-1.        ,  0.        ,  0.76159416])
    """
    y = np.tanh(a)
    return y, lambda g: g * (1 - y * y)


@op
def softplus(a: Operand) -> Rule:
    """Bend smoothly where relu has its kink: y = log(1 + eᵃ), with dy/da = sigmoid(a).

    Parameters
    ----------
    a : array or Tensor of any shape

    Examples
    --------
    >>> dl.softplus(dl.Tensor([-10000.0, 0.0, 10000.0]))
    Tensor([0.00000000e+00, 6.93147181e-01, 1.00000000e+04])
    """
    return np.logaddexp(0, a), lambda g: g * sigmoid(a)
