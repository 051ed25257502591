"""Random graphs: the backward pass against complex steps, in any order, from any end."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SCALAR, SMOOTH, assert_close, gradients, graphs

import mathdl as dl
from mathdl.trace import Trace

few = settings(max_examples=100, deadline=None, derandomize=True)


@few
@given(graphs())
def test_the_gradient_is_that_of_complex_steps(graph):
    tensors = graph.tensors()
    end = graph.end(tensors)
    np.testing.assert_allclose(end.data, graph.end(graph.leaves, numpy=True), rtol=1e-12)
    end.backward()
    assert_close(gradients(tensors), graph.gradients())


@few
@given(graphs(names=SMOOTH, max_steps=8))
def test_the_gradient_is_that_of_finite_differences(graph):
    assert dl.check_gradients(lambda *leaves: graph.end(leaves), *graph.leaves) <= 1e-6


@few
@given(graphs())
def test_every_node_comes_after_all_that_were_made_from_it(graph):
    end = graph.end(graph.tensors())
    order = dl.backward_order(end)
    place = {tensor: i for i, tensor in enumerate(order)}
    assert order[0] is end
    assert len(place) == len(order)
    for tensor in order:
        assert all(place[parent] > place[tensor] for parent, _ in tensor.edges)


@few
@given(graphs())
def test_the_steps_visit_each_edge_once_and_add_up(graph):
    end = graph.end(graph.tensors())
    edges = [(node, parent) for node in dl.backward_order(end) for parent, _ in node.edges]
    sums, finished, visited = {}, set(), []
    for node, parent, contribution in dl.backward_steps(end, np.float64(1)):
        visited.append((node, parent))
        finished.add(node)
        assert parent not in finished, "nothing arrives where the gradient was passed on already"
        sums[parent] = sums.get(parent, 0) + contribution
    assert list(map(id, sum(visited, ()))) == list(map(id, sum(edges, ())))
    for tensor, total in sums.items():
        np.testing.assert_array_equal(tensor.grad, total)


@few
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_creation_does_not_matter(graph, random):
    n = len(graph.leaves)
    waiting, order = list(range(n, n + len(graph.steps))), []
    while waiting:  # any step whose arguments are there may come next
        ready = [i for i in waiting if all(j < n or j in order for j in graph.steps[i - n][1:])]
        order.append(random.choice(ready))
        waiting.remove(order[-1])
    one, other = graph.tensors(), graph.tensors()
    graph.end(one).backward()
    graph.end(other, order=order).backward()
    assert_close(gradients(other), gradients(one), rtol=1e-12)


@few
@given(graphs(), st.data())
def test_two_ends_over_one_graph_add_up_and_a_second_pass_is_right(graph, data):
    tensors = graph.tensors()
    nodes = graph.nodes(tensors)
    k = data.draw(st.integers(len(tensors), len(nodes) - 1))
    ends = dl.sum(nodes[k]), dl.sum(nodes[-1])
    for end in data.draw(st.permutations(ends)):
        end.backward()
    both = graph.gradients(lambda nodes: np.sum(nodes[k]) + np.sum(nodes[-1]))
    assert_close(gradients(tensors), both)
    for tensor in tensors:
        tensor.zero_grad()
    ends[1].backward()
    assert_close(gradients(tensors), graph.gradients())


@few
@given(graphs())
def test_what_one_end_does_not_need_gets_nothing(graph):
    tensors = graph.tensors()
    nodes = graph.nodes(tensors)
    end = dl.sum(nodes[-1])
    end.backward()
    needed = set(dl.backward_order(end))
    for tensor in nodes:
        assert (tensor.grad is not None) == (tensor in needed)


@few
@given(graphs(names=SCALAR, shapes=((),)))
def test_a_trace_of_a_graph_of_numbers_has_its_gradients(graph):
    names = "abc"[: len(graph.leaves)]
    code = f"lambda {', '.join(names)}: end(({', '.join(names)},))"
    f = eval(code, {"end": lambda leaves: graph.nodes(leaves)[-1]})
    trace = Trace(f, **dict(zip(names, graph.leaves, strict=True)))
    assert_close(trace.gradients[: trace.inputs], graph.gradients())


@few
@given(graphs())
def test_float32_stays_and_agrees_with_float64(graph):
    tensors = graph.tensors(np.float32)
    end = graph.end(tensors)
    end.backward()
    for node in dl.backward_order(end):
        assert node.dtype == node.grad.dtype == np.float32
    exact = graph.tensors()
    graph.end(exact).backward()
    assert_close(gradients(tensors), gradients(exact), rtol=2e-4)
