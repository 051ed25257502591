"""Which values a picture has on the web: few enough, and all that the text names."""

import math
from itertools import pairwise

import pytest

from mathdl.plots.kit.controls import Choice, Clock, Slider, Text, Toggle
from mathdl.site.bake import bake
from mathdl.site.figures import numbers
from mathdl.site.grid import all_values, grid

CONTROLS = {
    "x": Slider(0.0, -3.0, 3.0, 0.05),
    "h": Slider(0.1, 1e-16, 1.0, 0.25, log=True),
    "f": Choice("a", ("a", "b", "c")),
    "step": Clock(0, 2000),
}
START = {"x": 0.25, "h": 0.1, "f": "b", "step": 100}


def test_the_grid_is_small_and_holds_what_is_named():
    named = {"x": [1.55, 99.0, "left"], "h": [1e-16]}
    chosen = grid(CONTROLS, START, named, [-1.5, 7.0, 40.0], 600)
    assert math.prod(map(len, chosen.values())) <= 600
    assert {-3.0, 0.0, 0.25, 1.55, -1.5, 3.0} <= set(chosen["x"])
    assert {1e-16, 0.1, 1.0} <= set(chosen["h"])
    assert {0, 7, 40, 100, 2000} <= set(chosen["step"])
    assert chosen["f"] == ["a", "b", "c"]
    for values in chosen.values():
        assert values == sorted(values)


def test_values_are_even_but_for_those_that_are_named():
    (values,) = grid({"x": CONTROLS["x"]}, START, {}, [], 11).values()
    assert len(values) == 11
    assert max(b - a for a, b in pairwise(values)) < 2 * 6.0 / 10


def test_what_need_not_be_thinned_is_not():
    few = {"x": Slider(1, 0, 20, 1), "on": Toggle(False), "says": Text("x")}
    chosen = grid(few, {"x": 1, "on": False, "says": "x"}, {"says": ["x*x"]}, [], 600)
    assert chosen == {"x": list(range(21)), "on": [False, True], "says": ["x", "x*x"]}


def test_a_clock_keeps_its_steps_for_longer_than_a_seed():
    controls = {"seed": Slider(0, 0, 9, 1), "x": CONTROLS["x"], "step": Clock(0, 2000)}
    start = {"seed": 4, "x": 0.0, "step": 0}
    counts = [
        [len(values) for values in grid(controls, start, {}, [], states).values()]
        for states in (200, 60, 20, 9)
    ]
    assert counts == [[4, 4, 12], [1, 5, 12], [1, 3, 6], [1, 3, 3]]
    assert grid(controls, start, {}, [], 60)["seed"] == [4]


def test_hidden_controls_take_no_room():
    shown = {"f": Choice("a", ("a", "b"))}
    for letter in "ab":
        shown[letter] = Slider(0, 0, 29, 1, when=lambda v, letter=letter: v["f"] == letter)
    start = {"f": "a", "a": 0, "b": 0}
    counts = [len(grid(shown, start, {}, [], 400, hides)["a"]) for hides in (True, False)]
    assert counts[0] > counts[1]


@pytest.mark.parametrize("control", CONTROLS.values(), ids=CONTROLS)
def test_all_values_are_taken(control):
    values = all_values(control)
    assert [control.read(value) for value in values] == values
    assert control.default in values


def test_numbers_of_the_text_are_read():
    from nbformat.v4 import new_markdown_cell

    cell = new_markdown_cell("# 3.2 x\nFrom $10^{-4}$ to −1.5 and 2, not x1 ([3.4](a.ipynb#c3)).")
    assert numbers([cell]) == [-1.5, 2.0, 1e-4]


def test_a_picture_is_written_down_once_for_each_state_that_differs():
    from mathdl.plots import SquarePlot

    drawn = []
    data, _ = bake([SquarePlot()], {}, True, {}, [], 7, lambda: drawn.append(1))
    (control,), (picture,) = data["controls"], data["pictures"]
    assert len(control["says"]) == len(drawn) == len(picture["sentences"][0]) == 7
    still, *moving = picture["layers"]
    assert still[0] == []  # what stands still depends on nothing
    assert any(axes == [0] for axes, _ in moving)


def test_two_plots_share_a_control():
    from mathdl.plots import SquarePlot

    data, start = bake([SquarePlot(), SquarePlot()], {"side": 2.0}, True, {}, [], 7)
    (control,) = data["controls"]
    assert [control["says"][place] for place in start] == ["2.00"]
    assert [picture["sentences"][1][0] for picture in data["pictures"]] == [[0], [0]]
