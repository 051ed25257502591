"""Groups of controls, the line of settings, and what a plot writes."""

import pytest

from mathdl.explore import explore
from mathdl.plots import Playground
from mathdl.plots.kit.controls import NotTakenError


@pytest.fixture(scope="module")
def bench():
    return explore(Playground("oneturn | 3tanh | @20"))


def _drawers(bench):
    column = bench.children[0].children[0]
    return dict(zip(column.children[::2], column.children[1::2], strict=True))


def test_every_control_but_the_clock_lies_in_a_drawer(bench):
    drawers = _drawers(bench)
    rows = [row for box in drawers.values() for row in box.children]
    assert rows == [row for name, row in bench.rows.items() if name != "step"]
    assert [head.description for head in drawers] == ["▸ data", "▾ net", "▸ training", "▸ view"]


def test_a_drawer_opens_and_closes(bench):
    head, box = next(iter(_drawers(bench).items()))
    assert box.layout.display == "none"
    head.click()
    assert (head.description, box.layout.display) == ("▾ data", None)
    head.click()
    assert (head.description, box.layout.display) == ("▸ data", "none")


def test_the_line_follows_the_controls_and_the_controls_the_line(bench):
    bench.controls["seed"].value = 4
    assert bench.written.line.value == bench.state_line()
    assert " s4 @20" in f" {bench.state_line()}"
    bench.written.line.value = "disc | 2relu 7silu | adam 0.2 | s2 @40"
    assert "on disc (seed 2)" in bench.sentence
    assert (bench.controls["layers"].value, bench.controls["units_2"].value) == (2, 7)
    assert bench.written.line.value == bench.state_line()
    with pytest.raises(NotTakenError, match="'9tan' is no word"):
        bench.written.line.value = "disc 9tan"
    assert "'9tan'" in bench.pictures[0].error
    assert "on disc (seed 2)" in bench.pictures[0].sentence, "the last picture stays"
    with pytest.raises(NotTakenError, match="20 is not a whole number from 1 to 8"):
        bench.written.line.value = "rings 20tanh"
    assert bench.controls["data"].value == "disc", "nothing has moved"


def test_the_code_is_that_of_the_controls(bench):
    buttons = bench.written.children[1].children
    text = bench.written.children[2]
    assert text.value == ""
    buttons[0].click()
    bench.controls["seed"].value = 7
    assert "default_rng(7)" in text.value
    buttons[1].click()
    assert "torch" in text.value
    assert [button.description[0] for button in buttons] == ["▸", "▾"]
    buttons[1].click()
    assert text.value == ""
