"""Chapter 6, the class of the project, and what it looks like with a slip in it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from typing import Any


def engine(
    wait: bool = True,
    pass_on: Callable = lambda message, total: total,
    gather: Callable = lambda old, message: old + message,
    factor: Callable = lambda a, b: b,
    gate: Callable = lambda z: float(z > 0),
    bent: Callable = lambda z, t: 1 - t * t,
    plain: bool = True,
    turned: bool = True,
    loops: bool = True,
) -> type:
    """Make the class of the project, with one of its parts exchanged."""

    class Value:
        def __init__(self, data: float, edges: tuple = ()) -> None:
            self.data, self.grad, self.edges = data, 0.0, edges

        def __add__(self, other: Any) -> Value:
            other = _lifted(Value, other, plain)
            return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

        def __mul__(self, other: Any) -> Value:
            other = _lifted(Value, other, plain)
            slopes = factor(self.data, other.data), factor(other.data, self.data)
            return Value(self.data * other.data, ((self, slopes[0]), (other, slopes[1])))

        if turned:
            __radd__, __rmul__ = __add__, __mul__

        def tanh(self) -> Value:
            t = math.tanh(self.data)
            return Value(t, ((self, bent(self.data, t)),))

        def relu(self) -> Value:
            return Value(max(self.data, 0.0), ((self, gate(self.data)),))

        def backward(self) -> None:
            self.grad = 1.0
            if not loops:
                _depth(self)
            (_patiently if wait else _at_once)(self, pass_on, gather)

    return Value


def _lifted(value: type, other: Any, plain: bool) -> Any:
    return other if isinstance(other, value) or not plain else value(other)


def _patiently(end: Any, pass_on: Callable, gather: Callable) -> None:
    """Pass on when every user has reported."""
    users, todo = Counter(), [end]
    while todo:
        for parent, _ in todo.pop().edges:
            if parent not in users:
                todo.append(parent)
            users[parent] += 1
    ready = [end]
    while ready:
        node = ready.pop()
        for parent, slope in node.edges:
            parent.grad = gather(parent.grad, slope * node.grad)
            users[parent] -= 1
            if users[parent] == 0:
                ready.append(parent)


def _at_once(end: Any, pass_on: Callable, gather: Callable) -> None:
    """Pass on whenever a message arrives: the message itself, or the total so far."""

    def visit(node: Any, message: float) -> None:
        for parent, slope in node.edges:
            parent.grad = gather(parent.grad, slope * message)
            visit(parent, pass_on(slope * message, parent.grad))

    visit(end, 1.0)


def _depth(node: Any) -> int:
    """Count nodes by a function that calls itself, which gets lost in a deep chain."""
    return 1 + max((_depth(parent) for parent, _ in node.edges[:1]), default=0)
