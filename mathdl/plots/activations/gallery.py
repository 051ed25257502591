"""All activations side by side (chapter 4)."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.activations.activation_table import ACTIVATIONS
from mathdl.plots.kit.colours import CURVE, DARK, FAINT, GRADIENT, INPUT
from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import inside
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.words import number


class GalleryPlot(Plot):
    """Every activation f, solid, with its slope f′, dashed, and one point that moves on all.

    All panels have the same scales, so that steep looks steep and flat looks flat.
    """

    controls = {"x": Slider(-1.0, -4.0, 4.0, 0.1, "x")}
    EDGE = 4.0
    COLUMNS = 4
    ROWS = math.ceil(len(ACTIVATIONS) / COLUMNS)
    draggable = tuple(Point("dots", x="x", index=i) for i in range(len(ACTIVATIONS)))
    size = (8, 2.45 * ROWS)

    def build(self, figure: Figure) -> None:
        figure.get_layout_engine().set(wspace=0.04, hspace=0.06)
        panels = figure.subplots(self.ROWS, self.COLUMNS, sharex=True, sharey=True).ravel()
        grid = np.linspace(-self.EDGE, self.EDGE, 401)
        self.dots, self.diamonds, self.told = [], [], []
        for axes, (name, row) in zip(panels, ACTIVATIONS.items()):
            axes.axhline(0, color=FAINT, lw=0.8)
            axes.axvline(0, color=FAINT, lw=0.8)
            axes.set_title(name, weight="bold")
            slopes = dl.derivative(row.f)(grid)
            slopes[np.abs(np.diff(slopes, prepend=slopes[0])) > 0.3] = np.nan  # a jump is no line
            axes.plot(grid, row.f(grid), color=CURVE)
            axes.plot(grid, slopes, color=GRADIENT, lw=1.8, dashes=(3, 1.5))
            self.dots += axes.plot([], [], "o", color=INPUT, animated=True)
            self.diamonds += axes.plot([], [], "D", ms=7, color=GRADIENT, animated=True)
            self.told.append(
                (
                    inside(axes, y=0.98, color=CURVE, fontsize=11),
                    inside(axes, y=0.84, color=DARK[GRADIENT], fontsize=11),
                )
            )
        for axes in panels[len(ACTIVATIONS) :]:
            axes.axis("off")
        panels[0].set(xlim=(-self.EDGE, self.EDGE), ylim=(-1.4, 4.2))
        panels[0].set(xticks=[-3, 0, 3], yticks=[-1, 0, 1, 2, 3, 4])
        panels[0].set_xticklabels(["−3", "0", "3"])
        panels[0].set_yticklabels(["−1", "0", "1", "2", "3", "4"])

    def update(self, x: float) -> str:
        x, passed = round(x, 9), {}
        for i, (name, row) in enumerate(ACTIVATIONS.items()):
            value, slope = float(row.f(x)), float(dl.derivative(row.f)(x))
            self.dots[i].set_data([x], [value])
            self.diamonds[i].set_data([x], [slope])
            f, df = self.told[i]
            f.set_text(f"f = {number(value, 2)}")
            df.set_text(f"f′ = {number(slope, 2)}")
            passed[name] = slope
        least = min(passed, key=lambda name: abs(passed[name]))
        most = max(passed, key=lambda name: abs(passed[name]))
        return (
            f"At x = {number(x, 1)} the slopes are "
            + ", ".join(f"{name} {number(slope, 2)}" for name, slope in passed.items())
            + f": a message from above gets back best through {most}, worst through {least}."
        )
