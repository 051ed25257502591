"""Backpropagation, one message at a time, through an expression of the reader's (chapter 6)."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from contextlib import suppress
from itertools import product

from matplotlib.axes import Axes
from matplotlib.figure import Figure

import mathdl as dl
from mathdl.formulas import text
from mathdl.plots.canvas import textbook_style
from mathdl.plots.colours import GRADIENT, INPUT
from mathdl.plots.controls import Clock, Control, Slider
from mathdl.plots.graph_boxes import Boxes, Plan, plan, text_width
from mathdl.plots.plot import Plot
from mathdl.plots.tape import Tape
from mathdl.trace import Message, Trace, plain

SIDE, BOTTOM, HEADER = 14.0, 64.0, 44.0  # pixels of the page around the graph
# The widest still has type of 9 points where the page has only 900 pixels for it.
SIZES = (9.0, 4.8), (9.0, 6.2), (11.0, 6.2)
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

    Raises
    ------
    TypeError
        If an input bears the name of a control, or `f` does not take these inputs.
    ValueError
        If an input or a value of `f` is not a single number.

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
        for name in self.RESERVED:
            if name in inputs:
                raise TypeError(
                    f"an input cannot be called {name!r}, the picture itself uses that name; "
                    "rename the parameter of f"
                )
        if not inputs:
            raise TypeError("say where: BackpropPlot(f, x=2.0), with a number for each input of f")
        sliders = {name: _slider(name, value) for name, value in inputs.items()}
        if f is _default:
            sliders["b"] = Slider(sliders["b"].default, -10.0, 10.0, 0.1, "b")
        trace = Trace(f, **{name: slider.default for name, slider in sliders.items()})
        most = max(trace.steps, self._most_steps(sliders))
        self.controls: dict[str, Control] = {
            **sliders,
            "step": Clock(0, most, "step", seconds=0.8),
        }
        self.size = next((size for size in SIZES if _plan(trace, size)), SIZES[0])

    def build(self, figure: Figure) -> None:
        self.axes: Axes = figure.subplots()
        width, height = 100 * self.size[0], 100 * self.size[1]
        self.axes.set(xlim=(8, width - 8), ylim=(8, height - 8))
        self.axes.axis("off")
        self.scene, self.signature = None, None
        self.equation = self.axes.text(width / 2, 34, "", ha="center", va="center", animated=True)

    def update(self, step: int, **inputs: float) -> str:
        trace = self._trace({name: round(value, 9) for name, value in inputs.items()})
        if step == self.controls["step"].max:
            step = trace.steps
        moment = trace.at(step)
        if self.scene is None or trace.signature != self.signature:
            self._set_scene(trace)
        self.scene.show(trace, moment)
        colour = INPUT if moment.step <= _forward(trace) else GRADIENT
        self.equation.set(text=_equation(trace, moment.step), color=colour)
        said = self.equation.get_text()
        sizes = (
            size for size in (16, 14, 12) if text_width(said, size) < 100 * self.size[0] - 2 * SIDE
        )
        self.equation.set_fontsize(next(sizes, 11))
        return _sentence(trace, moment.step)

    def _set_scene(self, trace: Trace) -> None:
        """Lay the graph out; only needed when other operations are used, not other numbers."""
        if self.scene is not None:
            self.scene.remove()
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
        names = ", ".join(_name(trace, i) for i in range(trace.inputs))
        short = f"{_name(trace, trace.end)} = f({names}), {len(trace.nodes)} values"
        head = f"{_name(trace, trace.end)} = {text(whole)}" if whole else short
        if isinstance(self.scene, Boxes):
            for words, colour in (("below: gradient", GRADIENT), ("above: value", INPUT)):
                style = dict(ha="right", va="center", color=colour, fontsize=12)
                self.scene.add(self.axes.text(right, y, words, **style))
                right -= text_width(words, 12) + 22
        head = head if text_width(head, 14) <= right - SIDE else short
        add = self.scene.artists.append
        add(self.axes.text(SIDE, y, head, va="center", fontsize=14, color="#222222"))

    def _trace(self, inputs: dict[str, float]) -> Trace:
        """The trace at these inputs; while the reader steps, it stays the same."""
        known, trace = self._known
        if trace is None or known != inputs:
            trace = Trace(self.f, **inputs)
            self._known = inputs, trace
        return trace

    def _most_steps(self, sliders: dict[str, Slider]) -> int:
        """The most steps that f takes at the sliders' ends and starts: it may branch on a value."""
        most = 0
        ends = product(*(slider.tries() for slider in sliders.values()))
        for values, _ in zip(ends, range(TRIED)):
            with suppress(Exception):  # the reader meets it when they go there
                most = max(most, Trace(self.f, **dict(zip(sliders, values))).steps)
        return most


def _plan(trace: Trace, size: tuple[float, float]) -> Plan | None:
    return plan(trace, 100 * size[0] - 2 * SIDE, 100 * size[1] - BOTTOM - HEADER)


def _slider(name: str, start: float) -> Slider:
    """A slider about ±4, wider if it starts outside, and fine enough for where it starts."""
    if isinstance(start, bool) or not isinstance(start, int | float) or not math.isfinite(start):
        raise ValueError(f"{name} = {start!r}: an input starts at a single finite number")
    reach = 4.0 if abs(start) <= 4 else float(math.ceil(2 * abs(start)))
    step = 10.0 ** math.floor(math.log10(reach / 40))
    for _ in range(2):
        if abs(start / step - round(start / step)) > 1e-6:
            step /= 10
    return Slider(float(start), -reach, reach, round(step, 9), text(ast.Name(name)))


def _forward(trace: Trace) -> int:
    return trace.steps - 1 - len(trace.messages)


def _name(trace: Trace, i: int) -> str:
    return text(ast.Name(trace.nodes[i].name))


def _slope(trace: Trace, i: int) -> str:
    """∂y/∂(a node), as it is written."""
    d = "d" if trace.inputs == 1 else "∂"
    return f"{d}{_name(trace, trace.end)}/{d}{_name(trace, i)}"


def _joined(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _factor(value: float) -> str:
    return f"({plain(value)})" if value < 0 else plain(value)


def _computed(trace: Trace, i: int) -> str:
    """u₁ = w·x = 3·2 = 6, and nothing twice."""
    formula = trace.formula(i)
    parts = [_name(trace, i), text(formula)]
    if not isinstance(formula, ast.IfExp):
        parts.append(text(trace.formula(i, numbers=True)))
    return " = ".join(dict.fromkeys([*parts, plain(trace.nodes[i].value)]))


def _local(trace: Trace, message: Message) -> str:
    """The local derivative as formula and number."""
    formula = trace.formula(message.node, message.place + 1)
    if isinstance(formula, ast.IfExp):
        return f"{plain(message.local)} ({text(formula)})"
    return " = ".join(dict.fromkeys([text(formula), plain(message.local)]))


def _sum(trace: Trace, message: Message) -> str:
    """What the receiver has now: 6 + 3 = 9; its first message needs no sum."""
    users = trace.users[message.parent]
    if users - message.waiting == 1:
        return plain(message.total)
    before = _before(trace, message)
    return f"{plain(before)} + {_factor(message.contribution)} = {plain(message.total)}"


def _before(trace: Trace, message: Message) -> float:
    """What the receiver had before this message."""
    earlier = trace.messages[: trace.messages.index(message)]
    return [m.total for m in earlier if m.parent == message.parent][-1]


def _equation(trace: Trace, step: int) -> str:
    """What happens in this step, as one line of mathematics."""
    moment = trace.at(step)
    message = moment.message
    if message is None:
        if moment.node is None:
            return ""
        if step <= _forward(trace):
            return _computed(trace, moment.node)
        return f"{_slope(trace, trace.end)} = 1"
    numbers = f"{plain(message.local)} × {_factor(message.above)} = {plain(message.contribution)}"
    formula = text(trace.formula(message.node, message.place + 1))
    if formula != plain(message.local) and "if" not in formula:
        grouped = f"({formula})" if " " in formula else formula
        numbers = f"{grouped} × {_slope(trace, message.node)} = {numbers}"
    if trace.users[message.parent] == 1:
        return f"{_slope(trace, message.parent)} = {numbers}"
    return f"{numbers},   {_name(trace, message.parent)} has {_sum(trace, message)}"


def _sentence(trace: Trace, step: int) -> str:
    """Say what happens in this step."""
    moment, count = trace.at(step), f"Step {step} of {trace.steps}"
    given = [f"{_name(trace, i)} = {plain(trace.nodes[i].value)}" for i in range(trace.inputs)]
    message = moment.message
    if step == 0:
        return f"{count}: {_joined(given)} {'go' if len(given) > 1 else 'goes'} in."
    if step <= _forward(trace):
        return f"{count}, forward: {_computed(trace, moment.node)}."
    if message is None:
        said = f"{count}: the backward pass starts at the end, {_slope(trace, trace.end)} = 1."
    else:
        node, parent = _name(trace, message.node), _name(trace, message.parent)
        said = (
            f"{count}, from {node} back to {parent}: the local derivative is "
            f"{_local(trace, message)}, times {plain(message.above)} from above "
            f"gives {plain(message.contribution)}."
        )
        if trace.users[message.parent] > 1:
            waiting = message.waiting
            still = f"{waiting} more to come" if waiting else "nothing more to come"
            said += f" {parent} now has {_sum(trace, message)}, with {still}."
        if message.contribution == 0:
            said += " Nothing gets through."
    if step == trace.steps:
        ends = [f"{_slope(trace, i)} = {plain(trace.gradients[i])}" for i in range(trace.inputs)]
        said += f" Done: {_joined(ends)}."
    return said
