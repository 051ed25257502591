"""How far an output sees, and how far it looks (chapter 11)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.convolution.photo import COLUMNS, ROWS, photograph
from mathdl.plots.kit.colours import DARK, GRADIENT, INPUT, MUTED
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot

SCALE, LEFT, TOP = 2.4, 16, 46
NEVER = "never"


def shape_of_gradient(layers: int, kernel: int, every: int) -> np.ndarray:
    """Return how the squared gradient of one output spreads over the input, along one axis.

    On average over random weights each layer spreads it evenly over its window, and a pool hands
    it to any of its places alike; rows and columns do so independently.
    """
    spread = np.ones(1)
    for layer in range(layers, 0, -1):  # from the output back to the input
        if every and layer % every == 0:
            spread = np.repeat(spread, 2) / 2
        spread = np.convolve(spread, np.ones(kernel) / kernel)
    return spread


def side_holding(spread: np.ndarray, share: float) -> int:
    """Return the side of the central square that holds a share of what is spread."""
    n = len(spread)
    return next(
        side
        for side in range(2 - n % 2, n + 1, 2)
        if spread[(n - side) // 2 : (n + side) // 2].sum() ** 2 >= share - 1e-12
    )


class FieldPlot(Plot):
    """The part of a photograph that one output of a deep layer can depend on, and mostly does.

    Blue: its receptive field. Vermilion: the central square with half of the squared gradient, on
    average over random weights. To the right, how the squared gradient is spread from left to
    right.
    """

    controls = {
        "layers": Slider(4, 1, 20, 1, "layers"),
        "kernel": Choice(3, (3, 5), "filter: rows and columns"),
        "every": Choice(NEVER, (NEVER, 4, 2), "pool 2 × 2 after every … layers"),
    }
    size = (8, 4.2)

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        Pinned(page, 110 + 145 * photograph(), LEFT, TOP, SCALE, animated=False)
        look = dict(animated=True, lw=3, clip_on=True)
        self.possible = frame(page, 0, 0, 1, 1, edgecolor=INPUT, **look)
        self.half = frame(page, 0, 0, 1, 1, edgecolor=GRADIENT, **look)
        page.text(LEFT, 24, "what one output sees", va="center", weight="bold")
        self.axes = figure.add_axes((0.47, 0.14, 0.5, 0.68))
        self.axes.set(xlim=(-62, 62), ylim=(0, 1.08), yticks=[])
        self.axes.set_xlabel("columns from the middle")
        style = dict(lw=2.6, animated=True)
        (self.curve,) = self.axes.plot([], [], color=GRADIENT, drawstyle="steps-mid", **style)
        (self.reach,) = self.axes.plot([], [], color=INPUT, lw=5, animated=True, clip_on=True)
        above(self.axes, 0, "squared gradient", color=DARK[GRADIENT], weight="bold")
        above(self.axes, 1, "— can depend on", color=DARK[INPUT], weight="bold")
        self.note = above(self.axes, 0, y=1.12, color=MUTED)

    def update(self, layers: int, kernel: int, every: int | str) -> str:
        pools = 0 if every == NEVER else int(every)
        spread = shape_of_gradient(layers, kernel, pools)
        field, half = len(spread), side_holding(spread, 0.5)
        for box, side in ((self.possible, field), (self.half, half)):
            width, height = (min(side, most) * SCALE for most in (COLUMNS, ROWS))
            middle = LEFT + COLUMNS * SCALE / 2, TOP + ROWS * SCALE / 2
            box.set_bounds(middle[0] - width / 2, middle[1] - height / 2, width, height)
        x = np.arange(field) - (field - 1) / 2
        self.curve.set_data(np.r_[x[0] - 1, x, x[-1] + 1], np.r_[0, spread / spread.max(), 0])
        self.reach.set_data([-field / 2, field / 2], [0.02, 0.02])
        inner = f"{half} × {half}"
        self.note.set_text(f"half of it within {inner}")
        pooled = f", pooled after every {pools}" if pools and layers >= pools else ""
        beyond = ", more than the photograph has," if field > min(ROWS, COLUMNS) else ""
        return (
            f"{layers} layer{'s' * (layers > 1)} of {kernel} × {kernel}{pooled}: an output can "
            f"depend on {field} × {field} pixels{beyond} and half of the squared gradient comes "
            f"from the middle {inner}, {100 * half**2 / field**2:.0f} % of that area."
        )
