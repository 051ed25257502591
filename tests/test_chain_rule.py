"""Derivatives of functions, and of functions of functions."""

import math

import numpy as np
import pytest

import mathdl as dl


def test_derivative_of_a_composition():
    slope = dl.derivative(lambda x: dl.sin(x * x))
    assert slope(1.5) == pytest.approx(np.cos(2.25) * 3, rel=1e-14)
    assert type(slope(1.5)) is float
    x = np.linspace(-2, 2, 7)
    np.testing.assert_allclose(slope(x), np.cos(x * x) * 2 * x, rtol=1e-13)


def test_derivative_of_the_identity_and_of_a_constant():
    assert dl.derivative(lambda x: x)(5.0) == 1.0
    assert dl.derivative(lambda x: 3.0)(5.0) == 0.0
    assert dl.derivative(lambda x: x * 0 + 3)(np.ones(2)).tolist() == [0.0, 0.0]


def test_derivative_needs_one_variable():
    with pytest.raises(ValueError, match=r"\(2,\) into \(\)"):
        dl.derivative(dl.sum)(np.ones(2))


def test_the_links_of_a_chain_multiply_to_its_derivative():
    functions = [lambda x: x * x, dl.sin, dl.exp, dl.tanh]
    links = dl.chain(functions, 0.7)

    def whole(x):
        for f in functions:
            x = f(x)
        return x

    assert np.prod(links) == pytest.approx(dl.numerical_gradient(whole, 0.7), rel=1e-8)
    assert links[:2] == [1.4, pytest.approx(np.cos(0.49))]
    assert dl.chain([], 1.0) == []


WEIGHT = np.random.default_rng(0).normal(size=(3, 4))


@pytest.mark.parametrize(
    "f",
    [
        lambda x: x @ WEIGHT,
        lambda x: dl.tanh(x @ WEIGHT) * (x @ WEIGHT) + x.sum(),
        lambda x: dl.softmax(dl.sin(x)),
        lambda x: dl.stack([x, x * x]),
        lambda x: (x * x).sum(),
        lambda x: x[[0, 0, 2]],
        lambda x: np.ones(2),
        lambda x: dl.Tensor([1.0, 2.0]) * 3,
        lambda x: x,
    ],
)
def test_jacobians_from_either_end(f):
    x = np.array([0.3, -1.2, 0.8])
    found = dl.jacobian(f)(x)
    expected = np.zeros_like(found)
    for i in np.ndindex(found.shape[: found.ndim - 1]):
        expected[i] = dl.numerical_gradient(
            lambda v, i=i: np.asarray(getattr(f(v), "data", f(v)))[i], x
        )
    np.testing.assert_allclose(found, expected, atol=1e-8)
    np.testing.assert_allclose(dl.jacobian(f, start="input")(x), found, atol=1e-12)


def test_jacobians_multiply_in_order():
    x = np.array([0.3, -1.2, 0.8])

    def g(x):
        return dl.tanh(x @ WEIGHT)

    def f(u):
        return dl.softmax(u * u)

    product = dl.jacobian(f)(g(x)) @ dl.jacobian(g)(x)
    np.testing.assert_allclose(dl.jacobian(lambda x: f(g(x)))(x), product, atol=1e-14)


@pytest.mark.parametrize(("start", "passes"), [("output", 1), ("input", 3)])
def test_from_the_output_a_rule_is_asked_once_for_each_entry_of_the_result(start, passes):
    asked = []
    twice = _twice_noting(asked)
    table = dl.jacobian(lambda x: twice(x).sum(), start=start)(np.ones(3))
    assert table.tolist() == [2, 2, 2]
    assert len(asked) == passes


def _twice_noting(asked):
    @dl.op
    def twice(a):
        return 2 * a, lambda g: (asked.append(g), 2 * g)[1]

    return twice


def test_a_function_is_called_once():
    called = []
    for ask in (dl.derivative, dl.jacobian):
        ask(lambda x: (called.append(x), x * x)[1])(3.0)
    assert len(called) == 2


def test_a_jacobian_starts_at_one_of_two_ends():
    with pytest.raises(ValueError, match="not 'middle'"):
        dl.jacobian(dl.sin, start="middle")


LOST = {
    "derivative": lambda f: dl.derivative(f)(1.0),
    "derivation": lambda f: dl.derivation(f, x=1.0),
    "jacobian": lambda f: dl.jacobian(f)(1.0),
    "check_gradients": lambda f: dl.check_gradients(f, 1.0),
    "backward": lambda f: f(dl.Tensor(1.0)).backward(),
}


@pytest.mark.parametrize("ask", LOST.values(), ids=LOST)
@pytest.mark.parametrize(
    "f",
    [
        lambda x: x * math.sin(x),
        lambda x: x * float(x),
        lambda x: x * int(x),
        lambda x: x * round(x),
        lambda x: x * math.floor(x),
        lambda x: x * complex(x),
        lambda x: x * np.float64(x),
        lambda x: x * [1.0, 2.0][x],
    ],
)
def test_half_a_graph_is_never_lost(ask, f):
    with pytest.raises(TypeError, match=r"gradient; write .*x\.(item\(\)|data)"):
        ask(f)


def test_printing_and_formatting_go_on_working():
    x = dl.Tensor(0.5)
    assert (f"{x:.2f}", f"{x}", str([x]), repr(x)) == (
        "0.50",
        "Tensor(0.5)",
        "[Tensor(0.5)]",
        "Tensor(0.5)",
    )
