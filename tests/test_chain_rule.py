"""Derivatives, finite differences, and the check that compares them: it must be able to fail."""

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


def test_numerical_gradient_of_several_inputs():
    def f(x):
        return x[0] ** 2 + 3 * x[0] * x[1]

    np.testing.assert_allclose(dl.numerical_gradient(f, [1.0, 2.0]), [8, 3], rtol=1e-9)
    assert dl.numerical_gradient(np.sin, 0.5, h=0.1) == pytest.approx(
        (np.sin(0.6) - np.sin(0.4)) / 0.2, rel=1e-14
    )


def test_far_from_zero_the_nudge_grows_with_x():
    for x in (1e8, -1e8):
        assert dl.numerical_gradient(lambda x: x * x, x) == pytest.approx(2 * x, rel=1e-9)


def _planted(vjp):
    @dl.op
    def tanh(a):
        y = np.tanh(a)
        return y, lambda g: vjp(g, a, y)

    return tanh


@pytest.mark.parametrize(
    "vjp",
    [
        lambda g, a, y: g * (1 + y * y),
        lambda g, a, y: -g * (1 - y * y),
        lambda g, a, y: g * (1 - y),
        lambda g, a, y: g * (1 - y * y) * 1.00001,
        lambda g, a, y: 1 - y * y,
        lambda g, a, y: g * (1 - a * a),
    ],
)
def test_a_planted_fault_is_caught(vjp):
    x = np.array([[0.3, -0.8], [1.1, 0.5]])
    assert dl.check_gradients(_planted(lambda g, a, y: g * (1 - y * y)), x) < 1e-6
    with pytest.raises(AssertionError, match=r"argument 0 at \(\d, \d\)"):
        dl.check_gradients(_planted(vjp), x)


@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize(("factor", "error"), [(1.5, "0.33"), (0.5, "0.5")])
def test_the_worst_entry_and_argument_are_named(sign, factor, error):
    @dl.op
    def product(a, b):
        return a * b, lambda g: g * b, lambda g: g * a * np.array([1.0, 1.0, factor])

    with pytest.raises(AssertionError, match=rf"argument 1 at \(2,\) .* error of {error},"):
        dl.check_gradients(product, sign * np.array([1.0, 2.0, 3.0]), np.ones(3))


@dl.op
def _tiny(a, b, size):
    return a + size * b, lambda g: g, lambda g: 1.5 * size * g


def test_a_fault_is_caught_however_small_the_numbers():
    with pytest.raises(AssertionError, match=r"error of 0\.33"):
        dl.check_gradients(lambda b: _tiny(0, b, 1e-12), 1e-9)


def test_small_gradients_are_measured_against_a_thousandth_of_the_largest():
    error = dl.check_gradients(lambda a, b: _tiny(a, b, 1e-6), 0.0, 0.0, tolerance=1)
    assert error == pytest.approx(0.5e-6 / 1e-3)


def test_one_float32_argument_loosens_the_tolerance():
    off = _planted(lambda g, a, y: g * (1 - y * y) * 1.0001)
    a, b = np.linspace(-1, 1, 7), np.linspace(0.3, 2, 7)
    for types in ((np.float32, np.float64), (np.float64, np.float32)):
        args = [x.astype(dtype) for x, dtype in zip((a, b), types, strict=True)]
        assert dl.check_gradients(lambda a, b: off(a) * b, *args) == pytest.approx(1e-4, rel=0.1)
    with pytest.raises(AssertionError, match="1e-06 is allowed"):
        dl.check_gradients(lambda a, b: off(a) * b, a, b)


def test_a_lost_gradient_is_caught():
    with pytest.raises(AssertionError, match="argument 0 is 0"):
        dl.check_gradients(lambda x: dl.tanh(getattr(x, "data", x)), 0.5)


def test_integers_are_left_alone():
    labels = np.array([0, 2])
    assert dl.check_gradients(lambda x, i: x[i], np.ones(3), labels) < 1e-6


def test_nan_and_infinity_are_refused():
    with np.errstate(all="ignore"), pytest.raises(ValueError, match="nan or infinite"):
        dl.check_gradients(dl.log, np.array([-1.0]))
    with np.errstate(all="ignore"), pytest.raises(ValueError, match="gradient of argument 0"):
        dl.check_gradients(dl.sqrt, 0.0)


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
