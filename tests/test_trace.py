"""A trace is what backward() does, written down."""

import numpy as np
import pytest
from test_derivation import grown

import mathdl as dl
from mathdl.trace import Trace, plain
from mathdl.typeset import text


@pytest.mark.parametrize("seed", range(60))
def test_messages_add_up_to_what_backward_gives(seed):
    rng = np.random.default_rng(seed)
    f, at = grown(rng, int(rng.integers(1, 12))), dict(zip("xwb", rng.uniform(-1.5, 1.5, 3)))
    trace = Trace(f, **at)
    leaves = {name: dl.Tensor(value) for name, value in at.items()}
    y = f(**leaves)
    y.backward()
    assert trace.nodes[trace.end].value == y.item()
    arrived, reports = [0.0] * len(trace.nodes), [0] * len(trace.nodes)
    for message in trace.messages:
        above = trace.gradients[message.node]
        assert message.above == above, "a node passes on only what is complete"
        assert message.contribution == pytest.approx(message.local * above, rel=1e-12, abs=1e-300)
        assert trace.nodes[message.node].args[message.place] == message.parent
        arrived[message.parent] += message.contribution
        reports[message.parent] += 1
        assert message.total == pytest.approx(arrived[message.parent], rel=1e-12, abs=1e-300)
        assert message.waiting == trace.users[message.parent] - reports[message.parent]
    assert reports == trace.users
    for i, leaf in enumerate(leaves.values()):
        assert trace.gradients[i] == (0.0 if leaf.grad is None else leaf.grad)


def test_names_order_and_constants():
    trace = Trace(lambda x, w: dl.relu(2 * x - w) ** 3, w=1.0, x=2.0)
    assert [node.name for node in trace.nodes] == ["w", "x", "u1", "u2", "u3", "y"]
    assert [node.op for node in trace.nodes[2:]] == ["multiply", "subtract", "relu", "power"]
    assert trace.nodes[2].args == (None, 1)
    assert trace.nodes[2].constants == (2.0, None)
    assert text(trace.expression()) == "relu(2·x − w)³"
    assert [text(trace.formula(i)) for i in range(2, 6)] == ["2·x", "u₁ − w", "relu(u₂)", "u₃³"]
    assert text(trace.formula(5, 1)) == "3·u₃²"


def test_a_rule_of_the_learner_has_its_name_for_a_formula():
    @dl.op
    def cube(a):
        return a * a * a, lambda g: g * 3 * a * a

    trace = Trace(lambda x: cube(x), x=2.0)
    assert (text(trace.formula(1)), text(trace.formula(1, 1))) == ("cube(x)", "cube′(x)")


def test_names_never_collide():
    assert [n.name for n in Trace(lambda u1, y: u1 * y * y, u1=1, y=2).nodes] == [
        "u1", "y", "v1", "f",
    ]  # fmt: skip
    assert Trace(lambda x: dl.mse_loss(x, 1.0), x=2).nodes[-1].name == "L"
    assert Trace(lambda y, f: y * f, y=1, f=2).nodes[-1].name == "out"
    taken = dict.fromkeys(("u1", "v1", "h1", "z1"), 1.0)
    assert Trace(lambda u1, v1, h1, z1: (u1 * v1) * (h1 * z1), **taken).nodes[4].name == "tmp1"


def test_a_walk_visits_every_state_once():
    trace = Trace(lambda x: x * x + dl.sin(x) * x, x=1.5)
    moments = [trace.at(step) for step in range(trace.steps + 1)]
    assert trace.steps == 4 + 1 + 7
    assert [m.computed for m in moments] == [1, 2, 3, 4, 5] + [5] * 8
    assert moments[4].gradients == [None] * 5
    assert moments[5].gradients == [None] * 4 + [1.0]
    assert [m.waiting[0] for m in moments[5:]] == [4, 4, 4, 4, 3, 2, 1, 0]
    assert moments[-1].gradients == trace.gradients
    assert trace.at(99) == moments[-1]
    assert trace.at(-1) == moments[0]


def test_what_comes_from_outside_is_left_as_it_was():
    weight = dl.Tensor(3.0)
    weight.grad = np.float64(7.0)
    trace = Trace(lambda x: weight * x, x=2.0)
    assert weight.grad == 7.0
    assert [node.name for node in trace.nodes] == ["x", "c1", "y"]
    assert trace.gradients == [3.0, 2.0, 1.0]


def test_the_signature_says_when_the_graph_changes():
    def f(x):
        return x * x if x.item() > 0 else dl.sin(x)

    assert Trace(f, x=1).signature == Trace(f, x=2).signature != Trace(f, x=-1).signature


def test_values_that_happen_to_be_equal_are_not_confused():
    trace = Trace(lambda x, w: x * w * x, x=1.0, w=1.0)
    assert [node.name for node in trace.nodes] == ["x", "w", "u1", "y"]
    assert trace.nodes[3].args == (2, 0)


def test_odd_functions():
    identity, constant = Trace(lambda x: x, x=2.0), Trace(lambda x: 3, x=2.0)
    assert identity.gradients == [1.0]
    assert identity.steps == constant.steps == 1
    assert constant.gradients == [0.0, 1.0]
    assert constant.at(1).gradients == [0.0, 1.0]
    assert plain(Trace(lambda x: dl.log(x), x=-1.0).nodes[-1].value) == "nan"
    long = Trace(lambda x: [x := x * x for _ in range(60)][-1], x=1.0)
    assert long.expression() is None, "2⁶⁰ names"


@pytest.mark.parametrize(
    ("f", "error", "words"),
    [
        (lambda z: z, TypeError, "f does not take x"),
        (lambda x: None, TypeError, "f returned None; it must return a number"),
        (lambda x: dl.stack([x, x]), ValueError, r"array of shape \(2,\)"),
        (lambda x: dl.stack([x, x]).sum(), ValueError, "every value must be a single number"),
    ],
)
def test_it_says_what_does_not_fit(f, error, words):
    with pytest.raises(error, match=words):
        Trace(f, x=1.0)
