"""The chain rule, worked line by line for an expression of your own, from the recorded graph."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from functools import reduce

import numpy as np

from mathdl.backprop import backward_order, backward_steps
from mathdl.formulas import FORMULAS, latex, parse, text
from mathdl.tensor import Tensor, value_of

READABLE = 40  # characters of an expression that is still read at a glance


class Derivation:
    """What `derivation` returns: shown as LaTeX in a notebook, printed as plain text.

    Attributes
    ----------
    value : float
        Of the expression.
    gradients : dict of str to float
        The derivative with respect to each input, as the backward pass computes it.
    lines : list of (str, str)
        Every line as LaTeX and as plain text.
    """

    def __init__(self, y: Tensor, inputs: dict[str, Tensor]) -> None:
        self._derivative = "d" if len(inputs) == 1 else "∂"
        self.value = float(value_of(y))
        self.lines: list[tuple[str, str]] = []
        self._messages: dict[Tensor, list[tuple[Tensor, int, float]]] = {}
        messages = _messages(y) if isinstance(y, Tensor) else []
        for node, place, message in messages:
            self._messages.setdefault(node.args[place], []).append((node, place, message))
        self._names = {tensor: name for name, tensor in inputs.items()}
        steps = [node for node in reversed(backward_order(y)) if node.edges] if messages else []
        for i, node in enumerate(steps, 1):
            self._names[node] = "y" if node is y else f"u{i}"
        self._write_values(y, steps)
        for node in reversed(steps[:-1]):
            self._write_gradient(node, y)
        for tensor in inputs.values():
            self._write_gradient(tensor, y)
        self.gradients = {name: self._gradient(tensor) for name, tensor in inputs.items()}
        if isinstance(y, Tensor) and y in inputs.values():
            self.gradients[self._names[y]] = 1.0

    def _write_values(self, y: Tensor, steps: list[Tensor]) -> None:
        """Compute every step from the inside out; start with the whole, if it is short."""
        if len(steps) > 1:
            whole = self._expression(y)
            if len(text(whole)) <= READABLE:
                self._write(ast.Name("y"), whole)
        for node in steps:
            formula, value = self._formula(node, 0), ast.Constant(float(node.data))
            numbers = value if isinstance(formula, ast.IfExp) else self._formula(node, 0, True)
            self._write(ast.Name(self._names[node]), formula, numbers, value)
        if not steps:
            self._write(ast.Name("y"), ast.Constant(self.value))

    def _write_gradient(self, tensor: Tensor, y: Tensor) -> None:
        """Say how the derivative of y with respect to a value comes about: sum over its users."""
        symbols, numbers = [], []
        for node, place, _ in self._messages.get(tensor, []):
            local, slope = self._formula(node, place + 1), ast.Constant(node_slope(node, place))
            if node is y:
                symbols.append(local)
                numbers.append(slope)
            else:
                above = ast.Constant(self._gradient(node))
                symbols.append(ast.BinOp(self._symbol(node), ast.Mult(), local))
                numbers.append(ast.BinOp(above, ast.Mult(), slope))
        total = ast.Constant(1.0 if tensor is y else self._gradient(tensor))
        if symbols:
            self._write(self._symbol(tensor), _sum(symbols), _sum(numbers), total)
        else:
            self._write(self._symbol(tensor), total)

    def _gradient(self, tensor: Tensor) -> float:
        messages = self._messages.get(tensor, [])
        return float(np.sum([message for _, _, message in messages]))

    def _symbol(self, tensor: Tensor) -> ast.expr:
        """∂y/∂(the tensor), as an expression that `latex` and `text` can print."""
        return ast.Call(ast.Name(self._derivative), [ast.Name(self._names[tensor])], [])

    def _write(self, *parts: ast.expr) -> None:
        """Add a line: all parts with = between, and what would stand there twice once."""
        printed = list(dict.fromkeys((latex(part), text(part)) for part in parts))
        self.lines.append(tuple(" = ".join(column) for column in zip(*printed)))

    def _formula(self, node: Tensor, which: int, numbers: bool = False) -> ast.expr:
        """The value (0) or a partial derivative (1, 2, …) of an operation, in the nodes' names."""
        name, arguments = node.op.__name__, self._arguments(node, numbers)
        if name in FORMULAS:
            return parse(FORMULAS[name][which], arguments)
        prime = "′" if which else ""
        return ast.Call(ast.Name(name + prime), list(arguments.values()), [])

    def _arguments(self, node: Tensor, numbers: bool) -> dict[str, ast.expr]:
        names = {}
        for name, a in _called_with(node).items():
            known = isinstance(a, Tensor) and a in self._names and not numbers
            names[name] = ast.Name(self._names[a]) if known else _constant(a)
        return names

    def _expression(self, tensor: Tensor) -> ast.expr:
        """The whole expression in the inputs' names; long ones need not be finished."""
        if not tensor.edges:
            return ast.Name(self._names[tensor]) if tensor in self._names else _constant(tensor)
        parts = {
            name: self._expression(a) if isinstance(a, Tensor) else _constant(a)
            for name, a in _called_with(tensor).items()
        }
        if tensor.op.__name__ in FORMULAS:
            return parse(FORMULAS[tensor.op.__name__][0], parts)
        return ast.Call(ast.Name(tensor.op.__name__), list(parts.values()), [])

    def __str__(self) -> str:
        return "\n".join(plain for _, plain in self.lines)

    __repr__ = __str__

    def _repr_latex_(self) -> str:
        rows = r" \\ ".join(line.replace(" = ", " &= ", 1) for line, _ in self.lines)
        return rf"$$\begin{{aligned}} {rows} \end{{aligned}}$$"


def derivation(f: Callable, /, **inputs: float) -> Derivation:
    """Work the chain rule of your own expression, line by line, with numbers.

    First every step's value from the inside out, then from the end back, for every value, the sum
    over all who use it: ∂y/∂(their value) · (their local derivative).

    Parameters
    ----------
    f : function
        Of single numbers, made of operations of mathdl; its parameters bear the names of `inputs`.
    **inputs : float
        Where.

    Returns
    -------
    Derivation
        Shown as LaTeX in a notebook, printed as plain text; ``gradients`` holds the numbers.

    Raises
    ------
    TypeError
        If no input is given, or `f` does not take these.
    ValueError
        If `f` does not make one number of them.

    Examples
    --------
    >>> print(derivation(lambda x: dl.sin(x * x), x=1.5))
    y = sin(x·x)
    u₁ = x·x = 1.5·1.5 = 2.25
    y = sin(u₁) = sin(2.25) = 0.7781
    dy/du₁ = cos(u₁) = −0.6282
    dy/dx = dy/du₁·x + dy/du₁·x = −0.6282·1.5 + (−0.6282·1.5) = −1.885
    """
    if not inputs:
        raise TypeError("say where: derivation(f, x=2.0), with a number for each input of f")
    tensors = {name: Tensor(float(value)) for name, value in inputs.items()}
    try:
        inspect.signature(f).bind(**tensors)
    except TypeError as error:
        raise TypeError(f"f does not take {', '.join(inputs)}: {error}") from None
    y = f(**tensors)
    if np.shape(value_of(y)) != ():
        raise ValueError(
            f"f returned an array of shape {np.shape(value_of(y))}; derivation works expressions "
            "of single numbers"
        )
    return Derivation(y, tensors)


def node_slope(node: Tensor, place: int) -> float:
    """The local derivative of a node with respect to one of its arguments."""
    parent = node.args[place]
    vjps = [vjp for tensor, vjp in node.edges if tensor is parent]
    nth = sum(a is parent for a in node.args[:place])
    return float(vjps[nth](np.ones_like(node.data)[()]))


def _messages(y: Tensor) -> list[tuple[Tensor, int, float]]:
    """Run the backward pass from y; list who sent what to which of its arguments."""
    messages, places = [], iter(())
    last = None
    for node, _, contribution in backward_steps(y, np.ones_like(y.data)[()]):
        if node is not last:
            last, places = node, iter([i for i, a in enumerate(node.args) if isinstance(a, Tensor)])
        messages.append((node, next(places), float(contribution)))
    return messages


def _called_with(node: Tensor) -> dict[str, object]:
    """The arguments of an operation by name, with its defaults."""
    bound = inspect.signature(node.op).bind(*node.args)
    bound.apply_defaults()
    return bound.arguments


def _constant(a: object) -> ast.expr:
    value = value_of(a)
    if np.ndim(value) == 0 and np.isreal(value):
        return ast.Constant(float(value))
    return ast.Name("…")


def _sum(parts: list[ast.expr]) -> ast.expr:
    return reduce(lambda a, b: ast.BinOp(a, ast.Add(), b), parts)
