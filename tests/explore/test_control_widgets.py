"""Every kind of control has a widget, and sliders begin where the page leaves their value alone."""

import math

import numpy as np
import pytest
from kinds import KindsPlot

from mathdl import plots
from mathdl.explore.control_widgets import value_widget
from mathdl.plots import Slider
from mathdl.plots.kit import controls

KINDS = [
    thing
    for name, thing in vars(controls).items()
    if isinstance(thing, type)
    and issubclass(thing, controls.Control)
    and thing is not controls.Control
    and not name.startswith("_")
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_is_exported_and_tried(kind):
    name = kind.__name__
    assert name in plots.__all__, f"add {name} to __all__ of mathdl/plots/kit/controls.py"
    assert kind in map(type, KindsPlot.controls.values()), f"give {name} its line in tests/kinds.py"


@pytest.mark.parametrize("name", KindsPlot.controls)
def test_a_widget_holds_every_value_of_its_control(name):
    control, rng = KindsPlot.controls[name], np.random.default_rng(0)
    widget = value_widget(control, control.default)
    for value in (control.default, *control.tries(), *(control.random(rng) for _ in range(9))):
        widget.value = value
        read = control.read(widget.value)
        assert read == control.read(value) or read == pytest.approx(control.read(value))


def test_a_control_without_a_widget_is_refused_with_the_place_for_one():
    class Knob(controls.Control):
        pass

    with pytest.raises(TypeError, match=r"no widget for a Knob: register one in .*widgets\.py$"):
        value_widget(Knob(), 1)


@pytest.mark.parametrize(
    ("control", "value", "begins"),
    [
        (Slider(1.5, 0.0, 3.0, 0.05), 1.5, 0.0),
        (Slider(1.5, 0.0, 3.0, 0.05), 1.23, 0.03),
        (Slider(0.5, 0.1, 3.0, 0.2), 0.7, 0.1),
        (Slider(3, 1, 9, 1), 4, 1),
        (Slider(3, 1, 9, 2), 4, 2),
        (Slider(0.5, 0.05, 30.0, 0.05, log=True), 0.5, math.log10(0.05)),
        (Slider(0.5, 0.05, 30.0, 0.05, log=True), 1.0, -1.3),
    ],
)
def test_a_value_is_whole_steps_from_where_its_slider_begins(control, value, begins):
    widget = value_widget(control, value)
    assert widget.value == value
    assert widget.min == pytest.approx(begins)
    control.read(10.0**widget.min if control.log else widget.min)  # or a ValueError
