"""The cards as a PDF: two on a sheet of A4, to be cut apart, and the key behind them."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from mathdl.lab.cards.brigade import Brigade, Card, factor, told, who
from mathdl.plots.kit.canvas import textbook_style
from mathdl.plots.kit.colours import DARK, GRADIENT, INK, INPUT, MUTED, PALE, RULE
from mathdl.trace import plain

WIDE, HIGH = 210.0, 297.0  # a sheet, in millimetres
CARD = HIGH / 2
EDGE, MIDDLE = 13.0, 93.0  # where the two halves of a card begin
BOX = 26.0, 11.0
PITCH = 14.5  # from box to box
ABREAST = 3  # boxes for messages
LONG = 70  # letters, which are written small
BOTTOM = 15.0
WIDTH = WIDE - 2 * EDGE
COLUMNS = [EDGE, EDGE + 11, EDGE + 75, EDGE + 98, EDGE + 160]  # of the key's table


def write_pdf(path: Path, brigade: Brigade, graph: Image.Image) -> int:
    """Write all cards and the key; return how many sheets that makes."""
    sheets = 0
    with textbook_style(), PdfPages(path, metadata={"Title": f"Cards: {brigade.title}"}) as pdf:
        for pair in (brigade.cards[i : i + 2] for i in range(0, len(brigade.cards), 2)):
            figure, axes = _sheet()
            for card, top in zip(pair, (HIGH, CARD)):
                _Drawn(axes, card, top, len(brigade.cards))
            axes.plot([0, WIDE], [CARD, CARD], color=RULE, lw=0.8, ls=(0, (4, 4)))
            pdf.savefig(figure)
            sheets += 1
        for figure in _Key(brigade, graph).sheets:
            pdf.savefig(figure)
            sheets += 1
    return sheets


def _sheet() -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDE / 25.4, HIGH / 25.4), layout="none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDE), ylim=(0, HIGH))
    axes.axis("off")
    return figure, axes


class _Drawn:
    """One card on its half of a sheet."""

    def __init__(self, axes: Axes, card: Card, top: float, count: int) -> None:
        self.axes, self.card, self.bottom = axes, card, top - CARD + 8
        self.write(EDGE, top - 24, card.name, size=46, weight="bold")
        place = f"card {card.number} of {count}"
        self.write(WIDE - EDGE, top - 16, place, size=12, color=MUTED, ha="right")
        size = next((s for s in (20, 16, 13, 10) if len(card.formula) * s < 900), 8)
        formula = textwrap.wrap(card.formula, 900 // size)
        y = top - 30
        self.write(EDGE, y, "\n".join(formula), size=size, weight="bold", va="top")
        y -= 0.45 * size * len(formula) + 1
        self.write(EDGE, y, card.does and f"{card.does}.", size=13, va="top")
        self.forward(y - 14)
        self.back(y - 14)
        hint = "A number in brackets is a neighbour’s card."
        self.write(EDGE, self.bottom, hint, size=8, color=MUTED)

    def write(self, x: float, y: float, words: str, size: float = 12, **style: Any) -> None:
        """Put words on the sheet; a dollar is a dollar."""
        plainly = {"color": INK, "parse_math": False, "linespacing": 1.25}
        self.axes.text(x, y, words, fontsize=size, **(plainly | style))

    def box(self, x: float, y: float, colour: str, words: str, high: float = BOX[1]) -> None:
        """Put a box for a number on the sheet, with its middle at the height y."""
        at = x, y - high / 2
        self.axes.add_patch(Rectangle(at, BOX[0], high, fc=colour, ec=MUTED, lw=0.8))
        self.write(x + BOX[0] / 2, y, words, ha="center", va="center_baseline", size=14)

    def line(self, x: float, y: float, words: str, colour: str = "", number: str = "") -> None:
        """Put words and their box on the sheet."""
        end = (MIDDLE - 9 if x < MIDDLE else WIDE - EDGE) - BOX[0]
        style = {"color": DARK[colour], "weight": "bold"} if colour else {}
        size = 12 if len(words) < LONG else 8
        letter = (0.23 if colour else 0.2) * size  # millimetres, on average
        wrapped = textwrap.fill(words, int((end - x) / letter))
        self.write(x, y, wrapped, size=size, va="center", **style)
        self.box(end, y, PALE.get(colour, "white"), number)

    def forward(self, y: float) -> None:
        """What comes first: values."""
        card = self.card
        self.write(EDGE, y, "1. Forward", size=14, weight="bold", color=DARK[INPUT])
        y -= 11
        for edge in card.hears:
            self.line(EDGE, y, f"{who(edge)} says")
            y -= PITCH
        given = plain(card.value) if card.is_input else ""
        self.line(EDGE, y, f"my value, {card.name}", INPUT, given)
        tells = ", ".join(map(who, card.tells)) or "the teacher: I am the end"
        words = textwrap.fill(f"Tell it to {tells}.", 29)
        self.write(EDGE, y - 11, words, va="top")

    def back(self, y: float) -> None:
        """What comes then: messages."""
        card = self.card
        self.write(MIDDLE, y, "2. Backward", size=14, weight="bold", color=DARK[GRADIENT])
        heard = [(who(edge), "") for edge in card.tells] or [("the teacher", "1")]
        rows = -(-len(heard) // ABREAST)
        below = 8 + PITCH * (len(card.hears) or 1)
        pitch = min(BOX[1] + 7.0, (y - 6 - self.bottom - below) / rows)
        high = min(BOX[1], pitch - 6)
        for place, (name, number) in enumerate(heard):
            x = MIDDLE + (place % ABREAST) * (BOX[0] + 5)
            top = y - 8 - pitch * (place // ABREAST)
            self.write(x, top, f"{name} says", size=10)
            self.box(x, top - 1.5 - high / 2, "white", number, high)
        y -= 6 + pitch * rows + 8
        words = "the sum of what I am told" if len(card.tells) > 1 else "what I am told"
        self.line(MIDDLE, y, f"my gradient, {card.slope}: {words}", GRADIENT)
        for edge in card.hears:
            y -= PITCH
            self.line(MIDDLE, y, f"to {who(edge)}: my gradient × {factor(edge)}")
        if not card.hears:
            self.write(MIDDLE, y - 12, "I keep it: nobody stands before me.")


class _Key:
    """The key: the graph, then all numbers and the order of play, on as many sheets as needed."""

    def __init__(self, brigade: Brigade, graph: Image.Image) -> None:
        self.sheets: list[Figure] = []
        self.turn()
        self.say(["The teacher’s key"], [EDGE], 12, size=24, weight="bold")
        self.say([f"{brigade.title}, at {', '.join(brigade.given)}"], [EDGE], 6)
        high = WIDTH * graph.height / graph.width
        extent = (EDGE, EDGE + WIDTH, self.y - high, self.y)
        self.axes.imshow(graph, extent=extent, aspect="auto")
        self.axes.set(xlim=(0, WIDE), ylim=(0, HIGH))
        self.y -= high + 10
        self.say(["card", "rule", "value", "is told, by each", "gradient"], COLUMNS, weight="bold")
        for card in brigade.cards:
            numbers = plain(card.value), told(card), plain(card.gradient)
            self.say([str(card.number), card.formula, *numbers], COLUMNS)
        self.y -= 6
        self.say(["The order of play"], [EDGE], 7, weight="bold")
        for step in brigade.play:
            self.say([step], [EDGE])

    def turn(self) -> None:
        """Begin a new sheet."""
        figure, self.axes = _sheet()
        self.sheets.append(figure)
        self.y = HIGH - 18.0

    def say(
        self,
        cells: list[str],
        columns: list[float],
        below: float = 2,
        size: float = 9,
        **style: Any,
    ) -> None:
        """Write a row of cells, each broken where the next column begins."""
        ends = [*columns[1:], EDGE + WIDTH]
        letter = 0.24 * size  # millimetres, on average
        broken = [
            textwrap.wrap(cell, max(int((end - x) / letter), 4))
            for cell, x, end in zip(cells, columns, ends)
        ]
        pitch = 0.48 * size
        high = pitch * max(map(len, broken))
        if self.y - high < BOTTOM:
            self.turn()
        for lines, x in zip(broken, columns):
            words = dict(fontsize=size, va="top", linespacing=1.25, color=INK, parse_math=False)
            self.axes.text(x, self.y, "\n".join(lines), **(words | style))
        self.y -= high + below
