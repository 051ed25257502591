"""Answers as data: what comes from a learner's process is never code, and never unpickled."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import UnreadableError, in_short
from mathdl.tensor import value_of

_NUMBERS = {np.dtype(letter).name for letter in "?" + np.typecodes["AllInteger"] + "efdg"}
MOST = 2_000_000  # numbers of one array, or characters of one text


def to_plain(thing: Any, depth: int = 0) -> Any:
    """Turn an answer into what JSON can hold; of other things only how they look is kept.

    Examples
    --------
    >>> to_plain((1, np.ones(2)))
    {'tuple': [1, {'array': [1.0, 1.0], 'type': 'float64'}]}
    """
    thing = value_of(thing)
    if thing is ...:
        return {"dots": True}
    if type(thing) in (bool, float, type(None)):
        return thing
    if type(thing) is int and thing.bit_length() < 1000:
        return thing
    if type(thing) is str and len(thing) <= MOST:
        return thing
    if isinstance(thing, np.generic) and thing.dtype.kind in "biuf":
        return to_plain(thing.item())
    if isinstance(thing, Fraction | Decimal):
        return float(thing)
    if type(thing) in (list, tuple) and len(thing) <= MOST and depth < 10:
        parts = [to_plain(part, depth + 1) for part in thing]
        return parts if type(thing) is list else {"tuple": parts}
    if type(thing) is np.ndarray and thing.dtype == object:
        return to_plain(thing.tolist(), depth)
    if type(thing) is np.ndarray and thing.dtype.kind in "biuf" and thing.size <= MOST:
        return {"array": thing.tolist(), "type": thing.dtype.name}
    if isinstance(thing, UnreadableError):
        return {"error": str(thing)[:1000]}
    if hasattr(thing, "state_line"):  # the workbench
        return str(thing.state_line())
    if type(thing).__module__ == "mathdl.playground.settings":
        return str(thing)
    return {"looks": in_short(thing), "called": getattr(thing, "__name__", None)}


class Thing:
    """Stands for what is no data: it looks like that, and has its name."""

    def __init__(self, looks: str, name: str | None) -> None:
        self._looks = looks
        if name is not None:
            self.__name__ = name

    def __repr__(self) -> str:
        return self._looks


class Called(Thing):
    """Stands for a function, which nobody calls here."""

    def __call__(self) -> None:
        """Do nothing."""


def from_plain(plain: Any) -> Any:
    """Turn it back; a function or any other thing is represented by one that does nothing.

    Raises
    ------
    ValueError
        If `to_plain` never writes such a thing.
    """
    match plain:
        case None | bool() | int() | float() | str():
            return plain
        case list():
            return [from_plain(part) for part in plain]
        case {"dots": True}:
            return ...
        case {"tuple": [*parts]}:
            return tuple(map(from_plain, parts))
        case {"array": numbers, "type": str() as name} if name in _NUMBERS:
            return np.array(numbers, name)
        case {"error": str() as words}:
            return UnreadableError(words)
        case {"looks": str() as looks, "called": None}:
            return Thing(looks[:100], None)
        case {"looks": str() as looks, "called": str() as name}:
            return Called(looks[:100], name[:100])
    raise ValueError("no answer is told like this")


def coded(names: list[str]) -> Any:
    """Stand for a function of whose code only the names it uses are known."""
    return SimpleNamespace(__code__=SimpleNamespace(co_names=tuple(names), co_consts=()))
