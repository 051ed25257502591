"""Networks: modules that hold parameters, layers, and how their weights start."""

from mathdl.nn.init import (
    calculate_gain,
    he_normal,
    he_uniform,
    orthogonal,
    xavier_normal,
    xavier_uniform,
)
from mathdl.nn.layers import (
    ELU,
    GELU,
    Dropout,
    LeakyReLU,
    Linear,
    ReLU,
    Residual,
    Sequential,
    Sigmoid,
    SiLU,
    Softplus,
    Tanh,
)
from mathdl.nn.module import Module
from mathdl.nn.normalization import BatchNorm1d, LayerNorm
from mathdl.nn.saving import load, save

__all__ = [
    "ELU",
    "GELU",
    "BatchNorm1d",
    "Dropout",
    "LayerNorm",
    "LeakyReLU",
    "Linear",
    "Module",
    "ReLU",
    "Residual",
    "Sequential",
    "SiLU",
    "Sigmoid",
    "Softplus",
    "Tanh",
    "calculate_gain",
    "he_normal",
    "he_uniform",
    "load",
    "orthogonal",
    "save",
    "xavier_normal",
    "xavier_uniform",
]
