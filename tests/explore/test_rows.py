"""Sliders begin where the page, which counts steps from there, leaves their value alone."""

import math

import pytest

from mathdl.explore.control_widgets import value_widget
from mathdl.plots import Slider


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
