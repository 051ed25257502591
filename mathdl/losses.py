"""Losses: how wrong a prediction is, as one number.

Every loss takes ``reduction``: "mean" over all its terms, their "sum", or "none" for the terms
themselves.
"""

from __future__ import annotations

import numpy as np

from mathdl import refusals
from mathdl.activations import sigmoid
from mathdl.formulas import entrywise
from mathdl.tensor import Operand, Rule, op


@entrywise("(prediction - target)**2", "2 * (prediction - target)", "-2 * (prediction - target)")
def mse_loss(prediction: Operand, target: Operand, reduction: str = "mean") -> Rule:
    """Average squared residuals: L = (1/N)·Σ r², r = prediction − target, with ∂L/∂r = 2r/N.

    Parameters
    ----------
    prediction, target : array or Tensor, of one shape
        N is the number of all entries.
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    ValueError
        If the shapes differ: broadcasting (N,) against (N, 1) would compare all with all.
        PyTorch only warns.

    Examples
    --------
    >>> dl.mse_loss(dl.Tensor([1.0, 2.0]), [3.0, 2.0])
    Tensor(2.)
    """
    r = _residuals("mse_loss", prediction, target)
    y, scale = _reduce(r * r, reduction)
    return y, lambda g: g * scale * 2 * r, lambda g: g * scale * -2 * r


@entrywise("abs(prediction - target)", "sign(prediction - target)", "-sign(prediction - target)")
def l1_loss(prediction: Operand, target: Operand, reduction: str = "mean") -> Rule:
    """Average absolute residuals: L = (1/N)·Σ |r|, r = prediction − target, with ∂L/∂r = sign(r)/N.

    Parameters
    ----------
    prediction, target : array or Tensor, of one shape
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    ValueError
        If the shapes differ.

    Notes
    -----
    At r = 0 there is no derivative; 0 is chosen, as in PyTorch. The gradient at nan is nan;
    PyTorch's is 0.

    Examples
    --------
    >>> dl.l1_loss(dl.Tensor([1.0, 2.0]), [3.0, 2.0])
    Tensor(1.)
    """
    r = _residuals("l1_loss", prediction, target)
    y, scale = _reduce(np.abs(r), reduction)
    return y, lambda g: g * scale * np.sign(r), lambda g: g * scale * -np.sign(r)


@entrywise(
    "(prediction - target)**2 / 2 if abs(prediction - target) < delta"
    " else delta * (abs(prediction - target) - delta / 2)",
    "max(-delta, min(delta, prediction - target))",
    "-max(-delta, min(delta, prediction - target))",
)
def huber_loss(
    prediction: Operand, target: Operand, delta: float = 1.0, reduction: str = "mean"
) -> Rule:
    """Square small residuals, not large ones: ½r² if |r| ≤ delta, else delta·(|r| − ½·delta).

    With r = prediction − target and the mean over N entries, ∂L/∂r is r/N, kept within
    ±delta/N. Near 0 that is half the slope of `mse_loss`, which has no ½.

    Parameters
    ----------
    prediction, target : array or Tensor, of one shape
    delta : float
        Where the square ends, in units of the residual.
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    ValueError
        If the shapes differ, or delta is not positive.

    Notes
    -----
    Huber 1964; the scale is PyTorch's.

    Examples
    --------
    >>> dl.huber_loss(dl.Tensor([1.0, 2.0]), [4.0, 2.0], reduction="sum")
    Tensor(2.5)
    """
    refusals.positive("delta", delta, "where the square ends")
    r = _residuals("huber_loss", prediction, target)
    bent = np.clip(r, -delta, delta)
    y, scale = _reduce(bent * (r - bent / 2), reduction)
    return y, lambda g: g * scale * bent, lambda g: g * scale * -bent


@op
def cross_entropy(logits: Operand, labels: np.ndarray, reduction: str = "mean") -> Rule:
    """Average the surprise at the true class: L = (1/N)·Σ −log p, p = softmax(logits)[label].

    Its gradient is (softmax(logits) − one_hot(labels))/N.

    Parameters
    ----------
    logits : array or Tensor of shape (..., classes)
        Any real numbers: not probabilities.
    labels : array of integers of shape (...)
        The true classes, counted from 0.
    reduction : {"mean", "sum", "none"}

    Returns
    -------
    loss : in nats

    Raises
    ------
    TypeError
        If the labels are not integers.
    ValueError
        If the shapes do not fit, a label is out of range, or probabilities were given.

    Notes
    -----
    PyTorch has the classes along axis 1, not along the last, skips the label −100, and takes
    probabilities for logits.

    Examples
    --------
    >>> dl.cross_entropy(dl.Tensor([[0.0, 0.0], [10000.0, 0.0]]), [0, 0])
    Tensor(0.34657359)
    """
    logits = np.asarray(logits)
    labels = refusals.labels_of_rows(labels, logits)
    rows = logits.reshape(labels.size, logits.shape[-1])
    refusals.refuse_probabilities(rows)
    # log_softmax, with the exponentials kept for the gradient.
    shifted = rows - np.maximum.reduce(rows, -1, keepdims=True)
    e = np.exp(shifted)
    total = np.add.reduce(e, -1, keepdims=True)
    true = np.arange(labels.size), labels.reshape(-1)
    y, scale = _reduce(np.log(total[:, 0]) - shifted[true], reduction, labels.shape)

    def vjp(g: np.ndarray) -> np.ndarray:
        wrong = e / total
        wrong[true] -= 1
        return wrong.reshape(logits.shape) * np.multiply(g, scale)[..., None]

    return y, vjp


@entrywise("softplus(logits) - targets * logits", "sigmoid(logits) - targets")
def binary_cross_entropy_with_logits(
    logits: Operand, targets: np.ndarray, reduction: str = "mean"
) -> Rule:
    """Average the surprise at a yes or no: L = (1/N)·Σ −t·log p − (1 − t)·log(1 − p).

    Here p = sigmoid(logit) and t is the target. The gradient is (p − t)/N.

    Parameters
    ----------
    logits : array or Tensor of any shape
        Any real numbers: not probabilities.
    targets : array of the same shape
        1 for yes, 0 for no, or a probability between; constants.
    reduction : {"mean", "sum", "none"}

    Returns
    -------
    loss : in nats

    Raises
    ------
    ValueError
        If the shapes differ, or a target is not from 0 to 1, which PyTorch does not check.

    Notes
    -----
    The loss of an infinite logit is nan or ∞, here and in PyTorch, but not always the same.

    Examples
    --------
    >>> dl.binary_cross_entropy_with_logits(dl.Tensor([0.0, 10000.0]), [1, 1])
    Tensor(0.34657359)
    """
    z = np.asarray(logits)
    t = np.asarray(targets, np.result_type(z, 1.0))
    refusals.require_targets(logits=z, targets=t)
    y, scale = _reduce(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))), reduction)
    return y, lambda g: g * scale * (sigmoid(z) - t)


def _reduce(
    terms: np.ndarray, reduction: str, shape: tuple | None = None
) -> tuple[np.ndarray, float]:
    """Return the loss, and the derivative of the loss with respect to each of its terms."""
    if reduction == "none":
        return terms if shape is None else terms.reshape(shape)[()], 1
    total = np.add.reduce(terms, None)
    if reduction == "sum":
        return total, 1
    if reduction == "mean":
        n = np.size(terms) or np.nan
        return total / n, 1 / n
    raise refusals.unknown_reduction(reduction)


def _residuals(loss: str, prediction: Operand, target: Operand) -> np.ndarray:
    refusals.require_one_shape(loss, prediction=prediction, target=target)
    return np.subtract(prediction, target)
