"""The plane with its points, the curves, and what flows back: parts of the workbench's picture."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from mathdl.playground.problems import Data
from mathdl.playground.settings import STEPS
from mathdl.playground.training import EVERY
from mathdl.plots.kit.cells import Cells
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
from mathdl.plots.playground.layout import cover, placed, written
from mathdl.plots.playground.moment import BOX, CELLS, Moment
from mathdl.words import short

CLASS_COLOURS = WEIGHT, INPUT, TARGET, THIRD
CLASS_MARKS = "s", "o", "^", "D"
HEIGHTS = WEIGHT, ORANGES[-1], ORANGES[1], BLUES[1], BLUES[-1], INPUT  # from low to high
SPANS = 100, 200, 500, 1000, 2000, STEPS  # of the curves
TICKS = (-1, 0, 1, 2)


class Plane:
    """The plane: points, what the net answers everywhere, and a place that can be asked."""

    def __init__(self, figure: Figure) -> None:
        self.axes = axes = placed(figure, 574, 46, 214, 214)
        plain(axes, BOX)
        axes.tick_params(length=2, pad=2)
        self.ground = axes.add_patch(Rectangle((-9, -9), 18, 18, lw=0, animated=True))
        self.shading = Shading(axes, BOX, (WEIGHT, PAPER[0], INPUT), CELLS)
        moving = dict(animated=True)
        self.regions = [
            axes.add_patch(PathPatch(Path(np.zeros((1, 2))), color=PALE[c], lw=0, **moving))
            for c in CLASS_COLOURS
        ]
        (self.boundary,) = axes.plot([], [], color=CURVE, lw=1.8, zorder=2, **moving)
        self.seen, self.unseen = ([*self._points(size)] for size in (4.5, 3.0))
        look = dict(fontsize=11, color=MUTED, animated=True, zorder=5, transform=axes.transAxes)
        self.names = [
            axes.text(0.98, 0.02, "", ha="right", va="bottom", **look),
            axes.text(0.02, 0.98, "", ha="left", va="top", **look),
        ]
        (self.probe,) = axes.plot([], [], "+", color=LOSS, ms=13, mew=1.8, zorder=6, **moving)

    def _points(self, size: float) -> Any:
        look = dict(mec="white", mew=0.1 * size, ms=size, zorder=3, animated=True)
        for colour, mark in zip(CLASS_COLOURS, CLASS_MARKS):
            yield from self.axes.plot([], [], mark, color=colour, **look)
        look |= dict(mec=MUTED, mew=0.5)
        for colour in HEIGHTS:
            yield from self.axes.plot([], [], "o", color=colour, **look)

    def show_data(self, data: Data, box: Box, unseen: bool) -> None:
        """Show points, and which square of the plane it is."""
        axes = self.axes
        if tuple(axes.get_xlim()) + tuple(axes.get_ylim()) != box or data.half != (1.0, 1.0):
            axes.set(xlim=box[:2], ylim=box[2:])
        for axis, low, middle, half in (
            (axes.xaxis, box[0], data.middle[0], data.half[0]),
            (axes.yaxis, box[2], data.middle[1], data.half[1]),
        ):
            there = [t for t in TICKS if low < t < low + box[1] - box[0]]
            if list(axis.get_ticklocs()) != there or data.half != (1.0, 1.0):
                axis.set_ticks(there, [short(middle + half * t) for t in there])
        for words, name, arrow in zip(self.names, data.names, "→↑"):
            words.set_text(f"{name} {arrow}" if name else "")
        self._show(self.seen, data.X, data.y, data.classes)
        some = slice(300) if unseen else slice(0)
        self._show(self.unseen, data.U[some], data.v[some], data.classes)

    def _show(self, lines: list[Line2D], X: np.ndarray, y: np.ndarray, classes: int) -> None:
        kinds = y
        if not classes:
            kinds = len(CLASS_MARKS) + np.digitize(y, np.linspace(-1, 1, len(HEIGHTS) + 1)[1:-1])
        for kind, line in enumerate(lines):
            line.set_data(*X[kinds == kind].T)
            line.set_visible(bool(np.any(kinds == kind)))

    def show_answer(self, answer: np.ndarray, classes: int, box: Box) -> None:
        """Show what the net answers at `grid(box, CELLS)`."""
        self.shading.set_visible(not classes)
        self.ground.set_visible(bool(classes))
        answer = np.clip(np.nan_to_num(answer), -1e6, 1e6)
        if not classes:
            self.shading.set(answer[:, 0], -1.0, 1.0)
            self.boundary.set_data(*level(answer[:, 0], box).T)
        first = CLASS_COLOURS[0]
        self.ground.set_facecolor(PALE[first])
        scores = answer if answer.shape[1] > 1 else np.column_stack([-answer, answer])
        lines = [np.zeros((0, 2))]
        for k, region in enumerate(self.regions):
            region.set_visible(0 < k < classes)
            if 0 < k < classes:
                lead = scores[:, k] - np.delete(scores, k, axis=1).max(axis=1)
                region.set_path(between(lead, box, 0.0, np.inf))
                lines += [level(lead, box), np.full((1, 2), np.nan)]
        if classes:
            self.boundary.set_data(*np.concatenate(lines).T)


def nines(right: Any) -> np.ndarray:
    """Return how many nines an accuracy has: 0.9 is 1 and 0.99 is 2, so that one sees them apart.

    Examples
    --------
    >>> nines([0.0, 0.9, 0.99, 1.0]).round(2) + 0.0
    array([0.  , 1.  , 1.96, 3.  ])
    """
    return -np.log10(1.001 - np.clip(right, 0.001, 1.0))


class Curves:
    """Losses and accuracies by step, and how unseen points are answered."""

    def __init__(self, figure: Figure) -> None:
        self.loss = placed(figure, 612, 310, 176, 86)
        self.right = placed(figure, 612, 424, 176, 56)
        self.loss.set(yscale="log", ylim=(1e-4, 3), xticks=[], yticks=[1e-4, 1e-2, 1])
        self.right.set(ylim=(0, 3.1))
        self.right.set_yticks(nines([0, 0.9, 0.99]), ["0", ".9", ".99"])
        for axes in (self.loss, self.right):
            axes.minorticks_off()
            axes.tick_params(length=3, pad=3)
        self.lines = [
            axes.plot([], [], style, color=LOSS, lw=width, animated=True)[0]
            for axes in (self.loss, self.right)
            for style, width in (("-", 2.0), ("--", 1.4))
        ]
        look = dict(animated=True, clip_on=False, zorder=5)
        (self.now,) = self.loss.plot([], [], "o", color=LOSS, ms=6, **look)
        self.base = self.right.axhline(0.5, color=TARGET, lw=1.6, dashes=(1, 1.5), animated=True)
        (self.dots,) = self.right.plot([], [], "o", color=INPUT, ms=5, mec="white", **look)
        self.names = [written(figure, 612, top, fontsize=11) for top in (298, 412)]
        self.names[0].set_text("loss: seen ━  unseen ╍")
        look = dict(points=11, edge=CURVE, lw=0.8)
        self.cells = Cells(cover(figure, "counts", 8), (44, 16), **look)
        self.head = written(figure, 612, 518, fontsize=11)

    def show(self, now: Moment, dots: list[float]) -> None:
        """Show them as far as this moment."""
        looks = [*now.training.looks[: now.step // EVERY + 1]]
        steps = [EVERY * k for k in range(len(looks))]
        if now.step % EVERY or not looks:
            looks, steps = [*looks, now.look], [*steps, now.step]
        span = next(span for span in SPANS if now.step <= span)
        for axes in (self.loss, self.right):
            if axes.get_xlim() != (0, span):
                axes.set_xlim(0, span)
        if list(self.right.get_xticks()) != [0, span]:
            self.right.set_xticks([0, span], ["0", f"{span:,} steps"])
            self.right.get_xticklabels()[1].set_ha("right")
        seen, unseen, right, right_unseen = np.transpose(looks)
        drawn = seen, unseen, nines(right), nines(right_unseen)
        for line, values in zip(self.lines, drawn, strict=True):
            line.set_data(steps, values)
        self.now.set_data([now.step], [min(max(now.look.seen, 1e-4), 3)])
        self.base.set_ydata(nines([now.training.baseline] * 2))
        self.dots.set_data(span * np.linspace(0.55, 1.0, len(dots)), nines(dots))
        self.names[1].set_text(
            ("right" if now.data.classes else "R²") + "   ● ten seeds" * bool(dots)
        )
        self._count(now)

    def _count(self, now: Moment) -> None:
        classes = now.data.classes
        self.head.set_text("unseen: is ↓  said →" if classes else "")
        corners = [
            (612 + 44 * j, 600 - 528 - 16 * i) for i in range(classes) for j in range(classes)
        ]
        pale = [PALE[CLASS_COLOURS[j]] for _ in range(classes) for j in range(classes)]
        self.cells.show(np.array(corners), list(now.counts.ravel()), pale or "white")
