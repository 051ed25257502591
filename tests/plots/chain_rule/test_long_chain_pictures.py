"""The pictures of long chains and of one step downhill: what their artists show is true."""

import re

import numpy as np
import pytest
from sweep import sweep

from mathdl.plots import BrigadePlot, ChainPlot, DescentPlot
from mathdl.plots.chain_rule.brigade_scene import HANDS, RIM
from mathdl.plots.chain_rule.fading import TOP
from mathdl.words import short


def heights(line):
    """The points of a line as a dict."""
    return dict(zip(*map(list, line.get_data()), strict=True))


@pytest.mark.parametrize(
    ("x", "written"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-2.0, "−2"),
        (100.0, "100"),
        (0.9**50, "0.00515"),
        (1.1**50, "117"),
        (-3325.3, "−3,325"),
        (0.5**20, "9.5·10⁻⁷"),
        (-(3.0**20), "−3.5·10⁹"),
        (9.996, "10"),
        (999.6, "1,000"),
    ],
)
def test_short_numbers(x, written):
    assert short(x) == written


@pytest.mark.parametrize("n", [1, 8, 50])
def test_each_panel_shows_the_powers_of_its_slope(n):
    plot = ChainPlot()
    said = plot.draw(n=n)
    for slope, chain in zip((0.5, 0.9, 1.0, 1.1), plot.chains, strict=True):
        top = {k: min(slope**k, 2 * TOP) for k in range(n + 1)}
        assert heights(chain.positive) == pytest.approx(top)
        assert len(chain.negative.get_xdata()) == 0
        assert [s[1][1] for s in chain.stems.get_segments()] == pytest.approx([*top.values()])
        assert chain.arrives.get_text() == short(slope**n)
        assert f"{short(slope**n)} with {slope:g}" in said


def test_fifty_links_of_nine_tenths_and_of_eleven_tenths():
    said = ChainPlot().draw(n=50)
    assert "0.00515 with 0.9, 1 with 1 and 117 with 1.1" in said


def test_one_link_of_zero_silences_all_after_it():
    plot = ChainPlot()
    said = plot.draw(n=50, third=0)
    assert said.startswith("A message of 1 passes 50 links of equal slope, the third of slope 0.")
    for chain in plot.chains:
        assert chain.arrives.get_text() == "0"
        assert [k for k, y in heights(chain.positive).items() if y == 0] == list(range(3, 51))


def test_a_negative_link_turns_the_markers_hollow():
    plot = ChainPlot()
    plot.draw(n=5, third=-1)
    nine = plot.chains[1]
    left = np.array([1, 0.9, 0.81, -0.81, -0.729, -0.6561])
    assert heights(nine.positive) == pytest.approx(dict(enumerate(left[:3])))
    assert heights(nine.negative) == pytest.approx({k: left[k] for k in (3, 4, 5)})
    assert nine.negative.get_markerfacecolor() == "white"
    assert nine.arrives.get_text() == "−0.656"


def test_chains_shorter_than_three_have_no_third_link():
    plot = ChainPlot()
    assert "the third" not in plot.draw(n=2, third=-1)
    assert not plot.controls["third"].when({"n": 2})
    assert plot.controls["third"].when({"n": 3})


def spread(arrow):
    """From tip to tip across the head of an arrow, and the length of its way, in pixels."""
    x, y = arrow.get_xy().T
    return np.ptp(y), x[3] - x[0]


def shaft(arrow):
    """How thick an arrow is."""
    corners = arrow.get_xy()
    return corners[0][1] - corners[6][1]


def test_five_people_multiply_the_message_on_its_way_back():
    plot = BrigadePlot()
    said = plot.draw()
    assert "5 people with local derivatives 0.5, 1, 2, 1, 0.5." in said
    worth = "a litre more there is worth 0.5 litres at the fire."
    assert f"At the pond 0.5 arrives, weakened: {worth}" in said
    assert [text.get_text() for text in plot.sizes[:6]] == ["1", "0.5", "0.5", "1", "1", "0.5"]
    assert [text.get_text() for text in plot.slopes[:5]] == ["× 0.5", "× 1", "× 2", "× 1", "× 0.5"]
    assert len(plot.people.heads.get_xdata()) == 5
    thick = [shaft(arrow) for arrow in plot.arrows[:6]]
    np.testing.assert_allclose(thick, thick[0] * np.array([1, 0.5, 0.5, 1, 1, 0.5]))
    assert sum(arrow.get_visible() for arrow in plot.arrows) == 6


def test_a_litre_more_is_as_wide_as_it_is_much_and_fills_the_buckets():
    plot = BrigadePlot()
    plot.draw()
    litres = np.array([1, 0.5, 0.5, 1, 1, 0.5])
    assert [text.get_text() for text in plot.litres[:6]] == ["1", "0.5", "0.5", "1", "1", "0.5"]
    thick = [shaft(arrow) for arrow in plot.water[:6]]
    np.testing.assert_allclose(thick, thick[0] * litres)
    filled = [np.ptp(path.vertices[:, 1]) for path in plot.people.water.get_paths()]
    np.testing.assert_allclose(filled, (RIM - HANDS) * litres[1:] / 2)


def test_what_is_dipped_and_what_is_heard_come_to_the_same():
    plot = BrigadePlot()
    for values in (dict(people=7), dict(odd="at the pond", own=-2.0), dict(people=20)):
        plot.draw(**values)
        people = values.get("people", 5)
        assert plot.litres[people].get_text() == plot.sizes[people].get_text()


def test_water_runs_forward_and_the_message_back():
    plot = BrigadePlot()
    plot.draw()
    assert all(spread(arrow)[1] > 0 for arrow in plot.water[:6])
    assert all(spread(arrow)[1] < 0 for arrow in plot.arrows[:6])
    water, message = plot.water[0].get_xy()[3], plot.arrows[0].get_xy()[3]
    assert water[1] > plot.people.heads.get_ydata()[0] > message[1]
    assert plot.arrows[0].get_xy()[3][0] > plot.arrows[5].get_xy()[3][0], "the fire's is the first"


def test_nobody_at_the_pond_hears_twenty_halves():
    plot = BrigadePlot()
    said = plot.draw(people=20, brigade="all alike", slope=0.5)
    assert "At the pond 9.5·10⁻⁷ arrives: it has dried out, and nobody there hears it." in said
    assert plot.heard.get_text() == "Too faint to hear  9.5·10⁻⁷"
    assert spread(plot.arrows[20])[0] < 1 < 12 < spread(plot.arrows[0])[0]


def test_messages_multiply_and_do_not_add_up():
    plot = BrigadePlot()
    said = plot.draw(people=3, brigade="all alike", slope=2.0)
    assert "At the pond 8 arrives, swollen" in said
    assert [text.get_text() for text in plot.sizes[:4]] == ["1", "2", "4", "8"]


def test_somebody_negative_turns_more_into_less():
    plot = BrigadePlot()
    said = plot.draw(odd="in the middle", own=-1.0)
    assert "local derivatives 0.5, 1, −1, 1, 0.5" in said
    assert "a litre more there leaves the fire 0.25 litres short. Pass less!" in said
    assert plot.heard.get_text() == "“Pass less!”  −0.25"
    hollow = [arrow.get_facecolor()[:3] == (1, 1, 1) for arrow in plot.arrows[:6]]
    assert hollow == [False, False, False, True, True, True]
    assert plot.slopes[2].get_weight() == "bold"


def test_two_changes_of_sign_are_none():
    said = BrigadePlot().draw(people=20, brigade="all alike", slope=-1.5)
    assert f"At the pond {1.5**20:,.0f} arrives, swollen" in said


def test_behind_a_zero_there_is_no_arrow():
    plot = BrigadePlot()
    said = plot.draw(odd="at the fire", own=0.0)
    assert "At the pond 0 arrives" in said
    assert [arrow.get_visible() for arrow in plot.arrows[:6]] == [True] + 5 * [False]
    assert [arrow.get_visible() for arrow in plot.water[:6]] == 5 * [True] + [False]
    plot.draw()
    assert all(arrow.get_visible() for arrow in plot.arrows[:6]), "and they come back"


@pytest.mark.parametrize("people", [1, 2, 7, 8, 13, 14, 20])
def test_both_ends_of_the_row_are_always_told(people):
    plot = BrigadePlot()
    plot.draw(people=people, brigade="all alike", slope=3.0)
    assert plot.sizes[0].get_text() == "1"
    assert plot.sizes[people].get_text() == short(3.0**people)
    assert len(plot.people.bodies.get_segments()) == 5 * people
    assert len(plot.people.buckets.get_segments()) == people


def test_a_message_is_never_a_matter_of_guilt():
    plot = BrigadePlot()
    for _, sentence in sweep(plot):
        assert not re.search(r"share|blame|responsib|error|guilt", sentence, re.IGNORECASE)


@pytest.mark.parametrize(
    ("x0", "lr", "step"), [(-1.0, 0.1, 1), (-1.0, 0.1, 20), (5.3, 0.8, 7), (6.0, 1.1, 20)]
)
def test_the_descent_follows_its_closed_form(x0, lr, step):
    plot = DescentPlot()
    said = plot.draw(x0=x0, lr=lr, step=step)
    expected = 2 + (1 - 2 * lr) ** np.arange(step + 1) * (x0 - 2)
    np.testing.assert_allclose(plot.path.get_xdata(), expected, rtol=1e-9)
    np.testing.assert_allclose(plot.path.get_ydata(), (expected - 2) ** 2 + 1, rtol=1e-9)
    np.testing.assert_allclose(plot.course.get_ydata(), expected, rtol=1e-9)
    assert list(plot.course.get_xdata()) == list(range(step + 1))
    assert len(plot.visited.get_xdata()) == step
    assert plot.here.get_xdata()[0] == plot.now.get_ydata()[0] == pytest.approx(expected[-1])
    assert f"x = {expected[-1]:.3f}".replace("-", "−") in said


def test_the_first_step_promises_more_than_comes_true():
    plot = DescentPlot()
    said = plot.draw()
    assert "x = −0.400, where f = 6.760 and the slope is −4.800" in said
    assert "the tangent promised f = 6.400; in truth it is 6.760" in said
    (x0, x1), (y0, y1) = plot.tangent.get_data()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(-4.8)
    assert y0 - 4.8 * (-0.4 - x0) == pytest.approx(6.76)
    (tail, _), (tip, _) = plot.arrow._posA_posB
    assert tip - tail == pytest.approx(0.48)


def test_before_the_first_step_there_is_no_promise():
    plot = DescentPlot()
    said = plot.draw(step=0)
    assert said == "Before the first step x = −1.000, where f = 10.000 and the slope is −6.000."
    assert plot.told.get_text() == ""


def test_half_arrives_at_once():
    plot = DescentPlot()
    assert "x = 2.000, where f = 1.000 and the slope is 0.000" in plot.draw(lr=0.5, step=1)
    assert not plot.arrow.get_visible()


def test_one_goes_to_and_fro_for_ever():
    plot = DescentPlot()
    plot.draw(lr=1.0, step=20)
    np.testing.assert_allclose(plot.path.get_xdata(), [-1, 5] * 10 + [-1], atol=1e-12)


def test_more_than_one_leaves_the_picture_with_its_number():
    plot = DescentPlot()
    far = 2 - 3 * 1.2**20
    said = plot.draw(lr=1.1, step=20)
    assert f"x = −{-far:.3f}, where f = {(far - 2) ** 2 + 1:,.3f}" in said
    assert plot.outside.get_text() == f"← now at x = −{-far:.3f}"
    assert len(plot.tangent.get_xdata()) == 0
    plot.draw(lr=1.1, step=1)
    assert plot.outside.get_text() == ""
    assert plot.here.axes.get_xlim() == (plot.LEFT, plot.RIGHT)
