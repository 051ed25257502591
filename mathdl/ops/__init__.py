"""Differentiable operations: arithmetic, elementary functions, sums, shapes and matrix products.

Each is one rule: the value, then one vector-Jacobian product (vjp) per argument. A vjp receives
g, the gradient of the end of the computation with respect to the value, and returns the gradient
with respect to its argument. Broadcasting is undone by the backward pass, so a rule need not care.
The names are NumPy's.
"""

from mathdl.ops import operators  # noqa: F401 - gives Tensor its operators and methods
