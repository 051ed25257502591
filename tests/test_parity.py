"""The engine beside PyTorch: values, gradients and training, where PyTorch is installed.

``pip install -e '.[parity]'`` installs it. Where conventions differ on purpose, the test says so.
"""

import cases
import numpy as np
import pytest

import mathdl as dl
from mathdl import nn, optim

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install -e '.[parity]'")
F = torch.nn.functional
HARD = np.array([-1e4, -30.0, -1.0, -1e-8, 0.0, 0.0, 1e-8, 0.5, 3.0, 30.0, 1e4])
LABELS = [2, 0, 1, 2]
SOFT = np.random.default_rng(5).random((4, 3))


def same(name):
    return getattr(dl, name), getattr(torch, name)


# Ours, PyTorch's, and the shapes of the arguments.
PAIRS = {
    "add": (*same("add"), [(4, 3), (3,)]),
    "subtract": (*same("subtract"), [(4, 1), (1, 3)]),
    "multiply": (*same("multiply"), [(4, 3), ()]),
    "divide": (*same("divide"), [(4, 3), (4, 1)]),
    "power": (lambda a: dl.abs(a) ** 2.5, lambda a: a.abs() ** 2.5, [(4, 3)]),
    "negative": (*same("negative"), [(4, 3)]),
    "abs": (*same("abs"), [(4, 3)]),
    "exp": (*same("exp"), [(4, 3)]),
    "expm1": (*same("expm1"), [(4, 3)]),
    "log": (lambda a: dl.log(a * a + 1), lambda a: torch.log(a * a + 1), [(4, 3)]),
    "log1p": (lambda a: dl.log1p(a * a), lambda a: torch.log1p(a * a), [(4, 3)]),
    "sqrt": (lambda a: dl.sqrt(a * a + 1), lambda a: torch.sqrt(a * a + 1), [(4, 3)]),
    "sin": (*same("sin"), [(4, 3)]),
    "cos": (*same("cos"), [(4, 3)]),
    "tanh": (*same("tanh"), [(4, 3)]),
    "sigmoid": (*same("sigmoid"), [(4, 3)]),
    "relu": (*same("relu"), [(4, 3)]),
    "softplus": (dl.softplus, F.softplus, [(4, 3)]),
    "log_sigmoid": (dl.log_sigmoid, F.logsigmoid, [(4, 3)]),
    "leaky_relu": (dl.leaky_relu, F.leaky_relu, [(4, 3)]),
    "elu": (dl.elu, F.elu, [(4, 3)]),
    "gelu": (dl.gelu, lambda a: F.gelu(a, approximate="tanh"), [(4, 3)]),
    "silu": (dl.silu, F.silu, [(4, 3)]),
    "softmax": (dl.softmax, lambda a: torch.softmax(a, -1), [(4, 3)]),
    "log_softmax": (dl.log_softmax, lambda a: torch.log_softmax(a, -1), [(4, 3)]),
    "logsumexp": (lambda a: dl.logsumexp(a, 0), lambda a: torch.logsumexp(a, 0), [(4, 3)]),
    "maximum": (*same("maximum"), [(4, 3), (3,)]),
    "minimum": (*same("minimum"), [(4, 3), (3,)]),
    "clip": (lambda a: dl.clip(a, -0.5, 0.5), lambda a: torch.clip(a, -0.5, 0.5), [(4, 3)]),
    "where": (
        lambda a, b: dl.where(a > 0, a, b),
        lambda a, b: torch.where(a > 0, a, b),
        [(4, 3), (3,)],
    ),
    "max": (lambda a: dl.max(a, 1), lambda a: torch.amax(a, 1), [(4, 3)]),
    "min": (lambda a: dl.min(a, 1), lambda a: torch.amin(a, 1), [(4, 3)]),
    "sum": (lambda a: dl.sum(a, (0, 2)), lambda a: torch.sum(a, (0, 2)), [(4, 3, 2)]),
    "mean": (lambda a: dl.mean(a, 1), lambda a: torch.mean(a, 1), [(4, 3)]),
    "var": (lambda a: dl.var(a, 1, ddof=1), lambda a: torch.var(a, 1), [(4, 3)]),
    "std": (lambda a: dl.std(a, 1, ddof=1), lambda a: torch.std(a, 1), [(4, 3)]),
    "norm": (lambda a: dl.norm(a, 1), lambda a: torch.linalg.vector_norm(a, dim=1), [(4, 3)]),
    "reshape": (lambda a: dl.reshape(a, (2, -1)), lambda a: a.reshape(2, -1), [(4, 3)]),
    "transpose": (dl.transpose, lambda a: a.T, [(4, 3)]),
    "expand_dims": (lambda a: dl.expand_dims(a, 1), lambda a: a.unsqueeze(1), [(4, 3)]),
    "squeeze": (dl.squeeze, torch.squeeze, [(4, 1, 3)]),
    "swapaxes": (lambda a: dl.swapaxes(a, 0, 2), lambda a: a.swapaxes(0, 2), [(4, 1, 3)]),
    "concatenate": (
        lambda a, b: dl.concatenate([a, b], 1),
        lambda a, b: torch.concatenate([a, b], 1),
        [(4, 3), (4, 2)],
    ),
    "stack": (
        lambda a, b: dl.stack([a, b], -1),
        lambda a, b: torch.stack([a, b], -1),
        [(4, 3), (4, 3)],
    ),
    "unstack": (
        lambda a: dl.unstack(a, 1)[2] * dl.unstack(a, 1)[0],
        lambda a: torch.unbind(a, 1)[2] * torch.unbind(a, 1)[0],
        [(4, 3)],
    ),
    "getitem": (lambda a: a[[0, 0, 3], 1:], lambda a: a[[0, 0, 3], 1:], [(4, 3)]),
    "matmul": (*same("matmul"), [(2, 4, 3), (3, 5)]),
    "linear": (dl.linear, lambda x, w, b: F.linear(x, w.T, b), [(4, 3), (3, 2), (2,)]),
    "layer_norm": (
        dl.layer_norm,
        lambda x, w, b: F.layer_norm(x, (3,), w, b),
        [(4, 3), (3,), (3,)],
    ),
    "dropout": (  # chance differs; with the same mask it is a product
        lambda a: dl.dropout(a, 0.5, rng=3),
        lambda a: a * torch.tensor(dl.dropout(np.ones((4, 3)), 0.5, rng=3)).to(a.dtype),
        [(4, 3)],
    ),
    "mse_loss": (dl.mse_loss, F.mse_loss, [(4, 3), (4, 3)]),
    "l1_loss": (dl.l1_loss, F.l1_loss, [(4, 3), (4, 3)]),
    "huber_loss": (
        lambda a, b: dl.huber_loss(a, b, 0.7),
        lambda a, b: F.huber_loss(a, b, delta=0.7),
        [(4, 3), (4, 3)],
    ),
    "cross_entropy": (
        lambda z: dl.cross_entropy(z, LABELS),
        lambda z: F.cross_entropy(z, torch.tensor(LABELS)),
        [(4, 3)],
    ),
    "binary_cross_entropy_with_logits": (
        lambda z: dl.binary_cross_entropy_with_logits(z, SOFT),
        lambda z: F.binary_cross_entropy_with_logits(z, torch.tensor(SOFT).to(z.dtype)),
        [(4, 3)],
    ),
}


def compare(ours, theirs, arrays, dtype):
    a = [dl.Tensor(np.asarray(x, dtype)) for x in arrays]
    b = [torch.tensor(np.asarray(x, dtype), requires_grad=True) for x in arrays]
    y, z = ours(*a), theirs(*b)
    tolerance = (
        {"rtol": 3e-5, "atol": 3e-6} if dtype == np.float32 else {"rtol": 1e-9, "atol": 1e-12}
    )
    np.testing.assert_allclose(y.data, z.detach().numpy(), **tolerance)
    weights = np.random.default_rng(1).normal(size=y.shape).astype(dtype)
    y.backward(weights)
    z.backward(torch.tensor(weights))
    for mine, other in zip(a, b, strict=True):
        np.testing.assert_allclose(mine.grad, other.grad.numpy(), **tolerance)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", PAIRS)
def test_values_and_gradients(name, dtype):
    ours, theirs, shapes = PAIRS[name]
    rng = np.random.default_rng(0)
    compare(ours, theirs, [rng.normal(size=shape) for shape in shapes], dtype)


def test_every_operation_is_compared():
    assert cases.operations() - PAIRS.keys() == {"one_hot"}


ELEMENTWISE = [
    *("relu", "sigmoid", "tanh", "softplus", "log_sigmoid"),
    *("leaky_relu", "elu", "gelu", "silu", "abs"),
]


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_hard_values(name):
    ours, theirs, _ = PAIRS[name]
    compare(ours, theirs, [HARD], np.float64)


@pytest.mark.parametrize("scale", [1.0, 1e4])
def test_cross_entropies_at_hard_logits(scale):
    z = np.array([[1.0, 0.0, -1.0], [0.0, 0.0, 0.0], [-1.0, -1.0, 1.0], [1.0, 1.0, 1.0]]) * scale
    for name in ("cross_entropy", "binary_cross_entropy_with_logits", "log_softmax", "softmax"):
        compare(*PAIRS[name][:2], [z], np.float64)


def test_ties_and_repeated_indices():
    tied = np.array([[1.0, 2.0, 2.0], [3.0, 3.0, 3.0], [0.0, 0.0, 1.0], [5.0, 4.0, 5.0]])
    for name in ("max", "min", "getitem", "norm", "std"):
        compare(*PAIRS[name][:2], [tied], np.float64)
    for name in ("maximum", "minimum"):
        compare(*PAIRS[name][:2], [tied, np.array([2.0, 2.0, 2.0])], np.float64)


def test_lengths_of_nothing():
    compare(*PAIRS["norm"][:2], [np.zeros((4, 3))], np.float64)


def build(dtype):
    """One net in both libraries, with the same weights, and the points it learns from."""
    rng = np.random.default_rng(0)
    ours = nn.Sequential(
        nn.Linear(2, 16, rng=rng, dtype=dtype), nn.LayerNorm(16, dtype=dtype), nn.Tanh(),
        nn.Linear(16, 3, rng=rng, dtype=dtype),
    )  # fmt: skip
    theirs = torch.nn.Sequential(
        torch.nn.Linear(2, 16), torch.nn.LayerNorm(16), torch.nn.Tanh(), torch.nn.Linear(16, 3)
    ).to(torch.float64 if dtype == np.float64 else torch.float32)
    for mine, other in zip(ours.parameters(), theirs.parameters(), strict=True):
        other.data = torch.tensor(mine.data.T.copy())
    X = rng.normal(size=(50, 2)).astype(dtype)
    return ours, theirs, X, rng.integers(0, 3, 50)


OPTIMISERS = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.05, "momentum": 0.9}),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "nesterov": True}),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "weight_decay": 0.01}),
    ("Adam", {"lr": 0.01}),
    ("Adam", {"lr": 0.01, "betas": (0.8, 0.9), "eps": 1e-4, "weight_decay": 0.1}),
    ("AdamW", {"lr": 0.01, "weight_decay": 0.1}),
]


@pytest.mark.parametrize(("kind", "options"), OPTIMISERS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_fifty_steps_of_training(kind, options, dtype):
    ours, theirs, X, y = build(dtype)
    mine = getattr(optim, kind)(ours.parameters(), **options)
    other = getattr(torch.optim, kind)(theirs.parameters(), **options)
    losses = []
    for _ in range(50):
        mine.zero_grad()
        other.zero_grad()
        a = dl.cross_entropy(ours(X), y)
        b = F.cross_entropy(theirs(torch.tensor(X)), torch.tensor(y))
        a.backward()
        b.backward()
        mine.step()
        other.step()
        losses.append((a.item(), b.item()))
    found, expected = np.transpose(losses)
    assert expected[-1] < 0.9 * expected[0], "it learns"
    np.testing.assert_allclose(found, expected, rtol=1e-3 if dtype == np.float32 else 1e-9)


def test_clipping_by_norm():
    grads = [np.array([[3.0, 1.0]]), np.array([4.0])]
    mine = [dl.Tensor(np.zeros_like(g)) for g in grads]
    other = [torch.zeros(g.shape, dtype=torch.float64) for g in grads]
    for m, o, g in zip(mine, other, grads, strict=True):
        m.grad, o.grad = g, torch.tensor(g)
    length = torch.nn.utils.clip_grad_norm_(other, 1.0)
    assert optim.clip_grad_norm(mine, 1.0) == pytest.approx(length.item())
    for m, o in zip(mine, other, strict=True):
        # PyTorch divides by the length plus 1e-6.
        np.testing.assert_allclose(m.grad, o.grad.numpy(), rtol=3e-7)
