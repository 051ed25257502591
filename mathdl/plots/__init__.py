"""Pictures, drawn by Matplotlib: each can be shown on the page or explored under its controls."""

from mathdl.plots.backprop import BackpropPlot
from mathdl.plots.brigade import BrigadePlot
from mathdl.plots.chain import ChainPlot
from mathdl.plots.check_cost import CheckCostPlot
from mathdl.plots.contours import GradientPlot
from mathdl.plots.controls import Choice, Clock, Slider, Stepper, Text, Toggle
from mathdl.plots.cost import OrderPlot
from mathdl.plots.descent import DescentPlot
from mathdl.plots.diamond import DiamondPlot
from mathdl.plots.matrices import MatrixBackpropPlot
from mathdl.plots.nudge import NudgePlot
from mathdl.plots.paths import PathsPlot
from mathdl.plots.plot import Plot
from mathdl.plots.promise import StepPlot
from mathdl.plots.rulers import RulersPlot
from mathdl.plots.secant import SecantPlot
from mathdl.plots.start import SquarePlot
from mathdl.plots.storage import StoragePlot
from mathdl.plots.tangent import TangentPlot

__all__ = [
    "BackpropPlot",
    "BrigadePlot",
    "ChainPlot",
    "CheckCostPlot",
    "Choice",
    "Clock",
    "DescentPlot",
    "DiamondPlot",
    "GradientPlot",
    "MatrixBackpropPlot",
    "NudgePlot",
    "OrderPlot",
    "PathsPlot",
    "Plot",
    "RulersPlot",
    "SecantPlot",
    "Slider",
    "SquarePlot",
    "StepPlot",
    "Stepper",
    "StoragePlot",
    "TangentPlot",
    "Text",
    "Toggle",
]
