"""Attention: what it is tried on."""

import numpy as np
from tables.case import Case, anywhere, softmax

import mathdl as dl

SHAPES = (
    ((3, 2), (3, 2), (3, 2)),
    ((2, 4, 3, 1), (2, 4, 3, 1), (2, 4, 3, 5)),
    ((0, 2, 3), (0, 2, 3), (0, 2, 3)),
)
ELSEWHERE = (((2, 3), (4, 3), (4, 1)), ((2, 1, 2, 3), (4, 3), (3, 4, 2)))
OPEN = np.array([[True, False, True, False], [False, False, True, True]])
NEARER = np.array([[0.0, -1.0, -2.0, -np.inf], [-1.0, 0.0, -1.0, -2.0]])


def _attended(added):
    """How much is added to each score, from the numbers of queries and keys."""

    def formula(q, k, v):
        scores = np.einsum("...ld,...sd->...ls", q, k) / np.sqrt(q.shape[-1], dtype=q.dtype)
        return softmax(scores + added(*scores.shape[-2:]).astype(q.dtype)) @ v

    return formula


def _row(added, shapes, **options):
    return Case(
        lambda q, k, v: dl.scaled_dot_product_attention(q, k, v, **options),
        _attended(added),
        (anywhere,) * 3,
        shapes,
        "scaled_dot_product_attention",
    )


CASES = [
    _row(lambda n, m: np.zeros((n, m)), (*SHAPES, *ELSEWHERE)),
    _row(lambda n, m: np.triu(np.full((n, m), -np.inf), 1), (*SHAPES, *ELSEWHERE), is_causal=True),
    _row(lambda n, m: np.where(OPEN, 0, -np.inf), ELSEWHERE, attn_mask=OPEN),
    _row(lambda n, m: NEARER, ELSEWHERE, attn_mask=NEARER),
]


def pairs(torch, given):
    def torch_attention(q, k, v, attn_mask, is_causal):
        if attn_mask is not None:
            attn_mask = torch.tensor(attn_mask)
            attn_mask = attn_mask if attn_mask.dtype is torch.bool else attn_mask.to(q.dtype)
        return torch.nn.functional.scaled_dot_product_attention(
            q, k, v, attn_mask, is_causal=is_causal
        )

    return {
        "scaled_dot_product_attention": given.Pair(
            dl.scaled_dot_product_attention, torch_attention, given.attended(), given.who_may_look
        )
    }
