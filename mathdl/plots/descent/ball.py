"""A ball on a curve: how far a step may go (chapter 7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT, MUTED
from mathdl.plots.kit.controls import Choice, Clock, Slider
from mathdl.plots.kit.marks import CENTRED, above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import counted, number, short


class Valley(NamedTuple):
    """A curve with its slope; every bottom has curvature 2.

    Attributes
    ----------
    f, slope : function
    bottoms : tuple of float
    """

    f: Callable
    slope: Callable
    bottoms: tuple[float, ...]


VALLEYS = {
    "x²": Valley(lambda x: x**2, lambda x: 2 * x, (0.0,)),
    "x⁴/4 − x²/2 + ¼": Valley(
        lambda x: x**4 / 4 - x**2 / 2 + 0.25, lambda x: x**3 - x, (-1.0, 1.0)
    ),
    "2 ln cosh x": Valley(
        lambda x: 2 * (np.logaddexp(x, -x) - np.log(2)), lambda x: 2 * np.tanh(x), (0.0,)
    ),
}
GONE = 1e6  # a ball further out than this is not followed


def course(valley: Valley, start: float, lr: float, steps: int) -> np.ndarray:
    """Take gradient steps x ← x − η f′(x); they end early where the ball is gone.

    Examples
    --------
    >>> course(VALLEYS["x²"], 1.0, 0.25, 3)
    array([1.   , 0.5  , 0.25 , 0.125])
    """
    xs = [round(start, 9)]
    while len(xs) <= steps and abs(xs[-1]) < GONE:
        xs.append(xs[-1] - lr * valley.slope(xs[-1]))
    return np.array(xs)


class BallPlot(Plot):
    """Gradient descent in valleys whose floor is equally curved: f″ = 2 at every bottom.

    Left, the places visited; right, how far from the nearest bottom the ball is after each step, on
    a scale through powers of ten, where a constant factor makes a straight line.
    """

    controls = {
        "f": Choice("x²", tuple(VALLEYS), "valley"),
        "lr": Slider(0.3, 0.05, 3.0, 0.05, "learning rate η"),
        "start": Slider(2.0, -2.5, 2.5, 0.1, "start x₀"),
        "step": Clock(6, 40, "step", seconds=0.2),
    }
    draggable = (Point("path", x="start"),)
    size = (8, 4.1)
    EDGE, TOP, FLOOR, LEAST, MOST = 3.0, 6.6, -0.75, 1e-6, 30.0

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.2, 1))
        left.set(xlim=(-self.EDGE, self.EDGE), ylim=(-1.2, self.TOP), xlabel="x", ylabel="f(x)")
        left.set_yticks([0, 2, 4, 6])
        right.set(xlim=(-1, 41), yscale="log", ylim=(self.LEAST / 2, self.MOST), xlabel="step")
        powers = [1e-6, 1e-4, 1e-2, 1]
        right.set_yticks(powers, ["10⁻⁶", "10⁻⁴", "0.01", "1"])
        right.minorticks_off()
        right.set_xticks(range(0, 41, 10))
        above(right, 0, "distance from the bottom", color=MUTED)
        (self.curve,) = left.plot([], [], color=CURVE, animated=True)
        thin = dict(color=INPUT, lw=1.2, dashes=(3, 2), animated=True)
        been = dict(color=INPUT, mfc="white", mew=1.4, ms=6, animated=True)
        here = dict(color=INPUT, ms=11, animated=True)
        (self.path,) = left.plot([], [], **thin)
        (self.tangent,) = left.plot([], [], color=GRADIENT, animated=True)
        (self.visited,) = left.plot([], [], "o", **been)
        (self.here,) = left.plot([], [], "o", **here)
        (self.gaps,) = right.plot([], [], color=INPUT, lw=1.4, animated=True)
        (self.dots,) = right.plot([], [], "o", color=INPUT, ms=4.5, animated=True)
        right.axhline(self.LEAST, color=FAINT, lw=0.8)
        self.told = above(left, 0, color=DARK[GRADIENT], weight="bold")
        self.outside = left.text(0, self.FLOOR, "", color=INPUT, animated=True, **CENTRED)

    def update(self, f: str, lr: float, start: float, step: int) -> str:
        valley = VALLEYS[f]
        xs = course(valley, start, lr, step)
        gaps = np.min(np.abs(xs[:, None] - valley.bottoms), axis=1)
        self._draw(valley, xs, gaps)
        gone = abs(xs[-1]) >= GONE
        factor = f"1 − ηλ = {number(1 - 2 * lr, 2)}"
        self.told.set_text(factor)
        here = f"On {f} with learning rate {short(lr)}, where near a bottom {factor}, "
        if gone:
            last = counted(len(xs) - 1, "step")
            return f"{here}the ball has left: after {last} it is more than a million from 0."
        if step == 0:
            return (
                f"{here}the ball starts at x = {number(xs[0], 2)}, {short(gaps[0])} from the "
                + ("nearest bottom.")
            )
        return (
            f"{here}the ball is at x = {number(xs[-1])} after {counted(step, 'step')}, "
            f"{short(gaps[-1])} from the nearest bottom{self._course(xs, gaps)}."
        )

    @staticmethod
    def _course(xs: np.ndarray, gaps: np.ndarray) -> str:
        """Say what the last step made of the distance."""
        if gaps[-2] < 1e-9:
            return ": it has arrived"
        ratio = gaps[-1] / gaps[-2]
        times = f"; the last step multiplied that distance by {short(ratio)}"
        back = len(xs) > 8 and abs(xs[-1] - xs[-3]) < 1e-3 * gaps[-1]
        return f"{times}, and it hops to and fro" if back and gaps[-1] > 1e-3 else times

    def _draw(self, valley: Valley, xs: np.ndarray, gaps: np.ndarray) -> None:
        across = np.linspace(-self.EDGE, self.EDGE, 241)
        self.curve.set_data(across, valley.f(across))
        seen = np.clip(xs, -1e3, 1e3)
        heights = valley.f(seen)
        self.path.set_data(seen, heights)
        self.visited.set_data(seen[:-1], heights[:-1])
        self.here.set_data(seen[-1:], heights[-1:])
        x, slope = xs[-1], valley.slope(seen[-1])
        inside = abs(x) <= self.EDGE and heights[-1] <= self.TOP
        ends = np.array([x - 0.8, x + 0.8]) if inside else np.array([])
        self.tangent.set_data(ends, heights[-1] + slope * (ends - x))
        self.gaps.set_data(range(len(xs)), np.clip(gaps, self.LEAST, 10 * self.MOST))
        self.dots.set_data(range(len(xs)), np.clip(gaps, self.LEAST, 10 * self.MOST))
        now = "gone" if abs(x) >= GONE else f"now at x = {short(x)}"
        self.outside.set_text("" if inside else f"← {now}" if x < 0 else f"{now} →")
