"""The pictures of what a bend does, chapter 4: what their artists show is true."""

import re

import numpy as np
import pytest

import mathdl as dl
from mathdl.plots import BoundaryPlot, CollapsePlot, DeadUnitsPlot, GradientFlowPlot
from mathdl.plots.activations.boundary import TRAINER, best_start
from mathdl.plots.activations.collapse import random_layers
from mathdl.plots.activations.gradient_flow import _nets
from mathdl.plots.activations.zero_lines import zero_lines

BENDS = {"off": lambda z: z, "relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def pieces(line):
    """The points of a line, in its pieces between nan."""
    points = line.get_xydata()
    gaps = np.isnan(points[:, 0])
    return [
        part[~np.isnan(part[:, 0])] for part in np.split(points, np.flatnonzero(gaps)) if len(part)
    ]


def off_straight(points):
    """How far points are from the straight line that fits them best."""
    return np.linalg.svd(points - points.mean(axis=0), compute_uv=False)[-1] / len(points) ** 0.5


# The collapse


@pytest.fixture(scope="module")
def collapse():
    return CollapsePlot()


@pytest.mark.parametrize("bend", ["relu", "tanh"])
@pytest.mark.parametrize("layers", range(1, 11))
def test_each_boundary_is_where_its_net_gives_zero_and_crosses_the_picture(collapse, layers, bend):
    collapse.draw(layers=layers, bend=bend)
    net = random_layers(layers)
    for regions, f in zip(collapse.nets, (BENDS["off"], BENDS[bend]), strict=True):
        points = np.concatenate(pieces(regions.boundary))
        a, all_ = points, regions.points
        for i, (W, b) in enumerate(net):
            a, all_ = a @ W + b, all_ @ W + b
            if i + 1 < layers:
                a, all_ = f(a), f(all_)
        assert np.abs(a).max() < 1e-3 * np.abs(all_).max()
        share = np.mean(all_ > 0)
        assert 0.08 < share < 0.92
        if f is BENDS["off"] or layers == 1:
            assert off_straight(points) < 1e-4
        else:
            assert off_straight(points) > 0.1


@pytest.mark.parametrize("layers", range(1, 11))
def test_all_layers_multiplied_out_are_one_row_by_row(collapse, layers):
    said = collapse.draw(layers=layers)
    W, b = np.eye(2), np.zeros(2)
    for W_next, b_next in random_layers(layers):
        W, b = W @ W_next, b @ W_next + b_next
    numbers = re.search(r"= \[\[(.*?)\], \[(.*?)\]\] and b = (.*?\d): the", said).groups()
    np.testing.assert_allclose(
        [float(x.replace("−", "-")) for x in numbers], [*W[:, 0], b[0]], atol=0.00501
    )
    for line in collapse.straight:
        ends = line.get_xydata()[:2]
        np.testing.assert_allclose(ends @ W + b, 0, atol=1e-9 * np.abs(W).max())
    assert "the boundary is straight" in said


def test_one_more_layer_keeps_the_others(collapse):
    for layers in range(2, 10):
        fewer, more = random_layers(layers), random_layers(layers + 1)
        for (W, b), (W_, b_) in zip(fewer[:-1], more[:-2], strict=True):
            assert W is W_
            assert b is b_
        assert fewer[-1] is more[-1], "the last layer stays the last"
    assert [W.shape for W, _ in random_layers(4)] == [(2, 4), (4, 4), (4, 4), (4, 1)]


def test_the_bend_goes_on_and_weights_stay(collapse):
    seen = []
    for bend in ("relu", "tanh"):
        collapse.draw(bend=bend)
        seen.append([path.vertices.copy() for path in collapse.squares.cells.get_paths()])
        assert len(collapse.squares.bends.get_xdata()) > 0
    for others in seen[1:]:
        np.testing.assert_array_equal(seen[0], others)
    assert len(seen[0]) == sum(W.size + b.size for W, b in random_layers(3))


def test_squares_say_size_and_sign(collapse):
    collapse.draw(layers=10)
    values = np.concatenate([np.append(W.ravel(), b) for W, b in random_layers(10)])
    paths = collapse.squares.cells.get_paths()
    sides = np.array([np.ptp(path.vertices[:, 0]) for path in paths])
    assert np.all(np.diff(sides[np.argsort(np.abs(values))]) >= -1e-9)
    filled = collapse.squares.cells.get_facecolor()[:, 2] < 0.5
    np.testing.assert_array_equal(filled, values > 0)


def test_sentences_of_the_collapse(collapse):
    assert collapse.draw().startswith("3 layers without a bend are one layer, W = W₁W₂W₃ = ")
    assert "The same layers with relu between them: the boundary has corners" in collapse.draw()
    assert "is curved" in collapse.draw(layers=10, bend="tanh")
    assert "no place for tanh" in collapse.draw(layers=1, bend="tanh")


def test_how_far_the_outputs_are_from_the_one_layer(collapse):
    said = collapse.draw(layers=2, bend="tanh")
    (W1, b1), (W2, b2) = random_layers(2)
    X = collapse.nets[0].points
    with_bend = (np.tanh(X @ W1 + b1) @ W2 + b2)[:, 0]
    without = ((X @ W1 + b1) @ W2 + b2)[:, 0]
    told = float(re.search(r"by up to ([\d.]+)\.$", said)[1])
    assert told == pytest.approx(np.abs(with_bend - without).max(), rel=0.05)


def test_lines_of_units():
    rng = np.random.default_rng(0)
    W, b = rng.normal(size=(2, 5)), rng.normal(size=5)
    W[:, 2] = 0
    lines = zero_lines(W, b).T.reshape(-1, 3, 2)
    assert len(lines) == 4
    for (start, end, gap), unit in zip(lines, (0, 1, 3, 4), strict=True):
        np.testing.assert_allclose(np.stack([start, end]) @ W[:, unit] + b[unit], 0, atol=1e-12)
        assert np.isnan(gap).all()


# The boundary


@pytest.fixture(scope="module")
def boundary():
    return BoundaryPlot()


def net_of(plot, **values):
    """The parameters of the net that is shown."""
    values = plot.values(**values)
    seed = best_start(values["bend"], values["width"])
    run = TRAINER.run(bend=values["bend"], width=values["width"], seed=seed)
    return [p.data for p in run.at(values["step"]).parameters()]


@pytest.mark.parametrize(
    ("state", "f"),
    [
        ({}, BENDS["relu"]),
        ({"width": 8}, BENDS["relu"]),
        ({"bend": "tanh"}, np.tanh),
        ({"bend": "sigmoid", "width": 4}, sigmoid),
        ({"step": 60}, BENDS["relu"]),
    ],
)
def test_boundary_and_accuracy_are_those_of_the_net(boundary, state, f):
    said = boundary.draw(**state)
    W1, b1, W2, b2 = net_of(boundary, **state)

    def net(X):
        return (f(X @ W1 + b1) @ W2 + b2)[:, 0]

    for piece in pieces(boundary.regions.boundary):
        assert np.abs(net(piece)).max() < 0.01
    X, y = dl.data.circles(1000, rng=2)
    right = np.mean((net(X) > 0) == y)
    assert boundary.right.get_text() == f"{min(100 * right, 99 if right < 1 else 100):.0f} %"
    assert boundary.right.get_text() in said


def test_three_relus_learn_a_polygon_whose_corners_sit_on_the_hinges(boundary):
    said = boundary.draw()
    (closed,) = pieces(boundary.regions.boundary)
    np.testing.assert_array_equal(closed[0], closed[-1])
    W1, b1, *_ = net_of(boundary)
    steps = np.diff(closed, axis=0)
    steps = steps[np.hypot(*steps.T) > 1e-3]
    places = closed[:-1][np.hypot(*np.diff(closed, axis=0).T) > 1e-3]
    angles = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
    turns = np.abs(np.diff(angles)) > 0.05
    distance = np.abs(places[1:] @ W1 + b1) / np.hypot(*W1)
    assert distance[turns].min(axis=1).max() < 0.06, "a cell and a half"
    assert "a polygon with 6 corners" in said
    hinges = boundary.hinges.get_xydata().reshape(-1, 3, 2)
    for unit, (start, end, _) in enumerate(hinges):
        np.testing.assert_allclose(np.stack([start, end]) @ W1[:, unit] + b1[unit], 0, atol=1e-9)


def test_half_of_the_starts_of_three_relus_get_stuck():
    X, y = dl.data.circles(1000, rng=2)
    right = []
    for seed in range(6):
        W1, b1, W2, b2 = (
            p.data for p in TRAINER.run(bend="relu", width=3, seed=seed).at(600).parameters()
        )
        logits = np.maximum(X @ W1 + b1, 0) @ W2 + b2
        right.append(np.mean((logits[:, 0] > 0) == y))
    assert sum(share > 0.95 for share in right) == 3
    assert np.sort(right)[-4] < 0.8


def test_extremes_of_the_boundary(boundary):
    assert "and open: it leaves the picture" in boundary.draw(width=2)
    assert "curved and closed" in boundary.draw(bend="tanh")
    assert not boundary.hinges.get_visible()
    for width in (1, 3, 32):
        said = boundary.draw(bend="none", width=width)
        assert "no straight cut would help" in said
        assert "75 %" in said
    angles = {}
    for bend in ("relu", "tanh"):
        boundary.draw(bend=bend)
        (closed,) = pieces(boundary.regions.boundary)
        closed = closed[:: len(closed) // 60]
        way = np.diff(closed, axis=0)
        angle = np.unwrap(np.arctan2(way[:, 1], way[:, 0]))
        angles[bend] = np.sort(np.abs(np.diff(angle)))
    assert np.median(angles["relu"]) < 0.01, "straight but for its corners"
    assert np.median(angles["tanh"]) > 0.02, "curved everywhere"


@pytest.mark.parametrize(("width", "bend"), [(4, "leaky relu"), (12, "relu"), (32, "relu")])
def test_corners_are_where_a_unit_switches(boundary, width, bend):
    said = boundary.draw(width=width, bend=bend)
    W1, b1, *_ = net_of(boundary, width=width, bend=bend)
    (closed,) = pieces(boundary.regions.boundary)
    on = closed @ W1 + b1 > 0
    assert f"a polygon with {np.sum(on[1:] != on[:-1])} corners" in said


def test_a_bend_that_dips_closes_with_two_units(boundary):
    assert "curved and closed" in boundary.draw(width=2, bend="silu")
    (closed,) = pieces(boundary.regions.boundary)
    np.testing.assert_array_equal(closed[0], closed[-1])
    for bend in ("gelu", "tanh", "sigmoid", "elu", "softplus"):
        assert "curved and open" in boundary.draw(width=2, bend=bend)


def test_a_piece_that_leaves_the_picture_is_told(boundary):
    assert "closed, but another piece" in boundary.draw(bend="tanh", step=400)
    ends = [np.array_equal(part[0], part[-1]) for part in pieces(boundary.regions.boundary)]
    assert sorted(ends) == [False, False, True]


# Dead units


@pytest.fixture(scope="module")
def dead():
    return DeadUnitsPlot()


def dead_by_hand(lr, bias, steps, slope=0.0):
    """Train the ten nets one by one in plain NumPy; return which units are dead."""
    X, y = dl.data.spirals(200)
    X = X / X.std()
    y = y[:, None]
    dead = []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        W1, W2 = rng.normal(0, 1, (2, 16)), rng.normal(0, (2 / 16) ** 0.5, (16, 1))
        b1, b2 = np.full(16, bias), np.zeros(1)
        for _ in range(steps):
            Z = X @ W1 + b1
            gate = np.where(Z > 0, 1, slope)
            dZ2 = (sigmoid((Z * gate) @ W2 + b2) - y) / len(X)
            dZ1 = (dZ2 @ W2.T) * gate
            W2 = W2 - lr * (Z * gate).T @ dZ2
            b2 = b2 - lr * dZ2.sum(axis=0)
            W1, b1 = W1 - lr * X.T @ dZ1, b1 - lr * dZ1.sum(axis=0)
        dead.append(np.all(X @ W1 + b1 <= 0, axis=0))
    return np.array(dead)


@pytest.mark.parametrize(
    ("state", "slope"),
    [
        ({"lr": 0.5, "bias": 0.0, "step": 300}, 0),
        ({"lr": 10.0, "bias": 0.0, "step": 20}, 0),
        ({"lr": 2.0, "bias": -2.0, "step": 100}, 0),
        ({"lr": 2.0, "bias": -3.0, "step": 100, "bend": "leaky relu"}, 0.01),
    ],
)
def test_which_units_are_dead_by_hand(dead, state, slope):
    said = dead.draw(**state)
    by_hand = dead_by_hand(state["lr"], state["bias"], state["step"], slope)
    assert f"{by_hand.sum()} of 160 units are dead" in said
    units, nets = dead.dead.get_data()
    assert set(zip(nets, units, strict=True)) == set(zip(*np.nonzero(by_hand), strict=True))
    assert len(dead.alive.get_xdata()) == 160 - by_hand.sum()
    assert dead.share.get_ydata()[-1] == pytest.approx(100 * by_hand.mean())
    assert len(dead.share.get_xdata()) == state["step"] + 1


@pytest.mark.parametrize("lr", [2.0, 10.0, 30.0])
@pytest.mark.parametrize("bias", [-3.0, 0.0, 3.0])
def test_a_dead_relu_never_comes_back(dead, lr, bias):
    said = dead.draw(lr=lr, bias=bias)
    assert np.all(np.diff(dead.share.get_ydata()) >= 0)
    assert "none that died has come back" in said or "all have stayed alive" in said


def test_extremes_of_dead_units(dead):
    assert dead.draw() == (
        "After 300 steps with relu, η = 0.5 and biases that started at 0, 0 of 160 units are dead, "
        "off for every point (0 %). 0 were so before the first step; all have stayed alive."
    )
    dead.draw(lr=10)
    assert 65 < dead.share.get_ydata()[-1] < 85
    dead.draw(bias=-3, step=0)
    assert 70 < dead.share.get_ydata()[0] < 85, "before the first step"
    assert "are alive again" in dead.draw(bias=-3, lr=10, bend="leaky relu")
    assert dead.share.get_ydata()[-1] < 70
    said = dead.draw(lr=0.05 * 10**2.75, bias=1, bend="leaky relu")
    assert "the weights have run away" in said


def test_a_dead_unit_has_all_points_on_one_side_of_its_line(dead):
    dead.draw(lr=10, step=4)
    X, _ = dl.data.spirals(200)
    X = X / X.std()
    ends = dead.dead_lines.get_xydata().reshape(-1, 3, 2)
    assert len(ends) > 3
    for start, end, _ in ends:
        along = end - start
        side = along[0] * (X[:, 1] - start[1]) - along[1] * (X[:, 0] - start[0])
        assert np.all(side > -1e-9) or np.all(side < 1e-9)


# The gradient's size


@pytest.fixture(scope="module")
def flow():
    return GradientFlowPlot()


@pytest.mark.parametrize(
    ("bend", "ratios"),
    [  # TEACHING's table, for s = 0.5, 1, √2, 2, 4, from other seeds
        ("sigmoid", (5e-18, 1e-12, 3e-10, 4e-8, 1e-4)),
        ("tanh", (1e-6, 0.2, 2, 16, 3000)),
        ("relu", (2e-9, 0.001, 0.8, 580, 3e8)),
        ("none", (2e-6, 0.9, 680, 5e5, 3e11)),
    ],
)
def test_the_table_of_first_to_last(flow, bend, ratios):
    for scale, ratio in zip((10**-0.3, 1, 10**0.15, 10**0.3, 10**0.6), ratios, strict=True):
        flow.draw(scale=scale, bend=bend)
        first = flow.lines[bend].get_ydata()[0]
        assert first == pytest.approx(np.log10(ratio), abs=0.35)
        assert flow.lines[bend].get_ydata()[-1] == 0
        np.testing.assert_allclose(flow.ends.get_ydata(), [0, first])


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_the_way_back_by_hand(flow, scale):
    X, weights, message = _nets()
    flow.draw(scale=scale, bend="tanh")
    sizes = []
    for net in range(5):
        a, after = X[net], []
        for W in weights[:, net]:
            a = np.tanh(a @ (scale * W))
            after.append(a)
        g, lengths = message[net], [np.linalg.norm(message[net])]
        for W, a in zip(weights[:0:-1, net], after[::-1], strict=False):
            g = (g * (1 - a * a)) @ (scale * W).T
            lengths.append(np.linalg.norm(g))
        sizes.append(np.array(lengths[::-1]) / lengths[0])
    expected = np.log10(np.median(sizes, axis=0))
    np.testing.assert_allclose(flow.lines["tanh"].get_ydata(), expected, atol=1e-9)
    np.testing.assert_array_equal(flow.lines["tanh"].get_xdata(), np.arange(1, 21))


def test_without_an_activation_the_scale_acts_once_a_layer(flow):
    for bend in ("none", "relu"):
        logs = {}
        for scale in (0.5, 1.0, 4 * 10**-0.1):
            flow.draw(scale=scale, bend=bend)
            logs[scale] = flow.lines[bend].get_ydata()[0] - 19 * np.log10(scale)
        np.testing.assert_allclose(list(logs.values()), logs[1.0], atol=1e-6)


def test_sentences_of_the_gradients_way(flow):
    assert re.search(r"first layer is 1\.\d·10⁻¹² times .* 0\.2\d: it vanishes", flow.draw())
    assert "it keeps its size" in flow.draw(bend="relu", scale=10**0.15)
    assert "it explodes" in flow.draw(bend="none", scale=10**0.6)
    said = flow.draw(bend="none", scale=0.5)
    assert said.startswith("20 layers with no activation")
    assert said.endswith("it vanishes.")


def test_the_chosen_line_is_the_thick_one(flow):
    for bend in flow.lines:
        flow.draw(bend=bend)
        np.testing.assert_array_equal(flow.chosen.get_ydata(), flow.lines[bend].get_ydata())
        assert flow.chosen.get_linewidth() > 2 * flow.lines[bend].get_linewidth()
        assert flow.labels[bend].get_weight() == "bold"
