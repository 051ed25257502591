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


def test_groups_can_be_hidden():
    bench = explore(Playground("oneturn | 3tanh | @20", hide=("training", "data")))
    drawers = _drawers(bench)
    assert [head.description for head in drawers] == ["▾ net", "▸ view"]
    shown = {row for box in drawers.values() for row in box.children} | {
        *bench.children[0].children
    }
    assert bench.rows["rate"] not in shown
    with pytest.raises(ValueError, match="'nets' is no group of controls; hide data, net"):
        Playground(hide="nets")


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
    assert bench.controls["data"].value == "disc", "nothing has moved"


def test_a_line_may_name_more_than_the_controls_give(bench):
    bench.written.line.value = "rings | 20tanh | adam 0.07 | @20"
    assert bench.controls["units_1"].value == bench.controls["units_1"].max == 20
    assert bench.controls["rate"].value == 0.07
    assert "81 parameters" in bench.sentence
    bench.controls["rate"].value = 0.05
    bench.controls["units_1"].value = 19
    assert "20tanh" not in bench.state_line()


def test_a_refused_line_stays_while_work_begun_before_goes_on(bench):
    bench.written.line.value = "disc | 3tanh | adam 0.2 | @20"
    with pytest.raises(NotTakenError):
        bench.written.line.value = "disc 9tan"
    bench._draw_meanwhile(None)  # as the last piece of that work does
    assert bench.written.line.value == "disc 9tan"
    assert "'9tan'" in bench.pictures[0].error
    bench.controls["seed"].value = 3
    assert bench.pictures[0].error == ""
    assert bench.written.line.value == bench.state_line()


def test_the_line_is_written_when_the_clock_stands_still(bench):
    bench.written.line.value = "disc | 3tanh | adam 0.2 | @20"
    clock = bench.players[0]
    clock._stop.clear()  # it runs
    bench.controls["step"].value = 40
    assert "@20" in bench.written.line.value
    clock._stop.set()
    clock.rest()
    assert bench.written.line.value.endswith("@40")


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
