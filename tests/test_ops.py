"""Every operation: values, gradients, shapes and types, from the table of cases."""

import cases
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import mathdl as dl

every_trial = pytest.mark.parametrize(("case", "shapes"), cases.TRIALS, ids=cases.TRIAL_NAMES)
both_types = pytest.mark.parametrize("dtype", [np.float32, np.float64])


@every_trial
@both_types
def test_gradients_agree_with_finite_differences(case, shapes, dtype):
    worst = dl.check_gradients(case.f, *case.args(shapes, dtype))
    assert worst <= (1e-3 if dtype == np.float32 else 1e-6)


@every_trial
@both_types
def test_values_types_and_shapes(case, shapes, dtype):
    args = case.args(shapes, dtype)
    expected = case.value(*args)
    plain = case.f(*args)
    assert isinstance(plain, np.ndarray | np.generic), "without tensors the plain value comes back"
    leaves = [dl.Tensor(a) for a in args]
    y = case.f(*leaves)
    for value in (plain, y.data):
        np.testing.assert_allclose(value, expected, rtol=2e-6 if dtype == np.float32 else 1e-12)
        assert np.shape(value) == np.shape(expected)
        assert value.dtype == dtype
    y.backward(np.ones(y.shape))
    for leaf, a in zip(leaves, args, strict=True):
        assert leaf.grad.shape == a.shape
        assert leaf.grad.dtype == dtype


def test_every_operation_has_a_row():
    operations = {name for name in dl.__all__ if hasattr(getattr(dl, name), "__wrapped__")}
    assert operations - {case.name for case in cases.CASES} == set()
    assert len(operations) >= 20


finite = st.floats(-2, 2, width=32)


@settings(max_examples=60, deadline=None)
@given(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3), st.data())
def test_broadcasting_is_undone_for_any_pair_of_shapes(shapes, data):
    a, b = (data.draw(hnp.arrays(np.float64, s, elements=finite)) for s in shapes.input_shapes)
    for operation in (dl.add, dl.subtract, dl.multiply):
        assert dl.check_gradients(operation, a, b) <= 1e-6
        # A constant on one side changes nothing for the other.
        x, z = dl.Tensor(a), dl.Tensor(b)
        operation(x, b).backward(np.ones(shapes.result_shape))
        operation(a, z).backward(np.ones(shapes.result_shape))
        both = dl.Tensor(a), dl.Tensor(b)
        operation(*both).backward(np.ones(shapes.result_shape))
        np.testing.assert_array_equal(x.grad, both[0].grad)
        np.testing.assert_array_equal(z.grad, both[1].grad)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: x + 1 - 2 * x / 4,
        lambda x: 1 - x,
        lambda x: 3 / x,
        lambda x: 2**x,
        lambda x: -(x**3),
        lambda x: np.float64(3) * x,
        lambda x: np.array(3.0) * x,
        lambda x: np.array([1.0, 2.0]) * x,
        lambda x: np.array([1.0, 2.0]) @ (np.ones(2) * x),
        lambda x: abs(x) + x * x,
    ],
)
def test_operators_mix_tensors_numbers_and_arrays(f):
    assert dl.check_gradients(f, 1.7) <= 1e-6


def test_one_array_times_a_tensor_is_one_operation():
    y = np.array([1.0, 2.0]) * dl.Tensor([3.0, 4.0])
    assert isinstance(y, dl.Tensor)
    assert y.op is dl.multiply
    assert y.data.tolist() == [3.0, 8.0]


@pytest.mark.parametrize(
    ("f", "at", "slope"),
    [
        (dl.relu, 0.0, 0.0),
        (dl.abs, 0.0, 0.0),
        (lambda x: x**0, 0.0, 0.0),
        (lambda x: x ** np.array(0.0), 0.0, 0.0),
        (lambda x: x**1, 0.0, 1.0),
        (lambda x: 0.0**x, 2.0, 0.0),
        (dl.sigmoid, 1e4, 0.0),
        (dl.sigmoid, -1e4, 0.0),
        (dl.softplus, 1e4, 1.0),
        (dl.softplus, -1e4, 0.0),
        (dl.tanh, 1e4, 0.0),
    ],
)
def test_conventions_at_kinks_and_edges(f, at, slope):
    assert dl.derivative(f)(at) == slope


def test_power_with_an_array_of_exponents_is_safe_where_one_is_zero():
    x = dl.Tensor([0.0, 2.0])
    (x ** np.array([0.0, 3.0])).sum().backward()
    assert x.grad.tolist() == [0.0, 12.0]


def test_sigmoid_keeps_its_digits_far_out():
    assert dl.sigmoid(-40.0) == pytest.approx(np.exp(-40), rel=1e-14)


def test_the_mean_of_nothing_is_nan_without_a_warning():
    assert np.isnan(dl.mean(np.zeros(0)))
    assert dl.mean(np.zeros((0, 3)), axis=1).shape == (0,)


def test_an_index_out_of_range():
    with pytest.raises(IndexError):
        dl.Tensor([1.0, 2.0])[2]


def test_linear_names_the_shapes_that_do_not_fit():
    with pytest.raises(ValueError, match=r"\(2, 3\), \(4, 5\) and \(5,\)"):
        dl.linear(np.ones((2, 3)), np.ones((4, 5)), np.ones(5))


def test_methods_are_the_functions():
    x = dl.Tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    assert x.reshape(3, 2).shape == x.reshape((3, 2)).shape == (3, 2)
    assert x.T.shape == x.transpose().shape == x.transpose(1, 0).shape == (3, 2)
    assert x.mean(axis=0).data.tolist() == [2.5, 3.5, 4.5]
    assert x.sum(keepdims=True).shape == (1, 1)
