"""What a wrong call hears: what was given, what was expected, and what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np

# Words of NumPy and Python that are clear but do not say what was given, and words that are not.
_HALF_SAID = (
    "an integer",
    "at least one array",
    "axes don't match",
    "boolean index",
    "duplicate value",
    "invalid index",
    "not equal to one",
    "number of dimensions",
    "out of bounds",
    "too many indices",
    "unknown dimension",
    "valid indices",
    "zero-dimensional",
    "zero-size array",
)
_UNCLEAR = (
    "ambiguous",
    "can't multiply",
    "could not convert",
    "loop of ufunc",
    "must be real number",
    "not supported",
    "resolved dtypes",
    "ufunc '",
    "unsupported operand",
)


def shown(thing: Any) -> str:
    """Name in a few words what was given.

    Examples
    --------
    >>> shown("x"), shown(np.ones((2, 3))), shown(dl.tanh)
    ("'x'", 'an array of shape (2, 3)', 'the function tanh')
    """
    if hasattr(thing, "shape") and hasattr(thing, "dtype") and thing.shape != ():
        kind = "" if thing.dtype.kind in "biuf" else f" and type {thing.dtype}"
        return f"an array of shape {thing.shape}{kind}"
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


def a_number(what: str, value: Any) -> Any:
    """Return `value` if it is a finite number."""
    return number(what, value, "a finite number", np.isfinite)


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
        raise TypeError(f"{_called(f)} returned {shown(y)}; it must return {expected}")


def require_function(f: Any, example: str) -> None:
    """Refuse what cannot be called."""
    if not callable(f):
        raise TypeError(f"f is a function, as in {example}, not {shown(f)}")


def require_array(what: str, a: Any) -> None:
    """Refuse what is neither a number nor an array of numbers."""
    if not is_numbers(a):
        raise TypeError(f"{what} is a number or an array of numbers, not {shown(a)}")


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
        f"{_called(f)} depends on x, but returned plain numbers, which remember "
        "nothing; write it with operations of mathdl, such as mathdl.sin for math.sin, and without "
        ".data and float()"
    )


def not_a_number(shape: tuple[int, ...]) -> ValueError:
    """Return the error for a function of several numbers where a gradient is asked for."""
    return ValueError(
        f"f returned an array of shape {shape}, a gradient is of one number; "
        "take its sum(), or one entry of it"
    )


def nothing_to_check(args: Sequence) -> TypeError:
    """Return the error for a check of gradients with respect to nothing."""
    return TypeError(
        "there is nothing to differentiate: give check_gradients a number or an array of floating "
        f"type, such as 0.7, not {', '.join(map(shown, args)) or 'f alone'}"
    )


def is_numbers(a: Any) -> bool:
    """Whether `a` is a real number, or an array or list of them."""
    try:
        return np.asarray(a).dtype.kind in "biuf"
    except (TypeError, ValueError):
        return False


def rule_refused(rule: Callable, given: Sequence, options: Mapping, error: Exception) -> Exception:
    """Return the error to be raised where a rule was called wrongly.

    Rules check nothing that NumPy checks, so that right calls pay nothing; here NumPy's words are
    completed.
    """
    name, words = rule.__name__.lstrip("_"), str(error)
    names = rule.__code__.co_varnames[: rule.__code__.co_argcount]
    takes = getattr(rule, "__annotations__", {})
    for place, a in zip(names, given):
        if takes.get(place) != "Operand":
            continue
        if not is_numbers(a):
            return TypeError(
                f"{name} takes numbers, arrays and Tensors; {place} is {shown(a)}, which is none"
            )
        if isinstance(a, list | tuple) and isinstance(error, TypeError):
            return TypeError(f"{name} takes an array here; write np.array({shown(a)})")
    if "broadcast" in words:
        shapes = " and ".join(str(np.shape(a)) for a in given[:2])
        return ValueError(
            f"{name}: shapes {shapes} do not broadcast; written one below the other from the "
            "right, lengths must be equal, or one of them 1"
        )
    if "not inexact" in words:
        return TypeError(f"{name} takes floating-point numbers; write a.astype(float)")
    if "unpack" in words:
        return TypeError(
            f"{_called(rule)}, a rule, must return its value and one vjp for each array"
        )
    if "must match exactly" in words:
        words = "all shapes must match exactly, but for the axis along which they are joined"
        return ValueError(f"{name}: {words}; given were {', '.join(map(shown, given))}")
    all_given = ", ".join([*map(shown, given), *(f"{k}={shown(v)}" for k, v in options.items())])
    if any(part in words for part in _HALF_SAID):
        return type(error)(f"{name}: {words}; given were {all_given}")
    if any(part in words for part in _UNCLEAR) and rule.__module__.startswith("mathdl"):
        return TypeError(
            f"{name} was given {all_given}, not all of them of the right type; "
            f"help(mathdl.{name}) says what each should be"
        )
    return error


def plain_refused(rule: Callable, given: Sequence) -> TypeError:
    """Return the error for a rule that Python could compute, with lists or text for numbers."""
    called = ", ".join(shown(a) for a in given)
    return TypeError(
        f"{rule.__name__} takes numbers, arrays and Tensors, not {called}; write np.array([…]) "
        "for a list"
    )


def not_floating(array: np.ndarray, given: Any) -> TypeError:
    """Return the error for a Tensor of anything but floating-point numbers."""
    return TypeError(
        f"a Tensor holds float32 or float64 numbers, not {array.dtype} as in {shown(given)}; write "
        "Tensor(array.astype(np.float64)), or leave data and labels as plain arrays"
    )


def not_one(shape: tuple[int, ...]) -> ValueError:
    """Return the error for a Tensor of several numbers where one is needed."""
    return ValueError(
        f"a tensor of shape {shape} is not one number; pick one as in t[0], take its sum() or "
        "mean(), or ask of all its entries (t.data > 0).all()"
    )


def numpy_refused(name: str) -> TypeError:
    """Return the error for a NumPy function that was given a Tensor."""
    ours = {"absolute": "abs", "dot": "matmul"}.get(name, name)
    here = f"write mathdl.{ours}(x), or " if hasattr(sys.modules.get("mathdl"), ours) else "write "
    return TypeError(
        f"np.{name} does not record gradients; {here}np.{name}(x.data) for the values alone"
    )


def _called(f: Any) -> str:
    name = getattr(f, "__name__", "<")
    return "f" if name.startswith("<") else name
