"""Chapter 3, to build: numbers that carry their slope."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnansweredError
from mathdl.exercises.exercise import Exercise, Mistake


class _Dual:
    """The book's own number that carries its slope."""

    def __init__(self, value: float, slope: float = 0.0) -> None:
        self.value, self.slope = value, slope

    def __add__(self, other: Any) -> _Dual:
        other = _dual(other)
        return _Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other: Any) -> _Dual:
        other = _dual(other)
        slope = other.value * self.slope + self.value * other.slope
        return _Dual(self.value * other.value, slope)

    def __pow__(self, n: int) -> _Dual:
        return _Dual(self.value**n, n * self.value ** (n - 1) * self.slope)

    def __neg__(self) -> _Dual:
        return self * -1.0

    def __sub__(self, other: Any) -> _Dual:
        return self + -_dual(other)

    def __rsub__(self, other: Any) -> _Dual:
        return _dual(other) + -self

    def __truediv__(self, other: Any) -> _Dual:
        return self * _dual(other) ** -1

    def __rtruediv__(self, other: Any) -> _Dual:
        return _dual(other) * self**-1

    def sin(self) -> _Dual:
        return _Dual(math.sin(self.value), math.cos(self.value) * self.slope)

    def exp(self) -> _Dual:
        return _Dual(math.exp(self.value), math.exp(self.value) * self.slope)

    __radd__, __rmul__ = __add__, __mul__


def _dual(number: Any) -> _Dual:
    return number if isinstance(number, _Dual) else _Dual(number)


def carried_slope(f: Callable, x: float) -> float:
    """Call f with a number that carries the slope 1, and return the slope that comes out."""
    return _dual(f(_Dual(x, 1.0))).slope


def _trial(words: str, f: Callable, slope: Callable, *places: float) -> Callable:
    """Try f at some places, against its slope as a formula."""

    def trial(carried: Callable) -> str:
        for x in places:
            found, true = carried(f, x), slope(x)
            if found is None or found is ...:
                raise UnansweredError
            if isinstance(getattr(found, "slope", None), float | int):
                return "a dual number comes back; return its slope"
            off = abs(float(found) - true)
            if off <= 1e-12 * max(1.0, abs(true)):
                continue
            if off < 1e-3 * max(1.0, abs(true)):
                return (
                    f"the slope of {words} at {x:g} is right to a few digits only, as if it had "
                    "been nudged; let the number carry its slope"
                )
            came = f" came out as {float(found):.6g}; it is {true:.6g}"
            return f"the slope of {words} at {x:g}{came}".replace("-", "−")
        return ""

    return trial


TRIALS = (
    _trial("x", lambda x: x, lambda x: 1.0, 2.0),
    _trial("x + x + 1", lambda x: x + x + 1, lambda x: 2.0, -1.5),
    _trial("3 + x", lambda x: 3 + x, lambda x: 1.0, 0.5),
    _trial("x·x", lambda x: x * x, lambda x: 2 * x, 3.0, -0.7),
    _trial("5·x·x·x", lambda x: 5 * x * x * x, lambda x: 15 * x * x, 1.3),
    _trial("the constant 7", lambda x: 7.0, lambda x: 0.0, 1.0),
    _trial("x − 4", lambda x: x - 4, lambda x: 1.0, 1.0),
    _trial("3 − x", lambda x: 3 - x, lambda x: -1.0, 1.0),
    _trial("−x·x", lambda x: -x * x, lambda x: -2 * x, 2.0),
    _trial("x⁵", lambda x: x**5, lambda x: 5 * x**4, 1.1, -2.0),
    _trial("2/x", lambda x: 2 / x, lambda x: -2 / x**2, 0.5),
    _trial(
        "(x² + 1)/(x − 3)",
        lambda x: (x**2 + 1) / (x - 3),
        lambda x: (x * x - 6 * x - 1) / (x - 3) ** 2,
        1.7,
        5.0,
    ),
    _trial("sin(x²)", lambda x: np.sin(x * x), lambda x: 2 * x * math.cos(x * x), 1.5),
    _trial("exp(−3x²)", lambda x: np.exp(-3 * x * x), lambda x: -6 * x * math.exp(-3 * x * x), 0.4),
    _trial(
        "x·sin(exp(x))/2",
        lambda x: x * np.sin(np.exp(x)) / 2,
        lambda x: (math.sin(math.exp(x)) + x * math.cos(math.exp(x)) * math.exp(x)) / 2,
        0.8,
        -1.2,
    ),
)


class _ProductOfSlopes(_Dual):
    """A number whose product rule is (u·v)′ = u′·v′."""

    def __mul__(self, other: Any) -> _Dual:
        other = _dual(other)
        return _ProductOfSlopes(self.value * other.value, self.slope * other.slope)

    __rmul__ = __mul__


def _nudged(f: Callable, x: float) -> float:
    return (f(x + 1e-6) - f(x - 1e-6)) / 2e-6


EXERCISES = {
    "3.11": Exercise(
        title="Numbers that carry their slope",
        level=4,
        ask="Write `carried_slope(f, x)`: it calls `f` with a number that carries its slope, and "
        "returns the slope that comes out. f may use +, −, ·, /, whole powers, `np.sin` and "
        "`np.exp`.",
        kind=Built("carried_slope", TRIALS),
        right=lambda: carried_slope,
        mistakes=(
            Mistake(
                lambda: lambda f, x: f(_ProductOfSlopes(x, 1.0)).slope,
                "Your product rule multiplies the two slopes. Two paths lead to a product, and "
                "paths add: v·u′ + u·v′.",
            ),
            Mistake(
                lambda: _nudged,
                "That is a difference quotient: right to a few digits only. Let the number carry "
                "its slope.",
            ),
            Mistake(
                lambda: lambda f, x: f(_Dual(x, 0.0)).slope,
                "The slope that comes out is always 0: x itself must start with the slope 1.",
            ),
        ),
        hints=(
            "Go in this order: `x`, then + and `__radd__`, then * and `__rmul__`. Run `check` "
            "after each: it says what is still missing.",
            "A constant may come back as a plain number: then the slope is 0. For −, write "
            "`__neg__` once, and let `__sub__` and `__rsub__` use + and it.",
            "u / v is u times v to the power −1, and the power rule is n·uⁿ⁻¹·u′. `np.sin(u)` "
            "calls `u.sin()`: return the sine of the value, with cos(value)·slope.",
        ),
        worked="A class of about twenty lines, in appendix A: each operation returns a new pair, "
        "its value and its slope.",
        then="You have built forward-mode automatic differentiation. Try it on anything.",
    ),
}
