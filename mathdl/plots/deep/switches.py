"""Normalisation and skips, switched on and off in random nets (chapter 8)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.deep.panels import Panels, between
from mathdl.plots.deep.random_nets import NORMS, sizes
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.plot import Plot
from mathdl.words import brief, counted


class SwitchesPlot(Plot):
    """How large signal and gradient are at each layer, with normalisation and skips.

    Five random nets of 64 units to a layer, a batch of 16 normal inputs, biases 0; weights' std is
    √(2/in) for relu and √(1/in) for tanh. Without a skip a layer is f(norm(x W)), with one it is
    x + s·f(norm(x) W), where s is its share.

    Parameters
    ----------
    skips : bool
        Whether there is a switch for skips, which section 8.7 explains.
    """

    SKIP = Choice(0.0, (0.0, 0.1, 1.0), "share of f (0: no skip)")
    controls = {
        "norm": Choice("batch", NORMS, "normalise"),
        "skip": SKIP,
        "bend": Choice("relu", ("relu", "tanh"), "bend"),
        "depth": Slider(100, 1, 100, 1, "layers"),
    }
    size = (8, 4.2)

    def __init__(self, skips: bool = True) -> None:
        if not skips:
            self.controls = {k: v for k, v in self.controls.items() if k != "skip"}

    def build(self, figure: Figure) -> None:
        self.panels = Panels(figure)

    def update(self, norm: str, bend: str, depth: int, skip: float = 0.0) -> str:
        made = sizes(depth, bend, 64, norm=norm, skip=skip)
        self.panels.set(made)
        kind = "not normalised" if norm == "none" else f"normalised by {norm}"
        road = f"x + {'' if skip == 1 else brief(skip)}f(x)" if skip else "no skip"
        return (
            f"{counted(depth, 'layer')} of {bend}, {kind}, {road}: of five nets, the signal at the "
            f"end is {between(made.signal[:, -1])} times as large as the input, and the gradient "
            f"at the input {between(made.gradient[:, 0])} times that at the end."
            f"{_fate(made.gradient[:, 0])}"
        )


def _fate(left: np.ndarray) -> str:
    if left.min() > 1000:
        return " It explodes."
    return " It vanishes." if left.max() < 0.001 else ""
