"""Layers for pictures: filters, pooling, and the way to a row of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from mathdl.nn.init import Rng, he_normal
from mathdl.nn.layers import started
from mathdl.nn.module import Module
from mathdl.ops.convolution import avg_pool2d, conv2d, max_pool2d
from mathdl.ops.shapes import reshape
from mathdl.refusals import whole
from mathdl.tensor import Operand, Tensor, value_of


class Conv2d(Module):
    """Slide filters over pictures: see `conv2d`.

    Parameters
    ----------
    in_channels, out_channels : int
    kernel_size : int
        Rows and columns of a filter.
    stride, padding : int
    rng : numpy.random.Generator or int, optional
        Where the weights' chance comes from, or a seed.
    init : function
        ``init((in_channels·kernel_size², out_channels), rng)`` gives the weights, a filter in each
        column; biases start at 0. PyTorch draws both between ±1/√(in_channels·kernel_size²).
    dtype : type
        float32 or float64.

    Attributes
    ----------
    weight : Tensor of shape (out_channels, in_channels, kernel_size, kernel_size)
    bias : Tensor of shape (out_channels,)

    Raises
    ------
    ValueError
        If a number of channels, the kernel size or the stride is not positive.

    Examples
    --------
    >>> dl.nn.Conv2d(1, 8, 3, padding=1, rng=0)
    Conv2d(1, 8, 3, padding=1)  weight (8, 1, 3, 3), bias (8,): 80 parameters
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int = 1,
        padding: int = 0,
        *,
        rng: Rng = None,
        init: Callable = he_normal,
        dtype: type = np.float64,
    ) -> None:
        shape = (
            whole("out_channels", out_channels, 1),
            whole("in_channels", in_channels, 1),
            *[whole("kernel_size", kernel_size, 1)] * 2,
        )
        inputs = math.prod(shape[1:])  # of a filter: one window, not the whole picture
        columns = started(init, (inputs, out_channels), rng, dtype)
        self.weight = Tensor(np.ascontiguousarray(columns.T).reshape(shape))
        self.bias = Tensor(np.zeros(out_channels, dtype))
        self.stride, self.padding = whole("stride", stride, 1), whole("padding", padding)

    def forward(self, x: Operand) -> Tensor:
        """Apply the filters to x of shape (N, in_channels, H, W)."""
        return conv2d(x, self.weight, self.bias, self.stride, self.padding)

    def _title(self) -> str:
        out_channels, in_channels, size, _ = self.weight.shape
        stride = f", stride={self.stride}" if self.stride > 1 else ""
        padding = f", padding={self.padding}" if self.padding else ""
        return f"Conv2d({in_channels}, {out_channels}, {size}{stride}{padding})"


class _Pool(Module):
    """One number for each block of a picture."""

    pool: Callable

    def __init__(self, kernel_size: int) -> None:
        self.kernel_size = whole("kernel_size", kernel_size, 1)

    def forward(self, x: Operand) -> Operand:
        """Pool x of shape (N, C, H, W)."""
        return type(self).pool(x, self.kernel_size)

    def _title(self) -> str:
        return f"{type(self).__name__}({self.kernel_size})"


class MaxPool2d(_Pool):
    """`max_pool2d` as a module.

    Parameters
    ----------
    kernel_size : int

    Examples
    --------
    >>> dl.nn.MaxPool2d(2)(np.ones((1, 8, 8, 8))).shape
    (1, 8, 4, 4)
    """

    pool = max_pool2d


class AvgPool2d(_Pool):
    """`avg_pool2d` as a module.

    Parameters
    ----------
    kernel_size : int

    Examples
    --------
    >>> dl.nn.AvgPool2d(4)(np.ones((1, 8, 8, 8))).shape
    (1, 8, 2, 2)
    """

    pool = avg_pool2d


class Flatten(Module):
    """Write each example of a batch as one row: (N, C, H, W) becomes (N, C·H·W).

    Examples
    --------
    >>> dl.nn.Flatten()(np.ones((5, 16, 2, 2))).shape
    (5, 64)
    """

    def forward(self, x: Operand) -> Operand:
        """Flatten x of shape (N, ...)."""
        shape = np.shape(value_of(x))
        return reshape(x, (*shape[:1], math.prod(shape[1:])))
