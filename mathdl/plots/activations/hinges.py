"""Any curve from hinges (chapter 4)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, EMPTY, FAINT, LOSS, TARGET, WEIGHT
from mathdl.plots.kit.controls import Slider, Toggle
from mathdl.plots.kit.marks import above, inside
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Place, Point, Rates
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
    """A curve from relu hinges, in three steps: relu(x − t), the same times c, and their sum.

    A hinge is silent up to its place t (triangle) and from there on changes the slope of the sum
    by c, for ever. One of them is drawn thick in all three panels. Fitted, the hinges join dots on
    sin 2x between −3 and 3; outside, they know nothing.
    """

    START, END, WIDE = -3.0, 3.0, 6.0
    MOST = 32
    ROOM = {False: (6.6, 15.0, 2.2), True: (10.0, 22.0, 2.6)}  # of the panels, usual and wide
    OWN = dict(when=lambda values: not values["fitted"])
    controls = {
        "hinges": Slider(8, 1, MOST, 1, "hinges"),
        "which": Slider(4, 1, MOST, 1, "hinge drawn thick"),
        "wide": Toggle(False, "wider view"),
        "fitted": Toggle(True, "fitted"),
        "place": Slider(-0.75, START, 2.95, 0.05, "its place t", **OWN),
        "change": Slider(2.5, -6.0, 6.0, 0.1, "its change of slope c", **OWN),
    }
    draggable = (
        Point("own_place", x="place"),
        Point("tip", y="change", rates="per_height"),
    )
    size = (8, 6.2)

    def build(self, figure: Figure) -> None:
        panels = figure.subplots(3, 1, sharex=True, height_ratios=(1, 1.2, 1.7))
        self.plain, self.scaled, self.axes = panels
        moving = dict(animated=True)
        thin, thick = dict(color=WEIGHT, lw=1.1, zorder=2.1), dict(color=WEIGHT, lw=3.4, zorder=2.2)
        for axes in panels:
            axes.axhline(0, color=FAINT, lw=0.8)
            for outside in ((-8, self.START), (self.END, 9)):
                axes.axvspan(*outside, color=EMPTY, lw=0, zorder=0)
        self.axes.set_xlabel("x")
        self.thin = [
            axes.add_collection(LineCollection([], **thin, **moving)) for axes in panels[:2]
        ]
        self.thick = [axes.plot([], [], **thick, **moving)[0] for axes in panels[:2]]
        (self.target,) = self.axes.plot([], [], color=TARGET, dashes=(4, 1.5), zorder=2.5, **moving)
        (self.sum,) = self.axes.plot([], [], color=CURVE, lw=3, zorder=2.4, **moving)
        (self.gap,) = self.axes.plot(
            [], [], color=LOSS, marker="_", ms=12, mew=2, zorder=3, **moving
        )
        (self.corner,) = self.axes.plot(
            [], [], "o", mfc=WEIGHT, mec="black", ms=9, zorder=3.2, **moving
        )
        (self.places,) = self.plain.plot([], [], "^", color=WEIGHT, ms=7, zorder=3, **moving)
        (self.own_place,) = self.plain.plot(
            [], [], "^", mfc=WEIGHT, mec="black", ms=12, zorder=3.2, **moving
        )
        self.target_name = self.axes.text(0, 0, "sin 2x", color=DARK[TARGET], va="center", **moving)
        self.sum_name = self.axes.text(
            0, 0, "sum", color=CURVE, weight="bold", va="center", **moving
        )
        words = dict(color=DARK[WEIGHT], weight="bold")
        self.count = inside(self.plain, 0.02, y=0.95, **words)
        self.told = inside(self.scaled, 0.02, y=0.97, **words)
        self.worst = above(self.axes, 1, color=LOSS, weight="bold", y=1.0)
        self._look(False)

    def update(
        self, hinges: int, which: int, wide: bool, fitted: bool, place: float, change: float
    ) -> str:
        place, change, which = round(place, 9), round(change, 9), min(which, hinges)
        b, t, c = fitted_hinges(hinges, self.START, self.END)
        if not fitted:
            t[which - 1], c[which - 1] = place, change
        within = np.union1d(np.linspace(self.START, self.END, 1201), t)
        gaps = np.abs(hinge_sum(within, b, t, c) - target(within))
        at, worst = within[gaps.argmax()], gaps.max()

        self._look(wide)
        self._draw(self.WIDE if wide else self.END, b, t, c, which - 1)
        ends = np.array([hinge_sum(np.array([at]), b, t, c)[0], target(at)])
        self.gap.set_data([at, at], ends)
        own_t, own_c = t[which - 1], c[which - 1]
        self.count.set_text(f"▲ {counted(hinges, 'hinge')}  relu(x − t)")
        self.told.set_text(f"times c; thick: t = {number(own_t, 2)}, c = {number(own_c, 2)}")
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

    def tip(self, fitted: bool, wide: bool, place: float, change: float, **_: Any) -> Place | None:
        """Tell where the hinge of one's own leaves the panel on the right, if it can be moved."""
        at = change * ((self.WIDE if wide else self.END) - place)
        beyond = fitted or abs(at) > self.ROOM[wide][1]
        return None if beyond else (self.scaled, self.WIDE if wide else self.END, at)

    def per_height(self, wide: bool, place: float, **_: Any) -> Rates:
        """Return how much c changes if that end goes up by 1."""
        return {"change": (0, 1 / ((self.WIDE if wide else self.END) - place))}

    def _look(self, wide: bool) -> None:
        """Set the limits, if the view has changed."""
        edge = self.WIDE if wide else self.END
        limits = (-1.05 * edge, 1.22 * edge)
        if self.axes.get_xlim() == limits:
            return
        self.axes.set_xlim(*limits)
        ticks = range(-6, 7, 2) if wide else range(-3, 4)
        self.axes.set_xticks(ticks, [brief(tick) for tick in ticks])
        plain, scaled, room = self.ROOM[wide]
        self.plain.set(ylim=(-0.9, plain), yticks=[0, 3, 6])
        self.scaled.set(ylim=(-scaled, scaled))
        self.scaled.set_yticks([-10, 0, 10], ["−10", "0", "10"])
        self.axes.set(ylim=(-room, room))
        self.axes.set_yticks([-2, -1, 0, 1, 2], ["−2", "−1", "0", "1", "2"])

    def _draw(self, edge: float, b: float, t: np.ndarray, c: np.ndarray, own: int) -> None:
        """Draw the hinges, plain and scaled, the sum and the target over the view."""
        x = np.union1d(np.linspace(-edge, edge, 401), t)
        total = hinge_sum(x, b, t, c)
        self.sum.set_data(x, total)
        self.target.set_data(x, target(x))
        for lines, line, factors in zip(self.thin, self.thick, (np.ones_like(c), c), strict=True):
            hinges = [_hinge(*one, edge) for one in zip(t, factors)]
            lines.set_segments([np.transpose(hinge) for hinge in hinges])
            line.set_data(*hinges[own])
        self.places.set_data(t, 0 * t)
        self.own_place.set_data(t[own : own + 1], [0])
        self.corner.set_data(t[own : own + 1], hinge_sum(t[own : own + 1], b, t, c))
        room = self.ROOM[edge == self.WIDE][2]
        end = float(np.clip(total[-1], -room + 0.2, room - 0.2))
        truth = float(target(edge))
        self.sum_name.set_position((1.03 * edge, end))
        apart = 0.5 if truth > end else -0.5
        self.target_name.set_position(
            (1.03 * edge, truth if abs(truth - end) > 0.5 else end + apart)
        )


def _hinge(t: float, c: float, edge: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the corners of c·relu(x − t)."""
    x = np.array([-edge, t, edge])
    return x, hinge_sum(x, 0.0, np.array([t]), np.array([c]))
