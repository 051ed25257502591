"""Numbers and arrays: what may stand in an operation, and what is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from numbers import Number
from typing import Any

import numpy as np

from mathdl.refusals.words import name_of, shown


def require_array(what: str, a: Any) -> None:
    """Refuse what is neither a real number nor an array of real numbers."""
    require_real(what, a)
    if not is_numbers(a):
        raise TypeError(f"{what} is a number or an array of numbers, not {shown(a)}")


def require_real(what: str, a: Any, name: str = "a") -> None:
    """Refuse, by name, numbers and arrays of which no derivative could be right."""
    if isinstance(a, list | tuple) and _is_complex(a):
        a = np.asarray(a)
    for kind, (is_it, cure) in _UNSUITED.items():
        if is_it(a):
            raise TypeError(
                f"{what} is {shown(a)}, {kind}; mathdl computes with float32 and float64 numbers "
                f"and plain NumPy arrays of them: write {cure.format(a=name)}"
            )


def require_constant(what: str, a: Any) -> None:
    """Refuse, as an index, a bound or labels, arrays and numbers that are not real."""
    if isinstance(a, np.ndarray | np.generic | complex):
        require_real(what, a)


def is_unsuited(a: Any) -> bool:
    """Whether `a` is refused by name wherever real numbers are asked for."""
    return any(is_it(a) for is_it, _ in _UNSUITED.values())


def require_operand(rule: Callable, name: str, a: Any) -> None:
    """Refuse, as an argument of a rule, what is no number, no array and no list of numbers."""
    require_real(f"{name_of(rule)}: {name}", a, name)
    if not is_numbers(a):
        hint = "; write mathdl.stack([…]) for a list of tensors" if _has_tensors(a) else ""
        raise TypeError(
            f"{name_of(rule)} takes numbers, arrays and Tensors; {name} is {shown(a)}, "
            f"which is none{hint}"
        )


def _dtype_kind(a: Any) -> str:
    return getattr(getattr(a, "dtype", None), "kind", "")


def _is_complex(numbers: Any) -> bool:
    try:
        return np.asarray(numbers).dtype.kind == "c"
    except (TypeError, ValueError):  # rows of different lengths, or tensors
        return False


def _has_tensors(a: Any) -> bool:
    return isinstance(a, list | tuple) and any(hasattr(part, "edges") for part in a)


def _is_foreign(a: Any) -> bool:
    """Whether `a` is an array of another library, or an array with rules of its own."""
    ours = isinstance(a, np.ndarray | np.generic) or hasattr(a, "edges")
    return not ours and (hasattr(a, "__array__") or hasattr(a, "__array_interface__"))


# What is refused by name, and what to write instead.
_UNSUITED = {
    "a masked array": (lambda a: isinstance(a, np.ma.MaskedArray), "{a}.filled(value)"),
    "an np.matrix, for which * means another product": (
        lambda a: isinstance(a, np.matrix),
        "np.asarray({a})",
    ),
    "an array of another library": (_is_foreign, "np.asarray({a}), if its values alone are wanted"),
    "complex": (lambda a: isinstance(a, complex) or _dtype_kind(a) == "c", "{a}.real or abs({a})"),
    "an array of objects": (lambda a: _dtype_kind(a) == "O", "{a}.astype(np.float64)"),
    "a fraction or decimal number": (
        lambda a: isinstance(a, Number) and not isinstance(a, int | float | complex | np.generic),
        "float({a})",
    ),
    "half precision": (lambda a: getattr(a, "dtype", None) == np.float16, "{a}.astype(np.float32)"),
    "extended precision": (
        lambda a: _dtype_kind(a) == "f" and a.dtype.itemsize > 8,
        "{a}.astype(np.float64)",
    ),
}


def is_numbers(a: Any) -> bool:
    """Whether `a` is a real number, or an array or list of them."""
    try:
        return np.asarray(a).dtype.kind in "biuf"
    except (TypeError, ValueError):
        return False
