"""Pictures, drawn by Matplotlib: each can be shown on the page or explored under its controls."""

from mathdl.plots.brigade import BrigadePlot
from mathdl.plots.chain import ChainPlot
from mathdl.plots.contours import GradientPlot
from mathdl.plots.controls import Choice, Clock, Slider, Stepper, Text, Toggle
from mathdl.plots.cost import OrderPlot
from mathdl.plots.descent import DescentPlot
from mathdl.plots.paths import PathsPlot
from mathdl.plots.plot import Plot
from mathdl.plots.rulers import RulersPlot
from mathdl.plots.secant import SecantPlot
from mathdl.plots.start import SquarePlot
from mathdl.plots.tangent import TangentPlot

__all__ = [
    "BrigadePlot",
    "ChainPlot",
    "Choice",
    "Clock",
    "DescentPlot",
    "GradientPlot",
    "OrderPlot",
    "PathsPlot",
    "Plot",
    "RulersPlot",
    "SecantPlot",
    "Slider",
    "SquarePlot",
    "Stepper",
    "TangentPlot",
    "Text",
    "Toggle",
]
