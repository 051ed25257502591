"""Networks: modules that hold parameters, layers, and how their weights start."""

from mathdl.nn.init import he_normal, he_uniform, xavier_normal, xavier_uniform
from mathdl.nn.layers import (
    ELU,
    GELU,
    Dropout,
    LayerNorm,
    LeakyReLU,
    Linear,
    ReLU,
    Sequential,
    Sigmoid,
    SiLU,
    Softplus,
    Tanh,
)
from mathdl.nn.module import Module

__all__ = [
    "ELU",
    "GELU",
    "Dropout",
    "LayerNorm",
    "LeakyReLU",
    "Linear",
    "Module",
    "ReLU",
    "Sequential",
    "SiLU",
    "Sigmoid",
    "Softplus",
    "Tanh",
    "he_normal",
    "he_uniform",
    "xavier_normal",
    "xavier_uniform",
]
