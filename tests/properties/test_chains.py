"""Chains of functions, Jacobians and finite differences: each found on several roads."""

import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes
from strategies import SMOOTH_UNARY, arrays, assert_close, chains, complex_gradients

import mathdl as dl
from mathdl import nn

few = settings(max_examples=60, deadline=None, derandomize=True)
numbers = st.floats(-2, 2)
shapes = array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)


def composed(names, numpy=False):
    def f(x):
        for name in names:
            x = SMOOTH_UNARY[name][numpy](x)
        return x

    return f


@few
@given(chains, numbers)
def test_the_slope_of_a_chain_on_five_roads(names, x):
    slope = dl.derivative(composed(names))(x)
    (expected,) = complex_gradients(composed(names, numpy=True), [x])
    assert slope == pytest.approx(float(expected), rel=1e-10, abs=1e-12)
    links = dl.chain([SMOOTH_UNARY[name][0] for name in names], x)
    assert np.prod(links) == pytest.approx(slope, rel=1e-10, abs=1e-12)
    assert dl.jacobian(composed(names))(x) == pytest.approx(slope, rel=1e-12)
    assert dl.numerical_gradient(composed(names), x) == pytest.approx(slope, rel=1e-6, abs=1e-8)
    assert dl.check_gradients(composed(names), x) <= 1e-6


@few
@given(chains, shapes.flatmap(lambda shape: arrays([shape])))
def test_the_slopes_of_an_array_are_those_of_its_entries(names, drawn):
    (x,) = drawn
    f = dl.derivative(composed(names))
    slopes = np.asarray(f(x))
    assert slopes.shape == x.shape
    assert_close([slopes[i] for i in np.ndindex(x.shape)], [f(e) for e in np.ravel(x).tolist()])


@few
@given(chains, shapes, shapes, st.data())
def test_jacobians_have_the_shape_of_the_output_then_of_the_input(names, before, after, data):
    (x, weight) = data.draw(arrays([before, after + before]))
    f = composed(names)
    axes = tuple(range(len(after), weight.ndim))

    def weighed(x):
        return dl.sum(weight * f(x), axis=axes)

    found = dl.jacobian(weighed)(x)
    assert found.shape == after + before
    assert_close([found], [weight * dl.derivative(f)(x)])
    assert_close([dl.jacobian(weighed, start="input")(x)], [found], rtol=1e-12)


@few
@given(shapes.flatmap(lambda shape: arrays([shape, shape])))
def test_finite_differences_of_functions_whose_gradient_is_known(drawn):
    x, c = drawn
    for f, gradient in [
        (lambda x: np.sum(c * x), c),
        (lambda x: np.sum(c * x * x * x) / 3, c * x * x),
        (lambda x: np.sum(np.exp(c * x)), c * np.exp(c * x)),
        (lambda x: dl.sum(dl.sin(x)), np.cos(x)),
        (lambda x: 7.0, np.zeros_like(x)),
    ]:
        assert_close([dl.numerical_gradient(f, x)], [gradient], rtol=1e-7)
        assert np.shape(dl.numerical_gradient(f, x.astype(np.float32))) == np.shape(x)


def test_finite_differences_bear_functions_that_work_in_place():
    def f(a, b):
        a -= b
        a *= a
        return a

    x, y = np.array([1.0, -2.0]), np.array([0.5, 3.0])
    np.testing.assert_allclose(
        dl.numerical_gradient(lambda x: np.sum(f(x, y)), x), 2 * (x - y), rtol=1e-8
    )
    assert dl.check_gradients(f, x, y) <= 1e-6
    assert (x.tolist(), y.tolist()) == ([1.0, -2.0], [0.5, 3.0])


def test_finite_differences_are_of_one_number():
    for f in (lambda x: x, lambda x: x[:1], lambda x: dl.Tensor(x) * 2):
        with pytest.raises(ValueError, match=r"shape \(\d,\)"):
            dl.numerical_gradient(f, np.ones(2))


@pytest.mark.parametrize(
    "look",
    [
        lambda f: dl.derivative(lambda x: dl.sum(f(np.ones(3) * x)))(0.5),
        lambda f: dl.jacobian(f)(np.ones(3)),
        lambda f: dl.jacobian(f, start="input")(np.ones(3)),
        lambda f: dl.check_gradients(f, np.ones(3)),
        lambda f: dl.numerical_gradient(lambda x: dl.sum(f(x)), np.ones(3)),
    ],
)
@pytest.mark.parametrize("before", [0, 1])
def test_looking_at_a_derivative_leaves_the_gradients_of_the_network_alone(look, before):
    layer = nn.Linear(3, 2, rng=0)
    for _ in range(before):
        (layer(np.ones((1, 3))) ** 2).sum().backward()
    kept = copy.deepcopy([p.grad for p in layer.parameters()])
    look(layer)
    for parameter, grad in zip(layer.parameters(), kept, strict=True):
        assert (parameter.grad is None) == (grad is None)
        np.testing.assert_array_equal(parameter.grad, grad)


def test_a_rule_that_fails_on_the_way_back_leaves_the_gradients_alone_too():
    @dl.op
    def broken(a):
        return a * 2, lambda g: np.ones((7, 7))

    w = dl.Tensor([1.0, 2.0])
    w.sum().backward()
    with pytest.raises(ValueError, match=r"\(7, 7\)"):
        dl.derivative(lambda x: broken(x * w) + w)(np.ones(2))
    assert w.grad.tolist() == [1.0, 1.0]
