"""Answers in several parts, each with a kind and a tolerance of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Kind, UnreadableError
from mathdl.tensor import value_of


@dataclass(frozen=True)
class Parts(Kind):
    """Several answers in a row, as in (W, b).

    Attributes
    ----------
    kinds : dict
        From the name of each part to its kind, in the order asked for.
    """

    kinds: Mapping[str, Kind]

    @property
    def form_of_answer(self) -> str:
        """Which parts, in which order."""
        return f"{', '.join(self.kinds)}, in a row"

    def read(self, given: Any) -> tuple[Any, ...]:
        """Read each part; a sentence about one of them names it."""
        given = value_of(given)
        if isinstance(given, np.ndarray) and given.ndim > 1:
            raise UnreadableError(f"{self._asked()}; this is one array of shape {given.shape}")
        several = isinstance(given, tuple | list) or (isinstance(given, np.ndarray) and given.ndim)
        row = list(given) if several else [given]
        if len(row) != len(self.kinds):
            raise UnreadableError(self._asked())
        values = []
        for (name, kind), part in zip(self.kinds.items(), row):
            if part is ...:
                raise UnreadableError(f"{name} is still missing")
            try:
                values.append(kind.read(part))
            except UnreadableError as error:
                raise UnreadableError(f"for {name}, {error}") from None
        return tuple(values)

    def same(self, a: tuple, b: tuple) -> bool:
        """Whether all parts count as those of `b`."""
        return all(kind.same(x, y) for kind, x, y in zip(self.kinds.values(), a, b))

    def apart(self, a: tuple, b: tuple) -> bool:
        """Whether some part keeps the two apart."""
        return any(kind.apart(x, y) for kind, x, y in zip(self.kinds.values(), a, b))

    def prepare(self, value: tuple) -> tuple[Any, ...]:
        """Prepare each part."""
        return tuple(kind.prepare(part) for kind, part in zip(self.kinds.values(), value))

    def like(self, a: tuple, b: tuple) -> bool:
        """Whether all parts are like those of the mistake `b`."""
        return all(kind.like(x, y) for kind, x, y in zip(self.kinds.values(), a, b))

    def form(self, value: tuple, right: tuple) -> str:
        """Say what is asked for, if the form of a part is wrong."""
        rows = zip(self.kinds.items(), value, right)
        forms = [f"for {name}, {form}" for (name, kind), *ab in rows if (form := kind.form(*ab))]
        return "; ".join([self._asked(), *forms]) if forms else ""

    def partly(self, value: tuple, right: tuple) -> str:
        """Say which parts are right."""
        rows = list(zip(self.kinds.items(), value, right))
        fits = {name: kind.same(*ab) for (name, kind), *ab in rows}
        near = {name: kind.partly(*ab) for (name, kind), *ab in rows if not fits[name]}
        if not any(fits.values()) and all(words[:7] in ("", "not yet") for words in near.values()):
            return ""
        said = ", ".join(f"{name} is {'right' if fit else 'not yet'}" for name, fit in fits.items())
        # Which numbers of a part are not right would be one list too many here.
        told = {name: words for name, words in near.items() if words[:7] not in ("", "not yet")}
        return "; ".join([said, *(f"for {name}, {words}" for name, words in told.items())])

    def _asked(self) -> str:
        return f"{len(self.kinds)} answers are asked for, in a row: ({', '.join(self.kinds)})"
