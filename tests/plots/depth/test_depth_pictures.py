"""Chapter 1: the race of depth and what was recorded of it, and the circle of thin nets."""

from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from hammer import few_or_many
from sweep import moved

import mathdl as dl
from mathdl.plots.depth import nets
from mathdl.plots.depth.depth import FLOOR, DepthPlot
from mathdl.plots.depth.thin_net import CELLS, FAR, ThinPlot, way_out
from mathdl.plots.kit.records import path
from mathdl.train import Run
from mathdl.words import per_cent

SEEDS = range(nets.SEEDS)
THIN = dict(data="circle", lr=0.03)


def last(data, bend, layers, lr=None):
    """The median of five seeds at the end, with the best rate or a given one."""
    kept = nets.record()[data, bend, layers]
    return np.median(kept.at(nets.STEPS, lr or kept.best))


# The set-up: fair in parameters and in the search for the learning rate


def test_all_depths_have_about_as_many_parameters():
    racers = [nets.net(layers, width, "relu", 0) for layers, width in nets.WIDTHS.items()]
    counts = [sum(p.size for p in net.parameters()) for net in racers]
    assert counts == [301, 301, 309, 307, 321, 309]


@pytest.mark.parametrize("data", nets.SAMPLES)
def test_points_to_learn_to_choose_and_to_test_are_different_ones(data):
    points = [nets.examples(data, role)[0] for role in ("learn", "choose", "test")]
    assert [len(X) for X in points] == [nets.LEARNT_FROM[data], 2000, 2000]
    assert len(np.unique(np.concatenate(points), axis=0)) == sum(map(len, points))


def test_the_record_holds_every_net_and_its_rate_is_the_best_on_points_of_their_own():
    assert nets.record().keys() == set(product(nets.SAMPLES, nets.BENDS, nets.WIDTHS))
    for kept in nets.record().values():
        assert tuple(kept.choice) == nets.RATES
        assert kept.choice[kept.best] == max(kept.choice.values())
        assert kept.curves.keys() == {kept.best, nets.COMMON}
        for curve in kept.curves.values():
            assert curve.shape == (5, 101)
            assert 0 <= curve.min() <= curve.max() <= 1
    assert path("depth/depth_race").stat().st_size < 160_000


@pytest.mark.parametrize(
    ("data", "bend", "layers", "seed"), [("rings", "relu", 4, 1), ("spirals", "tanh", 2, 3)]
)
def test_training_again_gives_what_was_recorded(data, bend, layers, seed):
    kept = nets.record()[data, bend, layers]
    run = Run(*nets.start(data, bend, layers, nets.WIDTHS[layers], seed, kept.best))
    for step in (0, 100, 300):
        again = nets.accuracy(run.at(step), data)
        assert again == pytest.approx(kept.at(step, kept.best)[seed], abs=0.02)


def test_between_recorded_steps_it_goes_straight():
    kept = nets.record()["rings", "relu", 1]
    a, b = (kept.at(step, kept.best) for step in (300, 320))
    np.testing.assert_allclose(kept.at(305, kept.best), 0.75 * a + 0.25 * b)


def after(optimizer_class, order, steps=1000):
    """The parameters when the examples are added up in another order, as another BLAS may do."""
    X, y = (part[order] for part in nets.examples("rings", "learn"))
    net = nets.net(4, 9, "relu", 0)
    optimizer = optimizer_class(net.parameters(), 0.03)
    for _ in range(steps):
        optimizer.zero_grad()
        dl.binary_cross_entropy_with_logits(net(X), y).backward()
        optimizer.step()
    return np.concatenate([p.data.ravel() for p in net.parameters()])


def test_rounded_steps_are_the_same_on_every_machine_and_bare_ones_are_not():
    order = np.arange(nets.LEARNT_FROM["rings"])
    shuffled = np.random.default_rng(0).permutation(order)
    np.testing.assert_array_equal(after(nets.SteadyAdam, order), after(nets.SteadyAdam, shuffled))
    assert abs(after(dl.optim.Adam, order) - after(dl.optim.Adam, shuffled)).max() > 1e-3


# What the page claims


def test_on_the_rings_with_relu_depth_wins_and_the_search_for_the_rate_decides_by_how_much():
    assert nets.record()["rings", "relu", 1].best == 0.1
    assert nets.record()["rings", "relu", 4].best == 0.01
    assert 0.05 < last("rings", "relu", 4) - last("rings", "relu", 1) < 0.09
    assert last("rings", "relu", 4, nets.COMMON) - last("rings", "relu", 1, nets.COMMON) > 0.2


def test_with_tanh_and_on_spirals_and_on_the_circle_depth_wins_nothing():
    assert last("rings", "tanh", 4) - last("rings", "tanh", 1) < 0.02
    assert last("rings", "tanh", 6) < last("rings", "tanh", 1) - 0.05
    for data in ("spirals", "circle"):
        deeper = [last(data, "relu", layers) for layers in range(2, 7)]
        assert max(deeper) - last(data, "relu", 1) < 0.005
    worst = [nets.record()["spirals", "relu", n].at(2000, nets.COMMON).min() for n in (1, 5)]
    assert worst[0] > 0.99
    assert worst[1] == 0.5  # one of five thin nets learnt nothing


# DepthPlot


def drawn(plot, **state):
    sentence = plot.draw(**state)
    return sentence, np.array(plot.others.get_data()), np.array(plot.live.get_data()).ravel()


def test_the_sentence_at_first_and_one_layer_on():
    plot = DepthPlot()
    assert plot.draw() == (
        "After 300 steps with learning rate 0.1 the relu net with 1 hidden layer of 75 units (301 "
        "parameters, seed 0) is right on 73 % of 2,000 unseen points. The medians of five seeds "
        "for 1 to 6 hidden layers are 71, 67, 76, 69, 71, 77 %."
    )
    assert plot.draw(layers=2).startswith(
        "After 300 steps with learning rate 0.03 the relu net with 2 hidden layers of 15 units"
    )
    assert plot.draw(step=2000).endswith("are 80, 77, 81, 87, 81, 83 %.")
    assert plot.draw(step=2000, rate=DepthPlot.SAME).endswith("are 62, 69, 81, 87, 81, 83 %.")


def test_the_black_dot_is_the_accuracy_of_the_net_whose_boundary_is_drawn():
    plot = DepthPlot()
    sentence, others, (x, y) = drawn(plot, layers=3, seed=4, step=240)
    net = nets.TRAINER.run(
        data="rings", bend="relu", layers=3, width=11, seed=4, lr=0.03
    ).at(240)  # fmt: skip

    def logits(X):
        for layer in net.layers:
            X = X @ layer.weight.data + layer.bias.data if hasattr(layer, "weight") else X * (X > 0)
        return X[:, 0]

    X, truth = dl.data.rings(2000, rng=2)
    assert y == np.mean((logits(X) > 0) == truth)
    assert f"is right on {per_cent(y)} of" in sentence
    assert round(x) == 3
    assert others.shape == (2, 29)
    boundary = np.array(plot.regions.boundary.get_data())
    on_it = boundary[:, ~np.isnan(boundary[0])].T
    assert np.median(abs(logits(on_it))) < 0.03 * np.median(abs(logits(X)))


def test_every_seed_of_every_depth_has_a_dot_at_its_height():
    plot = DepthPlot()
    _, others, live = drawn(plot, data="spirals", layers=5, seed=0, step=2000)
    for layers in nets.WIDTHS:
        kept = nets.record()["spirals", "relu", layers]
        mine = others[1][np.rint(others[0]) == layers]
        want = kept.at(2000, kept.best)[layers == 5 :]
        np.testing.assert_allclose(mine, np.maximum(FLOOR, want))
        median = np.median(kept.at(2000, kept.best))
        assert f"{plot.medians[layers - 1].get_text()} %" == per_cent(median)
    assert live[1] == pytest.approx(nets.record()["spirals", "relu", 5].at(2000, 0.01)[0], abs=0.02)


def test_worse_than_a_half_is_drawn_on_the_floor():
    _, others, _ = drawn(DepthPlot(), data="circle", layers=6, step=0)
    assert others[1].min() == FLOOR


# ThinPlot


def net_of(bend, width, layers, seed, step=2000):
    run = nets.TRAINER.run(bend=bend, width=width, layers=layers, seed=seed, **THIN)
    return run.at(step)


@few_or_many("depths", (1, 2, 4), range(1, 7))
def test_two_units_never_close_the_circle_however_deep_and_are_right_more_often_by_depth(depths):
    plot, right = ThinPlot(), defaultdict(list)
    nets_of_two = ({"width": 2, "layers": n, "seed": s} for n, s in product(depths, SEEDS))
    for state, said in moved(plot, nets_of_two):
        assert plot.verdict.get_text() == "open: blue leads out"
        assert said.endswith("it leads out of the picture."), "more would answer the prediction"
        thin = net_of("tanh", 2, state["layers"], state["seed"])
        right[state["layers"]].append(nets.accuracy(thin, "circle"))
    medians = [np.median(right[layers]) for layers in (1, 2, 4)]
    np.testing.assert_allclose(medians, [0.76, 0.86, 0.95], atol=0.02)


def test_three_units_close_the_circle():
    plot = ThinPlot()
    for seed in SEEDS:
        assert plot.draw(width=3, seed=seed).endswith(
            "The blue piece with the disc is closed: its boundary is a curve around it."
        )
        assert nets.accuracy(net_of("tanh", 3, 1, seed), "circle") > 0.99


@few_or_many("count", 8, 40)
def test_at_any_step_two_units_are_never_said_to_close_it(count):
    plot = ThinPlot()
    rng = np.random.default_rng(0)
    for _ in range(count):
        state = {name: control.random(rng) for name, control in plot.controls.items()}
        plot.draw(**{**state, "width": 2})
        assert not plot.verdict.get_text().startswith("closed")


def test_relu_with_three_units_can_and_often_does_not():
    plot = ThinPlot()
    said = []
    for seed in SEEDS:
        plot.draw(bend="relu", width=3, seed=seed)
        said.append(plot.verdict.get_text())
    assert sorted(said) == ["closed around the disc"] * 3 + ["disc not found"] * 2


def test_always_orange_is_what_a_net_must_beat():
    sentence = ThinPlot().draw(bend="relu", layers=6)
    share = np.mean(nets.examples("circle", "test")[1] == 0)
    assert f"right on {100 * share:.1f} %" in sentence
    assert f"always answering orange gives {100 * share:.1f} %" in sentence
    assert sentence.endswith("has not found the disc.")


def heights(f):
    x, y = np.meshgrid(np.linspace(*FAR[:2], CELLS + 1), np.linspace(*FAR[2:], CELLS + 1))
    return f(x, y)


INSIDE = np.array([[0.0, 0.2], [0.3, -0.1]])


def disc(x, y):
    return 0.5 - np.hypot(x, y)


SHAPES = {
    "disc": (disc, "closed"),
    "another piece elsewhere": (lambda x, y: np.maximum(disc(x, y), x - 2), "closed"),
    "corridor": (lambda x, y: np.maximum(disc(x, y), 0.06 - abs(y - 0.3 * x)), "open"),
    "dead end": (
        lambda x, y: np.maximum(disc(x, y), np.minimum(0.06 - abs(y), 2 - abs(x))),
        "closed",
    ),
    "half-plane": (lambda x, y: x + 1, "open"),
    "everywhere": (lambda x, y: 1 + 0 * x, "open"),
    "nowhere": (lambda x, y: -1 + 0 * x, "none"),
    "half-plane far off": (lambda x, y: x - 2, "none"),
    "disc far off": (lambda x, y: disc(x - 2, y), "none"),
    "all but a disc": (lambda x, y: -disc(x, y), "none"),
}


@pytest.mark.parametrize(("f", "way"), SHAPES.values(), ids=SHAPES)
def test_the_way_out_of_shapes_that_are_known(f, way):
    assert way_out(heights(f), INSIDE) == way


def test_the_edge_is_blue_where_the_corridor_ends():
    plot = ThinPlot()
    plot.draw(layers=4, seed=4)
    x, y = (np.asarray(part) for part in plot.exits.get_data())
    seen = ~np.isnan(x)
    assert 0 < seen.sum() < 40
    assert (np.maximum(abs(x[seen]), abs(y[seen])) == FAR[1]).all()
    middle, across = np.array([x[seen].mean(), y[seen].mean()]), np.linspace(-0.1, 0.1, 41)
    assert net_of("tanh", 2, 4, 4)(middle + np.outer(across, [0, 1])).data.max() > 0
    plot.draw(width=3)
    assert np.isnan(plot.exits.get_xdata()).all()
