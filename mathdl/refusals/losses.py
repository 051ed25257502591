"""Losses: labels, targets and predictions that do not fit, and probabilities in place of logits."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.refusals.operands import is_numbers
from mathdl.refusals.words import shown


def class_labels(labels: Any, num_classes: int) -> np.ndarray:
    """Return labels as an array, or say what is wrong with them."""
    cure = "write labels.astype(int), or probs.argmax(axis=-1) for rows of probabilities"
    return _counted_from_0("labels", labels, num_classes, "classes", cure)


def require_ids(ids: Any, weight: np.ndarray) -> np.ndarray:
    """Return numbers of a table's rows as an array, or say what is wrong with them."""
    if weight.ndim != 2:
        raise ValueError(
            f"embedding takes ids (...) and weight (num_embeddings, embedding_dim); "
            f"this weight has shape {weight.shape}"
        )
    return _counted_from_0("ids", ids, len(weight), "rows", "write ids.astype(int)")


def _counted_from_0(what: str, given: Any, n: int, things: str, cure: str) -> np.ndarray:
    """Return an array of integers from 0 to n − 1, each of which says which of n things."""
    given = given.data if hasattr(given, "edges") else given
    numbers = np.asarray(given) if is_numbers(given) else np.array(shown(given))
    if numbers.dtype.kind not in "iu":
        kind = numbers.dtype
        found = f"are {kind}" if is_numbers(given) else f"are no numbers but {shown(given)}"
        raise TypeError(f"{what} are integers from 0 to {n - 1}, these {found}; {cure}")
    least = np.minimum.reduce(numbers, None, initial=0)
    most = np.maximum.reduce(numbers, None, initial=0)
    if least < 0 or most >= max(1, n):
        raise ValueError(
            f"there are {n} {things}, so {what} go from 0 to {n - 1}; "
            f"one of these is {least if least < 0 else most}"
        )
    return numbers


def labels_of_rows(labels: Any, logits: np.ndarray) -> np.ndarray:
    """Return labels as an array, if there is one for each row of logits."""
    if not logits.ndim or np.shape(labels) != logits.shape[:-1]:
        raise ValueError(
            f"cross_entropy takes logits (..., classes) and one label for each row; "
            f"these have shapes {logits.shape} and {np.shape(labels)}"
        )
    return class_labels(labels, logits.shape[-1])


def require_one_shape(loss: str, **compared: Any) -> None:
    """Refuse two arrays that cannot be compared entry by entry: broadcasting is no comparison."""
    (name_a, a), (name_b, b) = compared.items()
    if np.shape(a) != np.shape(b):
        raise ValueError(
            f"{loss} compares entry by entry, but {name_a} has shape {np.shape(a)} and {name_b} "
            f"{np.shape(b)}; reshape one of them"
        )


def require_targets(logits: np.ndarray, targets: np.ndarray) -> None:
    """Refuse targets that are no probabilities, or not one for each logit."""
    require_one_shape("binary_cross_entropy_with_logits", logits=logits, targets=targets)
    if targets.size and not 0 <= targets.min() <= targets.max() <= 1:
        raise ValueError(
            f"targets are 0, 1 or between, these go from {targets.min():g} to {targets.max():g}"
        )


def refuse_probabilities(rows: np.ndarray) -> None:
    """Positive rows that add up to 1 are no logits; a single one may do so by chance."""
    if len(rows) < 2 or abs(np.add.reduce(rows[0]) - 1) > 1e-4:
        return
    if rows.min() > 0 and np.allclose(rows.sum(-1), 1, atol=1e-4):
        raise ValueError(
            "each row of these logits is positive and adds up to 1, so they are probabilities "
            "already; cross_entropy applies softmax itself, so pass what comes before it"
        )


def unknown_reduction(reduction: Any) -> ValueError:
    """Return the error for a reduction that no loss knows."""
    return ValueError(f'reduction is "mean", "sum" or "none", not {reduction!r}')
