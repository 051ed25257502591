"""Every operation: values, gradients, shapes and types, from the table of cases."""

import cases
import numpy as np
import pytest

import mathdl as dl

every_trial = pytest.mark.parametrize(("case", "shapes"), cases.TRIALS, ids=cases.TRIAL_NAMES)


@every_trial
def test_gradients_agree_with_finite_differences(case, shapes):
    assert dl.check_gradients(case.f, *case.args(shapes, np.float64)) <= 1e-6


def values_and_gradients(case, args):
    """Hold values, types and shapes against NumPy's; return the gradients."""
    dtype, expected = args[0].dtype, case.value(*args)
    plain = case.f(*args)
    assert isinstance(plain, np.ndarray | np.generic), "without tensors the plain value comes back"
    leaves = [dl.Tensor(a) for a in args]
    y = case.f(*leaves)
    # Where large terms cancel, what is left is only as exact as the terms were.
    cancelled = 2 * np.finfo(dtype).eps * np.max(np.abs(expected), initial=0)
    for value in (plain, y.data):
        rtol = 2e-6 if dtype == np.float32 else 1e-12
        np.testing.assert_allclose(value, expected, rtol=rtol, atol=cancelled)
        assert np.shape(value) == np.shape(expected)
        assert value.dtype == dtype
        assert np.shape(value) or isinstance(value, np.generic), "five times as fast as an array"
    y.backward(np.random.default_rng(0).uniform(0.5, 1.5, y.shape))
    for leaf, a in zip(leaves, args, strict=True):
        assert leaf.grad.shape == a.shape
        assert leaf.grad.dtype == dtype
        assert a.shape or isinstance(leaf.grad, np.generic)
    return [leaf.grad for leaf in leaves]


@every_trial
def test_values_types_and_shapes_and_float32_gives_the_gradients_of_float64(case, shapes):
    args = case.args(shapes, np.float32)
    found = values_and_gradients(case, args)
    exact = values_and_gradients(case, [a.astype(np.float64) for a in args])
    largest = max(np.max(np.abs(grad), initial=0) for grad in exact)
    for grad, expected in zip(found, exact, strict=True):
        np.testing.assert_allclose(grad, expected, rtol=1e-5, atol=1e-5 * largest)


def test_every_operation_has_a_row():
    no_derivative = {"one_hot"}  # which makes labels
    rows = {case.name for case in cases.CASES}
    missing = cases.operations() - rows - no_derivative
    assert not missing, "give it its formulas with @entrywise, or a row in tests/tables/"
    assert len(cases.operations()) >= 50


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
        (lambda x: dl.maximum(x, 2.0), 2.0, 0.5),
        (lambda x: dl.minimum(2.0, x), 2.0, 0.5),
        (lambda x: dl.clip(x, 0, 1), 1.0, 1.0),
        (lambda x: dl.clip(x, 0, 1), 1.1, 0.0),
        (dl.norm, 0.0, 0.0),
        (lambda x: dl.std(dl.stack([x, x])), 3.0, 0.0),
        (dl.leaky_relu, 0.0, 0.01),
        (dl.elu, 0.0, 1.0),
        (dl.elu, -1e4, 0.0),
        (dl.gelu, -1e4, 0.0),
        (dl.gelu, 1e4, 1.0),
        (dl.silu, -1e4, 0.0),
        (dl.silu, 1e4, 1.0),
        (dl.log_sigmoid, -1e4, 1.0),
        (dl.log_sigmoid, 1e4, 0.0),
        (lambda x: dl.l1_loss(x, 1.0), 1.0, 0.0),
        (lambda x: dl.binary_cross_entropy_with_logits(x, 1), -1e4, -1.0),
        (lambda x: dl.binary_cross_entropy_with_logits(x, 1), 1e4, 0.0),
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


@pytest.mark.parametrize(
    "loss",
    [dl.mse_loss, dl.l1_loss, dl.huber_loss, dl.binary_cross_entropy_with_logits, dl.cross_entropy],
)
def test_a_loss_that_is_refused_is_named(loss):
    with pytest.raises(ValueError, match=rf"^{loss.__name__} .*\(2, 3\).*\(4,\)"):
        loss(dl.Tensor(np.ones((2, 3))), np.zeros(4, int))


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


def gradient(f, x):
    leaf = dl.Tensor(x)
    f(leaf).backward()
    return leaf.grad.tolist()


def test_ties_share_equally():
    assert gradient(dl.max, [1.0, 3.0, 3.0]) == [0, 0.5, 0.5]
    assert gradient(lambda x: dl.min(x, axis=0).sum(), [[1.0, 2.0], [1.0, 3.0]]) == [
        [0.5, 1],
        [0.5, 0],
    ]


def test_softmax_and_its_relatives_are_exact_far_out():
    z = [-1e4, 0.0, 1e4]
    assert dl.softmax(np.array(z)).tolist() == [0, 0, 1]
    assert dl.log_softmax(np.array(z)).tolist() == [-2e4, -1e4, 0]
    assert dl.logsumexp(np.array(z)) == 1e4
    assert dl.cross_entropy(np.array(z), 0) == 2e4
    assert gradient(lambda x: dl.cross_entropy(x, 0), z) == [-1, 0, 1]
    assert gradient(dl.logsumexp, z) == [0, 0, 1]


def test_logsumexp_of_nothing_and_of_minus_infinity():
    assert dl.logsumexp(np.zeros(0)) == -np.inf
    assert dl.logsumexp(np.array([-np.inf, -np.inf])) == -np.inf
    assert dl.logsumexp(np.array([-np.inf, 1.0])) == 1
    assert gradient(dl.logsumexp, np.array([-np.inf, 1.0])) == [0, 1]


def test_a_condition_is_a_constant():
    x = dl.Tensor([1.0, 0.0])
    with pytest.raises(TypeError, match="where has no derivative with respect to condition"):
        dl.where(x, x, x)
    assert gradient(lambda x: dl.where(x > 0, x * x, -x).sum(), [3.0, -2.0]) == [6, -1]


@pytest.mark.parametrize(
    "f",
    [
        lambda x: dl.exp(x.T[::-1]).sum(),
        lambda x: (x[:, ::2] @ np.ones(2)).sum(),
        lambda x: dl.layer_norm(x.T, np.arange(4.0), np.zeros(4))[::2].sum(),
        lambda x: dl.cross_entropy(x.T[:, ::2], [0, 1, 1]),
        lambda x: dl.softmax(x.reshape(3, 4).T, axis=0)[1, 0],
    ],
)
def test_views_that_are_not_contiguous(f):
    x = np.random.default_rng(0).normal(size=(3, 4)).T[::-1]
    assert not x.flags.c_contiguous
    assert dl.check_gradients(f, x) <= 1e-6
    assert dl.check_gradients(lambda a: f(a[::-1].T), x.T.copy()) <= 1e-6


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        (lambda x: x + np.ones(4), ValueError, r"add: shapes \(2, 3\) and \(4,\) do not broadcast"),
        (lambda x: dl.maximum(np.ones(4), x), ValueError, r"maximum: shapes \(4,\) and \(2, 3\)"),
        (lambda x: x @ x, ValueError, r"columns in A as rows in B.*\(2, 3\) and \(2, 3\)"),
        (lambda x: x @ 2.0, ValueError, r"shapes are \(2, 3\) and \(\)"),
        (lambda x: dl.concatenate([x, np.ones((2, 4))]), ValueError, "exactly"),
        (lambda x: dl.squeeze(x, 0), ValueError, "size not equal to one"),
        (lambda x: dl.layer_norm(x, np.ones(2), np.ones(2)), ValueError, r"\(2, 3\), \(2,\)"),
        (lambda x: dl.dropout(x, 1.0, rng=0), ValueError, "0 <= p < 1, not 1.0"),
        (lambda x: dl.reshape(x, (4, 2)), ValueError, r"size 6 into shape \(4,2\)"),
        (lambda x: dl.cross_entropy(x, [0, 3]), ValueError, "labels go from 0 to 2; one .* 3"),
        (lambda x: dl.cross_entropy(x, [0, -1]), ValueError, "one of these is -1"),
        (lambda x: dl.cross_entropy(x, [0.0, 1.0]), TypeError, "integers .*float64; write labels"),
        (lambda x: dl.cross_entropy(x, [0, 1, 2]), ValueError, r"\(2, 3\) and \(3,\)"),
        (lambda x: dl.cross_entropy(x, [0, 1], "avg"), ValueError, "not 'avg'"),
        (lambda x: dl.cross_entropy(dl.softmax(x), [0, 1]), ValueError, "they are probabilities"),
        (lambda x: dl.mse_loss(x, np.ones((3, 2))), ValueError, r"\(2, 3\) and target \(3, 2\)"),
        (lambda x: dl.huber_loss(x, x, delta=0), ValueError, "a positive number, not 0"),
        (
            lambda x: dl.binary_cross_entropy_with_logits(x, x.data * 9),
            ValueError,
            "targets are 0, 1 or between",
        ),
        (lambda x: dl.one_hot([0, 5], 3), ValueError, "there are 3 classes"),
        (lambda x: dl.one_hot([0.5], 3), TypeError, "these are float64"),
        (lambda x: dl.cross_entropy(x, dl.Tensor([0.0, 1.0])), TypeError, "float64"),
    ],
)
def test_wrong_input_is_answered_in_a_sentence(wrong, error, words):
    x = dl.Tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    with pytest.raises(error, match=words) as raised:
        wrong(x)
    assert len(str(raised.value)) < 300
    assert x.grad is None


@pytest.mark.parametrize("f", [dl.elu, dl.expm1])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_slope_far_to_the_left_keeps_its_digits(f, dtype):
    x = dl.Tensor(np.array([-5, -16, -40, -80], dtype))
    f(x).sum().backward()
    np.testing.assert_allclose(x.grad, np.exp(x.data.astype(np.float64)), rtol=1e-6)
