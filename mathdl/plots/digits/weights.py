"""What a layer looks for, pixel by pixel: weights as pictures (chapter 10)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.digits import record
from mathdl.plots.digits.paper import speaking
from mathdl.plots.kit.colours import DARK, GRADIENT, INK, INPUT, MUTED
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot

SIDE, ACROSS, LEFT, TOP, SECOND = 64, 76, 24, 40, 172
SHOWN = 20


class WeightsPlot(Plot):
    """The weights of single units as pictures: blue where ink speaks for, vermilion against.

    Above, the ten units of 64-10, one for each digit. Below, twenty of the 128 units in the first
    layer of 64-128-64-10: those that count most for the chosen digit, by their weights all the way
    to its score. Both learnt from hands 0 to 9.
    """

    controls = {"digit": Slider(0, 0, 9, 1, "digit")}
    size = (8, 3.3)

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        blank = np.full((8, 8, 3), 255.0)
        for k in range(10):
            picture = _tinted(record.templates()[k])
            Pinned(page, picture, LEFT + ACROSS * k, TOP, SIDE / 8, animated=False)
            frame(page, LEFT + ACROSS * k - 1, TOP - 1, SIDE + 2, SIDE + 2)
            middle = LEFT + ACROSS * k + SIDE / 2
            page.text(middle, TOP + SIDE + 4, str(k), ha="center", va="top", color=MUTED)
        self.units = []
        for k in range(SHOWN):
            left, top = LEFT + ACROSS * (k % 10), SECOND + ACROSS * (k // 10)
            self.units.append(Pinned(page, blank, left, top, SIDE / 8))
            frame(page, left - 1, top - 1, SIDE + 2, SIDE + 2)
        style = dict(edgecolor=INK, lw=3, animated=True)
        self.chosen = frame(page, 0, 0, SIDE + 6, SIDE + 6, **style)
        look = dict(va="center", weight="bold")
        page.text(LEFT, TOP - 20, "64-10: its only layer, a unit for each digit", **look)
        self.title = page.text(LEFT, SECOND - 18, "", animated=True, **look)
        page.text(620, TOP - 20, "for", color=DARK[INPUT], **look)
        page.text(656, TOP - 20, "and", va="center", color=MUTED)
        page.text(694, TOP - 20, "against", color=DARK[GRADIENT], **look)

    def update(self, digit: int) -> str:
        self.chosen.set_xy((LEFT + ACROSS * digit - 3, TOP - 3))
        first, _, second, _, last = record.net("plain").layers
        way = second.weight.data @ last.weight.data[:, digit]  # bends left out
        units = np.argsort(-np.abs(way).round(9), kind="stable")[:SHOWN]
        for picture, unit in zip(self.units, units, strict=True):
            picture.show(_tinted(first.weight.data[:, unit].reshape(8, 8)))
        self.title.set_text(f"64-128-64-10: units of its first layer that count most for {digit}")
        template = record.templates()[digit]
        best, worst = (np.unravel_index(k, (8, 8)) for k in (template.argmax(), template.argmin()))
        supports = int(np.sum(way[units] > 0))
        return (
            f"The only layer of 64-10 has a template of {digit}: it wants ink most in row "
            f"{best[0]}, column {best[1]}, and forbids it most in row {worst[0]}, column "
            f"{worst[1]}. In the first of three layers, of the {SHOWN} units that count most for "
            f"{digit}, {supports} speak for it and {SHOWN - supports} against; their spots lie in "
            "no order that an eye finds."
        )


def _tinted(weights: np.ndarray) -> np.ndarray:
    return speaking(weights, 0.8 * float(np.abs(weights).max()))
