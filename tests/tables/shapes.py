"""Other shapes and orders: what they are tried on."""

import numpy as np
from tables.case import Case, anywhere, with_options

import mathdl as dl


def _reshape(a, shape):  # NumPy 2.0 has other names for these arguments
    return np.reshape(a, shape)


CASES = [
    with_options(dl.reshape, _reshape, (2, 6), "reshape", shape=(3, -1)),
    with_options(dl.reshape, _reshape, (1, 1), "reshape", shape=()),
    Case(dl.transpose, np.transpose, shapes=(((),), ((2, 3),), ((2, 3, 4),))),
    with_options(dl.transpose, np.transpose, (2, 3, 4), "transpose", axes=(1, 2, 0)),
    with_options(dl.transpose, np.transpose, (2, 3, 4), "transpose", axes=(-1, 0, 1)),
    with_options(dl.expand_dims, np.expand_dims, (2, 3), "expand_dims", axis=(0, 2)),
    with_options(dl.squeeze, np.squeeze, (1, 3, 1), "squeeze"),
    with_options(dl.squeeze, np.squeeze, (1, 3, 1), "squeeze", axis=2),
    with_options(dl.squeeze, np.squeeze, (1, 1), "squeeze"),
    with_options(dl.swapaxes, np.swapaxes, (2, 3, 4), "swapaxes", axis1=0, axis2=-1),
    *(
        Case(
            lambda a, b, axis=axis: dl.concatenate([a, b], axis),
            lambda a, b, axis=axis: np.concatenate([a, b], axis),
            (anywhere, anywhere),
            (shapes,),
            "concatenate",
        )
        for axis, shapes in ((0, ((2, 3), (1, 3))), (-1, ((2, 3), (2, 0))), (0, ((2,), (3,))))
    ),
    *(
        Case(
            lambda a, b, axis=axis: dl.stack([a, b], axis),
            lambda a, b, axis=axis: np.stack([a, b], axis),
            (anywhere, anywhere),
            (((2, 3), (2, 3)), ((), ())) if not axis else (((2, 3), (2, 3)),),
            "stack",
        )
        for axis in (0, 1, -1)
    ),
    Case(
        lambda a: dl.unstack(a, 1)[2] * dl.unstack(a, 1)[0],
        lambda a: a[:, 2] * a[:, 0],
        (anywhere,),
        (((2, 3),), ((2, 3, 2),)),
        "unstack",
    ),
]


def pairs(torch, given):
    def torch_expand_dims(a, axis):
        for place in [axis] if isinstance(axis, int) else sorted(axis):
            a = a.unsqueeze(place)
        return a

    return {
        "reshape": given.Pair(dl.reshape, torch.reshape, options=given.cuts),
        "transpose": given.Pair(
            dl.transpose,
            lambda a, axes: a.permute(tuple(range(a.ndim))[::-1] if axes is None else axes),
            options=given.orders,
        ),
        "swapaxes": given.Pair(
            dl.swapaxes,
            lambda a, axis1, axis2: a.swapaxes(axis1, axis2),
            given.WITH_AXES,
            given.two_places,
        ),
        "expand_dims": given.Pair(dl.expand_dims, torch_expand_dims, options=given.new_places),
        "squeeze": given.Pair(
            dl.squeeze,
            lambda a, axis: a.squeeze() if axis is None else a.squeeze(axis),
            given.MANY_ONES,
            given.ones_of,
        ),
        "concatenate": given.Pair(
            lambda *parts, axis: dl.concatenate(parts, axis),
            lambda *parts, axis: torch.concatenate(parts, axis),
            given.parts(),
            given.common_place,
        ),
        "stack": given.Pair(
            lambda *parts, axis: dl.stack(parts, axis),
            lambda *parts, axis: torch.stack(parts, axis),
            given.EQUAL,
            given.place(new=1),
        ),
        "unstack": given.Pair(
            dl.unstack, lambda a, axis: torch.unbind(a, axis), given.WITH_AXES, given.place()
        ),
    }
