"""Rules: what a wrong call of one hears, and a rule that does not return what it must."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import FunctionType
from typing import Any

import numpy as np

from mathdl.refusals.operands import is_numbers, is_unsuited
from mathdl.refusals.words import called, name_of, shown

# What a rule raises because of what it was given.
OF_THE_CALL = (TypeError, ValueError, IndexError, AttributeError, OverflowError)

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


def require_rule(rule: Any) -> None:
    """Refuse, as a rule, what is not written in Python."""
    if not isinstance(rule, FunctionType):
        raise TypeError(
            "op takes a rule, which is a function written in Python that returns its value and "
            f"one vjp for each array argument, not {shown(rule)}"
        )


def require_vjps(rule: Callable, args: Sequence, returned: Any) -> None:
    """Refuse a rule that did not return its value and one vjp for each array."""
    must = f"{called(rule)}, a rule, must return its value and one vjp for each array argument"
    if type(returned) is not tuple or not returned:
        raise TypeError(
            f"{must}, as in `return y, lambda g: g * dy`; it returned {shown(returned)}"
        )
    vjps = returned[1:]
    code = rule.__code__
    places = max(len(args), code.co_argcount)
    if len(vjps) > places:
        raise TypeError(
            f"{must}; it returned {len(vjps)} vjps for {places} "
            f"argument{'s' * (places != 1)}, too many"
        )
    for vjp in vjps:
        if vjp is not None and not callable(vjp):
            raise TypeError(
                f"{must}; a vjp is a function of the gradient, as in `lambda g: g * dy`, "
                f"and not {shown(vjp)}"
            )
    if not vjps:
        raise TypeError(f"{must}; it returned a value alone")


def rule_refused(rule: Callable, given: Sequence, options: Mapping, error: Exception) -> Exception:
    """Return the error to be raised where a rule was called wrongly.

    Rules check nothing that NumPy checks, so that right calls pay nothing; here NumPy's words are
    completed.
    """
    name, words = name_of(rule), str(error)
    names = rule.__code__.co_varnames[: rule.__code__.co_argcount]
    if any(isinstance(a, int) and a.bit_length() > 1023 for a in given):
        return ValueError(
            f"{name} computes with numbers up to about 1.8e308; given were "
            f"{', '.join(map(shown, given))}"
        )
    for place, a in zip(names, given):
        if rule.__annotations__.get(place) in ("Operand", "Entries") and not is_numbers(a):
            return TypeError(
                f"{name} takes numbers, arrays and Tensors; {place} is {shown(a)}, which is none"
            )
    if "broadcast" in words:
        shapes = " and ".join(str(np.shape(a)) for a in given[:2])
        return ValueError(
            f"{name}: shapes {shapes} do not broadcast; written one below the other from the "
            "right, lengths must be equal, or one of them 1"
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


def refuse_tensors(rule: Callable, args: Sequence, vjps: Sequence) -> None:
    """Refuse tensors in the places of constants: those without a vjp."""
    vjps = [*vjps, *[None] * (len(args) - len(vjps))]
    names = rule.__code__.co_varnames
    refuse_tensors_by_name(rule, {n: a for n, a, vjp in zip(names, args, vjps) if vjp is None})


def refuse_tensors_by_name(rule: Callable, constants: Mapping) -> None:
    """Refuse tensors among constants, given by their names."""
    for name, value in constants.items():
        if hasattr(value, "edges"):
            way_out = "" if rule.__module__.startswith("mathdl.") else ", or return a vjp for it"
            raise TypeError(
                f"{rule.__name__} has no derivative with respect to {name}, so {name} must be a "
                f"constant; pass the tensor's .data{way_out}"
            )


def require_value(rule: Callable, value: Any) -> None:
    """Refuse a rule whose value is not made of real numbers."""
    if is_unsuited(value) or not is_numbers(value):
        raise TypeError(
            f"{name_of(rule)}, a rule, returned {shown(value)} as its value, which is a number or "
            "an array, float32 or float64"
        )


def require_gradient(grad: Any) -> None:
    """Refuse what a vjp returned, if that is no gradient."""
    if is_unsuited(grad) or not is_numbers(grad):
        raise TypeError(
            f"a vjp returned {shown(grad)}; it must return a gradient, an array of real numbers"
        )
