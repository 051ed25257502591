"""The printed formulas of chapter 12, computed in other words."""

import numpy as np

import mathdl as dl

RNG = np.random.default_rng(12)


def attention():
    Q, K, V = RNG.normal(size=(3, 4, 5))
    got = dl.scaled_dot_product_attention(Q, K, V)
    for q, out in zip(Q, got):
        earned = np.array([np.exp(q @ k / 5**0.5) for k in K])
        np.testing.assert_allclose(out, sum(e * v for e, v in zip(earned, V)) / earned.sum())


CHAPTER_12 = {"attention": attention}
