"""Three losses of one residual, and their slopes beside them (chapter 5)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.kit.colours import DARK, FAINT, LOSS, THIRD, WEIGHT
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import HEADLINE, above
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import brief, number

MARKS = {"r²": "o", "|r|": "D", "Huber": "s"}
COLOURS = {"r²": LOSS, "|r|": THIRD, "Huber": WEIGHT}
DASHES = {"r²": "solid", "|r|": (0, (4, 2)), "Huber": "solid"}
WIDTHS = {"r²": 2.4, "|r|": 2.4, "Huber": 3.6}


def losses(r: float | np.ndarray, delta: float) -> dict[str, np.ndarray]:
    """Return the three losses of residuals.

    Examples
    --------
    >>> {name: float(value) for name, value in losses(3.0, 1.0).items()}
    {'r²': 9.0, '|r|': 3.0, 'Huber': 2.5}
    """
    r = np.asarray(r, float)
    zero = np.zeros_like(r)
    huber = dl.huber_loss(r, zero, delta, reduction="none")
    return {"r²": r**2, "|r|": np.abs(r), "Huber": np.asarray(huber)}


def slopes(r: float | np.ndarray, delta: float) -> dict[str, np.ndarray]:
    """Return the slopes of the three losses.

    Examples
    --------
    >>> {name: float(value) for name, value in slopes(3.0, 1.0).items()}
    {'r²': 6.0, '|r|': 1.0, 'Huber': 1.0}
    """
    r = np.asarray(r, float)
    return {"r²": 2 * r, "|r|": np.sign(r), "Huber": np.clip(r, -delta, delta)}


class RivalsPlot(Plot):
    """The losses r², |r| and Huber's, and on the right their slopes: how hard each residual pulls.

    Under the square the pull grows with the residual; under the absolute value it is the same
    however small; Huber's grows up to δ and then stays.
    """

    END = 4.0
    controls = {
        "r": Slider(2.5, -END, END, 0.05, "residual r"),
        "delta": Slider(1.0, 0.2, 3.0, 0.05, "δ of Huber"),
    }
    draggable = (Point("dragged", x="r"),)
    size = (8, 4.4)

    def build(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        ticks = range(-4, 5, 2)
        for axes, top, ys in ((left, 8.4, range(0, 9, 2)), (right, 8.4, range(-8, 9, 4))):
            low = -0.5 if axes is left else -top
            axes.set(xlim=(-self.END, self.END), ylim=(low, top), xlabel="residual r")
            axes.set_xticks(ticks, [number(t, 0) for t in ticks])
            axes.set_yticks(ys, [number(y, 0) for y in ys])
        right.axhline(0, color=FAINT, lw=1)
        above(left, 0, "loss", **HEADLINE)
        above(right, 0, "slope: how hard it pulls", **HEADLINE)
        moving = dict(animated=True)
        self.r = np.linspace(-self.END, self.END, 401)
        self.at = [
            axes.axvline(0, color=FAINT, lw=1.2, dashes=(4, 3), **moving) for axes in (left, right)
        ]
        self.curves, self.dots, self.told = {}, {}, {}
        for name, colour in COLOURS.items():
            look = dict(color=colour, ls=DASHES[name], lw=WIDTHS[name], **moving)
            self.curves[name] = [axes.plot([], [], **look)[0] for axes in (left, right)]
            dot = dict(color=DARK.get(colour, colour), ms=9, mec="white", mew=1, zorder=5, **moving)
            self.dots[name] = [
                axes.plot([], [], MARKS[name], clip_on=False, **dot)[0] for axes in (left, right)
            ]
        signs = {"o": "●", "D": "◆", "s": "■"}
        for place, (name, colour) in enumerate(COLOURS.items()):
            beside = dict(weight="bold", color=DARK.get(colour, colour), animated=True)
            self.told[name] = [
                left.text(-1.5, 8.3 - 0.75 * place, "", va="top", **beside),
                right.text(-3.85, 7.9 - 1.4 * place, "", va="top", **beside),
            ]
        self.signs = {name: signs[mark] for name, mark in MARKS.items()}
        self.dragged = self.dots["|r|"][0]

    def update(self, r: float, delta: float) -> str:
        r, delta = round(r, 9), round(delta, 9)
        for line in self.at:
            line.set_xdata([r, r])
        values, pulls = losses(r, delta), slopes(r, delta)
        for side, (of, here) in enumerate(((losses, values), (slopes, pulls))):
            for name, curve in of(self.r, delta).items():
                self.curves[name][side].set_data(self.r, curve)
                y = float(here[name])
                inside = -8.4 <= y <= 8.4
                self.dots[name][side].set_data(*(([r], [y]) if inside else ([], [])))
                beyond = "" if inside else " ↑" if y > 0 else " ↓"
                self.told[name][side].set_text(f"{self.signs[name]} {name}  {brief(y)}{beyond}")
        said = [f"{brief(float(v))} under {name}" for name, v in values.items()]
        pull = [f"{brief(float(v))} under {name}" for name, v in pulls.items()]
        return (
            f"A residual of {brief(r)} costs {said[0]}, {said[1]} and {said[2]} with δ = "
            f"{brief(delta)}; the slopes there are {pull[0]}, {pull[1]} and {pull[2]}."
        )
