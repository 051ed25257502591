"""The circle that a thin net cannot close: two units in a layer, at any depth (chapter 1)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from contourpy import contour_generator
from matplotlib.figure import Figure
from matplotlib.path import Path

from mathdl.plots.depth import nets
from mathdl.plots.kit.colours import CURVE, DARK, INPUT
from mathdl.plots.kit.controls import Choice, Clock, Slider
from mathdl.plots.kit.marks import above, below
from mathdl.plots.kit.plane import Points, Regions, plain
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, per_cent

NEAR = (-1.15, 1.15, -1.15, 1.15)
FAR = (-3.0, 3.0, -3.0, 3.0)
CELLS = 180  # of the view from afar: fine enough for nearly every corridor
RATE = 0.03  # for all these nets; with 0.01 two of five tanh nets of 3 units miss the disc


class ThinPlot(Plot):
    """A disc inside a ring: can a net whose layers are two units wide draw a curve around it?

    Left, the points and where the net answers blue; right, the same from afar, the left view
    framed by dashes. Where blue reaches the edge of the picture the edge is blue: that is the end
    of a corridor through which blue leads out. Adam with learning rate 0.03 for every net.

    With two inputs and two units in every hidden layer each piece of a region goes on for ever,
    at any depth (Johnson 2018; Beise and others 2018).
    """

    controls = {
        "width": Slider(2, 2, 4, 1, "units in a layer"),
        "layers": Slider(1, 1, 6, 1, "hidden layers"),
        "step": Clock(nets.STEPS, nets.STEPS, "step", per_frame=10),
        "bend": Choice("tanh", ("tanh", "relu"), "bend"),
        "seed": Slider(0, 0, nets.SEEDS - 1, 1, "seed"),
    }
    size = (8, 4.7)

    def build(self, figure: Figure) -> None:
        near, far = figure.subplots(1, 2)
        plain(near, NEAR)
        plain(far, FAR)
        self.near, self.far = Regions(near, NEAR, cells=64), Regions(far, FAR, CELLS)
        self.points = Points(near, size=5)
        x, y = np.array(NEAR)[[0, 1, 1, 0, 0]], np.array(NEAR)[[2, 2, 3, 3, 2]]
        far.plot(x, y, color=CURVE, lw=1.2, dashes=(4, 3), zorder=4, animated=True)
        self.inner = Points(far, size=2.2)
        look = dict(
            color=INPUT, lw=9, solid_capstyle="butt", zorder=5, clip_on=False, animated=True
        )
        (self.exits,) = far.plot([], [], **look)
        self.which = above(near, 0.5)
        self.right = below(near, 0.5, fontsize=14, weight="bold")
        above(far, 0.5, "the same from afar")
        self.verdict = below(far, 0.5, fontsize=14, weight="bold", color=DARK[INPUT])

    def update(self, width: int, layers: int, step: int, bend: str, seed: int) -> str:
        run = nets.TRAINER.run(
            data="circle", bend=bend, layers=layers, width=width, seed=seed, lr=RATE
        )
        net = run.at(step)
        accuracy = nets.accuracy(net, "circle")
        X, y = nets.examples("circle", "learn")
        self.points.set(X, y[:, 0])
        self.inner.set(X, y[:, 0])
        self.near.set(net(self.near.points).data)
        heights = net(self.far.points).data
        self.far.set(heights)
        way = way_out(heights.reshape(CELLS + 1, -1), X[y[:, 0] == 1])
        self.exits.set_data(*_edge(heights.reshape(CELLS + 1, -1) > 0, way == "open"))

        units = f"{counted(layers, 'hidden layer')} of {width} {bend} units"
        self.which.set_text(units)
        right = per_cent(accuracy, digits=3)
        self.right.set_text(f"step {step:,}: {right} right")
        short, told = _verdict(way, width)
        self.verdict.set_text(short)
        always = np.mean(nets.examples("circle", "test")[1] == 0)
        return (
            f"After {counted(step, 'step')} a net with {units} (seed {seed}) is right on "
            f"{right} of {nets.UNSEEN:,} unseen points; always answering orange "
            f"gives {per_cent(always, digits=3)}. {told}"
        )


def way_out(heights: np.ndarray, inside: np.ndarray) -> str:
    """Say whether what is positive around some points leads out of the view from afar.

    Parameters
    ----------
    heights : array of shape (n, n)
        A function on a grid over the view, taken as linear between neighbours.
    inside : array of shape (m, 2)
        Points; pieces without any of them do not count.

    Returns
    -------
    {"none", "open", "closed"}
        Whether there is no such piece, one that reaches the edge, or none that does.
    """
    x, y = np.linspace(*FAR[:2], heights.shape[1]), np.linspace(*FAR[2:], heights.shape[0])
    pieces, offsets = contour_generator(x, y, heights, fill_type="OuterOffset").filled(0, np.inf)
    reaching = []
    for corners, ends in zip(pieces, offsets, strict=True):
        rings = [corners[start:end] for start, end in pairwise(ends)]  # an outline, then holes
        within = [Path(ring).contains_points(inside) for ring in rings]
        if np.logical_xor.reduce(within).any():
            reaching.append(bool((np.abs(rings[0]) >= FAR[1]).any()))
    return "none" if not reaching else "open" if any(reaching) else "closed"


def _verdict(way: str, width: int) -> tuple[str, str]:
    """Return what the picture says, and the sentence."""
    if way == "none":
        return "disc not found", "It answers orange nearly everywhere and has not found the disc."
    if way == "open" and width == 2:
        return "open: blue leads out", "Its blue region is open, it leads out of the picture."
    if way == "open":
        return "open: blue leads out", (
            "Its blue region is open, it leads out of the picture; a net as wide as this could "
            "close it, but training has not done so yet."
        )
    if width == 2:
        return "a way out too thin to see", (
            "Its blue region looks closed and is not: two units in a layer can never close it, "
            "so there is a way out too thin for this picture."
        )
    return "closed around the disc", (
        "The blue piece with the disc is closed: its boundary is a curve around it."
    )


def _edge(blue: np.ndarray, shown: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return the points of the edge near which it is blue, with nan between."""
    side = np.linspace(*FAR[:2], len(blue))
    ends = np.full(len(blue), FAR[1])
    corners = [(side, -ends), (side, ends), (-ends, side), (ends, side)]
    lines = []
    for line, seen in zip(corners, (blue[0], blue[-1], blue[:, 0], blue[:, -1]), strict=True):
        wide = np.convolve(seen, np.ones(5), "same") > 0  # so that a thin corridor is seen
        lines.append(np.where(wide & shown, line, np.nan))
        lines.append(np.full((2, 1), np.nan))
    x, y = np.concatenate(lines, axis=1)
    return x, y
