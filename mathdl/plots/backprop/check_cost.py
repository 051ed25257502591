"""What gradients cost: one pass back, or one more forward for every parameter (chapter 6)."""

from __future__ import annotations

from matplotlib.figure import Figure

from mathdl.plots.kit.colours import CURVE, DARK, GRADIENT, INPUT
from mathdl.plots.kit.controls import Choice
from mathdl.plots.kit.plot import Plot
from mathdl.plots.tensors.shape_flow import cost
from mathdl.words import number


class CheckCostPlot(Plot):
    """What the gradients of all P parameters cost, in multiplications counted.

    By one backward pass, which is about two forwards whatever the size of the net, and by finite
    differences, which are P + 1 forwards one-sided and 2P central.
    """

    INPUTS = 2
    controls = {
        "width": Choice(16, (4, 16, 64, 256), "units in a hidden layer"),
        "layers": Choice(3, (2, 3, 4), "layers"),
    }
    size = (8, 3.9)
    ROWS = {"forward": 3, "backward": 2, "one_sided": 1, "central": 0}

    def build(self, figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xscale="log", xlim=(2e-4, 1e19), ylim=(-0.55, 4.2))
        ticks = {1: "1", 1e3: "1,000", 1e6: "1 million", 1e9: "1,000 million"}
        axes.set_xticks(list(ticks), list(ticks.values()))
        axes.minorticks_off()
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.spines["bottom"].set_bounds(1, 1e11)
        axes.set_xlabel("multiplications for one example", x=0.163, ha="left")
        names = {
            "forward": ("forward", INPUT, None),
            "backward": ("backward", GRADIENT, None),
            "one_sided": ("differences,\none-sided", CURVE, "//"),
            "central": ("differences,\ncentral", CURVE, "xx"),
        }
        self.bars, self.counts, self.forwards = {}, {}, {}
        for kind, y in self.ROWS.items():
            name, colour, hatch = names[kind]
            axes.text(
                0.5,
                y,
                name,
                ha="right",
                va="center",
                color=DARK.get(colour, colour),
                weight="bold",
                linespacing=1.1,
            )
            face = dict(color=colour) if hatch is None else dict(fc="white", ec=colour, hatch=hatch)
            (self.bars[kind],) = axes.barh([y], [1], 0.6, left=1, animated=True, **face)
            self.counts[kind] = axes.text(1, y, "", va="center", fontsize=13, animated=True)
            self.forwards[kind] = axes.text(
                5e18, y, "", ha="right", va="center", fontsize=14, weight="bold", animated=True
            )
        axes.text(5e18, 3.95, "in forwards", ha="right", va="center", fontsize=13)
        self.net = axes.text(2e-4, 3.95, "", va="center", fontsize=14, weight="bold", animated=True)

    def update(self, width: int, layers: int) -> str:
        sizes = [self.INPUTS, *[width] * (layers - 1), 1]
        c = cost(sizes)
        forwards = {
            "forward": "1",
            "backward": number(c.backward / c.forward, 2),
            "one_sided": f"{c.parameters + 1:,}",
            "central": f"{2 * c.parameters:,}",
        }
        for kind, bar in self.bars.items():
            count = getattr(c, kind)
            bar.set_width(count - 1)
            self.counts[kind].set(x=count * 1.6, text=f"{count:,}")
            self.forwards[kind].set_text(forwards[kind])
        chain = " → ".join(map(str, sizes))
        self.net.set_text(f"{chain}:  P = {c.parameters:,} parameters")
        ratio = c.one_sided / c.backward
        return (
            f"In the net {chain}, forward takes {c.forward:,} multiplications. Backward takes "
            f"{c.backward:,} ({c.for_weights:,} for the weights and {c.for_inputs:,} for the "
            f"inputs of all layers but the first): {forwards['backward']} forwards. Checking all "
            f"P = {c.parameters:,} parameters takes {forwards['one_sided']} forwards by one-sided "
            f"differences, {forwards['central']} by central ones; if backward took a second, "
            f"one-sided differences would take {_time(ratio)}."
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
