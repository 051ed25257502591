"""The net of the workbench: every unit's map, and the weights between them as lines."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mathdl.playground.settings import FEATURES, LAYERS
from mathdl.playground.training import weights
from mathdl.plots.kit.cells import Cells, page, placed
from mathdl.plots.kit.colours import GRADIENT, INPUT, LOSS, MUTED, PALE, WEIGHT
from mathdl.plots.playground.knobs import BEND_LABELS, FEATURE_LABELS
from mathdl.plots.playground.layout import HIGH, LEFT, TOP, WIDE, written
from mathdl.plots.playground.maps import CELL, Maps
from mathdl.plots.playground.moment import SMALL, Moment
from mathdl.plots.playground.wires import Wires
from mathdl.words import signed

PITCH = 57  # from unit to unit, where there is room
LEAST = 18  # from feature to feature, so that their names can be told apart
WIDTHS = 0.4, 0.8, 1.5, 2.4, 3.6, 5.0  # of lines, in points
ENDS = 0.3, 0.8, 1.6, 2.8, 4.5  # of weights, between those widths; more are drawn as the widest
COLOURS = WEIGHT, INPUT, GRADIENT  # of negative weights, positive ones, and gradients
LETTER, LINE = 8.8, 17  # how wide and how high the type of the numbers is, in pixels
MANY = 6  # columns, beyond which there is no room for a long name
MOST_NUMBERS = 12  # beside a unit; there is no room for more


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
        rows_apart = max(pitch, 0 if k else LEAST) / CELL
        first = (HIGH / CELL - units * rows_apart) // 2
        rows = first + np.floor(np.arange(units) * rows_apart)
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
        strong = [(colour, width) for colour in COLOURS for width in WIDTHS]
        self.wires = Wires(axes, [(PALE[colour], width) for colour, width in strong] + strong)
        self.maps = Maps(axes)
        self.maps.set_zorder(2)
        edges = dict(animated=True, lw=0.8, zorder=3)
        (self.frames,) = axes.plot([], [], color=MUTED, **edges)
        (self.crosses,) = axes.plot([], [], color=MUTED, animated=True, lw=1.5, zorder=4)
        self.chosen = Rectangle((0, 0), 1, 1, fc="none", ec=LOSS, lw=2.5, animated=True, zorder=5)
        axes.add_patch(self.chosen)
        self.numbers = Cells(
            page(figure, 9), (LETTER, LINE), points=11, edge=MUTED, lw=0.6, zorder=7
        )
        self.names = [written(figure, LEFT - 7, 0, fontsize=11, ha="right") for _ in FEATURES]
        self.heads = [
            written(figure, 0, TOP - 18, fontsize=11, ha="center", linespacing=1.0)
            for _ in range(LAYERS + 2)
        ]
        self.key = written(figure, LEFT, TOP + HIGH + 10, fontsize=11, color=MUTED)

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
        values = now.slopes if slopes else [part.weight.data for part in weights(now.net)]
        self._line(values, layer, unit, slopes)
        self._choose(now, values, layer, unit, slopes)
        self._name(now)
        self.key.set_text(
            "lines: gradients, as wide as they are large"
            if slopes
            else "lines: weights, wide = large, blue = +, orange = −"
        )

    def _frame(self) -> None:
        x, y = np.concatenate(self.corners).T[:, :, None]
        s = self.side
        around = np.array([0, s, s, 0, 0, np.nan]), np.array([0, 0, s, s, 0, np.nan])
        self.frames.set_data((x + around[0]).ravel(), (y + around[1]).ravel())

    def _cross(self, now: Moment) -> None:
        """Cross out units that are 0 for every seen point; the answer may be 0."""
        hidden = zip(self.corners[1:-1], now.off[:-1], strict=True)
        dead = np.concatenate([np.zeros((0, 2)), *(part[off] for part, off in hidden)])
        x, y = dead.T[:, :, None]
        s = self.side
        across = np.array([0, s, np.nan, 0, s, np.nan])
        down = np.array([0, s, np.nan, s, 0, np.nan])
        self.crosses.set_visible(bool(len(dead)))
        self.crosses.set_data((x + across).ravel(), (y + down).ravel())

    def _line(self, values: list[np.ndarray], layer: int, unit: int, slopes: bool) -> None:
        """Draw each weight; if a unit is chosen, those that do not lead to it are pale."""
        ends, strong = [], []
        for k, (before, after) in enumerate(zip(self.corners, self.corners[1:]), 1):
            starts = before + np.array([self.side, self.side / 2])
            tips = after + np.array([0, self.side / 2])
            both = np.broadcast_arrays(starts[:, None], tips[None])
            ends.append(np.stack(both, axis=2).reshape(-1, 2, 2))
            here = np.full(both[0].shape[:2], not layer)
            if k == layer:
                here[:, unit - 1] = True
            strong.append(here.ravel())
        with np.errstate(all="ignore"):
            flat = np.nan_to_num(np.concatenate([one.ravel() for one in values]))
        size = np.abs(flat)
        if slopes:
            size = ENDS[-1] * size / max(size.max(), 1e-30)
        colour = np.full(len(flat), 2) if slopes else (flat > 0).astype(int)
        look = len(WIDTHS) * (colour + len(COLOURS) * np.concatenate(strong))
        self.wires.show(np.concatenate(ends), look + np.digitize(size, ENDS))

    def _choose(
        self, now: Moment, values: list[np.ndarray], layer: int, unit: int, slopes: bool
    ) -> None:
        """Frame the chosen unit; its weights stand on their lines, its bias to its right."""
        self.chosen.set_visible(layer > 0)
        if not layer:
            self.numbers.show(np.zeros((0, 2)), [])
            return
        x, y = self.corners[layer][unit - 1]
        self.chosen.set_bounds(x, y, self.side, self.side)
        tip = np.array([x, y + self.side / 2])
        starts = self.corners[layer - 1] + (self.side, self.side / 2)
        apart = np.diff(starts[:2, 1], append=99.0)[0]
        middles = starts + (0.5 if apart > 2 * LINE else 0.3) * (tip - starts)
        words = [signed(value, 2) for value in values[layer - 1][:, unit - 1]]
        if len(words) > MOST_NUMBERS:
            middles, words = middles[:0], []
        if not slopes:
            bias = weights(now.net)[layer - 1].bias.data[unit - 1]
            words = [*words, signed(float(bias), 2)]
            wide = LETTER * len(words[-1]) + 4
            middles = np.vstack([middles, tip + np.array([self.side + wide / 2 + 2, 0])])
        wide = LETTER * max(map(len, words), default=1) + 4
        self.numbers.size = wide, LINE
        # From pixels of the net, y downwards, to those of the page, y upwards.
        height = 100 * self.axes.figure.get_figheight()
        corners = middles - np.array([wide, LINE]) / 2
        self.numbers.show(corners * (1, -1) + (LEFT, height - TOP), words)

    def _name(self, now: Moment) -> None:
        used = [name for name in FEATURES if name in now.settings.features]
        height = 100 * self.axes.figure.get_figheight()
        for k, name in enumerate(self.names):
            name.set_text(FEATURE_LABELS[used[k]] if k < len(used) else "")
            if k < len(used):
                name.set_y(1 - (TOP + self.corners[0][k, 1] + self.side / 2) / height)
        labels = BEND_LABELS | ({"sigmoid": "σ"} if len(self.corners) > MANY else {})
        layers = [f"{units}\n{labels[bend]}" for units, bend in now.settings.layers]
        heads = ["in", *layers, "answer"]
        width = 100 * self.axes.figure.get_figwidth()
        for k, head in enumerate(self.heads):
            head.set_text(heads[k] if k < len(heads) else "")
            if k < len(heads):
                head.set_x((LEFT + self.corners[k][0, 0] + self.side / 2) / width)
