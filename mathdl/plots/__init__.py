"""Pictures, drawn by Matplotlib: each can be shown on the page or explored under its controls."""

from mathdl.plots.controls import Choice, Clock, Slider, Stepper, Text, Toggle
from mathdl.plots.plot import Plot
from mathdl.plots.rulers import RulersPlot
from mathdl.plots.secant import SecantPlot
from mathdl.plots.start import SquarePlot
from mathdl.plots.tangent import TangentPlot

__all__ = [
    "Choice",
    "Clock",
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
