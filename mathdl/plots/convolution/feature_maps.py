"""What the filters of a small net answer to a digit, and what one of them is worth (chapter 11)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from mathdl import nn
from mathdl.plots.convolution import nets
from mathdl.plots.digits.bars import Bars
from mathdl.plots.digits.paper import inky, speaking
from mathdl.plots.kit.colours import DARK, GRADIENT, INPUT, MUTED
from mathdl.plots.kit.controls import Choice, Clock, Slider
from mathdl.plots.kit.page import Pinned, frame, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.words import number, per_cent

NONE = "none"
FILTERS = (NONE, *range(8))


@lru_cache(maxsize=64)
def silenced(moment: int, silent: int | str) -> nn.Sequential:
    """Return the net as it was after so many steps, one of its first filters made to say 0."""
    net = nets.conv_net(nets.SIDE, 0)
    net.load_state_dict(nets.kept(f"maps {moment}").state_dict())
    if silent != NONE:
        net[0].weight.data[silent], net[0].bias.data[silent] = 0, 0
    return net


@lru_cache(maxsize=256)
def share(moment: int, silent: int | str) -> float:
    """Return which share of the 510 digits of new hands it reads."""
    X, y = nets.new_hands()
    return float(np.mean(nets.answers(silenced(moment, silent), X) == y))


class FeatureMapsPlot(Plot):
    """The small conv net on a digit of a new hand: filters, their maps, and its answer.

    Filters: blue where ink counts for, vermilion where against. Below each, what it answers after
    relu, and what pooling leaves; then the sixteen maps of the second layer. A filter that is
    silenced answers 0 everywhere, and nothing is trained again. The net learnt from hands 0 to 9.
    """

    controls = {
        "index": Slider(17, 0, 509, 1, "digit"),
        "silent": Choice(NONE, FILTERS, "silence filter"),
        "moment": Clock(len(nets.MOMENTS) - 1, len(nets.MOMENTS) - 1, "moment", seconds=0.4),
    }
    size = (8, 4.2)
    LEFT, ACROSS = 126, 60

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        blank = np.full((8, 8, 3), 255.0)
        self.digit = Pinned(page, blank, 16, 96, 10)
        frame(page, 15, 95, 82, 82)
        page.text(16, 80, "digit", va="center", weight="bold")
        rows = (("filter 0", 44, 3, 16), ("maps", 120, 8, 6.5), ("pooled", 200, 4, 12))
        self.rows = {}
        for name, top, side, scale in rows:
            page.text(self.LEFT, top - 13, name, va="center", color=MUTED)
            self.rows[name] = [
                Pinned(page, blank[:side, :side], self.LEFT + self.ACROSS * k, top, scale)
                for k in range(8)
            ]
            for k in range(8):
                size = side * scale + 2
                frame(page, self.LEFT + self.ACROSS * k - 1, top - 1, size, size)
        page.text(self.LEFT, 270, "sixteen maps of the second layer", va="center", color=MUTED)
        self.second = []
        for k in range(16):
            left, top = self.LEFT + self.ACROSS * (k % 8), 284 + 60 * (k // 8)
            self.second.append(Pinned(page, blank[:4, :4], left, top, 12))
            frame(page, left - 1, top - 1, 50, 50)
        for k in range(1, 8):
            x = self.LEFT + self.ACROSS * k + 25
            page.text(x, 31, str(k), ha="center", va="center", color=MUTED)
        self.bars = Bars(page, 646, 44, 90, 36, [str(k) for k in range(10)])
        self.title = page.text(624, 24, "", va="center", weight="bold", animated=True)
        self.step = page.text(16, 24, "", va="center", weight="bold", animated=True)
        page.text(16, 44, "for", va="top", color=DARK[INPUT], weight="bold")
        page.text(46, 44, "against", va="top", color=DARK[GRADIENT], weight="bold")

    def update(self, index: int, silent: int | str, moment: int) -> str:
        X, y = nets.new_hands()
        step, truth = nets.MOMENTS[moment], int(y[index])
        net = silenced(step, silent)
        *stages, scores = (np.asarray(a.data)[0] for a in net.outputs(X[[index]]))
        _, first, pooled, _, second, *_ = stages
        self.digit.show(inky(X[index, 0]))
        weights = net[0].weight.data[:, 0]
        most = float(np.abs(weights).max())
        for k in range(8):
            self.rows["filter 0"][k].show(speaking(weights[k], most))
            for name, maps in (("maps", first), ("pooled", pooled)):
                self.rows[name][k].show(inky(maps[k] / (first.max() or 1)))
        for k in range(16):
            self.second[k].show(inky(second[k] / (second.max() or 1)))
        p = np.exp(scores - scores.max())
        p /= p.sum()
        best = int(p.argmax())
        self.bars.show(p, truth)
        self.title.set_text(f"a {truth}, read as {best}")
        self.step.set_text(f"step {step}")
        now, whole = share(step, silent), share(step, NONE)
        without = (
            "" if silent == NONE else f" without filter {silent}, {number(100 * whole, 1)} with it"
        )
        return (
            f"Step {step}: a {truth} is read as {best} ({per_cent(float(p[best]))}). Of all 510 "
            f"digits of new hands it reads {number(100 * now, 1)} %{without}."
        )
