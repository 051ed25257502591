"""Controls on screen: for each kind of control the widget that holds its value, and its row."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import singledispatch

import ipywidgets as widgets

from mathdl.explore.pad import LessonBox, Pad
from mathdl.plots.kit.controls import (
    Choice,
    Clock,
    Control,
    Lessons,
    Pixels,
    Slider,
    Stepper,
    Text,
    Toggle,
)
from mathdl.plots.kit.plot import as_html

WIDTH = "480px"


@singledispatch
def value_widget(control: Control, value: object) -> widgets.Widget:
    """Make the widget whose `value` is that of `control`."""
    raise TypeError(
        f"there is no widget for a {type(control).__name__}: register one in "
        "mathdl/explore/control_widgets.py"
    )


@value_widget.register
def _(control: Slider, value: float) -> widgets.Widget:
    if control.log:
        return widgets.FloatLogSlider(
            value=value,
            min=_first(control.position(value), control.position(control.min), control.step),
            max=control.position(control.max),
            step=control.step,
            readout_format=".2g",
        )
    kind = widgets.IntSlider if control.whole else widgets.FloatSlider
    return kind(
        value=value,
        min=_first(value, control.min, control.step),
        max=control.max,
        step=control.step,
        readout_format="d" if control.whole else f".{control.digits}f",
    )


def _first(value: float, low: float, step: float) -> float:
    """Return where a slider begins: the page moves a value that is not whole steps from there."""
    steps = (value - low) / step
    return low if abs(steps - round(steps)) < 1e-6 else value - math.floor(steps) * step


@value_widget.register
def _(control: Choice, value: object) -> widgets.Widget:
    return widgets.Dropdown(options=_options(control), value=value)


def _options(control: Choice) -> list[tuple[str, object]]:
    return [(str(option), option) for option in control.options]


@value_widget.register
def _(control: Toggle, value: bool) -> widgets.Widget:
    return widgets.Checkbox(value=value, indent=True)


@value_widget.register(Stepper)
@value_widget.register(Clock)
def _(control: Stepper | Clock, value: int) -> widgets.Widget:
    return widgets.IntSlider(value=value, min=0, max=control.max)


@value_widget.register
def _(control: Text, value: str) -> widgets.Widget:
    return widgets.Text(value=value, continuous_update=False)


@value_widget.register
def _(control: Pixels, value: str) -> widgets.Widget:
    return Pad(control.pen, value)


@value_widget.register
def _(control: Lessons, value: str) -> widgets.Widget:
    return LessonBox(value)


def labelled(widget: widgets.Widget, label: str, label_width: str) -> widgets.Widget:
    """Write the label beside a widget, all of them equally wide."""
    widget.description = as_html(label)
    if widget.description != label and widget.has_trait("description_allow_html"):
        widget.description_allow_html = True  # ipywidgets 7 takes every description for HTML
    if widget.has_trait("style"):  # not a pad, which is as wide as it is
        widget.style.description_width = label_width
        widget.layout.width = WIDTH
    return widget


def button(text: str, action: object, hint: str = "") -> widgets.Button:
    """Make a button that calls `action` with no arguments."""
    layout = widgets.Layout(width="auto", flex="0 0 auto")
    made = widgets.Button(description=text, tooltip=hint, layout=layout)
    made.on_click(lambda _: action())
    return made


def wrapping() -> widgets.Layout:
    """Let what does not fit into a narrow row go below."""
    return widgets.Layout(flex_flow="row wrap")


def parts(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    """Yield a widget and all it is made of: children, layouts and styles."""
    yield widget
    yield from (getattr(widget, name) for name in ("layout", "style") if widget.has_trait(name))
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def widen(widget: widgets.Widget, control: Control) -> None:
    """Let a widget give all that its control can take by now."""
    if isinstance(control, Choice):
        widget.options = _options(control)
    elif isinstance(control, Slider) and not control.log:
        widget.max = control.max


def put(widget: widgets.Widget, position: float) -> None:
    """Move the handle of a slider to the step nearest to a position: a log slider's is a power."""
    steps = round((position - widget.min) / widget.step) if position < widget.max else math.inf
    at = min(max(widget.min, widget.min + steps * widget.step), widget.max)
    log = isinstance(widget, widgets.FloatLogSlider)
    widget.value = type(widget.value)(widget.base**at if log else round(at, 12))


def walk(widget: widgets.IntSlider, steps: int) -> None:
    """Move a step number by `steps`, as far as it goes."""
    widget.value = min(max(widget.value + steps, widget.min), widget.max)
