"""Tensors: what they refuse by themselves, and what a wrong call on one hears."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from mathdl.refusals.operands import require_array
from mathdl.refusals.rules import require_gradient
from mathdl.refusals.words import shown


def _no_number(name: str) -> Callable:
    def convert(self: Any, *args: Any) -> None:
        raise TypeError(
            f"{name} of a Tensor would lose its gradient; write the function of mathdl, such as "
            "mathdl.sin(x) for math.sin(x), or x.item() for the value alone"
        )

    return convert


class Guards:
    """What Python and NumPy call behind a reader's back, and a Tensor refuses in a sentence.

    Each of these would make a plain number or array of a tensor in the middle of a graph, or change
    one that others were computed from, without a word.
    """

    __slots__ = ()

    __float__ = _no_number("float()")
    __int__ = _no_number("int()")
    __complex__ = _no_number("complex()")
    __round__ = _no_number("round()")
    __trunc__ = _no_number("math.trunc()")
    __index__ = _no_number("a whole number")

    def __setitem__(self, index: Any, value: Any) -> None:
        raise TypeError(
            "a tensor is not changed in place, since others were computed from it; compute a new "
            "one, as in mathdl.where(mask, value, x), or change a copy of a leaf's values and put "
            "it back: values = x.data.copy(), values[...] = ..., x.data = values"
        )

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        raise TypeError(
            "turning a Tensor into an array would lose its gradient; "
            "write x.data for the values alone"
        )

    def __array_function__(self, func: Callable, types: Any, args: Any, kwargs: Any) -> None:
        raise _numpy_refused(func.__name__)


def require_start(tensor: Any, grad: Any) -> None:
    """Refuse a tensor from which no backward pass can start, or a gradient of another shape."""
    if not tensor.edges:
        raise ValueError(
            "no operation on tensors made this tensor, so there is nothing to go back to; "
            "call backward() on a result, for example (w * x).sum()"
        )
    if grad is None:
        if tensor.size != 1:
            raise ValueError(
                f"backward() starts from one number, this tensor has shape {tensor.shape}; "
                "take its sum() or mean() first, or pass grad, an array of that shape"
            )
        return
    require_array("grad", grad)
    if np.shape(grad) != tensor.shape:
        raise ValueError(
            f"grad has shape {np.shape(grad)}, this tensor has shape {tensor.shape}; "
            "they must be equal"
        )


def require_gradient_by_hand(leaf: Any) -> None:
    """Refuse a gradient that a reader put into a leaf and that does not belong there."""
    require_gradient(leaf.grad)
    try:
        np.broadcast_to(leaf.grad, leaf.shape)
    except ValueError:
        raise ValueError(
            f"a leaf of shape {leaf.shape} has a gradient of shape {np.shape(leaf.grad)}, put "
            "there by hand; set it to None before backward()"
        ) from None


def require_tensor(what: str, a: Any) -> None:
    """Refuse what is no Tensor."""
    if not hasattr(a, "edges"):
        raise TypeError(f"{what} a Tensor, not {shown(a)}")


def require_one_entry(tensor: Any) -> None:
    """Refuse a tensor of several numbers where one is needed."""
    if tensor.size != 1:
        raise ValueError(
            f"a tensor of shape {tensor.shape} is not one number; pick one as in t[0], take its "
            "sum() or mean(), or ask of all its entries (t.data > 0).all()"
        )


def require_axes(tensor: Any, so: str) -> None:
    """Refuse a tensor without axes where there is something to count."""
    if not tensor.ndim:
        raise TypeError(f"a tensor without axes is one number: {so}")


def not_floating(array: np.ndarray, given: Any) -> TypeError:
    """Return the error for a Tensor of anything but floating-point numbers."""
    return TypeError(
        f"a Tensor holds float32 or float64 numbers, not {array.dtype} as in {shown(given)}; write "
        "Tensor(array.astype(np.float64)), or leave data and labels as plain arrays"
    )


def not_comparable(tensor: Any, other: Any, error: Exception) -> Exception:
    """Return the error for a comparison that NumPy refused."""
    kind = ValueError if isinstance(error, ValueError) else TypeError
    return kind(
        f"a tensor of shape {tensor.shape} cannot be compared with {shown(other)}; "
        "compare with a number, or with an array of that shape"
    )


def ufunc_refused(ufunc: np.ufunc, method: str, inputs: Sequence, options: Mapping) -> TypeError:
    """Return the error for one of NumPy's own functions of numbers that was given a Tensor."""
    if options.get("out", (None,))[0] is inputs[0]:
        return TypeError("an array cannot take in a Tensor; write a = a + t in place of a += t")
    return _numpy_refused(ufunc.__name__ if method == "__call__" else f"{ufunc.__name__}.{method}")


def _numpy_refused(name: str) -> TypeError:
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
