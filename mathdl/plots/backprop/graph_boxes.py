"""A computation as a graph: one box a node, above its value, below its gradient (chapter 6)."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from mathdl.plots.backprop.graph_layout import Layout, layered
from mathdl.plots.backprop.graph_parts import (
    BOX,
    LABEL,
    Box,
    Wire,
    text_width,
)
from mathdl.plots.kit.colours import CURVE, GRADIENT, INPUT
from mathdl.plots.kit.marks import CENTRED
from mathdl.trace import Moment, Trace, plain
from mathdl.typeset import text

# Widths: between boxes, with local derivatives on the edges or without them, and of a box.
GAPS, WIDE, NARROWEST = (64.0, 22.0), 170.0, 80.0
LOCAL = 50.0  # the width that a local derivative needs
MOST = 20  # nodes that are still clear as a graph
SIGNS = {
    "add": "+", "subtract": "−", "multiply": "×", "divide": "÷", "power": "^", "negative": "−",
    "maximum": "max", "minimum": "min",
    "sigmoid": "σ", "log_sigmoid": "log σ", "leaky_relu": "leaky",
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """How a graph is to be drawn in a given space."""

    titles: list[str]
    constants: list[str]  # laid out after the nodes
    edges: list[tuple[int, int]]
    keys: list[tuple[int, int]]  # of each edge the node that uses it, and as which argument
    layout: Layout
    size: int  # of the titles, in points
    width: float  # of a box
    pitch: float  # from box to box


def plan(trace: Trace, width: float, height: float) -> Plan | None:
    """Find the roomiest way to draw a trace in `width` × `height` pixels; None if there is none."""
    if len(trace.nodes) > MOST:
        return None
    edges, keys, constants = [], [], []
    for i, node in enumerate(trace.nodes):
        for place, (parent, constant) in enumerate(zip(node.args, node.constants)):
            if parent is None and constant is not None:
                parent = len(trace.nodes) + len(constants)
                constants.append(plain(constant))
            if parent is not None:
                edges.append((parent, i))
                keys.append((i, place))
    sizes = [BOX] * len(trace.nodes) + [LABEL] * len(constants)
    layout = layered(sizes, edges, 14.0, height)
    columns = max(layout.layers) + 1
    for gap in GAPS:
        room = (width - (columns - 1) * gap) / columns
        size = 13 if room >= 130 else 12 if room >= 100 else 11
        titles, box = _titles(trace, room, size)
        if layout.height <= height and box <= room:
            pitch = min((width - box) / max(columns - 1, 1), box + WIDE)
            return Plan(titles, constants, edges, keys, layout, size, box, pitch)
    return None


class Boxes:
    """The artists of a graph, in a space of `axes`, whose units are pixels of the page."""

    def __init__(
        self, axes: Axes, plan: Plan, left: float, right: float, bottom: float, top: float
    ) -> None:
        self.artists: list[Artist] = []
        self.axes, self.plan = axes, plan
        layers, heights = plan.layout.layers, plan.layout.heights
        used = plan.pitch * max(layers) + plan.width
        self.left, self.top = left + (right - left - used) / 2, top
        self.boxes = [
            Box(self, title, self._x(layer), top - y)
            for title, layer, y in zip(plan.titles, layers, heights)
        ]
        count = len(plan.titles)
        for label, layer, y in zip(plan.constants, layers[count:], heights[count:]):
            x = self._x(layer) + plan.width - 8
            self.write(x, top - y, label, ha="right", fontsize=13, color=CURVE)
        self._draw_edges(count)

    def _draw_edges(self, count: int) -> None:
        starts, ends = _ports(self.plan)
        self.wires: dict[tuple[int, int], Wire] = {}
        for k, route in enumerate(self.plan.layout.routes):
            (first, y), *between, (last, end) = route
            from_constant = self.plan.edges[k][0] >= count
            points = [(self._x(first) + self.plan.width - 4 * from_constant, y + starts[k])]
            for layer, height in between:
                x = self._x(layer)
                points += [(x, height), (x + self.plan.width, height)]
            points.append((self._x(last), end + ends[k]))
            wire = Wire(self, [(x, self.top - height) for x, height in points])
            wire.hide()
            if not from_constant:
                self.wires[self.plan.keys[k]] = wire

    @property
    def shows_locals(self) -> bool:
        """Whether there is room on the edges for local derivatives."""
        return self.plan.pitch - self.plan.width > LOCAL

    def show(self, trace: Trace, moment: Moment) -> None:
        """Fill the boxes as far as the walk has come, and mark what is active."""
        message = moment.message
        backward = any(gradient is not None for gradient in moment.gradients)
        sent = moment.step - (trace.steps - len(trace.messages))
        travelled = {(m.node, m.place): m.local for m in trace.messages[: max(sent, 0)]}
        for key, wire in self.wires.items():
            if key in travelled:
                if message and key == (message.node, message.place):
                    wire.send(message.contribution)
                else:
                    wire.colour(GRADIENT, 1.6)
                if self.shows_locals:
                    wire.say(travelled[key])
            elif key[0] == moment.node and not backward:
                wire.hide()
                wire.colour(INPUT, 2.8)
            else:
                wire.hide()
        for i, box in enumerate(self.boxes):
            box.value(trace.nodes[i].value if i < moment.computed else None)
            box.gradient(moment.gradients[i], moment.waiting[i] if backward else 0)
            active = i == moment.node or (message is not None and i == message.parent)
            sender = message is not None and i == message.node
            box.frame(GRADIENT if backward else INPUT, 3.2 if active else 1.8 * sender)

    def add(self, artist: Artist) -> Artist:
        """Remember an artist that this graph owns."""
        self.artists.append(artist)
        return artist

    def write(self, x: float, y: float, words: str = "", **style: object) -> Artist:
        """Put words, centred unless `style` says otherwise."""
        return self.add(self.axes.text(x, y, words, **(CENTRED | style)))

    def remove(self) -> None:
        """Take everything off the picture."""
        for artist in self.artists:
            artist.remove()

    def _x(self, layer: int) -> float:
        return self.left + self.plan.pitch * layer


def _titles(trace: Trace, room: float, size: int) -> tuple[list[str], float]:
    """Title every box with its formula, or its operation, or its name, as fits; and how wide."""
    titles, widest = [], NARROWEST
    for i, node in enumerate(trace.nodes):
        name = text(ast.Name(node.name))
        candidates = [name]
        if node.op:
            whole = f"{name} = {text(trace.formula(i))}"
            operation = f"{name}: {SIGNS.get(node.op, node.op)}"
            wholes = [whole, whole.replace(" ", "")] if len(whole) <= 22 else []
            candidates = [*wholes, operation, name]
        widths = [10 + text_width(title, size) for title in candidates]
        fitting = [k for k, width in enumerate(widths) if width <= room] or [-1]
        titles.append(candidates[fitting[0]])
        widest = max(widest, widths[fitting[0]])
    return titles, widest


def _ports(plan: Plan) -> tuple[list[float], list[float]]:
    """Where edges leave and enter their boxes, from the middle: side by side, in order."""
    sides = ([0.0] * len(plan.edges), [0.0] * len(plan.edges))
    for side, offsets in enumerate(sides):
        by_node: dict[int, list[int]] = {}
        for k, edge in enumerate(plan.edges):
            by_node.setdefault(edge[side], []).append(k)
        for node, wires in by_node.items():
            routes = plan.layout.routes
            # By the slope with which an edge comes or goes; equal ones by argument.
            wires.sort(key=lambda k: (routes[k][1 if side == 0 else -2][1], plan.keys[k][1]))
            room = LABEL if node >= len(plan.titles) else BOX - 16
            space = min(22.0, room / len(wires))
            for at, k in enumerate(wires):
                offsets[k] = (at - (len(wires) - 1) / 2) * space
    return sides
