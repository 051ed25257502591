"""A pad that a net reads while you draw (chapter 10)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl import nn
from mathdl.plots.digits.bars import Bars
from mathdl.plots.digits.pad_net import NONE, probabilities, taught
from mathdl.plots.digits.paper import inky, speaking
from mathdl.plots.kit.colours import DARK, GRADIENT, INPUT, MUTED
from mathdl.plots.kit.controls import Choice, Lessons, Pixels, Toggle
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.refusals import joined
from mathdl.words import counted, per_cent

YOURS = "what is on the pad"
NAMES = (*map(str, range(10)), "no digit")
SIDE = 176  # of each of the four squares, in pixels of the page
LEFT, TOP, ACROSS, DOWN = 16, 34, 200, 222


@cache
def drawn(style: str) -> str:
    """Return a drawing made by a program, for those who cannot draw one."""
    seed = 2000 + dl.data.STYLES.index(style)
    habits = dl.data.Habits(height=23, pen=3, width=0.65, slant=0.05, turn=0)
    return Pixels.written(dl.data.drawn_digits(1, seed, [style], habits)[0][0])


def _on_pad(values: Mapping[str, Any]) -> bool:
    return values["example"] == YOURS


class PadPlot(Plot):
    """Draw a digit, and see it prepared, counted, read, and what speaks for the answer or against.

    The upper squares show the drawing and the drawing prepared as the data were; the lower ones the
    64 counts, all that the net sees, and for each count its gradient times itself: blue speaks for
    the digit that is read, vermilion against it. The bars are what the net says. It was trained
    beforehand, on the 1,797 digits, 3,000 drawings and 800 scribbles made by a program; what you
    teach it, it learns anew from there, in a tenth of a second. Without "prepare" it reads the
    drawing as it is.
    """

    controls = {
        "example": Choice(YOURS, (YOURS, *dl.data.STYLES), "read"),
        "drawing": Pixels(drawn("4 open"), "draw a digit", when=_on_pad),
        "lessons": Lessons("drawing", label="teach: this is a", when=_on_pad),
        "ready": Toggle(True, "prepare as the data were"),
    }
    size = (8, 4.4)

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        self.squares = {}
        for k, (name, cells) in enumerate(
            {"drawn": 32, "prepared": 32, "counted: 64 numbers": 8, "for, against": 8}.items()
        ):
            left, top = LEFT + ACROSS * (k % 2), TOP + DOWN * (k // 2)
            blank = np.full((cells, cells, 3), 255.0)
            self.squares[name] = Pinned(page, blank, left, top, SIDE / cells)
            frame(page, left - 1, top - 1, SIDE + 2, SIDE + 2)
            if name != "for, against":
                page.text(left, top - 8, name, va="bottom", color=MUTED)
        left, top = LEFT + ACROSS, TOP + DOWN - 8
        page.text(left, top, "for", va="bottom", color=DARK[INPUT], weight="bold")
        page.text(left + 34, top, "and", va="bottom", color=MUTED)
        page.text(left + 72, top, "against", va="bottom", color=DARK[GRADIENT], weight="bold")
        self.title = page.text(510, 26, "", va="bottom", weight="bold", fontsize=15, animated=True)
        self.bars = Bars(page, 510, TOP, 220, 36, NAMES)

    def update(self, example: str, drawing: str, lessons: tuple, ready: bool) -> str:
        page = Pixels.bitmap(drawing if example == YOURS else drawn(example))
        prepared = dl.data.prepare(page) if ready else page
        counts = (dl.data.count_blocks(prepared) / 16).astype(np.float32)
        net = taught(lessons)
        blank = not page.any()
        p = np.zeros(NONE + 1) if blank else probabilities(net, counts.reshape(1, 64))[0]
        best = int(p.argmax())
        votes = np.zeros((8, 8)) if blank else _votes(net, counts.reshape(1, 64), best)
        for square, picture in zip(
            self.squares.values(),
            (inky(page), inky(prepared), inky(counts), speaking(votes)),
            strict=True,
        ):
            square.show(picture)
        self.bars.show(p)
        self.title.set_text("" if blank else f"read as {NAMES[best]}")
        learnt = _learnt(lessons)
        if blank:
            return f"The page is blank: draw a digit.{learnt}"
        return f"{_said(p)}{'' if ready else ' Not prepared.'}{learnt}"


def _votes(net: nn.Sequential, x: np.ndarray, answer: int) -> np.ndarray:
    """Return, block by block, the slope of an answer's score times the ink there."""
    ink = dl.Tensor(x)
    net(ink)[0, answer].backward()
    return (ink.grad * x).reshape(8, 8)


def _said(p: np.ndarray) -> str:
    first, second = (int(k) for k in np.argsort(-p)[:2])
    likely = f"{'a ' if second < NONE else ''}{NAMES[second]} ({per_cent(float(p[second]))})"
    if first == NONE:
        return (
            f"This is no digit that the net knows ({per_cent(float(p[NONE]))}); if one, {likely}."
        )
    doubt = "Read" if p[first] >= 0.9 else "Perhaps read" if p[first] >= 0.5 else "Hardly read"
    then = f", then {likely}" if p[second] >= 0.01 else ""
    return f"{doubt} as {NAMES[first]} ({per_cent(float(p[first]))}){then}."


def _learnt(lessons: tuple) -> str:
    if not lessons:
        return ""
    digits = joined([str(digit) for digit, _ in lessons])
    return f" Taught by {counted(len(lessons), 'drawing')} of yours: {digits}."
