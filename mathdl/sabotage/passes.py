"""Faults of the backward pass itself: what every rule relies on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from mathdl.backprop import backward_order, backward_steps, unbroadcast
from mathdl.sabotage.planting import Fault


def first_copy(g: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Keep the message of one copy of what was broadcast, where all must be summed."""
    g = np.asarray(g)
    g = g[(0,) * (g.ndim - len(shape))] if g.size else np.zeros(shape, g.dtype)
    for axis, n in enumerate(shape):
        if n == 1 and g.shape[axis] > 1:
            g = g[(slice(None),) * axis + (slice(0, 1),)]
    return g


def _overwriting(right: Callable, *args: Any) -> Iterator[tuple]:
    for step in right(*args):
        step[1].grad = step[2]
        yield step


def _second_edge_lost(right: Callable, *args: Any) -> Iterator[tuple]:
    node = parent = grad = None
    for step in right(*args):
        if step[0] is node and step[1] is parent:
            parent.grad = grad
        node, parent, grad = step[0], step[1], step[1].grad
        yield step


def _not_waiting(right: Callable, end: Any) -> list:
    nodes = [end]
    for node in nodes:
        nodes.extend(p for p, _ in node.edges if not any(p is n for n in nodes))
    return nodes


def _average(right: Callable, grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    total = right(grad, shape)
    return total * (np.size(total) / max(1, np.size(grad)))


FAULTS = [
    Fault(
        backward_steps,
        None,
        "where messages meet, each replaces the one before: `=` where `+=` belongs",
        _overwriting,
    ),
    Fault(
        backward_steps,
        None,
        "where an operation uses a value twice, as x * x does, only one of both messages arrives",
        _second_edge_lost,
    ),
    Fault(
        backward_steps,
        None,
        "the pass starts from ½, but ∂L/∂L is 1",
        lambda right, end, grad: right(end, grad / 2),
    ),
    Fault(
        backward_order,
        None,
        "a node passes its gradient on before all its users have reported",
        _not_waiting,
    ),
    Fault(
        unbroadcast,
        None,
        "what was copied by broadcasting gets the average of its copies' messages, not their sum",
        _average,
    ),
    Fault(
        unbroadcast,
        None,
        "what was copied by broadcasting gets the message of its first copy, not the sum over all",
        lambda right, grad, shape: first_copy(grad, shape),
    ),
]
