"""The kind of answer that is the learner's own function, tried on several inputs."""

from __future__ import annotations

import copy
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Kind, UnansweredError, UnreadableError, in_short, real

ENGINE = {"derivative", "derivation", "jacobian", "backward", "numerical_gradient"}
MEASURED = 1e-11  # how far off, relatively, a formula computed in floats never is
PATIENCE = 2.0  # seconds that a learner's function may take in all


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
    by_engine : bool
        Whether slopes are to be the engine's, so that nothing is said about them.
    """

    tries: tuple[tuple, ...]
    name: str
    tolerance: float = 1e-6
    parts: tuple[str, ...] = ()
    slips: tuple[Callable, ...] = ()
    by_engine: bool = False
    box = "code"

    def read(self, given: Any) -> list[np.ndarray]:
        """Call the function on all tries."""
        if not callable(given):
            raise UnreadableError(
                f"the function itself is asked for, not {in_short(given)}; "
                f"write its name without calling it: {self.name}"
            )
        values = self._values(given)
        errors = [value for value in values if isinstance(value, UnreadableError)]
        if errors and not any(self.same(values, self._values(slip)) for slip in self.slips):
            raise errors[0]
        return values

    def prepare(self, value: Callable) -> list[np.ndarray]:
        """Call a function of the book on all tries."""
        return self._values(value)

    def same(self, a: list[np.ndarray], b: list[np.ndarray]) -> bool:
        """Whether all results agree, and errors come on the same tries."""
        return len(a) == len(b) and all(
            isinstance(x, UnreadableError) and isinstance(y, UnreadableError)
            if isinstance(x, UnreadableError) or isinstance(y, UnreadableError)
            else x.shape == y.shape and np.allclose(x, y, rtol=self.tolerance, atol=1e-9)
            for x, y in zip(a, b)
        )

    def form(self, a: list[np.ndarray], b: list[np.ndarray]) -> str:
        """Say where a result has another shape than the right one."""
        for place, (x, y) in enumerate(zip(a, b)):
            if isinstance(x, np.ndarray) and isinstance(y, np.ndarray) and x.shape != y.shape:
                returned = "a number" if y.ndim == 0 else f"an array of shape {y.shape}"
                part = f", as {self.parts[place % len(self.parts)]}," if self.parts else ""
                got = "a number" if x.ndim == 0 else f"an array of shape {x.shape}"
                return f"{self._tried(place)}{part} returned {got}; {returned} is asked for"
        return ""

    def partly(self, a: list[np.ndarray], b: list[np.ndarray]) -> str:
        """Say which parts, or which of the tries, are right, or that all are nearly."""
        fits = [self.same([x], [y]) for x, y in zip(a, b)]
        for place, (x, y) in enumerate(zip(a, b)):
            if not np.all(np.isfinite(x)) and np.all(np.isfinite(y)):
                found = np.ravel(x)[~np.isfinite(np.ravel(x))][0]
                return f"not yet: {self._tried(place)} comes to {found:g}"
        if all(np.allclose(x, y, rtol=2e-3, atol=1e-4) for x, y in zip(a, b)):
            return (
                "nearly: right to a few digits only. Do not round, and take the formula, not a "
                "difference quotient"
            )
        if self.parts:
            n = len(self.parts)
            right = {part: all(fits[i::n]) for i, part in enumerate(self.parts)}
            said = [f"{part} is {'right' if fit else 'not yet'}" for part, fit in right.items()]
            return ", ".join(said) if any(right.values()) else ""
        if any(fits) and len(fits) > 1:
            return f"not yet: right for {sum(fits)} of {len(fits)} tries, but not for " + (
                self._tried(fits.index(False))
            )
        return ""

    def remark(self, given: Any, a: list[np.ndarray], b: list[np.ndarray]) -> str:
        """Say if the slope was measured, or left to the engine, where a formula was asked for."""
        if self.by_engine:
            return ""
        named = names_used(getattr(given, "__code__", None))
        if named & ENGINE:
            return "The engine did the calculus here; now try it with your own formula."
        off = max(
            float(np.max(np.abs(x - y) / (1e-9 + np.abs(y)), initial=0)) for x, y in zip(a, b)
        )
        if off > MEASURED:
            return (
                "To a few digits less than a formula would be: a difference quotient, by the look "
                "of it. It is taken; the formula is exact."
            )
        return ""

    def _tried(self, place: int) -> str:
        arguments = self.tries[place // (len(self.parts) or 1)]
        return f"{self.name}({', '.join(map(in_short, arguments))})"

    def _values(self, function: Callable) -> list[np.ndarray]:
        """Call the function on all tries; a call that raises an error leaves it among the values.

        Without known slips nothing can be learned from further calls, and it is raised at once.
        """
        values, end = [], time.monotonic() + PATIENCE
        for arguments in self.tries:
            shown = f"{self.name}({', '.join(map(in_short, arguments))})"
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
                f"{shown} returned {in_short(value)}; {len(self.parts)} arrays are asked for: "
                f"return {', '.join(self.parts)}"
            )
        if all(part is None or part is ... for part in value):
            raise UnansweredError
        return [_numbers(v, f"{shown}, as {part},") for v, part in zip(value, self.parts)]


def names_used(code: Any) -> set[str]:
    """Return the names that a function and those written inside it use."""
    if code is None:
        return set()
    inside = [names_used(part) for part in code.co_consts if hasattr(part, "co_names")]
    return set(code.co_names).union(*inside)


def _numbers(value: Any, shown: str) -> np.ndarray:
    try:
        return np.asarray(real(value))
    except UnreadableError:
        raise UnreadableError(
            f"{shown} returned {in_short(value)}; numbers are asked for"
        ) from None


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
