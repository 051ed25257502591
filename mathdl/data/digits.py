"""Handwritten digits from Istanbul, 1998: 1,797 small pictures, and the hands that wrote them."""

from __future__ import annotations

import os
from functools import cache

import numpy as np

FILE = os.path.join(os.path.dirname(__file__), "digits.npz")


@cache
def _kept() -> dict[str, np.ndarray]:
    with np.load(FILE, allow_pickle=False) as file:
        return dict(file)


def digits() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the handwritten digits, each 8 by 8, with their classes and their writers.

    Each was a bitmap of 32 × 32, whose ink was counted in blocks of 4 × 4: see `count_blocks`.

    Returns
    -------
    X : array of shape (1797, 64), float32
        The counts divided by 16: how dark each block is, from 0 to 1, row after row.
    y : array of shape (1797,)
        Which digit, 0 to 9.
    hand : array of shape (1797,)
        Who wrote it, 0 to 13. The source does not say; the order of the labels gives it away,
        since every hand filled the same form, in the same order: see `digit_slots`.

    Notes
    -----
    The test part of "Optical Recognition of Handwritten Digits" by E. Alpaydin and C. Kaynak, UCI
    Machine Learning Repository, doi 10.24432/C50P49, CC BY 4.0. New arrays at every call.

    Examples
    --------
    >>> X, y, hand = dl.data.digits()
    >>> X.shape, X.dtype, float(X.max()), np.bincount(hand)[:4]
    ((1797, 64), dtype('float32'), 1.0, array([130, 126, 130, 130]))
    >>> y[:10]
    array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    """
    kept = _kept()
    X = kept["x"].astype(np.float32) / np.float32(16)
    return X, kept["y"].astype(int), kept["hand"].astype(int)


def digit_slots() -> np.ndarray:
    """Return for each digit its slot on the form, 0 to 129, that every hand filled.

    Returns
    -------
    array of shape (1797,)

    Examples
    --------
    >>> _, y, _ = dl.data.digits()
    >>> y[dl.data.digit_slots() == 129]
    array([8, 8, 3, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8])
    """
    return _kept()["slot"].astype(int)
