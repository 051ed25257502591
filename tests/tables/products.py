"""Matrix products: what they are tried on."""

import numpy as np
from tables.case import Case, anywhere

import mathdl as dl

RANKS = (
    ((3, 3), (3, 3)),
    ((3,), (3,)),
    ((2, 3), (3,)),
    ((3,), (3, 2)),
    ((2, 3), (3, 4)),
    ((5, 2, 3), (3, 4)),
)
BATCHES = (((2, 3), (5, 3, 4)), ((5, 1, 2, 3), (4, 3, 2)), ((3,), (5, 3, 2)), ((5, 2, 3), (3,)))


CASES = [
    Case(dl.matmul, np.matmul, (anywhere, anywhere), RANKS + BATCHES),
]


def pairs(torch, given):
    return {
        "matmul": given.Pair(dl.matmul, torch.matmul, given.factors()),
    }
