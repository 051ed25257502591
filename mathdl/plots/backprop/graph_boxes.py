"""A computation as a graph: one box a node, above its value, below its gradient (chapter 6)."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from mathdl.plots.backprop.graph_layout import Layout, layered
from mathdl.plots.kit.canvas import outline
from mathdl.plots.kit.colours import GRADIENT, INPUT
from mathdl.trace import Moment, Trace, plain
from mathdl.typeset import text

BOX, LABEL = 82.0, 24.0  # heights in pixels of the page: of a box, of a constant
GAP, NARROWEST = 22.0, 80.0  # widths: between boxes, and of a box
MOST = 20  # nodes that are still clear as a graph
KNOWN, REACHED, RUNNING = "#DCEBF5", "#FADCC8", "#FDF3EC"
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
    room = (width - (columns - 1) * GAP) / columns
    size = 12 if room >= 100 else 11
    titles, box = _titles(trace, room, size)
    if layout.height > height or box > room:
        return None
    pitch = min((width - box) / max(columns - 1, 1), box + 110)
    return Plan(titles, constants, edges, keys, layout, size, box, pitch)


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
            _Box(self, title, self._x(layer), top - y)
            for title, layer, y in zip(plan.titles, layers, heights)
        ]
        count = len(plan.titles)
        for label, layer, y in zip(plan.constants, layers[count:], heights[count:]):
            x = self._x(layer) + plan.width - 8
            self.write(x, top - y, label, ha="right", fontsize=13, color="#444444")
        self._draw_edges(count)

    def _draw_edges(self, count: int) -> None:
        starts, ends = _ports(self.plan)
        self.wires: dict[tuple[int, int], _Wire] = {}
        for k, route in enumerate(self.plan.layout.routes):
            (first, y), *between, (last, end) = route
            from_constant = self.plan.edges[k][0] >= count
            points = [(self._x(first) + self.plan.width - 4 * from_constant, y + starts[k])]
            for layer, height in between:
                x = self._x(layer)
                points += [(x, height), (x + self.plan.width, height)]
            points.append((self._x(last), end + ends[k]))
            wire = _Wire(self, [(x, self.top - height) for x, height in points])
            wire.hide()
            if not from_constant:
                self.wires[self.plan.keys[k]] = wire

    def show(self, trace: Trace, moment: Moment) -> None:
        """Fill the boxes as far as the walk has come, and mark what is active."""
        message = moment.message
        backward = any(gradient is not None for gradient in moment.gradients)
        sent = moment.step - (trace.steps - len(trace.messages))
        travelled = {(m.node, m.place) for m in trace.messages[: max(sent, 0)]}
        for key, wire in self.wires.items():
            if message and key == (message.node, message.place):
                wire.send(message.contribution)
            elif key in travelled:
                wire.colour(GRADIENT, 1.6)
            elif key[0] == moment.node and not backward:
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
        return self.add(self.axes.text(x, y, words, **(dict(ha="center", va="center") | style)))

    def remove(self) -> None:
        """Take everything off the picture."""
        for artist in self.artists:
            artist.remove()

    def _x(self, layer: int) -> float:
        return self.left + self.plan.pitch * layer


class _Box:
    """Two halves: name and value above, the gradient below."""

    def __init__(self, graph: Boxes, title: str, x: float, y: float) -> None:
        width, half, middle = graph.plan.width, BOX / 2, x + graph.plan.width / 2
        style = dict(lw=1, edgecolor="#888888", animated=True, zorder=4)
        patch = graph.axes.add_patch
        self.upper = graph.add(patch(Rectangle((x, y), width, half, **style)))
        self.lower = graph.add(patch(Rectangle((x, y - half), width, half, **style)))
        self.edge = graph.add(
            patch(Rectangle((x, y - half), width, BOX, fill=False, animated=True, zorder=6))
        )
        moving = dict(animated=True, zorder=5)
        self.title = graph.write(middle, y + half - 13, title, fontsize=graph.plan.size, **moving)
        bold = dict(fontsize=13, weight="bold")
        self.upper_number = graph.write(middle, y + 10, color=INPUT, **bold, **moving)
        self.lower_number = graph.write(middle, y - half / 2, color=GRADIENT, **bold, **moving)
        self.note = graph.write(middle, y - half + 10, fontsize=11, color="#555555", **moving)
        self.y, self.room = y, width - 8

    def value(self, value: float | None) -> None:
        self.upper.set_facecolor("white" if value is None else KNOWN)
        self.upper_number.set(**self._words(value))

    def gradient(self, gradient: float | None, waiting: int) -> None:
        running = gradient is not None and waiting > 0
        self.lower.set_facecolor("white" if gradient is None else RUNNING if running else REACHED)
        self.lower_number.set(
            **self._words(gradient),
            y=self.y - BOX / 4 + 8 * running,
            weight="normal" if running else "bold",
        )
        self.note.set(
            text=f"{waiting} to come" if waiting else "",
            y=self.y - BOX / 4 - (10 if running else 0),
        )

    def _words(self, number: float | None) -> dict[str, object]:
        return {"text": ""} if number is None else fitting(number, self.room)

    def frame(self, colour: str, width: float) -> None:
        self.edge.set(edgecolor=colour, linewidth=width, visible=width > 0)


class _Wire:
    """An edge: grey as long as it stands still, coloured above that when something moves."""

    def __init__(self, graph: Boxes, points: list[tuple[float, float]]) -> None:
        self.points = points
        patch = graph.axes.add_patch
        graph.add(patch(PathPatch(_curve(points), fill=False, ec="#ABABAB", lw=1.4, zorder=1)))
        x, y = points[-1]
        corners = [(x, y), (x - 8, y + 4), (x - 8, y - 4)]
        graph.add(patch(Polygon(corners, color="#8A8A8A", lw=0, zorder=2)))
        moving = dict(animated=True, zorder=3)
        self.line = graph.add(patch(PathPatch(_curve(points), fill=False, **moving)))
        self.head = graph.add(patch(Polygon([(0, 0)] * 3, color=GRADIENT, lw=0, **moving)))

    def hide(self) -> None:
        self.line.set_visible(False)
        self.head.set_visible(False)

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
        self.line.set_path(_curve([(x + 0.9 * head, y), *rest]))
        self.line.set_linestyle((0, (1, 1.5)) if message == 0 else "-")
        self.head.set(xy=[(x, y), (x + head, y + 0.7 * head), (x + head, y - 0.7 * head)])
        self.head.set_visible(True)


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


def _titles(trace: Trace, room: float, size: int) -> tuple[list[str], float]:
    """Title every box with its formula, or its operation, or its name, as fits; and how wide."""
    titles, widest = [], NARROWEST
    for i, node in enumerate(trace.nodes):
        name = text(ast.Name(node.name))
        candidates = [name]
        if node.op:
            whole = f"{name} = {text(trace.formula(i))}"
            operation = f"{name}: {SIGNS.get(node.op, node.op)}"
            candidates = [whole] * (len(whole) <= 17) + [operation, name]
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


def _curve(points: list[tuple[float, float]]) -> Path:
    """A smooth line through points; where it is bent, it begins and ends horizontally."""
    corners, codes = [points[0]], [Path.MOVETO]
    for (x, y), (x1, y1) in pairwise(points):
        middle = (x + x1) / 2
        corners += [(middle, y), (middle, y1), (x1, y1)]
        codes += [Path.CURVE4] * 3
    return Path(corners, codes)
