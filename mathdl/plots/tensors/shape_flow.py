"""Tensors flowing through a small net, each drawn as large as its shape (chapter 2)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import mathdl as dl
from mathdl.plots.kit.cells import page
from mathdl.plots.kit.colours import CURVE, DARK, INPUT, PALE, WEIGHT
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import arrow
from mathdl.plots.kit.plot import Plot

Shape = tuple[int, ...]


@lru_cache(maxsize=64)
def flow(batch: int, features: int, hidden: int, classes: int) -> dict[str, Shape]:
    """Run a batch through two layers with a relu between; return all shapes by name.

    Examples
    --------
    >>> flow(32, 10, 16, 4)["Z₂"]
    (32, 4)
    """
    first = dl.nn.Linear(features, hidden, rng=0)
    second = dl.nn.Linear(hidden, classes, rng=0)
    tensors = {"X": np.ones((batch, features))}
    tensors["Z₁"] = first(tensors["X"])
    tensors["A₁"] = dl.relu(tensors["Z₁"])
    tensors["Z₂"] = second(tensors["A₁"])
    for number, layer in (("₁", first), ("₂", second)):
        tensors[f"W{number}"], tensors[f"b{number}"] = layer.weight, layer.bias
    return {name: tensor.shape for name, tensor in tensors.items()}


class Cost(NamedTuple):
    """Multiplications of numbers in the matrix products of a net, for one example."""

    parameters: int
    forward: int
    for_weights: int
    for_inputs: int

    @property
    def backward(self) -> int:
        """What one backward pass takes."""
        return self.for_weights + self.for_inputs

    @property
    def one_sided(self) -> int:
        """What finite differences take with one more forward pass for each parameter."""
        return (self.parameters + 1) * self.forward

    @property
    def central(self) -> int:
        """What finite differences take with two forward passes for each parameter."""
        return 2 * self.parameters * self.forward


def cost(sizes: Sequence[int]) -> Cost:
    """Count the multiplications of a net of linear layers, matrix products only, for one example.

    A layer from m to n numbers takes m·n in forward, m·n for the gradient of its weights and m·n
    for that of its inputs. The first layer skips the last: nobody asks for the data's gradient.

    Parameters
    ----------
    sizes : sequence of int
        How many numbers there are before, between and after the layers, inputs first.

    Examples
    --------
    >>> cost([2, 16, 16, 1])
    Cost(parameters=337, forward=304, for_weights=304, for_inputs=272)
    """
    products = [m * n for m, n in pairwise(sizes)]
    parameters = sum(products) + sum(sizes[1:])
    return Cost(parameters, sum(products), sum(products), sum(products[1:]))


class ShapeFlowPlot(Plot):
    """Shapes through a small net: X @ W₁ + b₁ = Z₁, relu gives A₁, A₁ @ W₂ + b₂ = Z₂.

    Every tensor is drawn to one scale: height for rows, width for columns. Each weight stands above
    the tensor that it makes, as wide as it; what flows has a row for every example.
    """

    controls = {
        "batch": Slider(64, 1, 64, 1, "batch"),
        "features": Slider(10, 1, 20, 1, "features"),
        "hidden": Slider(16, 1, 40, 1, "hidden units"),
        "classes": Slider(4, 2, 10, 1, "classes"),
    }
    size = (8, 5.4)
    UNIT = 4.0  # pixels of the page for one row or column
    MIDDLES = {"X": 66, "Z₁": 248, "A₁": 492, "Z₂": 692}
    MADE = {"Z₁": "₁", "Z₂": "₂"}  # by the weights and bias of that number
    FORMULAS = {
        "X": "X: a batch", "Z₁": "Z₁ = X @ W₁ + b₁",
        "A₁": "A₁ = relu(Z₁)", "Z₂": "Z₂ = A₁ @ W₂ + b₂",
    }  # fmt: skip
    TOP, BIAS, SHELF = 314, 334, 354  # where tensors hang, biases and weights stand
    COUNTS = 488, 460  # above the highest W₁

    def build(self, figure: Figure) -> None:
        axes = page(figure)
        self.boxes: dict[str, Rectangle] = {}
        self.words, self.formulas, self.arrows = {}, {}, {}
        for name, x in self.MIDDLES.items():
            colour = INPUT if name == "X" else CURVE
            self._box(axes, name, facecolor=PALE.get(colour, PALE[CURVE]), edgecolor=colour)
            look = dict(ha="center", va="top", color=DARK.get(colour, CURVE), animated=True)
            self.words[name] = axes.text(x, 0, "", fontsize=14, weight="bold", **look)
            self.formulas[name] = axes.text(x, 0, self.FORMULAS[name], fontsize=14, **look)
        for number in self.MADE.values():
            orange = dict(edgecolor=WEIGHT)
            self._box(axes, f"W{number}", facecolor=PALE[WEIGHT], hatch="//", **orange)
            self._box(axes, f"b{number}", facecolor=WEIGHT, **orange)
            look = dict(ha="right", va="center", color=DARK[WEIGHT], fontsize=14, animated=True)
            self.words[f"W{number}"] = axes.text(0, self.SHELF + 18, "", **look)
            self.words[f"b{number}"] = axes.text(0, self.BIAS - 3, "", **look)
        for name in list(self.MIDDLES)[1:]:
            self.arrows[name] = arrow(axes, CURVE, 1.8)
        left = dict(va="center", fontsize=14)
        upper, lower = self.COUNTS
        for y, what, ink in (
            (upper, "parameters", DARK[WEIGHT]),
            (lower, "multiplications", CURVE),
        ):
            axes.text(24, y, what, weight="bold", color=ink, **left)
        self.parameters = axes.text(200, upper, "", animated=True, color=DARK[WEIGHT], **left)
        self.products = axes.text(200, lower, "", animated=True, **left)

    def _box(self, axes: Axes, name: str, **look: str) -> None:
        patch = Rectangle((0, 0), 1, 1, lw=1.6, animated=True, **look)
        self.boxes[name] = axes.add_patch(patch)

    def update(self, batch: int, features: int, hidden: int, classes: int) -> str:
        shapes = flow(batch, features, hidden, classes)
        for name, x in self.MIDDLES.items():
            rows, columns = np.multiply(shapes[name], self.UNIT)
            self.boxes[name].set_bounds(x - columns / 2, self.TOP - rows, columns, rows)
            self.words[name].set_text(f"{name} {shapes[name]}")
            self.words[name].set_y(self.TOP - rows - 7)
            self.formulas[name].set_y(self.TOP - rows - 30)
        for name, number in self.MADE.items():
            x, weight, bias = self.MIDDLES[name], f"W{number}", f"b{number}"
            rows, columns = np.multiply(shapes[weight], self.UNIT)
            self.boxes[weight].set_bounds(x - columns / 2, self.SHELF, columns, rows)
            self.boxes[bias].set_bounds(x - columns / 2, self.BIAS - 4, columns, self.UNIT)
            for part in (weight, bias):
                self.words[part].set(x=x - columns / 2 - 8, text=f"{part} {shapes[part]}")
        names, y = list(self.MIDDLES), self.TOP - batch * self.UNIT / 2
        for before, after in pairwise(names):
            start, end = self.boxes[before], self.boxes[after]
            self.arrows[after].set_positions(
                (start.get_x() + start.get_width() + 4, y), (end.get_x() - 4, y)
            )

        counted = cost([features, hidden, classes])
        spelt = f"{features}·{hidden} + {hidden} + {hidden}·{classes} + {classes}"
        self.parameters.set_text(f"{spelt} = {counted.parameters:,}")
        products = (
            f"{batch}·({features}·{hidden} + {hidden}·{classes}) = {batch * counted.forward:,}"
        )
        self.products.set_text(products)
        examples = "1 example goes" if batch == 1 else f"{batch} examples go"
        return (
            f"{examples} in as X {shapes['X']}; Z₁ and A₁ {shapes['A₁']} follow, and Z₂ "
            f"{shapes['Z₂']} comes out. The weights are W₁ {shapes['W₁']} and W₂ {shapes['W₂']}: "
            f"{counted.parameters:,} parameters, {batch * counted.forward:,} multiplications."
        )
