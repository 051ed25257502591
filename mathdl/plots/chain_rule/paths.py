"""Two paths add (chapter 3)."""

from __future__ import annotations

import math
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

import mathdl as dl
from mathdl.plots.kit.colours import CURVE, DARK, EMPTY, GRADIENT, INPUT, MUTED
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import CENTRED
from mathdl.plots.kit.plot import Plot
from mathdl.words import brief, factor

Place = tuple[float, float]


class PathsPlot(Plot):
    """Two paths from x to z = u·v, through u = x² and through v = 3x: multiply along, add between.

    Each path is a pipe, and what flows in it is as thick as the part that it adds to dz/dx.
    """

    controls = {
        "x": Slider(3.0, -3.0, 3.0, 0.1, "x"),
        "path": Choice("both paths", ("both paths", "through u", "through v"), "show"),
    }
    size = (8, 3.9)
    X, U, V, Z = (1.6, 4.75), (8.0, 6.75), (8.0, 2.75), (14.4, 4.75)
    WIDEST, LARGEST = 12.0, 54.0  # this many points of thickness stand for this large a part

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(0, 16), ylim=(0, 7.8))
        axes.axis("off")
        ways = {"u": (self.X, self.U, self.Z), "v": (self.X, self.V, self.Z)}
        self.flows = {}
        for name, way in ways.items():
            axes.plot(*zip(*way), color=EMPTY, lw=self.WIDEST + 4, zorder=0)
            (self.flows[name],) = axes.plot(*zip(*way), color=GRADIENT, zorder=1, animated=True)
            for start, end in pairwise(way):
                _arrowhead(axes, start, end)
        colours = (INPUT, CURVE, CURVE, CURVE)
        places = (self.X, self.U, self.V, self.Z)
        self.nodes = [_node(axes, place, colour) for place, colour in zip(places, colours)]

        outside = dict(fontsize=14, animated=True)
        above, below = dict(y=6.0, va="bottom"), dict(y=3.5, va="top")
        self.slopes = {
            "u": (
                axes.text(4.75, s="", ha="right", **above, **outside),
                axes.text(11.25, s="", ha="left", **above, **outside),
            ),
            "v": (
                axes.text(4.75, s="", ha="right", **below, **outside),
                axes.text(11.25, s="", ha="left", **below, **outside),
            ),
        }
        middle = dict(**CENTRED, animated=True)
        self.parts = {
            "u": axes.text(8, 5.2, "", **middle, fontsize=14),
            "v": axes.text(8, 4.3, "", **middle, fontsize=14),
        }
        self.total = axes.text(
            8, 0.75, "", **middle, fontsize=19, weight="bold", color=DARK[GRADIENT], zorder=5
        )

    def update(self, x: float, path: str) -> str:
        x = round(x, 9)

        def square(x: float) -> float:
            return x * x

        def triple(x: float) -> float:
            return 3 * x

        u, v = dl.Tensor(square(x)), dl.Tensor(triple(x))
        z = u * v
        z.backward()
        first = {"u": dl.derivative(square)(x), "v": dl.derivative(triple)(x)}
        second = {"u": float(u.grad), "v": float(v.grad)}
        part = {name: first[name] * second[name] for name in first}
        total = dl.derivative(lambda x: square(x) * triple(x))(x)

        names = ("x", "u = x²", "v = 3x", "z = u · v")
        for node, name, value in zip(self.nodes, names, (x, u.item(), v.item(), z.item())):
            node.set_text(f"{name}\n= {brief(value)}" if name != "x" else f"x = {brief(x)}")
        formulas = {"u": ("∂u/∂x = 2x", "∂z/∂u = v"), "v": ("∂v/∂x = 3", "∂z/∂v = u")}
        product = {}
        for name, flow in self.flows.items():
            shown = path in ("both paths", f"through {name}")
            colour = DARK[GRADIENT] if shown else MUTED
            # Thinner than a point it could not be seen, and would look as dry as a part of 0.
            width = max(1.0, min(self.WIDEST, self.WIDEST * abs(part[name]) / self.LARGEST))
            flow.set(lw=width, visible=shown and part[name] != 0)
            slopes = (first[name], second[name])
            for text, formula, slope in zip(self.slopes[name], formulas[name], slopes):
                same = formula.endswith(f"= {brief(slope)}")
                text.set(text=formula if same else f"{formula} = {brief(slope)}", color=colour)
            product[name] = f"{brief(slopes[0])} × {factor(brief(slopes[1]))} = {brief(part[name])}"
            self.parts[name].set(text=f"through {name}:  {product[name]}", color=colour)

        added = f"dz/dx = {brief(part['u'])} + {brief(part['v'])} = {brief(total)}"
        said = f"At x = {brief(x)}, u = x² = {brief(u.item())} and v = 3x = {brief(v.item())}: "
        if total == 0:
            self.total.set_text(f"{added}: every path is dry")
            return f"{said}nothing comes through either path, {added}."
        if path == "both paths":
            self.total.set_text(added)
            return (
                f"{said}the path through u gives {product['u']}, the path through v gives "
                f"{product['v']}; together {added}."
            )
        name, other = ("u", "v") if path == "through u" else ("v", "u")
        self.total.set_text(
            f"{brief(part[name])} of {brief(total)}: "
            f"{brief(part[other])} through {other} is missing"
        )
        return (
            f"{said}the path through {name} alone gives {product[name]}; the path through {other}, "
            f"{product[other]}, is missing from {added}."
        )


def _arrowhead(axes: Axes, start: Place, end: Place) -> None:
    """Draw which way a pipe is walked, in its middle."""
    angle = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    axes.plot(
        *zip(middle), marker=(3, 0, angle - 90), ms=15, mfc=CURVE, mec="white", mew=1.5, zorder=2,
        animated=True,
    )  # fmt: skip


def _node(axes: Axes, place: Place, colour: str) -> object:
    """Draw a box, and return the writing in it. Animated, or what flows would be drawn over it."""
    x, y = place
    box = FancyBboxPatch(
        (x - 1.2, y - 0.6),
        2.4,
        1.2,
        boxstyle="round,pad=0.1,rounding_size=0.3",
        facecolor="white",
        edgecolor=colour,
        lw=2.2,
        zorder=3,
        animated=True,
    )
    axes.add_patch(box)
    middle = dict(**CENTRED, zorder=4, animated=True)
    return axes.text(x, y, "", color=DARK.get(colour, colour), fontsize=14, **middle)
