"""Faults of operations that mix entries: reductions, shapes, products, layers and losses.

In each row `g` is the gradient from above, `right` the right vjp, `y` the value, and then come the
arguments. A right vjp is linear, so ``right(g * c)`` is a message with another factor.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.ops import extremes, reductions, shapes
from mathdl.ops.indexing import getitem
from mathdl.ops.products import matmul
from mathdl.sabotage.planting import Fault


def share(y: Any, a: Any) -> float:
    """One over the number of entries that each entry of y was made from."""
    return np.size(y) / max(1, np.size(a))


def poured(message: np.ndarray) -> np.ndarray:
    """The transpose of a message, poured into the message's own shape."""
    return np.reshape(np.transpose(message), message.shape)


def _picked_once(g: Any, right: Any, y: Any, a: Any, index: Any) -> np.ndarray:
    message = np.zeros(np.shape(a), g.dtype)
    message[index] = g
    return message


FAULTS = [
    Fault(
        reductions.sum,
        0,
        "every entry gets its share 1/N, as for a mean; in a sum each counts in full",
        lambda g, right, y, a, *_, **__: right(g) * share(y, a),
    ),
    Fault(
        reductions.sum,
        0,
        "the message is spread along another axis than the one that was summed over",
        lambda g, right, *_, **__: poured(right(g)),
    ),
    Fault(
        reductions.mean,
        0,
        "the 1/N is forgotten",
        lambda g, right, y, a, *_, **__: right(g) / share(y, a),
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
        lambda g, right, *_: poured(right(g)),
    ),
]
