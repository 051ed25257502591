"""Activations: the bends between linear layers, and softmax, which ends a classifier.

All but the last three work on every entry by itself.
"""

from __future__ import annotations

import numpy as np

from mathdl.formulas import entrywise
from mathdl.tensor import Axis, Operand, Rule, op


@entrywise("relu(a)", "1 if a > 0 else 0")
def relu(a: Operand) -> Rule:
    """Keep what is positive: y = max(0, a), with dy/da = 1 where a > 0, else 0.

    Parameters
    ----------
    a : array or Tensor of any shape

    Notes
    -----
    At the kink a = 0 there is no derivative; 0 is chosen, as in PyTorch, TensorFlow and JAX
    (see Bertoin and others 2021, "Numerical influence of ReLU'(0) on backpropagation"). The
    gradient at nan is 0; PyTorch's is 1.

    Examples
    --------
    >>> dl.relu(dl.Tensor([-1.0, 2.0]))
    Tensor([0., 2.])
    """
    y = np.maximum(a, 0)
    return y, lambda g: g * (y > 0)


@entrywise("sigmoid(a)", "sigmoid(a) * (1 - sigmoid(a))")
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


@entrywise("tanh(a)", "1 - tanh(a)**2")
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


@entrywise("softplus(a)", "sigmoid(a)")
def softplus(a: Operand) -> Rule:
    """Bend smoothly where relu has its kink: y = log(1 + eᵃ), with dy/da = sigmoid(a).

    Parameters
    ----------
    a : array or Tensor of any shape

    Notes
    -----
    The formula holds everywhere; above a = 20 PyTorch returns a itself, which differs by 2·10⁻⁹.

    Examples
    --------
    >>> dl.softplus(dl.Tensor([-10000.0, 0.0, 10000.0]))
    Tensor([0.00000000e+00, 6.93147181e-01, 1.00000000e+04])
    """
    return np.logaddexp(0, a), lambda g: g * sigmoid(a)


@entrywise("log(sigmoid(a))", "sigmoid(-a)")
def log_sigmoid(a: Operand) -> Rule:
    """Take the logarithm of the sigmoid: y = −log(1 + e⁻ᵃ), with dy/da = sigmoid(−a).

    Parameters
    ----------
    a : array or Tensor of any shape

    Notes
    -----
    ``log(sigmoid(a))`` would be log 0 at a = −10⁴; this is −10⁴.

    Examples
    --------
    >>> dl.log_sigmoid(dl.Tensor([-10000.0, 0.0]))
    Tensor([-1.00000000e+04, -6.93147181e-01])
    """
    return -np.logaddexp(0, np.negative(a)), lambda g: g * sigmoid(np.negative(a))


@entrywise("a if a > 0 else negative_slope * a", "1 if a > 0 else negative_slope")
def leaky_relu(a: Operand, negative_slope: float = 0.01) -> Rule:
    """Keep what is positive and a little of the rest: y = a if a > 0, else negative_slope·a.

    Its derivative is 1 where a > 0, else negative_slope.

    Parameters
    ----------
    a : array or Tensor of any shape
    negative_slope : float
        The name is PyTorch's.

    Examples
    --------
    >>> dl.leaky_relu(dl.Tensor([-1.0, 2.0]))
    Tensor([-0.01,  2.  ])
    """
    y = np.maximum(a, 0) + negative_slope * np.minimum(a, 0)
    return y, lambda g: np.where(np.greater(a, 0), g, negative_slope * g)[()]


@entrywise("a if a > 0 else alpha * (exp(a) - 1)", "1 if a > 0 else alpha * exp(a)")
def elu(a: Operand, alpha: float = 1.0) -> Rule:
    """Keep what is positive and bend the rest to a floor: y = a if a > 0, else alpha·(eᵃ − 1).

    Its derivative is 1 where a > 0, else alpha·eᵃ.

    Parameters
    ----------
    a : array or Tensor of any shape
    alpha : float
        The floor is −alpha.

    Notes
    -----
    Clevert, Unterthiner and Hochreiter 2016. At a = 0 the derivative is alpha, as in PyTorch.
    The gradient at nan is nan; PyTorch's is 1.

    Examples
    --------
    >>> dl.elu(dl.Tensor([-10000.0, 2.0]))
    Tensor([-1.,  2.])
    """
    low = np.minimum(a, 0)
    y = np.where(np.greater(a, 0), a, alpha * np.expm1(low))[()]
    # y + alpha is the same, but cancels: at a = −16 in float32 it is 6 % off.
    return y, lambda g: g * np.where(np.greater(a, 0), 1, alpha * np.exp(low))


_GELU_TANH = f"tanh({(2 / np.pi) ** 0.5} * (a + 0.044715 * a**3))"


@entrywise(
    f"a / 2 * (1 + {_GELU_TANH})",
    f"(1 + {_GELU_TANH}) / 2 + a / 2 * (1 - {_GELU_TANH}**2)"
    f" * {(2 / np.pi) ** 0.5} * (1 + 0.134145 * a**2)",
)
def gelu(a: Operand) -> Rule:
    """Let through by how large a is: y = a·(1 + t)/2, t = tanh(c·(a + 0.044715·a³)), c = √(2/π).

    Its derivative is (1 + t)/2 + a·(1 − t²)/2 · c·(1 + 3·0.044715·a²).

    Parameters
    ----------
    a : array or Tensor of any shape

    Notes
    -----
    The tanh form of Hendrycks and Gimpel 2016, in PyTorch ``gelu(a, approximate="tanh")``. It
    differs from a·Φ(a), with the normal distribution's Φ, by less than 0.0005.

    Examples
    --------
    >>> dl.gelu(dl.Tensor([-1.0, 0.0, 1.0])).data.round(4)
    array([-0.1588,  0.    ,  0.8412])
    """
    c, k = (2 / np.pi) ** 0.5, 0.044715
    t = np.tanh(a * (c + c * k * (a * a)))

    def vjp(g: np.ndarray) -> np.ndarray:  # of 1 − t² = (1 + t)·(1 − t) one factor is shared
        return g * ((1 + t) * (0.5 + a * (1 - t) * (c / 2 + 1.5 * c * k * (a * a))))

    return a * ((1 + t) / 2), vjp


@entrywise("a * sigmoid(a)", "sigmoid(a) + a * sigmoid(a) * (1 - sigmoid(a))")
def silu(a: Operand) -> Rule:
    """Let through by the sigmoid: y = a·s, s = sigmoid(a), with dy/da = s·(1 + a·(1 − s)).

    Parameters
    ----------
    a : array or Tensor of any shape

    Notes
    -----
    Also called swish (Ramachandran, Zoph and Le 2017).

    Examples
    --------
    >>> dl.silu(dl.Tensor([-10000.0, 0.0, 1.0]))
    Tensor([-0.        ,  0.        ,  0.73105858])
    """
    s = sigmoid(a)
    return a * s, lambda g: g * (s * (1 + a * (1 - s)))


@op
def softmax(a: Operand, axis: int = -1) -> Rule:
    """Turn logits into positive shares that add up to 1: yᵢ = eᵃⁱ / Σⱼ eᵃʲ.

    Its derivatives are ∂yᵢ/∂aⱼ = yᵢ·(1 if i = j else 0, minus yⱼ).

    Parameters
    ----------
    a : array or Tensor with at least one axis
    axis : int
        Along which the shares add up to 1.

    Notes
    -----
    The largest logit is subtracted first, which changes nothing but overflow: exact at a = ±10⁴.

    Examples
    --------
    >>> dl.softmax(dl.Tensor([-10000.0, 0.0, 0.0]))
    Tensor([0. , 0.5, 0.5])
    """
    a = np.asarray(a)
    e = np.exp(a - _largest(a, axis))
    y = e / np.add.reduce(e, axis, keepdims=True)
    return y, lambda g: y * (g - np.add.reduce(g * y, axis, keepdims=True))


@op
def log_softmax(a: Operand, axis: int = -1) -> Rule:
    """Take the logarithm of softmax: yᵢ = aᵢ − log Σⱼ eᵃʲ.

    Its derivatives are ∂yᵢ/∂aⱼ = (1 if i = j else 0) minus softmax(a)ⱼ.

    Parameters
    ----------
    a : array or Tensor with at least one axis
    axis : int
        Along which the shares add up to 1.

    Examples
    --------
    >>> dl.log_softmax(dl.Tensor([0.0, 0.0])).data.round(4)
    array([-0.6931, -0.6931])
    """
    a = np.asarray(a)
    shifted = a - _largest(a, axis)
    with np.errstate(divide="ignore"):  # without classes there is nothing to add up
        y = shifted - np.log(np.add.reduce(np.exp(shifted), axis, keepdims=True))
    return y, lambda g: g - np.exp(y) * np.add.reduce(g, axis, keepdims=True)


@op
def logsumexp(a: Operand, axis: Axis = None, *, keepdims: bool = False) -> Rule:
    """Add up exponentials, safely: y = log Σᵢ eᵃⁱ, with ∂y/∂aᵢ = softmax(a)ᵢ.

    Parameters
    ----------
    a : array or Tensor of any shape
    axis : int or tuple of int, optional
        The axes that disappear; all of them by default, as in JAX and SciPy.
    keepdims : bool
        Keep those axes, with length 1.

    Notes
    -----
    The derivatives add up to 1 however large the logits are; PyTorch computes them as eᵃ⁻ʸ, which
    rounds at large a. Where all logits are −∞ they are 0; in PyTorch nan.

    Examples
    --------
    >>> dl.logsumexp(dl.Tensor([-10000.0, 10000.0]))
    Tensor(10000.)
    """
    a = np.asarray(a)
    largest = np.minimum(_largest(a, axis), np.finfo(a.dtype).max)
    e = np.exp(a - largest)
    total = np.add.reduce(e, axis, keepdims=True)
    with np.errstate(divide="ignore"):  # the sum of nothing is 0, its logarithm −∞
        y = np.log(total) + largest
    shares = e / np.where(total == 0, 1, total)
    return y if keepdims else np.squeeze(y, axis)[()], lambda g: np.reshape(g, y.shape) * shares


def _largest(a: np.ndarray, axis: Axis) -> np.ndarray:
    """The largest logit along an axis, or the lowest finite number if there is nothing larger."""
    return np.maximum.reduce(a, axis, keepdims=True, initial=np.finfo(a.dtype).min)
