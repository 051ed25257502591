"""JupyterLab calls an explorer from two threads, and a third plays it: the last word counts."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from drawn import Page, drawn, shown
from kinds import KindsPlot

from mathdl import plots
from mathdl.explore import explore


def hammer(explorer, moves, seconds=30):
    """Do the moves of several hands at once; raise what one of them raises.

    A page that follows them has the picture at the controls' values in the end.
    """
    page = Page(explorer.pictures[0])
    with ThreadPoolExecutor(len(moves)) as hands:
        for hand in [hands.submit(move) for move in moves]:
            hand.result(seconds)
    page.check()
    assert not page.asked
    assert (page.sentence, page.shown) == drawn(type(explorer.plots[0])(), **explorer.values)


def hand(explorer, names, n, seed):
    """One thread that sets controls to random values."""
    rng = np.random.default_rng(seed)

    def move():
        for i in range(n):
            name = names[i % len(names)]
            explorer.controls[name].value = explorer.plots[0].controls[name].random(rng)

    return move


EVERYWHERE = [plots.RulersPlot, plots.DescentPlot, plots.ExamplesPlot]
MORE = [plots.HingesPlot, plots.SnowflakePlot, plots.BroadcastPlot, plots.MatmulPlot]


@pytest.mark.parametrize(
    "make", [*EVERYWHERE, *(pytest.param(make, marks=pytest.mark.hammer) for make in MORE)]
)
def test_two_hands_on_all_controls_of_one_explorer(make):
    explorer = explore(make())
    names = list(explorer.controls)
    hammer(explorer, [hand(explorer, names, 24, 0), hand(explorer, names[::-1], 24, 1)])


def test_every_kind_of_control_a_clock_and_a_cell_at_once():
    explorer = explore(KindsPlot())
    clock, picture = explorer.players[0], explorer.pictures[0]
    Page(picture, paints=True).tell(painted=picture.number)
    bundles = []

    def play_and_pause():
        for _ in range(6):
            clock.toggle()
            time.sleep(0.02)
            clock.advance()
        clock.reset()

    def display_again():
        for _ in range(4):
            bundles.append(explorer._repr_mimebundle_())

    apart = ["x", "h", "kind", "on", "step", "more"]  # n = 9 breaks; words are typed
    moves = [hand(explorer, apart, 40, 0), hand(explorer, apart[::-1], 40, 1)]
    hammer(explorer, [*moves, play_and_pause, display_again])
    assert not clock.playing
    for data, metadata in bundles:
        assert metadata["image/png"]["width"] == 600
        assert data["text/plain"] == metadata["image/png"]["alt"]


def test_a_clock_that_trains_and_two_hands():
    explorer = explore(plots.DeadUnitsPlot())
    clock = explorer.players[0]
    moves = [hand(explorer, ["step"], 30, 0), hand(explorer, ["step", "bend"], 20, 1)]
    hammer(explorer, [*moves, lambda: [clock.advance() for _ in range(20)]])


def test_a_frame_that_is_late_never_covers_a_newer_one(monkeypatch):
    explorer = explore(KindsPlot())
    show, sending = explorer.pictures[0].show, threading.Event()

    def slow(frame, sentence, error):
        if "x=-2.0" in sentence:
            sending.set()
            time.sleep(0.1)
        show(frame, sentence, error)

    monkeypatch.setattr(explorer.pictures[0], "show", slow)

    def newer():
        assert sending.wait(5)
        explorer.controls["x"].value = 2.0

    hammer(explorer, [lambda: explorer.controls["x"].set_trait("value", -2.0), newer])
    assert "x=2.0" in explorer.sentence


def test_one_plot_in_two_explorers_and_on_a_page():
    plot = plots.SecantPlot()
    both = [explore(plot), explore(plot)]
    pictures = []

    def show():
        for x0 in np.linspace(-2, 2, 10):
            pictures.append((float(x0), *plot.draw_and_read(x0=x0)))

    with ThreadPoolExecutor(3) as hands:
        moves = [hand(each, ["x0", "h"], 30, seed) for seed, each in enumerate(both)]
        for done in [hands.submit(move) for move in [*moves, show]]:
            done.result(30)
    fresh = plots.SecantPlot()
    for each in both:
        assert (each.sentence, shown(each.pictures[0].frame)) == drawn(fresh, **each.values)
    for x0, sentence, image in pictures:
        said, painted = fresh.draw_and_read(x0=x0)
        assert (sentence, image.tobytes()) == (said, painted.tobytes())
    assert not [t for t in threading.enumerate() if t.name == "mathdl player"]
