"""The exercises on the chain rule: right answers computed in other ways."""

import math

import numpy as np
import pytest
from sheets import posed

import mathdl as dl


def test_right_answers_against_other_ways_of_computing_them():
    def right(key):
        return posed(key).right

    assert right("3.1") == pytest.approx((4.2**2 - 4**2) / 0.2)
    assert right("3.2") == pytest.approx(10 + 2 * dl.numerical_gradient(np.sqrt, 100.0), rel=1e-9)
    assert right("3.3") == pytest.approx(dl.numerical_gradient(lambda x: np.exp(x * x), 1.4))
    bell = dl.derivative(lambda x: dl.exp(-3 * x * x))
    assert all(right("3.4")(x) == pytest.approx(bell(x)) for x in (-1.0, 0.3, 2.0))
    assert next(n for n in range(1, 99) if 0.9**n < 0.01) == right("3.5")
    f = dl.jacobian(lambda v: v[0] ** 2 + 4 * v[0] * v[1])
    assert right("3.6") == f(np.array([3.0, 5.0])).tolist()
    f = dl.jacobian(lambda v: v[0] ** 2 + 3 * v[0] * v[1])
    assert right("3.7") == pytest.approx(f(np.array([1.0, 2.0])) @ [0.01, -0.02])
    assert right("3.8") == pytest.approx(dl.numerical_gradient(lambda x: x**2 * 9 * x, 5.0))
    assert right("3.9") == math.prod((1, 100, 100)) + math.prod((1, 100, 1000))
    chain = [np.square, np.sin, np.exp], [lambda x: 2 * x, np.cos, np.exp]
    whole = dl.numerical_gradient(lambda x: np.exp(np.sin(x**2)), 0.8)
    assert right("3.10")(0.8, *chain) == pytest.approx(whole)
