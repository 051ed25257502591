"""Picking entries, and rows of a table: what it is tried on."""

import numpy as np
from tables.case import Case, anywhere

import mathdl as dl

TWICE = np.array([[0, 2, 2], [4, 2, 0]])  # rows read several times, and rows never read
LARGE = np.array([299, 0, 299, 258])  # beyond 256 rows they are added up another way


def looked_up(ids, shape):
    return Case(
        lambda w: dl.embedding(ids, w),
        lambda w: np.eye(len(w), dtype=w.dtype)[ids] @ w,
        (anywhere,),
        ((shape,),),
        "embedding",
    )


def indexed(index, shape, name="getitem"):
    return Case(lambda a: a[index], lambda a: a[index], (anywhere,), ((shape,),), name)


CASES = [
    indexed(1, (3,)),
    indexed((slice(None, None, -1), None, 0), (3, 2)),
    indexed(([0, 0, 2], [1, 1, 0]), (3, 2)),
    indexed(np.array([[True, False], [True, True], [False, False]]), (3, 2)),
    indexed((..., np.array([0, 0, 1])), (2, 3, 2)),
    looked_up(TWICE, (5, 3)),
    looked_up(np.array(1), (2, 3)),
    looked_up(LARGE, (300, 2)),
]


def pairs(torch, given):
    def torch_getitem(a, index):
        """PyTorch has no negative steps: there, pick by the positions that NumPy's index picks."""
        parts = index if isinstance(index, tuple) else (index,)
        if any(isinstance(part, slice) and (part.step or 1) < 0 for part in parts):
            places = np.arange(a.numel()).reshape(tuple(a.shape))[index]
            return a.reshape(-1)[torch.tensor(np.array(places, order="C"))]
        return a[tuple(torch.tensor(p) if isinstance(p, np.ndarray) else p for p in parts)]

    return {
        "getitem, slices": given.Pair(dl.getitem, torch_getitem, options=given.slices),
        "getitem, masks": given.Pair(dl.getitem, torch_getitem, options=given.masks),
        "getitem, lists": given.Pair(
            dl.getitem, torch_getitem, given.FULL_WITH_AXES, given.repetitions
        ),
        "embedding": given.Pair(
            lambda weight, ids: dl.embedding(ids, weight),
            lambda weight, ids: torch.nn.functional.embedding(torch.tensor(ids), weight),
            given.TABLES,
            given.ids,
        ),
    }
