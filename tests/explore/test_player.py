"""Play and Pause without a browser: the test paints, or does not."""

import time

import pytest
from kinds import KindsPlot

from mathdl.explore import explore, player


@pytest.fixture
def explorer():
    explorer = explore(KindsPlot())
    yield explorer
    explorer.players[0].pause()


def paint(picture):
    """Answer every frame as a page does."""
    picture.observe(lambda c: picture._heard(picture, {"painted": c["new"]}, []), "number")
    picture._heard(picture, {"painted": picture.number}, [])


def wait_until(condition, seconds=5.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def test_advance_needs_no_thread(explorer):
    clock = explorer.players[0]
    assert clock.advance() is True
    assert "time=4 " in explorer.sentence
    while clock.advance():
        pass
    assert "time=40 " in explorer.sentence


def test_it_plays_to_the_end_with_fewer_pixels_and_rests_with_all(explorer):
    clock, picture = explorer.players[0], explorer.pictures[0]
    paint(picture)
    sizes = []
    canvas = explorer.plots[0].canvas
    picture.observe(lambda _: sizes.append(canvas.image().size), "number")
    clock.button.click()
    assert clock.button.description == "⏸ Pause"
    wait_until(lambda: not clock.playing)
    clock.pause()
    assert clock.button.description == "▶ Play"
    assert "time=40 " in explorer.sentence
    assert (600, 200) in sizes
    assert sizes[-1] == (1200, 400)


def test_pause_stops_and_play_goes_on_and_starts_over_at_the_end(explorer):
    clock = explorer.players[0]
    paint(explorer.pictures[0])
    clock.play()
    wait_until(lambda: clock.slider.value >= 8)
    clock.pause()
    stopped = clock.slider.value
    assert 8 <= stopped < 40
    time.sleep(0.15)
    assert clock.slider.value == stopped
    clock.slider.value = 40
    clock.play()
    wait_until(lambda: 0 < clock.slider.value < 20)


def test_back_step_and_reset(explorer):
    clock = explorer.players[0]
    _, _, back, step, reset = clock.children
    step.click()
    step.click()
    assert "time=2 " in explorer.sentence
    back.click()
    assert "time=1 " in explorer.sentence
    reset.click()
    assert "time=0 " in explorer.sentence


def test_a_silent_page_stops_it(explorer, monkeypatch):
    monkeypatch.setattr(player, "PATIENCE", 0.1)
    clock = explorer.players[0]
    clock.play()
    wait_until(lambda: not clock.playing)
    assert clock.slider.value <= 4 * 4, "only the frames in flight were drawn"


def test_clearing_the_output_stops_it(explorer):
    clock, picture = explorer.players[0], explorer.pictures[0]
    paint(picture)
    picture._view_count = 1
    clock.play()
    wait_until(lambda: clock.slider.value > 0)
    picture._view_count = 0
    wait_until(lambda: not clock.playing)
    assert clock.slider.value < 40
