"""The exercises on backpropagation: right answers against the engine, and the game."""

import numpy as np
import pytest
from sheets import every_sheet, posed, said

import mathdl as dl
from mathdl.backprop import backward_order
from mathdl.exercises.backprop import backward_rules, liar, one_step, two_layers
from mathdl.exercises.book import BOOK
from mathdl.sabotage import FAULTS


def test_the_numbers_of_the_book():
    assert posed("6.1").right == [18, 6, 12]
    assert posed("6.2").right == 11
    assert posed("6.3").right == [18, 22, 4]
    assert posed("6.8").right == pytest.approx(10.24)
    wrong = [9.6, 23.04, 10.7584, 15.3664, 10.3324]
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

    for g, shape in backward_rules.BROADCASTS:
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


CHECKS = {
    "relu": lambda: dl.check_gradients(dl.relu, np.array([1.3, -0.7])),
    "tanh": lambda: dl.check_gradients(dl.tanh, 0.7),
    "add": lambda: dl.check_gradients(dl.add, np.ones((2, 3)), np.ones(3)),
    "exp": lambda: dl.check_gradients(dl.exp, 0.7),
    "linear": lambda: dl.check_gradients(
        dl.linear, np.arange(12.0).reshape(4, 3), np.arange(9.0).reshape(3, 3) - 3.5, np.ones(3)
    ),
}


@every_sheet
def test_the_liar_is_found_as_the_hints_say(capsys, sheet):
    seed = posed("6.7", sheet).numbers["seed"]
    liars = []
    with dl.sabotage(seed=seed, among=list(liar.SUSPECTS)) as game:
        for name, checked in CHECKS.items():
            try:
                checked()
            except AssertionError:
                liars.append(name)
    assert liars == [posed("6.7", sheet).right] != ["relu"]
    assert game.checks == 5
    assert said(capsys, "6.7", liars[0], variant=sheet).startswith("6.7: right.")


def test_every_fault_of_the_suspects_can_be_found_as_the_hints_say():
    for fault in FAULTS:
        if fault.name in CHECKS and fault.name != "relu":
            with dl.sabotage() as game:
                pass
            game._fault = fault
            with game, pytest.raises(AssertionError):
                CHECKS[fault.name]()


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
        ("6.5", lambda X, W, G: (G @ W.T, G.T @ X, G.mean(0)), "array of shape (5, 2)) raised Val"),
        ("6.6", lambda g, shape: g.sum(0), "Axis 0 is not always"),
        ("6.7", "relu", "Test away from 0."),
        ("6.7", "cosh", "one of relu, tanh, add, exp, linear, not 'cosh'"),
    ],
)
def test_answers_are_answered_in_a_sentence(capsys, key, given, words):
    out = said(capsys, key, given)
    assert words in out
    assert out.endswith((".", "’"))
