"""A hundred steps of training go the same way in both libraries: losses and parameters."""

import inspect
import math

import numpy as np
import pytest
from parity.pairs import F, torch

import mathdl as dl
from mathdl import nn, optim

STEPS = 100
TORCH_TYPES = {np.float32: torch.float32, np.float64: torch.float64}


def points(dtype):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 2)).astype(dtype)
    return X, rng.normal(size=(40, 1)).astype(dtype), rng.integers(0, 3, 40)


def regression(dtype):
    X, y, _ = points(dtype)
    layers = [nn.Linear(2, 16, rng=1, dtype=dtype), nn.Tanh(), nn.Linear(16, 1, rng=2, dtype=dtype)]
    others = [torch.nn.Linear(2, 16), torch.nn.Tanh(), torch.nn.Linear(16, 1)]
    return (
        *(layers, lambda net: dl.mse_loss(net(X), y)),
        *(others, lambda net: F.mse_loss(net(torch.tensor(X)), torch.tensor(y))),
    )


def classification(dtype):
    X, _, labels = points(dtype)
    layers = [
        *(nn.Linear(2, 16, rng=1, dtype=dtype), nn.LayerNorm(16, dtype=dtype), nn.SiLU()),
        nn.Linear(16, 3, rng=2, dtype=dtype),
    ]
    others = [
        *(torch.nn.Linear(2, 16), torch.nn.LayerNorm(16), torch.nn.SiLU()),
        torch.nn.Linear(16, 3),
    ]
    return (
        *(layers, lambda net: dl.cross_entropy(net(X), labels)),
        *(others, lambda net: F.cross_entropy(net(torch.tensor(X)), torch.tensor(labels))),
    )


def yes_or_no(dtype):
    X, y, _ = points(dtype)
    t = (y > 0).astype(dtype)
    layers = [nn.Linear(2, 16, rng=1, dtype=dtype), nn.ReLU(), nn.Linear(16, 1, rng=2, dtype=dtype)]
    others = [torch.nn.Linear(2, 16), torch.nn.ReLU(), torch.nn.Linear(16, 1)]
    theirs = F.binary_cross_entropy_with_logits
    return (
        *(layers, lambda net: dl.binary_cross_entropy_with_logits(net(X), t)),
        *(others, lambda net: theirs(net(torch.tensor(X)), torch.tensor(t))),
    )


def normalised(dtype):
    """Normalisation over the batch, whose running averages go the same way, too."""
    X, y, _ = points(dtype)
    layers = [
        nn.Linear(2, 16, rng=1, dtype=dtype, bias=False),  # its gradient would be rounding
        *(nn.BatchNorm1d(16, dtype=dtype), nn.Tanh()),
        nn.Linear(16, 1, rng=2, dtype=dtype),
    ]
    others = [
        *(torch.nn.Linear(2, 16, bias=False), torch.nn.BatchNorm1d(16), torch.nn.Tanh()),
        torch.nn.Linear(16, 1),
    ]
    return (
        *(layers, lambda net: dl.mse_loss(net(X), y)),
        *(others, lambda net: F.mse_loss(net(torch.tensor(X)), torch.tensor(y))),
    )


def build(task, dtype):
    """One net in both libraries, with the same weights, and what each minimises."""
    layers, loss, others, other_loss = task(dtype)
    ours = nn.Sequential(*layers)
    theirs = torch.nn.Sequential(*others).to(TORCH_TYPES[dtype])
    for mine, other in zip(ours.parameters(), theirs.parameters(), strict=True):
        other.data = torch.tensor(mine.data.T.copy())
    return (ours, lambda: loss(ours)), (theirs, lambda: other_loss(theirs))


def train(net, loss, optimizer, before=lambda: None, after=lambda: None):
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        value = loss()
        value.backward()
        before()
        optimizer.step()
        after()
        losses.append(value.item())
    return losses


def assert_same_way(ours, theirs, mine, other, dtype):
    """Float32 rounds at 6e-8 and sums in another order; a hundred steps add that up to some 6e-6.

    Steps that go downhill do not enlarge it much: room for ten times as much, and no more.
    """
    tolerance = {np.float32: {"rtol": 6e-5, "atol": 6e-5}, np.float64: {"rtol": 1e-9}}[dtype]
    assert other[-1] < 0.95 * other[0], "it learns"
    np.testing.assert_allclose(mine, other, **tolerance)
    for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
        np.testing.assert_allclose(p.data, q.detach().numpy().T, **tolerance)
    counted = [b for name, b in theirs.named_buffers() if "num_batches" not in name]
    for (_, mine), other in zip(ours.named_buffers(), counted, strict=True):
        np.testing.assert_allclose(mine, other.numpy(), **tolerance)


OPTIMISERS = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.1, "weight_decay": 0.01}),
    ("SGD", {"lr": 0.05, "momentum": 0.9}),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "nesterov": True}),
    ("SGD", {"lr": 0.05, "momentum": 0.8, "nesterov": True, "weight_decay": 0.01}),
    ("RMSprop", {"lr": 0.002}),
    ("RMSprop", {"lr": 0.001, "alpha": 0.9, "eps": 1e-6, "momentum": 0.8}),
    ("Adam", {}),
    ("Adam", {"lr": 0.003, "betas": (0.8, 0.9), "eps": 1e-4}),
    ("Adam", {"lr": 0.01, "weight_decay": 0.1}),
    ("AdamW", {"lr": 0.01}),
    ("AdamW", {"lr": 0.005, "betas": (0.0, 0.99), "eps": 1e-6, "weight_decay": 0.1}),
]
every_task = pytest.mark.parametrize("task", [regression, classification, yes_or_no, normalised])
both_types = pytest.mark.parametrize("dtype", [np.float32, np.float64])


@pytest.mark.parametrize(("kind", "options"), OPTIMISERS)
@every_task
@both_types
def test_a_hundred_steps(task, kind, options, dtype):
    (ours, loss), (theirs, other_loss) = build(task, dtype)
    mine = getattr(optim, kind)(ours.parameters(), **options)
    other = getattr(torch.optim, kind)(theirs.parameters(), **options)
    losses = train(ours, loss, mine), train(theirs, other_loss, other)
    assert_same_way(ours, theirs, *losses, dtype)


def torch_cosine(optimizer, steps, warmup, final):
    lr = torch.optim.lr_scheduler
    rise = lr.LinearLR(optimizer, start_factor=1 / (warmup + 1), total_iters=warmup)
    fall = lr.CosineAnnealingLR(optimizer, T_max=steps - warmup, eta_min=final)
    return lr.SequentialLR(optimizer, [rise, fall], milestones=[warmup])


def torch_clip(parameters, max_norm):
    """PyTorch divides by the length plus 1e-6; a little longer a bound takes that back."""
    length = torch.nn.utils.get_total_norm([p.grad for p in parameters]).item()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm * (1 + 1e-6 / length))


@every_task
@both_types
def test_a_hundred_steps_with_a_schedule_and_clipping(task, dtype):
    (ours, loss), (theirs, other_loss) = build(task, dtype)
    plan = {"steps": STEPS, "warmup": 10, "final": 0.001}
    mine = optim.SGD(ours.parameters(), optim.cosine(0.2, **plan), momentum=0.9)
    other = torch.optim.SGD(theirs.parameters(), 0.2, momentum=0.9)
    schedule = torch_cosine(other, **plan)
    weights = list(theirs.parameters())
    clipped = []

    def clip():
        clipped.append(optim.clip_grad_norm(ours.parameters(), 0.1) > 0.1)

    losses = (
        train(ours, loss, mine, clip),
        train(theirs, other_loss, other, lambda: torch_clip(weights, 0.1), schedule.step),
    )
    assert 0 < sum(clipped) < STEPS, "some steps are clipped, and some are not"
    assert_same_way(ours, theirs, *losses, dtype)


LR = torch.optim.lr_scheduler
SCHEDULES = {
    "constant": (optim.constant(0.3), lambda o: LR.ConstantLR(o, factor=1.0)),
    "linear_warmup": (
        optim.linear_warmup(0.3, 9),
        lambda o: LR.LinearLR(o, start_factor=0.1, total_iters=9),
    ),
    "step_decay": (
        optim.step_decay(0.3, every=7, factor=0.5),
        lambda o: LR.StepLR(o, step_size=7, gamma=0.5),
    ),
    "cosine": (optim.cosine(0.3, steps=30), lambda o: LR.CosineAnnealingLR(o, T_max=30)),
    "cosine, warmed up": (
        optim.cosine(0.3, steps=30, warmup=6, final=0.02),
        lambda o: torch_cosine(o, 30, 6, 0.02),
    ),
}


def torch_rates(schedule, steps):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3)
    plan, rates = schedule(optimizer), []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        plan.step()
    return rates


@pytest.mark.parametrize("name", SCHEDULES)
def test_schedules(name):
    ours, theirs = SCHEDULES[name]
    expected = torch_rates(theirs, 31)
    np.testing.assert_allclose([ours(step) for step in range(31)], expected, rtol=1e-12, atol=1e-16)


def test_a_cosine_stays_at_its_end_where_pytorch_rises_again():
    ours, theirs = SCHEDULES["cosine"]
    assert ours(60) == 0
    assert torch_rates(theirs, 61)[60] == pytest.approx(0.3)
    assert "``CosineAnnealingLR`` rises again" in inspect.getdoc(optim.cosine)


def clipped(grads, max_norm):
    """The gradients and their length, ours and PyTorch's."""
    mine = [dl.Tensor(np.zeros_like(g)) for g in grads]
    other = [torch.zeros(g.shape, dtype=torch.from_numpy(g).dtype) for g in grads]
    for m, o, g in zip(mine, other, grads, strict=True):
        m.grad, o.grad = g.copy(), torch.tensor(g)
    lengths = optim.clip_grad_norm(mine, max_norm), torch.nn.utils.clip_grad_norm_(other, max_norm)
    return ([m.grad for m in mine], lengths[0]), (
        [o.grad.numpy() for o in other],
        lengths[1].item(),
    )


@both_types
@pytest.mark.parametrize("max_norm", [0.0, 0.5, 5.09, 5.11, 100.0])
def test_clipping(max_norm, dtype):
    grads = [np.array([[3.0, 1.0]], dtype), np.array([4.0], dtype), np.zeros((0, 2), dtype)]
    (mine, length), (other, other_length) = clipped(grads, max_norm)
    assert length == pytest.approx(other_length, rel=1e-6)
    for m, o in zip(mine, other, strict=True):
        assert m.dtype == o.dtype
        # PyTorch divides by the length plus 1e-6.
        np.testing.assert_allclose(m, o, rtol=4e-7)


@both_types
def test_clipping_by_value(dtype):
    grads = [np.array([[3.0, -1.0, 0.1]], dtype), np.array(-4.0, dtype)]
    mine = [dl.Tensor(np.zeros_like(g)) for g in grads]
    other = [torch.zeros(g.shape, dtype=torch.from_numpy(np.atleast_1d(g)).dtype) for g in grads]
    for m, o, g in zip(mine, other, grads, strict=True):
        m.grad, o.grad = g.copy(), torch.tensor(g)
    optim.clip_grad_value([*mine, dl.Tensor(1.0)], 0.75)
    torch.nn.utils.clip_grad_value_(other, 0.75)
    for m, o in zip(mine, other, strict=True):
        np.testing.assert_array_equal(m.grad, o.grad.numpy())
        assert m.grad.dtype == dtype


def test_a_length_of_nan_changes_nothing_where_pytorch_makes_all_nan():
    (mine, length), (other, other_length) = clipped([np.array([np.nan, 1.0])], 0.5)
    assert math.isnan(length)
    assert math.isnan(other_length)
    np.testing.assert_array_equal(mine[0], [np.nan, 1.0])
    assert np.isnan(other[0]).all()
    words = " ".join(inspect.getdoc(optim.clip_grad_norm).split())
    assert "A length that is nan changes nothing; in PyTorch it makes every gradient nan" in words


def test_a_missing_gradient_stops_a_step_where_pytorch_leaves_the_parameter():
    mine, other = [dl.Tensor(1.0), dl.Tensor(2.0)], [torch.tensor(1.0), torch.tensor(2.0)]
    mine[0].grad, other[0].grad = np.float64(1), torch.tensor(1.0)
    with pytest.raises(ValueError, match="no gradient reached parameter 1"):
        optim.SGD(mine, lr=0.5).step()
    torch.optim.SGD(other, lr=0.5).step()
    assert [p.item() for p in mine] == [1, 2]
    assert [p.item() for p in other] == [0.5, 2]
    assert "PyTorch leaves it where it is" in " ".join(inspect.getdoc(optim.SGD.step).split())


def test_every_name_of_optim_is_compared():
    compared = {kind for kind, _ in OPTIMISERS} | {name.split(",")[0] for name in SCHEDULES}
    compared |= {"clip_grad_norm", "clip_grad_value"}
    assert compared == set(optim.__all__) - {"Optimizer"}  # it moves nothing
