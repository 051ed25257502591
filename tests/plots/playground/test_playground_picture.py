"""The workbench: its maps, lines, numbers and words are those of the net."""

import re

import numpy as np
import pytest

from mathdl.playground import trained
from mathdl.playground.training import inputs, weights
from mathdl.plots import Playground
from mathdl.plots.kit.colours import INPUT, WEIGHT
from mathdl.plots.playground.maps import EMPTY, MIDDLE
from mathdl.plots.playground.moment import box_of, moment
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
    colours = [bench.net.wires.looks[look][0] for look in bench.net.wires.which]
    assert colours == [INPUT if weight > 0 else WEIGHT for weight in flat]
    widths = [bench.net.wires.looks[look][1] for look in bench.net.wires.which]
    assert np.all(np.diff(np.array(widths)[np.argsort(np.abs(flat))]) >= 0), "wide means large"
    bench.draw(layer=2, unit=3)
    strong = [bench.net.wires.looks[look][0] in (INPUT, WEIGHT) for look in bench.net.wires.which]
    assert np.flatnonzero(strong).tolist() == [6 + 2, 6 + 6, 6 + 10], "those that lead to it"


def test_gradients_are_the_same_whatever_the_maps_show():
    """What is sent back for the maps goes through the same weights."""
    plot = Playground("hills | 8tanh 5tanh | @600")
    settings = plot.settings()
    data = plot.data(settings)
    seen, done = (moment(settings, data, trained(settings, data), 8, e) for e in (False, True))
    for a, b in zip(seen.slopes, done.slopes, strict=True):
        assert np.array_equal(a, b)
    assert np.abs(np.concatenate([part.ravel() for part in seen.slopes])).max() < 0.01


def test_the_large_map_is_the_chosen_units(bench):
    bench.draw(layer=1, unit=2)
    settings, net = _net(bench)
    grid = bench.plane.shading.points
    seen = value_of(net.outputs(inputs(settings, grid))[1])[:, 1]
    parts = (seen / (0.9 * np.abs(seen).max()) + 1) / 2
    assert np.allclose(bench.plane.shading.parts.ravel(), parts, atol=1e-5)
    assert bench.head.get_text() == "layer 1, unit 2"
    bench.draw()
    chance = 1 / (1 + np.exp(-value_of(net(inputs(settings, grid)))[:, 0]))
    assert np.allclose(bench.plane.shading.parts.ravel(), chance, atol=1e-5), "how sure it is"


def test_from_step_to_step_what_stands_still_is_not_drawn_anew():
    plot = Playground("oneturn | 8tanh 8tanh | @0")
    plot.draw_frame(step=1200)
    still = plot.draw_frame(step=1205, layer=1)[1].still
    assert plot.draw_frame(step=1210, layer=1)[1].still is still
    assert plot.draw_frame(step=1215, layer=1)[1].still is still


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
    assert f"{crosses} units are off (0 at every seen point)" in sentence
    assert "From step 13 on the numbers grow beyond all bounds" in sentence
    assert "the loss was lowest" in sentence
    assert "the rate below 0.2" in sentence


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("disc | 5tanh | adam 0.1 | stop=0.1 | @80", "has stopped at step 80: the loss is below"),
        ("hills | 5relu 5relu | momentum 3 | decay=1 | @1000", "Try a smaller learning rate"),
        ("oneturn | 5tanh | momentum 2 | decay=3 | @5000", "keep rate times decay below 3.8"),
    ],
)
def test_why_it_ends_is_said_at_the_step_where_it_ends(line, says):
    plot = Playground(line)
    assert says in plot.draw()
    end = plot.last_step(**plot.values())
    assert says in plot.draw(step=end), "where the clock stops"
    assert says not in plot.draw(step=end - 1)


def test_of_a_wide_layer_the_largest_terms_are_written_out():
    plot = Playground("oneturn | 20tanh | @50")
    sentence = plot.draw(layer=2, unit=1)
    _, net = _net(plot)
    column = np.abs(weights(net)[1].weight.data[:, 0])
    said = re.search(r"The answer: (.*) \+ 16 smaller terms", sentence)[1]
    numbers = [float(n) for n in re.findall(r"\d+\.\d+", said)]
    assert numbers == pytest.approx(sorted(column)[:-5:-1], abs=0.006)


def test_the_net_can_be_taken_away(bench):
    _, net = _net(bench)
    X = np.array([[0.3, -0.2]])
    assert np.array_equal(value_of(bench.model()(X)), value_of(net(X)))


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
    assert [float(label) for label in labels] == [100, 200, 300]
    assert [words.get_text() for words in plot.curves.kinds[:2]] == ["green", "ripe"]


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
