"""The reader's own engine at work: thirteen numbers tell a disc from a ring (chapter 6)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, FAINT, LOSS, MUTED
from mathdl.plots.kit.controls import Clock
from mathdl.plots.kit.marks import HEADLINE, above
from mathdl.plots.kit.plane import Points, Regions, plain
from mathdl.plots.kit.plot import Plot
from mathdl.refusals import shown
from mathdl.words import number

X, KIND = dl.data.circles(40, rng=12)
TARGET = 2.0 * KIND - 1  # 1 and −1
STEPS, RATE = 300, 0.3
NAMES = ("W1", "b1", "W2", "b2")


def said(numbers: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Compute what the thirteen-parameter network, with tanh as its bend, says about points.

    Parameters
    ----------
    numbers : array of shape (13,)
        W1 row by row, b1, W2 and b2.
    points : array of shape (n, 2)

    Returns
    -------
    array of shape (n,)
        Above 0 where it says "disc".

    Examples
    --------
    >>> said(np.ones(13), np.zeros((1, 2))).round(3)
    array([3.285])
    """
    W1, b1, W2, b2 = np.split(numbers, (6, 9, 12))
    return np.tanh(points @ W1.reshape(2, 3) + b1) @ W2 + b2


@cache
def example() -> tuple[tuple[float, ...], ...]:
    """Train the network by mathdl's engine; return its thirteen numbers before every step."""
    start = dl.data.thirteen_parameters()
    parts = [dl.Tensor(start[name]) for name in NAMES]
    W1, b1, W2, b2 = parts
    record = []
    for _ in range(STEPS):
        record.append(tuple(float(x) for part in parts for x in part.data.flat))
        out = dl.linear(dl.tanh(dl.linear(X, W1, b1)), W2, b2)
        dl.mse_loss(out, TARGET[:, None]).backward()
        for part in parts:
            part.data = part.data - RATE * part.grad
            part.zero_grad()
    return tuple(record)


class OwnEnginePlot(Plot):
    """How thirteen numbers tell a disc from a ring, step by step, as your own engine trained them.

    Left, what the network says everywhere, its boundary, and thin lines where each hidden unit's
    sum is 0; right, the loss before each step.

    Parameters
    ----------
    record : sequence of thirteen numbers each, optional
        The parameters before every step: W1 row by row, b1, W2, b2. Without any, what mathdl's own
        engine makes of them. What comes after a number that is not finite is left out.

    Examples
    --------
    >>> plot = OwnEnginePlot()
    >>> plot.draw(step=0)[:45]
    'mathdl’s engine, before step 1: the loss is 9'
    """

    size = (8, 4.6)
    BOX = (-1.2, 1.2, -1.2, 1.2)

    def __init__(self, record: Sequence[Sequence[float]] = ()) -> None:
        try:
            if not isinstance(record, list | tuple | np.ndarray):
                raise TypeError
            numbers = np.array([[float(x) for x in row] for row in record]).reshape(-1, 13)
        except (TypeError, ValueError):
            raise TypeError(
                "a record is a list with thirteen numbers for each step, W1 row by row, b1, W2 and "
                f"b2, not {shown(record)}"
            ) from None
        self.is_example = len(record) == 0
        if self.is_example:
            numbers = np.array(example())
        finite = np.isfinite(numbers).all(axis=1)
        self.lost = not finite.all()
        self.numbers = numbers[: len(finite) if finite.all() else max(1, int(finite.argmin()))]
        if not np.isfinite(self.numbers).all():
            raise ValueError("the record starts with numbers that are not finite")
        with np.errstate(over="ignore"):
            self.losses = np.array([np.mean((said(v, X) - TARGET) ** 2) for v in self.numbers])
        last = len(self.numbers) - 1
        self.controls = {"step": Clock(last, last, "step", per_frame=3)}

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
        plain(left, self.BOX)
        self.regions = Regions(left, self.BOX, cells=60)
        self.regions.boundary.set(lw=2.8)
        (self.units,) = left.plot([], [], color=MUTED, lw=1, dashes=(4, 3), animated=True)
        self.points = Points(left, size=6.5)
        self.points.set(X, KIND)
        self.right = above(left, **HEADLINE)
        last = len(self.losses) - 1
        right.set(xlim=(-0.02 * max(last, 1), 1.04 * max(last, 1)), xlabel="step")
        right.set_title("loss", loc="left", fontsize=13, weight="bold")
        finite = self.losses[np.isfinite(self.losses)]
        low, high = max(finite.min(), 1e-6), max(finite.max(), 1e-5)
        right.set(yscale="log", ylim=(low / 1.6, 1.6 * high))
        powers = [10.0**k for k in range(-6, 7) if low / 1.6 <= 10.0**k <= 1.6 * high]
        right.set_yticks(powers, [f"{power:,g}" for power in powers])
        right.minorticks_off()
        right.plot(self.losses, color=FAINT, lw=1.6)
        (self.course,) = right.plot([], [], color=LOSS, lw=2.6, animated=True)
        (self.now,) = right.plot([], [], "o", color=LOSS, ms=10, clip_on=False, animated=True)
        self.told = above(right, 1, **HEADLINE)
        whose = "mathdl’s engine: yours takes its place" if self.is_example else "your own engine"
        figure.suptitle(whose, color=MUTED if self.is_example else CURVE, fontsize=13)

    def update(self, step: int) -> str:
        numbers = self.numbers[step]
        self.regions.set(said(numbers, self.regions.points))
        self.units.set_data(*_lines(numbers))
        right = int(np.sum((said(numbers, X) > 0) == (TARGET > 0)))
        loss = number(self.losses[step])
        self.right.set_text(f"{right} of {len(X)} right")
        self.course.set_data(np.arange(step + 1), self.losses[: step + 1])
        self.now.set_data([step], [self.losses[step]])
        self.told.set_text(loss)
        who = "mathdl’s engine" if self.is_example else "Your own engine"
        when = f"before step {step + 1}"
        end = ""
        if self.lost and step == len(self.numbers) - 1:
            end = " After that its numbers are no longer finite: the steps were too long."
        return f"{who}, {when}: the loss is {loss}, and {right} of {len(X)} points are right.{end}"


def _lines(numbers: np.ndarray, reach: float = 9.0) -> np.ndarray:
    """Return where the sum of each hidden unit is 0, as points to draw."""
    W, b = numbers[:6].reshape(2, 3), numbers[6:9]
    length = np.hypot(*W)
    W, b, length = W[:, length > 0], b[length > 0], length[length > 0]
    normal = W / length
    foot, along = -normal * (b / length), np.stack([-normal[1], normal[0]])
    ends = [foot - reach * along, foot + reach * along, np.full_like(foot, np.nan)]
    return np.stack(ends, 2).reshape(2, -1)
