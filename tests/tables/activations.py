"""Softmax and its kin: what they are tried on."""

import numpy as np
from tables.case import Case, softmax, with_options

import mathdl as dl

CASES = [
    with_options(dl.softmax, softmax, (2, 3), "softmax"),
    with_options(dl.softmax, softmax, (2, 3, 4), "softmax", axis=1),
    with_options(dl.softmax, softmax, (2, 0), "softmax"),
    with_options(dl.log_softmax, lambda a: np.log(softmax(a)), (2, 3), "log_softmax"),
    with_options(
        dl.log_softmax, lambda a, axis: np.log(softmax(a, axis)), (2, 3), "log_softmax", axis=0
    ),
    Case(dl.logsumexp, lambda a: np.log(np.exp(a).sum()), shapes=(((),), ((3,),), ((2, 3),))),
    with_options(
        dl.logsumexp,
        lambda a, axis, keepdims: np.log(np.exp(a).sum(axis, keepdims=keepdims)),
        (2, 3, 4),
        "logsumexp",
        axis=(0, 2),
        keepdims=True,
    ),
    with_options(
        dl.logsumexp, lambda a, axis: np.log(np.exp(a).sum(axis)), (2, 3), "logsumexp", axis=1
    ),
]


def pairs(torch, given):
    def torch_logsumexp(a, axis, keepdims):
        """It takes a number without axes for one with a single axis."""
        everything = tuple(range(a.ndim)) or 0
        return torch.logsumexp(a, everything if axis is None else axis, keepdim=keepdims)

    return {
        "logsumexp": given.Pair(dl.logsumexp, torch_logsumexp, options=given.axes),
        "softmax": given.Pair(
            dl.softmax, lambda a, axis: a.softmax(axis), given.WITH_AXES, given.place()
        ),
        "log_softmax": given.Pair(
            dl.log_softmax, lambda a, axis: a.log_softmax(axis), given.WITH_AXES, given.place()
        ),
    }
