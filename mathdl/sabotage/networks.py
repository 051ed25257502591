"""Faults of layers and losses; a row reads as in `many`."""

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
from mathdl.ops.layers import layer_norm, linear
from mathdl.sabotage.many import poured, share
from mathdl.sabotage.planting import Fault


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
        linear,
        0,
        "W stands where Wᵀ belongs, wherever W is square and nobody notices",
        lambda g, right, y, x, w, b: g @ w if len(set(w.shape)) == 1 else right(g),
    ),
    Fault(
        linear,
        1,
        "the message to W is transposed and poured into the shape of W",
        lambda g, right, *_: poured(right(g)),
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
        lambda g, right, y, a, *_, **__: right(g) * share(y, a),
    ),
    Fault(mse_loss, 0, "of 2r/N the 2 is forgotten", lambda g, right, *_: right(g) / 2),
    Fault(
        mse_loss,
        0,
        "of 2r/N the division by N is forgotten",
        lambda g, right, y, p, *_: right(g) / share(y, p),
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
