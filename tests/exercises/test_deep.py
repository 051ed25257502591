"""The exercises on deep nets: right answers against random nets, and what is built, built."""

import numpy as np
import pytest
from sheets import every_sheet, posed

import mathdl as dl
from mathdl import nn
from mathdl.exercises.deep import hundred_layers
from mathdl.exercises.deep.starts import SHAPES


def test_the_numbers_of_the_book():
    assert posed("8.1").right == pytest.approx(12)
    assert posed("8.2").right == pytest.approx(0.2)
    assert posed("8.3").right == pytest.approx(13_780.6, abs=0.1)
    assert posed("8.5").right == pytest.approx([-1.3416, -0.4472, 0.4472, 1.3416], abs=1e-4)
    assert posed("8.7").right == [3, -4, 0]
    assert posed("8.8").right == 0.9


@every_sheet
def test_a_sum_of_many_has_the_mean_square_that_is_said(sheet):
    n, std, square = (posed("8.1", sheet).numbers[name] for name in ("n", "std", "square"))
    rng = np.random.default_rng(0)
    x = np.full(n, square**0.5)
    z = x @ rng.normal(0, std, (n, 40_000))
    assert np.mean(z**2) == pytest.approx(posed("8.1", sheet).right, rel=0.03)


@every_sheet
def test_hes_std_keeps_the_mean_square_through_relu(sheet):
    fan_in, fan_out = (posed("8.2", sheet).numbers[name] for name in ("fan_in", "fan_out"))
    rng = np.random.default_rng(0)
    x = rng.normal(size=(3000, fan_in))
    a = np.maximum(x @ rng.normal(0, posed("8.2", sheet).right, (fan_in, fan_out)), 0)
    assert np.mean(a**2) == pytest.approx(1, abs=0.1)


@every_sheet
def test_a_few_per_cent_against_two_nets(sheet):
    percent, layers = (posed("8.3", sheet).numbers[name] for name in ("percent", "layers"))

    def length(scale):
        rng, a = np.random.default_rng(0), np.ones(32)
        for _ in range(layers):
            a = np.maximum(a @ rng.normal(0, scale * 0.25, (32, 32)), 0)
        return np.linalg.norm(a)

    found = length(1 + percent / 100) / length(1)
    assert posed("8.3", sheet).right == pytest.approx(found, rel=1e-9)


@every_sheet
def test_layer_norm_and_clipping_agree_with_the_engine(sheet):
    row = posed("8.5", sheet).numbers["row"]
    norm = nn.LayerNorm(len(row), eps=0)
    assert posed("8.5", sheet).right == pytest.approx(norm(np.array(row, float)).data.tolist())
    g, limit = (posed("8.7", sheet).numbers[name] for name in ("g", "limit"))
    leaf = dl.Tensor(np.zeros(3))
    (leaf * np.array(g, float)).sum().backward()
    dl.optim.clip_grad_norm([leaf], limit)
    assert posed("8.7", sheet).right == pytest.approx(leaf.grad.tolist())


def test_he_in_other_words_is_right():
    def he(shape, rng):
        return (2 / shape[0]) ** 0.5 * rng.normal(size=shape)

    assert posed("8.4").judge(he).status == "right"
    assert posed("8.4").judge(nn.he_normal).status == "right"
    assert {shape[0] < shape[1] for shape, _ in SHAPES} == {True, False}


def test_a_block_in_other_words_is_right():
    assert posed("8.6").judge(lambda x, W, b: x + dl.tanh(dl.linear(x, W, b))).status == "right"

    def residual(x, W, b):
        layer = nn.Linear(*W.shape, rng=0)
        layer.weight.data, layer.bias.data = W, b
        return nn.Residual(layer, dl.tanh)(x)

    assert posed("8.6").judge(residual).status == "right"


def test_another_net_of_a_hundred_layers_is_right():
    def init(shape, rng):
        return rng.normal(0, shape[0] ** -0.5, shape)

    def build(layers, rng):
        parts = [nn.Linear(2, 16, rng=rng, init=init), dl.tanh]
        for _ in range(layers - 1):
            parts.append(nn.Residual(nn.Linear(16, 16, rng=rng, init=init), dl.tanh, scale=0.1))
        return nn.Sequential(*parts, nn.Linear(16, 1, rng=rng, init=init))

    assert posed("8.9").judge(build).status == "right"


def test_a_net_that_is_not_built_yet_is_unanswered():
    assert posed("8.9").judge(lambda layers, rng: None).status == "unanswered"
    assert posed("8.9").judge(...).status == "unanswered"


def test_a_plain_net_passes_all_trials_but_the_training():
    *others, learns = hundred_layers.TRIALS
    assert [trial(hundred_layers.PLAIN) for trial in others] == [""] * len(others)
    assert "77 % of disc and ring right" in learns(hundred_layers.PLAIN)
