"""Every plot of the book, and the states in which tests look at it."""

import re
from functools import cache

import numpy as np

from mathdl import plots
from mathdl.plots import Clock
from mathdl.plots.kit.canvas import Canvas

PLOTS = [
    plot
    for name in plots.__all__
    if isinstance(plot := getattr(plots, name), type)
    and issubclass(plot, plots.Plot)
    and plot is not plots.Plot
]

# Each setting of their other controls trains nets: for twenty random states only the clock moves.
TRAINED = (
    plots.Playground,
    plots.BoundaryPlot,
    plots.DeadUnitsPlot,
    plots.DepthPlot,
    plots.ThinPlot,
)


# A short training, for each state of the workbench is another one.
BEGUN = {plots.Playground: ("disc n100 | 5tanh 5tanh | adam 0.1 | @100",)}


def begun(make):
    """Make a plot as tests begin it."""
    return make(*BEGUN.get(make, ()))


@cache
def made(make):
    """Return the one plot of this class that tests share: it has been through many states."""
    plot = begun(make)
    plot.draw_and_read(Canvas.frame)
    return plot


def states(plot, rng, n_random):
    """Yield control values: each control at its ends and choices, then random combinations."""
    yield {}
    for name, control in plot.controls.items():
        for value in control.tries():
            yield {name: value}
    resting = {}
    for i in range(n_random):
        state = {name: control.random(rng) for name, control in plot.controls.items()}
        if isinstance(plot, TRAINED) and i % 20:
            state |= {n: v for n, v in resting.items() if not isinstance(plot.controls[n], Clock)}
        yield state
        resting = state


def moved(plot, states):
    """Move a plot from state to state; yield each with its sentence.

    Only the first is written down, all of it, so that what stands still is in its place: a test
    before this one may have painted it twice as large.
    """
    plot.canvas.figure.stale = True
    plot.draw_and_read(Canvas.frame)
    for state in states:
        yield state, plot.update(**plot.values(**state))


def sweep(plot, n_random=25):
    """Move a plot to all those states; raise if it fails or says something strange."""
    for state, sentence in moved(plot, states(plot, np.random.default_rng(0), n_random)):
        if not re.search(r"[.!?]$", sentence) or re.search(r"\b(nan|inf|None)\b", sentence):
            raise AssertionError(f"at {state} the sentence is {sentence!r}")
        yield state, sentence
