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
from mathdl.refusals import not_comparable, require_real, ufunc_refused
from mathdl.tensor import Tensor, value_of


def _reflected(operation: Callable) -> Callable:
    return lambda self, other: operation(other, self)


_ARITHMETIC = {
    np.add: ("add", add),
    np.subtract: ("sub", subtract),
    np.multiply: ("mul", multiply),
    np.divide: ("truediv", divide),
    np.power: ("pow", power),
    np.matmul: ("matmul", matmul),
}
for _name, _operation in _ARITHMETIC.values():
    setattr(Tensor, f"__{_name}__", _operation)
    setattr(Tensor, f"__r{_name}__", _reflected(_operation))

Tensor.__neg__, Tensor.__abs__, Tensor.__getitem__ = negative, abs, getitem
Tensor.sum, Tensor.mean, Tensor.max, Tensor.min, Tensor.var = sum, mean, max, min, var
Tensor.std, Tensor.squeeze, Tensor.swapaxes, Tensor.T = std, squeeze, swapaxes, property(transpose)
Tensor.reshape = lambda self, *shape: reshape(self, shape[0] if len(shape) == 1 else shape)
Tensor.transpose = lambda self, *axes: transpose(self, axes or None)

# Comparisons give plain booleans: a branch has no derivative. Tensors are hashed by identity.
_COMPARISONS = (np.equal, np.not_equal, np.less, np.less_equal, np.greater, np.greater_equal)


def _comparison(ufunc: np.ufunc) -> Callable:
    def compare(a: Tensor, b: Any) -> np.ndarray | bool:
        if needs_care(b):
            require_real("what a tensor is compared with", b)
        try:
            return ufunc(a.data, value_of(b))
        except (TypeError, ValueError) as error:
            raise not_comparable(a, b, error) from None

    return compare


for _name, _ufunc in zip(("eq", "ne", "lt", "le", "gt", "ge"), _COMPARISONS):
    setattr(Tensor, f"__{_name}__", _comparison(_ufunc))


def _array_ufunc(self: Tensor, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
    """Answer NumPy, which asks here for ``array * tensor`` and for ``np.exp(tensor)`` alike."""
    if method == "__call__" and not options:
        if ufunc in _ARITHMETIC:
            return _ARITHMETIC[ufunc][1](*inputs)
        if ufunc in _COMPARISONS:
            return ufunc(*map(value_of, inputs))
    raise ufunc_refused(ufunc, method, inputs, options)


Tensor.__array_ufunc__ = _array_ufunc
