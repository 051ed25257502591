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
from mathdl.plots.kit.plane import Regions, plain
from mathdl.plots.kit.plot import Plot
from mathdl.words import SUBSCRIPT, listed, number, rounded, short

Layer = tuple[np.ndarray, np.ndarray]  # its weights and biases
MOST, UNITS = 10, 4


class CollapsePlot(Plot):
    """Many linear layers are one: the boundary of a net of random weights, with and without bends.

    Left, where the output of the net is positive (blue) and negative (orange), and the straight
    line of the one layer W, b that all layers make when they are multiplied out. Right, all
    weights, and biases below them: large squares are large numbers, filled ones positive. They are
    never trained and stay the same when the bend goes on; one more layer comes in before the last.
    """

    BENDS = {"off": NONE.f} | {name: ACTIVATIONS[name].f for name in ("relu", "tanh")}
    controls = {
        "layers": Slider(3, 1, MOST, 1, "layers"),
        "bend": Choice("off", tuple(BENDS), "bend"),
    }
    size = (8, 4.4)
    BOX = (-2.0, 2.0, -2.0, 2.0)

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.02))
        plain(left, self.BOX)
        self.regions = Regions(left, self.BOX)
        solid, dashed = dict(color=CURVE, lw=3.2), dict(color=WEIGHT, lw=2.2, dashes=(4, 2.5))
        self.regions.boundary.set(**solid)
        (self.straight,) = left.plot([], [], zorder=4, animated=True, **dashed)
        self.squares = Squares(right)
        y = -18.4
        right.plot([0, 3.6], [y, y], **solid)
        right.text(4.6, y, "the net gives 0", va="center", color=CURVE, weight="bold")
        right.plot([0, 3.6], [y - 2.2, y - 2.2], **dashed)
        right.text(
            4.6, y - 2.2, "one layer gives 0", va="center", color=DARK[WEIGHT], weight="bold"
        )
        below = dict(va="top", linespacing=1.3, animated=True)
        self.product = right.text(4.6, y - 3.3, "", color=DARK[WEIGHT], **below)
        self.told = right.text(4.6, y - 8, "", **below)

    def update(self, layers: int, bend: str) -> str:
        f, net = self.BENDS[bend], random_layers(layers)
        one = multiplied_out(net)
        outputs = show_regions(self.regions, lambda X: run(net, f, X))
        far = float(np.abs(outputs - run([one], f, self.regions.points)).max())
        W, b = one[0][:, 0], one[1]
        self.straight.set_data(*zero_lines(*one))
        self.squares.set(net, f)

        names = "W₁W₂W₃"[: 2 * layers] if layers < 4 else f"W₁…{_name(layers)}"
        matrix, bias = listed(W[:, None], lambda w: number(w, 2)), number(float(b[0]), 2)
        self.product.set_text(f"W = {names} = {matrix}\nb = {bias}")
        same = far < 1e-10
        how = "by less than 10⁻¹⁰" if same else f"by up to {short(rounded(far, 2))}"
        self.told.set_text(f"They differ {how}.")

        many = "1 layer is" if layers == 1 else f"{layers} layers without a bend are"
        if bend == "off":
            return (
                f"{many} one layer, with W = {names} = {matrix} and b = {bias}. Net and layer "
                f"differ {how} in the whole picture, and the boundary is straight."
            )
        if layers == 1:
            return (
                f"1 layer has no place for {bend} between layers: the boundary is straight, "
                f"with W = {matrix} and b = {bias}, and the two differ {how}."
            )
        shape = "has corners" if bend == "relu" else "is curved"
        return (
            f"The same {layers} layers with {bend} between them: the boundary {shape}. The "
            f"one layer W = {names} = {matrix}, b = {bias} is no longer the same: the two differ "
            f"{how}."
        )


class Squares:
    """The weights of layers as squares, each as large as its number, five layers to a line."""

    STEP, LINE, GAP = 6.6, 8.4, 2.6  # in cells: to the next layer, to the next line, between layers

    def __init__(self, axes: Axes) -> None:
        axes.set(xlim=(-0.2, 5 * self.STEP - 0.2), ylim=(-29.8, 0.7), aspect="equal")
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
        return i % 5 * self.STEP, -0.9 - i // 5 * self.LINE

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
