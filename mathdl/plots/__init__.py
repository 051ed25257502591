"""Pictures, drawn by Matplotlib: each can be shown on the page or explored under its controls."""

from mathdl.plots.activation import ActivationPlot
from mathdl.plots.asleep import RacePlot
from mathdl.plots.axis_order import AxisOrderPlot
from mathdl.plots.backprop import BackpropPlot
from mathdl.plots.boundary import BoundaryPlot
from mathdl.plots.brigade import BrigadePlot
from mathdl.plots.broadcast import BroadcastPlot
from mathdl.plots.calibration import PredictionsPlot
from mathdl.plots.chain import ChainPlot
from mathdl.plots.check_cost import CheckCostPlot
from mathdl.plots.collapse import CollapsePlot
from mathdl.plots.contours import GradientPlot
from mathdl.plots.controls import Choice, Clock, Slider, Stepper, Text, Toggle
from mathdl.plots.cost import OrderPlot
from mathdl.plots.dead_units import DeadUnitsPlot
from mathdl.plots.depth import DepthPlot
from mathdl.plots.depth_product import DepthProductPlot
from mathdl.plots.descent import DescentPlot
from mathdl.plots.diamond import DiamondPlot
from mathdl.plots.dot_product import DotProductPlot
from mathdl.plots.examples import ExamplesPlot
from mathdl.plots.gallery import GalleryPlot
from mathdl.plots.gradient_flow import GradientFlowPlot
from mathdl.plots.hinges import HingesPlot
from mathdl.plots.landscape import LandscapePlot
from mathdl.plots.logits import LogitsPlot
from mathdl.plots.matmul import MatmulPlot
from mathdl.plots.matrices import MatrixBackpropPlot
from mathdl.plots.mistakes import MistakesPlot
from mathdl.plots.neuron import NeuronPlot
from mathdl.plots.nudge import NudgePlot
from mathdl.plots.outlier import OutlierPlot
from mathdl.plots.overflow import OverflowPlot
from mathdl.plots.paths import PathsPlot
from mathdl.plots.picture_batch import PictureBatchPlot
from mathdl.plots.pieces import PiecesPlot
from mathdl.plots.planes import PlanesPlot
from mathdl.plots.plot import Plot
from mathdl.plots.prices import PricesPlot
from mathdl.plots.promise import StepPlot
from mathdl.plots.ranks import RanksPlot
from mathdl.plots.ribbon import RibbonPlot
from mathdl.plots.rulers import RulersPlot
from mathdl.plots.secant import SecantPlot
from mathdl.plots.shape_flow import ShapeFlowPlot
from mathdl.plots.snowflake import SnowflakePlot
from mathdl.plots.softmax import SoftmaxPlot
from mathdl.plots.start import CoverPlot, SquarePlot
from mathdl.plots.storage import StoragePlot
from mathdl.plots.surprise import SurprisePlot
from mathdl.plots.tangent import TangentPlot
from mathdl.plots.thin import ThinPlot
from mathdl.plots.units import UnitsPlot

__all__ = [
    "ActivationPlot",
    "AxisOrderPlot",
    "BackpropPlot",
    "BoundaryPlot",
    "BrigadePlot",
    "BroadcastPlot",
    "ChainPlot",
    "CheckCostPlot",
    "Choice",
    "Clock",
    "CollapsePlot",
    "CoverPlot",
    "DeadUnitsPlot",
    "DepthPlot",
    "DepthProductPlot",
    "DescentPlot",
    "DiamondPlot",
    "DotProductPlot",
    "ExamplesPlot",
    "GalleryPlot",
    "GradientFlowPlot",
    "GradientPlot",
    "HingesPlot",
    "LandscapePlot",
    "LogitsPlot",
    "MatmulPlot",
    "MatrixBackpropPlot",
    "MistakesPlot",
    "NeuronPlot",
    "NudgePlot",
    "OrderPlot",
    "OutlierPlot",
    "OverflowPlot",
    "PathsPlot",
    "PictureBatchPlot",
    "PiecesPlot",
    "PlanesPlot",
    "Plot",
    "PredictionsPlot",
    "PricesPlot",
    "RacePlot",
    "RanksPlot",
    "RibbonPlot",
    "RulersPlot",
    "SecantPlot",
    "ShapeFlowPlot",
    "Slider",
    "SnowflakePlot",
    "SoftmaxPlot",
    "SquarePlot",
    "StepPlot",
    "Stepper",
    "StoragePlot",
    "SurprisePlot",
    "TangentPlot",
    "Text",
    "ThinPlot",
    "Toggle",
    "UnitsPlot",
]
