"""How what was given is named, in a few words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def shown(thing: Any) -> str:
    """Name in a few words what was given.

    Examples
    --------
    >>> shown("x"), shown(np.ones((2, 3))), shown(dl.tanh)
    ("'x'", 'an array of shape (2, 3)', 'the function tanh')
    """
    if hasattr(thing, "shape") and hasattr(thing, "dtype") and thing.shape != ():
        odd = getattr(thing.dtype, "kind", "?") not in "biuf"  # other libraries have other types
        return f"an array of shape {tuple(thing.shape)}{f' and type {thing.dtype}' if odd else ''}"
    if callable(thing) and hasattr(thing, "__name__"):
        return f"the {'class' if isinstance(thing, type) else 'function'} {thing.__name__}"
    words = one_line(thing)
    return words if len(words) <= 40 else f"{words[:39]}…"


def one_line(thing: Any) -> str:
    """Write what was given in one line."""
    if isinstance(thing, int) and thing.bit_length() > 200:
        return "a number of many digits"
    try:
        return " ".join(repr(thing).split())
    except Exception:  # a reader's own class, or numbers of more digits than Python writes
        return f"something of type {type(thing).__name__} that cannot be printed"


def name_of(rule: Callable) -> str:
    """Name an operation as readers call it."""
    return called(rule).lstrip("_")


def called(f: Any) -> str:
    """Name a reader's function, which may have no name."""
    name = getattr(f, "__name__", "<")
    return "f" if name.startswith("<") else name


def joined(parts: list[str], last: str = "and") -> str:
    """Parts of a sentence with commas, and an "and" (or another word) before the last."""
    return f" {last} ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
