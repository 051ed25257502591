"""A nudge that nobody sees, and that a net falls for (chapter 10)."""

from __future__ import annotations

from functools import cache

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.digits import record
from mathdl.plots.digits.paper import speaking
from mathdl.plots.digits.stage import INDEX, Stage
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.plot import Plot
from mathdl.words import brief, per_cent

WAYS = "its own slopes", "another net's", "chance"
SIZES = np.arange(0, 4.25, 0.25)


class FoolPlot(Plot):
    """Every pixel of a digit moved by the same small ε, up or down as somebody says.

    "Its own slopes" says up where more ink raises the net's loss; "another net's" are those of a
    net that learnt the same digits from another start; chance tosses a coin for each pixel. Nothing
    becomes lighter than white or darker than black. ε is in counts, of 16. The curves show how many
    of 510 digits of new hands are still read right.
    """

    controls = {
        "index": INDEX,
        "way": Choice(WAYS[0], WAYS, "up or down by"),
        "epsilon": Slider(0.0, 0.0, 4.0, 0.25, "ε, counts of 16"),
        "net": Choice("plain", ("plain", "cured"), "net"),
    }
    size = (8, 4.3)

    def build(self, figure: Figure) -> None:
        names = "what it is shown", "up (blue) or down"
        self.stage = Stage(figure, names, WAYS, 4, "ε, counts of 16")

    def update(self, index: int, way: str, epsilon: float, net: str) -> str:
        X, _ = record.new_hands()
        at, k = index - record.FIRST, WAYS.index(way)
        moved = np.clip(X[at] + epsilon / 16 * _signs(net)[k][at], 0, 1)
        change = (moved - X[at]).reshape(8, 8)
        said = self.stage.show(index, moved, speaking(change, 1 / 4), net)
        shares = _shares(net)
        self.stage.show_curves(SIZES, shares, epsilon, k)
        now = np.interp(epsilon, SIZES, shares[k])
        if not epsilon:
            return f"{said} by the {net} net. Of all 510, {per_cent(float(now))} are read right."
        return (
            f"{said} by the {net} net, when every pixel is moved by {brief(epsilon)} of 16, up or "
            f"down by {way}. Of all 510, so moved, {per_cent(float(now))} are read right."
        )


@cache
def _signs(net: str) -> tuple[np.ndarray, ...]:
    """The direction of every pixel, by way (510, 64)."""
    X, y = record.new_hands()
    own, other = (np.sign(record.slopes(record.net(n), X, y, "loss")) for n in (net, "other"))
    return own, other, np.random.default_rng(0).choice([-1.0, 1.0], X.shape)


@cache
def _shares(net: str) -> np.ndarray:
    """How many are read right, by way and size of the nudge (3, 17)."""
    X, y = record.new_hands()
    return np.array(
        [
            [
                np.mean(record.net(net)(np.clip(X + s / 16 * sign, 0, 1)).data.argmax(1) == y)
                for s in SIZES
            ]
            for sign in _signs(net)
        ]
    )
