"""Four long chains side by side (chapter 3)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, EMPTY, FAINT, GRADIENT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import brief, counted, short


class ChainPlot(Plot):
    """What is left of a message of 1 on its way through four chains of equal links.

    Each chain has one slope for all of its links: a half, 0.9, 1 or 1.1. The third link may differ
    in all four. Full markers are positive, hollow ones negative; what is too large for the picture
    is told.
    """

    SLOPES = (0.5, 0.9, 1.0, 1.1)
    ODD = 3  # which link may differ; early enough to be seen in short chains
    ALIKE = "like the others"
    controls = {
        "n": Slider(15, 1, 50, 1, "links n"),
        "third": Choice(
            ALIKE,
            (ALIKE, 0, -1, 2),
            "slope of the third link",
            when=lambda values: values["n"] >= 3,
        ),
    }
    size = (8, 3.5)
    TOP, BOTTOM = 5.0, -1.6

    def build(self, figure: Figure) -> None:
        panels = figure.subplots(1, len(self.SLOPES), sharey=True)
        self.chains = [_Chain(axes, slope) for axes, slope in zip(panels, self.SLOPES)]
        panels[0].set(ylim=(self.BOTTOM, self.TOP), ylabel="message")
        figure.supxlabel("links that the message has passed", fontsize=13)

    def update(self, n: int, third: str | int) -> str:
        odd = None if third == self.ALIKE or n < self.ODD else third
        ends = []
        for slope, chain in zip(self.SLOPES, self.chains):
            links = np.full(n, slope)
            if odd is not None:
                links[self.ODD - 1] = odd
            left = np.cumprod([1.0, *links])
            chain.draw(left)
            ends.append(f"{short(left[-1])} with {brief(slope)}")
        differs = "" if odd is None else f", the third of slope {brief(odd)}"
        return (
            f"A message of 1 passes {counted(n, 'link')} of equal slope{differs}. What arrives is "
            f"{', '.join(ends[:-1])} and {ends[-1]}."
        )


class _Chain:
    """One of the panels: the message after each link, as a stem with a head."""

    def __init__(self, axes: Axes, slope: float) -> None:
        axes.set(xlim=(-2.5, 52.5), xticks=range(0, 51, 25))
        axes.axhline(1, color=EMPTY, lw=0.8, zorder=0)
        axes.axhline(0, color=FAINT, lw=0.8)
        above(axes, words=f"each × {brief(slope)}", y=1.12, color=CURVE)
        self.arrives = above(axes, color=DARK[GRADIENT], weight="bold", fontsize=13)
        self.stems = axes.add_collection(
            LineCollection([], color=GRADIENT, linewidth=1.2, animated=True)
        )
        moving = dict(color=GRADIENT, lw=0, marker="o", ms=4, animated=True)
        (self.positive,) = axes.plot([], [], **moving)
        (self.negative,) = axes.plot([], [], mfc="white", mew=1.2, **moving)

    def draw(self, left: np.ndarray) -> None:
        """Draw what is left after 0, 1, … links, and tell the last."""
        k = np.arange(len(left))
        height = np.clip(left, 2 * ChainPlot.BOTTOM, 2 * ChainPlot.TOP)  # beyond the picture
        self.stems.set_segments([[(x, 0), (x, y)] for x, y in zip(k, height)])
        self.positive.set_data(k[left >= 0], height[left >= 0])
        self.negative.set_data(k[left < 0], height[left < 0])
        self.arrives.set_text(short(left[-1]))
