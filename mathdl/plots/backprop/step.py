"""One step down: what the gradient promises of it, and what is true (chapter 6)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import DARK, FAINT, GRADIENT, LOSS, MUTED
from mathdl.plots.kit.controls import Clock, Slider
from mathdl.plots.kit.marks import HEADLINE, above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import counted, number, short

X, Y = 2.0, 4.0  # the one example
START = (3.0, 1.0)  # w and b


class Step(NamedTuple):
    """Where a step begins: the parameters, the loss there and its gradient."""

    parameters: tuple[float, float]
    loss: float
    gradient: tuple[float, float]


def loss_and_gradient(w: float, b: float) -> Step:
    """Compute L = (w·x + b − y)² at x = 2, y = 4, and ∂L/∂w, ∂L/∂b by the engine.

    Examples
    --------
    >>> loss_and_gradient(3.0, 1.0)
    Step(parameters=(3.0, 1.0), loss=9.0, gradient=(12.0, 6.0))
    """
    at = dl.Tensor(w), dl.Tensor(b)
    loss = (at[0] * X + at[1] - Y) ** 2
    loss.backward()
    return Step((w, b), loss.item(), (float(at[0].grad), float(at[1].grad)))


def descend(lr: float, steps: int) -> list[Step]:
    """Take `steps` steps of learning rate `lr` from w = 3, b = 1; list the start and each end."""
    course = [loss_and_gradient(*START)]
    for _ in range(steps):
        (w, b), _, (dw, db) = course[-1]
        # Rounded far below what is shown: a loss that is 0 by the formula is 0 in the picture too.
        course.append(loss_and_gradient(round(w - lr * dw, 12), round(b - lr * db, 12)))
    return course


class StepPlot(Plot):
    """One gradient step from w = 3, b = 1 down L = (w·x + b − y)² at x = 2, y = 4.

    Left, the loss after the first step for every learning rate η: what the gradient promises is a
    straight line, the truth curves away from it. Right, the loss if the step is repeated.
    """

    controls = {
        "lr": Slider(0.01, 0.0, 0.25, 0.005, "learning rate η"),
        "steps": Clock(1, 20, "steps", seconds=0.4),
    }
    draggable = (Point("promised", x="lr"), Point("true", x="lr"))
    size = (8, 4.2)
    FLOOR, TOP = -8.0, 21.0  # of the left picture: a promise below is told, and pointed at
    LEAST, MOST = 1e-4, 1e4  # of the right picture

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.35, 1))
        left.set(xlim=(-0.004, 0.256), ylim=(self.FLOOR - 1.5, self.TOP))
        left.set(xlabel="learning rate η", ylabel="loss after the first step")
        left.set_yticks([-5, 0, 5, 9, 15, 20], ["−5", "0", "5", "9", "15", "20"])
        left.set_xticks(
            [0, 0.05, 0.1, 0.15, 0.2, 0.25], ["0", "0.05", "0.1", "0.15", "0.2", "0.25"]
        )
        left.axhline(0, color=FAINT, lw=1)
        left.axhline(9, color=FAINT, lw=1, dashes=(5, 3))
        left.text(0.1, 9.4, "loss before the step", color=MUTED, ha="center", va="bottom")
        rates = np.linspace(0, 0.25, 201)
        left.plot(rates, [descend(lr, 1)[1].loss for lr in rates], color=LOSS)
        start = loss_and_gradient(*START)
        self.slope = sum(d * d for d in start.gradient)  # the length of the gradient, squared
        reach = np.array([0, (start.loss - self.FLOOR) / self.slope])
        left.plot(reach, start.loss - self.slope * reach, color=GRADIENT, dashes=(4, 2))
        left.text(0.204, 12.2, "true", color=LOSS, ha="right", weight="bold")
        left.text(
            0.074, -5.6, "promised", color=DARK[GRADIENT], ha="right", va="center", weight="bold"
        )

        right.set(yscale="log", xlim=(-0.8, 20.8), ylim=(self.LEAST / 12, self.MOST * 3))
        right.set(xlabel="steps taken", ylabel="loss")
        powers = (1e-4, 1e-2, 1, 1e2, 1e4)
        right.set_yticks([self.LEAST / 4, *powers], ["≈ 0", "0.0001", "0.01", "1", "100", "10,000"])
        right.minorticks_off()
        right.set_xticks(range(0, 21, 5))
        right.axhline(9, color=FAINT, lw=1, dashes=(5, 3))

        (self.rate,) = left.plot([], [], color=FAINT, lw=1.4, animated=True)
        promised = dict(color=GRADIENT, ms=13, mfc="white", mew=2.4, clip_on=False, animated=True)
        (self.promised,) = left.plot([], [], "D", **promised)
        (self.below,) = left.plot([], [], "v", **promised)
        for mark in (self.promised, self.below):
            mark.set_in_layout(False)  # without data it would claim the corner of the figure
        (self.true,) = left.plot([], [], "o", color=LOSS, ms=8, animated=True)
        self.told = above(left, color=LOSS, **HEADLINE)
        self.told_promise = above(left, 1, color=DARK[GRADIENT], **HEADLINE)
        (self.course,) = right.plot([], [], color=LOSS, lw=1.4, animated=True)
        (self.losses,) = right.plot([], [], "o", color=LOSS, ms=6, animated=True)
        (self.zeros,) = right.plot([], [], "x", color=LOSS, ms=5, mew=1.6, animated=True)
        (self.gone,) = right.plot([], [], "^", color=LOSS, ms=9, animated=True)
        self.last = above(right, 1, **HEADLINE)

    def update(self, lr: float, steps: int) -> str:
        lr = round(lr, 9)
        course = descend(lr, max(steps, 1))
        start, first, losses = course[0], course[1].loss, [step.loss for step in course]
        losses = losses[: steps + 1]
        promise = start.loss - lr * self.slope
        inside = promise >= self.FLOOR
        self.rate.set_data([lr, lr], [max(promise, self.FLOOR), min(first, self.TOP)])
        self.promised.set_data(*([lr], [promise]) if inside else ([], []))
        self.below.set_data(*([], []) if inside else ([lr], [self.FLOOR]))
        self.true.set_data([lr], [first])
        self.told.set_text(f"true {_size(first)}")
        self.told_promise.set_text(f"promised {number(promise, 2)}")
        self._draw(losses)

        dw, db = start.gradient
        gradient = f"({short(dw)}, {short(db)})"
        if steps == 0:
            return (
                f"Before the first step the loss is {short(start.loss)} and its gradient "
                f"{gradient}. A step with learning rate {short(lr)} promises {number(promise, 2)} "
                f"and leads to {number(first, 2)}."
            )
        said = (
            f"One step with learning rate {short(lr)} along the gradient {gradient}: promised is "
            f"a loss of {short(start.loss)} − {short(lr)} · ({short(dw)}² + {short(db)}²) = "
            f"{number(promise, 2)}, true is {_size(first)}"
        )
        said += ", and no loss can be below 0" if promise < -0.005 else ""
        if steps == 1:
            return f"{said}."
        return f"{said}. After {steps} such steps the loss is {_size(losses[-1])}: {_fate(losses)}."

    def _draw(self, losses: list[float]) -> None:
        """Draw the loss after each step; 0 has no place on a log axis and gets a row below."""
        steps, size = np.arange(len(losses)), np.array(losses)
        shown = np.clip(size, self.LEAST / 4, self.MOST * 1.6)
        small, large = size < self.LEAST / 2, size > self.MOST
        self.course.set_data(steps, shown)
        for line, where in (
            (self.losses, ~small & ~large),
            (self.zeros, small),
            (self.gone, large),
        ):
            line.set_data(steps[where], shown[where])
        n = len(losses) - 1
        when = f"after {counted(n, 'step')}" if n else "at the start"
        self.last.set_text(f"{when}: {_size(losses[-1])}")


def _size(loss: float) -> str:
    return number(loss, 2) if 0.01 <= loss < 1000 else short(loss)


def _fate(losses: list[float]) -> str:
    """Say where repeating the step leads."""
    first, last = losses[0], losses[-1]
    if last < first / 1e15:
        return "at the bottom"
    if abs(last - first) < 1e-6:
        return "where it began" if losses[1] == first else "back where it began"
    return "it falls" if last < first else "it runs away"
