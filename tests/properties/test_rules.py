"""Every rule of the table is linear in the gradient it receives, and leaves everything alone."""

import cases
import numpy as np
import pytest

import mathdl as dl

every_trial = pytest.mark.parametrize(("case", "shapes"), cases.TRIALS, ids=cases.TRIAL_NAMES)


def frozen(args):
    return [np.array(a) for a in args]


class Pull:
    """One row of the table at one place: its value, and gradients sent back through it."""

    def __init__(self, case, shapes, seed=0):
        rng = np.random.default_rng(seed)
        self.args = case.args(shapes, np.float64)
        self.leaves = [dl.Tensor(a) for a in self.args]
        self.y = case.f(*self.leaves)
        self.g, self.h = (rng.normal(size=self.y.shape) for _ in "gh")

    def __call__(self, g):
        for leaf in self.leaves:
            leaf.zero_grad()
        self.y.backward(g)
        return [leaf.grad for leaf in self.leaves]


@every_trial
def test_gradients_are_linear_in_what_comes_from_above(case, shapes):
    pull = Pull(case, shapes)
    together = pull(0.7 * pull.g - 3 * pull.h)
    for sum_, of_g, of_h, nothing in zip(
        together, pull(pull.g), pull(pull.h), pull(np.zeros(pull.y.shape)), strict=True
    ):
        np.testing.assert_allclose(sum_, 0.7 * of_g - 3 * of_h, rtol=1e-10, atol=1e-12)
        assert not np.any(nothing)


def asked_twice_it_says_the_same_and_changes_nothing(pull):
    for node in dl.backward_order(pull.y):
        values, arrays = frozen(t.data for t in (node, *pull.leaves)), frozen(pull.args)
        g = np.random.default_rng(1).normal(size=node.shape)[()]
        kept = np.array(g)
        for _, vjp in node.edges:
            np.testing.assert_array_equal(np.array(vjp(g)), vjp(g))
            np.testing.assert_array_equal(g, kept)
        for after, before in zip((node, *pull.leaves), values, strict=True):
            np.testing.assert_array_equal(after.data, before)
        for after, before in zip(pull.args, arrays, strict=True):
            np.testing.assert_array_equal(after, before)


def who_overwrites_gradients_harms_neither_the_graph_nor_the_gradient_given(pull):
    first = frozen(pull(pull.g))
    nodes = dl.backward_order(pull.y)
    values, given = frozen(node.data for node in nodes), pull.g.copy()
    for node in nodes:
        grad = np.asarray(node.grad)  # a number is a copy, and a view may be read-only
        if grad.flags.writeable:
            grad[...] = np.nan
    np.testing.assert_array_equal(pull.g, given)
    for node, value in zip(nodes, values, strict=True):
        np.testing.assert_array_equal(node.data, value)
    for again, before in zip(pull(pull.g), first, strict=True):
        np.testing.assert_array_equal(again, before)


def who_changes_the_gradient_given_afterwards_changes_no_gradient(pull):
    grads = pull(pull.g)
    before = frozen(grads)
    pull.g[...] = np.nan
    for grad, kept in zip(grads, before, strict=True):
        np.testing.assert_array_equal(grad, kept)


@every_trial
def test_a_rule_leaves_everything_alone_and_gradients_are_the_readers_own(case, shapes):
    pull = Pull(case, shapes)
    asked_twice_it_says_the_same_and_changes_nothing(pull)
    who_overwrites_gradients_harms_neither_the_graph_nor_the_gradient_given(pull)
    who_changes_the_gradient_given_afterwards_changes_no_gradient(pull)
