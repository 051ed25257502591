"""The exercises on backpropagation: right answers against the engine, and the game."""

import math

import numpy as np
import pytest
from sheets import every_sheet, posed, said

import mathdl as dl
from mathdl.backprop import backward_order
from mathdl.exercises.backprop import backward_rules, broadcast_back, liar, one_step, two_layers
from mathdl.exercises.book import BOOK
from mathdl.sabotage import FAULTS


def test_the_numbers_of_the_book():
    assert posed("6.1").right == [18, 6, 12]
    assert posed("6.2").right == 11
    assert posed("6.3").right == [18, 22, 4]
    assert posed("6.8").right == pytest.approx(10.24)
    wrong = [9.6, 23.04, 12.96, 3.2, 10.7584, 15.3664, 10.3324, 5.76, 6.4, 16, 15.68, 13.5424]
    assert posed("6.8").mistakes == pytest.approx(wrong, abs=1e-4)


@every_sheet
def test_once_through_and_back_agrees_with_the_engine(sheet):
    numbers = posed("6.1", sheet).numbers
    x, w, b = (dl.Tensor(float(numbers[name])) for name in "xwb")
    ((w * x + b - numbers["y"]) ** 2).backward()
    assert posed("6.1", sheet).right == [w.grad, b.grad, x.grad]


@every_sheet
def test_used_three_times_agrees_with_the_engine(sheet):
    x, k = posed("6.2", sheet).numbers.values()
    assert posed("6.2", sheet).right == dl.derivative(lambda x: x * x + k * x)(float(x))


@every_sheet
def test_wait_for_everybody_by_three_walks(sheet):
    x, p, q = posed("6.3", sheet).numbers.values()
    assert posed("6.3", sheet).right[0] == dl.derivative(lambda x: p * (x * x) + q * (x * x))(x)
    messages, passed, total = [p, q], [], 0
    for message in messages:
        total += message
        passed.append(total * 2 * x)
    assert posed("6.3", sheet).right[1:] == [sum(passed), passed[0]]


def test_the_gate_agrees_with_the_engine():
    f = posed("6.4").right
    for g, z in backward_rules.GATES:
        assert {(a > 0, b > 0) for a, b in zip(g.flat, z.flat)} == {
            (a, b) for a in (True, False) for b in (True, False)
        }, "every case must occur"
        leaf = dl.Tensor(z)
        dl.relu(leaf).backward(g)
        np.testing.assert_allclose(f(g, z), leaf.grad)


def test_the_layer_agrees_with_finite_differences():
    for x, w, g in backward_rules.LAYERS:
        b = np.zeros(w.shape[0])
        found = posed("6.5").right(x, w, g)
        for i, part in enumerate((x, w, b)):

            def loss(a, i=i, x=x, w=w, b=b, g=g):
                args = [x, w, b]
                args[i] = a
                return np.sum(g * (args[0] @ args[1].T + args[2]))

            np.testing.assert_allclose(found[i], dl.numerical_gradient(loss, part), rtol=1e-6)


def test_undoing_a_broadcast_agrees_with_the_engine_and_with_the_worked_answer():
    def worked(g, shape):
        while g.ndim > len(shape):
            g = g.sum(axis=0)
        for i, n in enumerate(shape):
            if n == 1:
                g = g.sum(axis=i, keepdims=True)
        return g

    for g, shape in broadcast_back.BROADCASTS:
        leaf = dl.Tensor(np.zeros(shape))
        (leaf + np.zeros(g.shape)).backward(g)
        np.testing.assert_allclose(posed("6.6").right(g, shape), leaf.grad)
    assert posed("6.6").judge(worked).status == "right"


def test_the_whole_thing_agrees_with_the_engine():
    for x, y, *weights in two_layers.NETWORKS:
        leaves = w1, b1, w2, b2 = [dl.Tensor(w) for w in weights]
        z = x @ w1 + b1
        dl.mse_loss(dl.relu(z) @ w2 + b2, y).backward()
        for found, leaf in zip(posed("6.9").right(x, y, *weights), leaves, strict=True):
            np.testing.assert_allclose(found, leaf.grad)
        assert 0.2 <= np.mean(z.data > 0) <= 0.8, "about half of the units are off"
        assert len([n for n in backward_order(z) if n.edges]) == 2


def test_nine_lines_are_enough():
    lines = BOOK["6.9"].worked.split("`")[1::2]
    assert len(lines) == 9

    def two_layer_gradients(X, Y, W1, b1, W2, b2):
        names = dict(np=np, X=X, Y=Y, W1=W1, b1=b1, W2=W2, b2=b2)
        for line in lines:
            exec(line, names)
        return [names[part] for part in ("dW1", "db1", "dW2", "db2")]

    assert posed("6.9").judge(two_layer_gradients).status == "right"


@every_sheet
def test_one_step_agrees_with_the_engine(sheet):
    x, w, b, y, eta = (posed("6.8", sheet).numbers[name] for name in ("x", "w", "b", "y", "eta"))
    weights = [dl.Tensor(float(w)), dl.Tensor(float(b))]

    def loss():
        return (weights[0] * x + weights[1] - y) ** 2

    loss().backward()
    for leaf in weights:
        leaf.data = leaf.data - eta * leaf.grad
    assert posed("6.8", sheet).right == pytest.approx(loss().item())
    zero = one_step._losses(x, w, b, y, posed("6.8", sheet).exercise.facts(x, w, b, y, eta)["zero"])
    assert zero["true"] == pytest.approx(0, abs=1e-12)
    rises = one_step._losses(x, w, b, y, zero["rises"])
    assert rises["true"] == pytest.approx(zero["loss"])


def normal(*shapes):
    rng = np.random.default_rng(0)
    return [rng.normal(size=shape) for shape in shapes]


def found(name):
    """Whether a check as the hints say finds a lie of this rule."""
    f, both = getattr(dl, name), np.array([0.7, -0.7])
    places = {
        "add": [((2, 3), (3,)), ((3,), (2, 3))],
        "multiply": [((2, 3), (3,)), ((3,), (2, 3))],
        "matmul": [((4, 3), (3, 3))],
        "linear": [((4, 3), (3, 3), (3,))],
    }
    try:
        if name in liar.BENDS:
            dl.check_gradients(f, both)
        for shapes in places.get(name, []):
            dl.check_gradients(f, *normal(*shapes))
        for axis in (None, 0, 1) if name in ("sum", "mean") else ():
            dl.check_gradients(lambda x, axis=axis: f(x, axis=axis), *normal((2, 3)))
    except AssertionError:
        return True
    return False


@every_sheet
def test_the_liars_are_found_as_the_hints_say(capsys, sheet):
    numbers, liars = posed("6.7", sheet).numbers, []
    for seed in (numbers["one"], numbers["two"]):
        with dl.sabotage(seed=seed, among=list(liar.SUSPECTS)):
            liars += [name for name in liar.SUSPECTS if found(name)]
    assert tuple(liars) == posed("6.7", sheet).right
    assert said(capsys, "6.7", liars, variant=sheet).startswith("6.7: right.")
    assert said(capsys, "6.7", ", ".join(liars), variant=sheet).startswith("6.7: right.")


def test_the_first_lie_is_not_seen_at_positive_inputs():
    numbers = posed("6.7").numbers
    with dl.sabotage(seed=numbers["one"], among=list(liar.SUSPECTS)):
        for name in liar.BENDS:
            dl.check_gradients(getattr(dl, name), 0.7)


def test_every_fault_of_the_suspects_can_be_found_as_the_hints_say():
    for fault in FAULTS:
        if fault.name in liar.SUSPECTS and "x * x" not in fault.says:
            with dl.sabotage() as game:
                pass
            game._fault = fault
            with game:
                assert found(fault.name), fault.says


def own_engine():
    """The worked solution of the appendix, as a reader would write it."""

    class Value:
        def __init__(self, data, edges=()):
            self.data, self.grad, self.edges = data, 0.0, edges

        def __add__(self, other):
            other = other if isinstance(other, Value) else Value(other)
            return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

        def __mul__(self, other):
            other = other if isinstance(other, Value) else Value(other)
            return Value(self.data * other.data, [(self, other.data), (other, self.data)])

        __radd__, __rmul__ = __add__, __mul__

        def tanh(self):
            t = math.tanh(self.data)
            return Value(t, [(self, 1 - t * t)])

        def relu(self):
            return Value(max(self.data, 0.0), [(self, float(self.data > 0))])

        def backward(self):
            # depth first with a list: another way to an order than the chapter's
            order, seen, todo = [], set(), [(self, False)]
            while todo:
                node, done = todo.pop()
                if done:
                    order.append(node)
                elif node not in seen:
                    seen.add(node)
                    todo += [(node, True), *((parent, False) for parent, _ in node.edges)]
            self.grad = 1.0
            for node in reversed(order):
                for parent, slope in node.edges:
                    parent.grad += slope * node.grad

    return Value


def test_an_engine_of_ones_own_is_right_in_another_order_too(capsys):
    assert said(capsys, "6.10", own_engine()).startswith("6.10: right.")


class Empty:
    """Yours to write."""


class Dataless:
    def __init__(self, data):
        self.value = data

    def backward(self): ...


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Empty, "not answered yet"),
        (own_engine()(3.0), "hand over the class itself"),
        (Dataless, "Value(3.0) has .data 3.0"),
        (3.0, "hand over Value"),
    ],
)
def test_an_engine_that_has_not_begun_hears_what_is_asked(capsys, given, words):
    assert words in said(capsys, "6.10", given)


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("6.4", lambda g, z: g if z > 0 else 0, "relu_backward(array([ 1.5, -2. , 0.5, -1. ]), "),
        ("6.4", lambda g, z: g * (z >= 0), "6.4: right."),
        ("6.5", lambda X, W, G: None, "not answered yet"),
        ("6.5", lambda X, W, G: (None, None, None), "not answered yet"),
        ("6.5", lambda X, W, G: (..., ..., ...), "not answered yet"),
        (
            "6.5",
            lambda X, W, G: G @ W,
            "linear_backward(array of shape (4, 4), array of shape (4, 4), array of shape (4, 4)) "
            "returned array of shape (4, 4); 3 arrays are asked for: return dX, dW, db.",
        ),
        ("6.5", lambda X, W, G: (G @ W, G.T @ X, None), "as db, returned None; numbers are"),
        ("6.5", lambda X, W, G: [G @ W, G.T @ X, G.sum(0)], "6.5: right."),
        ("6.5", lambda X, W, G: (G @ W.T, G.T @ X, G.sum(0)), "not yet. Fits only because"),
        ("6.5", lambda X, W, G: (G @ W, X @ G, G.sum(0)), "For dW it is G.T @ X."),
        ("6.5", lambda X, W, G: (W @ G, G.T @ X, G.sum(0)), "array of shape (5, 2)) raised Val"),
        ("6.5", lambda X, W, G: (G @ W.T, X.T @ G, G.sum(0)), "Those are the rules of section"),
        ("6.5", lambda X, W, G: (G @ W.T, G.T @ X, G.mean(0)), "array of shape (5, 2)) raised Val"),
        ("6.6", lambda g, shape: g.sum(0), "Axis 0 is not always"),
        ("6.7", ["relu", "cosh"], "not 'cosh'"),
        ("6.7", "relu", "2 answers are asked for, in a row: (first, second)"),
    ],
)
def test_answers_are_answered_in_a_sentence(capsys, key, given, words):
    out = said(capsys, key, given)
    assert words in out
    assert out.endswith((".", "’"))
