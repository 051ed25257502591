"""Linear layers collapse into one, and an activation between them prevents it (chapter 4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

import mathdl as dl
from mathdl.plots.activations.activation_table import ACTIVATIONS, NONE
from mathdl.plots.activations.zero_lines import show_regions, zero_lines
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, WEIGHT
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plane import Regions, plain
from mathdl.plots.kit.plot import Plot
from mathdl.words import SUBSCRIPT, listed, number, rounded, short

Layer = tuple[np.ndarray, np.ndarray]  # its weights and biases
MOST, UNITS = 10, 4


class CollapsePlot(Plot):
    """Many linear layers are one: two nets of the same random weights, without and with bends.

    Above, where the output of each net is positive (blue) and negative (orange), and the straight
    line of the one layer W, b that all layers make when they are multiplied out. Below, all
    weights, and biases under them: large squares are large numbers, filled ones positive. They are
    never trained and the same on both sides; one more layer comes in before the last.
    """

    BENDS = {name: ACTIVATIONS[name].f for name in ("relu", "tanh")}
    controls = {
        "layers": Slider(3, 1, MOST, 1, "layers"),
        "bend": Choice("relu", tuple(BENDS), "bend on the right"),
    }
    size = (8, 5.9)
    BOX = (-2.0, 2.0, -2.0, 2.0)

    def build(self, figure: Figure) -> None:
        parts = figure.add_gridspec(2, 2, height_ratios=(3.5, 1.75))
        solid, dashed = dict(color=CURVE, lw=3.2), dict(color=WEIGHT, lw=2.2, dashes=(4, 2.5))
        self.nets, self.straight = [], []
        for column in (0, 1):
            plane = figure.add_subplot(parts[0, column])
            plain(plane, self.BOX)
            self.nets.append(Regions(plane, self.BOX))
            self.nets[-1].boundary.set(**solid)
            self.straight += plane.plot([], [], zorder=4, animated=True, **dashed)
        left, right = (net.boundary.axes for net in self.nets)
        above(left, 0, "without a bend", weight="bold")
        self.name = above(right, weight="bold")
        below = figure.add_subplot(parts[1, :])
        self.squares = Squares(below)
        y = self.squares.FLOOR
        below.plot([0, 3.6], [y, y], **solid)
        below.text(4.6, y, "the net gives 0", va="center", color=CURVE)
        below.plot([0, 3.6], [y - 2.4, y - 2.4], **dashed)
        below.text(4.6, y - 2.4, "one layer gives 0:", va="center", color=DARK[WEIGHT])
        self.product = below.text(17.4, y - 2.4, "", va="center", color=DARK[WEIGHT], animated=True)

    def update(self, layers: int, bend: str) -> str:
        f, net = self.BENDS[bend], random_layers(layers)
        one = multiplied_out(net)
        alone = run([one], NONE.f, self.nets[0].points)
        apart = []
        for regions, line, between in zip(self.nets, self.straight, (NONE.f, f), strict=True):
            outputs = show_regions(regions, lambda X, g=between: run(net, g, X))
            apart.append(float(np.abs(outputs - alone).max()))
            line.set_data(*zero_lines(*one))
        W, b = one[0][:, 0], one[1]
        self.squares.set(net, f)

        names = "W₁W₂W₃"[: 2 * layers] if layers < 4 else f"W₁…{_name(layers)}"
        matrix, bias = listed(W[:, None], lambda w: number(w, 2)), number(float(b[0]), 2)
        self.product.set_text(f"W = {names} = {matrix},  b = {bias}")
        self.name.set_text(f"with {bend} between the layers" if layers > 1 else "one layer only")

        many = "1 layer is" if layers == 1 else f"{layers} layers without a bend are"
        said = f"{many} one layer, W = {names} = {matrix} and b = {bias}: the boundary is straight."
        if layers == 1:
            return f"{said} There is no place for {bend} between layers."
        shape = "has corners" if bend == "relu" else "is curved"
        far = short(rounded(apart[1], 2))
        return (
            f"{said} The same layers with {bend} between them: the boundary {shape}, and the "
            f"outputs differ from that layer's by up to {far}."
        )


class Squares:
    """The weights of layers as squares, each as large as its number, side by side."""

    STEP, GAP = 6.6, 2.6  # in cells: to the next layer, between layers
    FLOOR = -8.6  # below all of them

    def __init__(self, axes: Axes) -> None:
        axes.set(xlim=(-0.2, MOST * self.STEP - 2.4), ylim=(-12.2, 1.4), aspect="equal")
        axes.axis("off")
        look = dict(closed=True, animated=True)
        self.frames = axes.add_collection(PolyCollection([], fc="none", ec=FAINT, lw=0.8, **look))
        self.cells = axes.add_collection(PolyCollection([], ec=WEIGHT, lw=1, **look))
        (self.bends,) = axes.plot([], [], color=CURVE, lw=2, animated=True)
        self.names: list[Text] = [
            axes.text(*self._corner(i), _name(i + 1), ha="left", va="bottom", animated=True)
            for i in range(MOST)
        ]

    def _corner(self, i: int) -> tuple[float, float]:
        return i * self.STEP, -0.9

    def set(self, net: list[Layer], f: Callable) -> None:
        """Show these layers, and f between them."""
        frames, cells, signs, bends = [], [], [], []
        x = np.linspace(-1, 1, 41)
        for i, (W, b) in enumerate(net):
            left, top = self._corner(i)
            below = top - len(W) - 0.4
            frames += [_box(left, top, W.shape[1], len(W)), _box(left, below, len(b), 1)]
            places = [(left + k, top - j) for j in range(len(W)) for k in range(W.shape[1])]
            places += [(left + k, below) for k in range(len(b))]
            values = np.append(W.ravel(), b)
            # The area says how large; the largest weights, about 4, fill a cell.
            sides = np.minimum(0.92, 0.46 * np.sqrt(np.abs(values)))
            cells += [
                _box(u + (1 - side) / 2, v - (1 - side) / 2, side, side)
                for (u, v), side in zip(places, sides, strict=True)
            ]
            signs.extend(values > 0)
            if i + 1 < len(net) and f is not NONE.f:
                middle = np.array([left + UNITS + self.GAP / 2, top - 2])
                height = f(2.5 * x) / np.abs(f(2.5 * x)).max()
                bends += [middle + 0.85 * np.stack([x, height], axis=1), [[np.nan, np.nan]]]
        self.frames.set_verts(frames)
        self.cells.set_verts(cells)
        self.cells.set_facecolor([WEIGHT if sign else "white" for sign in signs])
        self.bends.set_data(*np.concatenate(bends).T if bends else ([], []))
        for i, name in enumerate(self.names):
            name.set_visible(i < len(net))


@cache
def _drawn() -> tuple[list[Layer], Layer, Layer]:
    """Draw all but the last layer, the last one, and the only one of a net of one layer.

    Of many seeds tried this one was chosen because the boundary crosses the picture at every
    depth, straight or bent.
    """
    rng = np.random.default_rng(26615)

    def layer(inputs: int, outputs: int, std: float) -> Layer:
        return std * rng.normal(size=(inputs, outputs)), 0.6 * rng.normal(size=outputs)

    inner = [layer(2, UNITS, 1.6)]
    inner += [layer(UNITS, UNITS, 1.6 / 2**0.5) for _ in range(MOST - 2)]
    return inner, layer(UNITS, 1, 1.0), layer(2, 1, 1.0)


def random_layers(depth: int) -> list[Layer]:
    """Return the layers of a net 2 → 4 → … → 1: the same ones at every depth, as far as it goes."""
    inner, last, only = _drawn()
    return [only] if depth == 1 else [*inner[: depth - 1], last]


def run(net: list[Layer], f: Callable, X: np.ndarray) -> np.ndarray:
    """Compute the output of a net with f between its layers, for every row of X."""
    for W, b in net[:-1]:
        X = f(dl.linear(X, W, b))
    return dl.linear(X, *net[-1])[:, 0]


def multiplied_out(net: list[Layer]) -> Layer:
    """Return the one layer that does what `net` does when nothing bends between its layers."""
    W, b = net[0]
    for W_next, b_next in net[1:]:
        W, b = W @ W_next, b @ W_next + b_next
    return W, b


def _box(left: float, top: float, width: float, height: float) -> list[tuple[float, float]]:
    right, bottom = left + width, top - height
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _name(i: int) -> str:
    return "W" + str(i).translate(SUBSCRIPT)
