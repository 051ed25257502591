"""Losses: how wrong a prediction is, as one number.

Every loss takes ``reduction``: "mean" over all its terms, their "sum", or "none" for the terms
themselves.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mathdl.activations import sigmoid
from mathdl.ops.indexing import as_labels
from mathdl.refusals import number
from mathdl.tensor import Operand, Rule, op


@op
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


@op
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


@op
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
    number("delta", delta, "where the square ends, a positive number", lambda delta: delta > 0)
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
    if not logits.ndim or np.shape(labels) != logits.shape[:-1]:
        raise ValueError(
            f"cross_entropy takes logits (..., classes) and one label for each row; "
            f"these have shapes {logits.shape} and {np.shape(labels)}"
        )
    labels = as_labels(labels, logits.shape[-1])
    rows = logits.reshape(labels.size, logits.shape[-1])
    _refuse_probabilities(rows)
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


@op
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
    _require_one_shape("binary_cross_entropy_with_logits", "logits", z, "targets", t)
    if t.size and not 0 <= t.min() <= t.max() <= 1:
        raise ValueError(f"targets are 0, 1 or between, these go from {t.min():g} to {t.max():g}")
    y, scale = _reduce(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))), reduction)
    return y, lambda g: g * scale * (sigmoid(z) - t)


def _reduce(terms: Any, reduction: str, shape: tuple | None = None) -> tuple[Any, float]:
    """Return the loss, and the derivative of the loss with respect to each of its terms."""
    if reduction == "none":
        return terms if shape is None else terms.reshape(shape)[()], 1
    total = np.add.reduce(terms, None)
    if reduction == "sum":
        return total, 1
    if reduction == "mean":
        n = np.size(terms) or math.nan
        return total / n, 1 / n
    raise ValueError(f'reduction is "mean", "sum" or "none", not {reduction!r}')


def _residuals(loss: str, prediction: Any, target: Any) -> np.ndarray:
    _require_one_shape(loss, "prediction", prediction, "target", target)
    return np.subtract(prediction, target)


def _require_one_shape(loss: str, name_a: str, a: Any, name_b: str, b: Any) -> None:
    if np.shape(a) != np.shape(b):
        raise ValueError(
            f"{loss} compares entry by entry, but {name_a} has shape {np.shape(a)} and {name_b} "
            f"{np.shape(b)}; reshape one of them"
        )


def _refuse_probabilities(rows: np.ndarray) -> None:
    """Positive rows that add up to 1 are no logits; a single one may do so by chance."""
    if len(rows) < 2 or abs(np.add.reduce(rows[0]) - 1) > 1e-4:
        return
    if rows.min() > 0 and np.allclose(rows.sum(-1), 1, atol=1e-4):
        raise ValueError(
            "each row of these logits is positive and adds up to 1, so they are probabilities "
            "already; cross_entropy applies softmax itself, so pass what comes before it"
        )
