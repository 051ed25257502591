"""A filter that learns to answer as another one does (chapter 11)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from numpy.lib.stride_tricks import sliding_window_view

from mathdl.plots.convolution.photo import SOBEL, photograph
from mathdl.plots.kit.cells import Cells, page, places
from mathdl.plots.kit.colours import CURVE, DARK, LOSS, MUTED, PALE, TARGET, WEIGHT
from mathdl.plots.kit.controls import Choice, Clock
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.page import Pinned, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.words import brief, number, short

STEPS, SIDE = 400, 64
PICTURES = "photograph", "snow"
CELL = (62, 34)


@lru_cache(maxsize=2)
def picture(name: str) -> np.ndarray:
    """Return what the filter is shown (64, 64): a piece of the photograph, or pure chance."""
    if name == "snow":
        return np.random.default_rng(0).normal(0.5, 0.25, (SIDE, SIDE))
    return photograph()[30 : 30 + SIDE, 28 : 28 + SIDE]


def windows(name: str) -> np.ndarray:
    """Return all windows of a picture, the mean of the whole taken away, a row each (3844, 9)."""
    shown = picture(name) - picture(name).mean()
    return sliding_window_view(shown, (3, 3)).reshape(-1, 9)


@lru_cache(maxsize=2)
def curvatures(name: str) -> np.ndarray:
    """Return how the loss bends along its nine main directions, least first."""
    A = windows(name)
    return np.linalg.eigvalsh(2 * A.T @ A / len(A))


@lru_cache(maxsize=2)
def course(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the learner's weights (401, 9) and its loss (401,) by step.

    The loss is a bowl, so that nine numbers a step are all there is to do; the learning rate is
    the largest that is safe, 1 over the largest curvature.
    """
    A, target = windows(name), SOBEL.ravel()
    bowl, w = A.T @ A / len(A), np.random.default_rng(0).normal(0, 0.1, 9)
    rate, weights = 1 / curvatures(name)[-1], [w]
    for _ in range(STEPS):
        w = w - rate * 2 * bowl @ (w - target)
        weights.append(w)
    off = np.array(weights) - target
    return np.array(weights), np.einsum("si,ij,sj->s", off, bowl, off)


class TeacherPlot(Plot):
    """A filter learns by gradient descent to answer as Sobel's does, from one picture of 64 × 64.

    The loss is the mean squared difference of the two answers; the learning rate is 1 over the
    largest curvature, for each picture its own. The mean of the picture was taken away.
    """

    controls = {
        "name": Choice("photograph", PICTURES, "what it is shown"),
        "step": Clock(20, STEPS, "step", per_frame=2),
    }
    size = (8, 4.2)
    LEFT, TOP, SCALE, MIDDLE = 16, 46, 2.6, 200

    def build(self, figure: Figure) -> None:
        sheet = whole_page(figure)
        blank, low = np.zeros((SIDE, SIDE)), self.TOP + 200
        self.shown = Pinned(sheet, blank, self.LEFT, self.TOP, self.SCALE)
        self.answer = Pinned(sheet, blank, self.LEFT, low, self.SCALE)
        look = dict(va="center", fontsize=14, weight="bold")
        sheet.text(self.LEFT, 26, "shown", **look)
        sheet.text(self.LEFT, low - 18, "its answers", color=DARK[WEIGHT], **look)
        sheet.text(self.MIDDLE, 26, "filter", color=DARK[WEIGHT], **look)
        sheet.text(self.MIDDLE, low - 18, "teacher", color=DARK[TARGET], **look)
        upwards = page(figure)
        self.learner = Cells(upwards, CELL, WEIGHT, points=12, bold=True)
        teacher = Cells(upwards, CELL, TARGET, points=13, animated=False)
        self.corners = places((3, 3), CELL)[0] + (self.MIDDLE, 420 - self.TOP)
        teacher.show(self.corners - (0, 200), [brief(w) for w in SOBEL.ravel()], PALE[TARGET])
        self.axes = figure.add_axes((0.58, 0.14, 0.39, 0.7))
        self.axes.set(xlim=(0, STEPS), ylim=(1e-4, 4), yscale="log", xlabel="step")
        self.axes.set_yticks([1e-4, 1e-2, 1], ["0.0001", "0.01", "1"])
        above(self.axes, 0, "error of the worst weight", y=1.1, color=MUTED)
        self.lines = [
            self.axes.plot([], [], color=c, lw=2.6, dashes=d, animated=True)[0]
            for c, d in ((LOSS, ()), (CURVE, (3, 2)))
        ]
        (self.dot,) = self.axes.plot([], [], "o", color=LOSS, ms=8, animated=True)
        self.other = above(self.axes, 1, y=1.03, color=CURVE)

    def update(self, name: str, step: int) -> str:
        weights, losses = course(name)
        w = weights[step]
        self.shown.show(255 * picture(name))
        self.answer.show(128 + 90 * (windows(name) @ w).reshape(SIDE - 2, SIDE - 2))
        self.learner.show(self.corners, [number(x, 2) for x in w], PALE[WEIGHT])
        other = PICTURES[1 - PICTURES.index(name)]
        for line, which in zip(self.lines, (name, other)):
            errors = np.maximum(np.abs(course(which)[0] - SOBEL.ravel()).max(1), 1e-4)
            line.set_data(np.arange(step + 1), errors[: step + 1])
            if which == name:
                self.dot.set_data([step], [errors[step]])
        self.other.set_text(f"dashed: {other}")
        off = float(np.abs(w - SOBEL.ravel()).max())
        ratio = curvatures(name)[-1] / curvatures(name)[0]
        return (
            f"Taught with the {name}, after {step:,} steps: loss {short(float(losses[step]))}, the "
            f"largest error of a weight {short(off)}. The loss bends {short(float(ratio))} times "
            "as much in its steepest direction as in its flattest."
        )
