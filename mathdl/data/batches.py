"""Examples dealt in batches, and parted for training, choosing and judging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from mathdl.data.points import Points, Rng
from mathdl.refusals import generator, number, per_example, shown, whole


def batches(X: np.ndarray, y: np.ndarray, size: int, rng: Rng) -> Iterator[Points]:
    """Deal all examples once, shuffled, in batches.

    Parameters
    ----------
    X, y : arrays of the same length
    size : int
        Examples in a batch; the last one may have fewer.
    rng : numpy.random.Generator or int
        Where chance comes from. A seed deals the same batches each time; a Generator does not.

    Yields
    ------
    X, y
        Of a batch.

    Raises
    ------
    ValueError
        If the lengths differ, or the size is not positive; at once, not at the first batch.

    Examples
    --------
    >>> X, y = dl.data.moons(10)
    >>> [len(batch) for batch, _ in dl.data.batches(X, y, 4, rng=0)]
    [4, 4, 2]
    """
    X, y = _pairs(X, y)
    whole("the size of a batch", size, 1)
    order = generator(rng).permutation(len(X))
    parts = (order[start : start + size] for start in range(0, len(X), size))
    return ((X[part], y[part]) for part in parts)


def split(X: np.ndarray, y: np.ndarray, shares: Sequence[float], rng: Rng = 0) -> list[Points]:
    """Part examples at random, for training, for choosing, and for judging.

    Parameters
    ----------
    X, y : arrays of the same length
    shares : sequence of float
        How large each part is, as a share of all; together at most 1.
    rng : numpy.random.Generator or int
        Where chance comes from, or a seed.

    Returns
    -------
    list of (X, y)
        One pair for each share. No example is in two of them.

    Raises
    ------
    ValueError
        If the lengths differ, the shares do not fit, or a part would be empty.

    Examples
    --------
    >>> X, y = dl.data.moons(10)
    >>> [len(part) for part, _ in dl.data.split(X, y, (0.6, 0.2, 0.2), rng=0)]
    [6, 2, 2]
    """
    X, y = _pairs(X, y)
    shares = [number("a share", s, "a number from 0 to 1", lambda s: 0 <= s <= 1) for s in shares]
    if sum(shares) > 1 + 1e-9:
        raise ValueError(f"the shares {shown(tuple(shares))} add up to more than 1")
    ends = [0, *(round(float(end) * len(X)) for end in np.cumsum(shares))]
    order = generator(rng).permutation(len(X))
    parts = [order[start:end] for start, end in pairwise(ends)]
    if not all(map(len, parts)):
        raise ValueError(
            f"of {len(X)} examples the shares {shown(tuple(shares))} leave a part empty"
        )
    return [(X[part], y[part]) for part in parts]


def _pairs(X: np.ndarray, y: np.ndarray) -> Points:
    X, y = per_example(X), per_example(y)
    if len(X) != len(y):
        raise ValueError(f"there are {len(X)} examples and {len(y)} answers; they belong in pairs")
    return X, y
