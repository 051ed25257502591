"""Attention: queries, keys, values and masks that do not fit each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mathdl.refusals.calls import whole
from mathdl.refusals.operands import is_numbers, require_array, require_operand, require_real
from mathdl.refusals.words import shown


def require_queries(attention: Callable, query: Any, key: Any, value: Any) -> None:
    """Refuse what cannot be asked, offered and handed over."""
    for name, a in (("query", query), ("key", key), ("value", value)):
        if type(a) is not np.ndarray:
            require_operand(attention, name, a)
    q, k, v = np.shape(query), np.shape(key), np.shape(value)
    fits = min(map(len, (q, k, v))) > 1 and q[-1] == k[-1] > 0 and k[-2] == v[-2] > 0
    if not fits or (
        len({q[:-2], k[:-2], v[:-2]}) > 1 and _together(q[:-2], k[:-2], v[:-2]) is None
    ):
        raise ValueError(
            f"attention takes query (..., L, d), key (..., S, d) and value (..., S, any); "
            f"these have shapes {q}, {k} and {v}"
        )


def require_mask(attn_mask: Any, is_causal: Any, scores: tuple[int, ...]) -> None:
    """Refuse what does not say for each score whether it counts."""
    if not isinstance(is_causal, bool):
        raise TypeError(f"is_causal is True or False, not {shown(is_causal)}")
    if attn_mask is None:
        return
    if is_causal:
        raise ValueError("give attn_mask or is_causal=True, not both: each says who may look where")
    if hasattr(attn_mask, "edges"):
        raise TypeError(
            "attn_mask is a constant, not a Tensor, and learns nothing; write mask.data"
        )
    require_real("attn_mask", attn_mask, "mask")
    kind = np.asarray(attn_mask).dtype if is_numbers(attn_mask) else None
    if kind is None or kind.kind not in "bf":
        raise TypeError(
            f"attn_mask is boolean, True where one may look, or floating and added to the scores, "
            f"not {shown(attn_mask) if kind is None else kind}; write mask.astype(bool)"
        )
    if _together(np.shape(attn_mask), scores) != scores:
        raise ValueError(
            f"attn_mask has an entry for each query and key, shape {scores[-2:]}, or one that "
            f"broadcasts to the scores' {scores}; this has shape {np.shape(attn_mask)}"
        )
    shut = np.logical_not(attn_mask) if kind.kind == "b" else np.isneginf(attn_mask)
    blind = np.argwhere(np.broadcast_to(shut, scores).all(-1))
    if len(blind):
        raise ValueError(
            f"this mask hides every key from query {blind[0][-1]}, so there is nothing to average; "
            "let each look at one place at least, such as its own"
        )


def require_heads(embed_dim: Any, num_heads: Any) -> None:
    """Refuse a number of heads that does not divide the features."""
    whole("embed_dim", embed_dim, 1)
    whole("num_heads", num_heads, 1)
    if embed_dim % num_heads:
        raise ValueError(
            f"the heads share embed_dim equally, and {embed_dim} features cannot be shared by "
            f"{num_heads} heads; make embed_dim a multiple of num_heads"
        )


def require_places(x: Any, embed_dim: int) -> None:
    """Refuse what is no row of places with this many features each."""
    if type(x) is not np.ndarray:
        require_array("x", x)
    shape = np.shape(x)
    if len(shape) < 2 or shape[-1] != embed_dim or not shape[-2]:
        raise ValueError(
            f"attention takes x (..., T, {embed_dim}), one row for each of T places; "
            f"this has shape {shape}"
        )


def _together(*shapes: tuple[int, ...]) -> tuple[int, ...] | None:
    """The shape that arrays of these shapes broadcast to, or None if they do not."""
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        return None
