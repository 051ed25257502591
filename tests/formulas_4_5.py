"""The derivatives printed in chapters 4 and 5, against finite differences."""

import math

import numpy as np
import pytest

import mathdl as dl

approx = pytest.approx
PLACES = (-3.0, -0.7, 0.4, 2.5)


def slope(f, x):
    return float(dl.numerical_gradient(f, x))


def sigma(z):
    return 1 / (1 + np.exp(-z))


def relu():
    for z in PLACES:
        assert float(z > 0) == approx(slope(lambda z: np.maximum(0, z), z))


def sigmoid():
    for z in PLACES:
        assert sigma(z) * (1 - sigma(z)) == approx(slope(sigma, z))
    assert sigma(0) * (1 - sigma(0)) == 0.25
    assert sigma(6) * (1 - sigma(6)) == approx(1 / 400, rel=0.02)


def tanh():
    for z in PLACES:
        formula = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
        assert formula == approx(2 * sigma(2 * z) - 1) == approx(np.tanh(z))
        assert 1 - np.tanh(z) ** 2 == approx(slope(np.tanh, z))


def softplus():
    for z in PLACES:
        assert sigma(z) == approx(slope(lambda z: np.log(1 + np.exp(z)), z))


def elu():
    def bend(z):
        return z if z >= 0 else np.exp(z) - 1

    for z in PLACES:
        assert (1 if z > 0 else np.exp(z)) == approx(slope(bend, z))
    assert np.exp(0) == 1  # no kink: both pieces have slope 1 at 0


def gelu():
    def below(z):
        """The share of the bell curve below z."""
        return (1 + math.erf(z / math.sqrt(2))) / 2

    for z in PLACES:
        formula = below(z) + z * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
        assert formula == approx(slope(lambda z: z * below(z), z))
    everywhere = np.linspace(-6, 6, 1201)
    assert max(abs(dl.gelu(z) - z * below(z)) for z in everywhere) < 5e-4


def silu():
    for z in PLACES:
        formula = sigma(z) + z * sigma(z) * (1 - sigma(z))
        assert formula == approx(slope(lambda z: z * sigma(z), z))


def product_through_depth():
    weights, bias, start = (1.3, -0.6, 2.1), 0.2, 0.5

    def chain(x):
        values = [x]
        for w in weights:
            values.append(sigma(w * values[-1] + bias))
        return values

    sums = [w * a + bias for w, a in zip(weights, chain(start))]
    factors = [w * sigma(z) * (1 - sigma(z)) for w, z in zip(weights, sums, strict=True)]
    found = slope(lambda x: chain(x)[-1], start)
    assert np.prod(factors) == approx(found)
    assert abs(found) <= (2.1 / 4) ** 3


def softmax():
    def shares(z):
        powers = np.exp(z - np.max(z))
        return powers / powers.sum()

    for z in (np.array([3.0, 1.0, -1.0]), np.log([2.0, 1.0, 1.0])):
        p = shares(z)
        for i in range(3):
            for j in range(3):
                nudged = slope(
                    lambda v, j=j, z=z, i=i: shares(np.where(np.arange(3) == j, v, z))[i], z[j]
                )
                assert p[i] * ((i == j) - p[j]) == approx(nudged, abs=1e-9)
    assert (p * (np.array([1, 0, 0]) - p[0])).tolist() == approx([0.25, -0.125, -0.125])


def mse():
    truth, said = np.array([1.0, -2.0, 0.5]), np.array([0.3, 1.0, 0.6])
    found = dl.numerical_gradient(lambda p: np.mean((p - truth) ** 2), said)
    assert (2 / 3 * (said - truth)).tolist() == approx(found.tolist())


def line():
    x, y = np.array([0.4, 0.7, 1.2]), np.array([1.3, 2.0, 3.5])
    w, b = 1.1, 0.3
    r = w * x + b - y
    assert 2 * np.mean(r * x) == approx(slope(lambda w: np.mean((w * x + b - y) ** 2), w))
    assert 2 * np.mean(r) == approx(slope(lambda b: np.mean((w * x + b - y) ** 2), b))


def huber():
    delta = 1.5

    def loss(r):
        return r * r / 2 if abs(r) <= delta else delta * (abs(r) - delta / 2)

    for r in (-4.0, -1.2, 0.3, 2.0):
        formula = r if abs(r) <= delta else delta * np.sign(r)
        assert formula == approx(slope(loss, r))
        assert loss(r) == approx(float(dl.huber_loss(np.array([r]), np.zeros(1), delta)))
    assert loss(delta) == approx(loss(delta + 1e-12))


def surprise():
    for p in (0.01, 0.3, 0.9):
        assert -1 / p == approx(slope(lambda p: -np.log(p), p), rel=1e-5)
    assert 1 / np.log(2) == approx(1.44, abs=0.005)


def expected_surprise():
    for q in (0.2, 0.9):

        def cost(p, q=q):
            return -q * np.log(p) - (1 - q) * np.log(1 - p)

        for p in (0.1, 0.5, 0.9):
            assert -q / p + (1 - q) / (1 - p) == approx(slope(cost, p), abs=1e-6)
        assert slope(cost, q) == approx(0, abs=1e-6)


def binary_cross_entropy():
    for z in PLACES:
        for y in (0.0, 1.0):
            found = slope(lambda z, y=y: -y * np.log(sigma(z)) - (1 - y) * np.log(1 - sigma(z)), z)
            assert sigma(z) - y == approx(found)


def squared_error_through_a_sigmoid():
    for z in (*PLACES, -4.0):
        p = sigma(z)
        formula = 2 * (p - 1) * p * (1 - p)
        assert formula == approx(slope(lambda z: (sigma(z) - 1) ** 2, z))
    assert formula == approx(-0.035, abs=5e-4)


def cross_entropy():
    z, target = np.array([0.3, -1.2, 2.0]), 1
    shares = np.exp(z) / np.exp(z).sum()
    found = dl.numerical_gradient(lambda z: -np.log(np.exp(z)[target] / np.exp(z).sum()), z)
    assert (shares - np.eye(3)[target]).tolist() == approx(found.tolist())
    assert found.sum() == approx(0, abs=1e-9)


def log_sum_exp():
    z = np.array([0.3, -1.2, 2.0])
    m = z.max()
    assert m + np.log(np.exp(z - m).sum()) == approx(np.log(np.exp(z).sum()))
    found = dl.numerical_gradient(lambda z: np.log(np.exp(z).sum()), z)
    assert (np.exp(z) / np.exp(z).sum()).tolist() == approx(found.tolist())


CHAPTER_4 = {
    "relu": relu,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "softplus": softplus,
    "elu": elu,
    "gelu": gelu,
    "silu": silu,
    "product through depth": product_through_depth,
    "softmax": softmax,
}
CHAPTER_5 = {
    "mse": mse,
    "line": line,
    "huber": huber,
    "surprise": surprise,
    "expected surprise": expected_surprise,
    "binary cross-entropy": binary_cross_entropy,
    "squared error through a sigmoid": squared_error_through_a_sigmoid,
    "cross-entropy": cross_entropy,
    "log-sum-exp": log_sum_exp,
}
