"""The plane of the workbench: its points, and what the net or one of its units says everywhere."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from mathdl.playground.problems import Data
from mathdl.plots.kit.cells import placed
from mathdl.plots.kit.colours import (
    BLUES,
    CURVE,
    INPUT,
    LOSS,
    MUTED,
    ORANGES,
    PALE,
    PAPER,
    TARGET,
    THIRD,
    WEIGHT,
)
from mathdl.plots.kit.plane import Box, Shading, between, level, plain
from mathdl.plots.kit.recorder import ON_PICTURE
from mathdl.plots.playground.moment import BOX, CELLS
from mathdl.words import power, rounded, short

CLASS_COLOURS = WEIGHT, INPUT, TARGET, THIRD
CLASS_MARKS = "s", "o", "^", "D"
HEIGHTS = WEIGHT, ORANGES[-1], ORANGES[1], BLUES[1], BLUES[-1], INPUT  # from low to high
MOST = 300  # unseen points that are drawn
LONGEST = 18  # letters of a name


class Plane:
    """The plane: points, what the net or one of its units says everywhere, and a place to ask."""

    def __init__(self, figure: Figure) -> None:
        self.axes = axes = placed(figure, 574, 46, 214, 214)
        plain(axes, BOX)
        self._scaled: Any = None
        axes.tick_params(length=2, pad=2)
        self.ground = axes.add_patch(Rectangle((-9, -9), 18, 18, lw=0, animated=True))
        self.shading = Shading(axes, BOX, (ORANGES[-1], PAPER[0], BLUES[-1]), CELLS)
        moving = dict(animated=True)
        self.regions = [
            axes.add_patch(PathPatch(Path(np.zeros((1, 2))), color=PALE[c], lw=0, **moving))
            for c in CLASS_COLOURS
        ]
        (self.boundary,) = axes.plot([], [], color=CURVE, lw=1.8, zorder=2, **moving)
        self.seen, self.unseen = [*self._points(4.5, False)], [*self._points(4.0, True)]
        look = dict(fontsize=11, color=MUTED, animated=True, zorder=5, transform=axes.transAxes)
        self.names = [
            axes.text(0.98, 0.02, "", ha="right", va="bottom", **look),
            axes.text(0.02, 0.98, "", ha="left", va="top", **look),
        ]
        (self.probe,) = axes.plot([], [], "+", color=LOSS, ms=13, mew=1.8, zorder=6, **moving)

    def _points(self, size: float, hollow: bool) -> Any:
        """Make a line for each class, and for each height; those of unseen points are hollow."""
        looks = [*zip(CLASS_COLOURS, CLASS_MARKS)] + [(colour, "o") for colour in HEIGHTS]
        for colour, mark in looks:
            look = dict(mfc=PAPER[0], mec=colour, mew=1.1) if hollow else dict(mec=MUTED, mew=0.5)
            look |= dict(ms=size, zorder=3, animated=True)
            yield from self.axes.plot([], [], mark, color=colour, **look)

    def show_data(self, data: Data, box: Box, unseen: bool) -> None:
        """Show points, and which square of the plane it is."""
        if (box, data.middle, data.half, data.names) != self._scaled:
            self._scaled = box, data.middle, data.half, data.names
            self._scale(data, box)
        self._show(self.seen, data.X, data.y, data.classes)
        some = slice(MOST) if unseen else slice(0)
        self._show(self.unseen, data.U[some], data.v[some], data.classes)

    def _scale(self, data: Data, box: Box) -> None:
        """Put real units on the axes, whose places are scaled."""
        axes = self.axes
        axes.set(xlim=box[:2], ylim=box[2:])
        for k, (axis, low, words, arrow) in enumerate(
            zip((axes.xaxis, axes.yaxis), (box[0], box[2]), self.names, "→↑")
        ):
            ticks, labels, unit = scale_of(low, low + box[1] - box[0], data.middle[k], data.half[k])
            axis.set_ticks(ticks, labels)
            name = data.names[k]
            name = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
            words.set_text(f"{name}{unit} {arrow}" if name or unit else "")

    def _show(self, lines: list[Line2D], X: np.ndarray, y: np.ndarray, classes: int) -> None:
        kinds = y
        if not classes:
            kinds = len(CLASS_MARKS) + np.digitize(y, np.linspace(-1, 1, len(HEIGHTS) + 1)[1:-1])
        for kind, line in enumerate(lines):
            line.set_data(*X[kinds == kind].T)
            line.set_visible(bool(np.any(kinds == kind)))

    def show_answer(self, answer: np.ndarray, classes: int, box: Box, sure: bool) -> None:
        """Show what the net answers at `grid(box, CELLS)`: how sure it is, or which class."""
        answer = np.clip(np.nan_to_num(answer), -1e6, 1e6)
        if not classes or (sure and classes == 2):
            # Of two classes: from −1 to 1 as the chance of the second goes from 0 to 1.
            self.show_shading(np.tanh(answer[:, 0] / 2) if classes else answer[:, 0], 1.0, box)
        else:
            self._show_regions(answer, classes, box)

    def show_shading(self, values: np.ndarray, largest: float, box: Box) -> None:
        """Show values from orange (negative) to blue (positive), and the line where they are 0."""
        for patch in (self.ground, *self.regions):
            patch.set_visible(False)
        self._lie_on(ON_PICTURE)
        values = np.nan_to_num(values)
        self.shading.set_visible(True)
        self.shading.set(values, -largest, largest)
        self.boundary.set_data(*level(values, box).T)

    def _lie_on(self, gid: str | None) -> None:
        """Let points, line and words have colours for a shading, which is the same by night."""
        for artist in (*self.seen, *self.unseen, *self.names, self.boundary, self.probe):
            artist.set_gid(gid)

    def _show_regions(self, answer: np.ndarray, classes: int, box: Box) -> None:
        self.shading.set_visible(False)
        self._lie_on(None)
        self.ground.set_visible(True)
        self.ground.set_facecolor(PALE[CLASS_COLOURS[0]])
        scores = answer if answer.shape[1] > 1 else np.column_stack([-answer, answer])
        lines = [np.zeros((0, 2))]
        for k, region in enumerate(self.regions):
            region.set_visible(0 < k < classes)
            if 0 < k < classes:
                lead = scores[:, k] - np.delete(scores, k, axis=1).max(axis=1)
                region.set_path(between(lead, box, 0.0, np.inf))
                lines += [level(lead, box), np.full((1, 2), np.nan)]
        self.boundary.set_data(*np.concatenate(lines).T)


def scale_of(
    low: float, high: float, middle: float, half: float
) -> tuple[list[float], list[str], str]:
    """Choose round numbers for an axis whose places are scaled: (number − middle) / half.

    Returns
    -------
    ticks : list of float
        Scaled.
    labels : list of str
    unit : str
        What the labels are to be multiplied by, if they would be too long otherwise.

    Examples
    --------
    >>> scale_of(-1.15, 1.15, 0.0, 1.0)
    ([-1.0, 0.0, 1.0], ['−1', '0', '1'], '')
    >>> scale_of(-1.15, 1.15, 49_000, 21_000)[1:]
    (['40', '60'], ' (10³)')
    """
    numbers = MaxNLocator(3, steps=[1, 2, 5, 10]).tick_values(
        middle + half * low, middle + half * high
    )
    ticks = (numbers - middle) / half
    inside = (ticks > low) & (ticks < high)
    ticks, numbers = ticks[inside], numbers[inside]
    largest = np.abs(numbers).max(initial=1.0)
    tens = 0 if 0.01 <= largest < 10_000 else 3 * math.floor(math.log10(largest) / 3)
    labels = [short(rounded(float(n), 12)) for n in numbers / 10.0**tens]
    return ticks.tolist(), labels, f" ({power(10, tens)})" if tens else ""
