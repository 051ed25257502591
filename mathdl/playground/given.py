"""A reader's own points for the workbench: scaled, and parted in what is seen and what is not."""

from __future__ import annotations

import math
from numbers import Real
from typing import Any

import numpy as np

from mathdl.playground.problems import Data
from mathdl.refusals import generator, require_array, shown

ROWS = 4, 5000  # at least, and at most: beyond, a step takes too long to be watched
MOST_CLASSES = 4


def own(X: Any, y: Any, names: tuple[str, str] = ("", ""), seed: int = 0) -> Data:
    """Take a reader's own data: two columns, and classes or numbers.

    The columns are scaled to run from −1 to 1; seven tenths of the rows are seen, of every class
    alike. Up to four whole numbers or words are classes, in their order; other numbers are heights,
    which are scaled to run from −1 to 1, too.

    Parameters
    ----------
    X : array of shape (n, 2)
        At most 5,000 rows.
    y : array of shape (n,)
        Classes or numbers.
    names : (str, str)
        Of the columns.
    seed : int
        Chooses which rows are seen.

    Raises
    ------
    TypeError, ValueError
        If they are not such arrays.

    Examples
    --------
    >>> data = own([[1, 10], [2, 30], [3, 20], [5, 40]], ["no", "no", "yes", "yes"])
    >>> data.classes, data.middle, len(data.X), len(data.U)
    (2, (3.0, 25.0), 3, 1)
    """
    X = X if isinstance(X, list | tuple) else np.asarray(X)
    require_array("X", X)
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != 2 or len(X) < ROWS[0]:
        raise ValueError(
            f"X has two columns, which the plane shows, and four rows at least; this is {shown(X)}"
        )
    if len(X) > ROWS[1]:
        raise ValueError(
            f"at most {ROWS[1]:,} rows can be learnt while one watches, and here are {len(X):,}: "
            "give fewer of them, chosen at random"
        )
    if not np.all(np.isfinite(X)):
        raise ValueError("X has entries that are no finite numbers: leave those rows out")
    kinds, answers = _classes(_column(y, len(X)))
    X, middle, half = _scaled(X)
    seen, unseen = _parted(answers, len(kinds), seed)
    return Data(
        X[seen], answers[seen], X[unseen], answers[unseen], len(kinds),
        tuple(middle.tolist()), tuple(half.tolist()), names, kinds,
    )  # fmt: skip


def _column(y: Any, rows: int) -> np.ndarray:
    """Return y as so many numbers or words, if it has them."""
    found = np.asarray(y, dtype=None if hasattr(y, "dtype") else object)
    if found.shape == (rows, 1):
        found = found[:, 0]
    if found.shape != (rows,):
        raise ValueError(f"y has one entry for each of the {rows} rows of X; this is {shown(y)}")
    entries = found.tolist()
    if any(map(_is_missing, entries)):
        raise ValueError("y has entries that are missing or not finite: leave those rows out")
    for kind, dtype in ((bool, bool), (Real, float), (str, str)):
        if all(isinstance(one, kind) for one in entries):
            return found.astype(dtype)
    raise TypeError(f"y has numbers only, or words only; this is {shown(y)}")


def _is_missing(entry: Any) -> bool:
    if isinstance(entry, Real):
        return not math.isfinite(entry)
    return entry is None or (isinstance(entry, str) and not entry.strip())


def _classes(y: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Return what the classes are called, and them as numbers; or nothing, and the heights."""
    kinds, places = np.unique(y, return_inverse=True)
    if len(kinds) < 2:
        raise ValueError(f"y has one value only, {shown(kinds.tolist())}: nothing is to be told")
    if y.dtype.kind != "U" and (len(kinds) > MOST_CLASSES or np.any(kinds % 1)):
        return (), _scaled(y.astype(float))[0]
    if len(kinds) > MOST_CLASSES:
        raise ValueError(f"y has {len(kinds)} classes; the workbench shows two to {MOST_CLASSES}")
    if len(kinds) == len(y):
        raise ValueError("every row of y is a class of its own: nothing is left to judge by")
    whole = y.dtype.kind == "f"  # 1 is called 1, not 1.0
    return tuple(f"{kind:.0f}" if whole else str(kind) for kind in kinds.tolist()), places


def _scaled(a: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scale columns to run from −1 to 1; return them, and the middle and half the width before."""
    high, low = a.max(axis=0) / 2, a.min(axis=0) / 2  # halves, for which no number is too large
    middle, half = high + low, high - low
    half = np.where(half == 0, 1.0, half)
    return (a - middle) / half, middle, half


def _parted(answers: np.ndarray, classes: int, seed: int) -> list[np.ndarray]:
    """Return which rows are seen, seven tenths of every class, and which are not."""
    order = generator(seed).permutation(len(answers))
    if classes:
        turn = np.zeros(len(answers))
        for kind in range(classes):
            rows = order[answers[order] == kind]
            turn[rows[1:]] = (np.arange(1, len(rows)) + 0.5) / len(rows)  # one of each comes first
        order = order[np.argsort(turn[order], kind="stable")]
    return np.split(order, [round(0.7 * len(order))])
