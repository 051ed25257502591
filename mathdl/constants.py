"""What may stand beside tensors in a call, and in which type it is computed.

The convention, for every operation, activation, loss and layer:

- float32 and float64 stay what they are, and mix as in NumPy: together they give float64. A Python
  number changes neither.
- Whole numbers and truth values, of any size, become floating before anything is computed with
  them: float32 beside float32, otherwise float64. So the uint8 of a picture neither wraps nor
  truncates. Where numbers are only moved (`reshape`, `concatenate`, `getitem` …) and no tensor is
  among them, they stay whole.
- Lists of numbers are arrays, and have no type of their own either.
- Complex numbers, float16, longdouble, objects, masked arrays, ``np.matrix`` and the arrays of
  other libraries are refused by name: there is no derivative to give, or it would be another one.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from types import EllipsisType
from typing import Any

import numpy as np

from mathdl import refusals

FLOATS = (np.dtype(np.float64), np.dtype(np.float32))

# Nothing to look at: numbers that are floating or have no type of their own, and simple indices.
FINE = {float, int, bool, np.float64, np.float32, slice, EllipsisType}


def needs_care(a: Any) -> bool:
    """Whether a constant must be looked at before a rule computes with it."""
    kind = type(a)
    return kind not in FINE and not (kind is np.ndarray and a.dtype in FLOATS)


def picks_once(index: Any) -> bool:
    """Whether no entry can be picked twice: NumPy's basic indexing."""
    parts = index if isinstance(index, tuple) else (index,)
    return all(p is None or isinstance(p, int | np.integer | slice | EllipsisType) for p in parts)


def roles(rule: Callable) -> list[tuple[str, str]]:
    """List the names of a rule's arguments with their annotations; the last may stand for many."""
    code = rule.__code__
    names = list(code.co_varnames[: code.co_argcount])
    if code.co_flags & inspect.CO_VARARGS:
        names.append(code.co_varnames[code.co_argcount + code.co_kwonlyargcount])
    return [(name, rule.__annotations__.get(name, "")) for name in names]


def by_position(rule: Callable, args: tuple, options: dict) -> tuple:
    """Move arguments given by keyword to their places, so that tensors among them are seen."""
    for name in rule.__code__.co_varnames[len(args) : rule.__code__.co_argcount]:
        if name not in options:
            break
        args += (options.pop(name),)
    refusals.refuse_tensors_by_name(rule, options)
    return args


def settled(rule: Callable, places: Sequence, args: Sequence, arrays: list) -> list:
    """Return the arguments of a rule as it may compute with them, or refuse one.

    What the rule computes with (annotated `Operand`) becomes floating arrays, and what it only
    moves (`Entries`) too if there is a tensor among the arguments. All else, an index, labels or
    bounds, is left as it is.
    """
    for i, a in enumerate(args):
        if hasattr(a, "edges") or not needs_care(a):
            continue
        name, role = places[min(i, len(places) - 1)] if places else ("", "")
        if role in ("Operand", "Entries"):
            refusals.require_operand(rule, name, a)
            floating = role == "Operand" or any(hasattr(b, "edges") for b in args)
            arrays[i] = as_floating(a, float_type(arrays)) if floating else np.asarray(a)[()]
        elif type(a) is not np.ndarray or a.dtype.kind not in "biu":
            refusals.require_constant(f"{refusals.name_of(rule)}: {name}", a)
    return arrays


def float_type(given: Iterable) -> np.dtype:
    """Return what whole numbers become beside `given`: float32 beside float32, else float64."""
    types = {getattr(a, "dtype", None) for a in given}
    return FLOATS[1] if FLOATS[1] in types and FLOATS[0] not in types else FLOATS[0]


def as_floating(a: Any, kind: np.dtype) -> np.ndarray | np.floating:
    """Return real numbers in a floating type: their own, or `kind` if they have none."""
    array = np.asarray(a)
    own = array.dtype.newbyteorder("=")  # files may hold numbers with their bytes turned round
    if own not in FLOATS or not isinstance(a, np.ndarray | np.generic):
        own = kind
    return array.astype(own, copy=False)[()]


def values_of_a_leaf(data: Any) -> np.ndarray | np.floating:
    """A copy of `data` as float32 or float64; a NumPy number where there are no axes.

    NumPy computes five times faster with its numbers than with arrays that have no axes.
    """
    if hasattr(data, "edges"):
        raise TypeError("this is a Tensor already; write Tensor(x.data) for a new leaf")
    if isinstance(data, np.ma.MaskedArray | np.matrix):
        refusals.require_real("the data of a Tensor", data)
    try:
        array = np.array(data)
    except ValueError:
        raise TypeError(
            f"rows of this list differ in length: {refusals.shown(data)}; a Tensor is a full block"
        ) from None
    if not isinstance(data, np.ndarray | np.generic) and array.dtype.kind in "iu":
        array = array.astype(np.float64)
    if array.dtype not in FLOATS:
        raise refusals.not_floating(array, data)
    return array[()]


def values_put(values: Any, kind: np.dtype) -> np.ndarray | np.floating:
    """What becomes the data of a tensor of this type: an array as it is, all else as an array."""
    if type(values) is not np.ndarray or values.dtype not in FLOATS:
        refusals.require_array("the data of a Tensor", values)
        values = as_floating(values, kind)
    return values


def first_gradient(end: Any, grad: Any) -> np.ndarray | np.floating:
    """The gradient that a backward pass starts from: 1 at a single number, else a copy of `grad`.

    Its reader may go on writing into the original.
    """
    refusals.require_start(end, grad)
    if grad is None:
        return end.dtype.type(1) if end.ndim == 0 else np.ones(end.shape, end.dtype)
    return np.array(grad, end.dtype)[()]


def gradient_of_a_leaf(leaf: Any) -> np.ndarray | np.floating:
    """The gradient that a leaf has already, which a reader may have put there by hand."""
    if getattr(leaf.grad, "shape", None) == leaf.shape and leaf.grad.dtype == leaf.dtype:
        return leaf.grad
    refusals.require_gradient_by_hand(leaf)
    return np.array(np.broadcast_to(leaf.grad, leaf.shape), leaf.dtype)[()]


def checked(rule: Callable, args: Sequence, arrays: Sequence, returned: Any) -> tuple:
    """Return what a reader's rule returned, its value floating and its vjps' results their own.

    Whole numbers would truncate every gradient that reaches them; and an array that the rule keeps,
    and returns as a gradient more than once, would be shared.
    """
    refusals.require_vjps(rule, args, returned)
    value, *vjps = returned
    refusals.refuse_tensors(rule, args, vjps)
    if not hasattr(value, "dtype") or value.dtype not in FLOATS:  # None counts as float64 here
        refusals.require_value(rule, value)
        value = as_floating(value, float_type(arrays))
    return value, *(vjp and _copying(vjp) for vjp in vjps)


def _copying(vjp: Callable) -> Callable:
    """A vjp that may write into the gradient it is given, and keep the one it returns."""

    def copied(g: np.ndarray) -> np.ndarray:
        grad = vjp(np.array(g)[()])
        refusals.require_gradient(grad)
        return np.array(grad)[()]

    return copied
