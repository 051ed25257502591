"""What Tensor's operators and methods call, and what NumPy hears when it is handed a Tensor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mathdl.constants import needs_care
from mathdl.ops.arithmetic import abs, add, divide, multiply, negative, power, subtract
from mathdl.ops.extremes import max, min
from mathdl.ops.indexing import getitem
from mathdl.ops.products import matmul
from mathdl.ops.reductions import mean, std, sum, var
from mathdl.ops.shapes import reshape, squeeze, swapaxes, transpose
from mathdl.refusals import number_refused, numpy_refused, require_real, shown
from mathdl.tensor import Tensor, value_of


def _reflected(operation: Callable) -> Callable:
    return lambda self, other: operation(other, self)


_BINARY = {
    "add": (np.add, add),
    "sub": (np.subtract, subtract),
    "mul": (np.multiply, multiply),
    "truediv": (np.divide, divide),
    "pow": (np.power, power),
    "matmul": (np.matmul, matmul),
}
for _name, (_, _operation) in _BINARY.items():
    setattr(Tensor, f"__{_name}__", _operation)
    setattr(Tensor, f"__r{_name}__", _reflected(_operation))

Tensor.__neg__, Tensor.__abs__, Tensor.__getitem__ = negative, abs, getitem
Tensor.sum, Tensor.mean, Tensor.var, Tensor.std, Tensor.max, Tensor.min = (
    sum,
    mean,
    var,
    std,
    max,
    min,
)
Tensor.squeeze, Tensor.swapaxes, Tensor.T = squeeze, swapaxes, property(transpose)
Tensor.reshape = lambda self, *shape: reshape(self, shape[0] if len(shape) == 1 else shape)
Tensor.transpose = lambda self, *axes: transpose(self, axes or None)

# What would make a plain number of a tensor, in the middle of a graph, without a word.
_CONVERSIONS = {
    "__float__": "float()",
    "__int__": "int()",
    "__complex__": "complex()",
    "__round__": "round()",
    "__trunc__": "math.trunc()",
    "__index__": "a whole number",
}


def _conversion(name: str) -> Callable:
    def convert(self: Tensor, *args: Any) -> None:
        raise number_refused(name)

    return convert


for _method, _name in _CONVERSIONS.items():
    setattr(Tensor, _method, _conversion(_name))

# Comparisons give plain booleans: a branch has no derivative. Tensors are hashed by identity.
_COMPARISONS = {
    "eq": np.equal,
    "ne": np.not_equal,
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
}


def _comparison(ufunc: np.ufunc) -> Callable:
    def compare(self: Tensor, other: Any) -> Any:
        if needs_care(other):
            require_real("what a tensor is compared with", other)
        try:
            return ufunc(self.data, value_of(other))
        except (TypeError, ValueError) as error:
            kind = ValueError if isinstance(error, ValueError) else TypeError
            raise kind(
                f"a tensor of shape {self.shape} cannot be compared with {shown(other)}; "
                "compare with a number, or with an array of that shape"
            ) from None

    return compare


for _name, _ufunc in _COMPARISONS.items():
    setattr(Tensor, f"__{_name}__", _comparison(_ufunc))

_OF_UFUNC = dict(_BINARY.values())


def _array_ufunc(self: Tensor, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
    """Answer NumPy, which asks here for ``array * tensor`` and for ``np.exp(tensor)`` alike."""
    if method == "__call__" and not options:
        if ufunc in _OF_UFUNC:
            return _OF_UFUNC[ufunc](*inputs)
        if ufunc in _COMPARISONS.values():
            return ufunc(*map(value_of, inputs))
    if options.get("out", (None,))[0] is inputs[0]:
        raise TypeError("an array cannot take in a Tensor; write a = a + t in place of a += t")
    raise numpy_refused(ufunc.__name__ if method == "__call__" else f"{ufunc.__name__}.{method}")


Tensor.__array_ufunc__ = _array_ufunc
