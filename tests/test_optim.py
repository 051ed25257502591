"""Optimisers: against formulas written out, and what they refuse."""

import copy
import gc
import pickle
import threading

import numpy as np
import pytest

import mathdl as dl
from mathdl import nn, optim


def leaves():
    return [dl.Tensor([[1.0, -2.0], [0.5, 3.0]]), dl.Tensor([0.3]), dl.Tensor(0.7)]


def loss_of(tensors):
    a, b, c = tensors
    return (a * a).sum() * 0.5 + (dl.tanh(a.sum()) * b * c + b * b).sum() + c * c


def written_out(kind, steps, **o):
    """The update rules once more, one parameter at a time, in the plainest form."""
    tensors = leaves()
    memory = [{"v": 0, "m": 0, "s": 0} for _ in tensors]
    lr, decay = o.get("lr", 0.001), o.get("weight_decay", 0.01 if kind == "AdamW" else 0)
    (beta1, beta2), eps = o.get("betas", (0.9, 0.999)), o.get("eps", 1e-8)
    for t in range(1, steps + 1):
        for tensor in tensors:
            tensor.zero_grad()
        loss_of(tensors).backward()
        for tensor, m in zip(tensors, memory, strict=True):
            p, g = tensor.data, tensor.grad
            if kind != "AdamW":
                g = g + decay * p
            if kind == "SGD":
                momentum = o.get("momentum", 0)
                m["v"] = momentum * m["v"] + g
                p = p - lr * (g + momentum * m["v"] if o.get("nesterov") else m["v"])
            elif kind == "RMSprop":
                alpha = o.get("alpha", 0.99)
                m["s"] = alpha * m["s"] + (1 - alpha) * g**2
                m["v"] = o.get("momentum", 0) * m["v"] + g / (np.sqrt(m["s"]) + eps)
                p = p - lr * m["v"]
            else:
                m["m"] = beta1 * m["m"] + (1 - beta1) * g
                m["s"] = beta2 * m["s"] + (1 - beta2) * g**2
                if kind == "AdamW":
                    p = p - lr * decay * p
                m_hat, s_hat = m["m"] / (1 - beta1**t), m["s"] / (1 - beta2**t)
                p = p - lr * m_hat / (np.sqrt(s_hat) + eps)
            tensor.data = np.asarray(p)[()]
    return [tensor.data for tensor in tensors]


VARIANTS = [
    ("SGD", {"lr": 0.05}),
    ("SGD", {"lr": 0.05, "momentum": 0.9}),
    ("SGD", {"lr": 0.05, "momentum": 0.8, "nesterov": True}),
    ("SGD", {"lr": 0.05, "momentum": 0.5, "weight_decay": 0.1}),
    ("RMSprop", {"lr": 0.02}),
    ("RMSprop", {"lr": 0.02, "alpha": 0.8, "eps": 0.1, "momentum": 0.7}),
    ("Adam", {"lr": 0.02}),
    ("Adam", {"lr": 0.02, "weight_decay": 0.1}),
    ("AdamW", {"lr": 0.02, "weight_decay": 0.1}),
    *((kind, {}) for kind in ("Adam", "AdamW")),
    *((kind, {"lr": 0.02, "betas": (0.7, 0.9), "eps": 0.1}) for kind in ("Adam", "AdamW")),
]


@pytest.mark.parametrize(("kind", "options"), VARIANTS)
def test_fifty_steps_are_those_of_the_formulas(kind, options):
    tensors = leaves()
    optimizer = getattr(optim, kind)(tensors, **options)
    for _ in range(50):
        optimizer.zero_grad()
        loss_of(tensors).backward()
        optimizer.step()
    for found, expected in zip(tensors, written_out(kind, 50, **options), strict=True):
        np.testing.assert_allclose(found.data, expected, rtol=1e-9)
        assert found.shape == np.shape(expected)


def test_schedules_are_followed():
    rates = []

    def schedule(step):
        rates.append(step)
        return 0.1 / (1 + step)

    x = dl.Tensor([1.0])
    optimizer = optim.SGD([x], lr=schedule)
    for _ in range(3):
        optimizer.zero_grad()
        x.sum().backward()
        optimizer.step()
    assert rates == [0, 1, 2]
    assert x.data[0] == pytest.approx(1 - 0.1 - 0.05 - 0.1 / 3)
    optimizer.lr = 0.5
    assert optimizer.lr == 0.5


@pytest.mark.parametrize(
    ("schedule", "rates"),
    [
        (optim.constant(0.3), [0.3, 0.3, 0.3]),
        (optim.step_decay(1.0, 2), [1, 1, 0.1, 0.1, 0.01]),
        (optim.step_decay(2.0, 1, 0.5), [2, 1, 0.5]),
        (optim.cosine(1.0, 4), [1, (2 + 2**0.5) / 4, 0.5, (2 - 2**0.5) / 4, 0, 0]),
        (optim.cosine(1.0, 2, final=0.2), [1, 0.6, 0.2, 0.2]),
        (optim.cosine(0.8, 5, warmup=3, final=0.2), [0.2, 0.4, 0.6, 0.8, 0.5, 0.2, 0.2]),
        (optim.cosine(1.0, 1, warmup=1), [0.5, 1, 0]),
    ],
)
def test_schedules_step_by_step(schedule, rates):
    np.testing.assert_allclose([schedule(step) for step in range(len(rates))], rates, atol=1e-15)


def test_a_graph_recorded_before_a_step_keeps_its_values():
    x = dl.Tensor([3.0])
    optimizer = optim.SGD([x], lr=0.1)
    loss = (x * x).sum()
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    loss.backward()
    assert x.grad.tolist() == [6.0]


def test_values_put_in_by_hand_are_the_new_start():
    model = nn.Linear(2, 1, rng=0)
    optimizer = optim.SGD(model.parameters(), lr=0.5)
    model.load_state_dict({"weight": np.ones((2, 1)), "bias": np.zeros(1)})
    model(np.array([[1.0, 2.0]])).sum().backward()
    optimizer.step()
    assert model.weight.data.tolist() == [[0.5], [0.0]]


@pytest.mark.parametrize("how", [copy.deepcopy, lambda both: pickle.loads(pickle.dumps(both))])
@pytest.mark.parametrize("kind", ["SGD", "AdamW"])
def test_training_goes_on_from_a_copy(how, kind):
    def train(model, optimizer, steps):
        for _ in range(steps):
            optimizer.zero_grad()
            (model(np.ones((2, 3))) ** 2).sum().backward()
            optimizer.step()

    model = nn.Linear(3, 2, rng=0)
    optimizer = getattr(optim, kind)(
        model.parameters(), lr=0.01, **({"momentum": 0.9} if kind == "SGD" else {})
    )
    train(model, optimizer, 3)
    twin, twin_optimizer = how((model, optimizer))
    train(twin, twin_optimizer, 3)
    assert not np.array_equal(twin.weight.data, model.weight.data)
    train(model, optimizer, 3)
    np.testing.assert_array_equal(twin.weight.data, model.weight.data)


def test_clipping_keeps_the_direction():
    x, y, unreached = dl.Tensor([3.0]), dl.Tensor([4.0]), dl.Tensor([1.0])
    ((x * x + y * y) * 0.5).sum().backward()
    assert optim.clip_grad_norm([x, y, unreached], 10) == 5
    assert (x.grad, y.grad) == (3, 4)
    assert optim.clip_grad_norm(iter([x, y]), 1) == 5
    assert (x.grad, y.grad) == (pytest.approx(0.6), pytest.approx(0.8))


def interior():
    return dl.Tensor(1.0) * 2


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        (lambda: optim.SGD([], 0.1), ValueError, "no parameters"),
        (lambda: optim.SGD([dl.Tensor(1.0)], -0.1), ValueError, "learning rate .* not -0.1"),
        (lambda: optim.Adam([dl.Tensor(1.0)], np.nan), ValueError, "learning rate .* not nan"),
        (lambda: optim.SGD([dl.Tensor(1.0)], 0.1, momentum=1), ValueError, "momentum .* not 1"),
        (lambda: optim.SGD([dl.Tensor(1.0)], 0.1, nesterov=True), ValueError, "nesterov needs"),
        (lambda: optim.Adam([dl.Tensor(1.0)], betas=(0.9, 1)), ValueError, "β₂ .* not 1"),
        (lambda: optim.AdamW([dl.Tensor(1.0)], weight_decay=-1), ValueError, "weight_decay"),
        (lambda: optim.SGD([interior()], 0.1), TypeError, "computed from others"),
        (lambda: optim.SGD([np.ones(2)], 0.1), TypeError, "an array of shape"),
        (
            lambda: optim.SGD([dl.Tensor(1.0)] * 2 + [x := dl.Tensor(2.0), x], 0.1),
            ValueError,
            "twice",
        ),
        (
            lambda: optim.SGD([dl.Tensor(1.0), dl.Tensor(np.float32([1]))], 0.1),
            ValueError,
            "float32 and float64",
        ),
        (lambda: optim.clip_grad_norm([], -1), ValueError, "max_norm"),
        (lambda: optim.constant(-1), ValueError, "lr is .* not -1"),
        (lambda: optim.step_decay(-1, 1), ValueError, "lr is .* not -1"),
        (lambda: optim.step_decay(1, 0), ValueError, "every is .* not 0"),
        (lambda: optim.step_decay(1, 1, -2), ValueError, "factor is .* not -2"),
        (lambda: optim.cosine(-1, 1), ValueError, "lr is .* not -1"),
        (lambda: optim.cosine(1, 0), ValueError, "steps is .* not 0"),
        (lambda: optim.cosine(1, 1, -1), ValueError, "warmup is .* not -1"),
        (lambda: optim.cosine(1, 1, 0, -1), ValueError, "final is .* not -1"),
    ],
)
def test_wrong_input(wrong, error, words):
    with pytest.raises(error, match=words):
        wrong()


def test_a_parameter_without_a_gradient_stops_the_step_before_anything_moves():
    x, y = dl.Tensor([1.0]), dl.Tensor([[2.0]])
    optimizer = optim.Adam([x, y], lr=0.1)
    (x * x).sum().backward()
    with pytest.raises(ValueError, match=r"no gradient reached parameter 1 \(1, 1\)"):
        optimizer.step()
    assert x.data.tolist() == [1.0]
    assert optimizer.steps == 0


def test_a_schedule_that_goes_below_zero_is_refused_before_anything_moves():
    x = dl.Tensor([1.0])
    optimizer = optim.SGD([x], lr=lambda step: -1.0)
    x.sum().backward()
    with pytest.raises(ValueError, match="learning rate"):
        optimizer.step()
    assert x.data.tolist() == [1.0]


def train_a_net(seed, steps=60):
    X, y = dl.data.moons(60, rng=seed)
    rng = np.random.default_rng(seed)
    model = nn.Sequential(nn.Linear(2, 8, rng=rng), dl.tanh, nn.Linear(8, 2, rng=rng))
    optimizer = optim.Adam(model.parameters(), lr=0.05)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = dl.cross_entropy(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def test_a_net_learns():
    losses = train_a_net(0, 200)
    assert losses[-1] < 0.2 * losses[0]


def test_two_threads_train_two_nets():
    alone = [train_a_net(0), train_a_net(1)]
    together = [None, None]

    def run(seed):
        together[seed] = train_a_net(seed)

    threads = [threading.Thread(target=run, args=(seed,)) for seed in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


def test_training_leaves_nothing_to_the_garbage_collector():
    train_a_net(0, 5)
    gc.collect()
    gc.disable()
    try:
        before = len(gc.get_objects())
        train_a_net(0, 300)
        assert len(gc.get_objects()) - before < 60
    finally:
        gc.enable()
