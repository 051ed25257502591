"""Faults of operations that mix entries: reductions, shapes, products, layers and losses.

In each row `g` is the gradient from above, `right` the right vjp, `y` the value, and then come the
arguments. A right vjp is linear, so ``right(g * c)`` is a message with another factor.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.activations import log_softmax, logsumexp, softmax
from mathdl.losses import (
    binary_cross_entropy_with_logits,
    cross_entropy,
    huber_loss,
    l1_loss,
    mse_loss,
)
from mathdl.ops import extremes, reductions, shapes
from mathdl.ops.indexing import getitem
from mathdl.ops.layers import layer_norm, linear
from mathdl.ops.products import matmul
from mathdl.sabotage.planting import Fault


def _share(y: Any, a: Any) -> float:
    """One over the number of entries that each entry of y was made from."""
    return np.size(y) / max(1, np.size(a))


def _poured(message: np.ndarray) -> np.ndarray:
    """The transpose of a message, poured into the message's own shape."""
    return np.reshape(np.transpose(message), message.shape)


def _picked_once(g: Any, right: Any, y: Any, a: Any, index: Any) -> np.ndarray:
    message = np.zeros(np.shape(a), g.dtype)
    message[index] = g
    return message


def _probs_alone(
    g: Any, right: Any, y: Any, logits: Any, labels: Any, reduction: str = "mean"
) -> np.ndarray:
    n = np.size(labels) if reduction == "mean" else 1
    return softmax(logits) * np.expand_dims(np.divide(g, n), -1)


def _statistics_frozen(
    g: Any, right: Any, y: Any, x: Any, weight: Any, bias: Any, eps: float = 1e-5
) -> np.ndarray:
    return g * weight * (np.var(x, -1, keepdims=True) + eps) ** -0.5


FAULTS = [
    Fault(
        reductions.sum,
        0,
        "every entry gets its share 1/N, as for a mean; in a sum each counts in full",
        lambda g, right, y, a, *_, **__: right(g) * _share(y, a),
    ),
    Fault(
        reductions.sum,
        0,
        "the message is spread along another axis than the one that was summed over",
        lambda g, right, *_, **__: _poured(right(g)),
    ),
    Fault(
        reductions.mean,
        0,
        "the 1/N is forgotten",
        lambda g, right, y, a, *_, **__: right(g) / _share(y, a),
    ),
    Fault(
        reductions.mean,
        0,
        "N counts all entries, not only those that were averaged together",
        lambda g, right, y, *_, **__: right(g) / max(1, np.size(y)),
    ),
    Fault(
        reductions.var,
        0,
        "of 2·d/N the 2 is forgotten",
        lambda g, right, *_, **__: right(g) / 2,
    ),
    Fault(
        reductions.std,
        0,
        "the distance is divided by the variance, not by the standard deviation",
        lambda g, right, y, *_, **__: right(g / np.where(y == 0, 1, y)),
    ),
    Fault(
        reductions.norm,
        0,
        "of a/y the division by the length is forgotten",
        lambda g, right, y, *_, **__: right(g * y),
    ),
    Fault(
        extremes.max,
        0,
        "the message goes to the entry that stands there counted from the other end",
        lambda g, right, *_, **__: np.flip(right(g)),
    ),
    Fault(
        extremes.min,
        0,
        "the smallest entry gets half, as if there were a tie",
        lambda g, right, *_, **__: right(g) / 2,
    ),
    Fault(
        shapes.reshape,
        0,
        "the message is poured back column by column, the values went row by row",
        lambda g, right, y, a, *_: np.reshape(g, np.shape(a), order="F"),
    ),
    Fault(
        shapes.transpose,
        0,
        "the message is poured into the old shape, not transposed back",
        lambda g, right, y, a, *_: np.reshape(g, np.shape(a)),
    ),
    Fault(
        shapes.swapaxes,
        0,
        "the message is poured into the old shape, its axes are not swapped back",
        lambda g, right, y, a, *_: np.reshape(g, np.shape(a)),
    ),
    Fault(
        shapes._concatenate,
        1,
        "the second part gets its messages in reverse order",
        lambda g, right, *_, **__: right(g)[::-1],
    ),
    Fault(
        getitem,
        0,
        "an entry picked several times keeps one message: `=` where `+=` belongs",
        _picked_once,
    ),
    Fault(
        matmul,
        0,
        "B stands where Bᵀ belongs, wherever B is square and nobody notices",
        lambda g, right, y, a, b: g @ b if b.ndim == 2 and len(set(b.shape)) == 1 else right(g),
    ),
    Fault(
        matmul,
        1,
        "the message to B is transposed and poured into the shape of B",
        lambda g, right, *_: _poured(right(g)),
    ),
    Fault(
        linear,
        0,
        "W stands where Wᵀ belongs, wherever W is square and nobody notices",
        lambda g, right, y, x, w, b: g @ w if len(set(w.shape)) == 1 else right(g),
    ),
    Fault(
        linear,
        1,
        "the message to W is transposed and poured into the shape of W",
        lambda g, right, *_: _poured(right(g)),
    ),
    Fault(
        linear,
        1,
        "the message to W is averaged over the rows, not summed",
        lambda g, right, y, *_: right(g) * np.size(y[..., 0]) ** -1.0 if y.size else right(g),
    ),
    Fault(
        linear,
        2,
        "the bias, which was copied to every row, gets the message of the first row alone",
        lambda g, right, y, *_: g.reshape(-1, g.shape[-1])[0] if y.size else right(g),
    ),
    Fault(
        linear,
        2,
        "the bias gets the average over the rows, not the sum",
        lambda g, right, y, x, w, b: right(g) * (len(b) / max(1, y.size)),
    ),
    Fault(
        layer_norm,
        0,
        "mean and variance are treated as constants, but they move with x",
        _statistics_frozen,
    ),
    Fault(
        layer_norm,
        1,
        "the weight's message uses x, not the normalised x̂",
        lambda g, right, y, x, *_: g * x,
    ),
    Fault(
        softmax,
        0,
        "only yᵢ·(1 − yᵢ) is counted, as if every share depended on its own logit alone",
        lambda g, right, y, *_: g * y * (1 - y),
    ),
    Fault(
        log_softmax,
        0,
        "the sum over the messages of all classes is forgotten",
        lambda g, right, y, *_: g - np.exp(y) * g,
    ),
    Fault(
        logsumexp,
        0,
        "the shares are divided by the number of terms, as for a mean",
        lambda g, right, y, a, *_, **__: right(g) * _share(y, a),
    ),
    Fault(mse_loss, 0, "of 2r/N the 2 is forgotten", lambda g, right, *_: right(g) / 2),
    Fault(
        mse_loss,
        0,
        "of 2r/N the division by N is forgotten",
        lambda g, right, y, p, *_: right(g) / _share(y, p),
    ),
    Fault(
        l1_loss,
        0,
        "the residual itself is sent where its sign belongs",
        lambda g, right, y, p, t, *_: right(g) * np.abs(p - t),
    ),
    Fault(
        huber_loss,
        0,
        "large residuals are not held back at delta",
        lambda g, right, y, p, t, delta=1.0, *_: right(g) * np.maximum(1, np.abs(p - t) / delta),
    ),
    Fault(
        cross_entropy,
        0,
        "of softmax minus one-hot the one-hot is forgotten",
        _probs_alone,
    ),
    Fault(
        cross_entropy,
        0,
        "the message is also divided by the number of classes",
        lambda g, right, y, logits, *_: right(g) / logits.shape[-1],
    ),
    Fault(
        binary_cross_entropy_with_logits,
        0,
        "p − t is multiplied by the sigmoid's slope p·(1 − p), which had cancelled",
        lambda g, right, y, z, *_: right(g) * softmax(np.stack([z, 0 * z]), 0).prod(0),
    ),
]
