"""Differentiable operations: arithmetic, elementary functions, sums, shapes and matrix products.

Each is one rule: the value, then one vector-Jacobian product (vjp) per argument. A vjp receives
g, the gradient of the end of the computation with respect to the value, and returns the gradient
with respect to its argument. Broadcasting is undone by the backward pass, so a rule need not care.
The names are NumPy's.
"""

from mathdl.ops import operators as _operators  # noqa: F401 - gives Tensor its operators
from mathdl.ops.arithmetic import abs, add, divide, multiply, negative, power, subtract
from mathdl.ops.elementary import cos, exp, log, sin, sqrt
from mathdl.ops.products import linear, matmul
from mathdl.ops.reductions import mean, sum
from mathdl.ops.shapes import getitem, reshape, transpose

__all__ = [
    "abs",
    "add",
    "cos",
    "divide",
    "exp",
    "getitem",
    "linear",
    "log",
    "matmul",
    "mean",
    "multiply",
    "negative",
    "power",
    "reshape",
    "sin",
    "sqrt",
    "subtract",
    "sum",
    "transpose",
]
