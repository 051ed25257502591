"""Numbers, functions and chance: what a wrong call hears, whatever it calls."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np

from mathdl.refusals.operands import is_numbers
from mathdl.refusals.words import called, joined, shown


def whole(what: str, value: Any, least: int = 0) -> int:
    """Return `value` if it is a whole number from `least` on."""
    expected = f"{what} is a whole number from {least} on, not {shown(value)}"
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(expected)
    if value < least:
        raise ValueError(expected)
    return int(value)


def number(what: str, value: Any, expected: str, holds: Callable[[Any], bool]) -> Any:
    """Return `value` if it is a number for which `holds`."""
    if not isinstance(value, Real):
        raise TypeError(f"{what} is {expected}, not {shown(value)}")
    if not holds(value):
        raise ValueError(f"{what} is {expected}, not {value!r}")
    return value


def not_negative(what: str, value: Any) -> Any:
    """Return `value` if it is 0 or more."""
    return number(what, value, "a number from 0 on", lambda v: v >= 0)


def fraction(what: str, value: Any) -> float:
    """Return `value`, as a Python number, if it is from 0 to 1, 1 excluded."""
    return float(number(what, value, "a number from 0 to 1, 1 excluded", lambda v: 0 <= v < 1))


def positive(what: str, value: Any, which: str) -> Any:
    """Return `value`, which is described in a few words, if it is above 0."""
    return number(what, value, f"{which}, a positive number", lambda v: v > 0)


def a_number(what: str, value: Any) -> Any:
    """Return `value` if it is a finite number."""
    return number(what, value, "a finite number", np.isfinite)


def yes_or_no(what: str, value: Any) -> bool:
    """Return a choice between two, or say which it is between."""
    if not isinstance(value, bool):
        raise TypeError(f"{what} is True or False, not {shown(value)}")
    return value


def sample(n: Any, noise: Any, rng: Any) -> tuple[int, float, np.random.Generator]:
    """Return how many points, how noisy, and from which Generator, if they are that."""
    return whole("n", n), not_negative("noise", noise), generator(rng)


def per_example(values: Any) -> np.ndarray:
    """Return an array with one entry for each example."""
    values = np.asarray(values)
    if not values.ndim:
        raise TypeError(f"an array with one entry for each example is asked for, not {values}")
    return values


def generator(rng: Any) -> np.random.Generator:
    """Return a Generator, made from `rng` if that is a seed."""
    try:
        return np.random.default_rng(rng)
    except (TypeError, ValueError):
        raise type_or_value(
            rng, int, f"rng is a numpy.random.Generator or a seed, 0, 1, 2 …, not {shown(rng)}"
        ) from None


def type_or_value(given: Any, right: type | tuple, words: str) -> Exception:
    """Return a TypeError if `given` is of the wrong type, else a ValueError."""
    return (ValueError if isinstance(given, right) else TypeError)(words)


def require_numbers(f: Any, y: Any, expected: str = "a Tensor or numbers") -> None:
    """Refuse what a reader's function returned, if that is no number and no array."""
    if not hasattr(y, "edges") and not is_numbers(y):
        raise TypeError(f"{called(f)} returned {shown(y)}; it must return {expected}")


def require_function(f: Any, example: str) -> None:
    """Refuse what cannot be called."""
    if not callable(f):
        raise TypeError(f"f is a function, as in {example}, not {shown(f)}")


def require_finite(what: str, values: Any) -> None:
    """Refuse nan and infinity where numbers are to be compared."""
    if not np.all(np.isfinite(values)):
        raise ValueError(
            f"{what} is nan or infinite, so there is nothing to compare; "
            "check at points where f is finite and smooth"
        )


def graph_lost(f: Any) -> TypeError:
    """Return the error for a function whose result depends on x, but does not remember how."""
    return TypeError(
        f"{called(f)} depends on x, but returned plain numbers, which remember "
        "nothing; write it with operations of mathdl, such as mathdl.sin for math.sin, and without "
        ".data and float()"
    )


def not_a_number(shape: tuple[int, ...]) -> ValueError:
    """Return the error for a function of several numbers where a gradient is asked for."""
    return ValueError(
        f"f returned an array of shape {shape}, a gradient is of one number; "
        "take its sum(), or one entry of it"
    )


def misnamed(f: Callable, inputs: Mapping, call: str) -> str:
    """A sentence if f does not take inputs of these names, or needs others besides."""
    try:
        signature = inspect.signature(f)
    except ValueError:  # a function of another language keeps its parameters to itself
        return ""
    except TypeError:
        return f"{shown(f)} is not a callable object: give a function of {joined(list(inputs))}."
    by_name, rest = [], False
    missing = []
    for name, parameter in signature.parameters.items():
        if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            by_name.append(name)
            if parameter.default is parameter.empty and name not in inputs:
                missing.append(name)
        rest |= parameter.kind is parameter.VAR_KEYWORD
    unknown = [name for name in inputs if name not in by_name]
    if unknown and not rest:
        takes = joined(by_name or ["nothing by name"])
        return (
            f"f does not take {joined(unknown)}, it takes {takes}: name the inputs as the "
            "parameters of f are named."
        )
    if missing:
        given = ", ".join(f"{name}=1.0" for name in [*by_name, *unknown])
        return f"f takes {joined(missing)} as well: write {call}(f, {given}), with your numbers."
    return ""


def at_a_kink(argument: int, at: tuple[int, ...]) -> ValueError:
    """Return the error for a check of gradients where there is no derivative."""
    return ValueError(
        f"f has a kink at argument {argument}{f' at {at}' if at else ''}: its slope jumps there, "
        "so there is no derivative to compare with; check where f is smooth"
    )


def nothing_to_check(args: Sequence) -> TypeError:
    """Return the error for a check of gradients with respect to nothing."""
    return TypeError(
        "there is nothing to differentiate: give check_gradients a number or an array of floating "
        f"type, such as 0.7, not {', '.join(map(shown, args)) or 'f alone'}"
    )
