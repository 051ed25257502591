"""Planted faults: each is caught by a gradient check, changes no value, and leaves no trace."""

import inspect
import subprocess
import sys
import threading
import warnings
from collections import Counter

import cases
import numpy as np
import pytest

import mathdl as dl
from mathdl import check_gradients as checked_under_another_name
from mathdl.backprop import backward_order, backward_steps, unbroadcast
from mathdl.sabotage import FAULTS, Game

SQUARE = np.random.default_rng(5).normal(size=(3, 3))
# Where the table of cases is blind: a value used twice, and square matrices.
EXTRA = {
    "backprop": [
        (lambda x: x * x + 3 * x, [1.7]),
        (lambda x: x * (3 * x) * x, [1.7]),
        (lambda x: _late(x * x), [1.3]),
        (lambda x, b: (x * b).sum(), [SQUARE, SQUARE[0]]),
    ],
    "multiply": [(lambda x: x * x, [1.7])],
    "matmul": [(dl.matmul, [SQUARE, SQUARE + 1])],
    "linear": [(dl.linear, [SQUARE, SQUARE + 1, SQUARE[0]])],
}
IDS = [f"{i}-{fault.name}" for i, fault in enumerate(FAULTS)]
every_fault = pytest.mark.parametrize("fault", FAULTS, ids=IDS)


def _late(u):
    """A short path and a long one: u must wait for the long one."""
    return u * (u * 5 + dl.sin(u) * u)


def trials(name):
    for case, shapes in cases.TRIALS:
        if case.name == name:
            yield case.f, case.args(shapes, np.float64)
    yield from EXTRA.get(name, [])


def caught(name):
    """How many of an operation's gradient checks fail."""
    failures = 0
    for f, args in trials(name):
        try:
            dl.check_gradients(f, *args)
        except AssertionError:
            failures += 1
    return failures


def network(rng):
    return [
        dl.Tensor(rng.normal(size=shape) / 2)
        for shape in ((2, 4), (4,), (4, 4), (4,), (4,), (4,), (4, 3), (3,))
    ]


def loss_of(weights, x, labels):
    w1, b1, w2, b2, scale, shift, w3, b3 = weights
    hidden = dl.relu(dl.linear(x, w1, b1))
    hidden = dl.layer_norm(dl.tanh(dl.linear(hidden, w2, b2)), scale, shift)
    logits = dl.linear(hidden + dl.tanh(hidden * hidden), w3, b3)
    return dl.cross_entropy(logits, labels) + 0.001 * (w3 * w3).mean()


def train(steps=25):
    rng = np.random.default_rng(0)
    weights, x = network(rng), rng.normal(size=(20, 2))
    labels = (x[:, 0] > 0) + (x[:, 1] > 0).astype(int)
    values = []
    for _ in range(steps):
        loss = loss_of(weights, x, labels)
        loss.backward()
        for w in weights:
            w.data, w.grad = w.data - 0.05 * w.grad, None
        values.append(loss.item())
    return values


def test_there_are_forty_faults_and_more_each_with_its_own_words():
    assert len(FAULTS) >= 40
    assert len({(fault.name, fault.says) for fault in FAULTS}) == len(FAULTS)
    for fault in FAULTS:
        assert fault.name == "backprop" or hasattr(dl, fault.name)


@every_fault
def test_every_fault_is_caught_and_only_while_it_is_there(fault):
    assert caught(fault.name) == 0
    with Game(fault):
        assert caught(fault.name) >= 1
    assert caught(fault.name) == 0


@every_fault
def test_values_types_and_shapes_stay_right(fault):
    for f, args in trials(fault.name):
        for dtype in (np.float32, np.float64):
            args = [np.asarray(a, dtype)[()] for a in args]
            right = f(*map(dl.Tensor, args))
            with Game(fault), warnings.catch_warnings():
                warnings.simplefilter("error")
                leaves = [dl.Tensor(a) for a in args]
                y = f(*leaves)
                y.backward(np.ones(y.shape))
            np.testing.assert_array_equal(y.data, right.data)
            assert y.dtype == right.dtype == dtype
            for leaf in leaves:
                assert leaf.grad.shape == leaf.shape
                assert leaf.grad.dtype == dtype
                assert np.all(np.isfinite(leaf.grad))


@every_fault
def test_training_still_runs_only_worse(fault):
    right = train()
    with Game(fault):
        values = train()
    assert values[0] == right[0]
    assert np.all(np.isfinite(values))
    used = {"relu", "tanh", "linear", "layer_norm", "cross_entropy", "backprop"}
    assert fault.name not in used or values != right
    assert train() == right


def gradients_are_right():
    x = dl.Tensor([[1.0, -2.0], [3.0, 0.5]])
    y = dl.relu(x @ x.data + np.ones(2)) * x
    y.sum().backward()
    expected = dl.numerical_gradient(
        lambda a: np.sum(np.maximum(a @ x.data + np.ones(2), 0) * a), x.data
    )
    return np.allclose(x.grad, expected)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
@every_fault
def test_all_is_right_again_after_an_exception(fault, error):
    before = [f.__code__ for f in (backward_steps, backward_order, unbroadcast, dl.relu)]

    def broken_cell():
        with Game(fault):
            raise error

    with pytest.raises(error):
        broken_cell()
    assert gradients_are_right()
    after = [f.__code__ for f in (backward_steps, backward_order, unbroadcast, dl.relu)]
    assert before == after
    assert not hasattr(backward_steps, "__wrapped__")
    assert not hasattr(dl.check_gradients, "__wrapped__")


def test_what_was_computed_in_the_block_is_right_after_it():
    fault = next(f for f in FAULTS if f.name == "sin")
    x = dl.Tensor(0.7)
    with Game(fault):
        y = dl.sin(x)
        y.backward()
    assert x.grad != pytest.approx(np.cos(0.7))
    x.zero_grad()
    y.backward()
    assert x.grad == pytest.approx(np.cos(0.7))


def test_every_seed_plants_one_fault_and_every_fault_has_a_seed():
    planted = Counter(dl.sabotage(seed)._fault.says for seed in range(3 * len(FAULTS)))
    assert planted == {says: 3 * n for says, n in Counter(fault.says for fault in FAULTS).items()}
    assert dl.sabotage(7)._fault is dl.sabotage(seed=7 + len(FAULTS))._fault
    assert dl.sabotage(np.int64(-1))._fault in FAULTS
    assert dl.sabotage()._fault in FAULTS
    few = {dl.sabotage(seed, among=["relu", "tanh"])._fault.name for seed in range(9)}
    assert few == {"relu", "tanh"}


def said(capsys, f, *args):
    f(*args)
    return capsys.readouterr().out.strip()


def test_the_game_speaks_and_counts(capsys):
    game = dl.sabotage(seed=0, among=["tanh"])
    assert repr(game) == "A game of sabotage: 0 checks so far."
    with game:
        dl.check_gradients(dl.relu, 1.5)
        with pytest.raises(AssertionError):
            checked_under_another_name(dl.tanh, 0.7, tolerance=1e-5)
        assert game.checks == 2
    dl.check_gradients(dl.tanh, 0.7)
    assert game.checks == 2
    assert said(capsys, game.guess, "dl.relu()").startswith("No, relu tells the truth; 2 checks")
    assert said(capsys, game.guess, "backprop").startswith("No, the backward pass adds up")
    assert "No rule is called 'stack'. The suspects are: abs, add" in said(
        capsys, game.guess, dl.stack
    )
    assert (game.guesses, game.found) == (2, False)
    with game, pytest.raises(AssertionError):  # in another cell
        dl.check_gradients(dl.tanh, 0.7)
    words = said(capsys, game.guess, dl.tanh)
    assert words.startswith("Right, tanh is the liar: you found it with 3 checks and 3 guesses. ")
    assert game.found
    assert said(capsys, game.reveal).startswith("The liar is tanh. ")
    assert said(capsys, dl.sabotage(0, "multiply").guess, "*").startswith("Right, multiply")
    first = said(capsys, dl.sabotage(0, "backprop").guess, "backprop")
    assert first.startswith("Right, the backward pass itself is the liar: you found it with 0 ch")


@every_fault
def test_what_is_said_is_a_sentence(capsys, fault):
    words = said(capsys, Game(fault).reveal)
    assert words.endswith(".")
    assert words.count(". ") == 1, words


def test_one_game_at_a_time():
    def nested():
        with dl.sabotage(seed=1), dl.sabotage(seed=2):
            pass

    with pytest.raises(RuntimeError, match="a game of sabotage is on already"):
        nested()
    assert gradients_are_right()
    errors = []

    def in_another_thread():
        try:
            nested()
        except RuntimeError as error:
            errors.append(str(error))

    with dl.sabotage(seed=3):
        thread = threading.Thread(target=in_another_thread)
        thread.start()
        thread.join()
    assert len(errors) == 1
    assert len(errors[0]) < 200
    with dl.sabotage(seed=4):
        pass


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: dl.sabotage("seven"), TypeError, "seed is a whole number.*not 'seven'"),
        (lambda: dl.sabotage(7.0), TypeError, "seed is a whole number.*not 7.0"),
        (lambda: dl.sabotage(7, ["rulu"]), ValueError, "no fault is known for 'rulu'"),
        (lambda: dl.sabotage(7, []), ValueError, "among names the rules under suspicion"),
    ],
)
def test_wrong_input_is_answered_in_a_sentence(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_arguments_by_keyword_and_wrong_ones_are_answered_as_ever():
    fault = next(f for f in FAULTS if f.name == "elu")
    x = dl.Tensor([-1.0, 2.0])
    with Game(fault):
        assert dl.elu(a=x, alpha=2.0).data.tolist() == dl.elu(x.data, 2.0).tolist()
        with pytest.raises(TypeError, match="elu has no derivative with respect to alpha"):
            dl.elu(x, alpha=x)
    with (
        Game(next(f for f in FAULTS if f.name == "add")),
        pytest.raises(ValueError, match=r"add: shapes \(2,\) and \(3,\) do not broadcast"),
    ):
        x + np.ones(3)


def test_the_source_does_not_give_the_liar_away():
    places = (backward_steps, unbroadcast, backward_order, dl.check_gradients, dl.relu)
    right = [(inspect.getsource(f), inspect.signature(f)) for f in places]
    for fault in FAULTS:
        if fault.name in ("backprop", "relu"):
            with Game(fault):
                assert [(inspect.getsource(f), inspect.signature(f)) for f in places] == right


def test_importing_the_package_does_not_load_the_table():
    code = (
        "import sys, mathdl; mathdl.sabotage; print('mathdl.sabotage.faults' in sys.modules);"
        "from mathdl.sabotage import FAULTS; print(len(FAULTS), 'matplotlib' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["False", str(len(FAULTS)), "False"]
