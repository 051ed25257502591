"""Data sets: their shapes, their seeds, and that the classes lie where they should."""

import numpy as np
import pytest

from mathdl import data

SETS = [data.moons, data.circles, data.rings, data.xor, data.spirals]


@pytest.mark.parametrize("make", SETS)
def test_points_and_classes(make):
    X, y = make(301)
    assert X.shape == (301, 2)
    assert X.dtype == np.float64
    assert set(y.tolist()) == {0, 1}
    assert y.dtype.kind == "i"
    assert abs(X).max() < 3
    # Twenty of each class at least, however the dice fall.
    assert np.bincount(y).min() >= 20


@pytest.mark.parametrize("make", [*SETS, data.noisy_line, data.house_prices])
def test_the_same_seed_gives_the_same_numbers(make):
    for rng in (7, np.random.default_rng(7)):
        for a, b in zip(make(20, rng=7), make(20, rng=rng), strict=True):
            assert np.array_equal(a, b)
    assert not np.array_equal(make(20, rng=7)[0], make(20, rng=8)[0])


@pytest.mark.parametrize("make", [*SETS, data.noisy_line])
def test_noise_has_the_std_asked_for_and_moves_nothing_else(make):
    (still, y), (noisy, z) = make(5000, noise=0), make(5000, noise=0.3)
    moved = z - y if make is data.noisy_line else noisy - still
    assert np.array_equal(*((still, noisy) if make is data.noisy_line else (y, z)))
    assert moved.std() == pytest.approx(0.3, rel=0.05)
    assert moved.mean() == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize(
    ("make", "low", "high"),
    [
        (lambda: data.rings(5000)[0], -1, 1),
        (lambda: data.xor(5000)[0], -1, 1),
        (lambda: np.hypot(*data.spirals(5000, noise=0)[0].T), 0.1, 1),
        (lambda: np.hypot(*data.circles(5000)[0].T), 0, 1),
        (lambda: data.noisy_line(5000)[0], -1, 1),
        (lambda: data.house_prices(5000)[0], 40, 160),
    ],
)
def test_points_fill_their_range(make, low, high):
    points = make()
    assert low <= points.min() < low + 0.03 * (high - low)
    assert high - 0.03 * (high - low) < points.max() <= high


def test_moons_are_half_circles_that_reach_into_each_other():
    X, y = data.moons(2000, noise=0)
    for arc in (X[y == 0], np.array([1, 0.5]) - X[y == 1]):
        np.testing.assert_allclose(np.hypot(*arc.T), 1)
        assert arc[:, 1].min() >= 0
        assert (arc[:, 0].min(), arc[:, 0].max()) == pytest.approx((-1, 1), abs=0.001)
        angle = np.arctan2(arc[:, 1], arc[:, 0])
        assert np.histogram(angle, 4, (0, np.pi))[0].min() > 200, "evenly along the arc"


def test_circles_are_as_dense_inside_as_outside():
    X, y = data.circles(20_000)
    radius = np.hypot(*X.T)
    assert np.all(radius[y == 1] <= 0.45)
    assert np.all((radius[y == 0] >= 0.6) & (radius[y == 0] <= 1))
    assert y.mean() == pytest.approx(0.45**2 / (0.45**2 + 1 - 0.36), abs=0.01)
    inner = np.sum(radius < 0.225) / np.sum(y)
    assert inner == pytest.approx(0.25, abs=0.02)


def test_spirals_wind_as_often_as_asked():
    X, y = data.spirals(2000, turns=2, noise=0)
    radius, angle = np.hypot(*X.T), np.arctan2(X[:, 1], X[:, 0])
    expected = 4 * np.pi * radius + np.pi * y
    assert np.allclose(np.cos(angle), np.cos(expected))
    assert np.allclose(np.sin(angle), np.sin(expected))


def test_house_prices_grow_with_area():
    area, price = data.house_prices(500)
    slope, intercept = np.polyfit(area, price, 1)
    assert slope == pytest.approx(3, abs=0.2)
    assert intercept == pytest.approx(60, abs=15)


def test_batches_deal_everything_once():
    X, y = np.arange(20).reshape(10, 2), np.arange(10)
    parts = list(data.batches(X, y, 4, rng=0))
    assert [len(a) for a, _ in parts] == [4, 4, 2]
    assert all(np.array_equal(a[:, 0], 2 * b) for a, b in parts)
    dealt = np.concatenate([b for _, b in parts])
    assert sorted(dealt.tolist()) == list(range(10))
    assert dealt.tolist() != list(range(10))
    rng = np.random.default_rng(0)
    first, second = ([b.tolist() for _, b in data.batches(X, y, 4, rng)] for _ in range(2))
    assert first != second


def test_wrong_batches_are_refused_at_once():
    with pytest.raises(ValueError, match="10 examples and 9 answers"):
        data.batches(np.ones((10, 2)), np.ones(9), 4, rng=0)
    with pytest.raises(ValueError, match="a batch is a whole number from 1 on, not 0"):
        data.batches(np.ones((10, 2)), np.ones(10), 0, rng=0)


def test_the_thirteen_parameters_can_be_worked_out_by_hand():
    net = data.thirteen_parameters()
    assert sum(net[name].size for name in ("W1", "b1", "W2", "b2")) == 13
    z1 = net["X"] @ net["W1"] + net["b1"]
    z2 = np.maximum(z1, 0) @ net["W2"] + net["b2"]
    assert z1.tolist() == [[2, 0.5, -1]]
    assert z2.tolist() == [[0]]
    assert net["y"].tolist() == [[1]]
    net["W1"][:] = 0
    assert data.thirteen_parameters()["W1"].any(), "changing one copy leaves the next as it was"


def test_a_split_deals_every_example_once():
    X, y = np.arange(20.0)[:, None], np.arange(20)
    parts = data.split(X, y, (0.5, 0.3, 0.2), rng=1)
    assert [len(a) for a, _ in parts] == [10, 6, 4]
    assert sorted(np.concatenate([b for _, b in parts])) == list(range(20))
    for a, b in parts:
        np.testing.assert_array_equal(a[:, 0], b)
    again = data.split(X, y, (0.5, 0.3, 0.2), rng=1)
    np.testing.assert_array_equal(parts[0][1], again[0][1])


@pytest.mark.parametrize(
    ("shares", "words"),
    [((0.8, 0.5), "add up to more than 1"), ((0.01, 0.9), "leave a part empty"), ((2,), "0 to 1")],
)
def test_a_split_that_cannot_be(shares, words):
    with pytest.raises(ValueError, match=words):
        data.split(np.ones((10, 1)), np.ones(10), shares)
