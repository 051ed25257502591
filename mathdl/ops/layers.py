"""What layers of a network compute: linear maps, normalisation, dropout."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from mathdl.ops.products import rows
from mathdl.refusals import generator, number, require_batch, require_features, require_layer
from mathdl.tensor import Operand, Rule, op


@op
def linear(x: Operand, weight: Operand, bias: Operand) -> Rule:
    """Apply a linear layer: Y = X @ W + b, one example per row.

    Parameters
    ----------
    x : array or Tensor of shape (..., in_features)
    weight : array or Tensor of shape (in_features, out_features)
        PyTorch stores the transpose, (out_features, in_features).
    bias : array or Tensor of shape (out_features,)

    Returns
    -------
    y : of shape (..., out_features)

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> dl.linear([[1.0, 2.0]], dl.Tensor([[1.0, -1.0], [2.0, 0.5]]), [-3.0, 0.5])
    Tensor([[2. , 0.5]])
    """
    x, weight, bias = np.asarray(x), np.asarray(weight), np.asarray(bias)
    require_layer(x, weight, bias)
    if x.ndim == 2 and weight.dtype is bias.dtype:
        # For two matrices np.dot is what @ is, and starts sooner: a tenth of a small step.
        y = np.dot(x, weight)
        y += bias
        return y, lambda g: np.dot(g, weight.T), lambda g: np.dot(x.T, g), _sum_of_rows
    # One large product instead of many small ones.
    return (
        (rows(x) @ weight + bias).reshape(*x.shape[:-1], bias.size),
        lambda g: (rows(g) @ weight.T).reshape(x.shape),
        lambda g: rows(x).T @ rows(g),
        lambda g: _sum_of_rows(rows(g)),
    )


def _sum_of_rows(g: np.ndarray) -> np.ndarray:
    """Sum along axis 0, as a product: for narrow layers several times as fast as adding rows."""
    return np.dot(_ones(len(g), g.dtype), g)


@lru_cache(maxsize=8)
def _ones(n: int, dtype: np.dtype) -> np.ndarray:
    """Kept, because every step of a training run asks for the same few."""
    return np.ones(n, dtype)


@op
def layer_norm(x: Operand, weight: Operand, bias: Operand, eps: float = 1e-5) -> Rule:
    """Normalise each row: y = x̂·weight + bias, where x̂ = (x − mean)/√(var + eps).

    With ĝ = g·weight the derivative is ∂L/∂x = (ĝ − mean(ĝ) − x̂·mean(ĝ·x̂))/√(var + eps).

    Parameters
    ----------
    x : array or Tensor of shape (..., features)
    weight, bias : array or Tensor of shape (features,)
    eps : float
        Keeps the root away from 0; a row of equal numbers becomes `bias`.

    Returns
    -------
    y : of the shape of x

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Notes
    -----
    Ba, Kiros and Hinton 2016, "Layer normalization"; `eps` as in PyTorch. A row of numbers so large
    that their squares overflow becomes `bias`; in PyTorch nan.

    Examples
    --------
    >>> dl.layer_norm(dl.Tensor([[1.0, 3.0]]), np.ones(2), np.zeros(2)).data.round(3)
    array([[-1.,  1.]])
    """
    x, weight, bias = np.asarray(x), np.asarray(weight), np.asarray(bias)
    require_features(x, weight, bias)
    x_hat, vjp_x = _normalised(x, weight, -1, eps)
    return x_hat * weight + bias, vjp_x, lambda g: g * x_hat, lambda g: g


@op
def batch_norm(x: Operand, weight: Operand, bias: Operand, eps: float = 1e-5) -> Rule:
    """Normalise each column: y = x̂·weight + bias, where x̂ = (x − mean)/√(var + eps).

    Means and variances are those of the batch. With ĝ = g·weight the derivative is
    ∂L/∂x = (ĝ − mean(ĝ) − x̂·mean(ĝ·x̂))/√(var + eps).

    Parameters
    ----------
    x : array or Tensor of shape (N, features)
    weight, bias : array or Tensor of shape (features,)
    eps : float
        Keeps the root away from 0; a column of equal numbers becomes its bias, and so does a batch
        of one example.

    Returns
    -------
    y : of the shape of x

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Notes
    -----
    Ioffe and Szegedy 2015, "Batch normalization". `nn.BatchNorm1d` also keeps running averages.

    Examples
    --------
    >>> dl.batch_norm(dl.Tensor([[1.0], [3.0]]), np.ones(1), np.zeros(1)).data.round(3)
    array([[-1.],
           [ 1.]])
    """
    x, weight, bias = np.asarray(x), np.asarray(weight), np.asarray(bias)
    require_batch(x, weight, bias)
    x_hat, vjp_x = _normalised(x, weight, 0, eps)
    return x_hat * weight + bias, vjp_x, lambda g: g * x_hat, lambda g: g


def _normalised(
    x: np.ndarray, weight: np.ndarray, axis: int, eps: float
) -> tuple[np.ndarray, Callable]:
    """Take mean and spread away along an axis; return the result, and how a message goes back."""

    def average(a: np.ndarray) -> np.ndarray:
        return np.add.reduce(a, axis, keepdims=True) / max(1, x.shape[axis])

    d = x - average(x)
    scale = (average(d * d) + eps) ** -0.5
    x_hat = d * scale

    def vjp_x(g: np.ndarray) -> np.ndarray:
        g_hat = g * weight
        return scale * (g_hat - average(g_hat) - x_hat * average(g_hat * x_hat))

    return x_hat, vjp_x


@op
def dropout(a: Operand, p: float = 0.5, *, rng: np.random.Generator | int) -> Rule:
    """Set entries to 0 by chance and enlarge the others: y = a·m/(1 − p), where m is 0 or 1.

    Parameters
    ----------
    a : array or Tensor of any shape
    p : float
        The probability of 0, from 0 to 1 (1 excluded, which PyTorch allows).
    rng : numpy.random.Generator or int
        Where chance comes from, or a seed.

    Raises
    ------
    ValueError
        If `p` is not such a probability.

    Notes
    -----
    Because the others are enlarged, the mean stays what it was, and nothing needs to be done when
    the network is used (Srivastava and others 2014).

    Examples
    --------
    >>> dl.dropout(np.ones(6), 0.5, rng=1)
    array([2., 2., 0., 2., 0., 0.])
    """
    number("p", p, "the probability of dropping an entry, 0 <= p < 1", lambda p: 0 <= p < 1)
    kept = generator(rng).random(np.shape(a)) >= p
    scale = kept * np.asarray(1 / (1 - p), np.result_type(np.asarray(a), 1.0))
    return a * scale, lambda g: g * scale
