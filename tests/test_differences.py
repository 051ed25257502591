"""Finite differences, and the check that compares rules with them: it must be able to fail."""

import numpy as np
import pytest

import mathdl as dl


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


@dl.op
def _no_gradient(a):
    return a, lambda g: 0 * g


@pytest.mark.parametrize("much", [1e6, -1e8, 1e10, -1e10])
def test_beside_a_large_constant_a_zero_gradient_is_caught(much):
    def f(x):
        return x + much

    assert dl.check_gradients(f, np.array([0.3, -1.2])) < 1e-6
    with pytest.raises(AssertionError, match=r"is 0 by .* a relative error of [0-9.e-]+,"):
        dl.check_gradients(lambda x: f(_no_gradient(x)), np.array([0.3, -1.2]))


def test_what_rounding_hides_is_no_error():
    """Gradients that are 0 and values that are not: differences are rounding and nothing else."""
    x = np.array([0.3, -1.2, 0.8])
    assert dl.check_gradients(lambda x: dl.softmax(x).sum() * 1e6, x) < 1e-6
    assert dl.check_gradients(lambda x: dl.cos(x) + 1e8, np.zeros(3)) < 1e-6
    assert dl.check_gradients(lambda x: dl.sin(1000 * x) + 1e6, np.pi / 2000) < 1e-6


@pytest.mark.parametrize(
    "f",
    [dl.abs, lambda x: dl.relu(x) + dl.relu(-x), lambda x: dl.maximum(x, -x)],
)
def test_a_kink_that_differences_do_not_see_is_refused(f):
    assert dl.check_gradients(f, 0.7) < 1e-6
    with pytest.raises(ValueError, match="kink at argument 0: its slope jumps"):
        dl.check_gradients(f, 0.0)
    with pytest.raises(ValueError, match=r"kink at argument 0 at \(1,\)"):
        dl.check_gradients(f, np.array([0.7, 0.0]))


@pytest.mark.parametrize(
    "f", [lambda x: x * x, lambda x: x * x * x + 1e-3 * x, lambda x: dl.softplus(100 * x), dl.cos]
)
def test_a_smooth_bend_is_no_kink(f):
    assert dl.check_gradients(f, np.array([0.0, 1e-7, -1e-3])) < 1e-6
