"""Networks: modules that hold parameters, layers, and how their weights start."""

from mathdl.nn.attention import Embedding, MultiHeadAttention, TransformerBlock
from mathdl.nn.convolution import AvgPool2d, Conv2d, Flatten, MaxPool2d
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
    "AvgPool2d",
    "BatchNorm1d",
    "Conv2d",
    "Dropout",
    "Embedding",
    "Flatten",
    "LayerNorm",
    "LeakyReLU",
    "Linear",
    "MaxPool2d",
    "Module",
    "MultiHeadAttention",
    "ReLU",
    "Residual",
    "Sequential",
    "SiLU",
    "Sigmoid",
    "Softplus",
    "Tanh",
    "TransformerBlock",
    "calculate_gain",
    "he_normal",
    "he_uniform",
    "load",
    "orthogonal",
    "save",
    "xavier_normal",
    "xavier_uniform",
]
