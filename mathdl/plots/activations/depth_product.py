"""A product through depth: what is left of a gradient after many layers (chapter 4)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.activations.activation_table import ACTIVATIONS
from mathdl.plots.chain_rule.fading import BOTTOM, TOP, Fading
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.plot import Plot
from mathdl.words import brief, counted, short

START = 0.5


def gradients(
    activation: str, layers: int, weight: float, bias: float
) -> tuple[np.ndarray, np.ndarray]:
    """Send a gradient of 1 back through a chain a → f(weight·a + bias) of single numbers.

    Parameters
    ----------
    activation : str
        A name in `ACTIVATIONS`.
    layers : int
        How many times; the chain starts at a = ½.
    weight, bias : float
        The same in every layer.

    Returns
    -------
    gradients, links : array
        ∂y/∂a after 0, 1, … `layers` layers on the way back, and w·f′(z) of each layer, both from
        the output on.

    Examples
    --------
    >>> gradients("sigmoid", 2, 1.0, -0.5)
    (array([1.    , 0.25  , 0.0625]), array([0.25, 0.25]))
    """
    f = ACTIVATIONS[activation].f
    chain = [dl.Tensor(START)]
    for _ in range(layers):
        chain.append(f(chain[-1] * weight + bias))
    chain[-1].backward()
    slope = dl.derivative(lambda a: f(a * weight + bias))
    links = [slope(a.item()) for a in chain[-2::-1]]
    return np.array([a.grad.item() for a in chain[::-1]]), np.array(links)


class DepthProductPlot(Plot):
    """What is left of a gradient of 1 on its way back through four chains of single numbers.

    Each layer is a → f(w·a + b) and multiplies the gradient by w·f′(z). The chains differ in their
    weight; that of the last one can be chosen. What is too large for the picture is told.
    """

    CENTRED = "−w/2"
    WEIGHTS = (1.0, 2.0, 4.0)
    MOST = 20
    controls = {
        "layers": Slider(10, 1, MOST, 1, "layers"),
        "bias": Choice(
            CENTRED,
            (CENTRED, "0"),
            "bias b",
            when=lambda values: values["activation"] == "sigmoid",
        ),
        "weight": Slider(8.0, 0.0, 8.0, 0.1, "weight w in the last"),
        "activation": Choice("sigmoid", ("sigmoid", "tanh", "relu"), "activation f"),
    }
    size = (8, 3.5)

    def build(self, figure: Figure) -> None:
        panels = figure.subplots(1, len(self.WEIGHTS) + 1, sharey=True)
        self.chains = [Fading(axes, self.MOST) for axes in panels]
        panels[0].set(ylim=(BOTTOM, TOP), ylabel="gradient")
        figure.supxlabel("layers back from the output", fontsize=13)

    def update(self, layers: int, bias: str, weight: float, activation: str) -> str:
        centred = activation == "sigmoid" and bias == self.CENTRED
        ends, saturated = [], False
        for w, chain in zip((*self.WEIGHTS, round(weight, 9)), self.chains, strict=True):
            left, links = gradients(activation, layers, w, -w / 2 if centred else 0.0)
            chain.draw(left, f"w = {brief(w)}: {_factor(links)}")
            ends.append(f"{short(left[-1])} with weight {brief(w)}")
            saturated |= bool(links.min() < 0.1 * w * _steepest(activation))
        where = f"{activation} layers, bias {self.CENTRED if centred else 0}"
        said = f"Back through {counted(layers, 'layer')} ({where}) a gradient of 1 arrives as "
        said += f"{', '.join(ends[:-1])} and {ends[-1]}."
        return said + " Units saturate." * saturated


def _factor(links: np.ndarray) -> str:
    """Write by what a layer multiplies, or between which numbers that lies."""
    low, high = links.min(), links.max()
    return f"× {short(low)}" if high - low < 1e-9 else f"× {low:.1g}…{high:.1g}"


def _steepest(activation: str) -> float:
    """Return the largest slope that the activation has anywhere."""
    return float(dl.derivative(ACTIVATIONS[activation].f)(np.linspace(-6, 6, 241)).max())
