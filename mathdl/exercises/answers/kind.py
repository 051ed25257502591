"""Kinds of answers: how each is read, compared, and told apart from a mistake."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from mathdl.exercises.answers.typed import typed
from mathdl.exercises.answers.unreadable import UnansweredError as UnansweredError
from mathdl.exercises.answers.unreadable import UnreadableError as UnreadableError
from mathdl.refusals import joined, one_line
from mathdl.tensor import value_of
from mathdl.words import counted

WORDS = {2: "two", 3: "three", 4: "four"}


class Kind:
    """What an answer is; right answers and mistakes are values of it.

    Attributes
    ----------
    box : str
        How an answer is given on the page: "text" for a line to type into, "code" for a cell.
    form_of_answer : str
        What a line to type into expects, in a few words.
    takes_time : str
        What is said while an answer is judged, if that takes seconds.
    """

    box = "text"
    form_of_answer = ""
    takes_time = ""

    def typed(self, text: str) -> Any:
        """Turn what was typed into what `read` takes; nothing that is typed is code."""
        return text if self.box == "code" else typed(text)

    def read(self, given: Any) -> Any:
        """Turn what the learner gave into a value, or raise UnreadableError with a sentence."""
        raise NotImplementedError

    def same(self, a: Any, b: Any) -> bool:
        """Whether `a`, read from the learner, counts as `b`: by default, if they are equal."""
        return a == b

    def like(self, a: Any, b: Any) -> bool:
        """Whether `a`, read from the learner, is to be named as the mistake `b`."""
        return self.same(a, b)

    def apart(self, a: Any, b: Any) -> bool:
        """Whether two values are so different that no answer counts as both."""
        return not self.same(a, b)

    def prepare(self, value: Any) -> Any:
        """Turn a right answer or a mistake, as it stands in the book, into a value."""
        return value

    def form(self, value: Any, right: Any) -> str:
        """Say what is wrong with the form of a wrong value; nothing by default."""
        return ""

    def partly(self, value: Any, right: Any) -> str:
        """Say what is right about a wrong value of the right form; nothing by default."""
        return ""

    def nearly(self, value: Any, right: Any) -> bool:
        """Whether a wrong value of the right form is right but for its rounding."""
        return False

    def remark(self, given: Any, value: Any, right: Any) -> str:
        """Say what is worth saying about a right answer; nothing by default."""
        return ""


@dataclass(frozen=True)
class Numbers(Kind):
    """Numbers, with what they share: how near is near enough.

    Attributes
    ----------
    tolerance : float
        How far from the right answer, as a share of it, an answer may lie, and how far from a
        mistake it may lie to be named.
    decimals, digits : int, optional
        How many decimals, or significant digits, are asked for: half of the last one is the limit.
    exact : bool
        Whether the answer comes out even, so that only the rounding of floats is forgiven.
    """

    tolerance: float = 0.005
    decimals: int | None = None
    digits: int | None = None
    exact: bool = False

    def read(self, given: Any) -> np.ndarray:
        value = np.asarray(real(given))
        if not np.all(np.isfinite(value)):
            strange = value[~np.isfinite(value)].flat[0]
            raise UnreadableError(f"numbers are asked for, and {strange} is none")
        return value

    def prepare(self, value: Any) -> np.ndarray:
        return np.asarray(value, float)

    def same(self, a: np.ndarray, b: np.ndarray) -> bool:
        last = self._last(b)
        return self._within(self._margin(b) if last is None else last * (0.5 + 1e-6), a, b)

    def like(self, a: np.ndarray, b: np.ndarray) -> bool:
        return self._within(self._margin(b), a, b)

    def apart(self, a: np.ndarray, b: np.ndarray) -> bool:
        scale = max(_size(a), _size(b), 1e-9)
        return not self._within(2 * self.tolerance * scale, a, b)

    def partly(self, value: np.ndarray, right: np.ndarray) -> str:
        if _is_rounded(value, right):
            return f"that is the right answer, rounded too far: {self._asked()}"
        if self._misses_the_last_digit(value, right):
            return "nearly: the last digit is off. Round once, at the very end"
        return ""

    def nearly(self, value: np.ndarray, right: np.ndarray) -> bool:
        return _is_rounded(value, right) or self._misses_the_last_digit(value, right)

    def _misses_the_last_digit(self, value: np.ndarray, right: np.ndarray) -> bool:
        last = self._last(right) if self.decimals or self.digits else None
        return last is not None and self._within(1.5 * last, value, right)

    def _last(self, b: np.ndarray) -> float | None:
        """Return the worth of the last digit that is asked for, if any is."""
        if self.digits is not None:
            return 10.0 ** (_place(b) + 1 - self.digits)
        return None if self.decimals is None else 10.0**-self.decimals

    def _margin(self, b: np.ndarray) -> float:
        return (1e-6 if self.exact else self.tolerance) * max(_size(b), 1e-9)

    def _within(self, margin: float, a: np.ndarray, b: np.ndarray) -> bool:
        return a.shape == b.shape and bool(np.all(np.abs(a - b) <= margin))

    def _asked(self) -> str:
        if self.decimals:
            return f"{WORDS[self.decimals]} decimals are asked for"
        return f"{WORDS[self.digits]} digits are asked for" if self.digits else "give more digits"


@dataclass(frozen=True)
class Number(Numbers):
    """One number."""

    form_of_answer = "a number, or a sum such as 3/4 or 2*exp(-1)"

    def typed(self, text: str) -> Any:
        """Turn what was typed into a number: a comma is then a decimal one."""
        return typed(text, several=False)

    def read(self, given: Any) -> np.ndarray:
        if isinstance(given, bool | np.bool):
            raise UnreadableError(f"a number is asked for, not {given}")
        value = super().read(given)
        if value.ndim:
            help_ = "; for an array of one entry write answer[0]" if value.shape == (1,) else ""
            raise UnreadableError(f"one number is asked for, this has shape {value.shape}{help_}")
        return value


@dataclass(frozen=True)
class Whole(Number):
    """A whole number, right exactly."""

    tolerance: float = 0.0
    exact: bool = True

    def same(self, a: np.ndarray, b: np.ndarray) -> bool:
        return bool(a == b)

    def like(self, a: np.ndarray, b: np.ndarray) -> bool:
        return bool(a == b)


@dataclass(frozen=True)
class Array(Numbers):
    """An array or list of numbers: the shape exactly, the numbers as asked for."""

    form_of_answer = "numbers in a row, as in 1, -2, 1/3"

    def form(self, value: np.ndarray, right: np.ndarray) -> str:
        if value.shape == right.shape:
            return ""
        flat = right.ndim == 1
        asked = f"a list of {len(right)} numbers" if flat else f"an array of shape {right.shape}"
        count = {0: "is one number", **({1: f"has {value.size}"} if flat else {})}
        return f"{asked} is asked for, this {count.get(value.ndim, f'has shape {value.shape}')}"

    def partly(self, value: np.ndarray, right: np.ndarray) -> str:
        """Say which numbers are not right, if some are."""
        if said := super().partly(value, right):
            return said
        fits = [self.same(a, b) for a, b in zip(value.ravel(), right.ravel())]
        if not any(fits):
            return ""
        wrong = joined([str(place) for place, fit in enumerate(fits, 1) if not fit])
        return f"not yet: of the {len(fits)} numbers, not right: number {wrong}"


@dataclass(frozen=True)
class Name(Kind):
    """One of several names, as text; the thing itself will do if it has a name."""

    options: tuple[str, ...]
    form_of_answer = "a name"

    def typed(self, text: str) -> Any:
        """Take what was typed as it is."""
        return text.strip() or ...

    def read(self, given: Any) -> str:
        name = getattr(given, "__name__", given)
        if isinstance(name, str):
            name = name.strip(" `'\".").removesuffix("()").rpartition(".")[2]
            for option in self.options:
                if name.lower() == option.lower():
                    return option
        raise UnreadableError(
            f"a name is asked for, one of {', '.join(self.options)}, not {in_short(given)}"
        )


def real(given: Any) -> Any:
    """Return numbers as float64, of any shape; text and the like are unreadable.

    Examples
    --------
    >>> real(dl.Tensor([1, 2]))
    array([1., 2.])
    """
    if isinstance(given, str):
        help_ = ": leave out the quotes" if any(map(str.isdigit, given)) else ""
        raise UnreadableError(f"a number is asked for, {in_short(given)} is text{help_}")
    if callable(given):
        raise UnreadableError("a number is asked for, this is a function: call it first")
    try:
        value = np.asarray(_plain(given))
        if value.dtype.kind in "biuf":
            return value.astype(float)[()]
    except (TypeError, ValueError, OverflowError, RecursionError):
        pass
    raise UnreadableError(f"numbers are asked for, not {in_short(given)}")


def _plain(given: Any) -> Any:
    """Take numbers out of Tensors, and fractions to floats, also those in a list."""
    value = value_of(given)
    if isinstance(value, np.ndarray) and value.dtype == object:
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return float(value) if isinstance(value, Fraction | Decimal) else value


def _size(a: np.ndarray) -> float:
    return float(np.max(np.abs(a), initial=0))


def _place(a: np.ndarray) -> int:
    """Return the place of the first digit: 0 for 3, −2 for 0.03."""
    return math.floor(math.log10(max(_size(a), 1e-9)))


def _is_rounded(value: np.ndarray, right: np.ndarray) -> bool:
    """Whether a value is the right one with fewer digits, but two at least."""
    for place in range(_place(right) - 1, _place(right) - 8, -1):
        units, true = value / 10.0**place, right / 10.0**place
        if np.all(np.abs(units - np.round(units)) < 1e-6):
            return bool(np.all(np.abs(units - true) < 0.5 + 1e-6))
    return False


def in_short(thing: Any) -> str:
    """Name in a few words what was given, arrays and functions as a learner thinks of them.

    Examples
    --------
    >>> in_short([abs, max]), in_short(np.ones((2, 3))), in_short("x")
    ('[2 functions]', 'array of shape (2, 3)', "'x'")
    """
    if callable(thing):
        return getattr(thing, "__name__", type(thing).__name__)
    if isinstance(thing, list | tuple) and thing and all(map(callable, thing)):
        return f"[{counted(len(thing), 'function')}]"
    if isinstance(thing, np.ndarray) and thing.size > 4:
        return f"array of shape {thing.shape}"
    words = one_line(thing)
    return words if len(words) <= 40 else f"{words[:37]}…"
