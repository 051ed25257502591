"""From which end to multiply (chapter 3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mathdl.plots.kit.colours import CURVE, DARK, GRADIENT, INK, INPUT, MUTED, PALE
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import HEADLINE, arrow
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.recorder import ON_PICTURE
from mathdl.words import counted, number


def multiplications(sizes: Sequence[int], start: str = "output") -> int:
    """Count the multiplications of numbers that it takes to multiply a chain of Jacobians.

    A table with a rows and b columns times one with b rows and c columns costs a·b·c.

    Parameters
    ----------
    sizes : sequence of int
        How many numbers there are before, between and after the layers, inputs first. The
        Jacobian of a layer has as many rows as numbers come out of it, as many columns as go in.
    start : {"output", "input"}
        The end at which to begin.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If `start` is neither.

    Examples
    --------
    >>> multiplications([100, 100, 100, 100, 1])
    30000
    >>> multiplications([100, 100, 100, 100, 1], start="input")
    2010000
    """
    if start not in ("output", "input"):
        raise ValueError(f'start is "output" or "input", not {start!r}')
    # From either end the result so far keeps that end's size, and every further table costs it
    # once per entry. The first table is there already: it costs nothing.
    end, *others = reversed(sizes) if start == "output" else sizes
    return sum(end * a * b for a, b in pairwise(others))


class OrderPlot(Plot):
    """The cost of multiplying a chain of Jacobians, from the output end and from the input end.

    Above, the Jacobians, all of them 100 × 100 but the first and the last; below, how many
    multiplications their product takes: the bars are to scale, and the longer one fills the width.
    """

    COUNTS = (1, 10, 100, 1000)
    controls = {
        "inputs": Choice(100, COUNTS, "inputs"),
        "outputs": Choice(1, COUNTS, "outputs"),
        "depth": Slider(4, 2, 10, 1, "layers"),
    }
    size = (8, 3.9)
    HIDDEN = 100  # numbers between two layers
    MIDDLE, WIDTH = 8.0, 14.4  # of the chain
    WITHIN = dict(va="center", animated=True, **HEADLINE)  # words on a bar

    def build(self, figure: Figure) -> None:
        above, below = figure.subplots(2, 1, height_ratios=(1.65, 2))
        above.set(xlim=(0, 16), ylim=(-1.5, 1.8), aspect="equal")
        above.axis("off")
        self._build_chain(above)
        below.set(xlim=(-0.42, 1.06), ylim=(-0.75, 1.55))
        below.axis("off")
        below.plot([0, 0], [-0.5, 1.5], color=CURVE, lw=0.8)
        below.text(1, -0.55, "multiplications", ha="right", va="top", color=MUTED)
        self.bars, self.costs, self.ratios, self.inks = {}, {}, {}, {}
        on_orange = dict(color="black", gid=ON_PICTURE)  # also by night, when it is brighter
        for end, y, colour, ink in (
            ("output", 1, GRADIENT, on_orange),
            ("input", 0, INPUT, dict(color="white")),
        ):
            below.text(
                -0.02, y, f"from the {end}", ha="right", va="center", color=DARK[colour], **HEADLINE
            )
            (self.bars[end],) = below.barh([y], [1], 0.62, color=colour, animated=True)
            self.costs[end] = below.text(1, y, "", va="center", fontsize=15, animated=True)
            self.ratios[end] = below.text(0.98, y, "", ha="right", **self.WITHIN, **ink)
            self.inks[end] = ink

    def _build_chain(self, axes: Axes) -> None:
        for end, text, start, tip, ha, colour in (
            ("output", 0.1, 4.0, 7.6, "left", GRADIENT),
            ("input", 15.9, 12.2, 8.4, "right", INPUT),
        ):
            axes.text(
                text, 1.4, f"from the {end}", ha=ha, va="center", color=DARK[colour], **HEADLINE
            )
            arrow(axes, colour, 2.4, 18, (start, 1.4), (tip, 1.4), animated=False)
        box = dict(facecolor=PALE[GRADIENT], edgecolor=GRADIENT, lw=2, animated=True)
        self.tables = [
            axes.add_patch(Rectangle((0, 0), 1, 1, **box))
            for _ in range(self.controls["depth"].max)
        ]
        (self.dots,) = axes.plot([], [], "o", color=CURVE, ms=4, animated=True)
        under = dict(y=-0.95, ha="center", va="top", animated=True)
        self.shapes = [axes.text(0, s="", **under) for _ in range(3)]

    def update(self, inputs: int, outputs: int, depth: int) -> str:
        sizes = [inputs, *[self.HIDDEN] * (depth - 1), outputs]
        cost = {end: multiplications(sizes, end) for end in self.bars}
        self._draw_chain(sizes)
        fewest = min(cost.values())
        ratio = max(cost.values()) / fewest
        times = number(ratio, 0 if ratio >= 10 else 1)
        for end, bar in self.bars.items():
            part = cost[end] / max(cost.values())
            bar.set_width(part)
            inside = part > 0.5
            self.costs[end].set(x=0.02 if inside else part + 0.02, text=f"{cost[end]:,}")
            self.costs[end].set(**(self.inks[end] if inside else dict(color=INK, gid=None)))
            self.costs[end].set_weight("bold" if cost[end] == fewest else "normal")
            verdict = f"{times} times as many" if cost[end] > fewest else ""
            self.ratios[end].set_text(verdict if ratio > 1 else "a draw")

        ends = f"{counted(inputs, 'input')} to {counted(outputs, 'output')}"
        chain = f"Multiplying the {depth} Jacobians from {ends} takes"
        if ratio == 1:
            why = ", for there is only one product" if depth == 2 else ""
            return f"{chain} {fewest:,} multiplications from either end: a draw{why}."
        winner = min(cost, key=cost.get)
        return (
            f"{chain} {cost['output']:,} multiplications from the output end and "
            f"{cost['input']:,} from the input end: the {winner} end wins, by a factor of {times}."
        )

    def _draw_chain(self, sizes: list[int]) -> None:
        """Draw the Jacobians as they are written in a product: that of the last layer first."""
        shapes = [(rows, columns) for columns, rows in pairwise(sizes)][::-1]
        n = len(shapes)
        heights, widths = zip(*[(_side(rows), _side(columns)) for rows, columns in shapes])
        gap = min(2.4, (self.WIDTH - sum(widths)) / (n - 1))
        x = self.MIDDLE - (sum(widths) + gap * (n - 1)) / 2
        middles, dots = [], []
        for table, height, width in zip(self.tables, heights, widths):
            table.set_bounds(x, -height / 2, width, height)
            middles.append(x + width / 2)
            dots.append(x + width + gap / 2)
            x += width + gap
        for i, table in enumerate(self.tables):
            table.set_visible(i < n)
        self.dots.set_data(dots[:-1], [0] * (n - 1))
        first, between, last = self.shapes
        first.set(x=middles[0], text=_times(shapes[0]))
        last.set(x=middles[-1], text=_times(shapes[-1]))
        each = "each " if n > 3 else ""
        between.set(x=(middles[1] + middles[-2]) / 2, text=f"{each}{_times(shapes[1])}")
        between.set_visible(n > 2)


def _side(count: int) -> float:
    """Return how long to draw the side of a table: a thousand times as long would not fit."""
    return 0.25 + 0.45 * math.log10(count)


def _times(shape: tuple[int, int]) -> str:
    return f"{shape[0]} × {shape[1]}"
