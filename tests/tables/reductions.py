"""Sums, means, spreads and lengths: what they are tried on."""

import numpy as np
from tables.case import Case, with_options

import mathdl as dl

CASES = [
    Case(dl.sum, np.sum),
    with_options(dl.sum, np.sum, (2, 3), "sum", axis=1),
    with_options(dl.sum, np.sum, (2, 3, 4), "sum", axis=(0, -1), keepdims=True),
    with_options(dl.sum, np.sum, (2, 3, 4), "sum", axis=(0, 2)),
    with_options(dl.sum, np.sum, (0, 3), "sum", axis=0),
    Case(dl.mean, np.mean, shapes=(((),), ((3,),), ((2, 3),))),
    with_options(dl.mean, np.mean, (2, 3), "mean", axis=0),
    with_options(dl.mean, np.mean, (2, 3, 4), "mean", axis=(0, -1), keepdims=True),
    *(
        row
        for f, g in ((dl.var, np.var), (dl.std, np.std))
        for row in (
            Case(f, g, shapes=(((3,),), ((2, 3),))),
            with_options(f, g, (2, 3), f.__name__, axis=1, ddof=1),
            with_options(f, g, (2, 3, 4), f.__name__, axis=(0, -1), keepdims=True),
        )
    ),
    Case(dl.norm, lambda a: np.sqrt((a * a).sum()), shapes=(((),), ((3,),), ((2, 3),))),
    with_options(dl.norm, lambda a, axis: np.sqrt((a * a).sum(axis)), (2, 3), "norm", axis=-1),
]


def pairs(torch, given):
    return {
        "sum": given.Pair(dl.sum, given.along(torch.sum), options=given.axes),
        "mean": given.Pair(dl.mean, given.along(torch.mean), options=given.axes),
        "var": given.Pair(dl.var, given.along(torch.var), options=given.axes_and_ddof),
        "std": given.Pair(
            dl.std, given.along(torch.std), options=given.axes_and_ddof, domains=(given.apart,)
        ),
        "norm": given.Pair(dl.norm, given.along(torch.linalg.vector_norm), options=given.axes),
    }
