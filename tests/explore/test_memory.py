"""A long lesson: a thousand moves, cells run again and again, ten explorers on one page."""

import gc
import sys
import time
import tracemalloc
import weakref

import numpy as np
import pytest
from ipywidgets import Widget
from kinds import KindsPlot
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg

from mathdl import plots
from mathdl.explore import explore
from mathdl.plots.depth import nets
from mathdl.plots.kit.canvas import Canvas

try:
    from ipywidgets.widgets.widget import _instances as alive
except ImportError:  # ipywidgets 7
    alive = Widget.widgets

MB = 1e6


def blocks():
    """How many pieces of memory Python holds."""
    gc.collect()
    return sys.getallocatedblocks()


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (KindsPlot, ("x", "h", "kind", "on", "step", "time", "more")),
        pytest.param(plots.MatmulPlot, ("i", "j", "added"), marks=pytest.mark.hammer),
        pytest.param(plots.DeadUnitsPlot, ("step", "bend"), marks=pytest.mark.hammer),
    ],
)
def test_a_thousand_moves_leave_memory_flat(make, names):
    explorer, rng = explore(make()), np.random.default_rng(0)
    controls = explorer.plots[0].controls
    moves = [(name, controls[name].random(rng)) for name in names * (50 // len(names))]

    def go_round(times):
        for _ in range(times):
            for name, value in moves:
                explorer.controls[name].value = value

    def held():
        return len(alive), len(explorer.plots[0].canvas.figure.findobj(Artist))

    go_round(2)  # fills what remembers words and training runs
    parts, grown = held(), []
    for _ in range(3):
        before = blocks()
        go_round(350 // len(moves) + 1)
        grown.append(blocks() - before)
    assert min(grown) < 150, "a leak of one piece in a move would be 350, each time"
    assert held() == parts


def test_fifty_explorers_made_and_closed_leave_memory_flat():
    def once():
        explorer = explore(plots.SquarePlot())
        explorer.controls["side"].value = 2.0
        explorer.close()

    for _ in range(5):
        once()
    before, widgets = blocks(), len(alive)
    for _ in range(50):
        once()
    assert blocks() - before < 50 * 10, "a plot and its widgets are some thousand pieces"
    assert len(alive) == widgets


def test_a_closed_explorer_is_gone():
    gc.collect()
    before = set(alive)
    for make in (KindsPlot, plots.SquarePlot, plots.MatmulPlot):
        explorer = explore(make())
        explorer._repr_mimebundle_()
        explorer.close()
        plot = explorer.plots[0]
        parts = [
            explorer,
            plot,
            plot.canvas.figure,
            *explorer.pictures,
            *explorer.controls.values(),
        ]
        left = [weakref.ref(part) for part in parts]
        del explorer, plot, parts
        gc.collect()
        assert [ref() for ref in left if ref() is not None] == []
    assert set(alive) <= before


def test_the_pixels_of_a_stored_image_are_not_kept():
    def painted():
        gc.collect()
        return [each for each in gc.get_objects() if type(each) is RendererAgg]

    explorer, plot = explore(plots.SquarePlot()), plots.PlanesPlot()
    plot.draw_and_read(Canvas.frame)
    before = len(painted())
    explorer._repr_mimebundle_()
    assert len(painted()) == before
    tracemalloc.start()
    try:
        plot.draw_and_read(Canvas.image)
        assert len(painted()) == before
        assert tracemalloc.get_traced_memory()[0] < 1 * MB, "one of its three pictures is 1.1 MB"
    finally:
        tracemalloc.stop()


def test_training_runs_that_are_kept_are_few():
    assert nets.TRAINER.keep <= 8
    run = nets.TRAINER.run(data="rings", bend="relu", layers=6, width=7, seed=0, lr=0.01)
    run.at(0)
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        run.at(200)
        size = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert nets.TRAINER.keep * size * nets.STEPS / 200 < 90 * MB


def test_ten_explorers_are_as_fast_as_one():
    def seconds(x):
        start = time.perf_counter()
        one.controls["x"].value = x
        return time.perf_counter() - start

    one = explore(KindsPlot())
    ratios = []
    for _ in range(5):
        alone = min(seconds(x) for x in (-1.0, 0.0, 0.5, 1.0, 1.5, 2.0) * 3)
        others = [explore(KindsPlot()) for _ in range(9)]
        among = min(seconds(x) for x in (-1.0, 0.0, 0.5, 1.0, 1.5, 2.0) * 3)
        for other in others:
            other.close()
        ratios.append(among / alone)
    assert np.median(ratios) < 1.3
