"""Copies and pickles: they go on as the original does, and neither affects the other."""

import copy

import numpy as np
import pytest
from copying import DEEP, each_way
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import assert_close, gradients, graphs

import mathdl as dl
from mathdl import nn, optim
from mathdl.train import Run, Trainer


@settings(max_examples=60, deadline=None, derandomize=True)
@given(graphs(), st.sampled_from([copy.copy, *DEEP]))
def test_a_copy_of_any_node_is_a_leaf_and_the_graph_goes_on(graph, how):
    tensors = graph.tensors()
    nodes = graph.nodes(tensors)
    end = dl.sum(nodes[-1])
    end.backward()
    for node in nodes:
        twin = how(node)
        assert (twin.op, twin.args, twin.edges) == (None, (), ())
        assert twin.dtype == node.dtype
        np.testing.assert_array_equal(twin.data, node.data)
        assert (twin.grad is None) == (node.grad is None)
        np.testing.assert_array_equal(twin.grad, node.grad)
        assert not np.shares_memory(twin.data, node.data)
        assert isinstance(twin.data, np.ndarray) == isinstance(node.data, np.ndarray)
        before = twin.grad
        (twin * 2).sum().backward()
        assert twin.birth > node.birth
        expected = np.full(node.shape, 2.0) + (0 if before is None else before)
        np.testing.assert_allclose(twin.grad, expected, rtol=1e-12)
    for tensor in tensors:
        tensor.zero_grad()
    end.backward()
    assert_close(gradients(tensors), graph.gradients())


class Tied(nn.Module):
    """Parts that are one and the same under several names."""

    def __init__(self):
        self.first, self.rng = nn.Linear(2, 2, rng=0), np.random.default_rng(3)
        self.again, self.weight = self.first, self.first.weight
        self.drops = [nn.Dropout(0.5, self.rng), nn.Dropout(0.5, self.rng)]


@each_way
def test_what_is_one_thing_stays_one_thing(how):
    model = Tied()
    twin = how(model)
    assert twin.again is twin.first
    assert twin.weight is twin.first.weight
    assert len(twin.parameters()) == 2
    assert twin.drops[0].rng is twin.drops[1].rng is twin.rng is not model.rng


@each_way
def test_a_copied_dropout_draws_the_same_and_then_its_own(how):
    layer, x = nn.Dropout(0.5, rng=0), np.ones(50)
    layer(x)
    twin = how(layer)
    first, second = twin(x), twin(x)
    np.testing.assert_array_equal(layer(x), first)
    np.testing.assert_array_equal(layer(x), second)
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("wrong", [np.array(["a", "b"]), np.ones(3), [[1.0], [2.0, 3.0]]])
def test_a_state_of_which_one_part_is_wrong_changes_nothing(wrong):
    model = nn.Linear(2, 2, rng=0)
    before = model.state_dict()
    with pytest.raises((TypeError, ValueError)):
        model.load_state_dict({"weight": before["weight"] * 0, "bias": wrong})
    for name, value in model.state_dict().items():
        np.testing.assert_array_equal(value, before[name])


def test_a_network_takes_the_parameters_of_another_and_shares_nothing():
    one, other = nn.Linear(2, 2, rng=0), nn.Linear(2, 2, rng=1)
    one.load_state_dict(dict(other.named_parameters()))
    np.testing.assert_array_equal(one.weight.data, other.weight.data)
    assert not np.shares_memory(one.weight.data, other.weight.data)


def start(lr):
    model = nn.Sequential(nn.Linear(2, 3, rng=0), nn.Dropout(0.5, rng=1))
    optimizer = optim.Adam(model.parameters(), lr)
    return model, optimizer, lambda: (model(np.ones((2, 2))) ** 2).mean()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 8), min_size=1, max_size=6))
def test_a_run_hands_out_networks_that_belong_to_the_reader(steps):
    run, x = Run(*start(0.1)), np.ones((4, 2))
    for step in steps:
        run.at(step)[0].weight.data[...] = np.nan  # theirs to overwrite
        model = run.at(step)
        fresh = Run(*start(0.1)).at(step)
        for a, b in zip(model.parameters(), fresh.parameters(), strict=True):
            np.testing.assert_array_equal(a.data, b.data)
        np.testing.assert_array_equal(model(x).data, fresh(x).data)  # chance too
        model(x).sum().backward()  # and to train on
        optim.SGD(model.parameters(), 1.0).step()


@each_way
def test_a_copied_trainer_makes_the_same_runs_again(how):
    trainer = Trainer(start, keep=3)
    losses = list(trainer.run(lr=0.1).at(4) and trainer.run(lr=0.1).losses)
    twin = how(trainer)
    assert twin.keep == 3
    twin.run(lr=0.1).at(4)
    assert twin.run(lr=0.1).losses == losses
    assert twin.run(lr=0.1) is not trainer.run(lr=0.1)


@pytest.mark.parametrize("how", [copy.copy, *DEEP], ids=lambda how: how.__name__)
def test_a_run_says_why_it_cannot_be_copied(how):
    with pytest.raises(TypeError, match="its loss computes with the very model it trains"):
        how(Run(*start(0.1)))


def test_a_loss_with_an_axis_of_one_is_one_number_for_a_run():
    model = nn.Linear(1, 1, rng=0)
    run = Run(model, optim.SGD(model.parameters(), 0.1), lambda: model(np.ones((1, 1))) ** 2)
    run.at(3)
    assert len(run.losses) == 3
    assert run.losses[0] > run.losses[-1]
