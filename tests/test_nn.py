"""Modules: what they hold, save, load and show."""

import copy
import pickle

import numpy as np
import pytest

import mathdl as dl
from mathdl import nn


def net(rng=0):
    rng = np.random.default_rng(rng)
    return nn.Sequential(
        nn.Linear(2, 5, rng=rng), dl.tanh, nn.LayerNorm(5), nn.Dropout(0.5, rng=rng), nn.ReLU(),
        nn.Linear(5, 3, rng=rng),
    )  # fmt: skip


class Twice(nn.Module):
    """A module with a shared parameter, a list, and a plain tensor."""

    def __init__(self):
        self.inner = nn.Linear(2, 2, rng=0, bias=False)
        self.many = [nn.Linear(2, 1, rng=1), self.inner]
        self.scale = dl.Tensor(2.0)

    def forward(self, x):
        return self.many[0](self.inner(self.inner(x))) * self.scale


def test_parameters_are_found_once_and_named():
    names = [name for name, _ in net().named_parameters()]
    assert names == ["0.weight", "0.bias", "2.weight", "2.bias", "5.weight", "5.bias"]
    assert [name for name, _ in Twice().named_parameters()] == [
        "inner.weight",
        "many.0.weight",
        "many.0.bias",
        "scale",
    ]
    assert sum(p.size for p in net().parameters()) == 2 * 5 + 5 + 5 + 5 + 5 * 3 + 3


def test_gradients_through_every_module():
    model = Twice()
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    start = model.state_dict()

    def loss_of(*values):
        for parameter, value in zip(model.parameters(), values, strict=True):
            parameter.data = np.asarray(getattr(value, "data", value))[()]
        return (model(x) ** 2).sum()

    loss_of(*start.values()).backward()
    found = [p.grad for p in model.parameters()]
    for i, value in enumerate(start.values()):
        expected = dl.numerical_gradient(
            lambda v, i=i: loss_of(
                *(v if j == i else w for j, w in enumerate(start.values()))
            ).item(),
            value,
        )
        np.testing.assert_allclose(found[i], expected, rtol=1e-6)


def test_dropout_is_off_after_eval_and_on_after_train():
    model, x = net(), np.ones((4, 2))
    assert not np.array_equal(model(x).data, model(x).data)
    model.eval()
    assert np.array_equal(model(x).data, model(x).data)
    assert not model[3].training
    assert model.train()[3].training


def test_state_is_a_copy_and_comes_back():
    model = net().eval()
    x = np.ones((1, 2))
    before, state = model(x).data, model.state_dict()
    for parameter in model.parameters():
        parameter.data = parameter.data * 0
    assert not np.array_equal(model(x).data, before)
    model.load_state_dict(state)
    assert np.array_equal(model(x).data, before)
    state["0.weight"] += 1
    assert np.array_equal(model(x).data, before)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (lambda s: s.pop("5.bias"), KeyError, r"missing \['5.bias'\]"),
        (lambda s: s.update(extra=1), KeyError, r"unknown \['extra'\]"),
        (
            lambda s: s.update({"5.bias": np.ones(4)}),
            ValueError,
            r"5.bias has shape \(3,\).*\(4,\)",
        ),
    ],
)
def test_a_wrong_state_changes_nothing(change, error, words):
    model, state = net(0), net(1).state_dict()
    change(state)
    before = model.state_dict()
    with pytest.raises(error, match=words):
        model.load_state_dict(state)
    for name, value in model.state_dict().items():
        assert np.array_equal(value, before[name])


@pytest.mark.parametrize("how", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
def test_copies_are_nets_of_their_own(how):
    model = net().eval()
    twin, x = how(model), np.ones((3, 2))
    assert np.array_equal(twin(x).data, model(x).data)
    twin[0].weight.data = twin[0].weight.data * 2
    assert not np.array_equal(twin(x).data, model(x).data)


def test_it_shows_shapes_and_counts():
    text = repr(net())
    assert "Linear(2, 5)  weight (2, 5), bias (5,): 15 parameters" in text
    assert "1: tanh" in text
    assert text.endswith("in all 43 parameters")
    assert repr(nn.ReLU()) == "ReLU()"


def test_a_module_without_forward_says_so():
    class Empty(nn.Module):
        pass

    with pytest.raises(NotImplementedError, match="Empty does not say what it computes"):
        Empty()(1)


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        (lambda: nn.Linear(0, 3), ValueError, "in_features is a whole number from 1 on, not 0"),
        (lambda: nn.Sequential(nn.Linear(1, 1), nn.ReLU), TypeError, "with parentheses"),
        (lambda: nn.Sequential(3), TypeError, "not 3"),
        (lambda: nn.Dropout(1.5), ValueError, "not 1.5"),
        (lambda: nn.Linear(0, 3, init=lambda shape, rng: np.ones(shape)), ValueError, "in_feat"),
        (lambda: nn.Linear(3, 0, init=lambda shape, rng: np.ones(shape)), ValueError, "out_feat"),
        (lambda: nn.he_normal((0, 3)), ValueError, "in_features is"),
        (lambda: nn.he_normal((3, 0)), ValueError, "out_features is"),
    ],
)
def test_wrong_layers(wrong, error, words):
    with pytest.raises(error, match=words):
        wrong()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_type_stays_all_the_way(dtype):
    model = nn.Sequential(
        nn.Linear(2, 4, rng=0, dtype=dtype), nn.LayerNorm(4, dtype=dtype), nn.GELU(), nn.ELU(),
        nn.LeakyReLU(), nn.SiLU(), nn.Softplus(), nn.Sigmoid(), nn.Tanh(), nn.Dropout(0.1, rng=0),
        nn.Linear(4, 3, rng=0, dtype=dtype),
    )  # fmt: skip
    optimizer = dl.optim.AdamW(model.parameters(), lr=0.01)
    for _ in range(3):
        loss = dl.cross_entropy(model(np.ones((5, 2), dtype)), np.zeros(5, int))
        optimizer.zero_grad()
        loss.backward()
        dl.optim.clip_grad_norm(model.parameters(), 0.1)
        optimizer.step()
    assert loss.dtype == dtype
    assert {p.dtype for p in model.parameters()} == {np.dtype(dtype)}
    assert {p.grad.dtype for p in model.parameters()} == {np.dtype(dtype)}
    assert {node.data.dtype for node in dl.backward_order(loss)} == {np.dtype(dtype)}


def test_layers_start_where_their_docstrings_say():
    norm, line = nn.LayerNorm(3), nn.Linear(2, 3, rng=0)
    assert (norm.weight.data.tolist(), norm.bias.data.tolist(), norm.eps) == (
        [1] * 3,
        [0] * 3,
        1e-5,
    )
    assert line.bias.data.tolist() == [0] * 3
    assert np.array_equal(line.weight.data, nn.he_normal((2, 3), rng=0))
    assert nn.Dropout().p == 0.5


@pytest.mark.parametrize("init", [nn.he_normal, nn.he_uniform, nn.xavier_normal, nn.xavier_uniform])
def test_initialisers_have_the_width_of_their_formula(init):
    weight = init((300, 100), rng=1)
    width = (2 / 300) ** 0.5 if "he" in init.__name__ else (2 / 400) ** 0.5
    assert weight.std() == pytest.approx(width, rel=0.02)
    assert abs(weight.mean()) < 0.02 * width
    assert np.array_equal(weight, init((300, 100), rng=np.random.default_rng(1)))


class Remembering(dl.nn.Module):
    """Keeps what it computed last, as readers do to look at it."""

    def __init__(self):
        self.layer = dl.nn.Linear(2, 2, rng=0)
        self.seen = []

    def forward(self, x):
        self.h = self.layer(x)
        self.seen.append(dl.tanh(self.h))
        return self.seen[-1]


def test_only_leaves_are_parameters():
    net = Remembering()
    names = [name for name, _ in net.named_parameters()]
    shown = repr(net)
    net(np.ones((1, 2))).sum().backward()
    assert [name for name, _ in net.named_parameters()] == names == ["layer.weight", "layer.bias"]
    assert repr(net) == shown
    for twin in (copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        assert [name for name, _ in twin.named_parameters()] == names
        np.testing.assert_array_equal(twin.h, net.h.data)


def test_parameters_are_found_in_lists_and_dicts_however_deep():
    class Deep(dl.nn.Module):
        def __init__(self):
            self.parts = {
                "first": [dl.nn.Linear(1, 2, rng=0), (dl.Tensor([1.0]), {"last": dl.Tensor([2.0])})]
            }
            self.blocks = [[dl.nn.Dropout(0.5), dl.nn.Linear(2, 1, rng=0)]]

    names = [name for name, _ in Deep().named_parameters()]
    assert names == [
        "parts.first.0.weight",
        "parts.first.0.bias",
        "parts.first.1.0",
        "parts.first.1.1.last",
        "blocks.0.1.weight",
        "blocks.0.1.bias",
    ]
    net, other = Deep(), Deep()
    assert not net.eval().blocks[0][0].training
    other.load_state_dict({name: a + 1 for name, a in net.state_dict().items()})
    assert other.parts["first"][1][1]["last"].data == [3.0]


def test_parameters_in_a_set_are_refused():
    class Unordered(dl.nn.Module):
        def __init__(self):
            self.layers = {dl.nn.Linear(1, 1, rng=0)}
            self.names = {"a", "b"}

    with pytest.raises(TypeError, match=r"layers is a set of tensors or modules.*make it a list"):
        Unordered().parameters()


@pytest.mark.parametrize("ask", [dl.nn.Module.parameters, dl.nn.Module.eval, repr])
def test_a_module_that_contains_itself_is_said(ask):
    outer, inner = Remembering(), Remembering()
    outer.inner, inner.outer = inner, outer
    with pytest.raises(ValueError, match=r"inner\.outer is the Remembering that it stands in"):
        ask(outer)
    own = dl.nn.Sequential(dl.tanh)
    own.layers.append(own)
    with pytest.raises(ValueError, match="contains itself"):
        ask(own)
    circle = Remembering()
    circle.seen.append(circle.seen)
    with pytest.raises(ValueError, match=r"seen\.0 is the list that it stands in"):
        ask(circle)


def test_a_layer_used_twice_is_no_circle():
    layer = dl.nn.Linear(2, 2, rng=0)
    assert len(dl.nn.Sequential(layer, dl.tanh, layer).parameters()) == 2


def test_a_residual_adds():
    f = nn.Linear(3, 3, rng=0)
    x = np.arange(6.0).reshape(2, 3)
    block = nn.Residual(f, dl.tanh, scale=0.5)
    np.testing.assert_allclose(block(x).data, x + 0.5 * np.tanh(f(x).data))
    assert block.parameters() == f.parameters()
    with pytest.raises(ValueError, match=r"shapes \(2, 1\) and \(2, 3\)"):
        nn.Residual(nn.Linear(3, 1, rng=0))(x)


def test_outputs_of_all_layers():
    net = nn.Sequential(nn.Linear(2, 3, rng=0), dl.relu, nn.Linear(3, 1, rng=1))
    x = np.ones((4, 2))
    made = net.outputs(x)
    assert [out.shape for out in made] == [(4, 3), (4, 3), (4, 1)]
    np.testing.assert_array_equal(made[-1].data, net(x).data)


def test_batch_norm_uses_the_batch_while_training_and_what_it_has_seen_afterwards():
    rng = np.random.default_rng(0)
    layer = nn.BatchNorm1d(2)
    for _ in range(200):
        layer(rng.normal(3.0, 2.0, size=(64, 2)))
    x = rng.normal(3.0, 2.0, size=(64, 2))
    np.testing.assert_allclose(layer(x).data.mean(axis=0), 0, atol=1e-12)
    layer.eval()
    kept = layer.running_mean.copy()
    one = layer(x[:1]).data
    np.testing.assert_allclose(one, layer(x).data[:1])
    np.testing.assert_allclose(one, (x[:1] - 3) / 2, atol=0.3)
    np.testing.assert_array_equal(layer.running_mean, kept)
    with pytest.raises(ValueError, match="a batch of one example"):
        layer.train()(x[:1])


def test_buffers_are_saved_and_never_learnt():
    net = nn.Sequential(nn.Linear(2, 2, rng=0), nn.BatchNorm1d(2))
    net(np.random.default_rng(0).normal(size=(8, 2)))
    state = net.state_dict()
    assert list(state)[-2:] == ["1.running_mean", "1.running_var"]
    assert len(net.parameters()) == 4
    other = nn.Sequential(nn.Linear(2, 2, rng=1), nn.BatchNorm1d(2))
    other.load_state_dict(state)
    np.testing.assert_array_equal(other[1].running_var, net[1].running_var)
    assert other[1].running_var is not net[1].running_var
    with pytest.raises(KeyError, match="running_mean"):
        other.load_state_dict({k: v for k, v in state.items() if k != "1.running_mean"})
    with pytest.raises(TypeError, match="a buffer is an array"):
        nn.Linear(1, 1, rng=0).register_buffer("seen", dl.Tensor([1.0]))


@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (4, 4)])
def test_orthogonal_keeps_lengths(shape):
    Q = nn.orthogonal(shape, rng=0, gain=2.0)
    assert Q.shape == shape
    small = Q.T @ Q if shape[0] >= shape[1] else Q @ Q.T
    np.testing.assert_allclose(small, 4 * np.eye(min(shape)), atol=1e-12)
    assert nn.Linear(*shape, init=nn.orthogonal, rng=0).weight.shape == shape


def test_relus_gain_keeps_the_mean_square():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(1000, 200))
    z = x @ (nn.calculate_gain("relu") * rng.normal(0, 200**-0.5, (200, 200)))
    assert np.mean(np.maximum(z, 0) ** 2) == pytest.approx(1, rel=0.05)
    with pytest.raises(ValueError, match="for linear, sigmoid, tanh, relu and leaky_relu, not for"):
        nn.calculate_gain("swish")
