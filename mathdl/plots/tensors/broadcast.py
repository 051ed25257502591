"""Broadcasting: two shapes lined up from the right, and what stretches (chapter 2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product, zip_longest
from math import prod
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathdl.plots.kit.cells import Cells, page, places
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, INPUT, MUTED, PALE, WEIGHT
from mathdl.plots.kit.controls import Text
from mathdl.plots.kit.marks import CENTRED
from mathdl.plots.kit.plot import Plot
from mathdl.refusals import shown

Shape = tuple[int, ...]
MOST_AXES, LONGEST = 4, 8


def parse_shape(text: object) -> Shape:
    """Read a shape as one may type it: "(3, 1)", "3,1", "3 1", "3", or "()" for one number.

    Raises
    ------
    ValueError
        If it is no shape, or one too large for the picture.

    Examples
    --------
    >>> parse_shape("(3, 1)"), parse_shape("3 1"), parse_shape("3"), parse_shape("()")
    ((3, 1), (3, 1), (3,), ())
    """
    length = r"\d{1,9}"  # of more digits Python makes no number
    lengths = rf"{length}\s*([,\s]\s*{length}\s*)*,?"
    if not re.fullmatch(rf"\s*[(\[]?\s*({lengths})?\s*[)\]]?\s*", str(text)):
        raise ValueError(f"{shown(text)} is not a shape: write lengths and commas, such as (3, 1)")
    shape = tuple(map(int, re.findall(r"\d+", str(text))))
    if len(shape) > MOST_AXES:
        raise ValueError(f"{shape} has {len(shape)} axes; this picture holds up to {MOST_AXES}")
    for length in shape:
        if not 1 <= length <= LONGEST:
            raise ValueError(
                f"{shape} has an axis of length {length}; here they are 1 to {LONGEST}"
            )
    return shape


@dataclass(frozen=True)
class ShapeText(Text):
    """A shape to type; tests try the `examples` as well as the default."""

    examples: tuple[str, ...] = ()

    def tries(self) -> tuple:
        return self.default, *self.examples

    def random(self, rng: np.random.Generator) -> str:
        return self.tries()[rng.integers(len(self.tries()))]


class Meeting(NamedTuple):
    """What meets on one axis: the lengths in a and in b, None where a shape has no such axis."""

    a: int | None
    b: int | None

    @property
    def length(self) -> int | None:
        """The length in the result, or None if the two do not fit; a missing axis counts as 1."""
        a, b = self.a or 1, self.b or 1
        return max(a, b) if a == b or 1 in (a, b) else None

    @property
    def verdict(self) -> str:
        """What happens, in two words."""
        a, b = self.a or 1, self.b or 1
        if self.length is None:
            return "clash"
        return "equal" if a == b else "a stretches" if a < b else "b stretches"

    @property
    def told(self) -> str:
        """The same, as part of a sentence."""
        a, b = self.a or "a missing axis", self.b or "a missing axis"
        how = {"a stretches": " and stretches", "b stretches": ", which stretches"}
        return f"{a} meets {b}{how.get(self.verdict, '')}"


def line_up(a: Shape, b: Shape) -> list[Meeting]:
    """Line two shapes up from the right; the last axis comes first.

    Examples
    --------
    >>> [tuple(meeting) for meeting in line_up((3,), (3, 1))]
    [(3, 1), (None, 3)]
    """
    return [Meeting(*pair) for pair in zip_longest(reversed(a), reversed(b))]


class BroadcastPlot(Plot):
    """Two shapes typed by the reader: whether a + b exists, and which axes stretch for it.

    Above, the shapes lined up from the right, axis by axis, dashed where a length of 1 or a missing
    axis stretches. Below, the numbers, if they are not too many: ghosts are the copies that
    stretching pretends to make.
    """

    controls = {
        "a": ShapeText("(3, 1)", parse_shape, "shape of a", ("3", "()", "(2, 3, 1)", "8 8", "4")),
        "b": ShapeText(
            "(1, 4)", parse_shape, "shape of b", ("(3, 1)", "4", "(2, 1, 4)", "(8, 8)", "7,1,5")
        ),
    }
    size = (8, 4.7)
    COLUMN, ROW = 98, 28  # of the table
    AXIS = 458  # where the last axis of the table is
    ROWS = {"a": 422, "b": 390, "a + b": 352}
    MIDDLES, BOTTOM = {"a": 128, "b": 400, "a + b": 672}, 16
    ROOM, GAP = (230, 244), (10, 10)  # for a grid, and between its blocks
    SIZES = (((46, 38), 14), ((36, 30), 13), ((28, 24), 12))  # cells and their type
    TINTS = {"a": (INPUT, PALE[INPUT]), "b": (WEIGHT, PALE[WEIGHT]), "a + b": (CURVE, PALE[CURVE])}

    def build(self, figure: Figure) -> None:
        axes = page(figure)
        ghostly = dict(edge=FAINT, ink=MUTED, linestyle=(0, (3, 2)), zorder=1)
        table = (self.COLUMN - 8, self.ROW)
        self.solid, self.ghosts, self.lengths, self.stretched, self.shapes = {}, {}, {}, {}, {}
        for name, y in self.ROWS.items():
            edge, _ = self.TINTS[name]
            self.solid[name] = Cells(axes, (1, 1), edge)
            self.ghosts[name] = Cells(axes, (1, 1), **ghostly)
            self.lengths[name] = Cells(axes, table, edge, points=13, bold=name == "a + b")
            self.stretched[name] = Cells(axes, table, points=13, **ghostly | dict(ink=MUTED))
            label = dict(va="center", fontsize=14, weight="bold", color=DARK.get(edge, CURVE))
            axes.text(26, y, name, **label)
            self.shapes[name] = axes.text(560, y, "", animated=True, **label)
        self._build_words(axes)

    def _build_words(self, axes: Axes) -> None:
        small = dict(fontsize=11, color=MUTED, animated=True, **CENTRED)
        x = [self.AXIS - k * self.COLUMN for k in range(MOST_AXES)]
        self.axes_ = [axes.text(at, 452, f"axis −{k + 1}", **small) for k, at in enumerate(x)]
        self.verdicts = [axes.text(at, 325, "", **small) for at in x]
        self.missing = axes.text(560, 325, "(1): missing, counts as 1", **small | dict(ha="left"))
        axes.plot([26, 770], [371, 371], color=FAINT, lw=1)
        sign = dict(fontsize=22, color=CURVE, animated=True, **CENTRED)
        y = self.BOTTOM + self.ROOM[1] / 2
        self.signs = [axes.text(264, y, "+", **sign)]
        self.signs.append(axes.text(536, y, "=", **sign))
        self.none = axes.text(672, y, "", fontsize=13, linespacing=1.5, animated=True, **CENTRED)
        self.many = axes.text(400, y, "", fontsize=13, linespacing=1.5, animated=True, **CENTRED)

    def update(self, a: Shape, b: Shape) -> str:
        meetings = line_up(a, b)
        clashes = [k for k, meeting in enumerate(meetings) if meeting.length is None]
        result = None if clashes else tuple(meeting.length for meeting in reversed(meetings))
        self._draw_table(meetings, {"a": a, "b": b, "a + b": result})
        self._draw_numbers(a, b, result)
        if clashes:
            where = " and ".join(f"{meetings[k].told} on axis −{k + 1}" for k in clashes)
            self.none.set_text("no sum:\nlengths must be equal,\nor one of them 1")
            return (
                f"{a} + {b} has no value: lined up from the right, {where}. Lengths must be "
                f"equal, or one of them 1."
            )
        self.none.set_text("")
        steps = "; ".join(meeting.told for meeting in meetings)
        said = f"Lined up from the right: {steps}" if steps else "There are no axes to line up"
        numbers = "number" if prod(b) == 1 else "numbers"
        come = "comes" if prod(result) == 1 else "come"
        return (
            f"{said}. So {a} + {b} has shape {result}: from {prod(a)} and {prod(b)} {numbers} "
            f"{come} {prod(result)}."
        )

    def _draw_table(self, meetings: list[Meeting], shapes: dict[str, Shape | None]) -> None:
        """Write one column for each axis; a length that stretches is dashed and says to what."""
        for name, shape in shapes.items():
            self.shapes[name].set_text("no shape" if shape is None else f"shape {shape}")
            corners, words, dashed = [], [], []
            for k, meeting in enumerate(meetings):
                mine = meeting.length if name == "a + b" else getattr(meeting, name)
                made = meeting.length
                stretches = name != "a + b" and made not in (None, mine or 1)
                word = "?" if name == "a + b" and made is None else str(mine or "(1)")
                words.append(f"{word} → {made}" if stretches else word)
                dashed.append(stretches or mine is None)
                x = self.AXIS - k * self.COLUMN - (self.COLUMN - 8) / 2
                corners.append((x, self.ROWS[name] + self.ROW / 2))
            corners, words = np.reshape(corners, (-1, 2)), np.array(words, str)
            dashed = np.array(dashed, bool)
            self.lengths[name].show(corners[~dashed], words[~dashed], self.TINTS[name][1])
            self.stretched[name].show(corners[dashed], words[dashed])
        for k, (above, below) in enumerate(zip(self.axes_, self.verdicts)):
            above.set_visible(k < len(meetings))
            verdict = meetings[k].verdict if k < len(meetings) else ""
            below.set_text(f"✗ {verdict}" if verdict == "clash" else verdict)
            below.set_color("black" if verdict == "clash" else MUTED)

    def _draw_numbers(self, a: Shape, b: Shape, result: Shape | None) -> None:
        """Draw the numbers of a and b, stretched, and their sum; none, if they are too many."""
        numbers = {"a": 10 * _digits(a), "b": _digits(b)}
        if result is not None:
            numbers["a + b"] = numbers["a"] + numbers["b"]
        shapes = {name: own.shape if result is None else result for name, own in numbers.items()}
        layout = self._fitting(list(shapes.values()))
        most = max(map(prod, shapes.values()))
        self.many.set_text("" if layout else f"{most:,} numbers are too many to draw")
        self.none.set_visible(layout is not None)
        self.missing.set_visible(len(a) != len(b))
        for sign in self.signs:
            sign.set_visible(layout is not None and result is not None)
        for name in self.ROWS:
            if layout and name in numbers:
                self._draw_grid(name, numbers[name], shapes[name], *layout)
            else:
                self.solid[name].show([], [])
                self.ghosts[name].show([], [])

    def _fitting(self, shapes: list[Shape]) -> tuple[tuple[int, int], int, str] | None:
        """Return the largest cells, their type, and the ways of axes with which all shapes fit."""
        for (size, points), ways in product(self.SIZES, ("→↓↓→", "→↓→↓")):
            extents = [places(shape, size, self.GAP, ways)[1] for shape in shapes]
            if all(w <= self.ROOM[0] and h <= self.ROOM[1] for w, h in extents):
                return size, points, ways
        return None

    def _draw_grid(
        self, name: str, own: np.ndarray, shape: Shape, size: tuple, points: int, ways: str
    ) -> None:
        """Draw an array stretched to `shape`: what it really holds solid, copies as ghosts."""
        corners, (width, height) = places(shape, size, self.GAP, ways)
        middle = self.BOTTOM + self.ROOM[1] / 2
        corners = corners + np.array((self.MIDDLES[name] - width / 2, middle + height / 2))
        copied = np.zeros(shape, bool)
        for axis, index in enumerate(np.indices(shape)):
            at = axis - len(shape) + own.ndim
            if at < 0 or own.shape[at] < shape[axis]:
                copied |= index > 0
        words = np.broadcast_to(own, shape)
        kinds = (
            (self.solid[name], ~copied, self.TINTS[name][1]),
            (self.ghosts[name], copied, "white"),
        )
        for cells, chosen, face in kinds:
            cells.size, cells.points = size, points
            cells.show(corners[chosen], words[chosen], face)


def _digits(shape: Shape) -> np.ndarray:
    """Fill an array of that shape with 1, 2, … 9, again and again."""
    return np.arange(prod(shape)).reshape(shape) % 9 + 1
