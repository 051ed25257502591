"""What a layer looks for, pixel by pixel: weights as pictures (chapter 10)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.digits import record
from mathdl.plots.digits.paper import speaking
from mathdl.plots.kit.colours import DARK, GRADIENT, INPUT, MUTED
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot

SIDE, ACROSS, LEFT, TOP, SECOND = 64, 76, 24, 40, 172


class WeightsPlot(Plot):
    """The weights of single units as pictures: blue where ink speaks for, vermilion against.

    The only layer of 64-10 has one unit for each digit; of the first layer of 64-128-64-10, twenty
    of its 128 are shown, those whose weights lead on most. Both learnt from hands 0 to 9.
    """

    size = (8, 3.3)

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        templates, units = record.templates(), _strongest()
        for k in range(10):
            self._draw(page, templates[k], k, TOP)
            middle = LEFT + ACROSS * k + SIDE / 2
            page.text(middle, TOP + SIDE + 4, str(k), ha="center", va="top", color=MUTED)
        for k in range(20):
            self._draw(page, units[k], k % 10, SECOND + ACROSS * (k // 10))
        look = dict(va="center", weight="bold")
        page.text(LEFT, TOP - 20, "64-10: its only layer, a unit for each digit", **look)
        page.text(LEFT, SECOND - 18, "64-128-64-10: 20 units of its first layer", **look)
        page.text(620, TOP - 20, "for", color=DARK[INPUT], **look)
        page.text(656, TOP - 20, "and", va="center", color=MUTED)
        page.text(694, TOP - 20, "against", color=DARK[GRADIENT], **look)

    def _draw(self, page: Axes, weights: np.ndarray, place: int, top: float) -> None:
        picture = speaking(weights, 0.8 * float(np.abs(weights).max()))
        Pinned(page, picture, LEFT + ACROSS * place, top, SIDE / 8, animated=False)
        frame(page, LEFT + ACROSS * place - 1, top - 1, SIDE + 2, SIDE + 2)

    def update(self) -> str:
        return (
            "The ten units of a single layer are templates: nought forbids its middle. Twenty "
            "units of the first of three layers: spots for and against, in no order that an eye "
            "finds."
        )


def _strongest() -> np.ndarray:
    """The twenty units whose weights into the next layer are largest, as pictures."""
    first, _, second, *_ = record.net("plain").layers
    order = np.argsort(-np.abs(second.weight.data).sum(1).round(9), kind="stable")[:20]
    return first.weight.data.T[order].reshape(-1, 8, 8)
