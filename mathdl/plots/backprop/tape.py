"""A long computation as a tape: one line a node, scrolled to what happens (chapter 6)."""

from __future__ import annotations

import ast

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from mathdl.plots.kit.colours import CURVE, DARK, GRADIENT, INPUT, MUTED, PALE
from mathdl.trace import Moment, Trace, plain
from mathdl.typeset import text

ROW = 25.0  # pixels of the page
LONGEST = 40  # characters of a formula


class Tape:
    """The artists of a tape.

    Parameters
    ----------
    axes : Axes
        Its units are pixels of the page.
    left, right, bottom, top : float
        The space.
    """

    def __init__(self, axes: Axes, left: float, right: float, bottom: float, top: float) -> None:
        self.axes = axes
        self.artists: list[Artist] = []
        self.columns = (left + 58, left + 480, left + 640, left + 670)
        for x, words, colour, side in zip(
            self.columns,
            ("value = how it is made", "number", "gradient", ""),
            (CURVE, DARK[INPUT], DARK[GRADIENT], "black"),
            ("left", "right", "right", "left"),
        ):
            self._write(x, top - ROW / 2, words, color=colour, ha=side, fontsize=12)
        count = int((top - bottom) // ROW) - 1
        self.rows = [self._row(left, right, top - ROW * (k + 1.5)) for k in range(count)]

    def _row(self, left: float, right: float, y: float) -> tuple[Artist, ...]:
        band = self.axes.add_patch(
            Rectangle((left, y - ROW / 2), right - left, ROW, lw=0, animated=True, zorder=1)
        )
        self.artists.append(band)
        formula, value, gradient, note = self.columns
        style = dict(animated=True, fontsize=13)
        return (
            band,
            self._write(left + 6, y, **(style | {"fontsize": 12})),
            self._write(formula, y, **style),
            self._write(value, y, ha="right", color=DARK[INPUT], **style),
            self._write(gradient, y, ha="right", color=DARK[GRADIENT], **style),
            self._write(note, y, color=MUTED, **(style | {"fontsize": 11})),
        )

    def show(self, trace: Trace, moment: Moment) -> None:
        """Scroll to what is active, and fill the lines as far as the walk has come."""
        message = moment.message
        backward = any(gradient is not None for gradient in moment.gradients)
        if message:
            active = {message.node: "from", message.parent: "to"}
        else:
            active = {} if moment.node is None else {moment.node: "now"}
        shown = lines(len(trace.nodes), sorted(active) or [0], len(self.rows))
        for row, i in zip(self.rows, shown + [None] * len(self.rows)):
            band, mark, formula, value, gradient, note = row
            for words in row[1:]:
                words.set_text("")
            band.set_visible(i in active)
            if i is None:
                continue
            if i < 0:
                formula.set_text("⋮")
                continue
            mark.set(text=active.get(i, ""), color=DARK[GRADIENT if backward else INPUT])
            band.set_facecolor(PALE[GRADIENT] if backward else PALE[INPUT])
            formula.set_text(line(trace, i))
            value.set_text(plain(trace.nodes[i].value) if i < moment.computed else "")
            waiting = moment.waiting[i] if backward else 0
            arrived = moment.gradients[i]
            gradient.set(
                text="" if arrived is None else plain(arrived),
                weight="normal" if waiting else "bold",
            )
            note.set_text(f"{waiting} to come" if waiting else "")

    def remove(self) -> None:
        """Take everything off the picture."""
        for artist in self.artists:
            artist.remove()

    def _write(self, x: float, y: float, words: str = "", **style: object) -> Artist:
        self.artists.append(self.axes.text(x, y, words, va="center", zorder=2, **style))
        return self.artists[-1]


def line(trace: Trace, i: int) -> str:
    """Write a node as one line."""
    node = trace.nodes[i]
    name = text(ast.Name(node.name))
    if not node.op:
        return name
    formula = text(trace.formula(i))
    if len(formula) > LONGEST:
        formula = f"{node.op}({', '.join(text(ast.Name(trace.nodes[a].name)) for a in node.args)})"
    return f"{name} = {formula}"


def lines(count: int, active: list[int], room: int) -> list[int]:
    """Choose which lines of a tape to show: those about the active ones, −1 for a gap.

    Parameters
    ----------
    count : int
        Of all lines.
    active : list of int
        One or two, rising; if they are far apart, the second stands alone at the foot.
    room : int
        For so many lines.

    Examples
    --------
    >>> lines(9, [4], 5), lines(40, [3, 30], 6)
    ([2, 3, 4, 5, 6], [1, 2, 3, 4, -1, 30])
    """
    first, last = active[0], active[-1]
    if last - first < room:
        start = min(max((first + last + 1 - room) // 2, 0), max(count - room, 0))
        return list(range(start, min(start + room, count)))
    start = min(max(first - (room - 2) // 2, 0), last - room + 1)
    return [*range(start, start + room - 2), -1, last]
