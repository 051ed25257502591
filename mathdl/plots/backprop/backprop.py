"""Backpropagation, one message at a time, through an expression of the reader's (chapter 6)."""

from __future__ import annotations

import ast
import math
import textwrap
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import product

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.plots.backprop.graph_boxes import Boxes, Plan, plan
from mathdl.plots.backprop.graph_parts import text_width
from mathdl.plots.backprop.step_words import (
    equation,
    forward_steps,
    name_of,
    sentence,
    slope_of,
)
from mathdl.plots.backprop.tape import Tape
from mathdl.plots.kit.canvas import textbook_style
from mathdl.plots.kit.colours import DARK, GRADIENT, INK, INPUT, MUTED
from mathdl.plots.kit.controls import Clock, Control, Slider
from mathdl.plots.kit.marks import CENTRED
from mathdl.plots.kit.plot import Plot
from mathdl.refusals import joined, misnamed, shown
from mathdl.trace import Trace, plain
from mathdl.typeset import text

SIDE, BOTTOM, HEADER = 14.0, 72.0, 44.0  # pixels of the page around the graph
# The widest still has type of 9 points where the page has only 900 pixels for it.
SIZES = (9.0, 3.0), (9.0, 3.9), (9.0, 4.8), (9.0, 6.2), (11.0, 4.8), (11.0, 6.2)
LEGEND = (
    ("above: value", INPUT), ("below: gradient", GRADIENT), ("×: local derivative", GRADIENT),
    ("the wider the arrow, the larger its message", None),
)  # fmt: skip
TAPE = SIZES[2]
MOST_VALUES = 2000
LARGEST = 1e300  # that an input may start at: its slider reaches to twice as much
TRIED = 40  # places where the number of steps is counted


def _default(w: dl.Tensor, x: dl.Tensor, b: dl.Tensor) -> dl.Tensor:
    return dl.mse_loss(dl.relu(w * x + b), 4.0)


class BackpropPlot(Plot):
    """Step through an expression forward and back: value by value, then message by message.

    Each box is a value of the computation: above, the value; below, its gradient, once the
    backward pass has reached it. A message is a local derivative times the gradient from above.
    Computations of more than 20 nodes are shown as a tape, one line a node.

    Parameters
    ----------
    f : function
        Of single numbers, made of operations of mathdl; its parameters bear the names of `inputs`.
        By default the loss (relu(w·x + b) − 4)².
    **inputs : float
        Where the inputs' sliders start.

    Notes
    -----
    What cannot be followed is said in the picture's place: inputs that `f` does not take, an input
    that bears the name of a control or is not a number, a value that is not a single finite number.

    Examples
    --------
    >>> plot = BackpropPlot(lambda x: dl.sin(x * x), x=1.5)
    >>> print(plot.draw(step=4))
    Step 4 of 6, from y back to u₁: the local derivative is cos(u₁) = −0.6282, times 1 from above \
gives −0.6282.
    """

    RESERVED = ("step", "self")

    def __init__(self, f: Callable | None = None, /, **inputs: float) -> None:
        if f is None:
            f, inputs = _default, {"w": 3.0, "x": 2.0, "b": 1.0} | inputs
        self.f, self._known = f, ({}, None)
        self.refusal = self._unfit(inputs)
        if self.refusal:
            self.controls = {}
            return
        sliders = {name: _slider(name, value) for name, value in inputs.items()}
        if f is _default:
            sliders["b"] = Slider(sliders["b"].default, -10.0, 10.0, 0.1, "b")
        trace, _ = self._followed({name: slider.default for name, slider in sliders.items()})
        traces = [*([trace] if trace else []), *self._elsewhere(sliders)]
        most = max((trace.steps for trace in traces), default=1)
        self.controls: dict[str, Control] = {
            **sliders,
            "step": Clock(0, most, "step", seconds=0.8),
        }
        # Traces that differ in numbers only are laid out alike.
        self.size = max(map(_size, {t.signature: t for t in traces}.values()), default=TAPE)

    def build(self, figure: Figure) -> None:
        self.axes: Axes = figure.subplots()
        width, height = 100 * self.size[0], 100 * self.size[1]
        self.axes.set(xlim=(8, width - 8), ylim=(8, height - 8))
        self.axes.axis("off")
        self.scene, self.signature = None, None
        middle = dict(**CENTRED, animated=True)
        self.equation = self.axes.text(width / 2, 42, "", **middle)
        self.trouble = self.axes.text(width / 2, height / 2, "", fontsize=14, **middle)

    def update(self, step: int = 0, **inputs: float) -> str:
        trace, trouble = None, self.refusal
        if not trouble:
            at = {name: round(value, 9) for name, value in inputs.items()}
            trace, trouble = self._followed(at)
        self.trouble.set_text(textwrap.fill(trouble, 70))
        if trouble:
            self._clear()
            return trouble
        if step == self.controls["step"].max:
            step = trace.steps
        moment = trace.at(step)
        if self.scene is None or trace.signature != self.signature:
            self._set_scene(trace)
        self.scene.show(trace, moment)
        colour = INPUT if moment.step <= forward_steps(trace) else GRADIENT
        self.equation.set(text=equation(trace, moment.step), color=DARK[colour])
        said = self.equation.get_text()
        sizes = (
            size for size in (16, 14, 12) if text_width(said, size) < 100 * self.size[0] - 2 * SIDE
        )
        self.equation.set_fontsize(next(sizes, 11))
        return sentence(trace, moment.step)

    def _clear(self) -> None:
        """Take the old picture away: it must not stand as if it were right."""
        if self.scene is not None:
            self.scene.remove()
        self.scene, self.signature = None, None
        self.equation.set_text("")

    def _set_scene(self, trace: Trace) -> None:
        """Lay the graph out; only needed when other operations are used, not other numbers."""
        self._clear()
        self.signature = trace.signature
        width, height = 100 * self.size[0], 100 * self.size[1]
        space = (SIDE, width - SIDE, BOTTOM, height - HEADER)
        fitting = _plan(trace, self.size)
        with textbook_style():
            if fitting is None:
                self.scene = Tape(self.axes, *space)
            else:
                self.scene = Boxes(self.axes, fitting, *space)
            self._write_header(trace, width - SIDE, height - 24)

    def _write_header(self, trace: Trace, right: float, y: float) -> None:
        """Write the whole expression, if there is room, and which half of a box is which."""
        whole = trace.expression()
        names = ", ".join(name_of(trace, i) for i in range(trace.inputs))
        short = f"{name_of(trace, trace.end)} = f({names}), {len(trace.nodes)} values"
        head = f"{name_of(trace, trace.end)} = {text(whole)}" if whole else short
        fits = (size for size in (14, 13, 12, 11) if text_width(head, size) <= right - SIDE)
        size = next(fits, None)
        head, size = (head, size) if size else (short, 14)
        add = self.scene.artists.append
        # It fits: the layout is not to make room for it.
        add(self.axes.text(SIDE, y, head, va="center", fontsize=size, color=INK, in_layout=False))
        if isinstance(self.scene, Boxes):
            self._write_legend(right)

    def _write_legend(self, right: float) -> None:
        """Say below the graph what stands where in it."""
        legend = [entry for entry in LEGEND if self.scene.shows_locals or "local" not in entry[0]]
        widths = [text_width(words, 11) for words, _ in legend]
        space = 26.0
        x = (SIDE + right - sum(widths) - space * (len(widths) - 1)) / 2
        for (words, colour), width in zip(legend, widths):
            style = dict(va="center", color=DARK.get(colour, MUTED), fontsize=11)
            self.scene.add(self.axes.text(x, 16, words, **style))
            x += width + space

    def _unfit(self, inputs: dict[str, float]) -> str:
        """A sentence if f cannot be called with these inputs at all, whatever their values."""
        if not inputs:
            return (
                "No inputs are given: write BackpropPlot(f, x=2.0), with a number for each "
                "parameter of f."
            )
        for name, value in inputs.items():
            if name in self.RESERVED:
                return (
                    f"An input cannot be called {name}, the picture itself uses that name: rename "
                    "the parameter of f."
                )
            known = isinstance(value, int | float | np.integer | np.floating)
            size = abs(value if isinstance(value, int) else float(value)) if known else np.nan
            if isinstance(value, bool) or not size <= LARGEST:
                return (
                    f"An input starts at a single number, of size {LARGEST:.0e} at most, not at "
                    f"{name} = {shown(value)}."
                )
        return misnamed(self.f, inputs, "BackpropPlot")

    def _followed(self, inputs: dict[str, float]) -> tuple[Trace | None, str]:
        """The trace at these inputs, and a sentence if there is nothing to be followed."""
        known, found = self._known
        if found is None or known != inputs:
            found = self._follow(inputs)
            self._known = inputs, found
        return found

    def _follow(self, inputs: dict[str, float]) -> tuple[Trace | None, str]:
        at = joined([f"{text(ast.Name(name))} = {plain(value)}" for name, value in inputs.items()])
        try:
            with np.errstate(all="ignore"):  # what is not finite is said in the picture
                trace = Trace(self.f, **inputs)
        except Exception as error:
            return None, f"At {at} the expression cannot be followed: {error}."
        if len(trace.nodes) > MOST_VALUES:
            return None, (
                f"The expression makes {len(trace.nodes):,} values; up to {MOST_VALUES:,} can be "
                "followed. Try fewer rounds of its loop."
            )
        for i, node in enumerate(trace.nodes):
            if not math.isfinite(node.value):
                return None, (
                    f"At {at} the value {name_of(trace, i)} = {text(trace.formula(i))} is "
                    f"{plain(node.value)}, so there are no gradients to follow. Move a slider."
                )
        for i, gradient in enumerate(trace.gradients):
            if not math.isfinite(gradient):
                return None, (
                    f"At {at} the gradient {slope_of(trace, i)} is {plain(gradient)}: there is no "
                    "finite slope to send back. Move a slider."
                )
        return trace, ""

    def _elsewhere(self, sliders: dict[str, Slider]) -> Iterator[Trace]:
        """Follow f at the sliders' ends and starts, too: it may branch on a value."""
        ends = product(*(slider.tries() for slider in sliders.values()))
        for values, _ in zip(ends, range(TRIED)):
            # What goes wrong there the reader is told when they go there.
            with suppress(Exception), np.errstate(all="ignore"):
                yield Trace(self.f, **dict(zip(sliders, values)))


def _size(trace: Trace) -> tuple[float, float]:
    """The smallest picture that a trace fits into as a graph, or else that of a tape."""
    return next((size for size in SIZES if _plan(trace, size)), TAPE)


def _plan(trace: Trace, size: tuple[float, float]) -> Plan | None:
    return plan(trace, 100 * size[0] - 2 * SIDE, 100 * size[1] - BOTTOM - HEADER)


def _slider(name: str, start: float) -> Slider:
    """A slider about ±4, wider if it starts outside, and fine enough for where it starts."""
    start = float(start)
    reach = 4.0 if abs(start) <= 4 else float(math.ceil(2 * abs(start)))
    step = 10.0 ** math.floor(math.log10(reach / 40))
    for _ in range(2):
        if abs(start / step - round(start / step)) > 1e-6:
            step /= 10
    return Slider(start, -reach, reach, round(step, 9), text(ast.Name(name)))
