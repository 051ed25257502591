"""Which digits are taken for which, and the pictures behind each number (chapter 10)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.digits import record
from mathdl.plots.digits.paper import inky
from mathdl.plots.kit.colours import DARK, GRADIENT, MUTED, PALE, TARGET
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import CENTRED
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import per_cent

NETS = "plain", "cured", "three cured"
CELL, LEFT, TOP = 35, 44, 66
SHOWN, SIDE = 12, 76


class ConfusionPlot(Plot):
    """The confusion matrix of nets that have not seen the hand, and the pictures of one cell.

    Rows are what was written, columns what was read; each digit is read by a net that learnt from
    the thirteen other hands. Right, the pictures in the chosen cell, those that the net is surest
    of first, each with its number and how sure it is.
    """

    controls = {
        "row": Slider(8, 0, 9, 1, "row, written"),
        "column": Slider(1, 0, 9, 1, "column, read as"),
        "net": Choice("plain", NETS, "net"),
    }
    draggable = (
        Point("mark", x="column", y="row", label="cell", rate_x=1 / CELL, rate_y=1 / CELL),
    )
    size = (8, 4.5)

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        self.X, self.y, _ = dl.data.digits()
        for k in range(10):
            page.text(LEFT + (k + 0.5) * CELL, TOP - 14, str(k), color=MUTED, **CENTRED)
            page.text(LEFT - 14, TOP + (k + 0.5) * CELL, str(k), color=MUTED, **CENTRED)
            frame(page, LEFT + k * CELL, TOP + k * CELL, CELL, CELL, fill=True,
                  facecolor=PALE[TARGET], edgecolor="none")  # fmt: skip
        page.text(LEFT, TOP - 30, "read as →", va="bottom", color=MUTED)
        page.text(LEFT - 36, TOP + 10 * CELL + 8, "↑ written", va="top", color=MUTED)
        frame(page, LEFT, TOP, 10 * CELL, 10 * CELL)
        style = dict(fontsize=12, animated=True, **CENTRED)
        self.counts = [
            page.text(LEFT + (j + 0.5) * CELL, TOP + (i + 0.5) * CELL, "", **style)
            for i in range(10)
            for j in range(10)
        ]
        self.cell = frame(page, 0, 0, CELL, CELL, edgecolor=GRADIENT, lw=3, animated=True)
        (self.mark,) = page.plot([0], [0], ".", ms=0, animated=True)
        style = dict(va="bottom", fontsize=14, weight="bold", animated=True)
        self.title = page.text(430, 30, "", **style)
        self.pictures, self.words = [], []
        for k in range(SHOWN):
            left, top = 430 + 92 * (k % 4), 44 + 132 * (k // 4)
            self.pictures.append(Pinned(page, np.full((8, 8, 3), 255.0), left, top, SIDE / 8))
            style = dict(fontsize=11, va="top", ha="center", color=MUTED, animated=True)
            self.words.append(page.text(left + SIDE / 2, top + SIDE + 4, "", **style))

    def update(self, row: int, column: int, net: str) -> str:
        p = record.probabilities(record.unseen(net))
        read = p.argmax(1)
        table = np.zeros((10, 10), int)
        np.add.at(table, (self.y, read), 1)
        for text, count in zip(self.counts, table.ravel(), strict=True):
            text.set_text(str(count) if count else "")
        for k, text in enumerate(self.counts):
            text.set_color(MUTED if k % 11 == 0 else DARK[GRADIENT])
        place = LEFT + column * CELL, TOP + row * CELL
        self.cell.set_xy(place)
        self.mark.set_data([place[0] + CELL / 2], [place[1] + CELL / 2])
        here = np.flatnonzero((self.y == row) & (read == column))
        here = here[np.argsort(-p[here, column].round(6), kind="stable")]
        for k, (picture, words) in enumerate(zip(self.pictures, self.words, strict=True)):
            picture.set_visible(k < len(here))
            words.set_visible(k < len(here))
            if k < len(here):
                picture.show(inky(self.X[here[k]].reshape(8, 8)))
                words.set_text(f"{here[k]}\n{per_cent(float(p[here[k], column]))} sure")
        self.title.set_text(f"{len(here)} × {row} read as {column}")
        recall, precision = (
            table[row, row] / table[row].sum(),
            table[row, row] / table[:, row].sum(),
        )
        wrong = len(self.y) - np.trace(table)
        verb = "is" if len(here) == 1 else "are"
        return (
            f"Of {table[row].sum()} digits written {row}, {len(here)} {verb} read as {column}. "
            f"Recall of {row}: {table[row, row]}/{table[row].sum()} = {recall:.3f}, precision "
            f"{table[row, row]}/{table[:, row].sum()} = {precision:.3f}. In all {wrong} of "
            f"{len(self.y):,} wrong."
        )
