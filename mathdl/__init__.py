"""Math for deep learning: tensors, the chain rule, activations, losses, backpropagation.

``import mathdl as dl`` loads NumPy and nothing else. Networks are in `mathdl.nn`, optimisers in
`mathdl.optim`, data sets in `mathdl.data`, pictures in `mathdl.plots`, their sliders in
`mathdl.explore`.
"""

from mathdl import data, nn, optim
from mathdl.activations import (
    elu,
    gelu,
    leaky_relu,
    log_sigmoid,
    log_softmax,
    logsumexp,
    relu,
    sigmoid,
    silu,
    softmax,
    softplus,
    tanh,
)
from mathdl.backprop import backward_order, backward_steps
from mathdl.chain_rule import chain, derivative, jacobian
from mathdl.curvature import hvp, sharpness
from mathdl.derivation import derivation
from mathdl.differences import check_gradients, numerical_gradient
from mathdl.losses import (
    binary_cross_entropy_with_logits,
    cross_entropy,
    huber_loss,
    l1_loss,
    mse_loss,
)
from mathdl.nn.attention import scaled_dot_product_attention
from mathdl.ops.arithmetic import abs, add, divide, multiply, negative, power, subtract
from mathdl.ops.convolution import avg_pool2d, conv2d, max_pool2d
from mathdl.ops.elementary import cos, exp, expm1, log, log1p, sin, sqrt
from mathdl.ops.extremes import clip, max, maximum, min, minimum, where
from mathdl.ops.indexing import embedding, getitem, one_hot
from mathdl.ops.layers import batch_norm, dropout, layer_norm, linear
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
from mathdl.rule import rule
from mathdl.sabotage import sabotage
from mathdl.tensor import Tensor, op

__version__ = "0.1.0"

# Everything imported above, but not the files it comes from.
__all__ = [
    name
    for name, thing in globals().items()
    if name in ("data", "nn", "optim") or (callable(thing) and not name.startswith("_"))
]
