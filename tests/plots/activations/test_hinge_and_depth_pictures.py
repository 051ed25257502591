"""Sums of hinges and products through depth: what their artists show is true."""

import math

import numpy as np
import pytest

from mathdl.plots import DepthProductPlot, HingesPlot
from mathdl.plots.activations.depth_product import gradients
from mathdl.plots.activations.hinges import fitted_hinges, hinge_sum
from mathdl.plots.chain_rule.fading import TOP
from mathdl.words import short

BENDS = {"relu": lambda x: max(0.0, x), "sigmoid": lambda x: 1 / (1 + math.exp(-x))}
BENDS["tanh"] = math.tanh


def points(line):
    """The points of a line, one a row."""
    return np.transpose(line.get_data())


# P3, the hinges


@pytest.mark.parametrize(("n", "worst"), [(8, 0.23), (16, 0.069), (32, 0.0175)])
def test_twice_the_hinges_a_quarter_of_the_error(n, worst):
    plot = HingesPlot()
    said = plot.draw(hinges=n)
    x = np.linspace(-3, 3, 20001)
    dots = np.linspace(-3, 3, n + 1)
    error = np.abs(np.interp(x, dots, np.sin(2 * dots)) - np.sin(2 * x)).max()
    assert error == pytest.approx(worst, rel=0.02)
    assert f"off by at most {short(error)}" in said
    assert error <= 4 * (6 / n) ** 2 / 8
    assert f"has {n} straight pieces, each {short(6 / n)} wide." in said
    (at, low), (_, high) = points(plot.gap)
    assert abs(high - low) == pytest.approx(error, rel=1e-3)
    assert -3 <= at <= 3


@pytest.mark.parametrize("n", [1, 4, 7, 32])
def test_the_sum_joins_dots_on_the_target(n):
    plot = HingesPlot()
    plot.draw(hinges=n)
    x, y = plot.sum.get_data()
    dots = np.linspace(-3, 3, n + 1)
    assert y == pytest.approx(np.interp(x, dots, np.sin(2 * dots)), abs=1e-9)
    assert [len(lines.get_segments()) for lines in plot.thin] == [n, n]
    assert points(plot.places)[:, 0] == pytest.approx(dots[:-1])


def test_the_thin_hinges_add_up_to_the_sum():
    plot = HingesPlot()
    plot.draw(hinges=5, fitted=False, which=2, place=0.4, change=-1.7)
    x, y = plot.sum.get_data()
    together = sum(np.interp(x, *np.transpose(line)) for line in plot.thin[1].get_segments())
    assert y - together == pytest.approx(np.full(len(x), np.sin(-6)))


def test_plain_hinges_rise_with_slope_one_and_scaled_ones_with_c():
    plot = HingesPlot()
    plot.draw(hinges=8)
    _b, t, c = fitted_hinges(8, -3.0, 3.0)
    plain, scaled = (lines.get_segments() for lines in plot.thin)
    for place, factor, one, times in zip(t, c, plain, scaled, strict=True):
        assert one[1] == pytest.approx([place, 0])
        assert one[2] == pytest.approx([3, 3 - place])
        assert times[2] == pytest.approx([3, factor * (3 - place)])


@pytest.mark.parametrize("wide", [False, True])
def test_all_fitted_hinges_stay_in_their_frames(wide):
    plot = HingesPlot()
    for n in range(1, 33):
        plot.draw(hinges=n, wide=wide)
        for axes, lines in zip((plot.plain, plot.scaled), plot.thin, strict=True):
            low, high = axes.get_ylim()
            heights = np.concatenate(lines.get_segments())[:, 1]
            assert low < heights.min() <= heights.max() < high


def test_the_thick_hinge_is_the_same_in_all_panels():
    plot = HingesPlot()
    plot.draw(hinges=8, which=3)
    _b, t, c = fitted_hinges(8, -3.0, 3.0)
    assert points(plot.thick[0])[1] == pytest.approx([t[2], 0])
    assert points(plot.thick[1])[2] == pytest.approx([3, c[2] * (3 - t[2])])
    assert points(plot.corner)[0] == pytest.approx([t[2], np.sin(2 * t[2])])
    assert plot.told.get_text().endswith(f"c = {c[2]:.2f}".replace("-", "−"))


def test_outside_the_interval_the_fit_runs_off_straight():
    plot = HingesPlot()
    said = plot.draw(hinges=8, wide=True)
    assert "at x = 5 it says 1.58, the truth is −0.54" in said
    x, y = plot.sum.get_data()
    beyond = x > 2.3
    slopes = np.diff(y[beyond]) / np.diff(x[beyond])
    assert x[-1] == 6
    assert np.ptp(slopes) < 1e-9
    assert np.ptp(y[x < -3]) < 1e-9, "left of the first hinge all are silent"


@pytest.mark.parametrize(("which", "place", "change"), [(3, -0.5, 2.0), (32, 1.25, -6.0)])
def test_a_hinge_of_your_own_changes_the_slope_by_c(which, place, change):
    plot = HingesPlot()
    said = plot.draw(hinges=8, fitted=False, which=which, place=place, change=change)
    assert f"Hinge {min(which, 8)} of 8 at t = {place:.2f}".replace("-", "−") in said
    x, y = plot.sum.get_data()
    h = 0.01
    left, here, right = np.interp([place - h, place, place + h], x, y)
    assert (right - here) / h - (here - left) / h == pytest.approx(change, abs=1e-6)
    assert points(plot.thick[1])[1] == pytest.approx([place, 0])
    assert points(plot.own_place)[0] == pytest.approx([place, 0])


def test_the_hinges_of_exercise_4_5():
    t, c = np.array([0.0, 1.0, 3.0]), np.array([1.0, -3.0, 2.0])
    x = np.array([-1, 0, 0.5, 1, 2, 3, 4, 9])
    assert hinge_sum(x, 0.0, t, c) == pytest.approx([0, 0, 0.5, 1, -1, -3, -3, -3])


def test_fitted_hinges_are_changes_of_slope():
    b, t, c = fitted_hinges(6, -3.0, 3.0)
    assert b == pytest.approx(np.sin(-6))
    slopes = np.diff(np.sin(2 * np.arange(-3.0, 4.0)))
    assert np.cumsum(c) == pytest.approx(slopes)
    assert t == pytest.approx(np.arange(-3.0, 3.0))


# P4, the product through depth


def test_ten_centred_sigmoids_of_four_weights():
    plot = DepthProductPlot()
    said = plot.draw()
    assert "(sigmoid layers, bias −w/2) a gradient of 1 arrives as 9.5·10⁻⁷ with weight 1" in said
    assert said.endswith("1 with weight 4 and 1,024 with weight 8.")
    for weight, chain in zip((1, 2, 4, 8), plot.chains, strict=True):
        sizes = np.minimum((weight / 4) ** np.arange(11.0), 2 * TOP)
        assert points(chain.positive) == pytest.approx(np.array([*enumerate(sizes)]))
        assert chain.name.get_text() == f"w = {weight}: × {weight / 4:g}"
        assert chain.arrives.get_text() == short((weight / 4) ** 10)


@pytest.mark.parametrize(
    ("weight", "layers", "end"),
    [(4.0, 20, 1.0), (8.0, 10, 1024.0), (8.0, 20, 2.0**20), (2.0, 7, 0.5**7)],
)
def test_centred_the_factor_is_a_quarter_of_the_weight(weight, layers, end):
    sizes, _ = gradients("sigmoid", layers, weight, -weight / 2)
    assert sizes[-1] == pytest.approx(end, rel=1e-12)
    said = DepthProductPlot().draw(weight=weight, layers=layers)
    assert said.endswith(f"and {short(end)} with weight {weight:g}.")


def test_without_centring_large_weights_saturate():
    plot = DepthProductPlot()
    said = plot.draw(bias="0")
    assert said.endswith("Units saturate.")
    assert "saturate" not in plot.draw()
    ends = [gradients("sigmoid", 10, w, 0.0)[0][-1] for w in (1.0, 2.0, 4.0, 8.0)]
    assert ends[3] < 1e-20 < ends[2] < 1e-9 < ends[0] < ends[1] < 1e-5


@pytest.mark.parametrize("name", BENDS)
@pytest.mark.parametrize("weight", [0.7, 1.0, 1.9])
def test_gradients_agree_with_finite_differences(name, weight):
    sizes, links = gradients(name, 6, weight, -0.2)

    def end(a, layers):
        for _ in range(layers):
            a = BENDS[name](weight * a - 0.2)
        return a

    a, values = 0.5, [0.5]
    for _ in range(6):
        a = end(a, 1)
        values.append(a)
    for k, size in enumerate(sizes):
        at = values[6 - k]
        assert size == pytest.approx((end(at + 1e-6, k) - end(at - 1e-6, k)) / 2e-6, abs=1e-6)
    assert np.cumprod([1, *links]) == pytest.approx(sizes)


def test_no_bias_beats_the_largest_product():
    largest = (3 / 4) ** 10
    assert gradients("sigmoid", 10, 3.0, -1.5)[0][-1] == pytest.approx(largest, rel=1e-9)
    for bias in (-3.0, -1.4, 0.0, 2.0):
        assert gradients("sigmoid", 10, 3.0, bias)[0][-1] < largest


@pytest.mark.parametrize(("weight", "end"), [(1.0, 1.0), (0.5, 0.5**20), (8.0, 8.0**20)])
def test_relu_leaves_it_all_to_the_weights(weight, end):
    plot = DepthProductPlot()
    said = plot.draw(layers=20, weight=weight, activation="relu")
    assert gradients("relu", 20, weight, 0.0)[0][-1] == pytest.approx(end)
    assert "(relu layers, bias 0)" in said
    assert said.endswith(f"and {short(end)} with weight {weight:g}.")


def test_weight_zero_lets_nothing_through():
    plot = DepthProductPlot()
    assert plot.draw(weight=0.0, layers=3).endswith("and 0 with weight 0.")
    assert points(plot.chains[-1].positive).tolist() == [[0, 1], [1, 0], [2, 0], [3, 0]]
