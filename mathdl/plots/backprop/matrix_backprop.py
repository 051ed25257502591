"""Backpropagation with matrices: the thirteen-parameter network and its shapes (chapter 6)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.backprop.matrix_pass import (
    EDGES,
    FORWARD,
    MADE_FROM,
    ROWS,
    SLOPE,
    VALUE,
    Pass,
)
from mathdl.plots.kit.array_boxes import ArrayBox, Shape, rows_of
from mathdl.plots.kit.colours import (
    CURVE,
    DARK,
    FAINT,
    GRADIENT,
    INPUT,
    LOSS,
    MUTED,
    TARGET,
    WEIGHT,
)
from mathdl.plots.kit.controls import Clock, Slider
from mathdl.plots.kit.marks import CENTRED, arrow
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, listed, number


class MatrixBackpropPlot(Plot):
    """The thirteen-parameter network in matrices: forward, then backward, one edge at a time.

    In every box the value stands above and its gradient, once the backward pass has reached it,
    below, in a grid of the same shape.
    """

    STEPS = len(FORWARD) + 1 + len(EDGES)
    controls = {
        "step": Clock(0, STEPS, "step", seconds=1.5),
        "batch": Slider(1, 1, len(ROWS), 1, "batch"),
    }
    size = (9, 5.9)
    MIDDLE = 182  # all places in pixels of the page; here value and gradient of a batch meet
    SHELF = 372  # the lower edge of what stands above

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(8, 892), ylim=(8, 582))
        axes.axis("off")
        places = {
            "X": (82, 2, INPUT), "Z1": (285, 3, CURVE), "A1": (522, 3, CURVE),
            "Z2": (705, 1, CURVE), "L": (846, 1, LOSS), "W1": (127, 3, WEIGHT),
            "b1": (350, 3, WEIGHT), "W2": (634, 1, WEIGHT), "b2": (748, 1, WEIGHT),
            "y": (850, 1, TARGET, True),
        }  # fmt: skip
        self.boxes = {name: ArrayBox(axes, name, *place) for name, place in places.items()}
        self.ways, self.back = {}, {}
        for name, (_, parents) in MADE_FROM.items():
            for parent in parents:
                self.ways[name, parent] = arrow(axes, FAINT, zorder=1)
                if parent != "y":
                    self.back[name, parent] = arrow(axes, GRADIENT, zorder=1)
        below = dict(ha="center", va="top", fontsize=11, color=MUTED, animated=True)
        self.formulas = {
            name: axes.text(places[name][0], 0, f"= {formula}", **below)
            for name, (formula, _) in MADE_FROM.items()
        }
        note = dict(**CENTRED, fontsize=12)
        axes.text(350, 569, "value above", color=INPUT, weight="bold", **note)
        axes.text(350, 547, "gradient below", color=DARK[GRADIENT], weight="bold", **note)
        axes.text(350, 525, "of the same shape", color=MUTED, **note)
        look = dict(ha="right", va="center", fontsize=11, color=MUTED)
        axes.text(892, 20, "dashed: used   thick: made", **look)
        self.rule = axes.text(10, 20, "", fontsize=14, va="center", weight="bold", animated=True)

    def update(self, step: int, batch: int) -> str:
        now = Pass.of(batch, step)
        used, result, edge = self._at(step)
        shapes = _shapes(batch)
        for name, box in self.boxes.items():
            above = name in ("W1", "b1", "W2", "b2", "y")
            rows = rows_of(shapes[name])
            middle = (
                self.SHELF + ArrayBox.PAD + ArrayBox.CELL * rows + ArrayBox.TITLE
                if above
                else self.MIDDLE
            )
            if name == "y":  # a constant has no gradient: the box ends with its value
                middle = self.SHELF + ArrayBox.PAD
            marks = [
                "result" if (name, lane) == result else "used" if (name, lane) in used else ""
                for lane in (VALUE, SLOPE)
            ]
            box.show(shapes[name], middle, now.values.get(name), now.grads.get(name), marks)
        for name, text in self.formulas.items():
            text.set_y(self.boxes[name].bottom - 4)
        self._draw_ways(step, edge)
        rule, said = self._say(step, batch, now, shapes)
        self.rule.set_text(rule)
        self.rule.set_color(DARK[GRADIENT] if step > len(FORWARD) else INPUT if step else CURVE)
        return said

    @staticmethod
    def _at(step: int) -> tuple[tuple, tuple | None, int | None]:
        """Return what a step takes, what it fills, and which edge of the way back it walks."""
        if step == 0:
            return (), None, None
        if step <= len(FORWARD):
            name = FORWARD[step - 1]
            return tuple((p, VALUE) for p in MADE_FROM[name][1]), (name, VALUE), None
        edge = step - len(FORWARD) - 2
        if edge < 0:
            return (), ("L", SLOPE), None
        return EDGES[edge][3], (EDGES[edge][1], SLOPE), edge

    def _draw_ways(self, step: int, edge: int | None) -> None:
        """Draw the arrows; the active ones are thick, and a message that was not sent is absent."""
        boxes = self.boxes
        for (name, parent), way in self.ways.items():
            active = 0 < step <= len(FORWARD) and FORWARD[step - 1] == name
            way.set(color=INPUT if active else FAINT, linewidth=4 if active else 1.5)
            way.set_mutation_scale(20 if active else 12)
            child, origin = boxes[name], boxes[parent]
            if parent in ("X", "Z1", "A1", "Z2"):
                y = self.MIDDLE + ArrayBox.CELL / 2 + 2
                way.set_positions((origin.right + 2, y), (child.left - 3, y))
            else:
                x = _shared(origin, child) - (0 if parent == "y" else 9)
                way.set_positions((x, origin.bottom - 2), (x, child.top + 3))
        order = [(name, parent) for name, parent, *_ in EDGES]
        for pair, way in self.back.items():
            at = order.index(pair)
            active = at == edge
            sent = edge is not None and at <= edge
            way.set(visible=sent, color=GRADIENT, linewidth=4 if active else 1.5)
            way.set_mutation_scale(20 if active else 12)
            child, origin = boxes[pair[0]], boxes[pair[1]]
            if pair[1] in ("X", "Z1", "A1", "Z2"):
                y = self.MIDDLE - ArrayBox.TITLE - ArrayBox.CELL / 2
                way.set_positions((child.left - 2, y), (origin.right + 3, y))
            else:
                x = _shared(origin, child) + 9
                way.set_positions((x, child.top + 2), (x, origin.bottom - 3))

    def _say(self, step: int, batch: int, now: Pass, shapes: dict[str, Shape]) -> tuple[str, str]:
        """Return the rule of a step by shapes, for the picture, and the sentence."""
        if step == 0:
            given = f"X {shapes['X']} holds {counted(batch, 'example')}, one a row"
            return (
                "Given: examples, parameters, truth",
                f"Before the first step {given}; W1 (2, 3), b1 (3,), W2 (3, 1) and b2 (1,) are "
                "13 parameters; nothing is computed yet.",
            )
        if step <= len(FORWARD):
            return self._say_forward(FORWARD[step - 1], batch, now, shapes)
        if step == len(FORWARD) + 1:
            return (
                "∂L/∂L = 1: here the way back starts",
                "The backward pass starts at the end: ∂L/∂L = 1, one number like L itself.",
            )
        name, parent, rule, used = EDGES[step - len(FORWARD) - 2]
        rule = rule.format(over=f" / {batch}" if batch > 1 else "")
        target = f"∂L/∂{parent}"
        shape = shapes[parent]
        if parent in ("b1", "b2"):
            rows = f"the rows of ∂L/∂{name} are added, {shapes[name]} gives {shape}"
            short, said = f"{target} = {rule}: {shapes[name]} → {shape}", f"{target}: {rows}"
        elif "@" in rule:
            left, right = (_turned(shapes[key], f"{key}.T" in rule) for key, _ in used)
            short = f"{target} = {rule}: {left} @ {right} → {shape}"
            said = f"{target} = {rule}: {left} @ {right} gives {shape}"
        else:
            short = f"{target} = {rule}: entry by entry, {shape}"
            said = f"{target} = {rule}, entry by entry: {shape}"
        said = f"{said}, the shape of {parent}."
        if parent == "Z1":
            shut = int((now.values["Z1"] <= 0).sum())
            said += f" {shut} of {now.values['Z1'].size} gates {'is' if shut == 1 else 'are'} shut."
        return short, said + _written(target, now.grads[parent])

    @staticmethod
    def _say_forward(name: str, batch: int, now: Pass, shapes: dict[str, Shape]) -> tuple[str, str]:
        formula, parents = MADE_FROM[name]
        shape = shapes[name]
        if name == "L":
            short = f"L = loss(Z2, y): {shapes['Z2']} → one number"
            over = f", the mean over {batch} examples" if batch > 1 else ""
            said = (
                f"L is the binary cross-entropy of the logits Z2 and the truth y{over}: "
                f"{shapes['Z2']} gives one number. L = {number(now.values['L'])}."
            )
            return short, said
        if name == "A1":
            off = int((now.values["Z1"] <= 0).sum())
            short = f"A1 = relu(Z1): entry by entry, {shape}"
            said = (
                f"A1 = relu(Z1), entry by entry: {shape} stays {shape}, and {off} of "
                f"{now.values['Z1'].size} entries {'is' if off == 1 else 'are'} off."
            )
        else:
            a, w, b = (shapes[parent] for parent in parents)
            short = f"{name} = {formula}: {a} @ {w} → {shape}"
            rows = "every row" if batch > 1 else "the row"
            said = f"{name} = {formula}: {a} @ {w} gives {shape}, and {b} is added to {rows}."
        return short, said + _written(name, now.values[name])


def _shapes(batch: int) -> dict[str, Shape]:
    full = Pass.of(batch, len(FORWARD)).values
    return {name: value.shape for name, value in full.items()}


def _turned(shape: Shape, turned: bool) -> Shape:
    return shape[::-1] if turned else shape


def _shared(a: ArrayBox, b: ArrayBox) -> float:
    """Return where two boxes, one above the other, face each other."""
    return (max(a.left, b.left) + min(a.right, b.right)) / 2


def _written(name: str, array: np.ndarray) -> str:
    """Write a small array out, as a sentence of its own; a large one can be read in the picture."""
    if array.size > 6:
        return ""
    return f" {name} = {listed(array)}."
