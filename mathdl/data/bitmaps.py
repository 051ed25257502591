"""Bitmaps of digits: counted in blocks, prepared as the data were, and warped as hands do."""

from __future__ import annotations

from functools import cache

import numpy as np

from mathdl.data.points import Rng
from mathdl.refusals import generator, not_negative, shown

SIDE, WIDE = 32, 20  # pixels of a bitmap; how wide a prepared digit is
INK = 312  # pixels of a prepared digit that are dark: 30.5 % of 1,024, as in the data
NARROW = 0.35  # a digit narrower than this part of its height stays narrow: a plain 1
BLUR = 1.6  # pixels


def count_blocks(bitmap: np.ndarray) -> np.ndarray:
    """Count the ink of a bitmap in blocks of 4 × 4 pixels.

    Parameters
    ----------
    bitmap : array of shape (..., 32, 32)
        True, or 1, where there is ink.

    Returns
    -------
    array of shape (..., 8, 8)
        Whole numbers from 0 to 16.

    Examples
    --------
    >>> bitmap = np.zeros((32, 32), bool)
    >>> bitmap[13, 20:24] = True
    >>> counts = dl.data.count_blocks(bitmap)
    >>> counts.shape, counts[3]
    ((8, 8), array([0, 0, 0, 0, 0, 4, 0, 0]))
    """
    bitmap = _bitmaps(bitmap)
    return bitmap.reshape(*bitmap.shape[:-2], 8, 4, 8, 4).sum((-3, -1))


def prepare(bitmap: np.ndarray) -> np.ndarray:
    """Give a drawing the size and the weight that the digits of the data have.

    Cut out the ink, stretch it to the full height and 20 pixels of width (what is very narrow
    stays narrow), then blur it and keep the 312 darkest pixels, so that every pen is as broad.

    Parameters
    ----------
    bitmap : array of shape (32, 32)
        True, or 1, where there is ink. A blank page stays blank.

    Returns
    -------
    array of shape (32, 32), bool

    Examples
    --------
    >>> drawing = np.zeros((32, 32), bool)
    >>> drawing[10:20, 15] = drawing[10, 12:15] = True
    >>> ready = dl.data.prepare(drawing)
    >>> int(ready.sum()), bool(ready[0].any() and ready[-1].any())
    (312, True)
    """
    bitmap = _bitmaps(bitmap)
    if bitmap.ndim > 2:
        raise ValueError(f"prepare takes one bitmap at a time, not {shown(bitmap)}")
    rows, columns = np.flatnonzero(bitmap.any(1)), np.flatnonzero(bitmap.any(0))
    if not len(rows):
        return bitmap
    ink = bitmap[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(float)
    height, width = ink.shape
    wide = WIDE if width > NARROW * height else max(3, round(SIDE * width / height))
    left = (SIDE - wide) // 2
    grey = np.zeros((SIDE, SIDE))
    grey[:, left : left + wide] = _resizing(height, SIDE) @ ink @ _resizing(width, wide).T
    # Far from all ink a wider blur decides; to nine digits, so that no BLAS breaks a tie.
    grey = _blurred(grey, BLUR) + 1e-3 * _blurred(grey, 2.5 * BLUR)
    darkest = np.argsort(-grey.round(9), axis=None, kind="stable")[:INK]
    ready = np.zeros(SIDE * SIDE, bool)
    ready[darkest] = True
    return ready.reshape(SIDE, SIDE)


def _bitmaps(bitmap: np.ndarray) -> np.ndarray:
    bitmap = _pictures(bitmap)
    if bitmap.shape[-2:] != (SIDE, SIDE):
        raise ValueError(f"a bitmap has 32 rows of 32 pixels, this is {shown(bitmap)}")
    if not np.isin(bitmap, (0, 1)).all():
        raise ValueError("a bitmap has ink or none, True or False, at every pixel")
    return bitmap.astype(bool)


def _pictures(given: np.ndarray) -> np.ndarray:
    pictures = np.asarray(given)
    if pictures.dtype.kind not in "biuf":
        raise TypeError(f"pictures are arrays of numbers, not {shown(given)}")
    return pictures


@cache
def _resizing(before: int, after: int) -> np.ndarray:
    """The matrix that makes `after` pixels of `before`, as weighted means (after, before)."""
    scale = before / after
    middles = (np.arange(after) + 0.5) * scale - 0.5
    apart = np.abs(middles[:, None] - np.arange(before)) / max(scale, 1)
    weights = np.maximum(1 - apart, 0)
    return weights / weights.sum(1, keepdims=True)


def _blurred(grey: np.ndarray, width: float) -> np.ndarray:
    return _blurring(width) @ grey @ _blurring(width)


@cache
def _blurring(width: float) -> np.ndarray:
    apart = np.arange(SIDE)[:, None] - np.arange(SIDE)
    return np.exp(-((apart / width) ** 2) / 2) / (width * np.sqrt(2 * np.pi))


def warp(
    X: np.ndarray,
    rng: Rng,
    turn: float = 15.0,
    stretch: float = 0.15,
    slant: float = 0.2,
    shift: float = 0.5,
) -> np.ndarray:
    """Change digits by chance as hands do: turn, stretch, slant and shift each of them a little.

    Parameters
    ----------
    X : array of shape (n, 64)
        Pictures of 8 × 8, such as those of `digits`.
    rng : numpy.random.Generator or int
        Where chance comes from, or a seed.
    turn : float
        At most so many degrees, either way.
    stretch : float
        Height and width each by at most this share.
    slant : float
        At most so many pixels across for each pixel down.
    shift : float
        At most so many pixels of the 8, each way.

    Returns
    -------
    array of shape (n, 64)
        New pictures, of the same type.

    Examples
    --------
    >>> X, _, _ = dl.data.digits()
    >>> again = dl.data.warp(X[:5], rng=0)
    >>> again.shape, again.dtype, np.array_equal(again, X[:5])
    ((5, 64), dtype('float32'), False)
    >>> np.allclose(dl.data.warp(X, 0, turn=0, stretch=0, slant=0, shift=0), X)
    True
    """
    X = _pictures(X)
    if X.ndim != 2 or X.shape[1] != 64 or X.dtype.kind != "f":
        raise ValueError(f"X has a picture of 64 shares of ink in each row, not {shown(X)}")
    rng, n, dtype = generator(rng), len(X), X.dtype
    for name, most in (("turn", turn), ("stretch", stretch), ("slant", slant), ("shift", shift)):
        not_negative(name, most)
    angle = np.deg2rad(rng.uniform(-turn, turn, (n, 1)))
    lean = rng.uniform(-slant, slant, (n, 1))
    tall, wide = np.exp(rng.uniform(-np.log1p(stretch), np.log1p(stretch), (2, n, 1)))
    down, across = rng.uniform(-shift, shift, (2, n, 1))
    # For each pixel of the new picture: where it was in the old one, from the middle.
    row, column = (place.ravel() - 3.5 for place in np.indices((8, 8)))
    row, column = (row - down) / tall, (column - across) / wide
    column = column - lean * row
    y = np.cos(angle) * row - np.sin(angle) * column + 3.5
    x = np.sin(angle) * row + np.cos(angle) * column + 3.5
    return _between(X, y.astype(dtype), x.astype(dtype))


def _between(X: np.ndarray, y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Read pictures between their pixels; around them is white."""
    n, side = len(X), 12  # with a margin of two
    framed = np.zeros((n, side, side), X.dtype)
    framed[:, 2:10, 2:10] = X.reshape(n, 8, 8)
    y, x = np.clip(y + 2, 0, side - 1.001), np.clip(x + 2, 0, side - 1.001)
    top, left = y.astype(np.intp), x.astype(np.intp)
    below, right = (y - top).astype(X.dtype), (x - left).astype(X.dtype)
    flat = framed.ravel()
    at = (np.arange(n) * side * side)[:, None] + top * side + left
    upper = flat[at] * (1 - right) + flat[at + 1] * right
    lower = flat[at + side] * (1 - right) + flat[at + side + 1] * right
    return upper * (1 - below) + lower * below
