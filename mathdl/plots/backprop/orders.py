"""Five orders of sending messages back through a graph, two of them right (chapter 6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

import mathdl as dl


class Message(NamedTuple):
    """One visit of an edge: `above`, the sender's gradient, times the local derivative."""

    sender: dl.Tensor
    receiver: dl.Tensor
    above: float
    contribution: float
    total: float  # what the receiver's gradient is now


def waited(end: dl.Tensor) -> list[Message]:
    """Wait until every user has reported, then pass on once: what `end.backward()` does.

    One visit per edge. The messages are the engine's own.

    Examples
    --------
    >>> x = dl.Tensor(3.0)
    >>> [m.total for m in waited(x * x)]
    [3.0, 6.0]
    """
    steps = dl.backward_steps(end, np.float64(1.0))
    return [
        Message(node, parent, float(node.grad), float(contribution), float(parent.grad))
        for node, parent, contribution in steps
    ]


def separately(end: dl.Tensor) -> list[Message]:
    """Pass on each contribution by itself, at once: right, but every path is walked alone."""
    return _recursion(end, lambda contribution, total, first: contribution)


def running_total(end: dl.Tensor) -> list[Message]:
    """Add to the gradient and pass on the total so far, each time: what came first counts twice."""
    return _recursion(end, lambda contribution, total, first: total)


def visited_once(end: dl.Tensor) -> list[Message]:
    """Pass on at the first message and never again: what comes later stays where it is."""
    return _recursion(end, lambda contribution, total, first: total if first else None)


def overwritten(end: dl.Tensor) -> list[Message]:
    """Wait for every user, but write = where += belongs: only the last message is kept."""
    grads, messages = {end: 1.0}, []
    for node in dl.backward_order(end):
        for parent, vjp in node.edges:
            grads[parent] = float(vjp(np.float64(grads[node])))
            messages.append(Message(node, parent, grads[node], grads[parent], grads[parent]))
    return messages


def _recursion(end: dl.Tensor, passes_on: Callable) -> list[Message]:
    """Go back depth first; `passes_on(contribution, total, first)` is sent further, unless None."""
    grads, messages = {}, []

    def visit(node: dl.Tensor, above: float) -> None:
        for parent, vjp in node.edges:
            contribution, first = float(vjp(np.float64(above))), parent not in grads
            grads[parent] = grads.get(parent, 0.0) + contribution
            messages.append(Message(node, parent, above, contribution, grads[parent]))
            onward = passes_on(contribution, grads[parent], first)
            if onward is not None:
                visit(parent, onward)

    visit(end, 1.0)
    return messages


ORDERS = {  # each with its recursion, and what is to be said at its end
    "wait for every user": (waited, "one visit per edge"),
    "each contribution separately": (
        separately,
        "u₁ sends once for each path, and n diamonds in a row have 2ⁿ paths",
    ),
    "pass on the running total": (running_total, "u₂’s 3 went on twice: alone, and again in 3 + 5"),
    "visit each node once": (visited_once, "u₃’s 5 came after u₁ had passed on: it stays at u₁"),
    "overwrite instead of add": (overwritten, "u₃’s 5 replaced u₂’s 3 at u₁"),
}
