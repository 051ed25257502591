"""Kinds of answers that are right or wrong exactly: shapes, and rows of True and False."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Kind, UnreadableError, in_short
from mathdl.exercises.answers.typed import typed
from mathdl.refusals import joined


@dataclass(frozen=True)
class Shape(Kind):
    """The shape of an array, as a tuple or list of whole numbers.

    Attributes
    ----------
    or_error : bool
        Whether "error" is an answer too, for arrays that have no such shape.
    """

    or_error: bool = False
    form_of_answer = "a shape, as in (3, 1)"

    def typed(self, text: str) -> Any:
        """Turn what was typed into a shape, also 3 × 1."""
        return typed(re.sub(r"(?<=\d)\s*[x×]\s*(?=\d)", ", ", text))

    def read(self, given: Any) -> tuple[int, ...] | str:
        """Read a shape, or "error"."""
        asked = 'a shape or "error" is asked for' if self.or_error else "a shape is asked for"
        if isinstance(given, str):
            if self.or_error and given.strip(" .!").lower() == "error":
                return "error"
            raise UnreadableError(f"{asked}, {given!r} is text: write a shape without the quotes")
        if isinstance(given, int | np.integer) and not isinstance(given, bool):
            raise UnreadableError(
                f"{asked}, {in_short(given)} is a number: one axis of length {in_short(given)} is "
                f"written ({in_short(given)},)"
            )
        if isinstance(given, np.ndarray) and given.ndim == 1 and given.dtype.kind == "i":
            raise UnreadableError(
                f"{asked}, this is an array: if its entries are the lengths, write a tuple; if a "
                "shape is to be read from it, give its .shape"
            )
        if hasattr(given, "shape"):
            raise UnreadableError(f"{asked}, this is the array itself: give its .shape")
        if not isinstance(given, tuple | list):
            raise UnreadableError(f"{asked}, such as (3, 1), not {in_short(given)}")
        if not all(_is_length(n) for n in given):
            raise UnreadableError(
                f"{asked}, {in_short(given)} is none: a shape is a whole number for each axis"
            )
        return tuple(map(int, given))


@dataclass(frozen=True)
class Shapes(Kind):
    """Several shapes in a list.

    Attributes
    ----------
    parts : tuple of str
        Whose shapes they are.
    """

    parts: tuple[str, ...]
    form_of_answer = "shapes in a row, as in (3, 1), (4,)"

    def typed(self, text: str) -> Any:
        """Turn what was typed into shapes, also with arrows between them."""
        return typed(re.sub(r"\s*(→|->)\s*", ", ", text))

    def read(self, given: Any) -> list[tuple[int, ...]]:
        """Read one shape for each part."""
        if not isinstance(given, tuple | list) or len(given) != len(self.parts):
            raise UnreadableError(
                f"{len(self.parts)} shapes are asked for, in a list: those of "
                f"{joined(list(self.parts))}; this is {in_short(given)}"
            )
        shapes = []
        for part, shape in zip(self.parts, given):
            try:
                shapes.append(Shape().read(shape))
            except UnreadableError as error:
                raise UnreadableError(f"of {part}, {error}") from None
        return shapes


@dataclass(frozen=True)
class Booleans(Kind):
    """True or False several times, in a list.

    Attributes
    ----------
    parts : tuple of str
        What each of them is about.
    """

    parts: tuple[str, ...]
    form_of_answer = "True or False for each, in a row"

    def typed(self, text: str) -> Any:
        """Turn what was typed into True and False, also yes and no; names stay names."""
        read = typed(text)
        words = {"t": True, "yes": True, "y": True, "f": False, "no": False, "n": False}
        several = read if isinstance(read, tuple | list) else [read]
        if any(word in self.parts for word in several):
            return read
        return [words.get(w.lower(), w) if isinstance(w, str) else w for w in several]

    def read(self, given: Any) -> list[bool]:
        """Read True or False for each part."""
        value = given.tolist() if isinstance(given, np.ndarray) else given
        named = [value] if isinstance(value, str) else value
        if isinstance(named, tuple | list) and named and all(_is_one(n, self.parts) for n in named):
            return [part in named for part in self.parts]  # those that are True, by their names
        asked = (
            f"True or False is asked for {len(self.parts)} times, for {joined(list(self.parts))}"
        )
        if not isinstance(value, tuple | list) or len(value) != len(self.parts):
            raise UnreadableError(f"{asked}, in a list; this is {in_short(given)}")
        for part, one in zip(self.parts, value):
            if not isinstance(one, bool | np.bool):
                raise UnreadableError(f"{asked}; for {part} you gave {in_short(one)}")
        return list(map(bool, value))


def _is_length(n: Any) -> bool:
    return isinstance(n, int | np.integer) and not isinstance(n, bool) and n >= 0


def _is_one(name: Any, names: tuple[str, ...]) -> bool:
    return isinstance(name, str) and name in names
