"""Four long chains side by side (chapter 3)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.chain_rule.fading import BOTTOM, TOP, Fading
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.plot import Plot
from mathdl.words import brief, counted, short


class ChainPlot(Plot):
    """What is left of a message of 1 on its way through four chains of equal links.

    Each chain has one slope for all of its links: a half, 0.9, 1 or 1.1. The third link may differ
    in all four. Full markers are positive, hollow ones negative; what is too large for the picture
    is told.
    """

    SLOPES = (0.5, 0.9, 1.0, 1.1)
    MOST = 50  # links
    ODD = 3  # which link may differ; early enough to be seen in short chains
    ALIKE = "like the others"
    controls = {
        "n": Slider(15, 1, MOST, 1, "links n"),
        "third": Choice(
            ALIKE,
            (ALIKE, 0, -1, 2),
            "slope of the third link",
            when=lambda values: values["n"] >= 3,
        ),
    }
    size = (8, 3.5)

    def build(self, figure: Figure) -> None:
        panels = figure.subplots(1, len(self.SLOPES), sharey=True)
        self.chains = [
            Fading(axes, self.MOST, f"each × {brief(slope)}")
            for axes, slope in zip(panels, self.SLOPES)
        ]
        panels[0].set(ylim=(BOTTOM, TOP), ylabel="message")
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
