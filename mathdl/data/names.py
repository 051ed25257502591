"""First names from a census of 1990: what a small language model learns from, letter by letter."""

from __future__ import annotations

import os

FILE = os.path.join(os.path.dirname(__file__), "names.txt")


def names() -> list[str]:
    """Return 5,163 first names, lower case, in alphabetical order.

    Notes
    -----
    From the census of 1990 of the United States (dist.female.first and dist.male.first), in the
    public domain. A new list at every call.

    Examples
    --------
    >>> names = dl.data.names()
    >>> len(names), names[:3], max(map(len, names))
    (5163, ['aaron', 'abbey', 'abbie'], 11)
    """
    with open(FILE, encoding="ascii") as file:
        return file.read().split()
