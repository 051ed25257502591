"""Asleep and awake: one logit, two losses, the same learning rate (chapter 5)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import DARK, GRADIENT, LOSS, PALE, TARGET, WEIGHT
from mathdl.plots.kit.controls import Clock, Slider
from mathdl.plots.kit.marks import HEADLINE, above, arrow
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point
from mathdl.words import counted, number, short, signed

STEPS = 300


LOSSES = {
    "squared error": lambda z: dl.mse_loss(dl.sigmoid(z), 1.0),
    "cross-entropy": lambda z: dl.binary_cross_entropy_with_logits(z, 1.0),
}  # of a logit whose truth is 1


class Course(NamedTuple):
    """Where a logit went: before step 1, after step 1, and so on.

    Attributes
    ----------
    logits, slopes : array
        The slope is that of the loss at the logit.
    arrival : int or None
        The first step after which p is more than ½; None if `STEPS` are too few.
    """

    logits: np.ndarray
    slopes: np.ndarray
    arrival: int | None


@lru_cache(maxsize=64)
def course(loss: str, start: float, lr: float) -> Course:
    """Take `STEPS` gradient steps z ← z − η·∂L/∂z.

    Parameters
    ----------
    loss : {"squared error", "cross-entropy"}
    start, lr : float

    Examples
    --------
    >>> course("cross-entropy", -6.0, 1.0).arrival, course("squared error", -6.0, 1.0).arrival
    (7, 214)
    """
    logits, slopes = [start], []
    for _ in range(STEPS + 1):
        z = dl.Tensor(logits[-1])
        LOSSES[loss](z).backward()
        slopes.append(float(z.grad))
        logits.append(logits[-1] - lr * slopes[-1])
    logits = np.array(logits[:-1])
    over = logits > 0
    return Course(logits, np.array(slopes), int(over.argmax()) if over.any() else None)


class RacePlot(Plot):
    """Two balls on one logit axis, in truth a cat: each rolls down its own loss, with the same η.

    Above, the two losses of p = σ(z), with the slope at each ball and, at the foot, the arrow of
    its next step −η·slope: the logit axes are alike, so the arrows may be compared. Below, the
    logits after each step. In the green, p is more than ½.
    """

    controls = {
        "start": Slider(-6.0, -10.0, 10.0, 0.1, "start z"),
        "lr": Slider(1.0, 0.1, 200.0, 0.05, "learning rate η", log=True),
        "step": Clock(0, STEPS, "step", seconds=1 / 12),
    }
    draggable = (
        Point("first_square", x="start"),
        Point("first_round", x="start"),
        Point("first", y="start"),
    )
    size = (8, 5.4)
    EDGE = 10.0  # of the logit axes; a ball beyond waits at the edge, its number goes on
    TOP = 10.5  # of both losses: one scale, so that tilts may be compared
    MARKERS = {"squared error": "s", "cross-entropy": "o"}
    FORMULAS = {
        "squared error": "■ squared error (p − 1)²",
        "cross-entropy": "● cross-entropy −log p",
    }

    def build(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, height_ratios=(1.9, 1))
        below = figure.add_subplot(grid[1, :])
        self.balls, self.dots, self.traces = {}, {}, {}
        self.tangents, self.arrows = {}, {}
        self.told, self.steep, self.arrived = {}, {}, {}
        for column, loss in enumerate(LOSSES):
            self._build_loss(figure.add_subplot(grid[0, column]), loss)
        self._build_traces(below)

    def _build_loss(self, axes: Axes, loss: str) -> None:
        top = self.TOP
        axes.set(xlim=(-self.EDGE, self.EDGE), ylim=(-0.16 * top, top), xlabel="logit z")
        axes.set_ylabel("loss")
        axes.set_xticks(range(-10, 11, 5), ["−10", "−5", "0", "5", "10"])
        axes.set_yticks([0, 1, 5, 10], ["0", "1", "5", "10"])
        axes.axvspan(0, self.EDGE, color=PALE[TARGET], lw=0, zorder=0)
        axes.axvline(0, color=TARGET, lw=1.4, dashes=(4, 2), zorder=0)
        above(axes, 0, self.FORMULAS[loss], **HEADLINE)
        z = np.linspace(-self.EDGE, self.EDGE, 201)
        axes.plot(z, [LOSSES[loss](each) for each in z], color=LOSS)

        moving, red = dict(animated=True), dict(color=GRADIENT, animated=True)
        (self.tangents[loss],) = axes.plot([], [], lw=3.2, **red)
        self.arrows[loss] = arrow(axes, GRADIENT)
        ball = dict(color=WEIGHT, mec=LOSS, mew=1.2, ms=13, clip_on=False, zorder=4, **moving)
        (self.balls[loss],) = axes.plot([], [], self.MARKERS[loss], **ball)
        beside = dict(x=0.7, s="", va="top", linespacing=1.35, **moving)
        self.told[loss] = axes.text(y=0.98 * top, **beside)
        self.steep[loss] = axes.text(y=0.73 * top, color=DARK[GRADIENT], weight="bold", **beside)
        self.arrived[loss] = axes.text(y=0.46 * top, color=DARK[TARGET], weight="bold", **beside)

    def _build_traces(self, axes: Axes) -> None:
        axes.set(
            xlim=(-4, STEPS + 4), ylim=(-self.EDGE, self.EDGE), xlabel="step", ylabel="logit z"
        )
        axes.set_xticks(range(0, STEPS + 1, 50))
        axes.set_yticks([-10, 0, 10], ["−10", "0", "10"])
        axes.axhspan(0, self.EDGE, color=PALE[TARGET], lw=0, zorder=0)
        axes.axhline(0, color=TARGET, lw=1.4, dashes=(4, 2), zorder=0)
        axes.text(STEPS, 1.2, "p > ½", color=DARK[TARGET], ha="right", va="bottom", weight="bold")
        moving = dict(animated=True)
        for loss, marker in self.MARKERS.items():
            dashes = dict(dashes=(3, 1.5)) if marker == "s" else {}
            (self.traces[loss],) = axes.plot([], [], color=LOSS, lw=1.8, **dashes, **moving)
            ball = dict(color=WEIGHT, mec=LOSS, ms=9, clip_on=False, zorder=4, **moving)
            (self.dots[loss],) = axes.plot([], [], marker, **ball)

    def update(self, start: float, lr: float, step: int) -> str:
        start = round(start, 9)
        courses = {loss: course(loss, start, lr) for loss in LOSSES}
        for loss, run in courses.items():
            self._draw(loss, run, lr, step)
        squared, cross = courses.values()
        slopes = [number(run.slopes[step], 4) for run in (squared, cross)]
        if step == 0:
            moves = [number(-lr * run.slopes[0]) for run in (squared, cross)]
            return (
                f"At the start both logits are {number(start, 1)}, where p = "
                f"{number(dl.sigmoid(start))}. The slope of the squared error is {slopes[0]}, that "
                f"of cross-entropy {slopes[1]}: with learning rate {short(lr)} the first steps are "
                f"{moves[0]} and {moves[1]}."
            )
        places = [number(run.logits[step], 2) for run in (squared, cross)]
        return (
            f"After {counted(step, 'step')} with learning rate {short(lr)} the squared error has "
            f"brought its logit from {number(start, 1)} to {places[0]} "
            f"({_arrived(squared, step)}), cross-entropy to {places[1]} ({_arrived(cross, step)})."
        )

    def first(self, start: float, **_: Any) -> Place:
        """Tell where both traces begin."""
        return self.traces["cross-entropy"].axes, 0, start

    def first_square(self, start: float, step: int, **_: Any) -> Place | None:
        """Tell where the ball of the squared error waits for the first step."""
        ball = self.balls["squared error"]
        return None if step else (ball.axes, start, float(ball.get_ydata()[0]))

    def first_round(self, start: float, step: int, **_: Any) -> Place | None:
        """Tell where the ball of the cross-entropy waits for the first step."""
        ball = self.balls["cross-entropy"]
        return None if step else (ball.axes, start, float(ball.get_ydata()[0]))

    def _draw(self, loss: str, run: Course, lr: float, step: int) -> None:
        z, slope = run.logits[step], run.slopes[step]
        height, seen = float(LOSSES[loss](z)), min(z, self.EDGE)
        self.balls[loss].set_data([seen], [height])
        ends = np.array([z - 2, z + 2])
        self.tangents[loss].set_data(ends, height + slope * (ends - z))
        foot, move = -0.08 * self.TOP, -lr * slope
        self.arrows[loss].set_positions((seen, foot), (min(z + move, self.EDGE), foot))
        self.arrows[loss].set_mutation_scale(np.clip(25 * move, 10, 16))  # no head longer than it
        self.arrows[loss].set_visible(bool(move > 0.4 and z < self.EDGE))
        self.traces[loss].set_data(range(step + 1), run.logits[: step + 1])
        self.dots[loss].set_data([step], [seen])
        beyond = " →" if z > self.EDGE else ""
        self.told[loss].set_text(f"z = {number(z, 2)}{beyond}\np = {number(dl.sigmoid(z))}")
        self.steep[loss].set_text(f"slope {number(slope, 4)}\nnext: {signed(move)}")
        there = run.arrival is not None and run.arrival <= step
        self.arrived[loss].set_text(f"p > ½\nafter {counted(run.arrival, 'step')}" if there else "")


def _arrived(run: Course, step: int) -> str:
    """Say since when p is more than ½."""
    if run.arrival is None or run.arrival > step:
        return "p is not yet more than ½"
    return f"p > ½ after {counted(run.arrival, 'step')}" if run.arrival else "p > ½ from the start"
