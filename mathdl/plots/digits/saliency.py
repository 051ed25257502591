"""What a net looks at, and a test of whether that is true: rub it out (chapter 10)."""

from __future__ import annotations

from functools import cache

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.digits import record
from mathdl.plots.digits.paper import speaking
from mathdl.plots.digits.stage import INDEX, Stage
from mathdl.plots.kit.controls import Choice, Slider
from mathdl.plots.kit.plot import Plot
from mathdl.words import counted, per_cent

BY = "slope × ink", "size of slope", "most ink", "chance"
MOST = 10


class SaliencyPlot(Plot):
    """A digit with some of its 64 pixels rubbed out: those that count most, by four opinions.

    Slope × ink: the slope of the score of what is read, by each pixel, times the ink there; below
    left, blue where it is positive and vermilion where negative. The curves show how many of the
    510 digits are still read right when so many pixels of each are rubbed out; chance rubs out only
    where there is ink. The plain net 64-128-64-10 has learnt from hands 0 to 9, these are of hands
    10 to 13.
    """

    controls = {
        "index": INDEX,
        "by": Choice(BY[0], BY, "rub out by"),
        "count": Slider(0, 0, MOST, 1, "pixels rubbed out"),
    }
    size = (8, 4.3)

    def build(self, figure: Figure) -> None:
        self.stage = Stage(
            figure, ("what it is shown", "for and against"), BY, MOST, "pixels rubbed out"
        )

    def update(self, index: int, by: str, count: int) -> str:
        X, _ = record.new_hands()
        at, way = index - record.FIRST, BY.index(by)
        rubbed = X[at].copy()
        rubbed[_orders()[way][at][:count]] = 0
        said = self.stage.show(index, rubbed, speaking(_votes()[at].reshape(8, 8)), "plain")
        shares = _shares()
        self.stage.show_curves(np.arange(MOST + 1), shares, count, way)
        if not count:
            return f"{said}. Of all 510, {per_cent(float(shares[way, 0]))} are read right."
        return (
            f"{said} without {counted(count, 'pixel')}, chosen by {by}. Of all 510, so rubbed out, "
            f"{per_cent(float(shares[way, count]))} are still read right."
        )


@cache
def _votes() -> np.ndarray:
    """The slope of the score of what is read, times the ink, of every new digit (510, 64)."""
    return _slopes() * record.new_hands()[0]


@cache
def _slopes() -> np.ndarray:
    X, _ = record.new_hands()
    net = record.net("plain")
    return record.slopes(net, X, np.asarray(net(X).data).argmax(1), "score")


@cache
def _orders() -> tuple[np.ndarray, ...]:
    """For every opinion and digit its ten pixels, those that count most first (510, 10)."""
    X, _ = record.new_hands()
    chance = np.random.default_rng(0).random(X.shape) * (X > 0)
    opinions = _votes(), np.abs(_slopes()), X, chance
    return tuple(np.argsort(-o.round(9), axis=1, kind="stable")[:, :MOST] for o in opinions)


@cache
def _shares() -> np.ndarray:
    """How many are read right, by opinion and number of pixels rubbed out (4, 11)."""
    X, y = record.new_hands()
    shares = np.zeros((len(BY), MOST + 1))
    for way, order in enumerate(_orders()):
        rubbed = X.copy()
        for count in range(MOST + 1):
            if count:
                rubbed[np.arange(len(X)), order[:, count - 1]] = 0
            read = np.asarray(record.net("plain")(rubbed).data).argmax(1)
            shares[way, count] = np.mean(read == y)
    return shares
