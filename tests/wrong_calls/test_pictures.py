"""Wrong controls, pictures made with wrong arguments, and explorers of what is none."""

import re
from fractions import Fraction

import numpy as np
import pytest
from drawn import shown
from kinds import KindsPlot
from wrong import Wrong, each, refused, require_clear

from mathdl import plots
from mathdl.explore import explore
from mathdl.plots import Choice, Clock, Plot, Slider, SquarePlot, Stepper, Text, Toggle

NAN, LONG = float("nan"), Fraction(10**400, 3)


class Unfinished(Plot):
    """A plot that does not say how it is drawn."""


class Silent(SquarePlot):
    """A plot that says nothing."""

    def update(self, side):
        super().update(side)


class Other(SquarePlot):
    """A plot that disagrees about its control."""

    controls = {"side": Slider(1.0, 0, 2)}


CONTROLS = [
    Wrong(
        "a slider that starts outside", lambda: Slider(5, 0, 3),
        ValueError, "0 ≤ 5 ≤ 3", "min ≤ default",
    ),
    Wrong(
        "a slider upside down", lambda: Slider(1, 3, 0), ValueError, "3 ≤ 1 ≤ 0", "min ≤ default",
    ),
    Wrong("a slider that stands", lambda: Slider(1, 0, 3, 0), ValueError, "0", "step > 0"),
    Wrong("a slider at text", lambda: Slider("a", 0, 3), TypeError, "'a'", "default of a Slider"),
    Wrong("a slider to infinity", lambda: Slider(0, 0, float("inf")), ValueError, "inf", "finite"),
    Wrong("powers of ten from 0", lambda: Slider(1, 0, 3, log=True), ValueError, "0", "above 0"),
    Wrong("a slider past floats", lambda: Slider(0, 0, 10**400), ValueError, "digits", "finite"),
    Wrong("a long third", lambda: Slider(0, 0, LONG), ValueError, "Fraction(1", "finite"),
    Wrong("a choice outside", lambda: Choice("a", ("b",)), ValueError, "'a'", "default among them"),
    Wrong("a choice of letters", lambda: Choice("a", "abc"), TypeError, "'abc'", "a tuple"),
    Wrong("a choice of nothing", lambda: Choice("a", None), TypeError, "None", "a tuple"),
    Wrong("a toggle at text", lambda: Toggle("a"), TypeError, "'a'", "True or False"),
    Wrong("a stepper past its end", lambda: Stepper(5, 2), ValueError, "5", "its max, 2"),
    Wrong("a stepper at half", lambda: Stepper(0.5, 2), TypeError, "0.5", "whole number"),
    Wrong("a clock that goes back", lambda: Clock(0, -1), ValueError, "-1", "from 0 on"),
    Wrong("a text of a number", lambda: Text(3), TypeError, "3", "starts with text"),
    Wrong("a text without parser", lambda: Text("a", parse=3), TypeError, "3", "a function"),
]  # fmt: skip

VALUES = [
    ("x", "a", "'a'", "a number from -2 to 2"),
    ("x", 2.5, "2.5", "a number from -2 to 2"),
    ("x", NAN, "nan", "a number from -2 to 2"),
    ("x", 1e308, "1e+308", "a number from -2 to 2"),
    ("x", 10**400, "many digits", "a number from -2 to 2"),
    ("n", 10**400, "many digits", "a whole number from 1 to 9"),
    ("time", 10**400, "many digits", "a whole number from 0 to 40"),
    ("x", True, "True", "a number"),
    ("x", 1j, "1j", "a number"),
    ("x", None, "None", "a number"),
    ("x", np.ones(2), "shape (2,)", "a number"),
    ("n", 2.5, "2.5", "a whole number from 1 to 9"),
    ("kind", "purple", "'purple'", "'red', 'green', 'blue'"),
    ("kind", np.zeros(0), "shape (0,)", "'red', 'green', 'blue'"),
    ("kind", ["red"], "['red']", "one of"),
    ("on", 1, "1", "True nor False"),
    ("step", 6, "6", "a whole number from 0 to 5"),
    ("time", -1, "-1", "a whole number from 0 to 40"),
    ("word", 12, "12", "not text"),
    ("word", "twelve", "'twelve'", "write for example 12"),
]

PICTURES = [
    Wrong("no such control", lambda: SquarePlot().draw(x=1), TypeError, "'x'", "it has side"),
    Wrong(
        "a value without a name", lambda: SquarePlot().draw(1), TypeError, "2 were given", "draw",
    ),
    Wrong(
        "showing it out of range", lambda: SquarePlot().show(side=-1),
        ValueError, "-1", "from 0 to 3",
    ),
    Wrong(
        "an unfinished plot",
        lambda: Unfinished().draw(), NotImplementedError, "Unfinished", "build(self, figure)",
    ),
    Wrong(
        "a plot without sentence", lambda: Silent().draw(), TypeError, "None", "below the picture",
    ),
    Wrong("arguments for none", lambda: SquarePlot(3), TypeError, "SquarePlot()", "no arguments"),
    Wrong("planes of text", lambda: plots.PlanesPlot("a"), TypeError, "'a'", "(rows, columns, 3)"),
    Wrong(
        "a picture without colours", lambda: plots.AxisOrderPlot(np.ones((4, 4))),
        ValueError, "(4, 4)", "(rows, columns, 3)",
    ),
    Wrong(
        "predictions of text", lambda: plots.PredictionsPlot("a"),
        TypeError, "'a'", "my_predictions()",
    ),
    Wrong(
        "predictions in pairs", lambda: plots.PredictionsPlot([(0.5, True)]),
        TypeError, "(0.5, True)", "(key, sure, right, choices)",
    ),
    Wrong(
        "predictions past floats", lambda: plots.PredictionsPlot([("1.2", 10**400, True)]),
        ValueError, "many digits", "from 0 to 1",
    ),
    Wrong(
        "predictions of 1e308", lambda: plots.PredictionsPlot([("1.2", 1e308, True)]),
        ValueError, "1e+308", "from 0 to 1",
    ),
    Wrong(
        "predictions half right", lambda: plots.PredictionsPlot([("1.2", 0.8, "yes")]),
        TypeError, "'yes'", "True or False",
    ),
    Wrong(
        "a shape of many digits", lambda: plots.BroadcastPlot().draw(a="9" * 5000),
        ValueError, "999", "such as (3, 1)",
    ),
    Wrong(
        "a picture of nan", lambda: plots.AxisOrderPlot(np.full((6, 6, 3), NAN)),
        ValueError, "nan", "finite",
    ),
    Wrong(
        "a picture too small", lambda: plots.PlanesPlot(np.ones((4, 6, 3))),
        ValueError, "(4, 6, 3)", "at least 5",
    ),
    Wrong(
        "a picture of no rows", lambda: plots.AxisOrderPlot(np.ones((0, 6, 3))),
        ValueError, "(0, 6, 3)", "at least 1",
    ),
    Wrong("a ribbon of text", lambda: plots.RibbonPlot("a"), TypeError, "'a'", "np.float32"),
    Wrong(
        "a ribbon of objects", lambda: plots.RibbonPlot(object), TypeError, "object", "np.float32",
    ),
    Wrong("creases of text", lambda: plots.SnowflakePlot("a"), TypeError, "'a'", "Lines"),
    Wrong("nothing to explore", explore, TypeError, "at least one plot", "explore(SquarePlot())"),
    Wrong("exploring a class", lambda: explore(SquarePlot), TypeError, "SquarePlot", "parentheses"),
    Wrong("exploring a number", lambda: explore(3), TypeError, "3", "takes plots"),
    Wrong(
        "exploring a list", lambda: explore([SquarePlot()]),
        TypeError, "[<SquarePlot", "takes plots",
    ),
    Wrong(
        "exploring a wrong control", lambda: explore(SquarePlot(), x=1),
        TypeError, "'x'", "there is side",
    ),
    Wrong(
        "exploring out of range", lambda: explore(SquarePlot(), side=9),
        ValueError, "9", "from 0 to 3",
    ),
    Wrong(
        "plots that disagree", lambda: explore(SquarePlot(), Other()),
        ValueError, "'side'", "disagree",
    ),
]  # fmt: skip


@each(CONTROLS)
def test_wrong_controls(row):
    refused(row)


@each(PICTURES)
def test_wrong_pictures(row):
    refused(row)


@pytest.fixture(scope="module")
def plot():
    return KindsPlot()


@pytest.mark.parametrize(("name", "value", "given", "expected"), VALUES)
def test_a_wrong_value_is_refused_and_the_picture_stays(plot, name, value, given, expected):
    sentence = plot.draw(n=4)
    seen = shown(plot.canvas.frame())
    with pytest.raises(ValueError, match=re.escape(given)) as raised:
        plot.draw(**{name: value})
    require_clear(str(raised.value))
    assert expected in str(raised.value)
    assert shown(plot.canvas.frame()) == seen
    assert plot.draw(n=4) == sentence


def test_backpropagation_of_a_wrong_expression_is_a_sentence_in_the_picture():
    for make, words in (
        (lambda: plots.BackpropPlot(3), "No inputs are given"),
        (lambda: plots.BackpropPlot("x*x", x=1.0), "not a callable"),
        (lambda: plots.BackpropPlot(lambda x: None, x=1.0), "must return a number"),
    ):
        assert words in _said(make)


def _said(make):
    """What a plot says of what it was given: when it is made, or when it is drawn."""
    try:
        return make().draw()
    except (TypeError, ValueError) as error:
        return str(error)
