"""Play and Pause without a browser: the test paints, or does not."""

import re
import threading
import time

import pytest
from drawn import Page
from kinds import KindsPlot

from mathdl.explore import explore, player
from mathdl.plots import Clock, Plot, Slider


@pytest.fixture
def explorer():
    explorer = explore(KindsPlot())
    yield explorer
    explorer.players[0].pause()


@pytest.fixture(autouse=True)
def no_thread_is_left():
    """Whatever happened, whoever plays stops within its patience."""
    yield
    wait_until(lambda: not threads())


def threads():
    return [thread for thread in threading.enumerate() if thread.name == "mathdl player"]


def paint(picture):
    """Answer every picture as a page does; return the page."""
    page = Page(picture, paints=True)
    page.tell(painted=picture.number)
    return page


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


def test_it_plays_to_the_end_and_every_picture_arrives(explorer):
    clock = explorer.players[0]
    page = paint(explorer.pictures[0])
    clock.button.click()
    assert clock.button.description == "❚❚ Pause"
    wait_until(lambda: not clock.playing)
    clock.pause()
    assert clock.button.description == "▶ Play"
    assert "time=40 " in explorer.sentence
    page.check()
    times = [re.search(r"time=(\d+)", message["sentence"])[1] for message in page.heard]
    assert times == [str(time) for time in range(4, 44, 4)]


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


def test_closing_the_explorer_stops_it_and_frees_a_waiting_pause(explorer):
    clock = explorer.players[0]
    clock.play()
    wait_until(lambda: clock.slider.value > 0)
    explorer.close()
    wait_until(lambda: not threads(), player.PATIENCE / 2)
    assert not clock.playing


def test_pause_does_not_wait_for_a_page_that_is_silent(explorer):
    clock = explorer.players[0]
    clock.play()
    wait_until(lambda: explorer.pictures[0].number >= 3)
    start = time.monotonic()
    clock.pause()
    assert time.monotonic() - start < player.PATIENCE / 2
    assert not threads()


def test_play_in_several_threads_at_once_starts_one(explorer):
    paint(explorer.pictures[0])
    clock = explorer.players[0]
    at_once = [threading.Thread(target=clock.play) for _ in range(8)]
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join()
    assert len(threads()) == 1
    clock.play()
    assert len(threads()) == 1


def test_a_run_that_ends_late_does_not_disturb_the_next(explorer, monkeypatch):
    clock = explorer.players[0]
    paint(explorer.pictures[0])
    advance, drawing, go_on = clock.advance, threading.Event(), threading.Event()

    def slow():
        drawing.set()
        go_on.wait(5)
        return advance()

    monkeypatch.setattr(clock, "advance", slow)
    clock.play()
    assert drawing.wait(5)
    clock.halt()  # as when the output is cleared: nobody waits for the frame
    late = clock._thread
    monkeypatch.setattr(clock, "advance", lambda: True)
    clock.play()
    go_on.set()
    late.join(5)
    assert clock.playing, "the second run goes on"
    assert clock.button.description == "❚❚ Pause"
    assert len(threads()) == 1


def test_pause_during_the_last_frame_and_reset_while_playing(explorer):
    clock = explorer.players[0]
    paint(explorer.pictures[0])
    clock.slider.value = 37
    clock.play()
    wait_until(lambda: clock.slider.value == 40)
    clock.pause()
    assert (clock.button.description, clock.slider.value, threads()) == ("▶ Play", 40, [])
    clock.play()
    wait_until(lambda: clock.slider.value > 4)
    clock.reset()
    assert (clock.button.description, threads()) == ("▶ Play", [])
    assert "time=0 " in explorer.sentence


def test_moving_sliders_while_it_plays_is_heeded(explorer):
    clock = explorer.players[0]
    paint(explorer.pictures[0])
    clock.play()
    explorer.controls["x"].value = -2.0
    wait_until(lambda: clock.slider.value > 0)
    clock.slider.value = 30
    wait_until(lambda: not clock.playing)
    clock.pause()
    assert "x=-2.0" in explorer.sentence
    assert "time=40 " in explorer.sentence


class Breaks(Plot):
    """Breaks at 12; a control hides the clock, and there are two clocks."""

    controls = {
        "time": Clock(0, 40, per_frame=4, when=lambda values: values["k"] < 3),
        "other": Clock(0, 4000),
        "k": Slider(0, 0, 3, 1),
    }
    size = (3, 1)

    def build(self, figure):
        (self.line,) = figure.subplots().plot([0, 1], [0, 1], animated=True)

    def update(self, time, other, k):
        if time == 12 and k == 1:
            raise ZeroDivisionError("planted at 12")
        self.line.set_ydata([time, other])
        return f"Time {time}, other {other}."


def test_an_error_stops_it_is_shown_and_play_goes_on_afterwards():
    explorer = explore(Breaks(), k=1)
    clock, picture = explorer.players[0], explorer.pictures[0]
    paint(picture)
    clock.play()
    wait_until(lambda: not threads())
    assert not clock.playing
    assert clock.button.description == "▶ Play"
    assert picture.error == "ZeroDivisionError: planted at 12"
    assert isinstance(explorer.error, ZeroDivisionError)
    clock.play()
    wait_until(lambda: not threads())
    assert explorer.error is None
    assert explorer.sentence == "Time 40, other 0."


def test_a_clock_that_is_hidden_stops():
    explorer = explore(Breaks())
    clock, picture = explorer.players[0], explorer.pictures[0]
    paint(picture)
    clock.play()
    explorer.controls["k"].value = 3
    wait_until(lambda: not threads())
    assert not clock.playing
    assert clock.slider.value < 40


def test_two_clocks_play_at_once():
    explorer = explore(Breaks())
    first, second = explorer.players
    page = paint(explorer.pictures[0])
    second.play()
    first.play()
    wait_until(lambda: not first.playing and len(threads()) == 1)
    second.pause()
    page.check()
    assert explorer.sentence == f"Time 40, other {second.slider.value}."


def test_two_explorers_play_at_once(explorer):
    explorers = [explorer, explore(Breaks()), explore(Breaks())]
    for each in explorers:
        paint(each.pictures[0])
        each.players[0].play()
    for each in explorers:
        wait_until(lambda clock=each.players[0]: not clock.playing)
        assert each.players[0].slider.value == 40
