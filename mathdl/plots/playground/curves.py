"""How good the net of the workbench is: losses and accuracies by step, and its mistakes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from mathdl.playground.settings import STEPS
from mathdl.playground.training import EVERY
from mathdl.plots.kit.cells import Cells, page, placed
from mathdl.plots.kit.colours import CURVE, INPUT, LOSS, MUTED, PALE, TARGET
from mathdl.plots.playground.layout import written
from mathdl.plots.playground.moment import Moment
from mathdl.plots.playground.plane import CLASS_COLOURS
from mathdl.words import power

SPANS = 100, 200, 500, 1000, 2000, STEPS  # of the curves
LEFT, WIDE = 612, 160  # of what is here
SMALLEST, LARGEST = 1e-12, 1e12  # loss that is drawn
RIGHT, LETTER = 796, 8.8  # of the page; how wide a letter of a class's name is


def height_of(right: Any) -> np.ndarray:
    """Return how high an accuracy stands: evenly up to 0.9, then as far to 0.99 as on to 0.999.

    Examples
    --------
    >>> height_of([0.0, 0.45, 0.9, 0.99, 1.0]).round(2)
    array([0.  , 0.5 , 1.  , 1.48, 2.  ])
    """
    right = np.clip(right, 0.0, 1.0)
    nines = -np.log10(1.001 - right)  # of 0.9 one, of 0.99 two: so that one sees them apart
    return np.where(right < 0.9, right / 0.9, (1 + np.maximum(nines, 1)) / 2)


class Curves:
    """Losses and accuracies by step, and how unseen points are answered."""

    def __init__(self, figure: Figure) -> None:
        self.loss = placed(figure, LEFT, 310, WIDE, 82)
        self.right = placed(figure, LEFT, 422, WIDE, 60)
        # Without labels: the scales follow the run, and what stands still is drawn once.
        self.loss.set(xlim=(0, 1), ylim=(0, 1), xticks=[])
        self.loss.set_yticks([0, 0.5, 1], ["", "", ""])
        self.right.set(xlim=(0, 1))
        self.right.set_xticks([0, 1], ["0", ""])
        self.right.set(ylim=(0, 2.05))
        self.right.set_yticks(height_of([0.0, 0.9, 0.99]), ["0", ".9", ".99"])
        for axes in (self.loss, self.right):
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
        scale = dict(fontsize=11, ha="right")
        self.powers = [written(figure, LEFT - 7, top, **scale) for top in (390, 351, 312)]
        self.end = written(figure, LEFT + WIDE, 496, **scale)
        self.names = [written(figure, LEFT, top, fontsize=11) for top in (298, 408)]
        self.names[0].set_text("loss: seen ━  unseen ╍")
        self.cells = Cells(page(figure, 8), (38, 16), points=11, edge=CURVE, lw=0.8)
        self.head = written(figure, LEFT, 518, fontsize=11)
        self.kinds = [written(figure, 0, 0, fontsize=11, color=MUTED) for _ in CLASS_COLOURS]

    def show(self, now: Moment, dots: list[float]) -> None:
        """Show them as far as this moment."""
        looks = [*now.training.looks[: now.step // EVERY + 1]]
        steps = [EVERY * k for k in range(len(looks))]
        if now.step % EVERY or not looks:
            looks, steps = [*looks, now.look], [*steps, now.step]
        span = next(span for span in SPANS if now.step <= span)
        self.end.set_text(f"{span:,} steps")
        across = np.array(steps) / span
        seen, unseen, right, right_unseen = np.transpose(looks)
        seen, unseen = self._scaled(np.array([seen, unseen]))
        drawn = seen, unseen, height_of(right), height_of(right_unseen)
        for line, values in zip(self.lines, drawn, strict=True):
            line.set_data(across, values)
        self.now.set_data(across[-1:], seen[-1:])
        self.base.set_ydata(height_of([now.training.baseline] * 2))
        # Beside the curves, for they all are of this very step.
        self.dots.set_data(1.04 + 0.02 * (np.arange(len(dots)) % 3), height_of(dots))
        name = "right" if now.data.classes else "R²"
        self.names[1].set_text(f"{name} ┄ nearest" + (" ● seeds" if dots else " point"))
        self._count(now)

    def _scaled(self, losses: np.ndarray) -> np.ndarray:
        """Return how high losses stand on a scale of whole powers of ten, two of them at least."""
        powers = np.log10(np.clip(losses, SMALLEST, LARGEST))
        high = max(0, math.ceil(powers.max()))
        low = min(high - 2, math.floor(powers.min()))
        low -= (high - low) % 2  # so that there is a whole one in the middle
        for words, exponent in zip(self.powers, (low, (low + high) // 2, high), strict=True):
            words.set_text(power(10, exponent))
        return (powers - low) / (high - low)

    def _count(self, now: Moment) -> None:
        """Show how many unseen points of each class are called what."""
        classes, (wide, high) = now.data.classes, self.cells.size
        self.head.set_text("unseen: true ↓  said →" if classes else "")
        rows = range(classes)
        corners = [(LEFT + wide * j, 600 - 528 - high * i) for i in rows for j in rows]
        pale = [PALE[CLASS_COLOURS[j]] for _ in rows for j in rows]
        self.cells.show(np.array(corners), list(now.counts.ravel()), pale or "white")
        across, down = 100 * self.head.figure.get_size_inches()
        left = LEFT + wide * classes + 6
        for k, words in enumerate(self.kinds):
            words.set_text(_cut(now.data.kinds[k], left) if k < classes else "")
            words.set_position((left / across, (600 - 528 - high * (k + 0.5)) / down))


def _cut(name: str, left: float) -> str:
    """Shorten a name that begins at `left` so that it ends on the page."""
    most = int((RIGHT - left) / LETTER)
    return name if len(name) <= most else name[: most - 1] + "…"
