"""Optimisers keep their parameters as views of one array: nobody may lose step over it."""

import copy
import pickle

import numpy as np
import pytest
from copying import each_way, pickled
from hypothesis import given, settings
from hypothesis import strategies as st

import mathdl as dl
from mathdl import nn, optim


class Learner(nn.Module):
    """Parameters of every kind: matrices, a single number, one used twice, and chance."""

    def __init__(self, dtype):
        self.inner = nn.Linear(2, 2, rng=0, dtype=dtype)
        self.drop = nn.Dropout(0.2, rng=1)
        self.scale = dl.Tensor(dtype(0.7))

    def forward(self, x):
        return self.scale * self.drop(dl.tanh(self.inner(self.inner(x))))


def falling(step):
    return 0.1 / (1 + step)


X = np.random.default_rng(4).normal(size=(5, 2))
OPTIMIZERS = {
    "SGD": lambda p: optim.SGD(p, 0.1),
    "momentum": lambda p: optim.SGD(p, 0.1, momentum=0.9, weight_decay=0.01),
    "nesterov": lambda p: optim.SGD(p, falling, momentum=0.5, nesterov=True),
    "Adam": lambda p: optim.Adam(p, 0.05, weight_decay=0.01),
    "AdamW": lambda p: optim.AdamW(p, np.float64(0.05)),
}
each_optimizer = pytest.mark.parametrize("kind", OPTIMIZERS)


class Plain:
    """The same update rules, one parameter at a time, without views of anything."""

    def __init__(self, kind):
        self.kind, self.steps, self.m, self.v = kind, 0, {}, {}

    def step(self, values, grads):
        self.steps += 1
        t, out = self.steps, {}
        for name, p in values.items():
            g, m, v = grads[name], self.m.get(name, 0), self.v.get(name, 0)
            if self.kind in ("momentum", "Adam"):
                g = g + 0.01 * p
            if "Adam" in self.kind:
                m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
                if self.kind == "AdamW":
                    p = p * (1 - 0.05 * 0.01)
                p = p - 0.05 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
            else:
                momentum = {"SGD": 0, "momentum": 0.9, "nesterov": 0.5}[self.kind]
                m = momentum * m + g
                lr = 0.1 / t if self.kind == "nesterov" else 0.1
                p = p - lr * (g + momentum * m if self.kind == "nesterov" else m)
            self.m[name], self.v[name], out[name] = m, v, p
        return out


def trained(model, optimizer, steps=1):
    for _ in range(steps):
        optimizer.zero_grad()
        (model(X.astype(model.scale.dtype)) ** 2).sum().backward()
        optimizer.step()


EVENTS = ("step", "step", "deepcopy", "pickle", "shallow", "load", "replace", "write", "save")


@each_optimizer
@settings(max_examples=25, deadline=None, derandomize=True)
@given(events=st.lists(st.sampled_from(EVENTS), max_size=12))
def test_an_optimiser_stays_in_step_with_its_parameters_whatever_happens_to_them(kind, events):
    model, reference = Learner(np.float64), Plain(kind)
    optimizer = OPTIMIZERS[kind](model.parameters())
    values, saved, left_behind = model.state_dict(), model.state_dict(), []
    for event in [*events, "step"]:
        if event == "step":
            trained(model, optimizer)
            grads = {name: p.grad for name, p in model.named_parameters()}
            values = reference.step(values, grads)
        elif event in ("deepcopy", "pickle"):
            left_behind.append((model, copy.deepcopy(model.state_dict())))
            how = copy.deepcopy if event == "deepcopy" else pickled(5)
            model, optimizer = how((model, optimizer))
        elif event == "shallow":
            copy.copy(optimizer)  # shares the parameters, and must not take them away
        elif event == "load":
            model.load_state_dict(saved)
            values = copy.deepcopy(saved)
        elif event == "replace":
            model.inner.bias.data = np.array([0.3, -0.2])
            values |= {"inner.bias": np.array([0.3, -0.2])}
        elif event == "write":
            model.inner.weight.data[0, 1] = 0.25
            values["inner.weight"] = np.array(values["inner.weight"])
            values["inner.weight"][0, 1] = 0.25
        elif event == "save":
            saved = model.state_dict()
        for name, value in model.state_dict().items():
            np.testing.assert_allclose(value, values[name], rtol=1e-9, atol=1e-12)
    for old, state in left_behind:
        for name, value in old.state_dict().items():
            np.testing.assert_array_equal(value, state[name])
    assert optimizer.steps == reference.steps


@each_way
@each_optimizer
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_original_and_copy_train_alike_turn_by_turn(how, kind, dtype):
    model = Learner(dtype)
    optimizer = OPTIMIZERS[kind](model.parameters())
    trained(model, optimizer, 3)
    twin, twin_optimizer = how((model, optimizer))
    for _ in range(3):
        trained(twin, twin_optimizer)
        assert not np.array_equal(twin.scale.data, model.scale.data)
        trained(model, optimizer)
        for a, b in zip(model.parameters(), twin.parameters(), strict=True):
            np.testing.assert_array_equal(a.data, b.data)
            assert not np.shares_memory(a.data, b.data)
            assert a.dtype == b.dtype == dtype, "also where the learning rate is a NumPy number"


@each_way
@pytest.mark.parametrize(
    "schedule", [optim.constant(0.1), optim.step_decay(0.1, 2), optim.cosine(0.1, 5, warmup=1)]
)
def test_an_optimiser_keeps_its_schedule(how, schedule):
    optimizer = how(optim.SGD([dl.Tensor(1.0)], schedule))
    for step in range(7):
        assert optimizer.lr == schedule(step)
        optimizer.parameters[0].grad = np.float64(1.0)
        optimizer.step()


@pytest.mark.parametrize(("kind", "arrays"), [(optim.SGD, 1), (optim.Adam, 3)])
def test_a_pickle_keeps_every_parameter_once(kind, arrays):
    model = nn.Linear(50, 50, rng=0)
    optimizer = kind(model.parameters(), 0.1)
    model(np.ones((1, 50))).sum().backward()
    optimizer.step()
    optimizer.zero_grad()
    size = sum(p.data.nbytes for p in model.parameters())
    assert arrays * size < len(pickle.dumps((model, optimizer))) < (arrays + 0.1) * size


def test_numpy_numbers_and_float64_gradients_leave_float32_networks_float32():
    model = nn.Linear(2, 1, rng=0, dtype=np.float32)
    model(np.ones((3, 2), np.float32)).sum().backward()
    optim.clip_grad_norm(model.parameters(), np.float64(0.1))
    assert {p.grad.dtype for p in model.parameters()} == {np.dtype(np.float32)}
    for lr in (np.float64(0.1), lambda step: np.float64(0.1)):
        for kind in (optim.SGD, optim.Adam, optim.AdamW):
            optimizer = kind(model.parameters(), lr)
            for parameter in model.parameters():
                parameter.grad = np.ones(parameter.shape) * np.float64(0.5)
            optimizer.step()
            assert {p.dtype for p in model.parameters()} == {np.dtype(np.float32)}


def test_a_single_number_stays_a_numpy_number_under_an_optimiser():
    x = dl.Tensor(2.0)
    optimizer = optim.SGD([x, dl.Tensor([1.0])], 0.1)
    assert isinstance(x.data, np.float64)
    x.data = np.float64(5.0)
    (x * x + optimizer.parameters[1].sum()).backward()
    optimizer.step()
    assert isinstance(x.data, np.float64)
    assert x.data == 4.0
