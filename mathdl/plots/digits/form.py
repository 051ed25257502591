"""One slot of the form, filled in by fourteen hands (chapter 10)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.digits.paper import inky
from mathdl.plots.kit.colours import DARK, FAINT, GRADIENT, INK, MUTED
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import CENTRED
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.refusals import joined

SIDE, ACROSS, DOWN, LEFT, TOP = 88, 110, 132, 26, 52


class FormPlot(Plot):
    """The digits of one slot of the form, as fourteen people filled it in, one after the other.

    The labels of the 1,797 digits repeat one list of 130 fourteen times, but for 23 that are
    missing: a dashed frame. Above each picture stands whose it is, below it the label.
    """

    controls = {"slot": Slider(5, 0, 129, 1, "slot of the form")}
    size = (8, 3.2)

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        self.X, self.y, self.hand = dl.data.digits()
        self.slots = dl.data.digit_slots()
        self.pictures, self.labels = [], []
        for h in range(14):
            left, top = LEFT + ACROSS * (h % 7), TOP + DOWN * (h // 7)
            frame(page, left, top, SIDE, SIDE, edgecolor=FAINT, ls=(0, (2, 3)))
            page.text(left, top - 5, f"hand {h}", va="bottom", color=MUTED, fontsize=11)
            self.pictures.append(Pinned(page, np.full((8, 8, 3), 255.0), left, top, SIDE / 8))
            style = dict(fontsize=15, weight="bold", animated=True, **CENTRED)
            self.labels.append(page.text(left + SIDE / 2, top + SIDE + 14, "", **style))
        self.title = page.text(LEFT, 16, "", va="center", weight="bold", animated=True)

    def update(self, slot: int) -> str:
        here = {int(self.hand[i]): int(i) for i in np.flatnonzero(self.slots == slot)}
        digits = [int(self.y[i]) for i in here.values()]
        usual = max(set(digits), key=digits.count)
        for h, (picture, label) in enumerate(zip(self.pictures, self.labels, strict=True)):
            picture.set_visible(h in here)
            if h in here:
                picture.show(inky(self.X[here[h]].reshape(8, 8)))
            digit = str(self.y[here[h]]) if h in here else "missing"
            label.set_text(digit)
            label.set_fontsize(15 if h in here else 12)
            label.set_color(DARK[GRADIENT] if h in here and digit != str(usual) else INK)
        self.title.set_text(f"slot {slot}: {usual}")
        others = [f"hand {h} wrote {self.y[i]}" for h, i in here.items() if self.y[i] != usual]
        lost = [str(h) for h in range(14) if h not in here]
        written = len(here) - len(others)
        said = f"Slot {slot} of the form asks for {usual}; {written} of 14 hands wrote it."
        if others:
            said += f" But {joined(others)}."
        if lost:
            said += f" Missing: hand{'s' * (len(lost) > 1)} {joined(lost)}."
        return said
