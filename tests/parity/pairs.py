"""The table of pairs: every operation of ours and PyTorch's, and what both are given.

An operation with an option that changes what it does has several pairs: "name, which".
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import strategies as st
from parity import arguments as given

import mathdl as dl

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install -e '.[parity]'")
F = torch.nn.functional


@dataclass(frozen=True)
class Pair:
    ours: Callable
    theirs: Callable
    shapes: st.SearchStrategy = given.ONE
    options: Callable = given.nothing
    domains: tuple = (given.anywhere,)


def along(f, **always):
    """PyTorch's reduction, with NumPy's names of its options."""

    def theirs(a, axis, keepdims, ddof=None):
        extra = always if ddof is None else {"correction": ddof}
        return f(a, dim=tuple(range(a.ndim)) if axis is None else axis, keepdim=keepdims, **extra)

    return theirs


def torch_logsumexp(a, axis, keepdims):
    """It takes a number without axes for one with a single axis."""
    everything = tuple(range(a.ndim)) or 0
    return torch.logsumexp(a, everything if axis is None else axis, keepdim=keepdims)


def torch_getitem(a, index):
    """PyTorch has no negative steps: there, pick by the positions that NumPy's index picks."""
    parts = index if isinstance(index, tuple) else (index,)
    if any(isinstance(part, slice) and (part.step or 1) < 0 for part in parts):
        places = np.arange(a.numel()).reshape(tuple(a.shape))[index]
        return a.reshape(-1)[torch.tensor(np.array(places, order="C"))]
    return a[tuple(torch.tensor(p) if isinstance(p, np.ndarray) else p for p in parts)]


def torch_expand_dims(a, axis):
    for place in [axis] if isinstance(axis, int) else sorted(axis):
        a = a.unsqueeze(place)
    return a


def torch_dropout(a, p, rng):
    """PyTorch's chance is another; with the same mask dropout is a product."""
    return a * torch.tensor(np.random.default_rng(rng).random(tuple(a.shape)) >= p) / (1 - p)


def torch_cross_entropy(logits, labels, reduction):
    """PyTorch has the classes along axis 1, also where there are more axes than two."""
    logits = logits.movedim(-1, 1) if logits.ndim > 1 else logits
    return F.cross_entropy(logits, torch.tensor(labels), reduction=reduction)


def torch_binary_cross_entropy(logits, targets, reduction):
    targets = torch.tensor(targets, dtype=logits.dtype)
    return F.binary_cross_entropy_with_logits(logits, targets, reduction=reduction)


def same(names, *rest, **named):
    return {
        name: Pair(getattr(dl, name), getattr(torch, name), *rest, **named)
        for name in names.split()
    }


ENTRYWISE = {
    **same("negative abs exp expm1 sin cos tanh sigmoid relu"),
    **same("log log1p sqrt", domains=(given.positive,)),
    "power, constant exponent": Pair(
        lambda a, n: a**n,
        lambda a, n: a**n,
        options=given.one_of(n=[0, 1, 2, 3, 5, 16, -1, -2, 2.5, 0.5]),
        domains=(given.positive,),
    ),
    "clip": Pair(dl.clip, torch.clip, options=given.one_of(min=[None, -0.5, -1], max=[0.7, 1])),
    "softplus": Pair(dl.softplus, F.softplus),
    "log_sigmoid": Pair(dl.log_sigmoid, F.logsigmoid),
    "leaky_relu": Pair(
        dl.leaky_relu, F.leaky_relu, options=given.one_of(negative_slope=[0.01, 0.3])
    ),
    "elu": Pair(dl.elu, F.elu, options=given.one_of(alpha=[1.0, 0.5])),
    "gelu": Pair(dl.gelu, lambda a: F.gelu(a, approximate="tanh")),
    "silu": Pair(dl.silu, F.silu),
}
TWO = {
    **same("add subtract multiply maximum minimum", given.broadcasting(2)),
    **same("divide", given.broadcasting(2), domains=(given.anywhere, given.off_zero)),
    "power": Pair(
        dl.power,
        torch.pow,
        given.broadcasting(2),
        domains=(given.positive, given.anywhere),
    ),
    "where": Pair(
        lambda c, a, b, condition: dl.where(condition, a * c, b),
        lambda c, a, b, condition: torch.where(torch.tensor(condition), a * c, b),
        given.broadcasting(3),
        given.condition,
    ),
}
LOSSES = {
    **{
        name: Pair(
            getattr(dl, name),
            getattr(F, name),
            given.SAME,
            given.one_of(reduction=given.REDUCTION),
        )
        for name in ("mse_loss", "l1_loss")
    },
    "huber_loss": Pair(
        dl.huber_loss,
        F.huber_loss,
        given.SAME,
        given.one_of(delta=[0.7, 1.0], reduction=given.REDUCTION),
    ),
    "cross_entropy": Pair(dl.cross_entropy, torch_cross_entropy, given.CLASSES, given.labels),
    "binary_cross_entropy_with_logits": Pair(
        dl.binary_cross_entropy_with_logits, torch_binary_cross_entropy, options=given.targets
    ),
}
PAIRS = {
    **ENTRYWISE,
    **TWO,
    **LOSSES,
    "sum": Pair(dl.sum, along(torch.sum), options=given.axes),
    "mean": Pair(dl.mean, along(torch.mean), options=given.axes),
    "var": Pair(dl.var, along(torch.var), options=given.axes_and_ddof),
    "std": Pair(dl.std, along(torch.std), options=given.axes_and_ddof, domains=(given.apart,)),
    "norm": Pair(dl.norm, along(torch.linalg.vector_norm), options=given.axes),
    "max": Pair(dl.max, along(torch.amax), given.FULL, given.axes),
    "min": Pair(dl.min, along(torch.amin), given.FULL, given.axes),
    "logsumexp": Pair(dl.logsumexp, torch_logsumexp, options=given.axes),
    "softmax": Pair(dl.softmax, lambda a, axis: a.softmax(axis), given.WITH_AXES, given.place()),
    "log_softmax": Pair(
        dl.log_softmax, lambda a, axis: a.log_softmax(axis), given.WITH_AXES, given.place()
    ),
    "reshape": Pair(dl.reshape, torch.reshape, options=given.cuts),
    "transpose": Pair(
        dl.transpose,
        lambda a, axes: a.permute(tuple(range(a.ndim))[::-1] if axes is None else axes),
        options=given.orders,
    ),
    "swapaxes": Pair(
        dl.swapaxes,
        lambda a, axis1, axis2: a.swapaxes(axis1, axis2),
        given.WITH_AXES,
        given.two_places,
    ),
    "expand_dims": Pair(dl.expand_dims, torch_expand_dims, options=given.new_places),
    "squeeze": Pair(
        dl.squeeze,
        lambda a, axis: a.squeeze() if axis is None else a.squeeze(axis),
        given.MANY_ONES,
        given.ones_of,
    ),
    "concatenate": Pair(
        lambda *parts, axis: dl.concatenate(parts, axis),
        lambda *parts, axis: torch.concatenate(parts, axis),
        given.parts(),
        given.common_place,
    ),
    "stack": Pair(
        lambda *parts, axis: dl.stack(parts, axis),
        lambda *parts, axis: torch.stack(parts, axis),
        given.EQUAL,
        given.place(new=1),
    ),
    "unstack": Pair(
        dl.unstack, lambda a, axis: torch.unbind(a, axis), given.WITH_AXES, given.place()
    ),
    "getitem, slices": Pair(dl.getitem, torch_getitem, options=given.slices),
    "getitem, masks": Pair(dl.getitem, torch_getitem, options=given.masks),
    "getitem, lists": Pair(dl.getitem, torch_getitem, given.FULL_WITH_AXES, given.repetitions),
    "matmul": Pair(dl.matmul, torch.matmul, given.factors()),
    "linear": Pair(dl.linear, lambda x, w, b: F.linear(x, w.T, b), given.layers()),
    "layer_norm": Pair(
        dl.layer_norm,
        lambda x, w, b, eps: F.layer_norm(x, w.shape, w, b, eps),
        given.NORMALISED,
        given.one_of(eps=[0.01, 1.0]),  # a row of equal numbers is divided by its root
        domains=(given.apart, given.anywhere, given.anywhere),
    ),
    "dropout": Pair(dl.dropout, torch_dropout, options=given.one_of(p=[0.0, 0.3, 0.9], rng=[3])),
}
