"""What layers compute: what it is tried on."""

import numpy as np
from tables.case import Case, anywhere

import mathdl as dl


def _normalised(axis):
    def formula(x, w, b):
        mean, var = x.mean(axis, keepdims=True), x.var(axis, keepdims=True)
        return (x - mean) / np.sqrt(var + 1e-5) * w + b

    return formula


def _mask(shape):
    return 2.0 * (np.random.default_rng(7).random(shape) >= 0.5)


CASES = [
    Case(
        lambda a: dl.dropout(a, 0.5, rng=7),
        lambda a: a * _mask(a.shape).astype(a.dtype),
        (anywhere,),
        (((4, 3),), ((),)),
        "dropout",
    ),
    Case(
        dl.layer_norm,
        _normalised(-1),
        (anywhere,) * 3,
        (((2, 3), (3,), (3,)), ((3,), (3,), (3,)), ((2, 2, 4), (4,), (4,))),
    ),
    Case(
        dl.batch_norm,
        _normalised(0),
        (anywhere,) * 3,
        (((4, 3), (3,), (3,)), ((2, 1), (1,), (1,)), ((3, 3), (3,), (3,))),
    ),
    Case(
        dl.linear,
        lambda x, w, b: np.matmul(x, w) + b,
        (anywhere,) * 3,
        (
            *((x, (3, 4), (4,)) for x in ((2, 3), (3,), (5, 2, 3), (0, 3))),
            ((3, 3), (3, 3), (3,)),
        ),
    ),
]


def pairs(torch, given):
    F = torch.nn.functional

    def torch_dropout(a, p, rng):
        """PyTorch's chance is another; with the same mask dropout is a product."""
        return a * torch.tensor(np.random.default_rng(rng).random(tuple(a.shape)) >= p) / (1 - p)

    return {
        "linear": given.Pair(dl.linear, lambda x, w, b: F.linear(x, w.T, b), given.layers()),
        "layer_norm": given.Pair(
            dl.layer_norm,
            lambda x, w, b, eps: F.layer_norm(x, w.shape, w, b, eps),
            given.NORMALISED,
            given.one_of(eps=[0.01, 1.0]),  # a row of equal numbers is divided by its root
            domains=(given.apart, given.anywhere, given.anywhere),
        ),
        "batch_norm": given.Pair(
            dl.batch_norm,
            lambda x, w, b, eps: F.batch_norm(x, None, None, w, b, training=True, eps=eps),
            given.BATCHES,
            given.one_of(eps=[0.01, 1.0]),
            domains=(given.apart, given.anywhere, given.anywhere),
        ),
        "dropout": given.Pair(
            dl.dropout, torch_dropout, options=given.one_of(p=[0.0, 0.3, 0.9], rng=[3])
        ),
    }
