"""What a net answers everywhere in the plane, for any net with two inputs (chapter 1)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.depth.folding import affine
from mathdl.plots.kit.colours import CURVE, LOSS
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import HEADLINE, inside
from mathdl.plots.kit.plane import Points, Regions
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.refusals import shown
from mathdl.words import brief, counted, number


def xor_by_hand() -> dl.nn.Sequential:
    """Build the net of chapter 1 that solves XOR: relu(s) − 2·relu(s − 1) − ½, where s = x₁ + x₂.

    Examples
    --------
    >>> xor_by_hand()(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])).data[:, 0]
    array([-0.5,  0.5,  0.5, -0.5])
    """
    hidden = affine(np.ones((2, 2)), np.array([0.0, -1.0]))
    return dl.nn.Sequential(hidden, dl.relu, affine(np.array([[1.0], [-2.0]]), np.array([-0.5])))


FOUR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])


class AnswerPlot(Plot):
    """What a net says about every point: blue where its output is positive, orange elsewhere.

    Points on the wrong side are ringed. The cross can be moved: it reads the net's output at one
    place.

    Parameters
    ----------
    net : callable
        From an array (n, 2) to outputs (n, 1) or (n,), as a net of `mathdl.nn`; without, the net
        that solves XOR by hand.
    X : array of shape (n, 2)
        Points to be drawn.
    y : array of shape (n,)
        Their classes, 0 or 1.

    Examples
    --------
    >>> AnswerPlot().draw(x1=1.0, x2=1.0)
    'At (1.00, 1.00) the net puts out −0.500, which says square. Of 4 points 4 are right.'
    """

    controls = {
        "x1": Slider(0.5, -1.0, 1.0, 0.05, "x₁"),
        "x2": Slider(0.5, -1.0, 1.0, 0.05, "x₂"),
    }
    draggable = (Point("cross", x="x1", y="x2", label="the cross"),)
    size = (8, 4.6)
    MARGIN = 0.18  # around the points, as a part of their extent

    def __init__(self, net: Any = None, X: Any = None, y: Any = None) -> None:
        self.net = xor_by_hand() if net is None else net
        if not callable(self.net):
            raise TypeError(f"a net is called with points; {shown(net)} cannot be called")
        if (X is None) != (y is None):
            raise TypeError("give the points X and their classes y together, or neither")
        X, y = FOUR if X is None else (X, y)
        self.X, self.y = np.asarray(X, float), np.asarray(y).reshape(-1)
        if self.X.ndim != 2 or self.X.shape[1] != 2 or len(self.X) != len(self.y) or not len(X):
            raise ValueError(
                f"X has shape (n, 2) and y n classes, not {self.X.shape} and {self.y.shape}"
            )
        low, high = self.X.min(axis=0), self.X.max(axis=0)
        middle, half = (low + high) / 2, max(0.1, *(high - low)) * (0.5 + self.MARGIN)
        digits = 2 - math.floor(math.log10(half))  # of the sliders, and so of the box
        ends = np.round([middle - half, middle + half], digits)
        self.box = tuple(np.ravel(ends, "F").tolist())
        left, right, bottom, top = self.box
        step = round(10.0**-digits, digits)
        self.controls = {
            "x1": Slider(*_inside(0.5, left, right), step, "x₁"),
            "x2": Slider(*_inside(0.5, bottom, top), step, "x₂"),
        }

    def outputs(self, X: np.ndarray) -> np.ndarray:
        """Return the net's output at points of shape (n, 2), as an array of shape (n,)."""
        found = self.net(X)
        found = np.asarray(getattr(found, "data", found), float)
        if found.shape not in ((len(X), 1), (len(X),)):
            raise ValueError(
                f"for {len(X)} points the net returned shape {found.shape}; one output for each "
                "point is needed"
            )
        return found.reshape(-1)

    def build(self, figure: Figure) -> None:
        axes, beside = figure.subplots(1, 2, width_ratios=(1.5, 1))
        beside.set_axis_off()
        axes.set(xlim=self.box[:2], ylim=self.box[2:], aspect="equal", xlabel="x₁")
        axes.set_ylabel("x₂", rotation=0, va="center")
        axes.spines[:].set_visible(True)
        regions = Regions(axes, self.box, cells=120)
        regions.set(self.outputs(regions.points))
        points = Points(axes, 13 if len(self.X) < 20 else 6, animated=False)
        points.set(self.X, self.y)
        # What the net answers stands still; only the cross moves.
        for artist in (regions._ones, regions.boundary):
            artist.set_animated(False)
        right = (self.outputs(self.X) > 0) == (self.y == 1)
        self.right = int(right.sum())
        few = len(self.X) < 20
        ring = dict(ms=20 if few else 9.5, mfc="none", mec=LOSS, mew=1.5 if few else 1)
        axes.plot(*self.X[~right].T, "o", zorder=4, **ring)
        inside(beside, 0, f"{self.right:,} of {len(self.y):,} right", y=0.95, **HEADLINE)
        inside(beside, 0, "blue: the output is positive,\nwhich says circle", y=0.82)
        inside(beside, 0, "orange: it is not, which says square", y=0.62)
        inside(beside, 0, "ringed: on the wrong side", y=0.5)
        inside(beside, 0, "at the cross", y=0.3)
        (self.cross,) = axes.plot([], [], "+", color=CURVE, ms=18, mew=3, zorder=5, animated=True)
        self.told = inside(beside, 0, y=0.22, **HEADLINE)

    def update(self, x1: float, x2: float) -> str:
        (output,) = self.outputs(np.array([[x1, x2]]))
        says = "circle" if output > 0 else "square"
        self.cross.set_data([x1], [x2])
        self.told.set_text(f"{number(output)}: {says}")
        return (
            f"At ({number(x1, 2)}, {number(x2, 2)}) the net puts out {number(output)}, which says "
            f"{says}. Of {counted(len(self.y), 'point')} {brief(self.right)} are right."
        )


def _inside(default: float, low: float, high: float) -> tuple[float, float, float]:
    """Return where a slider starts, and its ends."""
    return float(np.clip(default, low, high)), float(low), float(high)
