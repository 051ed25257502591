"""What is said of each step through a trace, or where there is none to be walked through."""

from __future__ import annotations

import ast

from mathdl.refusals import joined
from mathdl.trace import Message, Trace, plain
from mathdl.typeset import text
from mathdl.words import factor


def forward_steps(trace: Trace) -> int:
    """The last step that goes forward."""
    return trace.steps - 1 - len(trace.messages)


def name_of(trace: Trace, i: int) -> str:
    """A node's name, as it is printed."""
    return text(ast.Name(trace.nodes[i].name))


def slope_of(trace: Trace, i: int) -> str:
    """∂y/∂(a node), as it is written."""
    d = "d" if trace.inputs == 1 else "∂"
    return f"{d}{name_of(trace, trace.end)}/{d}{name_of(trace, i)}"


def _computed(trace: Trace, i: int) -> str:
    """u₁ = w·x = 3·2 = 6, and nothing twice."""
    formula = trace.formula(i)
    parts = [name_of(trace, i), text(formula)]
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
    return f"{plain(before)} + {factor(plain(message.contribution))} = {plain(message.total)}"


def _before(trace: Trace, message: Message) -> float:
    """What the receiver had before this message."""
    earlier = trace.messages[: trace.messages.index(message)]
    return [m.total for m in earlier if m.parent == message.parent][-1]


def equation(trace: Trace, step: int) -> str:
    """What happens in this step, as one line of mathematics."""
    moment = trace.at(step)
    message = moment.message
    if message is None:
        if moment.node is None:
            return ""
        if step <= forward_steps(trace):
            return _computed(trace, moment.node)
        return f"{slope_of(trace, trace.end)} = 1"
    numbers = (
        f"{plain(message.local)} × {factor(plain(message.above))} = {plain(message.contribution)}"
    )
    formula = text(trace.formula(message.node, message.place + 1))
    if formula != plain(message.local) and "if" not in formula:
        grouped = f"({formula})" if " " in formula else formula
        numbers = f"{grouped} × {slope_of(trace, message.node)} = {numbers}"
    if trace.users[message.parent] == 1:
        return f"{slope_of(trace, message.parent)} = {numbers}"
    return f"{numbers},   {name_of(trace, message.parent)} has {_sum(trace, message)}"


def sentence(trace: Trace, step: int) -> str:
    """Say what happens in this step."""
    moment, count = trace.at(step), f"Step {step} of {trace.steps}"
    given = [f"{name_of(trace, i)} = {plain(trace.nodes[i].value)}" for i in range(trace.inputs)]
    message = moment.message
    if step == 0:
        unused = [name_of(trace, i) for i in range(trace.inputs) if not trace.users[i]]
        said = f"{count}: {joined(given)} {'go' if len(given) > 1 else 'goes'} in."
        if unused and trace.messages:
            verb = "is" if len(unused) == 1 else "are"
            said += f" {joined(unused)} {verb} not used: no message will arrive there."
        return said
    if step <= forward_steps(trace):
        return f"{count}, forward: {_computed(trace, moment.node)}."
    if message is None:
        said = f"{count}: the backward pass starts at the end, {slope_of(trace, trace.end)} = 1."
    else:
        node, parent = name_of(trace, message.node), name_of(trace, message.parent)
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
        ends = [f"{slope_of(trace, i)} = {plain(trace.gradients[i])}" for i in range(trace.inputs)]
        said += f" Done: {joined(ends)}."
    return said
