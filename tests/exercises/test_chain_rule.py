"""The exercises on the chain rule: right answers computed in other ways."""

import math

import numpy as np
import pytest
from sheets import posed, said

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


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("3.1", "1.64", "That is the rise."),
        ("3.1", "8,2", "3.1: right."),
        ("3.2", "0.1", "That is how far the root moves. From where?"),
        ("3.2", "10", "That is where you started, √100."),
        ("3.3", 2 * 1.96 * np.exp(1.96), "The inner one was taken at u = 1.96"),
        ("3.4", lambda x: -6 * x * np.exp(-6 * x), "exp must still be taken at −3x²"),
        ("3.4", lambda x: -6 * np.exp(-3 * x * x), "an x is missing"),
        ("3.5", "43.71", "no such thing as a part of a person"),
        ("3.5", "45", "One too many"),
        ("3.6", "[6, 20]", "Two slips."),
        ("3.7", "7.02", "That is where f will be; it is 7 now."),
        ("3.9", "10000", "That is the first product."),
        ("3.9", "10^9", "All sizes multiplied."),
        ("3.10", lambda x, f, d: [x := g(x) for g in f][-1], "That is the value at the end"),
    ],
)
def test_slips_are_named(capsys, key, given, words):
    assert words in said(capsys, key, given)


class Pair:
    """A number that carries its slope, and can only be added and multiplied."""

    def __init__(self, value, slope=0.0):
        self.value, self.slope = value, slope

    def __add__(self, other):
        other = other if isinstance(other, Pair) else Pair(other)
        return Pair(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other):
        other = other if isinstance(other, Pair) else Pair(other)
        return Pair(self.value * other.value, other.value * self.slope + self.value * other.slope)

    __radd__, __rmul__ = __add__, __mul__


def carried(f, x):
    return getattr(f(Pair(x, 1.0)), "slope", 0.0)


@pytest.mark.parametrize(
    ("built", "words"),
    [
        (
            carried,
            "trial 7 of 15 of carried_slope raised TypeError: unsupported operand type(s) for",
        ),
        (lambda f, x: f(Pair(x, 1.0)), "a dual number comes back; return its slope."),
        (lambda f, x: f(Pair(x, 0.0)).slope, "x itself must start with the slope 1."),
        (
            lambda f, x: (f(x + 1e-6) - f(x)) / 1e-6,
            "That is a difference quotient: right to a few digits only.",
        ),
        (lambda f, x: ..., "3.11: not answered yet"),
        (4, "the thing itself is asked for, not 4; hand over carried_slope."),
        (lambda f, x: carried(f, -x), "the slope of x·x at 3 came out as −6; it is 6."),
    ],
)
def test_what_was_built_is_tried(capsys, built, words):
    assert words in said(capsys, "3.11", built)
