"""Threads that switch at every turn: each gets what it would get alone."""

import sys
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import graphs

import mathdl as dl
from mathdl import nn
from mathdl.train import Run, Trainer


@pytest.fixture(autouse=True, scope="module")
def hasty_switching():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def together(*works):
    """Start all at once; return what each returned, or raise what one raised."""
    results, start = [None] * len(works), threading.Barrier(len(works))

    def run(i):
        start.wait()
        try:
            results[i] = works[i]()
        except BaseException as error:
            results[i] = error

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results


def differentiated(graph, times=5):
    tensors = graph.tensors()
    for _ in range(times):
        graph.end(tensors).backward()
    return [None if t.grad is None else t.grad.tolist() for t in tensors]


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(graphs(), min_size=4, max_size=4))
def test_graphs_of_their_own(drawn):
    alone = [differentiated(graph) for graph in drawn]
    assert together(*(lambda g=g: differentiated(g) for g in drawn)) == alone


def test_no_two_tensors_are_born_at_once_and_children_come_after_their_parents():
    shared, rounds = [dl.Tensor(1.0)], 300

    def work():
        made = []
        for _ in range(rounds):
            made.append(dl.Tensor(0.5))
            made.append(shared[-1] * made[-1])  # the newest, whoever made it
            shared.append(made[-1])
        return made

    made = [tensor for tensors in together(*[work] * 6) for tensor in tensors]
    assert len({tensor.birth for tensor in made}) == len(made) == 6 * 2 * rounds
    for tensor in made:
        assert all(parent.birth < tensor.birth for parent, _ in tensor.edges)
    for end in shared[-6:]:
        order = dl.backward_order(end)
        place = {tensor: i for i, tensor in enumerate(order)}
        assert all(place[p] > place[t] for t in order for p, _ in t.edges)
    longest = max(shared, key=lambda tensor: len(dl.backward_order(tensor)))
    longest.backward()
    assert shared[0].grad == longest.data


def test_a_network_that_all_only_read():
    model = nn.Sequential(nn.Linear(3, 4, rng=0), nn.Tanh(), nn.Linear(4, 1, rng=1))
    points = np.random.default_rng(2).normal(size=(4, 3))

    def saliency(point):
        return [dl.jacobian(model)(point).tolist() for _ in range(40)]

    alone = [saliency(point) for point in points]
    assert together(*(lambda p=p: saliency(p) for p in points)) == alone


def start(lr):
    model = nn.Sequential(nn.Linear(2, 3, rng=0), nn.Tanh(), nn.Dropout(0.3, rng=1))
    X = np.random.default_rng(0).normal(size=(5, 2))
    return model, dl.optim.Adam(model.parameters(), lr), lambda: (model(X) ** 2).mean()


def test_one_run_asked_from_all_sides():
    steps = [7, 30, 0, 19, 30, 3]

    def values(run, step):
        return {name: a.tolist() for name, a in run.at(step).state_dict().items()}

    alone = [values(Run(*start(0.1)), step) for step in steps]
    trainer = Trainer(start)
    found = together(*(lambda s=s: values(trainer.run(lr=0.1), s) for s in steps))
    assert found == alone
    assert len(trainer.run(lr=0.1).losses) == 30
