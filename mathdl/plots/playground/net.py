"""The net of the workbench: every unit's map, and the weights between them as lines."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mathdl.playground.settings import FEATURES, LAYERS
from mathdl.playground.training import weights
from mathdl.plots.kit.cells import Cells, page, placed
from mathdl.plots.kit.colours import GRADIENT, INPUT, LOSS, MUTED, WEIGHT
from mathdl.plots.playground.knobs import BEND_LABELS, FEATURE_LABELS
from mathdl.plots.playground.layout import HIGH, LEFT, TOP, WIDE, written
from mathdl.plots.playground.maps import CELL, Maps
from mathdl.plots.playground.moment import SMALL, Moment
from mathdl.words import signed

PITCH = 57  # from unit to unit, where there is room
WIDTHS = 0.4, 0.8, 1.5, 2.4, 3.6, 5.0  # of lines, in points
ENDS = 0.3, 0.8, 1.6, 2.8, 4.5  # of weights, between those widths; more are drawn as the widest


def places(sizes: tuple[int, ...]) -> tuple[list[np.ndarray], int]:
    """Lay out layers of so many units.

    Returns
    -------
    corners : list of arrays of shape (units, 2)
        Upper left corners, in cells of `CELL` pixels.
    side : int
        Cells of a map in either direction.
    """
    pitch = min(PITCH, int(HIGH / max(sizes) / CELL) * CELL)
    side = max(4, min(SMALL, int(0.86 * pitch / CELL)))
    apart = (WIDE / CELL - side) // max(1, len(sizes) - 1)
    corners = []
    for k, units in enumerate(sizes):
        first = (HIGH / CELL - units * pitch / CELL) // 2
        rows = first + np.floor(np.arange(units) * pitch / CELL)
        corners.append(np.column_stack([np.full(units, k * apart), rows]).astype(int))
    return corners, side


class Net:
    """The net; `axes` has one unit a pixel, y downwards.

    Attributes
    ----------
    corners : list of arrays of shape (units, 2)
        Of the maps of each layer, in pixels.
    side : float
        Of a map, in pixels.
    """

    def __init__(self, figure: Figure) -> None:
        self.axes = axes = placed(figure, LEFT, TOP, WIDE, HIGH)
        axes.set(xlim=(0, WIDE), ylim=(HIGH, 0))
        axes.axis("off")
        look = dict(animated=True, solid_capstyle="butt", zorder=1)
        self.lines = {
            colour: [axes.plot([], [], color=colour, lw=width, **look)[0] for width in WIDTHS]
            for colour in (WEIGHT, INPUT, GRADIENT)
        }
        self.maps = Maps(axes)
        self.maps.set_zorder(2)
        edges = dict(animated=True, lw=0.8, zorder=3)
        (self.frames,) = axes.plot([], [], color=MUTED, **edges)
        (self.crosses,) = axes.plot([], [], color=MUTED, animated=True, lw=1.5, zorder=4)
        self.chosen = Rectangle((0, 0), 1, 1, fc="none", ec=LOSS, lw=2.5, animated=True, zorder=5)
        axes.add_patch(self.chosen)
        self.numbers = Cells(page(figure, 9), (50, 17), points=11, edge=MUTED, lw=0.6, zorder=7)
        self.names = [written(figure, LEFT - 7, 0, fontsize=11, ha="right") for _ in FEATURES]
        self.heads = [
            written(figure, 0, TOP - 14, fontsize=11, ha="center") for _ in range(LAYERS + 2)
        ]

    def show(self, now: Moment, layer: int, unit: int, slopes: bool) -> None:
        """Show a moment; `layer` 0 if no unit is chosen, and lines for weights or their slopes."""
        sizes = tuple(len(part) for part in now.maps)
        places_, side = places(sizes)
        self.corners, self.side = [CELL * one for one in places_], CELL * side
        self.maps.clear()
        for maps, corners in zip(now.maps, places_, strict=True):
            with np.errstate(all="ignore"):
                largest = np.abs(np.nan_to_num(maps)).max(axis=(1, 2))
            self.maps.put(maps, corners, 0.9 * largest)
        self._frame()
        self._cross(now)
        self._line(now, slopes)
        self._choose(now, layer, unit, slopes)
        self._name(now)

    def _frame(self) -> None:
        x, y = np.concatenate(self.corners).T[:, :, None]
        s = self.side
        around = np.array([0, s, s, 0, 0, np.nan]), np.array([0, 0, s, s, 0, np.nan])
        self.frames.set_data((x + around[0]).ravel(), (y + around[1]).ravel())

    def _cross(self, now: Moment) -> None:
        dead = [
            corner
            for maps, corners in zip(now.maps[1:-1], self.corners[1:-1], strict=True)
            for one, corner in zip(maps, corners, strict=True)
            if not one.any()
        ]
        x, y = np.reshape(dead, (-1, 2)).T[:, :, None]
        s = self.side
        across, down = (
            np.array([0, s, np.nan, 0, s, np.nan]),
            np.array([0, s, np.nan, s, 0, np.nan]),
        )
        self.crosses.set_visible(bool(dead))
        self.crosses.set_data((x + across).ravel(), (y + down).ravel())

    def _line(self, now: Moment, slopes: bool) -> None:
        values = now.slopes if slopes else [part.weight.data for part in weights(now.net)]
        ends = []
        for before, after in zip(self.corners, self.corners[1:]):
            starts = before + np.array([self.side, self.side / 2])
            tips = after + np.array([0, self.side / 2])
            both = np.broadcast_arrays(starts[:, None], tips[None])
            ends.append(np.stack([*both, np.full_like(both[0], np.nan)], axis=2).reshape(-1, 3, 2))
        with np.errstate(all="ignore"):
            flat = np.nan_to_num(np.concatenate([one.ravel() for one in values]))
        size = np.abs(flat)
        if slopes:
            size = ENDS[-1] * size / max(size.max(), 1e-30)
        segments, which = np.concatenate(ends), np.digitize(size, ENDS)
        for colour, lines in self.lines.items():
            here = slopes if colour == GRADIENT else (flat > 0) == (colour == INPUT)
            here = np.logical_and(here, slopes == (colour == GRADIENT))
            for k, line in enumerate(lines):
                chosen = here & (which == k)
                line.set_visible(bool(chosen.any()))
                line.set_data(*segments[chosen].reshape(-1, 2).T)

    def _choose(self, now: Moment, layer: int, unit: int, slopes: bool) -> None:
        self.chosen.set_visible(layer > 0)
        if not layer:
            self.numbers.show(np.zeros((0, 2)), [])
            return
        x, y = self.corners[layer][unit - 1]
        self.chosen.set_bounds(x, y, self.side, self.side)
        part = weights(now.net)[layer - 1]
        values = now.slopes[layer - 1] if slopes else part.weight.data
        starts = self.corners[layer - 1] + (self.side, self.side / 2)
        middles = starts + 0.3 * (np.array([x, y + self.side / 2]) - starts)
        words = [signed(value, 2) for value in values[:, unit - 1]]
        corners = middles - np.array([25, 8.5])
        if len(words) > 12:  # there is no room for them
            corners, words = corners[:0], []
        if not slopes:
            corners = np.vstack([corners, [(x + self.side / 2 - 25, y + self.side - 3)]])
            words = [*words, signed(part.bias.data[unit - 1], 2)]
        # From pixels of the net, y downwards, to those of the page, y upwards.
        height = 100 * self.axes.figure.get_figheight()
        self.numbers.show(corners * (1, -1) + (LEFT, height - TOP), words)

    def _name(self, now: Moment) -> None:
        used = [name for name in FEATURES if name in now.settings.features]
        height = 100 * self.axes.figure.get_figheight()
        for k, name in enumerate(self.names):
            name.set_text(FEATURE_LABELS[used[k]] if k < len(used) else "")
            if k < len(used):
                name.set_y(1 - (TOP + self.corners[0][k, 1] + self.side / 2) / height)
        layers = [f"{units} {BEND_LABELS[bend]}" for units, bend in now.settings.layers]
        heads = ["in", *layers, "answer"]
        width = 100 * self.axes.figure.get_figwidth()
        for k, head in enumerate(self.heads):
            head.set_text(heads[k] if k < len(heads) else "")
            if k < len(heads):
                head.set_x((LEFT + self.corners[k][0, 0] + self.side / 2) / width)
