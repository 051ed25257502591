"""The stepper of backpropagation, with the keyboard alone."""

import pytest
from headless import says

SET_UP = """\
import mathdl as dl
from mathdl.explore import explore
from mathdl.plots import BackpropPlot

explorer = explore(BackpropPlot(lambda x, w: dl.sin(x * w) * x + w, x=1.5, w=-0.5))"""


@pytest.fixture
def stepper(open_cells):
    """Open a notebook with a stepper of an expression."""
    return open_cells(SET_UP, "explorer")


def test_it_is_stepped_with_the_keyboard_alone(stepper):
    says(stepper, "Step 0 of 12: x = 1.5 and w = −0.5 go in.")
    stepper.get_by_role("slider", name="step").focus()
    stepper.keyboard.press("End")
    says(stepper, "Done: ∂y/∂x")
    stepper.keyboard.press("ArrowLeft")
    says(stepper, "Step 11 of 12")
    stepper.get_by_role("button", name="Back").focus()
    stepper.keyboard.press("Enter")
    says(stepper, "Step 10 of 12")
    stepper.get_by_role("button", name="Next").focus()
    stepper.keyboard.press("Enter")
    says(stepper, "Step 11 of 12")
    stepper.get_by_role("slider", name="x", exact=True).focus()
    stepper.keyboard.press("ArrowRight")
    says(stepper, "x now has −0.7174 + (−0.5574)")
    stepper.get_by_role("button", name="Reset").focus()
    stepper.keyboard.press("Enter")
    says(stepper, "Step 0 of 12: x = 1.6")
    stepper.get_by_role("button", name="Play").focus()
    stepper.keyboard.press("Enter")
    says(stepper, "Step 2 of 12")
    stepper.get_by_role("button", name="Pause").focus()
    stepper.keyboard.press("Space")
    stepper.get_by_role("button", name="Play").wait_for()
    sentence = stepper.locator(".mathdl-explorer [role=status]")
    still = sentence.text_content()
    stepper.wait_for_timeout(1500)
    assert sentence.text_content() == still
