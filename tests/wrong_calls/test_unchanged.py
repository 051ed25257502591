"""After a wrong call all is as before, bit by bit, and the right call works."""

import numpy as np
import pytest
from kinds import KindsPlot
from wrong import Kept, each, frozen, kept

import mathdl as dl
from mathdl import nn, optim
from mathdl.explore import explore
from mathdl.train import Run

ONES = np.ones


def net():
    return nn.Sequential(nn.Linear(2, 3, rng=0), dl.tanh, nn.Linear(3, 1, rng=1))


def set_state(model, change=None):
    """Load ones, but for one entry."""
    state = {name: np.ones_like(value) for name, value in model.state_dict().items()}
    model.load_state_dict(state | (change or {}))


def loading(title, change, error, words):
    return Kept(
        f"load_state_dict: {title}",
        net,
        lambda model: set_state(model, change),
        error,
        words,
        lambda model: model.state_dict(),
        set_state,
    )


class Learner:
    """A network with gradients and an optimiser that has taken two steps."""

    def __init__(self, make):
        self.model = net()
        self.optimizer = make(self.model.parameters())
        for _ in range(2):
            self.learn()
        self.loss().backward()

    def loss(self):
        return (self.model(np.array([[1.0, -2.0]])) ** 2).sum()

    def learn(self):
        self.optimizer.zero_grad()
        self.loss().backward()
        self.optimizer.step()

    def watch(self):
        inside = {k: v for k, v in vars(self.optimizer).items() if k not in ("parameters", "_lr")}
        grads = [p.grad for p in self.model.parameters()]
        return self.model.state_dict(), inside, self.optimizer.lr, grads[:-1]

    def step_with(self, grad=None, data=None):
        last, before = self.model.parameters()[-1], self.model.parameters()[-1].data
        last.grad = grad if data is None else last.grad
        last.data = before if data is None else data
        try:
            self.optimizer.step()
        finally:
            last.data = before


OPTIMISERS = {
    "SGD": lambda p: optim.SGD(p, 0.1),
    "momentum": lambda p: optim.SGD(p, 0.1, momentum=0.9, nesterov=True),
    "Adam": lambda p: optim.Adam(p, 0.1),
    "AdamW": lambda p: optim.AdamW(p, 0.1),
}


def stepping(title, error, words, **wrong):
    return [
        Kept(
            f"{name}: {title}",
            lambda make=make: Learner(make),
            lambda learner: learner.step_with(**wrong),
            error,
            words,
            Learner.watch,
            Learner.learn,
        )
        for name, make in OPTIMISERS.items()
    ]


STATES = [
    loading("a wrong shape", {"2.bias": ONES(3)}, ValueError, "2.bias has shape (1,)"),
    loading("words", {"2.bias": ["a"]}, TypeError, "2.bias is a number or an array"),
    loading("complex numbers", {"2.bias": ONES(1) * 1j}, TypeError, "complex128"),
    loading("nothing", {"2.bias": None}, TypeError, "None"),
    loading("a ragged list", {"2.weight": [[1], [1, 2], [3]]}, TypeError, "2.weight"),
    loading("one too many", {"3.bias": ONES(1)}, KeyError, "unknown ['3.bias']"),
    loading("a number for a name", {3: ONES(1)}, KeyError, "unknown [3]"),
]

STEPS = [
    *stepping("no gradient", ValueError, "no gradient reached parameter 3 (1,)", grad=None),
    *stepping("a gradient too long", ValueError, "gradient of parameter 3", grad=ONES(3)),
    *stepping("a gradient with another axis", ValueError, "has shape (1,)", grad=ONES((1, 1))),
    *stepping("a gradient of text", ValueError, "not 'a'", grad="a"),
    *stepping("a gradient in a list", ValueError, "not [1.0]", grad=[1.0]),
    *stepping("a value too long", ValueError, "value of parameter 3", data=ONES(3)),
    *stepping("a value of text", TypeError, "not 'a'", data="a"),
]


@each(STATES)
def test_a_wrong_state_leaves_the_network_as_it_was(row):
    kept(row)


@each(STEPS)
def test_a_step_that_cannot_be_taken_moves_nothing(row):
    kept(row)


def wrong_rate(step):
    raise ZeroDivisionError("planted")


def test_a_schedule_that_raises_moves_nothing():
    learner = Learner(OPTIMISERS["Adam"])
    before = frozen(learner.watch()[0])
    learner.optimizer.lr = wrong_rate
    with pytest.raises(ZeroDivisionError, match="planted"):
        learner.optimizer.step()
    assert frozen(learner.model.state_dict()) == before
    with pytest.raises(TypeError, match="learning rate"):
        learner.optimizer.lr = "fast"
    learner.optimizer.lr = 0.1
    learner.optimizer.step()
    assert frozen(learner.model.state_dict()) != before


@pytest.mark.parametrize(
    "make",
    [
        lambda p: optim.SGD(p, -1),
        lambda p: optim.SGD(p, 0.1, momentum=2),
        lambda p: optim.SGD([*p, p[0]], 0.1),
        lambda p: optim.SGD([*p, ONES(2)], 0.1),
        lambda p: optim.Adam(p, betas=(0.9,)),
        lambda p: optim.AdamW(p, 0.1, eps=-1),
        lambda p: optim.clip_grad_norm([*p, "a"], 0.1),
        lambda p: optim.clip_grad_norm(p, "a"),
    ],
)
def test_an_optimiser_that_is_refused_has_touched_no_parameter(make):
    parameters = [dl.Tensor([1.0, 2.0]), dl.Tensor(3.0)]
    for parameter in parameters:
        parameter.grad = parameter.data * 9
    arrays = [(p.data, p.grad) for p in parameters]
    with pytest.raises((TypeError, ValueError)):
        make(parameters)
    for parameter, (data, grad) in zip(parameters, arrays, strict=True):
        assert parameter.data is data
        assert parameter.grad is grad


GRADS = [ONES(3), ONES((2, 1)), "a", list("ab"), ONES(2) * 1j, None, {}, [[1], [1, 2]]]


@pytest.mark.parametrize("grad", GRADS, ids=str)
def test_a_wrong_grad_changes_no_gradient(grad):
    x = dl.Tensor([1.0, 2.0])
    y = x * x
    y.backward(ONES(2))
    before = frozen([x.grad, y.grad])
    with pytest.raises((TypeError, ValueError)):
        y.backward(grad)
    assert frozen([x.grad, y.grad]) == before
    y.backward(ONES(2))
    assert x.grad.tolist() == [4, 8]


def test_after_a_rule_broke_on_the_way_back_a_fresh_pass_is_right():
    broken = [True]

    def vjp(g):
        if broken[0]:
            raise ZeroDivisionError("planted")
        return 3 * g

    @dl.op
    def thrice(a):
        return 3 * a, vjp

    x = dl.Tensor([1.0, 2.0])
    loss = (thrice(x * x) + x).sum()
    with pytest.raises(ZeroDivisionError, match="planted"):
        loss.backward()
    broken[0] = False
    x.zero_grad()
    loss.backward()
    assert x.grad.tolist() == [7, 13]


def test_derivatives_leave_the_parameters_of_a_network_alone():
    model = net()
    (model(ONES((1, 2)))).sum().backward()
    before = frozen([(p.data, p.grad) for p in model.parameters()])
    for wrong in (
        lambda: dl.derivative(lambda x: model(dl.stack([x, x])))(1.0),
        lambda: dl.jacobian(lambda x: model(x).data)(ONES((1, 2))),
        lambda: dl.check_gradients(lambda x: model(x) / 0.0, ONES((1, 2))),
    ):
        with pytest.raises((TypeError, ValueError)), np.errstate(all="ignore"):
            wrong()
    assert frozen([(p.data, p.grad) for p in model.parameters()]) == before


def test_a_loss_that_fails_leaves_a_run_at_its_last_step():
    model, fine = net(), [True]
    sgd = optim.SGD(model.parameters(), 0.1)
    run = Run(model, sgd, lambda: model(ONES((1, 2))).sum() if fine[0] else 3.0)
    run.at(2)
    before = frozen([model.state_dict(), run.losses, sgd.steps])
    fine[0] = False
    for _ in range(2):
        with pytest.raises(TypeError, match=r"returned 3\.0"):
            run.at(3)
        assert frozen([model.state_dict(), run.losses, sgd.steps]) == before
    fine[0] = True
    run.at(3)
    assert len(run.losses) == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "purple"), ("n", "three"), ("x", "a"), ("on", "maybe"), ("step", None)],
)
def test_a_value_that_a_widget_refuses_changes_no_picture(name, value):
    explorer = explore(KindsPlot())
    seen = explorer.values, explorer.sentence, explorer.pictures[0].frame
    with pytest.raises(Exception, match="value"):
        explorer.controls[name].value = value
    assert (explorer.values, explorer.sentence, explorer.pictures[0].frame) == seen
    explorer.controls["n"].value = 4
    assert "n=4" in explorer.sentence


def test_a_widget_keeps_numbers_within_its_ends():
    explorer = explore(KindsPlot())
    for value, end in ((1e9, 2), (-1e9, -2)):
        explorer.controls["x"].value = value
        assert f"x={end:.1f}" in explorer.sentence
        assert explorer.error is None
