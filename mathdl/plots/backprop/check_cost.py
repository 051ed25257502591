"""What gradients cost: one pass back, or one more forward for every parameter (chapter 6)."""

from __future__ import annotations

import math

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mathdl.plots.kit.colours import CURVE, DARK, GRADIENT, INPUT, MUTED
from mathdl.plots.kit.controls import Choice
from mathdl.plots.kit.marks import HEADLINE
from mathdl.plots.kit.plot import Plot
from mathdl.plots.tensors.shape_flow import cost
from mathdl.words import number


class CheckCostPlot(Plot):
    """What the gradients of all P parameters cost, in multiplications: areas to one scale.

    By one backward pass, which is about two forward passes whatever the size of the net, and by
    finite differences, which are P + 1 forward passes one-sided and 2P central.
    """

    INPUTS = 2
    controls = {
        "width": Choice(16, (4, 16, 64, 256), "units in a hidden layer"),
        "layers": Choice(3, (2, 3, 4), "layers"),
    }
    size = (8, 4.7)
    SIDE = 320.0  # of the largest square, in pixels of the page
    FOOT = 62.0
    # Where each begins, and its colours.
    PLACES = {
        "forward": (14, INPUT, "forward"),
        "backward": (108, GRADIENT, "backward"),
        "one_sided": (232, CURVE, "differences,\none-sided"),
        "central": (474, CURVE, "differences,\ncentral"),
    }

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(4, 806), ylim=(2, 466))
        axes.axis("off")
        self.blocks, self.forwards = {}, {}
        for kind, (x, colour, name) in self.PLACES.items():
            look = dict(fc=colour, ec=colour, lw=0)
            if colour == CURVE:
                look = dict(
                    fc="white", ec=CURVE, lw=1.6, hatch="//" if kind == "one_sided" else "xx"
                )
            self.blocks[kind] = axes.add_patch(
                Rectangle((x, self.FOOT), 1, 1, animated=True, **look)
            )
            word = dict(va="top", color=DARK.get(colour, colour), linespacing=1.1)
            axes.text(x, self.FOOT - 10, name, weight="bold", **word)
            self.forwards[kind] = axes.text(
                x, 0, "", va="bottom", fontsize=15, weight="bold", animated=True
            )
        self.net = axes.text(14, 452, "", va="center", animated=True, **HEADLINE)
        axes.text(14, 424, "in forward passes; areas to one scale", va="center", color=MUTED)

    def update(self, width: int, layers: int) -> str:
        sizes = [self.INPUTS, *[width] * (layers - 1), 1]
        c = cost(sizes)
        forwards = {
            "forward": "1",
            "backward": number(c.backward / c.forward, 2),
            "one_sided": f"{c.parameters + 1:,}",
            "central": f"{2 * c.parameters:,}",
        }
        for kind, block in self.blocks.items():
            side = self.SIDE * math.sqrt(getattr(c, kind) / c.central)
            block.set_width(side)
            block.set_height(side)
            self.forwards[kind].set(y=self.FOOT + side + 4, text=forwards[kind])
        chain = " → ".join(map(str, sizes))
        self.net.set_text(f"{chain}:  P = {c.parameters:,} parameters")
        ratio = c.one_sided / c.backward
        return (
            f"In the net {chain}, forward takes {c.forward:,} multiplications. Backward takes "
            f"{c.backward:,} ({c.for_weights:,} for the weights and {c.for_inputs:,} for the "
            f"inputs of all layers but the first): {forwards['backward']} forward passes. Checking "
            f"all P = {c.parameters:,} parameters takes {forwards['one_sided']} forward passes by "
            f"one-sided differences, {forwards['central']} by central ones; if backward took a "
            f"second, one-sided differences would take {_time(ratio)}."
        )


def _time(seconds: float) -> str:
    """Write a time in the largest unit that it fills.

    Examples
    --------
    >>> _time(14.5), _time(178), _time(66_434)
    ('14 seconds', '3 minutes', '18 hours')
    """
    for unit, name in ((3600, "hours"), (60, "minutes")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds:.0f} seconds"
