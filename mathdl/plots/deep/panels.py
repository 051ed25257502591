"""Two panels side by side: how large a signal is going forward, and a gradient going back."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.deep.random_nets import MOST, NETS, Sizes
from mathdl.plots.kit.colours import DARK, FAINT, GRADIENT, INPUT
from mathdl.plots.kit.marks import above, arrow
from mathdl.words import power, rounded, short

LOW, HIGH = -10, 10  # powers of ten; lines may leave the picture, and their numbers stay


class Panels:
    """One thin line for each of five nets, layer by layer, in powers of ten.

    Parameters
    ----------
    figure : Figure
    forward : str
        What the left panel shows.
    """

    def __init__(self, figure: Figure, forward: str = "the signal") -> None:
        left, right = figure.subplots(1, 2, sharey=True)
        left.set(xlim=(0, MOST), ylim=(LOW, HIGH))
        left.set_yticks(ticks := range(LOW, HIGH + 1, 5), [power(10, tick) for tick in ticks])
        right.set(xlim=(0, MOST))
        self.lines, self.ends = {}, {}
        for axes, colour, words in (
            (left, INPUT, f"forward: size of {forward}"),
            (right, GRADIENT, "backward: size of the gradient"),
        ):
            axes.set_xlabel("layer")
            axes.axhline(0, color=FAINT, lw=1)
            above(axes, words=words, color=DARK[colour], weight="bold")
            look = dict(color=colour, lw=1.8, animated=True)
            self.lines[colour] = [axes.plot([], [], **look)[0] for _ in range(NETS)]
            (self.ends[colour],) = axes.plot([], [], "o", color=colour, ms=6, animated=True)
        for axes, start, tip in ((left, 8, 40), (right, 40, 8)):
            step = arrow(axes, FAINT, 1.6, 13, (start, -9), (tip, -9), animated=False)
            step.set_zorder(0)

    def set(self, sizes: Sizes) -> None:
        """Show these sizes."""
        layers = np.arange(sizes.signal.shape[1])
        for colour, rows, end in (
            (INPUT, sizes.signal, layers[-1]),
            (GRADIENT, sizes.gradient, 0),
        ):
            with np.errstate(divide="ignore"):
                heights = np.log10(rows)
            heights[~np.isfinite(heights)] = np.nan
            for line, height in zip(self.lines[colour], heights, strict=True):
                line.set_data(layers, height)
            self.ends[colour].set_data(np.full(NETS, end), heights[:, end])


def between(values: np.ndarray) -> str:
    """Write from where to where five values reach, with two digits.

    Examples
    --------
    >>> between(np.array([0.5, 2.0, 1.0])), between(np.array([1.0, 1.0]))
    ('between 0.5 and 2', '1')
    """
    low, high = (_two(float(v)) for v in (values.min(), values.max()))
    return low if low == high else f"between {low} and {high}"


def _two(value: float) -> str:
    written = short(rounded(value, 2))
    return written.rstrip("0").rstrip(".") if "." in written and "·" not in written else written
