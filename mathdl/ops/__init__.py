"""Differentiable operations: arithmetic, elementary functions, sums, shapes and matrix products.

Each is one rule: the value, then one vector-Jacobian product (vjp) per argument. A vjp receives
g, the gradient of the end of the computation with respect to the value, and returns the gradient
with respect to its argument. Broadcasting is undone by the backward pass, so a rule need not care.
The names are NumPy's.
"""

from mathdl.ops import operators as _operators  # noqa: F401 - gives Tensor its operators
from mathdl.ops.arithmetic import abs, add, divide, multiply, negative, power, subtract
from mathdl.ops.elementary import cos, exp, expm1, log, log1p, sin, sqrt
from mathdl.ops.extremes import clip, max, maximum, min, minimum, where
from mathdl.ops.indexing import getitem, one_hot
from mathdl.ops.layers import dropout, layer_norm, linear
from mathdl.ops.products import matmul
from mathdl.ops.reductions import mean, norm, std, sum, var
from mathdl.ops.shapes import (
    concatenate,
    expand_dims,
    reshape,
    squeeze,
    stack,
    swapaxes,
    transpose,
    unstack,
)

__all__ = [
    "abs",
    "add",
    "clip",
    "concatenate",
    "cos",
    "divide",
    "dropout",
    "exp",
    "expand_dims",
    "expm1",
    "getitem",
    "layer_norm",
    "linear",
    "log",
    "log1p",
    "matmul",
    "max",
    "maximum",
    "mean",
    "min",
    "minimum",
    "multiply",
    "negative",
    "norm",
    "one_hot",
    "power",
    "reshape",
    "sin",
    "sqrt",
    "squeeze",
    "stack",
    "std",
    "subtract",
    "sum",
    "swapaxes",
    "transpose",
    "unstack",
    "var",
    "where",
]
