"""A product through depth: what is left of a gradient after many layers (chapter 4)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.activations.activation_table import ACTIVATIONS
from mathdl.plots.kit.colours import DARK, FAINT, GRADIENT, MUTED
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.marks import above
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, power, short

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
    """The size of the gradient at every layer of a chain, back from the output.

    Each layer is a → f(w·a + b) of single numbers and multiplies the gradient by w·f′(z); the
    dashed line shows the largest that it could be. The value 0 has no place on a log axis and
    gets a strip of its own.
    """

    CENTRED = "centred (−w/2)"
    controls = {
        "layers": Slider(10, 1, 20, 1, "layers"),
        "weight": Slider(1.0, 0.0, 8.0, 0.1, "weight w"),
        "bias": Choice(
            CENTRED,
            (CENTRED, "0"),
            "bias b",
            when=lambda values: values["activation"] == "sigmoid",
        ),
        "activation": Choice("sigmoid", ("sigmoid", "tanh", "relu"), "activation f"),
    }
    size = (8, 4.2)
    LOWEST, HIGHEST = 5e-13, 2e6  # sizes beyond leave the picture; their number stays
    END = 26  # of the axis, with room for that number

    def build(self, figure: Figure) -> None:
        upper, strip = figure.subplots(2, 1, sharex=True, height_ratios=(12, 1))
        upper.set(yscale="log", ylim=(1e-14, 1e8), xlim=(-0.5, self.END))
        powers = (-12, -9, -6, -3, 0, 3, 6)
        names = ["1,000" if p == 3 else power(10, p) for p in powers]
        upper.set_yticks([10.0**p for p in powers], names)
        upper.minorticks_off()
        upper.set_ylabel("size of the gradient")
        upper.spines.bottom.set_visible(False)
        upper.tick_params(bottom=False)
        upper.axhline(1, color=FAINT, lw=0.8)
        strip.set(ylim=(-1, 1), xlabel="layers back from the output")
        strip.set_xticks(range(0, 21, 5))
        strip.set_yticks([0], ["0"])
        edge = dict(color=MUTED, rotation=90, ha="right")
        upper.text(self.END, 2, "explodes →", va="bottom", **edge)
        upper.text(self.END, 0.5, "← vanishes", va="top", **edge)

        moving = dict(color=GRADIENT, animated=True)
        (self.most,) = upper.plot([], [], color=MUTED, lw=1.6, dashes=(5, 3), animated=True)
        (self.path,) = upper.plot([], [], lw=1.4, **moving)
        (self.dots,) = upper.plot([], [], "o", ms=6.5, **moving)
        (self.zeros,) = strip.plot([], [], "x", ms=7, mew=1.6, clip_on=False, **moving)
        told = dict(fontsize=14, weight="bold", color=DARK[GRADIENT])
        self.arrives = upper.text(0, 1, "", animated=True, **told)
        self.layer = above(upper, color=DARK[GRADIENT], weight="bold")
        self.bound = above(upper, 1, color=MUTED)

    def update(self, layers: int, weight: float, bias: str, activation: str) -> str:
        weight = round(weight, 9)
        centred = activation == "sigmoid" and bias == self.CENTRED
        b = -weight / 2 if centred else 0.0
        sizes, links = gradients(activation, layers, weight, b)
        most = weight * _steepest(activation)

        self._draw(np.abs(sizes), most)
        factor = "w·σ′(z)" if activation == "sigmoid" else f"w·{activation}′(z)"
        alike = np.ptp(links) < 1e-9
        if alike and weight:
            factor += f" = {short(weight)} × {short(links[0] / weight)} = {short(links[0])}"
        elif alike:
            factor += " = 0"
        else:
            factor += f", between {short(links.min())} and {short(links.max())}"
        self.layer.set_text(f"each layer × {factor}")
        self.bound.set_text(f"- - at most {short(most)} each")
        said = (
            f"Back through {counted(layers, f'{activation} layer')} of weight "
            f"{short(weight)} and bias {short(b)} a gradient of 1 {_fate(sizes)}: each layer "
            f"multiplies it by {factor}"
        )
        if links.max() > most - 1e-9:
            return f"{said}, the most possible." if weight else f"{said}."
        saturated = ", but the units saturate" if links.min() < 0.1 * most else ""
        return f"{said}; {short(most)} would be possible{saturated}."

    def _draw(self, sizes: np.ndarray, most: float) -> None:
        """Draw the size after each layer, zeros in the strip below, and the largest possible."""
        k = np.arange(len(sizes))
        alive = np.count_nonzero(sizes)  # a gradient once 0 stays 0
        self.path.set_data(k[:alive], sizes[:alive])
        beyond = (sizes < self.LOWEST) | (sizes > self.HIGHEST)
        self.dots.set_data(k[~beyond], sizes[~beyond])
        self.zeros.set_data(k[alive:], 0 * k[alive:])
        self.most.set_data(*([0, k[-1]], [1, most ** k[-1]]) if most else ([], []))

        end = sizes[-1]
        if end == 0:
            self.arrives.set(x=alive + 0.3, y=self.LOWEST, va="bottom", text="0: nothing arrives")
        elif beyond[-1]:
            low = end < 1
            self.arrives.set(x=beyond.argmax() + 0.4, text=f"{'↓' if low else '↑'} {short(end)}")
            self.arrives.set(y=self.LOWEST if low else self.HIGHEST, va="bottom" if low else "top")
        else:
            self.arrives.set(x=k[-1] + 0.4, y=end, text=short(end))
            self.arrives.set_va("bottom" if end >= 1 else "top")


def _steepest(activation: str) -> float:
    """Return the largest slope that the activation has anywhere."""
    return float(dl.derivative(ACTIVATIONS[activation].f)(np.linspace(-6, 6, 241)).max())


def _fate(sizes: np.ndarray) -> str:
    """Say what arrives at the first layer."""
    end = sizes[-1]
    if end == 0:
        return "arrives as 0"
    if abs(end - 1) < 1e-9:
        return "arrives as 1, unchanged"
    if end < 0.001:
        return f"vanishes to {short(end)}"
    return f"{'shrinks' if end < 1 else 'explodes' if end > 1000 else 'grows'} to {short(end)}"
