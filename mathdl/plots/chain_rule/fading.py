"""A message that fades or swells on its way, as one of several small panels."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from mathdl.plots.kit.colours import CURVE, DARK, EMPTY, FAINT, GRADIENT
from mathdl.plots.kit.marks import above
from mathdl.words import short

TOP, BOTTOM = 5.0, -1.6  # of the panels; what is beyond is told


class Fading:
    """What is left of a message of 1 after each link: a stem with a head, hollow if negative.

    Parameters
    ----------
    axes : Axes
    most : int
        How many links there may be.
    name : str
        What stands above; if it is empty, `draw` says it.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> panel = Fading(Figure().subplots(), 3, "each × 0.5")
    >>> panel.draw(np.array([1, 0.5, 0.25]))
    >>> panel.arrives.get_text()
    '0.25'
    """

    def __init__(self, axes: Axes, most: int, name: str = "") -> None:
        axes.set(xlim=(-0.05 * most, 1.05 * most), xticks=(0, most // 2, most))
        axes.axhline(1, color=EMPTY, lw=0.8, zorder=0)
        axes.axhline(0, color=FAINT, lw=0.8)
        self.name = above(axes, words=name, y=1.13, color=CURVE, fontsize=11)
        self.arrives = above(axes, color=DARK[GRADIENT], weight="bold", fontsize=13)
        self.stems = axes.add_collection(
            LineCollection([], color=GRADIENT, linewidth=1.2, animated=True)
        )
        moving = dict(color=GRADIENT, lw=0, marker="o", ms=4, animated=True)
        (self.positive,) = axes.plot([], [], **moving)
        (self.negative,) = axes.plot([], [], mfc="white", mew=1.2, **moving)

    def draw(self, left: np.ndarray, name: str = "") -> None:
        """Draw what is left after 0, 1, … links, and tell the last."""
        k = np.arange(len(left))
        height = np.clip(left, 2 * BOTTOM, 2 * TOP)  # beyond the picture
        self.stems.set_segments([[(x, 0), (x, y)] for x, y in zip(k, height)])
        self.positive.set_data(k[left >= 0], height[left >= 0])
        self.negative.set_data(k[left < 0], height[left < 0])
        self.arrives.set_text(short(left[-1]))
        if name:
            self.name.set_text(name)
