"""Convolution and pooling: what they are tried on."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from tables.case import Case, anywhere, apart

import mathdl as dl


def _slid(stride, padding):
    def formula(x, w, b):
        padded = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
        windows = sliding_window_view(padded, w.shape[2:], (2, 3))[:, :, ::stride, ::stride]
        return np.einsum("ncrsij,ocij->nors", windows, w) + np.reshape(b, (-1, 1, 1))

    return formula


def _pooled(reduce):
    def formula(x, size=2):
        n, c, h, w = x.shape
        whole = x[:, :, : h // size * size, : w // size * size]
        return reduce(whole.reshape(n, c, h // size, size, w // size, size), axis=(3, 5))

    return formula


CASES = [
    Case(
        dl.conv2d,
        _slid(1, 0),
        (anywhere,) * 3,
        (((2, 2, 4, 3), (3, 2, 2, 3), (3,)), ((1, 1, 2, 2), (1, 1, 2, 2), ())),
    ),
    Case(
        lambda x, w, b: dl.conv2d(x, w, b, stride=2, padding=1),
        _slid(2, 1),
        (anywhere,) * 3,
        (((1, 2, 4, 5), (2, 2, 3, 2), (2,)),),
        "conv2d",
    ),
    Case(dl.max_pool2d, _pooled(np.max), (apart,), (((2, 1, 4, 5),), ((1, 2, 2, 2),))),
    Case(dl.avg_pool2d, _pooled(np.mean), (anywhere,), (((2, 1, 4, 5),), ((1, 2, 2, 2),))),
]


def pairs(torch, given):
    F = torch.nn.functional
    return {
        "conv2d": given.Pair(
            dl.conv2d, F.conv2d, given.slid(), given.one_of(stride=[1, 2], padding=[0, 2])
        ),
        **{
            name: given.Pair(
                getattr(dl, name),
                getattr(F, name),
                given.BLOCKS,
                given.one_of(kernel_size=[1, 2]),
                domains=(given.in_halves,),  # ties, too
            )
            for name in ("max_pool2d", "avg_pool2d")
        },
    }
