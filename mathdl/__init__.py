"""Math for deep learning: tensors, the chain rule, activations, losses, backpropagation.

``import mathdl as dl`` loads NumPy and nothing else. Pictures are in `mathdl.plots`, their sliders
in `mathdl.explore`.
"""

from mathdl.activations import relu, sigmoid, softplus, tanh
from mathdl.backprop import backward_order, backward_steps
from mathdl.chain_rule import check_gradients, derivative, numerical_gradient
from mathdl.ops import (
    abs,
    add,
    cos,
    divide,
    exp,
    getitem,
    linear,
    log,
    matmul,
    mean,
    multiply,
    negative,
    power,
    reshape,
    sin,
    sqrt,
    subtract,
    sum,
    transpose,
)
from mathdl.tensor import Tensor, op

__version__ = "0.1.0"

__all__ = [
    "Tensor",
    "abs",
    "add",
    "backward_order",
    "backward_steps",
    "check_gradients",
    "cos",
    "derivative",
    "divide",
    "exp",
    "getitem",
    "linear",
    "log",
    "matmul",
    "mean",
    "multiply",
    "negative",
    "numerical_gradient",
    "op",
    "power",
    "relu",
    "reshape",
    "sigmoid",
    "sin",
    "softplus",
    "sqrt",
    "subtract",
    "sum",
    "tanh",
    "transpose",
]
