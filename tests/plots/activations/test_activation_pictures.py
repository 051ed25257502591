"""The gallery of activations and softmax: what their artists show is true."""

import inspect
import math
import re

import numpy as np
import pytest
from sweep import made

import mathdl as dl
from mathdl import activations
from mathdl.formulas import evaluate
from mathdl.plots import ActivationPlot, GalleryPlot, SoftmaxPlot
from mathdl.plots.activations.activation_table import ACTIVATIONS, NONE
from mathdl.plots.kit.colours import DARK
from mathdl.typeset import latex

ROWS = {**ACTIVATIONS, "none": NONE}
each_row = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
each_activation = pytest.mark.parametrize("name", ACTIVATIONS)
# Half of binary cross-entropy, no bend for a hidden layer.
PARTS_OF_LOSSES = {activations.log_sigmoid}


def by_formula(name):
    """An activation by the formula that the table prints, not by the rule that the picture asks."""
    return lambda x: evaluate(ACTIVATIONS[name].value, {"a": x})


def points(line):
    """The points of a line, one a row."""
    return np.transpose(line.get_data())


# The table


def test_every_activation_of_the_engine_is_in_the_table():
    own = {n: f for n, f in vars(activations).items() if inspect.isfunction(f) and n[0] != "_"}
    rules = [f for f in own.values() if f.__module__ == activations.__name__]
    assert len(rules) > 8
    for_one_number = [f for f in rules if "axis" not in inspect.signature(f).parameters]
    table = {row.f for row in ACTIVATIONS.values()}
    for f in set(for_one_number) - PARTS_OF_LOSSES - table:
        pytest.fail(f"give {f.__name__} a row in mathdl/plots/activations/activation_table.py")
    assert table <= set(for_one_number)


@each_row
@pytest.mark.parametrize("a", [-6.0, -1.3, -0.2, 0.4, 2.0, 6.0])
def test_the_formulas_are_those_of_the_rules(row, a):
    assert evaluate(row.value, {"a": a}) == pytest.approx(float(row.f(a)), abs=1e-4)
    assert evaluate(row.slope, {"a": a}) == pytest.approx(dl.derivative(row.f)(a), abs=1e-4)


@each_row
def test_formulas_in_another_letter(row):
    for written in (row.formula("z"), row.slope_formula("z"), row.formula(style=latex)):
        assert written
        assert not re.search(r"\ba\b", written)


@each_row
def test_the_words_about_the_range_are_true(row):
    x = np.concatenate([np.linspace(-8, 8, 16001), [-1e6, 1e6]])
    low, high = np.min(row.f(x)), np.max(row.f(x))
    numbers = [float(word) for word in row.range.replace("−", "-").split() if word[-1].isdigit()]
    match numbers:
        case []:
            assert row.range == "every number"
            assert low < -5000
            assert high == 1e6
        case [least]:
            assert low == pytest.approx(least, abs=5e-4)
            assert high == 1e6
        case [least, most]:
            assert (low, high) == pytest.approx((least, most))


@each_row
def test_every_row_has_something_to_say(row):
    assert len(row.use) > 20
    assert len(row.wrong) > 20


def test_gelu_and_silu_dip_below_zero():
    x = np.linspace(-3, 0, 30001)
    for name, least, where in (("gelu", -0.170, -0.75), ("silu", -0.278, -1.28)):
        values = ACTIVATIONS[name].f(x)
        assert values.min() == pytest.approx(least, abs=5e-4)
        assert x[values.argmin()] == pytest.approx(where, abs=0.01)


# P2, the gallery


def test_the_gallery_shows_the_whole_table():
    assert ActivationPlot.controls["activation"].options == tuple(ACTIVATIONS)


@each_activation
@pytest.mark.parametrize("x", [-6.0, -0.75, 0.05, 1.0, 6.0])
def test_points_and_curves_are_those_of_the_definition(name, x):
    plot, f = made(ActivationPlot), by_formula(name)
    plot.update(**plot.values(x=x, activation=name))
    assert points(plot.here) == pytest.approx(np.array([[x, f(x)]]), abs=5e-4)
    for at, value in points(plot.curve)[::16]:
        assert value == pytest.approx(f(at), abs=5e-4)
    slope = (f(x + 1e-4) - f(x - 1e-4)) / 2e-4
    assert points(plot.engine) == pytest.approx(np.array([[x, slope]]), abs=1e-3)
    assert points(plot.quotients) == pytest.approx(np.array([[x, slope]]), abs=1e-3)
    (x0, y0), (x1, y1) = points(plot.tangent)
    assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, abs=1e-3)
    assert y0 + (x - x0) * slope == pytest.approx(f(x), abs=1e-2)


def test_the_kink_of_relu_has_three_candidates():
    plot = ActivationPlot()
    said = plot.draw(x=0.0, activation="relu")
    assert "0 from the left, 0.5 from both sides, 1 from the right; the engine chooses 0" in said
    assert points(plot.quotients)[:, 1] == pytest.approx([0, 0.5, 1])
    assert points(plot.engine)[:, 1] == [0]
    assert [text.get_text() for text in plot.candidates] == [
        "from left: 0",
        "from both: 0.5",
        "from right: 1",
    ]
    assert all(text.get_visible() for text in plot.candidates)
    for x in (-0.05, 0.05):
        plot.draw(x=x, activation="relu")
        assert not any(text.get_visible() for text in plot.candidates)
        assert len(plot.others[0].get_xdata()) == 0


@each_activation
def test_only_relu_and_leaky_relu_have_a_kink(name):
    assert ("kink" in ActivationPlot().draw(x=0.0, activation=name)) == ("relu" in name)


def test_saturated_sigmoid():
    plot = ActivationPlot()
    said = plot.draw(x=6.0, activation="sigmoid")
    assert "slope 0.0025 by the engine, 0.0025 by the difference quotient" in said
    assert "next to nothing" in said
    assert "between 0 and 1" in said
    assert (plot.band.get_y(), plot.band.get_height()) == pytest.approx((0, 1))


def test_slope_one_looks_like_45_degrees():
    plot = ActivationPlot()
    plot.draw()
    axes = plot.here.axes
    (x0, y0), (x1, y1) = axes.transData.transform([(0, 0), (1, 1)])
    assert x1 - x0 == pytest.approx(y1 - y0)


@pytest.mark.parametrize("x", [-1.0, 0.3, 4.0])
def test_all_of_them_side_by_side(x):
    plot = GalleryPlot()
    plot.draw(x=x)
    for name, dot, diamond, (f, df) in zip(
        ACTIVATIONS, plot.dots, plot.diamonds, plot.told, strict=True
    ):
        by = by_formula(name)
        value, slope = by(x), (by(x + 1e-4) - by(x - 1e-4)) / 2e-4
        assert dot.axes.get_title() == name
        assert points(dot) == pytest.approx(np.array([[x, value]]), abs=5e-4)
        assert points(diamond) == pytest.approx(np.array([[x, slope]]), abs=1e-3)
        for text, written in ((f, value), (df, slope)):
            told = text.get_text().split(" = ")[1].replace("−", "-")
            assert float(told) == pytest.approx(written, abs=0.0052)


def test_values_and_slopes_look_alike_in_both_pictures():
    gallery, alone = GalleryPlot(), ActivationPlot()
    for plot in (gallery, alone):
        plot.draw()
    f, slope = gallery.dots[0].axes.get_lines()[2:4]
    assert f.get_color() == alone.curve.get_color() == gallery.told[0][0].get_color()
    assert slope.get_color() == alone.tangent.get_color()
    assert DARK[slope.get_color()] == gallery.told[0][1].get_color() == alone.told.get_color()
    assert gallery.dots[0].get_color() == alone.here.get_color()
    assert slope.is_dashed()


# P7, softmax


def shares(plot):
    return [bar.get_height() for bar in plot.bars]


def by_hand(z, temperature=1.0):
    powers = [math.exp(each / temperature) for each in z]
    return [power / sum(powers) for power in powers]


def test_softmax_of_three_logits():
    plot = SoftmaxPlot()
    assert "shares 0.867, 0.117, 0.016, together 1" in plot.draw()
    assert shares(plot) == pytest.approx(by_hand((3, 1, -1)))
    assert shares(plot) == pytest.approx([0.8668, 0.1173, 0.0159], abs=5e-5)
    assert [text.get_text() for text in plot.shares] == ["0.867", "0.117", "0.016"]


@pytest.mark.parametrize("add", [-100, -1, 100])
def test_what_is_added_to_all_logits_changes_nothing(add):
    plot = SoftmaxPlot()
    plot.draw()
    before = shares(plot)
    said = plot.draw(add=add)
    assert shares(plot) == pytest.approx(before, abs=1e-12)
    assert said.endswith("What is added to all of them changes no share.")
    told = [text.get_text() for text in plot.written]
    assert told == [f"{z + add:.1f}".replace("-", "−") for z in (3, 1, -1)]
    assert plot.ruler[2].get_text() == str(add).replace("-", "−")


@pytest.mark.parametrize("temperature", [0.1, 0.5, 2.0, 10.0])
def test_temperature(temperature):
    plot = SoftmaxPlot()
    plot.draw(temperature=temperature)
    assert shares(plot) == pytest.approx(by_hand((3, 1, -1), temperature))
    assert sum(shares(plot)) == pytest.approx(1)


def test_cold_is_almost_one_hot_and_hot_nearly_equal():
    plot = SoftmaxPlot()
    assert "takes nearly all: almost one-hot" in plot.draw(temperature=0.1)
    assert shares(plot)[0] > 1 - 1e-8
    plot.draw(temperature=10.0)
    assert np.ptp(shares(plot)) < 0.14


def test_two_logits_make_a_sigmoid_of_their_difference():
    plot = SoftmaxPlot()
    plot.draw(z1=2.0, z2=0.5, z3=-6.0, temperature=0.5)
    first, second, _ = shares(plot)
    assert first / (first + second) == pytest.approx(float(dl.sigmoid(1.5 / 0.5)))


def test_equal_logits_get_equal_shares():
    plot = SoftmaxPlot()
    said = plot.draw(z1=2.0, z2=2.0, z3=2.0)
    assert "equal logits get equal shares" in said
    assert shares(plot) == pytest.approx([1 / 3] * 3)
