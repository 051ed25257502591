"""What stands in the picture of the bucket brigade: people, pond, fire, arrows of any width."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Ellipse, PathPatch, Polygon
from matplotlib.path import Path

from mathdl.plots.kit.colours import CURVE, GRADIENT, INPUT, PALE

GROUND, SHOULDER, HANDS, RIM = 214, 251, 296, 318  # heights, in pixels of the page
LIMBS = np.array(  # trunk, arms raised for the bucket, legs; across and up
    [
        [(0, SHOULDER), (0, 238)],
        [(-0.35, SHOULDER), (-1.05, HANDS)],
        [(0.35, SHOULDER), (1.05, HANDS)],
        [(-0.2, 238), (-0.35, GROUND)],
        [(0.2, 238), (0.35, GROUND)],
    ]
)


class People:
    """A row of people, each with a bucket held high; a full one holds two litres or more."""

    def __init__(self, axes: Axes) -> None:
        (self.heads,) = axes.plot([], [], "o", color=CURVE, animated=True)
        self.bodies = axes.add_collection(
            LineCollection([], color=CURVE, capstyle="round", animated=True)
        )
        self.water = axes.add_collection(
            PolyCollection([], facecolor=INPUT, edgecolor="none", animated=True)
        )
        self.buckets = axes.add_collection(
            LineCollection([], color=CURVE, linewidth=1.6, animated=True)
        )

    def place(self, at: np.ndarray, arm: float, litres: Sequence[float]) -> None:
        """Line people up whose arms are so long, with so much in their buckets."""
        n = len(at)
        self.heads.set_data(at, [255 + 1.05 * arm] * n)
        self.heads.set_markersize(0.8 * arm)
        self.bodies.set_segments([limb * (arm, 1) + (x, 0) for x in at for limb in LIMBS])
        self.bodies.set_linewidth(np.tile([0.75, 0.3, 0.3, 0.34, 0.34], n) * arm)
        self.buckets.set_segments([_bucket(x, arm, 1.0) for x in at])
        levels = np.clip(np.array(litres) / 2, 0, 1)
        self.water.set_verts([_bucket(x, arm, level) for x, level in zip(at, levels) if level > 0])


def _bucket(x: float, arm: float, level: float) -> list[tuple[float, float]]:
    """Return the sides and the bottom of a bucket, or of what fills it to a level."""
    top, half = HANDS + level * (RIM - HANDS), (0.6 + 0.3 * level) * arm
    return [(x - half, top), (x - 0.6 * arm, HANDS), (x + 0.6 * arm, HANDS), (x + half, top)]


def corners(tail: float, tip: float, y: float, size: float) -> list[tuple[float, float]]:
    """Return the outline of an arrow from `tail` to `tip`, as thick as `size`, up to a limit."""
    half = min(6 * size, 20.0)
    head = half + 6 * min(1.0, size) ** 0.25
    neck = tip + np.sign(tail - tip) * min(1.2 * head, 0.7 * abs(tail - tip))
    return [
        (tail, y + half),
        (neck, y + half),
        (neck, y + head),
        (tip, y),
        (neck, y - head),
        (neck, y - half),
        (tail, y - half),
    ]


def wide_arrow(axes: Axes, colour: str) -> Polygon:
    """Make an arrow whose outline is still to be set."""
    return axes.add_patch(
        Polygon([(0, 0)] * 7, facecolor=colour, edgecolor=colour, lw=1.6, animated=True)
    )


def draw_pond(axes: Axes, x: float, y: float) -> None:
    """Draw a pond with three ripples."""
    axes.add_patch(Ellipse((x, y), 88, 46, facecolor=PALE[INPUT], edgecolor=INPUT, lw=2))
    for left, height in ((-24, 6), (-4, -5), (4, 9)):
        ripple = np.linspace(0, 22, 30)
        axes.plot(x + left + ripple, y + height + 2 * np.sin(ripple / 3.5), color=INPUT, lw=1.6)


def draw_fire(axes: Axes, x: float, y: float) -> None:
    """Draw a flame, in the colour of the message that sets out from it."""
    for scale, colour in ((1.0, GRADIENT), (0.5, PALE[GRADIENT])):
        flame = [(0, 0), (-34, 0), (-40, 34), (-18, 56), (-8, 66), (-6, 82), (-6, 96)]
        flame += [(10, 86), (16, 70), (16, 58), (22, 60), (24, 66), (24, 72)]
        flame += [(46, 40), (36, 0), (0, 0)]
        points = [(x + scale * a, y + 4 * (1 - scale) + scale * b) for a, b in flame]
        codes = [Path.MOVETO] + [Path.CURVE4] * (len(points) - 1)
        axes.add_patch(PathPatch(Path(points, codes), facecolor=colour, edgecolor="none"))
