"""The formulas of chapter 8, each tested by its name: see `notebooks/test_formulas.py`."""

import numpy as np
import pytest

import mathdl as dl

approx = pytest.approx


def variance():
    x = np.array([1, 3, 5, 7])
    assert np.var(x) == np.mean((x - 4) ** 2) == np.mean(x**2) - 4**2 == 5
    assert np.var(x[:, None] + x) == 2 * np.var(x)


def mean_square_of_a_sum():
    rng = np.random.default_rng(0)
    x = rng.uniform(0, 2, size=(50, 30))  # with a mean that is not 0
    w = rng.normal(0, 0.3, size=(30, 40_000))
    assert np.mean((x @ w) ** 2) == approx(30 * 0.3**2 * np.mean(x**2), rel=0.03)
    z = rng.normal(0, 1.7, 200_000)
    assert np.mean(np.maximum(z, 0) ** 2) == approx(np.mean(z**2) / 2, rel=0.02)


def effective_directions():
    def directions(cloud):
        s = np.linalg.svd(cloud, compute_uv=False)
        return s.sum() ** 2 / (s**2).sum()

    assert directions(np.diag([3.0, 3, 0])) == approx(2)
    assert directions(np.diag([3.0, 0, 0])) == approx(1)
    assert directions(np.diag([4.0, 2])) == approx(1.8)


def xavier():
    rng = np.random.default_rng(0)
    x, g = rng.normal(size=(400, 50)), rng.normal(size=(400, 200))
    for spread, sizes in ((1 / 50, (1, 4)), (1 / 200, (0.25, 1)), (2 / 250, (0.4, 1.6))):
        W = rng.normal(0, spread**0.5, (50, 200))
        found = np.mean((x @ W) ** 2), np.mean((g @ W.T) ** 2)
        assert found == approx(sizes, rel=0.06)
    assert dl.nn.xavier_normal((50, 200), 0).std() == approx((2 / 250) ** 0.5, rel=0.02)


def residual():
    for x in (0.3, -1.2):
        slope = dl.derivative(lambda x: dl.tanh(2 * x + 1))(x)
        assert dl.derivative(lambda x: x + dl.tanh(2 * x + 1))(x) == approx(1 + slope)


CHAPTER_8 = {
    "variance": variance,
    "mean square of a sum": mean_square_of_a_sum,
    "effective directions": effective_directions,
    "Xavier": xavier,
    "residual": residual,
}
