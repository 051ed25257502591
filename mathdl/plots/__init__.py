"""Pictures, drawn by Matplotlib: each can be shown on the page or explored under its controls."""

from mathdl.plots.activations.activation import ActivationPlot
from mathdl.plots.activations.boundary import BoundaryPlot
from mathdl.plots.activations.collapse import CollapsePlot
from mathdl.plots.activations.dead_units import DeadUnitsPlot
from mathdl.plots.activations.depth_product import DepthProductPlot
from mathdl.plots.activations.gallery import GalleryPlot
from mathdl.plots.activations.gradient_flow import GradientFlowPlot
from mathdl.plots.activations.hinges import HingesPlot
from mathdl.plots.activations.softmax import SoftmaxPlot
from mathdl.plots.backprop.backprop import BackpropPlot
from mathdl.plots.backprop.check_cost import CheckCostPlot
from mathdl.plots.backprop.diamond import DiamondPlot
from mathdl.plots.backprop.matrix_backprop import MatrixBackpropPlot
from mathdl.plots.backprop.nudge import NudgePlot
from mathdl.plots.backprop.own_engine import OwnEnginePlot
from mathdl.plots.backprop.step import StepPlot
from mathdl.plots.backprop.storage import StoragePlot
from mathdl.plots.chain_rule.brigade import BrigadePlot
from mathdl.plots.chain_rule.chain import ChainPlot
from mathdl.plots.chain_rule.descent import DescentPlot
from mathdl.plots.chain_rule.gradient import GradientPlot
from mathdl.plots.chain_rule.order import OrderPlot
from mathdl.plots.chain_rule.paths import PathsPlot
from mathdl.plots.chain_rule.rise import RisePlot
from mathdl.plots.chain_rule.rulers import RulersPlot
from mathdl.plots.chain_rule.secant import SecantPlot
from mathdl.plots.chain_rule.tangent import TangentPlot
from mathdl.plots.chain_rule.valley import ValleyPlot
from mathdl.plots.deep.clip import ClipPlot
from mathdl.plots.deep.game import GamePlot
from mathdl.plots.deep.histogram import HistogramPlot
from mathdl.plots.deep.merge import MergePlot
from mathdl.plots.deep.selection import SelectionPlot
from mathdl.plots.deep.signal import SignalPlot
from mathdl.plots.deep.stop import StopPlot
from mathdl.plots.deep.switches import SwitchesPlot
from mathdl.plots.depth.answer import AnswerPlot
from mathdl.plots.depth.depth import DepthPlot
from mathdl.plots.depth.hinge_sum import HingeSumPlot
from mathdl.plots.depth.more_examples import ExamplesPlot
from mathdl.plots.depth.network import NetworkPlot
from mathdl.plots.depth.neuron import NeuronPlot
from mathdl.plots.depth.pieces import PiecesPlot
from mathdl.plots.depth.snowflake import SnowflakePlot
from mathdl.plots.depth.thin_net import ThinPlot
from mathdl.plots.depth.units import UnitsPlot
from mathdl.plots.descent.ball import BallPlot
from mathdl.plots.descent.cloud import CloudPlot
from mathdl.plots.descent.edge import EdgePlot
from mathdl.plots.descent.friends import FriendsPlot
from mathdl.plots.descent.routes import RoutesPlot
from mathdl.plots.descent.schedule import SchedulePlot
from mathdl.plots.descent.sick import SickPlot
from mathdl.plots.descent.wells import WellsPlot
from mathdl.plots.descent.window import WindowPlot
from mathdl.plots.digits.confusion import ConfusionPlot
from mathdl.plots.digits.cures import CuresPlot
from mathdl.plots.digits.fool import FoolPlot
from mathdl.plots.digits.form import FormPlot
from mathdl.plots.digits.pad import PadPlot
from mathdl.plots.digits.saliency import SaliencyPlot
from mathdl.plots.digits.split import SplitPlot
from mathdl.plots.digits.sure import SurePlot
from mathdl.plots.digits.weights import WeightsPlot
from mathdl.plots.digits.writers import WritersPlot
from mathdl.plots.kit import controls
from mathdl.plots.kit.controls import *  # noqa: F403  every kind of control
from mathdl.plots.kit.plot import Plot
from mathdl.plots.kit.points import Point
from mathdl.plots.losses.honest import HonestPlot
from mathdl.plots.losses.landscape import LandscapePlot
from mathdl.plots.losses.likelihood import LikelihoodPlot
from mathdl.plots.losses.logits import LogitsPlot
from mathdl.plots.losses.mistakes import MistakesPlot
from mathdl.plots.losses.outlier import OutlierPlot
from mathdl.plots.losses.overflow import OverflowPlot
from mathdl.plots.losses.predictions import PredictionsPlot
from mathdl.plots.losses.prices import PricesPlot
from mathdl.plots.losses.race import RacePlot
from mathdl.plots.losses.rivals import RivalsPlot
from mathdl.plots.losses.surprise import SurprisePlot
from mathdl.plots.playground.checks import ChecksPlot
from mathdl.plots.playground.neighbour import NeighbourPlot
from mathdl.plots.playground.parting import PartingPlot
from mathdl.plots.playground.playground import Playground
from mathdl.plots.playground.rate_range import RangePlot
from mathdl.plots.playground.search import SearchPlot
from mathdl.plots.playground.seeds import SeedsPlot
from mathdl.plots.start.cover import CoverPlot
from mathdl.plots.start.square import SquarePlot
from mathdl.plots.tensors.axis_order import AxisOrderPlot
from mathdl.plots.tensors.broadcast import BroadcastPlot
from mathdl.plots.tensors.colour_planes import PlanesPlot
from mathdl.plots.tensors.dot_product import DotProductPlot
from mathdl.plots.tensors.filter import FilterPlot
from mathdl.plots.tensors.matmul import MatmulPlot
from mathdl.plots.tensors.motion import MotionPlot
from mathdl.plots.tensors.picture_batch import PictureBatchPlot
from mathdl.plots.tensors.ranks import RanksPlot
from mathdl.plots.tensors.ribbon import RibbonPlot
from mathdl.plots.tensors.shape_flow import ShapeFlowPlot

__all__ = [
    "ActivationPlot",
    "AnswerPlot",
    "AxisOrderPlot",
    "BackpropPlot",
    "BallPlot",
    "BoundaryPlot",
    "BrigadePlot",
    "BroadcastPlot",
    "ChainPlot",
    "CheckCostPlot",
    "ChecksPlot",
    "ClipPlot",
    "CloudPlot",
    "CollapsePlot",
    "ConfusionPlot",
    "CoverPlot",
    "CuresPlot",
    "DeadUnitsPlot",
    "DepthPlot",
    "DepthProductPlot",
    "DescentPlot",
    "DiamondPlot",
    "DotProductPlot",
    "EdgePlot",
    "ExamplesPlot",
    "FilterPlot",
    "FoolPlot",
    "FormPlot",
    "FriendsPlot",
    "GalleryPlot",
    "GamePlot",
    "GradientFlowPlot",
    "GradientPlot",
    "HingeSumPlot",
    "HingesPlot",
    "HistogramPlot",
    "HonestPlot",
    "LandscapePlot",
    "LikelihoodPlot",
    "LogitsPlot",
    "MatmulPlot",
    "MatrixBackpropPlot",
    "MergePlot",
    "MistakesPlot",
    "MotionPlot",
    "NeighbourPlot",
    "NetworkPlot",
    "NeuronPlot",
    "NudgePlot",
    "OrderPlot",
    "OutlierPlot",
    "OverflowPlot",
    "OwnEnginePlot",
    "PadPlot",
    "PartingPlot",
    "PathsPlot",
    "PictureBatchPlot",
    "PiecesPlot",
    "PlanesPlot",
    "Playground",
    "Plot",
    "Point",
    "PredictionsPlot",
    "PricesPlot",
    "RacePlot",
    "RangePlot",
    "RanksPlot",
    "RibbonPlot",
    "RisePlot",
    "RivalsPlot",
    "RoutesPlot",
    "RulersPlot",
    "SaliencyPlot",
    "SchedulePlot",
    "SearchPlot",
    "SecantPlot",
    "SeedsPlot",
    "SelectionPlot",
    "ShapeFlowPlot",
    "SickPlot",
    "SignalPlot",
    "SnowflakePlot",
    "SoftmaxPlot",
    "SplitPlot",
    "SquarePlot",
    "StepPlot",
    "StopPlot",
    "StoragePlot",
    "SurePlot",
    "SurprisePlot",
    "SwitchesPlot",
    "TangentPlot",
    "ThinPlot",
    "UnitsPlot",
    "ValleyPlot",
    "WeightsPlot",
    "WellsPlot",
    "WindowPlot",
    "WritersPlot",
]
__all__ += controls.__all__
