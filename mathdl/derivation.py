"""The chain rule, worked line by line for an expression of your own, from the recorded graph."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import reduce

from mathdl.trace import Trace
from mathdl.typeset import latex, text

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

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._derivative = "d" if trace.inputs == 1 else "∂"
        self.value = trace.nodes[trace.end].value
        self.gradients = {
            node.name: gradient
            for node, gradient in zip(trace.nodes[: trace.inputs], trace.gradients)
        }
        self.lines: list[tuple[str, str]] = []
        steps = [i for i, node in enumerate(trace.nodes) if node.op]
        self._write_values(steps)
        for i in [*reversed(steps[:-1]), *range(trace.inputs)]:
            self._write_gradient(i)

    def _write_values(self, steps: list[int]) -> None:
        """Compute every step from the inside out; start with the whole, if it is short."""
        trace = self._trace
        whole = trace.expression() if len(steps) > 1 else None
        if whole and len(text(whole)) <= READABLE:
            self._write(ast.Name("y"), whole)
        for i in steps:
            name, value = self._name(i), ast.Constant(trace.nodes[i].value)
            formula = trace.formula(i)
            numbers = value if isinstance(formula, ast.IfExp) else trace.formula(i, numbers=True)
            self._write(ast.Name(name), formula, numbers, value)
        if not steps:
            self._write(ast.Name("y"), ast.Constant(self.value))

    def _write_gradient(self, parent: int) -> None:
        """Say how the derivative of y with respect to a value comes about: sum over its users."""
        trace, symbols, numbers = self._trace, [], []
        for message in trace.messages:
            if message.parent != parent:
                continue
            local = trace.formula(message.node, message.place + 1)
            slope = ast.Constant(message.local)
            if message.node == trace.end:
                symbols.append(local)
                numbers.append(slope)
            else:
                symbols.append(ast.BinOp(self._symbol(message.node), ast.Mult(), local))
                numbers.append(ast.BinOp(ast.Constant(message.above), ast.Mult(), slope))
        total = ast.Constant(trace.gradients[parent])
        sums = [_sum(symbols), _sum(numbers)] if symbols else []
        self._write(self._symbol(parent), *sums, total)

    def _name(self, i: int) -> str:
        trace = self._trace
        return "y" if i == trace.end and i >= trace.inputs else trace.nodes[i].name

    def _symbol(self, i: int) -> ast.expr:
        """∂y/∂(the node), as an expression that `latex` and `text` can print."""
        return ast.Call(ast.Name(self._derivative), [ast.Name(self._name(i))], [])

    def _write(self, *parts: ast.expr) -> None:
        """Add a line: all parts with = between, and what would stand there twice once."""
        printed = list(dict.fromkeys((latex(part), text(part)) for part in parts))
        self.lines.append(tuple(" = ".join(column) for column in zip(*printed)))

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
        If no input is given, `f` does not take these, or does not return a number.
    ValueError
        If one of the values is not a single number.

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
    return Derivation(Trace(f, **inputs))


def _sum(parts: list[ast.expr]) -> ast.expr:
    return reduce(lambda a, b: ast.BinOp(a, ast.Add(), b), parts)
