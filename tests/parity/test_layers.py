"""Modules and initialisers beside PyTorch's, with the same weights and the same chance."""

import math

import numpy as np
import pytest
from parity.arguments import Pair
from parity.pairs import torch
from parity.sides import TOLERANCES, assert_same, both

import mathdl as dl
from mathdl import nn

FEATURES = 4
SHAPES = [(FEATURES,), (5, FEATURES), (1, FEATURES), (2, 3, FEATURES), (0, FEATURES)]
DTYPES = [np.float32, np.float64]
# An activation of ours, with its defaults, and PyTorch's.
ACTIVATIONS = {
    **{
        name: getattr(torch.nn, name)()
        for name in ("ReLU", "LeakyReLU", "ELU", "SiLU", "Sigmoid", "Tanh", "Softplus")
    },
    "GELU": torch.nn.GELU(approximate="tanh"),
}


def a_layer(kind, dtype):
    """A layer of each kind in both libraries, and how the second stores the first's weights."""
    mixed = {
        "Linear": (
            nn.Linear(FEATURES, 3, rng=0, dtype=dtype),
            torch.nn.Linear(FEATURES, 3),
        ),
        "Linear without bias": (
            nn.Linear(FEATURES, 3, rng=0, bias=False, dtype=dtype),
            torch.nn.Linear(FEATURES, 3, bias=False),
        ),
        "LayerNorm": (
            nn.LayerNorm(FEATURES, eps=0.01, dtype=dtype),
            torch.nn.LayerNorm(FEATURES, eps=0.01),
        ),
        "Sequential": (
            nn.Sequential(
                nn.Linear(FEATURES, 3, rng=0, dtype=dtype),
                nn.LayerNorm(3, dtype=dtype),
                nn.Tanh(),
                nn.Sequential(nn.Linear(3, 2, rng=1, dtype=dtype), dl.relu),
            ),
            torch.nn.Sequential(
                torch.nn.Linear(FEATURES, 3),
                torch.nn.LayerNorm(3),
                torch.nn.Tanh(),
                torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.ReLU()),
            ),
        ),
    }
    return mixed[kind]


def with_weights(ours, theirs, rng):
    """Give both the same random weights; PyTorch's are transposed."""
    mine, other = ours.parameters(), list(theirs.parameters())
    for p, q in zip(mine, other, strict=True):
        p.data = rng.normal(size=p.shape).astype(p.dtype)
        q.data = torch.tensor(p.data.T.copy())
    return mine, other


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", ["Linear", "Linear without bias", "LayerNorm", "Sequential"])
def test_layers(kind, shape, dtype):
    rng = np.random.default_rng(3)
    ours, theirs = a_layer(kind, dtype)
    mine, other = with_weights(ours, theirs, rng)
    x = rng.permutation(np.arange(math.prod(shape)) / 2 - 1).reshape(shape).astype(dtype)
    found, expected = both(Pair(ours, theirs), [x], {})
    found += [p.grad for p in mine]
    expected += [q.grad.numpy().T for q in other]
    assert_same(found, expected, TOLERANCES[np.dtype(dtype)])
    assert [n for n, _ in ours.named_parameters()] == [n for n, _ in theirs.named_parameters()]


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_net_for_pictures(dtype):
    """Filters, both kinds of pooling and a dense end: the weights of filters are PyTorch's own."""
    rng = np.random.default_rng(3)
    ours = nn.Sequential(
        nn.Conv2d(1, 3, 3, padding=1, rng=0, dtype=dtype), dl.tanh, nn.AvgPool2d(2),
        nn.Conv2d(3, 2, 3, stride=2, padding=1, rng=0, dtype=dtype), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(4, 2, rng=0, dtype=dtype),
    )  # fmt: skip
    theirs = torch.nn.Sequential(
        torch.nn.Conv2d(1, 3, 3, padding=1), torch.nn.Tanh(), torch.nn.AvgPool2d(2),
        torch.nn.Conv2d(3, 2, 3, stride=2, padding=1), torch.nn.MaxPool2d(2),
        torch.nn.Flatten(), torch.nn.Linear(4, 2),
    ).to(torch.tensor(np.zeros(0, dtype)).dtype)  # fmt: skip
    for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
        p.data = rng.normal(size=p.shape).astype(dtype)
        q.data = torch.tensor(p.data if p.ndim == 4 else p.data.T.copy())
    x = rng.normal(size=(3, 1, 16, 9)).astype(dtype)
    found, expected = both(Pair(ours, theirs), [x], {})
    found += [p.grad for p in ours.parameters()]
    expected += [q.grad.numpy() for q in theirs.parameters()]
    expected[-2] = expected[-2].T
    assert_same(found, expected, TOLERANCES[np.dtype(dtype)])
    assert [n for n, _ in ours.named_parameters()] == [n for n, _ in theirs.named_parameters()]


@pytest.mark.parametrize("dtype", DTYPES)
def test_rows_of_a_table(dtype):
    """A new table is drawn as widely as PyTorch's; what it is asked for is not differentiated."""
    ours = nn.Embedding(300, 60, rng=0, dtype=dtype)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        theirs = torch.nn.Embedding(300, 60)
    assert theirs.weight.std().item() == pytest.approx(ours.weight.data.std(), rel=0.02)
    theirs.weight.data = torch.tensor(ours.weight.data)
    ids = np.array([[0, 7, 7], [299, 7, 0]])
    y, z = ours(ids), theirs(torch.tensor(ids))
    y.backward(np.ones(y.shape, dtype))
    z.sum().backward()
    assert_same([y.data, ours.weight.grad], [z.detach().numpy(), theirs.weight.grad.numpy()], {})


def as_theirs(ours, read):
    """What `read` finds in the parameters of a block of ours, in PyTorch's order and layout."""
    attention = getattr(ours, "attention", ours)
    parts = attention.query, attention.key, attention.value  # PyTorch's are one matrix
    found = [
        np.concatenate([read(getattr(part, kind)).T for part in parts])
        for kind in ("weight", "bias")
    ]
    others = [] if attention is ours else [ours.mlp, ours.norm1, ours.norm2]
    return found + [read(p).T for part in (attention.out, *others) for p in part.parameters()]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("causal", [True, False])
@pytest.mark.parametrize("kind", ["attention", "block"])
def test_attention_and_the_block_around_it(kind, causal, dtype):
    rng, seen = np.random.default_rng(3), []
    make = {"attention": nn.MultiHeadAttention, "block": nn.TransformerBlock}[kind]
    ours = make(6, 3, causal=causal, rng=0, dtype=dtype)
    for p in ours.parameters():
        p.data = rng.uniform(-0.5, 0.5, p.shape).astype(dtype)
    hidden = torch.triu(torch.ones(5, 5, dtype=torch.bool), 1) if causal else None
    if kind == "attention":
        theirs = torch.nn.MultiheadAttention(6, 3, batch_first=True)
    else:
        theirs = torch.nn.TransformerEncoderLayer(
            6, 3, 24, 0.0, torch.nn.GELU("tanh"), batch_first=True, norm_first=True
        )

    def apply(x):
        if kind == "block":
            return theirs(x, src_mask=hidden)
        y, weights = theirs(x, x, x, attn_mask=hidden, average_attn_weights=False)
        seen.append(weights.detach().numpy())
        return y

    for q, values in zip(theirs.parameters(), as_theirs(ours, lambda p: p.data), strict=True):
        q.data = torch.tensor(values)
    x = rng.normal(size=(2, 5, 6)).astype(dtype)
    found, expected = both(Pair(ours, apply), [x], {})
    found += as_theirs(ours, lambda p: p.grad)
    expected += [q.grad.numpy() for q in theirs.parameters()]
    if kind == "attention":
        found, expected = [*found, ours.weights(x)], [*expected, *seen]
    assert_same(found, expected, TOLERANCES[np.dtype(dtype)])


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_as_modules(name, dtype):
    x = np.random.default_rng(0).normal(size=(5, 3)).astype(dtype)
    pair = Pair(getattr(nn, name)(), ACTIVATIONS[name])
    assert_same(*both(pair, [x], {}), TOLERANCES[np.dtype(dtype)])


@pytest.mark.parametrize("p", [0.0, 0.25, 0.9])
def test_dropout_drops_by_its_mask_and_not_in_eval(p):
    ours, theirs = nn.Dropout(p, rng=7), torch.nn.Dropout(p)
    rng, x = np.random.default_rng(7), np.random.default_rng(0).normal(size=(6, 5))
    for _ in range(2):  # a new mask at every call
        kept = torch.tensor(rng.random(x.shape) >= p)
        assert_same(*both(Pair(ours, lambda a, k=kept: a * k / (1 - p)), [x], {}), {"rtol": 1e-14})
    assert_same(*both(Pair(lambda a: ours.eval()(a) * 1, theirs.eval()), [x], {}), {"rtol": 0})


def test_dropout_drops_as_often_and_enlarges_as_much():
    ones = np.ones(10_000)
    ours = nn.Dropout(0.3, rng=0)(ones)
    with torch.random.fork_rng():  # PyTorch's dropout takes no generator
        torch.manual_seed(0)
        theirs = torch.nn.Dropout(0.3)(torch.tensor(ones)).numpy()
    np.testing.assert_allclose(np.unique(ours), np.unique(theirs))
    deviation = math.sqrt(0.3 * 0.7 / ones.size)
    assert abs((ours == 0).mean() - (theirs == 0).mean()) < 5 * math.sqrt(2) * deviation


# Ours, PyTorch's with its options, and the spread that PyTorch's documentation gives.
INITIALISERS = {
    "xavier_uniform": ("xavier_uniform_", {}, lambda n, m: math.sqrt(6 / (n + m))),
    "xavier_normal": ("xavier_normal_", {}, lambda n, m: math.sqrt(2 / (n + m))),
    "he_uniform": ("kaiming_uniform_", {"nonlinearity": "relu"}, lambda n, m: math.sqrt(6 / n)),
    "he_normal": ("kaiming_normal_", {"nonlinearity": "relu"}, lambda n, m: math.sqrt(2 / n)),
    "orthogonal": ("orthogonal_", {}, lambda n, m: 1 / math.sqrt(max(n, m))),
}
LAYER = (300, 120)


def furthest_apart(a, b):
    """The largest distance of two empirical distribution functions (Kolmogorov and Smirnov)."""
    points = np.sort(np.concatenate([a, b]))
    shares = [np.searchsorted(np.sort(x), points, side="right") / x.size for x in (a, b)]
    return np.abs(shares[0] - shares[1]).max()


@pytest.mark.parametrize("gain", [1.0, 5 / 3])
@pytest.mark.parametrize("name", INITIALISERS)
def test_initialisers_draw_from_the_same_distribution(name, gain):
    """Ours have the shape (in, out), PyTorch's (out, in); a square would not tell them apart."""
    other, options, spread = INITIALISERS[name]
    gains = {"gain": gain} if name.startswith(("xavier", "orthogonal")) else {}
    ours = getattr(nn, name)(LAYER, rng=0, **gains)
    theirs = getattr(torch.nn.init, other)(
        torch.empty(LAYER[::-1], dtype=torch.float64),
        **options, **gains, generator=torch.Generator().manual_seed(0),
    ).numpy()  # fmt: skip
    assert ours.shape == theirs.T.shape
    # Two samples of one distribution of n numbers each are further apart once in 10,000 times.
    assert furthest_apart(ours.ravel(), theirs.ravel()) < 2.23 * math.sqrt(2 / ours.size)
    width = spread(*LAYER) * gains.get("gain", 1)
    for weight in (ours, theirs):
        if name.endswith("uniform"):
            assert 0.999 * width < abs(weight).max() <= width
        else:
            assert weight.std() == pytest.approx(width, rel=0.02)


def test_the_distance_tells_spreads_apart():
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=36_000), rng.normal(size=36_000) * 1.1
    assert furthest_apart(a, b) > 2.23 * math.sqrt(2 / a.size)


def test_a_new_linear_layer_differs_as_its_docstring_says():
    assert not nn.Linear(3, 2).bias.data.any()
    assert torch.nn.Linear(3, 2).bias.abs().max() <= 1 / math.sqrt(3)
    assert torch.nn.Linear(300, 300).weight.abs().max() <= 1 / math.sqrt(300)
    assert "PyTorch draws both between ±1/√in_features" in " ".join(nn.Linear.__doc__.split())


@pytest.mark.parametrize("dtype", DTYPES)
def test_normalisation_over_the_batch_while_training_and_afterwards(dtype):
    rng = np.random.default_rng(0)
    ours = nn.BatchNorm1d(FEATURES, momentum=0.3, dtype=dtype)
    theirs = torch.nn.BatchNorm1d(FEATURES, momentum=0.3).to(
        {np.float32: torch.float32, np.float64: torch.float64}[dtype]
    )
    with_weights(ours, theirs, rng)
    for _ in range(3):
        x = rng.normal(2.0, 3.0, size=(6, FEATURES)).astype(dtype)
        close = TOLERANCES[np.dtype(dtype)]
        np.testing.assert_allclose(ours(x).data, theirs(torch.tensor(x)).detach().numpy(), **close)
    ours.eval(), theirs.eval()
    found, expected = both(Pair(ours, theirs), [x], {})
    assert_same(found, expected, close)
    assert ours.running_mean.dtype == ours.running_var.dtype == dtype


@pytest.mark.parametrize("name", ["linear", "sigmoid", "tanh", "relu", "leaky_relu"])
def test_gains(name):
    assert nn.calculate_gain(name) == pytest.approx(torch.nn.init.calculate_gain(name))


def test_every_name_of_nn_is_compared():
    compared = {"Linear", "LayerNorm", "Sequential", "Dropout"} | ACTIVATIONS.keys()
    compared |= {"BatchNorm1d", "calculate_gain", "Conv2d", "MaxPool2d", "AvgPool2d", "Flatten"}
    compared |= {"Embedding", "MultiHeadAttention", "TransformerBlock"}
    not_there = {"Module", "Residual"}  # the first does nothing, the second PyTorch has not
    not_there |= {"save", "load"}  # they write and read files of our own
    assert compared | INITIALISERS.keys() == set(nn.__all__) - not_there
