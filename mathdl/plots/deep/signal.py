"""Random layers in a row: does a signal keep its size? (chapter 8)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.deep.panels import Panels, between
from mathdl.plots.deep.random_nets import BENDS, sizes
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, number

RULES = {"relu": "√(2/in)", "tanh": "√(1/in)", "none": "√(1/in)"}


class SignalPlot(Plot):
    """How large signal and gradient are at each layer of five random nets.

    Nothing is trained; biases are 0. Left, the root mean square of the signal after each layer,
    compared with the input; right, that of a random gradient on its way back, compared with the
    last layer. The weights' std is √(2/in) for relu and √(1/in) otherwise, times a scale.
    """

    controls = {
        "scale": Slider(1.0, 0.8, 1.25, 0.01, "std: times the rule's"),
        "depth": Slider(100, 1, 100, 1, "layers"),
        "bend": Choice("relu", tuple(BENDS), "bend"),
        "width": Choice(64, (64, 16), "width"),
    }
    size = (8, 4.2)

    def build(self, figure: Figure) -> None:
        self.panels = Panels(figure)

    def update(self, scale: float, depth: int, bend: str, width: int) -> str:
        made = sizes(depth, bend, width, round(scale, 9))
        self.panels.set(made)
        how = "without a bend" if bend == "none" else f"of {bend}"
        return (
            f"{counted(depth, 'layer')} {how}, width {width}, weights with std "
            f"{number(scale, 2)} · {RULES[bend]}: of five nets, the signal at the end is "
            f"{between(made.signal[:, -1])} times as large as the input, and the gradient at the "
            f"input {between(made.gradient[:, 0])} times that at the end. {_fate(made.signal)}"
        )


def _fate(signal: np.ndarray) -> str:
    end = signal[:, -1]
    if end.max() < 0.03:
        return "The signal vanishes."
    if end.min() > 30:
        return "The signal explodes."
    return "The signal is still there." if end.min() > 0.03 else "The nets differ widely."
