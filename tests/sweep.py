"""Every plot of the book, and the states in which tests look at it."""

import re

import numpy as np

from mathdl import plots

PLOTS = [
    plot
    for name in plots.__all__
    if isinstance(plot := getattr(plots, name), type)
    and issubclass(plot, plots.Plot)
    and plot is not plots.Plot
]


def states(plot, rng, n_random):
    """Yield control values: each control at its ends and choices, then random combinations."""
    yield {}
    for name, control in plot.controls.items():
        for value in control.tries():
            yield {name: value}
    for _ in range(n_random):
        yield {name: control.random(rng) for name, control in plot.controls.items()}


def sweep(plot, n_random=25):
    """Draw a plot in all those states; raise if it fails or says something strange."""
    for state in states(plot, np.random.default_rng(0), n_random):
        sentence = plot.draw(**state)
        if not re.search(r"[.!?]$", sentence) or re.search(r"\b(nan|inf|None)\b", sentence):
            raise AssertionError(f"at {state} the sentence is {sentence!r}")
        yield state, sentence
