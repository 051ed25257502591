"""Any curve from hinges (chapter 4)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, EMPTY, FAINT, LOSS, TARGET, WEIGHT
from mathdl.plots.kit.controls import Slider, Toggle
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point
from mathdl.words import brief, counted, number, short


def target(x: np.ndarray) -> np.ndarray:
    """Compute the curve that is to be built."""
    return dl.sin(2 * x)


def fitted_hinges(n: int, start: float, end: float) -> tuple[float, np.ndarray, np.ndarray]:
    """Join dots on the target, at equal distances, by `n` straight pieces.

    Parameters
    ----------
    n : int
        How many hinges, one at the beginning of each piece.
    start, end : float
        The interval.

    Returns
    -------
    b, t, c
        So that b + Σ cₖ·relu(x − tₖ) goes through the dots: cₖ is the change of slope at tₖ.

    Examples
    --------
    >>> b, t, c = fitted_hinges(4, -3.0, 3.0)
    >>> t, c.round(2)
    (array([-3. , -1.5,  0. ,  1.5]), array([-0.28,  0.37,  0.  , -0.37]))
    """
    dots = np.linspace(start, end, n + 1)
    heights = target(dots)
    slopes = np.diff(heights) / np.diff(dots)
    return float(heights[0]), dots[:-1], np.diff(slopes, prepend=0.0)


def hinge_sum(x: np.ndarray, b: float, t: np.ndarray, c: np.ndarray) -> np.ndarray:
    """Compute b + Σ cₖ·relu(x − tₖ) for each x: a network of one hidden layer of relu units."""
    return b + dl.relu(x[:, None] - t) @ c


class HingesPlot(Plot):
    """A curve from relu hinges: thin, each hinge c·relu(x − t); thick, their sum and a constant.

    A hinge is silent up to its place t (triangle) and from there on changes the slope of the sum
    by c, for ever. Fitted, the hinges join dots on sin 2x between −3 and 3; outside, they know
    nothing.
    """

    START, END, WIDE, ROOM = -3.0, 3.0, 6.0, 2.4
    MOST = 32
    RISE = 0.4  # after its place a hinge is high enough to be taken hold of
    OWN = dict(when=lambda values: not values["fitted"])
    controls = {
        "hinges": Slider(8, 1, MOST, 1, "hinges"),
        "wide": Toggle(False, "wider view"),
        "fitted": Toggle(True, "fitted"),
        "which": Slider(4, 1, MOST, 1, "your hinge: number", **OWN),
        "place": Slider(-0.75, START, END, 0.05, "its place t", **OWN),
        "change": Slider(2.5, -6.0, 6.0, 0.1, "its change of slope c", **OWN),
    }
    draggable = (
        Point("own_place", x="place"),
        Point("rise", y="change", rate_y=1 / RISE),
    )
    size = (8, 4.4)

    def build(self, figure: Figure) -> None:
        self.axes = axes = figure.subplots()
        axes.set(ylim=(-self.ROOM, self.ROOM), xlabel="x")
        axes.set_yticks([-2, -1, 0, 1, 2], ["−2", "−1", "0", "1", "2"])
        axes.axhline(0, color=FAINT, lw=0.8)
        for outside in ((-8, self.START), (self.END, 9)):
            axes.axvspan(*outside, color=EMPTY, lw=0, zorder=0)
        self._look(False)

        moving = dict(animated=True)
        self.thin = axes.add_collection(
            LineCollection([], color=WEIGHT, lw=1.1, zorder=2.1, **moving)
        )
        (self.own,) = axes.plot([], [], color=WEIGHT, lw=3, zorder=2.2, **moving)
        (self.target,) = axes.plot([], [], color=TARGET, dashes=(4, 1.5), zorder=2.5, **moving)
        (self.sum,) = axes.plot([], [], color=CURVE, lw=3, zorder=2.4, **moving)
        (self.gap,) = axes.plot([], [], color=LOSS, marker="_", ms=12, mew=2, zorder=3, **moving)
        (self.places,) = axes.plot([], [], "^", color=WEIGHT, ms=8, zorder=3.1, **moving)
        (self.own_place,) = axes.plot(
            [], [], "^", mfc=WEIGHT, mec="black", ms=14, zorder=3.2, **moving
        )
        self.target_name = axes.text(0, 0, "sin 2x", color=DARK[TARGET], va="center", **moving)
        self.sum_name = axes.text(0, 0, "sum", color=CURVE, weight="bold", va="center", **moving)
        self.count = above(axes, color=DARK[WEIGHT], weight="bold")
        self.worst = above(axes, 1, color=LOSS, weight="bold")

    def update(
        self, hinges: int, wide: bool, fitted: bool, which: int, place: float, change: float
    ) -> str:
        place, change, which = round(place, 9), round(change, 9), min(which, hinges)
        b, t, c = fitted_hinges(hinges, self.START, self.END)
        if not fitted:
            t[which - 1], c[which - 1] = place, change
        inside = np.union1d(np.linspace(self.START, self.END, 1201), t)
        gaps = np.abs(hinge_sum(inside, b, t, c) - target(inside))
        at, worst = inside[gaps.argmax()], gaps.max()

        self._look(wide)
        self._draw_lines(self.WIDE if wide else self.END, b, t, c)
        ends = np.array([hinge_sum(np.array([at]), b, t, c)[0], target(at)])
        self.gap.set_data([at, at], ends)
        self.places.set_data(t, 0 * t)
        self.own.set_visible(not fitted)
        self.own_place.set_visible(not fitted)
        self.own_place.set_data(t[which - 1 : which], [0])
        self.count.set_text(f"▲ {counted(hinges, 'hinge')}  c·relu(x − t)")
        self.worst.set_text(f"worst error {short(worst)}")

        told = f"Between −3 and 3 the sum is off by at most {short(worst)}"
        if fitted:
            each = "each " if hinges > 1 else ""
            said = (
                f"The fit of {counted(hinges, 'hinge')} to sin 2x has "
                f"{counted(hinges, 'straight piece')}, "
                f"{each}{short((self.END - self.START) / hinges)} wide. {told}."
            )
        else:
            self.own.set_data(*self._hinge(place, change, self.WIDE if wide else self.END))
            said = (
                f"Hinge {which} of {hinges} at t = {number(place, 2)} changes the slope by "
                f"c = {number(change, 2)}, there and for ever after. {told}."
            )
        if wide:
            end = hinge_sum(np.array([5.0]), b, t, c)[0]
            said += (
                f" Outside it runs off straight: at x = 5 it says {number(end, 2)}, the truth is "
                f"{number(target(5.0), 2)}."
            )
        return said

    def rise(self, fitted: bool, place: float, change: float, **_: Any) -> Place | None:
        """Tell how high the hinge has come a little after its place."""
        return None if fitted else (self.axes, place + self.RISE, change * self.RISE)

    def _look(self, wide: bool) -> None:
        """Set the limits, if the view has changed; the target's name goes on its hump."""
        edge = self.WIDE if wide else self.END
        limits = (-1.05 * edge, 1.22 * edge)
        if self.axes.get_xlim() != limits:
            self.axes.set_xlim(*limits)
            ticks = range(-6, 7, 2) if wide else range(-3, 4)
            self.axes.set_xticks(ticks, [brief(tick) for tick in ticks])

    def _draw_lines(self, edge: float, b: float, t: np.ndarray, c: np.ndarray) -> None:
        """Draw each hinge, the sum and the target over the view, the sum's name at its end."""
        x = np.union1d(np.linspace(-edge, edge, 401), t)
        total = hinge_sum(x, b, t, c)
        self.sum.set_data(x, total)
        self.target.set_data(x, target(x))
        self.thin.set_segments([np.transpose(self._hinge(*one, edge)) for one in zip(t, c)])
        end = float(np.clip(total[-1], -self.ROOM + 0.2, self.ROOM - 0.2))
        truth = float(target(edge))
        self.sum_name.set_position((1.03 * edge, end))
        apart = 0.32 if truth > end else -0.32
        self.target_name.set_position(
            (1.03 * edge, truth if abs(truth - end) > 0.32 else end + apart)
        )

    def _hinge(self, t: float, c: float, edge: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the corners of c·relu(x − t)."""
        x = np.array([-edge, t, edge])
        return x, hinge_sum(x, 0.0, np.array([t]), np.array([c]))
