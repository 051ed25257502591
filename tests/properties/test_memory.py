"""Dropping the end of a computation frees all of it at once; no chain is too long for anything."""

import copy
import gc
import pickle
import threading
import weakref
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SMOOTH, graphs

import mathdl as dl

few = settings(max_examples=60, deadline=None, derandomize=True)


@contextmanager
def no_garbage_collector():
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def made(graph, use):
    """Compute and use a graph; return its leaves, and weak references to all other nodes."""
    leaves = graph.tensors()
    nodes = graph.nodes(leaves)
    end = dl.sum(nodes[-1])
    use(end)
    return leaves, [weakref.ref(node) for node in [*nodes, end] if node.edges]


def backward(end):
    end.backward()


def backward_twice(end):
    end.backward()
    (end * 2).backward()


def half_a_backward(end):
    next(dl.backward_steps(end, np.float64(1)))


def refused(end):
    with pytest.raises(ValueError, match="they must be equal"):
        end.backward(np.ones(3))


def copied(end):
    copy.deepcopy(end).data, pickle.dumps(end), repr(end)


USES = (backward, backward_twice, half_a_backward, dl.backward_order, refused, copied)


@few
@given(graphs(), st.sampled_from(USES))
def test_dropping_the_end_frees_the_graph_whatever_was_done_with_it(graph, use):
    with no_garbage_collector():
        leaves, nodes = made(graph, use)
        assert all(ref() is None for ref in nodes)
    assert all(leaf.edges == () for leaf in leaves)


@few
@given(graphs(names=SMOOTH, max_steps=6))
def test_looking_at_derivatives_keeps_nothing(graph):
    seen = []

    def f(x):
        nodes = graph.nodes([x, *graph.leaves[1:]])
        seen.extend(weakref.ref(n) for n in nodes if isinstance(n, dl.Tensor) and n is not x)
        return dl.sum(x) + dl.sum(nodes[-1])

    x = graph.leaves[0]
    with no_garbage_collector():
        dl.jacobian(f)(x)
        dl.jacobian(f, start="input")(x)
        if not np.ndim(x):
            dl.derivative(f)(float(x))
        assert all(ref() is None for ref in seen)


LENGTH = 100_000


def long_chain(x):
    for _ in range(LENGTH // 2):
        x = dl.tanh(x) * 1.001
    return x


@pytest.fixture(scope="module")
def chain():
    x = dl.Tensor([0.5, -0.25])
    return x, long_chain(x)


@pytest.mark.parametrize(
    "look",
    [
        copy.copy,
        copy.deepcopy,
        lambda y: copy.deepcopy([y, *y.args, y.edges[0][0]])[0],
        lambda y: pickle.loads(pickle.dumps(y)),
        lambda y: pickle.loads(pickle.dumps(y, 2)),
    ],
)
def test_a_copy_of_the_end_of_a_long_chain_is_one_leaf(chain, look):
    _, y = chain
    twin = look(y)
    assert twin.edges == ()
    np.testing.assert_array_equal(twin.data, y.data)
    assert len(pickle.dumps(y)) < 500


def test_a_long_chain_prints_and_compares(chain):
    _, y = chain
    assert repr(y) == repr(dl.Tensor(y.data))
    assert (y == y.args[0]).shape == (2,)
    assert len(dl.backward_order(y)) == LENGTH + 1


def test_a_long_chain_goes_back_as_its_links_say(chain):
    x, y = chain
    x.zero_grad()
    y.sum().backward()
    tensor, slope = y, np.ones(2)
    while tensor.edges:
        ((tensor, _),) = tensor.edges
        slope = (
            slope * 1.001 * (1 - np.tanh(tensor.args[0].data) ** 2)
            if tensor.op is dl.tanh
            else slope
        )
    np.testing.assert_allclose(x.grad, slope, rtol=1e-9)


def test_a_long_chain_is_freed_also_on_the_small_stack_of_a_thread():
    survivors = []

    def work():
        with no_garbage_collector():
            y = long_chain(dl.Tensor(0.5))
            y.backward()
            refs = [weakref.ref(y), weakref.ref(y.args[0]), weakref.ref(dl.backward_order(y)[-2])]
            del y
            survivors.extend(ref() for ref in refs)

    # 1 MB is what a thread gets on Windows. On a quarter of it Python 3.13 itself fails to free
    # what is deeply nested, tuples too.
    before = threading.stack_size(1024 * 1024)
    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert survivors == [None, None, None]
