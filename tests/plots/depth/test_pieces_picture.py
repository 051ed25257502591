"""How many straight pieces chosen weights give, and random ones."""

from itertools import pairwise

import numpy as np
import pytest

import mathdl as dl
from mathdl.plots import PiecesPlot
from mathdl.plots.depth.folding import (
    corners,
    count_parameters,
    random_network,
    width_for,
    zigzag_network,
)
from mathdl.plots.depth.pieces import random_pieces
from mathdl.plots.kit.canvas import Canvas


@pytest.mark.parametrize("layers", range(1, 11))
def test_the_chosen_net_doubles_its_pieces_with_each_layer(layers):
    network = zigzag_network(layers)
    x = np.linspace(0, 1, 2**layers + 1)
    np.testing.assert_array_equal(corners(network, 0, 1), x)
    y = x
    for _ in range(layers):
        y = 2 * np.maximum(y, 0) - 4 * np.maximum(y - 0.5, 0)
    np.testing.assert_array_equal(network(dl.Tensor(x[:, None])).data[:, 0], y)
    np.testing.assert_array_equal(y, np.arange(2**layers + 1) % 2)
    assert count_parameters(network) == 6 * layers + 1
    rival = dl.nn.Sequential(
        dl.nn.Linear(1, 2**layers - 1, rng=0), dl.relu, dl.nn.Linear(2**layers - 1, 1, rng=0)
    )
    sentence = PiecesPlot().draw(layers=layers)
    assert f"{2**layers:,} pieces with {6 * layers + 1} parameters" in sentence
    assert f"at least {2**layers - 1:,} unit" in sentence
    assert sentence.endswith(f"{count_parameters(rival):,} parameters.")


@pytest.mark.parametrize("layers", range(1, 11))
def test_pieces_of_random_nets_are_counted_exactly(layers):
    """Straight between corners, and a true bend at each: then the count is the number of pieces."""
    for seed in range(5):
        network = random_network(layers, seed)
        x = corners(network, -3, 3)
        assert x[0] == -3
        assert x[-1] == 3
        assert (np.diff(x) > 0).all()

        def f(x, network=network):
            return network(dl.Tensor(x.reshape(-1, 1))).data.reshape(x.shape)

        between = x[:-1] + np.linspace(0, 1, 12)[1:-1, None] * np.diff(x)
        scale = max(np.ptp(f(x)), 1e-12)
        np.testing.assert_allclose(f(between), np.interp(between, x, f(x)), atol=1e-9 * scale)
        slopes = np.diff(f(between), axis=0)[0] / np.diff(between, axis=0)[0]
        steepest = max(np.abs(slopes).max(), 1e-12)
        assert (np.abs(np.diff(slopes)) > 1e-8 * steepest).all()


def test_counting_on_a_grid_finds_as_many_pieces_where_none_is_too_short():
    grid, tried = np.linspace(-3, 3, 200_001), 0
    for layers, seed in ((layers, seed) for layers in range(1, 7) for seed in range(3)):
        network = random_network(layers, seed)
        x = corners(network, -3, 3)
        if np.diff(x).min() > 4 * (grid[1] - grid[0]):
            slopes = np.diff(network(dl.Tensor(grid[:, None])).data[:, 0]) / np.diff(grid)
            bent = np.abs(np.diff(slopes)) > 1e-7 * np.abs(slopes).max()
            runs = bent & ~np.concatenate([[False], bent[:-1]])  # within a step it shows twice
            assert runs.sum() == len(x) - 2
            tried += 1
    assert tried >= 6


def test_without_biases_there_is_one_corner_at_most():
    for layers in range(1, 11):
        sizes = [1, *[width_for(layers)] * layers, 1]
        parts = [p for m, n in pairwise(sizes) for p in (dl.nn.Linear(m, n, rng=1), dl.relu)]
        assert len(corners(dl.nn.Sequential(*parts[:-1]), -3, 3)) - 1 <= 2


def test_random_nets_have_about_301_parameters_as_near_as_equal_widths_allow():
    counts = [count_parameters(random_network(n, 0)) for n in range(1, 11)]
    assert counts == [301, 286, 298, 298, 313, 302, 271, 313, 256, 286]
    for n in range(1, 11):
        layers, w = n, width_for(n)
        for other in (w - 1, w + 1):
            rival = (layers - 1) * (other * other + other) + 3 * other + 1
            assert abs(rival - 301) >= abs(counts[n - 1] - 301)


def test_random_weights_give_about_a_piece_for_each_unit_and_the_shallow_net_is_ahead():
    pieces = random_pieces()
    medians = np.median(pieces, axis=1)
    assert medians.tolist() == [94, 27, 31, 30.5, 33, 27.5, 27.5, 30.5, 24.5, 23.5]
    np.testing.assert_allclose(medians[:6], [94, 28, 31, 33, 28, 31], atol=5)  # of TEACHING
    units = np.array([n * width_for(n) for n in range(1, 11)])
    assert (medians <= units).all()
    assert (medians > 0.45 * units).all()
    assert pieces[0].min() > pieces[1:].max()
    sentence = PiecesPlot().draw(weights="random", layers=6, seed=4)
    assert f"{pieces[5, 4]} pieces from 42 units and 302 parameters" in sentence
    assert f"the least {pieces[5].min()}, the most {pieces[5].max()}" in sentence


def test_random_nets_are_drawn_only_when_they_are_chosen():
    plot = PiecesPlot()
    for weights in ("chosen", "random", "chosen"):
        plot.draw(weights=weights)
        assert plot.counts.get_visible() == (weights == "random")
        assert plot.right.get_visible() == (weights == "chosen")
    _, frame = plot.draw_and_read(Canvas.frame)
    _, nine = plot.draw_and_read(Canvas.frame, layers=9)
    assert nine.still is frame.still


@pytest.mark.parametrize("layers", [1, 3, 6])
def test_the_right_half_is_the_left_one_mirrored_and_both_are_the_graph_before(layers):
    plot = PiecesPlot()
    plot.draw(layers=layers)
    x, y = plot.graphs["before"].get_data()
    there, back = plot.graphs["forwards"], plot.graphs["backwards"]
    np.testing.assert_allclose(there.get_xdata(), np.array(x) / 2)
    np.testing.assert_array_equal(there.get_ydata(), y)
    np.testing.assert_allclose(back.get_xdata(), 1 - np.array(x)[::-1] / 2)
    np.testing.assert_array_equal(back.get_ydata(), y[::-1])
    whole = np.append(there.get_xdata(), back.get_xdata()[1:])
    np.testing.assert_allclose(whole, corners(zigzag_network(layers), 0, 1))
    heights = np.append(there.get_ydata(), back.get_ydata()[1:])
    np.testing.assert_allclose(
        zigzag_network(layers)(dl.Tensor(whole[:, None])).data[:, 0], heights
    )


def test_the_mark_stands_at_the_net_that_is_drawn():
    plot = PiecesPlot()
    plot.draw(layers=7)
    assert not len(plot.mark.get_xdata())
    plot.draw(layers=7, weights="random", seed=19)
    (x,), (y,) = plot.mark.get_data()
    assert round(x) == 7
    assert y == random_pieces()[6, 19]
    assert len(plot.dots.get_xdata()) == y + 1
