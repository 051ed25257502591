"""The workbench: its maps, lines, numbers and words are those of the net."""

import re

import numpy as np
import pytest

from mathdl.playground import trained
from mathdl.playground.training import inputs, weights
from mathdl.plots import Playground
from mathdl.plots.playground.maps import EMPTY, MIDDLE
from mathdl.plots.playground.moment import box_of
from mathdl.plots.playground.net import places
from mathdl.tensor import value_of


@pytest.fixture
def bench():
    return Playground("oneturn | 3tanh 4relu | @60")


def _net(plot, **values):
    settings = plot.settings(**values)
    return settings, trained(settings, plot.data(settings)).at(settings.step)[1]


def test_a_units_map_is_its_output_over_the_plane(bench):
    bench.draw()
    settings, net = _net(bench)
    corners, side = places((2, 3, 4, 1))
    left, right, bottom, top = box_of(settings)
    x = left + (right - left) * (np.arange(side) + 0.5) / side
    y = top - (top - bottom) * (np.arange(side) + 0.5) / side
    grid = np.stack(np.meshgrid(x, y), axis=2).reshape(-1, 2)
    seen = value_of(net.outputs(inputs(settings, grid))[1])[:, 1].reshape(side, side)
    column, row = corners[1][1]
    cells = bench.net.maps.cells[row : row + side, column : column + side].astype(int)
    parts = np.clip(seen / (0.9 * np.abs(seen).max()), -1, 1)
    assert np.abs(cells - MIDDLE - MIDDLE * parts).max() <= 1
    assert bench.net.maps.cells[0, 0] == EMPTY


def test_every_weight_is_a_line_of_its_sign(bench):
    bench.draw()
    _, net = _net(bench)
    flat = np.concatenate([part.weight.data.ravel() for part in weights(net)])
    counted = {
        colour: sum(len(line.get_xdata()) // 3 for line in lines)
        for colour, lines in bench.net.lines.items()
    }
    negative, positive, gradients = counted.values()
    assert (negative, positive, gradients) == (np.sum(flat <= 0), np.sum(flat > 0), 0)


def test_the_chosen_unit_is_written_out(bench):
    values = dict(layer=1, unit=2, across=0.4, up=-0.2)
    sentence = bench.draw(**values)
    _, net = _net(bench, **values)
    part = weights(net)[0]
    w, b = part.weight.data[:, 1], part.bias.data[1]
    place = np.array([0.4, -0.2]) * 1.15
    found = re.search(r"Layer 1, unit 2: tanh\((.*)\) = (.*) at the chosen", sentence)
    numbers = [float(n) for n in re.findall(r"\d+\.\d+", found[1])]
    assert np.allclose(numbers, np.abs([*w, b]), atol=0.006)
    assert float(found[2].replace("−", "-")) == pytest.approx(np.tanh(place @ w + b), abs=0.001)
    assert len(bench.net.numbers.words) == 3, "two weights and the bias stand beside it"


def test_what_is_felt_agrees_with_differences():
    plot = Playground("fourclouds n40 | 3tanh | @30")
    plot.draw(layer=1, unit=3)
    settings, net = _net(plot)
    data = plot.data(settings)
    X = inputs(settings, data.X)

    def loss(push):
        z = X @ net[0].weight.data + net[0].bias.data
        z[:, 2] += push
        logits = np.tanh(z) @ net[2].weight.data + net[2].bias.data
        logits -= logits.max(axis=1, keepdims=True)
        return np.log(np.exp(logits).sum(1)) - logits[np.arange(len(X)), data.y]

    h = 1e-5
    slopes = (loss(h) - loss(-h)) / (2 * h)
    felt = float(np.sqrt(np.mean(slopes**2)))
    said = re.search(r"feels the loss by (.*?) \(RMS", plot.draw(layer=1, unit=3))[1]
    assert float(said) == pytest.approx(felt, rel=0.01)


def test_regions_say_what_the_net_says():
    plot = Playground("threearms | 5tanh | @100")
    plot.draw()
    settings, net = _net(plot)
    rng = np.random.default_rng(0)
    points = rng.uniform(-1.1, 1.1, (400, 2))
    says = value_of(net(inputs(settings, points))).argmax(axis=1)
    drawn = np.zeros(len(points), int)
    for k, region in enumerate(plot.plane.regions):
        if region.get_visible():
            drawn[region.get_path().contains_points(points)] = k
    assert np.mean(says == drawn) > 0.97


def test_units_that_are_off_are_crossed_out():
    plot = Playground("oneturn | 5relu 5relu | sgd 0.3 | decay=10 | @2000")
    sentence = plot.draw()
    crosses = len(plot.net.crosses.get_xdata()) // 6
    assert f"{crosses} units are off everywhere" in sentence
    assert "From step 13 on the numbers grow beyond all bounds" in sentence
    assert "the rate below 0.2" in sentence


def test_ten_seeds_are_what_each_of_them_is(bench):
    sentence = bench.draw(seeds=True, step=200)
    right = []
    for seed in range(10):
        alone = bench.draw(seed=seed, step=200)
        right.append(float(re.search(r"right and (\S+) % of the unseen", alone)[1]))
    said = re.search(r"median (\S+) %, from (\S+) % to (\S+) %", sentence)
    assert [float(part) for part in said.groups()] == pytest.approx(
        [np.median(right), min(right), max(right)], abs=0.11
    )


def test_own_points_keep_their_names():
    rng = np.random.default_rng(0)
    X = rng.uniform((0, 100), (1, 300), (60, 2))
    plot = Playground(X, np.where(X[:, 0] > 0.5, "ripe", "green"), names=("size", "weight"))
    sentence = plot.draw(across=0.8, step=100)
    assert "on your own points" in sentence
    assert "class ripe has" in sentence
    assert [name.get_text() for name in plot.plane.names] == ["size →", "weight ↑"]
    labels = [label.get_text() for label in plot.plane.axes.get_yticklabels()]
    assert [float(label) for label in labels] == pytest.approx(
        [X[:, 1].min(), X[:, 1].min() / 2 + X[:, 1].max() / 2, X[:, 1].max()], rel=0.01
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((np.ones((5, 2)),), "both of them"),
        (("disc", [1]), "with a line of settings no points"),
        (("own | 3tanh",), "give them, too"),
    ],
)
def test_wrong_beginnings_are_refused(arguments, words):
    with pytest.raises((TypeError, ValueError), match=words):
        Playground(*arguments)
