"""Kinds of answers: how each is read, compared, and told apart from a mistake."""

from __future__ import annotations

import copy
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mathdl.refusals import one_line
from mathdl.tensor import value_of

PATIENCE = 2.0  # seconds that a learner's function may take in all


class UnreadableError(ValueError):
    """The answer is not of the kind that is asked for; the message says what is."""


class Kind:
    """What an answer is; right answers and mistakes are values of it."""

    def read(self, given: Any) -> Any:
        """Turn what the learner gave into a value, or raise UnreadableError with a sentence."""
        raise NotImplementedError

    def same(self, a: Any, b: Any) -> bool:
        """Whether `a`, read from the learner, counts as `b`: by default, if they are equal."""
        return a == b

    def apart(self, a: Any, b: Any) -> bool:
        """Whether two values are so different that no answer counts as both."""
        return not self.same(a, b)

    def prepare(self, value: Any) -> Any:
        """Turn a right answer or a mistake, as it stands in the book, into a value."""
        return value

    def partly(self, value: Any, right: Any) -> str:
        """Say what is right about a wrong value, or wrong with its form; nothing by default."""
        return ""


@dataclass(frozen=True)
class Number(Kind):
    """A number, right to within a relative tolerance."""

    tolerance: float = 0.005

    def read(self, given: Any) -> float:
        value = _real(given)
        if np.ndim(value):
            raise UnreadableError(
                f"one number is asked for, this has shape {np.shape(value)}; for an array of one "
                "entry write answer[0]"
            )
        return float(value)

    def same(self, a: float, b: float) -> bool:
        return abs(a - b) <= self.tolerance * max(abs(b), 1e-9)

    def apart(self, a: float, b: float) -> bool:
        return abs(a - b) > 2 * self.tolerance * max(abs(a), abs(b), 1e-9)


@dataclass(frozen=True)
class Whole(Number):
    """A whole number, right exactly."""

    tolerance: float = 0.0

    def same(self, a: float, b: float) -> bool:
        return a == b

    def apart(self, a: float, b: float) -> bool:
        return a != b


@dataclass(frozen=True)
class Array(Kind):
    """An array or list of numbers: the shape exactly, the numbers to within a tolerance."""

    tolerance: float = 0.005

    def read(self, given: Any) -> np.ndarray:
        return np.asarray(_real(given))

    def prepare(self, value: Any) -> np.ndarray:
        return np.asarray(value, float)

    def same(self, a: np.ndarray, b: np.ndarray) -> bool:
        scale = max(np.max(np.abs(b), initial=0), 1e-9)
        return a.shape == b.shape and bool(np.all(np.abs(a - b) <= self.tolerance * scale))

    def apart(self, a: np.ndarray, b: np.ndarray) -> bool:
        if a.shape != b.shape:
            return True
        scale = max(np.max(np.abs(a), initial=0), np.max(np.abs(b), initial=0), 1e-9)
        return bool(np.any(np.abs(a - b) > 2 * self.tolerance * scale))

    def partly(self, value: np.ndarray, right: np.ndarray) -> str:
        if value.shape == right.shape:
            return ""
        flat = right.ndim == 1
        asked = f"a list of {len(right)} numbers" if flat else f"an array of shape {right.shape}"
        count = {0: "is one number", 1: f"has {value.size}"} if flat else {}
        return f"{asked} is asked for, this {count.get(value.ndim, f'has shape {value.shape}')}"


@dataclass(frozen=True)
class Name(Kind):
    """One of several names, as text; the thing itself will do if it has a name."""

    options: tuple[str, ...]

    def read(self, given: Any) -> str:
        name = getattr(given, "__name__", given)
        if isinstance(name, str):
            name = name.strip().removesuffix("()").rpartition(".")[2]
            for option in self.options:
                if name.lower() == option.lower():
                    return option
        raise UnreadableError(
            f"a name is asked for, one of {', '.join(self.options)}, not {_short(given)}"
        )


@dataclass(frozen=True)
class Function(Kind):
    """The learner's own function, tried on several inputs.

    Attributes
    ----------
    tries : tuple of tuples
        The arguments of each call.
    name : str
        What the learner's function is called in the question.
    parts : tuple of str
        What the function returns, if several arrays; without, one array or number.
    slips : tuple of functions
        Known mistakes that raise an error on some of the tries: a learner's function that does the
        same is named too.
    """

    tries: tuple[tuple, ...]
    name: str
    tolerance: float = 1e-6
    parts: tuple[str, ...] = ()
    slips: tuple[Callable, ...] = ()

    def read(self, given: Any) -> list[np.ndarray]:
        if not callable(given):
            raise UnreadableError(
                f"the function itself is asked for, not {_short(given)}; "
                f"write its name without calling it: {self.name}"
            )
        values = self._values(given)
        errors = [value for value in values if isinstance(value, UnreadableError)]
        if errors and not any(self.same(values, self._values(slip)) for slip in self.slips):
            raise errors[0]
        return values

    def prepare(self, value: Callable) -> list[np.ndarray]:
        return self._values(value)

    def same(self, a: list[np.ndarray], b: list[np.ndarray]) -> bool:
        return len(a) == len(b) and all(
            isinstance(x, UnreadableError) and isinstance(y, UnreadableError)
            if isinstance(x, UnreadableError) or isinstance(y, UnreadableError)
            else x.shape == y.shape and np.allclose(x, y, rtol=self.tolerance, atol=1e-9)
            for x, y in zip(a, b)
        )

    def _values(self, function: Callable) -> list[np.ndarray]:
        """Call the function on all tries; a call that raises an error leaves it among the values.

        Without known slips nothing can be learned from further calls, and it is raised at once.
        """
        values, end = [], time.monotonic() + PATIENCE
        for arguments in self.tries:
            shown = f"{self.name}({', '.join(map(_short, arguments))})"
            try:
                value = _called(function, arguments, shown, end)
            except UnreadableError as error:
                if not self.slips:
                    raise
                values.append(error)
                continue
            if value is None or value is ...:
                raise UnansweredError
            values += self._several(value, shown) if self.parts else [_numbers(value, shown)]
        return values

    def _several(self, value: Any, shown: str) -> list[np.ndarray]:
        if not isinstance(value, tuple | list) or len(value) != len(self.parts):
            raise UnreadableError(
                f"{shown} returned {_short(value)}; {len(self.parts)} arrays are asked for: "
                f"return {', '.join(self.parts)}"
            )
        if all(part is None or part is ... for part in value):
            raise UnansweredError
        return [_numbers(v, f"{shown}, as {part},") for v, part in zip(value, self.parts)]


def _numbers(value: Any, shown: str) -> np.ndarray:
    try:
        return np.asarray(_real(value))
    except UnreadableError:
        raise UnreadableError(f"{shown} returned {_short(value)}; numbers are asked for") from None


class UnansweredError(Exception):
    """The learner's function is still a stub."""


def _called(function: Callable, arguments: tuple, shown: str, end: float) -> Any:
    """Call a learner's function, but not for longer than until `end`."""

    def look_at_the_clock(frame: Any, event: str, argument: Any) -> Callable:
        if time.monotonic() > end:
            raise TimeoutError
        return look_at_the_clock

    tracer = sys.gettrace()
    copies = copy.deepcopy(arguments)  # so that a function that changes them harms only itself
    sys.settrace(look_at_the_clock)
    try:
        with np.errstate(all="ignore"):  # the verdict says it better than a warning
            return function(*copies)
    except TimeoutError:
        raise UnreadableError(
            f"{shown} takes longer than {PATIENCE:g} seconds; does its loop ever end?"
        ) from None
    except (Exception, SystemExit) as error:
        words = " ".join(f"{type(error).__name__}: {error}".rstrip(": ").split())
        raise UnreadableError(f"{shown} raised {words}") from None
    finally:
        sys.settrace(tracer)


def _real(given: Any) -> Any:
    """Return numbers as float64, of any shape; text and the like are unreadable."""
    if isinstance(given, str):
        raise UnreadableError(f"a number is asked for, {given!r} is text: leave out the quotes")
    if callable(given):
        raise UnreadableError("a number is asked for, this is a function: call it first")
    try:
        value = np.asarray(value_of(given))
        if value.dtype.kind in "biuf":
            return value.astype(float)[()]
    except (TypeError, ValueError):
        pass
    raise UnreadableError(f"numbers are asked for, not {_short(given)}")


def _short(thing: Any) -> str:
    if callable(thing):
        return getattr(thing, "__name__", type(thing).__name__)
    if isinstance(thing, list | tuple) and thing and all(map(callable, thing)):
        return f"[{len(thing)} functions]"
    if isinstance(thing, np.ndarray) and thing.size > 4:
        return f"array of shape {thing.shape}"
    words = one_line(thing)
    return words if len(words) <= 40 else words[:37] + "…"
