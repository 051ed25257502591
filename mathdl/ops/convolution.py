"""What layers for pictures compute: convolution and pooling.

A batch of pictures has shape (N, C, H, W): picture, channel, row, column.
"""

from __future__ import annotations

from functools import lru_cache, reduce

import numpy as np

from mathdl.refusals import require_blocks, require_filters
from mathdl.tensor import Operand, Rule, op


@op
def conv2d(
    x: Operand, weight: Operand, bias: Operand = 0.0, stride: int = 1, padding: int = 0
) -> Rule:
    """Slide filters over pictures, and say how well each fits at each place.

    y[n, o, r, s] = bias[o] + Σ over c, i, j of weight[o, c, i, j] · x[n, c, stride·r + i,
    stride·s + j], where x has `padding` rows and columns of zeros around it.

    Parameters
    ----------
    x : array or Tensor of shape (N, in_channels, H, W)
    weight : array or Tensor of shape (out_channels, in_channels, kernel height, kernel width)
    bias : array or Tensor of shape (out_channels,), or a number
    stride : int
        How many places a filter moves on.
    padding : int
        How many zeros are put around each picture, on every side.

    Returns
    -------
    y : of shape (N, out_channels, rows, columns)
        With rows = ⌊(H + 2·padding − kernel height) / stride⌋ + 1, and columns likewise.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Notes
    -----
    A filter is not turned round, as in PyTorch: mathematicians call this cross-correlation. All
    windows are copied into the columns of one matrix ("im2col"), so that one product computes all
    (Chellapilla, Puri and Simard 2006).

    Examples
    --------
    >>> dl.conv2d(np.array([[[[2.0, 2, 2, 7, 7, 3]]]]), np.array([[[[-1.0, 0, 1]]]]))
    array([[[[ 0.,  5.,  5., -4.]]]])
    """
    x, weight = np.asarray(x), np.asarray(weight)
    require_filters(x, weight, bias, stride, padding)
    (n, c, h, w), (o, _, kh, kw) = x.shape, weight.shape
    inner = np.s_[:, :, padding : padding + h, padding : padding + w]
    padded = np.zeros((n, c, h + 2 * padding, w + 2 * padding), x.dtype)
    padded[inner] = x
    places, (rows, cols) = _places(padded.shape, (kh, kw), stride)
    patches = np.empty((n, c, kh * kw, rows, cols), x.dtype)  # every window is a column
    for k, place in enumerate(places):
        patches[:, :, k] = padded[place]
    patches = patches.reshape(n, c * kh * kw, rows * cols)
    filters = weight.reshape(o, c * kh * kw)

    def vjp_x(g: np.ndarray) -> np.ndarray:
        d = (filters.T @ g.reshape(n, o, rows * cols)).reshape(n, c, kh * kw, rows, cols)
        spread = np.zeros(padded.shape, d.dtype)
        for k, place in enumerate(places):
            spread[place] += d[:, :, k]  # back into the windows; where they overlap, it adds up
        return spread[inner]

    def vjp_weight(g: np.ndarray) -> np.ndarray:
        products = g.reshape(n, o, rows * cols) @ patches.swapaxes(1, 2)
        return products.sum(axis=0).reshape(weight.shape)

    y = filters @ patches + (np.reshape(bias, (o, 1)) if np.ndim(bias) else bias)
    return y.reshape(n, o, rows, cols), vjp_x, vjp_weight, lambda g: g.sum(0).sum((1, 2))


@op
def max_pool2d(x: Operand, kernel_size: int = 2) -> Rule:
    """Keep the largest entry of every block, with dy/dx = 1 for the largest entry, else 0.

    Parameters
    ----------
    x : array or Tensor of shape (N, C, H, W)
    kernel_size : int
        Rows and columns of a block. What fills no whole block, at the lower and the right border,
        is left out.

    Returns
    -------
    y : of shape (N, C, H // kernel_size, W // kernel_size)

    Raises
    ------
    ValueError
        If there is no whole block.

    Notes
    -----
    The first of several largest entries, row by row, gets the gradient, as in PyTorch.

    Examples
    --------
    >>> dl.max_pool2d(np.array([[[[1.0, 2, 0, 0], [4, 3, 0, 5]]]]))
    array([[[[4., 5.]]]])
    """
    x = np.asarray(x)
    require_blocks(x, kernel_size)
    places, _ = _places(x.shape, (kernel_size, kernel_size), kernel_size)
    y = reduce(np.maximum, [x[place] for place in places])

    def vjp(g: np.ndarray) -> np.ndarray:
        spread = np.zeros(x.shape, g.dtype)
        for place in places:
            won = x[place] == y
            spread[place] = g * won
            g = g * ~won  # what has found its entry does not come to a later one
        return spread

    return y, vjp


@op
def avg_pool2d(x: Operand, kernel_size: int = 2) -> Rule:
    """Take the mean of every block, with dy/dx = 1/kernel_size² for each of its entries.

    Parameters
    ----------
    x : array or Tensor of shape (N, C, H, W)
    kernel_size : int
        Rows and columns of a block. What fills no whole block, at the lower and the right border,
        is left out.

    Returns
    -------
    y : of shape (N, C, H // kernel_size, W // kernel_size)

    Raises
    ------
    ValueError
        If there is no whole block.

    Examples
    --------
    >>> dl.avg_pool2d(np.array([[[[1.0, 2, 0, 0], [4, 3, 0, 5]]]]))
    array([[[[2.5 , 1.25]]]])
    """
    x = np.asarray(x)
    require_blocks(x, kernel_size)
    places, _ = _places(x.shape, (kernel_size, kernel_size), kernel_size)

    def vjp(g: np.ndarray) -> np.ndarray:
        spread = np.zeros(x.shape, g.dtype)
        for place in places:
            spread[place] = g / len(places)
        return spread

    return np.add.reduce([x[place] for place in places]) / len(places), vjp


@lru_cache(maxsize=64)  # every step of a training run asks for the same few
def _places(
    shape: tuple[int, ...], kernel: tuple[int, int], stride: int
) -> tuple[list[tuple[slice, ...]], tuple[int, int]]:
    """Return a slice for each entry of a window, which takes it from all windows at once.

    And how many windows there are, in rows and columns.
    """
    rows, cols = ((length - k) // stride + 1 for length, k in zip(shape[2:], kernel))
    places = [
        np.s_[:, :, i : i + stride * rows : stride, j : j + stride * cols : stride]
        for i, j in np.ndindex(kernel)
    ]
    return places, (rows, cols)
