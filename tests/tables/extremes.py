"""Choosing among numbers: what it is tried on."""

import numpy as np
from tables.case import Case, anywhere, apart, with_options

import mathdl as dl


def _clip(a, min, max=None):
    return np.clip(a, min, max)


CASES = [
    with_options(dl.clip, _clip, (2, 5), "clip", min=-1, max=0.7),
    with_options(dl.clip, _clip, (5,), "clip", min=0.1),
    Case(
        lambda a, b: dl.where(np.array([[True], [False]]), a, b),
        lambda a, b: np.where([[True], [False]], a, b),
        (anywhere, anywhere),
        (((2, 3), (3,)), ((2, 1), ()), ((3,), (2, 3))),
        "where",
    ),
    Case(
        lambda a, b: dl.where(True, a, b),
        lambda a, b: np.where(True, a, b),
        (anywhere, anywhere),
        (((), ()),),
        "where",
    ),
    *(
        row
        for f, g in ((dl.max, np.max), (dl.min, np.min))
        for row in (
            Case(f, g, (apart,), (((),), ((3,),), ((2, 3),), ((1, 1),))),
            Case(
                lambda a, f=f: f(a, axis=(0, -1), keepdims=True),
                lambda a, g=g: g(a, axis=(0, -1), keepdims=True),
                (apart,),
                (((2, 3, 4),),),
                f.__name__,
            ),
            Case(
                lambda a, f=f: f(a, axis=1),
                lambda a, g=g: g(a, axis=1),
                (apart,),
                (((2, 3),),),
                f.__name__,
            ),
        )
    ),
]


def pairs(torch, given):
    return {
        "max": given.Pair(dl.max, given.along(torch.amax), given.FULL, given.axes),
        "min": given.Pair(dl.min, given.along(torch.amin), given.FULL, given.axes),
        "clip": given.Pair(
            dl.clip, torch.clip, options=given.one_of(min=[None, -0.5, -1], max=[0.7, 1])
        ),
        "where": given.Pair(
            lambda c, a, b, condition: dl.where(condition, a * c, b),
            lambda c, a, b, condition: torch.where(torch.tensor(condition), a * c, b),
            given.broadcasting(3),
            given.condition,
        ),
    }
