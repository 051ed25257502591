"""What Tensor's operators and methods call, and what NumPy hears when it is handed a Tensor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mathdl.ops.arithmetic import abs, add, divide, multiply, negative, power, subtract
from mathdl.ops.products import matmul
from mathdl.ops.reductions import mean, sum
from mathdl.ops.shapes import getitem, reshape, transpose
from mathdl.tensor import Tensor, _numpy_refused, value_of


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
Tensor.sum, Tensor.mean, Tensor.T = sum, mean, property(transpose)
Tensor.reshape = lambda self, *shape: reshape(self, shape if len(shape) > 1 else shape[0])
Tensor.transpose = lambda self, *axes: transpose(self, axes or None)

_OF_UFUNC = dict(_BINARY.values())
_COMPARISONS = {np.equal, np.not_equal, np.less, np.less_equal, np.greater, np.greater_equal}


def _array_ufunc(self: Tensor, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
    """Answer NumPy, which asks here for ``array * tensor`` and for ``np.exp(tensor)`` alike."""
    if method == "__call__" and not options:
        if ufunc in _OF_UFUNC:
            return _OF_UFUNC[ufunc](*inputs)
        if ufunc in _COMPARISONS:
            return ufunc(*map(value_of, inputs))
    raise TypeError(_numpy_refused(ufunc.__name__))


Tensor.__array_ufunc__ = _array_ufunc
