"""Broadcasting and its undoing: the gradient of an argument is the adjoint of copying it."""

import cases
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import mutually_broadcastable_shapes
from strategies import arrays
from tables.case import TWO

import mathdl as dl
from mathdl.backprop import unbroadcast

BINARY = [case for case in cases.CASES if case.shapes is TWO]
each_operation = pytest.mark.parametrize("case", BINARY, ids=lambda case: case.name)
few = settings(max_examples=60, deadline=None, derandomize=True)
pairs = mutually_broadcastable_shapes(num_shapes=2, min_side=0, max_dims=3, max_side=3)
seeds = st.integers(0, 2**32 - 1)


def drawn(case, shapes, seed, dtypes=(np.float64, np.float64)):
    rng = np.random.default_rng(seed)
    return [
        np.asarray(domain(rng, shape), dtype)[()]
        for domain, shape, dtype in zip(case.domains, shapes, dtypes, strict=True)
    ]


def pulled(f, args, g):
    """The gradients of both arguments for a gradient of f."""
    leaves = [dl.Tensor(a) for a in args]
    f(*leaves).backward(g)
    return [leaf.grad for leaf in leaves]


@few
@given(pairs, st.data())
def test_undoing_is_the_adjoint_of_copying(shapes, data):
    (g,) = data.draw(arrays([shapes.result_shape]))
    for a in data.draw(arrays(shapes.input_shapes)):
        back = unbroadcast(g, np.shape(a))
        assert back.shape == np.shape(a)
        copies = np.broadcast_to(a, shapes.result_shape)
        assert np.vdot(copies, g) == pytest.approx(np.vdot(a, back), rel=1e-12, abs=1e-12)


@few
@given(pairs, st.tuples(*[st.integers(0, 3)] * 4).map(lambda t: t[: t[0]]))
def test_undoing_what_was_no_broadcast_is_refused(shapes, wrong):
    given_shape = shapes.result_shape
    try:
        fits = np.broadcast_shapes(wrong, given_shape) == given_shape
    except ValueError:
        fits = False
    if fits:
        assert unbroadcast(np.ones(given_shape), wrong).shape == wrong
    else:
        with pytest.raises(ValueError, match="a vjp returned a gradient of shape"):
            unbroadcast(np.ones(given_shape), wrong)


@each_operation
@few
@given(shapes=pairs, seed=seeds, data=st.data())
def test_gradients_are_those_of_the_copies_added_up(case, shapes, seed, data):
    args = drawn(case, shapes.input_shapes, seed)
    (g,) = data.draw(arrays([shapes.result_shape]))
    copies = [np.array(np.broadcast_to(a, shapes.result_shape))[()] for a in args]
    for a, grad, full in zip(args, pulled(case.f, args, g), pulled(case.f, copies, g), strict=True):
        assert grad.shape == np.shape(a)
        direction = np.random.default_rng(seed).normal(size=np.shape(a))
        expected = np.vdot(np.broadcast_to(direction, shapes.result_shape), full)
        assert np.vdot(direction, grad) == pytest.approx(expected, rel=1e-10, abs=1e-12)


@each_operation
@few
@given(shapes=pairs, seed=seeds, dtypes=st.tuples(*[st.sampled_from([np.float32, np.float64])] * 2))
def test_each_gradient_has_the_shape_and_type_of_its_argument(case, shapes, seed, dtypes):
    args = drawn(case, shapes.input_shapes, seed, dtypes)
    for a, grad in zip(args, pulled(case.f, args, np.ones(shapes.result_shape)), strict=True):
        assert (grad.shape, grad.dtype) == (np.shape(a), a.dtype)


@each_operation
@few
@given(shapes=pairs, seed=seeds, data=st.data())
def test_a_constant_on_one_side_changes_nothing_for_the_other(case, shapes, seed, data):
    a, b = drawn(case, shapes.input_shapes, seed)
    (g,) = data.draw(arrays([shapes.result_shape]))
    both = pulled(case.f, (a, b), g)
    np.testing.assert_array_equal(pulled(lambda x: case.f(x, b), [a], g)[0], both[0])
    np.testing.assert_array_equal(pulled(lambda x: case.f(a, x), [b], g)[0], both[1])
