"""The formulas of chapter 10, each tested by its name: see `notebooks/test_formulas.py`."""

import numpy as np
import pytest

import mathdl as dl


def standard_error_of_a_share():
    p, n = 0.95, 258
    shares = np.random.default_rng(0).binomial(n, p, 100_000) / n
    assert shares.std() == pytest.approx((p * (1 - p) / n) ** 0.5, rel=0.01)
    assert round((p * (1 - p) / n) ** 0.5, 3) == 0.014


def sign_step():
    net = dl.nn.Sequential(dl.nn.Linear(5, 4, rng=0), dl.tanh, dl.nn.Linear(4, 3, rng=1))
    x = np.random.default_rng(0).uniform(0.2, 0.8, (1, 5))
    ink = dl.Tensor(x)
    loss = dl.cross_entropy(net(ink), np.array([1]))
    loss.backward()
    eps = 1e-3
    # Of all nudges of that size none raises the loss more, to first order: eps times Σ|slope|.
    moved = np.clip(x + eps * np.sign(ink.grad), 0, 1)
    rise = dl.cross_entropy(net(moved), np.array([1])).item() - loss.item()
    assert rise == pytest.approx(eps * np.abs(ink.grad).sum(), rel=0.01)


CHAPTER_10 = {
    "standard error of a share": standard_error_of_a_share,
    "sign step": sign_step,
}
