"""Shapes: what a call hears whose arrays do not fit each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from mathdl.refusals.calls import whole
from mathdl.refusals.words import shown


def require_factors(a: np.ndarray, b: np.ndarray) -> None:
    """Refuse two arrays that have no matrix product."""
    if not (a.ndim and b.ndim) or a.shape[-1] != b.shape[-2 if b.ndim > 1 else 0]:
        raise ValueError(
            f"A @ B needs as many columns in A as rows in B; the shapes are {a.shape} and {b.shape}"
        )


def require_layer(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> None:
    """Refuse what a linear layer cannot be applied to."""
    if weight.ndim != 2 or x.shape[-1:] + bias.shape != weight.shape:
        raise ValueError(
            f"linear takes x (..., in), weight (in, out) and bias (out,); "
            f"these have shapes {x.shape}, {weight.shape} and {bias.shape}"
        )


def require_features(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> None:
    """Refuse what layer normalisation cannot be applied to."""
    if not x.ndim or weight.shape != x.shape[-1:] or bias.shape != weight.shape:
        raise ValueError(
            f"layer_norm takes x (..., features), weight and bias (features,); "
            f"these have shapes {x.shape}, {weight.shape} and {bias.shape}"
        )


def require_batch(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> None:
    """Refuse what normalisation over a batch cannot be applied to."""
    if x.ndim != 2 or weight.shape != x.shape[-1:] or bias.shape != weight.shape:
        raise ValueError(
            f"batch_norm takes x (N, features), weight and bias (features,); "
            f"these have shapes {x.shape}, {weight.shape} and {bias.shape}"
        )


def require_filters(
    x: np.ndarray, weight: np.ndarray, bias: Any, stride: Any, padding: Any
) -> None:
    """Refuse what filters cannot be slid over."""
    whole("stride", stride, 1)
    whole("padding", padding)
    fits = x.ndim == weight.ndim == 4 and x.shape[1] == weight.shape[1]
    if not fits or np.shape(bias) not in ((), weight.shape[:1]):
        raise ValueError(
            f"conv2d takes x (N, in, H, W), weight (out, in, kernel, kernel) and bias (out,); "
            f"these have shapes {x.shape}, {weight.shape} and {np.shape(bias)}"
        )
    room = x.shape[2] + 2 * padding, x.shape[3] + 2 * padding
    if min(weight.shape[2:]) < 1 or weight.shape[2] > room[0] or weight.shape[3] > room[1]:
        raise ValueError(
            f"conv2d: a filter of {weight.shape[2]} × {weight.shape[3]} does not fit into a "
            f"picture of {room[0]} × {room[1]}, padding included"
        )


def require_blocks(x: np.ndarray, size: Any) -> None:
    """Refuse what cannot be pooled in blocks of this size."""
    whole("kernel_size", size, 1)
    if x.ndim != 4 or min(x.shape[2:]) < size:
        raise ValueError(
            f"pooling takes x (N, C, H, W) with room for a block of {size} × {size}; "
            f"this has shape {x.shape}"
        )


def several(arrays: Any) -> list:
    """Return arrays that are given in one list."""
    if isinstance(arrays, str) or not hasattr(arrays, "__iter__"):
        raise TypeError(f"several arrays are given in one list, as in [a, b], not {shown(arrays)}")
    return list(arrays)


def require_axis(name: str, a: Any, axis: Any) -> None:
    """Refuse an axis that an array does not have."""
    if not isinstance(axis, int | np.integer) or not -a.ndim <= axis < a.ndim:
        raise ValueError(f"{name}: shape {a.shape} has no axis {axis!r}")


def require_broadcast(grad: np.ndarray, shape: Sequence[int]) -> None:
    """Refuse a gradient whose shape cannot have come about by broadcasting from `shape`."""
    extra = grad.ndim - len(shape)
    if extra < 0 or any(n not in (1, m) for n, m in zip(shape, grad.shape[extra:])):
        raise ValueError(
            f"a vjp returned a gradient of shape {grad.shape} for a value of shape {shape}: "
            "it must have the value's shape, or a shape that the value broadcasts to"
        )
