"""A hand on the picture, without a browser: what it wishes, the sliders and the picture follow."""

import math
from dataclasses import replace

import pytest
from kinds import KindsPlot

from mathdl.explore import explore
from mathdl.plots import (
    GradientPlot,
    HingesPlot,
    OutlierPlot,
    SecantPlot,
    SquarePlot,
    StepPlot,
    TangentPlot,
)


def wish(explorer, turn=1.0, picture=0, **positions):
    """Send what the page sends."""
    explorer.pictures[picture]._handle_custom_msg({"set": positions, "turn": turn}, [])


@pytest.fixture
def drawn(monkeypatch):
    """Count the drawings of a plot."""

    def count(plot):
        values, update = [], plot.update
        monkeypatch.setattr(plot, "update", lambda **v: values.append(v) or update(**v))
        return values

    return count


def test_both_sliders_move_and_the_picture_is_drawn_once(drawn):
    plot = GradientPlot()
    explorer = explore(plot)
    values, number = drawn(plot), explorer.pictures[0].number
    wish(explorer, x=0.5, y=-0.3)
    assert values == [{"x": 0.5, "y": -0.3, "angle": 0}]
    assert explorer.values == values[0]
    assert explorer.pictures[0].number == number + 1
    assert "At (0.50, −0.30)" in explorer.sentence


def test_what_a_hand_moves_is_as_if_the_slider_had_moved():
    by_hand, by_slider = explore(TangentPlot()), explore(TangentPlot())
    wish(by_hand, x0=-1.5)
    by_slider.controls["x0"].value = -1.5
    assert by_hand.sentence == by_slider.sentence
    assert by_hand.pictures[0].frame == by_slider.pictures[0].frame


@pytest.mark.parametrize(
    ("position", "value"),
    [(0.523, 0.5), (0.526, 0.55), (99, 3.0), (-99, -3.0), (2.99, 3.0), (-1e-9, 0.0)],
)
def test_a_position_is_rounded_to_a_step_and_kept_between_the_ends(position, value):
    explorer = explore(TangentPlot())
    wish(explorer, x0=position)
    assert explorer.controls["x0"].value == value


def test_steps_are_counted_from_where_the_slider_began():
    explorer = explore(TangentPlot(), x0=0.123)
    wish(explorer, x0=0.2)
    assert explorer.controls["x0"].value == pytest.approx(0.223)
    wish(explorer, x0=3)
    assert explorer.controls["x0"].value == 3.0


def test_the_position_of_a_log_slider_is_a_power_of_ten():
    explorer = explore(SecantPlot())
    wish(explorer, h=-3.9)
    assert explorer.controls["h"].value == pytest.approx(1e-4)
    wish(explorer, h=7)
    assert explorer.controls["h"].value == 1.0
    assert explorer.error is None


def test_whole_sliders_take_whole_numbers():
    explorer = explore(OutlierPlot())
    wish(explorer, height=7.4)
    assert explorer.controls["height"].value == 7
    assert isinstance(explorer.controls["height"].value, int)


def test_a_hidden_slider_does_not_move():
    explorer = explore(HingesPlot())  # fitted: its own hinge is hidden
    before = explorer.values
    wish(explorer, place=1.0)
    assert explorer.values == before
    explorer.controls["fitted"].value = False
    wish(explorer, place=1.0)
    assert explorer.controls["place"].value == 1.0


@pytest.mark.parametrize(
    "content",
    [
        {"set": {"x": math.nan}},
        {"set": {"x": math.inf}},
        {"set": {"x": None}},
        {"set": {"x": "1"}},
        {"set": {"x": [1]}},
        {"set": {"x": True}},
        {"set": {"x": 10**400}},
        {"set": {"nothing": 1.0}},
        {"set": {"word": 1.0, "kind": 0, "on": 1, "step": 1}},  # no sliders
        {"set": {}},
        {"set": [["x", 1.0]]},
        {"set": 3},
        {"set": None},
        {"turn": 1.0},
        {},
    ],
)
def test_nonsense_changes_nothing_and_raises_nothing(content):
    explorer = explore(KindsPlot())
    before, said = explorer.values, explorer.sentence
    explorer._heard(explorer.pictures[0], content, [])
    assert (explorer.values, explorer.sentence, explorer.error) == (before, said, None)


def test_every_wish_is_answered_by_a_picture_that_names_it():
    explorer, sent = explore(SquarePlot()), []
    (picture,) = explorer.pictures
    picture.send = lambda message, buffers=None: sent.append(message)
    for turn, positions in ((1.5, {"side": 2.0}), (2.5, {"side": 2.01}), (3.5, {"side": None})):
        wish(explorer, turn, **positions)
        assert sent[-1]["turn"] == turn, "the page waits for it"
    assert "points" in sent[0]
    assert "points" not in sent[-1], "nothing has moved"
    wish(explorer, 4.5, side=1.0)
    assert sent[-1]["points"] == picture.frame.points


def test_of_two_pictures_the_one_that_was_touched_answers():
    explorer = explore(SquarePlot(), SquarePlot())
    wish(explorer, 7.0, picture=1, side=2.0)
    assert [picture.turn for picture in explorer.pictures] == [0.0, 7.0]
    assert explorer.sentence.count("side 2.00") == 2


def test_an_error_while_dragging_is_said_and_the_next_move_recovers():
    explorer = explore(KindsPlot())
    with pytest.raises(ZeroDivisionError, match="planted"):
        explorer._heard(explorer.pictures[0], {"set": {"n": 9}, "turn": 1.0}, [])
    assert explorer.pictures[0].error == "ZeroDivisionError: planted at n = 9"
    wish(explorer, n=8)
    assert explorer.error is None
    assert "n=8" in explorer.sentence


def test_a_page_that_repeats_the_last_digits_in_its_own_way_draws_nothing(drawn):
    plot = SquarePlot()
    explorer = explore(plot)
    wish(explorer, side=0.9)
    values = drawn(plot)
    explorer.controls["side"].value = 0.8999999999999999
    assert values == []
    explorer.controls["side"].value = 0.95
    assert len(values) == 1


def test_a_clock_that_plays_is_not_disturbed():
    explorer = explore(StepPlot(), steps=0)
    (player,) = explorer.players
    player.control = replace(player.control, seconds=0.01)
    player.picture.wait_for_room = lambda seconds, stop: not stop.is_set()  # a page that paints
    player.play()
    for i in range(20):
        wish(explorer, float(i), lr=0.005 * i)
    player._thread.join(20)
    assert explorer.values == {"lr": pytest.approx(0.095), "steps": 20}
    fresh = StepPlot()
    assert explorer.sentence == fresh.draw(lr=0.095, steps=20)


def test_what_never_changes_about_points_is_sent_once():
    explorer = explore(GradientPlot())
    point, tip, _ = explorer.pictures[0].points
    assert point["label"] == "x and y"
    assert point["sliders"][0] == {"name": "x", "min": -1.0, "max": 2.0, "step": 0.1}
    assert tip["turn"] == 360
