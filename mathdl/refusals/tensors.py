"""Tensors, arrays and rules: what may stand in an operation, and what a wrong call of one hears."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from numbers import Number
from typing import Any

import numpy as np

from mathdl.refusals.words import called, name_of, shown

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


def number_refused(name: str) -> TypeError:
    """Return the error for what would turn a Tensor into a plain number behind its back."""
    return TypeError(
        f"{name} of a Tensor would lose its gradient; write the function of mathdl, such as "
        "mathdl.sin(x) for math.sin(x), or x.item() for the value alone"
    )


def numpy_refused(name: str) -> TypeError:
    """Return the error for a NumPy function that was given a Tensor."""
    ours = _OURS.get(name, name)
    here = f"write mathdl.{ours}(x), or " if hasattr(sys.modules.get("mathdl"), ours) else "write "
    return TypeError(
        f"np.{name} does not record gradients; {here}np.{name}(x.data) for the values alone"
    )


_OURS = {
    "absolute": "abs",
    "dot": "matmul",
    "add.reduce": "sum",
    "maximum.reduce": "max",
    "minimum.reduce": "min",
}
