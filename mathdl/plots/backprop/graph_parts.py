"""One box and one arrow of a computational graph (chapter 6)."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from mathdl.plots.kit.canvas import outline
from mathdl.plots.kit.colours import DARK, FAINT, GRADIENT, INPUT, MUTED, PALE, PALEST
from mathdl.plots.kit.marks import HEADLINE
from mathdl.trace import plain

if TYPE_CHECKING:
    from mathdl.plots.backprop.graph_boxes import Boxes


BOX, LABEL = 82.0, 24.0  # heights in pixels of the page: of a box, of a constant


class Box:
    """Two halves: name and value above, the gradient below."""

    def __init__(self, graph: Boxes, title: str, x: float, y: float) -> None:
        width, half, middle = graph.plan.width, BOX / 2, x + graph.plan.width / 2
        style = dict(lw=1, edgecolor=FAINT, animated=True, zorder=4)
        patch = graph.axes.add_patch
        self.upper = graph.add(patch(Rectangle((x, y), width, half, **style)))
        self.lower = graph.add(patch(Rectangle((x, y - half), width, half, **style)))
        self.edge = graph.add(
            patch(Rectangle((x, y - half), width, BOX, fill=False, animated=True, zorder=6))
        )
        moving = dict(animated=True, zorder=5)
        self.title = graph.write(middle, y + half - 13, title, fontsize=graph.plan.size, **moving)

        self.upper_number = graph.write(middle, y + 10, color=DARK[INPUT], **HEADLINE, **moving)
        self.lower_number = graph.write(
            middle, y - half / 2, color=DARK[GRADIENT], **HEADLINE, **moving
        )
        self.note = graph.write(middle, y - half + 10, fontsize=11, color=MUTED, **moving)
        self.y, self.room = y, width - 8

    def value(self, value: float | None) -> None:
        self.upper.set_facecolor("white" if value is None else PALE[INPUT])
        self.upper_number.set(**self._words(value))

    def gradient(self, gradient: float | None, waiting: int) -> None:
        running = gradient is not None and waiting > 0
        pale = PALEST if running else PALE
        self.lower.set_facecolor("white" if gradient is None else pale[GRADIENT])
        self.lower_number.set(
            **self._words(gradient),
            y=self.y - BOX / 4 + 8 * running,
            weight="normal" if running else "bold",
        )
        notes = (f"{waiting} to come", f"{waiting} more", f"{waiting} …")
        note = next((n for n in notes if text_width(n, 11) <= self.room), notes[-1])
        self.note.set(
            text=note if waiting else "",
            y=self.y - BOX / 4 - (10 if running else 0),
        )

    def _words(self, number: float | None) -> dict[str, object]:
        return {"text": ""} if number is None else fitting(number, self.room)

    def frame(self, colour: str, width: float) -> None:
        self.edge.set(edgecolor=colour, linewidth=width, visible=width > 0)


class Wire:
    """An edge: grey as long as it stands still, coloured above that when something moves."""

    def __init__(self, graph: Boxes, points: list[tuple[float, float]]) -> None:
        self.points = points
        patch = graph.axes.add_patch
        graph.add(patch(PathPatch(_curve(points), fill=False, ec=FAINT, lw=1.4, zorder=1)))
        x, y = points[-1]
        corners = [(x, y), (x - 8, y + 4), (x - 8, y - 4)]
        moving = dict(animated=True, zorder=3)
        self.tip = graph.add(patch(Polygon(corners, color=FAINT, lw=0, animated=True, zorder=2)))
        self.line = graph.add(patch(PathPatch(_curve(points), fill=False, **moving)))
        self.head = graph.add(patch(Polygon([(0, 0)] * 3, color=GRADIENT, lw=0, **moving)))
        (x0, y0), (x1, y1) = points[-2:]
        behind = dict(boxstyle="square,pad=0.1", facecolor="white", edgecolor="none")
        style = dict(fontsize=11, color=DARK[GRADIENT], animated=True, zorder=7, bbox=behind)
        self.local = graph.write((x0 + x1) / 2, (y0 + y1) / 2, **style)
        self.room = x1 - x0

    def hide(self) -> None:
        self.line.set_visible(False)
        self.head.set_visible(False)
        self.local.set_visible(False)
        self.tip.set_visible(True)

    def say(self, local: float) -> None:
        """Write the local derivative on a wire that a message has taken, if it is long enough."""
        digits = (d for d in (4, 3, 2, 1) if text_width(_times(local, d), 11) + 8 <= self.room)
        said = next((_times(local, d) for d in digits), "")
        self.local.set(text=said, visible=bool(said))

    def colour(self, colour: str, width: float) -> None:
        self.head.set_visible(False)
        self.line.set(path=_curve(self.points), visible=True)
        self.line.set(edgecolor=colour, linewidth=width, linestyle="-")

    def send(self, message: float) -> None:
        """Draw a message on its way back, as wide as it is large; dotted if it is nothing."""
        width = message_width(message)
        head = 7 + 1.1 * width
        (x, y), *rest = self.points
        self.colour(GRADIENT, width)
        self.tip.set_visible(False)  # it points the other way
        self.line.set_path(_curve([(x + 0.9 * head, y), *rest]))
        self.line.set_linestyle((0, (1, 1.5)) if message == 0 else "-")
        self.head.set(xy=[(x, y), (x + head, y + 0.7 * head), (x + head, y - 0.7 * head)])
        self.head.set_visible(True)


def _times(local: float, digits: int) -> str:
    return f"× {plain(float(f'{local:.{digits}g}'))}"


def message_width(message: float) -> float:
    """How wide a message is drawn, in points: never invisible, never wider than a port."""
    size = abs(message)
    return float(np.clip(2.0 + 2.5 * np.log2(1 + size), 2.0, 11.0)) if size < np.inf else 11.0


def fitting(value: float, room: float) -> dict[str, object]:
    """Write a number, with fewer digits or smaller if it would not fit into its box."""
    for digits, size in ((4, 13), (3, 13), (3, 11), (2, 11), (1, 11)):
        words = plain(float(f"{value:.{digits}g}"))
        if text_width(words, size, "bold") <= room:
            break
    return {"text": words, "fontsize": size}


@lru_cache(4096)
def text_width(words: str, size: float, weight: str = "normal") -> float:
    """How wide words are, in pixels of the page."""
    if not words.strip():
        return 0.0
    return outline(words, size, weight).get_extents().width * 100 / 72


def _curve(points: list[tuple[float, float]]) -> Path:
    """A smooth line through points; where it is bent, it begins and ends horizontally."""
    corners, codes = [points[0]], [Path.MOVETO]
    for (x, y), (x1, y1) in pairwise(points):
        middle = (x + x1) / 2
        corners += [(middle, y), (middle, y1), (x1, y1)]
        codes += [Path.CURVE4] * 3
    return Path(corners, codes)
