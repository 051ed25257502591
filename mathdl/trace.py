"""A computation written down: forward, every value in order; backward, every message in order."""

from __future__ import annotations

import ast
import inspect
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from mathdl.backprop import backward_order, backward_steps
from mathdl.formulas import FORMULAS, parse
from mathdl.refusals import is_numbers, misnamed, shown
from mathdl.tensor import Tensor, value_of
from mathdl.typeset import text


class Node(NamedTuple):
    """One value of a computation.

    Attributes
    ----------
    name : str
        Of an input its own; u1, u2, … between; of the end y (L if it is a loss).
    op : str
        The operation that made it, "" for what was given.
    value : float
    args : tuple of int or None
        For each argument of the operation the number of a node, None for a constant.
    constants : tuple of float or None
        For each argument its number if it is a constant, None for a node, or for no number.
    """

    name: str
    op: str
    value: float
    args: tuple[int | None, ...] = ()
    constants: tuple[float | None, ...] = ()


class Message(NamedTuple):
    """What travels back along one edge: contribution = local derivative × gradient from above."""

    node: int  # the sender's number
    parent: int  # the receiver's
    place: int  # which argument of the sender the receiver is
    local: float
    above: float
    contribution: float
    total: float  # the receiver's gradient, as far as it has come together
    waiting: int  # so many messages are still to reach the receiver


class Moment(NamedTuple):
    """Where a walk through a trace stands."""

    step: int
    computed: int  # so many nodes have their value
    node: int | None  # was just computed, or starts the backward pass
    message: Message | None  # was just sent
    gradients: list[float | None]  # of each node what has arrived so far, None if nothing has
    waiting: list[int]  # of each node how many messages are still to come


class Trace:
    """Run ``f(**inputs)`` forward and back, and write down every step.

    The messages are those of `backward_steps`, which `Tensor.backward` runs too.

    Parameters
    ----------
    f : function
        Of single numbers, made of operations of mathdl; its parameters bear the names of `inputs`.
    **inputs : float
        Where.

    Attributes
    ----------
    nodes : list of Node
        Inputs first, then every value in the order in which it was computed.
    end : int
        The number of the node that `f` returned.
    messages : list of Message
        In the order of the backward pass.
    gradients : list of float
        ∂y/∂(the node), in the end.

    Raises
    ------
    TypeError
        If `f` does not take these inputs, or does not return a number.
    ValueError
        If one of its values is not a single number.

    Examples
    --------
    >>> trace = Trace(lambda x: dl.sin(x * x), x=1.5)
    >>> [(node.name, node.op, round(node.value, 3)) for node in trace.nodes]
    [('x', '', 1.5), ('u1', 'multiply', 2.25), ('y', 'sin', 0.778)]
    >>> [round(message.total, 3) for message in trace.messages]
    [-0.628, -0.942, -1.885]
    """

    def __init__(self, f: Callable, /, **inputs: float) -> None:
        for name, value in inputs.items():
            if np.shape(value_of(value)) != () or not is_numbers(value_of(value)):
                raise TypeError(f"{name} is a single number, not {shown(value)}")
        leaves = {name: Tensor(float(value)) for name, value in inputs.items()}
        if said := misnamed(f, inputs, "derivation"):
            raise TypeError(said)
        with np.errstate(all="ignore"):  # nan and inf are shown as what they are
            end = _one_number(f(**leaves))
            self._write_nodes(leaves, end)
            self._write_messages(end)

    def _write_nodes(self, leaves: dict[str, Tensor], end: Tensor) -> None:
        used = backward_order(end)[::-1]
        inner = [tensor for tensor in used if tensor.edges]
        given = [t for t in used if not t.edges and t not in set(leaves.values())]
        self._tensors = [*leaves.values(), *given, *inner]
        self._number = {tensor: i for i, tensor in enumerate(self._tensors)}
        self.end = self._number[end]
        names = [*leaves, *_free(leaves, "cabd", len(given)), *_free(leaves, "uvhz", len(inner))]
        if self.end >= len(leaves):
            loss = end.op is not None and end.op.__module__ == "mathdl.losses"
            choice = ("L", "y", "out") if loss else ("y", "f", "out")
            names[self.end] = next(name for name in choice if name not in leaves)
        self.nodes = []
        for name, tensor in zip(names, self._tensors):
            if tensor.shape != ():
                made = f" (made by {tensor.op.__name__})" if tensor.op else ""
                raise ValueError(
                    f"a value on the way through f has shape {tensor.shape}{made}; here every "
                    "value must be a single number"
                )
            args = tuple(
                self._number.get(a) if isinstance(a, Tensor) else None for a in tensor.args
            )
            constants = tuple(None if isinstance(a, Tensor) else _float(a) for a in tensor.args)
            op = tensor.op.__name__ if tensor.op else ""
            self.nodes.append(Node(name, op, float(tensor.data), args, constants))
        self.inputs = len(leaves)

    def _write_messages(self, end: Tensor) -> None:
        edges = [
            (node, place, vjp)
            for node in backward_order(end)
            for place, (_, vjp) in zip(_places(node), node.edges)
        ]
        waiting = Counter(self._number[node.args[place]] for node, place, _ in edges)
        self.users = [waiting[i] for i in range(len(self.nodes))]
        # What f took from outside may have a gradient already: it is put back afterwards.
        before = [tensor.grad for tensor in self._tensors]
        for tensor in self._tensors:
            tensor.grad = None
        self.messages: list[Message] = []
        one = np.ones_like(end.data)[()]
        for (_, parent, sent), (node, place, vjp) in zip(backward_steps(end, one), edges):
            i = self._number[parent]
            waiting[i] -= 1
            numbers = map(float, (vjp(np.ones_like(node.data)[()]), node.grad, sent, parent.grad))
            self.messages.append(Message(self._number[node], i, place, *numbers, waiting[i]))
        self.gradients = [0.0 if t.grad is None else float(t.grad) for t in self._tensors]
        for tensor, grad in zip(self._tensors, before):
            tensor.grad = grad
        self._forward = [i for i, node in enumerate(self.nodes) if node.op]
        # Tensors have done their work here. Without them the trace is plain data.
        self._calls = [(tensor.op, tuple(map(_no_tensor, tensor.args))) for tensor in self._tensors]
        del self._tensors, self._number

    @property
    def steps(self) -> int:
        """The last step: one for each operation, one for ∂y/∂y = 1, one for each message."""
        return len(self._forward) + 1 + len(self.messages)

    @property
    def signature(self) -> tuple:
        """What the graph looks like: equal for two traces that differ in numbers only."""
        return self.end, *((n.name, n.op, n.args, n.constants) for n in self.nodes)

    def at(self, step: int) -> Moment:
        """Say where things stand after so many steps; 0 is before the first operation."""
        step = min(max(step, 0), self.steps)
        forward, count = len(self._forward), len(self.nodes)
        gradients: list[float | None] = [None] * count
        computed = count - forward + min(step, forward)
        if step <= forward:
            node = self._forward[step - 1] if step else None
            return Moment(step, computed, node, None, gradients, list(self.users))
        waiting = list(self.users)
        gradients[self.end] = 1.0
        sent = self.messages[: step - forward - 1]
        for message in sent:
            gradients[message.parent], waiting[message.parent] = message.total, message.waiting
        for i in range(self.inputs):
            if not self.users[i] and i != self.end:
                gradients[i] = 0.0  # nobody uses it
        last = sent[-1] if sent else None
        return Moment(step, computed, None if sent else self.end, last, gradients, waiting)

    def formula(self, node: int, which: int = 0, numbers: bool = False) -> ast.expr:
        """The value (0) or a partial derivative (1, 2, …) of an operation, to be printed.

        With `numbers`, the values of its arguments stand in the place of their names.

        Examples
        --------
        >>> from mathdl.typeset import text
        >>> trace = Trace(lambda x: dl.sin(x * x), x=1.5)
        >>> text(trace.formula(2)), text(trace.formula(2, 1)), text(trace.formula(2, 0, True))
        ('sin(u₁)', 'cos(u₁)', 'sin(2.25)')
        """
        nodes = self.nodes
        return self._filled(
            node,
            which,
            lambda i: ast.Constant(nodes[i].value) if numbers else ast.Name(nodes[i].name),
        )

    def expression(self, longest: int = 20) -> ast.expr | None:
        """The whole of f in the names of its inputs, or None if that takes too many names."""
        sizes: list[int] = []
        for node in self.nodes:
            sizes.append(sum(1 if i is None else sizes[i] for i in node.args) or 1)
        if sizes[self.end] > longest:
            return None

        def whole(i: int) -> ast.expr:
            node = self.nodes[i]
            if node.op:
                return self._filled(i, 0, whole)
            return ast.Name(node.name) if i < self.inputs else ast.Constant(node.value)

        return whole(self.end)

    def _filled(self, node: int, which: int, fill: Callable[[int], ast.expr]) -> ast.expr:
        """The formula of an operation with `fill(i)` in the place of the i-th node."""
        operation, given = self._calls[node]
        bound = inspect.signature(operation).bind(*given)
        names = {
            name: _constant(value) if i is None else fill(i)
            for (name, value), i in zip(bound.arguments.items(), self.nodes[node].args)
        }
        op = self.nodes[node].op
        if op == "where":  # whose condition is given, and has no derivative
            return _chosen(*names.values(), which)
        if op not in FORMULAS:
            return ast.Call(ast.Name(op + "′" * bool(which)), list(names.values()), [])
        bound.apply_defaults()
        defaults = {name: _constant(value) for name, value in bound.arguments.items()}
        return parse(FORMULAS[op][which], defaults | names)


def plain(value: float) -> str:
    """Write a number with at most four digits that count, as `text` prints it.

    Examples
    --------
    >>> plain(-0.62817), plain(2.0), plain(1.5e-7)
    ('−0.6282', '2', '1.5·10⁻⁷')
    """
    return text(ast.Constant(float(value)))


def _one_number(y: object) -> Tensor:
    if np.shape(value_of(y)) != ():
        raise ValueError(
            f"f returned an array of shape {np.shape(value_of(y))}; it must return a single number"
        )
    if isinstance(y, Tensor):
        return y
    try:
        return Tensor(float(y))
    except (TypeError, ValueError):
        raise TypeError(f"f returned {y!r}; it must return a number") from None


def _places(node: Tensor) -> list[int]:
    """Which of its arguments a node sends messages to, in the order of its edges."""
    return [place for place, a in enumerate(node.args) if isinstance(a, Tensor)]


def _free(taken: Iterable[str], letters: str, count: int) -> list[str]:
    """Numbered names with the first letter that no input has."""
    used = {name.rstrip("0123456789") for name in taken if name[-1].isdigit()}
    letter = next((letter for letter in letters if letter not in used), "tmp")
    return [f"{letter}{i}" for i in range(1, count + 1)]


def _float(a: object) -> float | None:
    return float(a) if np.ndim(a) == 0 and isinstance(a, int | float | np.number) else None


def _no_tensor(a: object) -> object:
    return None if isinstance(a, Tensor) else a


def _chosen(condition: ast.expr, a: ast.expr, b: ast.expr, which: int) -> ast.expr:
    """The value of where, or the partial derivative with respect to a (2) or to b (3)."""
    taken = {
        0: (a, b),
        2: (ast.Constant(1), ast.Constant(0)),
        3: (ast.Constant(0), ast.Constant(1)),
    }
    return ast.IfExp(condition, *taken[which])


def _constant(a: object) -> ast.expr:
    if isinstance(a, bool | np.bool) or (
        isinstance(a, np.ndarray) and a.dtype == bool and not a.ndim
    ):
        return ast.Name("true" if a else "false")
    value = _float(a)
    return ast.Name("…") if value is None else ast.Constant(value)
