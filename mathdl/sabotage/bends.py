"""Faults of rules with a bend: activations, dropout, extremes; a row reads as in `many`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mathdl.activations import (
    elu,
    gelu,
    leaky_relu,
    log_sigmoid,
    relu,
    sigmoid,
    silu,
    softplus,
    tanh,
)
from mathdl.ops import extremes
from mathdl.ops.layers import dropout
from mathdl.sabotage.planting import Fault


def _plus_half_gelu(g: Any, right: Any, y: Any, a: Any) -> Any:
    return g * (1 + np.tanh(math.sqrt(2 / math.pi) * (a + 0.044715 * a * a * a))) / 2


FAULTS = [
    Fault(relu, 0, "the gate is forgotten: every message passes", lambda g, *_: g),
    Fault(
        relu,
        0,
        "the gate looks at the message, not at the input: negative messages are stopped",
        lambda g, *_: g * np.greater(g, 0),
    ),
    Fault(
        relu,
        0,
        "the value is sent where its slope belongs: g·relu(a)",
        lambda g, right, y, a: g * y,
    ),
    Fault(sigmoid, 0, "of y·(1 − y) the 1 − y is forgotten", lambda g, right, y, a: g * y),
    Fault(
        sigmoid,
        0,
        "the derivative is taken at the output: y is squashed once more",
        lambda g, right, y, a: g * sigmoid(y) * (1 - sigmoid(y)),
    ),
    Fault(tanh, 0, "of 1 − y² the square is forgotten", lambda g, right, y, a: g * (1 - y)),
    Fault(
        tanh,
        0,
        "the derivative is taken at the output: 1 − tanh(y)², not 1 − tanh(a)²",
        lambda g, right, y, a: g * (1 - np.tanh(y) ** 2),
    ),
    Fault(
        tanh,
        0,
        "the message from above is not multiplied in: the local derivative is sent alone",
        lambda g, right, y, a: 1 - y * y,
    ),
    Fault(
        softplus,
        0,
        "relu's gate stands where the smooth sigmoid(a) belongs",
        lambda g, right, y, a: g * np.greater(a, 0),
    ),
    Fault(
        log_sigmoid,
        0,
        "sigmoid(−a) has lost its minus",
        lambda g, right, y, a: g * sigmoid(a),
    ),
    Fault(
        leaky_relu,
        0,
        "nothing leaks: where a is negative no message passes",
        lambda g, right, y, a, *_: right(g) * np.greater(a, 0),
    ),
    Fault(
        elu,
        0,
        "where a is negative the slope is y, its + alpha is forgotten",
        lambda g, right, y, a, alpha=1.0: right(g) - g * alpha * np.less_equal(a, 0),
    ),
    Fault(
        gelu,
        0,
        "a reaches y by two paths, as factor and through tanh; only the first is counted",
        _plus_half_gelu,
    ),
    Fault(
        silu,
        0,
        "a reaches y by two paths, as factor and through the sigmoid; only the first is counted",
        lambda g, right, y, a: g * sigmoid(a),
    ),
    Fault(
        dropout,
        0,
        "the factor 1/(1 − p) that enlarges what is kept is forgotten",
        lambda g, right, y, a, p=0.5, **_: right(g) * (1 - p),
    ),
    Fault(
        extremes.maximum,
        1,
        "the second receives the message even where the first is larger",
        lambda g, *_: g,
    ),
    Fault(
        extremes.minimum,
        0,
        "the first receives the message where it is the larger, not where it is the smaller",
        lambda g, right, *_: g - right(g),
    ),
    Fault(extremes.clip, 0, "the gate is forgotten: out of bounds too", lambda g, *_, **__: g),
    Fault(
        extremes.where,
        2,
        "the second choice receives the message even where the first was taken",
        lambda g, *_: g,
    ),
]
