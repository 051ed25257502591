"""The chain rule, worked line by line for an expression of your own, from the recorded graph."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING

from mathdl.formulas import evaluate
from mathdl.typeset import latex, text
from mathdl.words import counted

if TYPE_CHECKING:
    from mathdl.trace import Trace

AT_A_GLANCE = 14  # lines; more of them are folded on a page
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
        self._written = len(self.lines)
        for i in [*reversed(steps[:-1]), *range(trace.inputs)]:
            self._write_gradient(i)

    def _write_values(self, steps: list[int]) -> None:
        """Compute every step from the inside out; start with the whole, if it is short."""
        trace = self._trace
        whole = trace.expression() if len(steps) > 1 else None
        if whole and len(text(whole)) <= READABLE:
            self._write(ast.Name(self._end), whole)
        for i in steps:
            name, value = self._name(i), ast.Constant(trace.nodes[i].value)
            formula = trace.formula(i)
            numbers = value if isinstance(formula, ast.IfExp) else trace.formula(i, numbers=True)
            self._write(ast.Name(name), formula, numbers, value)
        if not steps:
            self._write(ast.Name(self._end), ast.Constant(self.value))

    def _write_gradient(self, parent: int) -> None:
        """Say how the derivative of the end with respect to a value comes about: a sum over users.

        Each user gives the derivative with respect to itself, times its own local derivative.
        """
        trace, symbols, numbers, slopes = self._trace, [], [], []
        for message in trace.messages:
            if message.parent != parent:
                continue
            local = trace.formula(message.node, message.place + 1)
            slope = ast.Constant(message.local)
            worked = self._worked(message.node, message.place + 1) or slope
            if message.node == trace.end:
                symbols.append(local)
                numbers.append(worked)
                slopes.append(slope)
                continue
            above = self._symbol(message.node), ast.Constant(message.above)
            is_one = isinstance(local, ast.Constant) and local.value == 1
            for column, a, b in zip(
                (symbols, numbers, slopes),
                (above[0], above[1], above[1]),
                (local, worked, slope),
            ):
                column.append(a if is_one else ast.BinOp(a, ast.Mult(), b))
        total = ast.Constant(trace.gradients[parent])
        sums = [_sum(column) for column in (symbols, numbers, slopes) if column]
        self._write(self._symbol(parent), *sums, total)

    def _worked(self, node: int, which: int) -> ast.expr | None:
        """The local derivative with its numbers filled in, if that shows more than its value."""
        formula = self._trace.formula(node, which, numbers=True)
        kinds = {type(part) for part in ast.walk(formula)}
        if ast.IfExp in kinds or not kinds & {ast.BinOp, ast.Call}:
            return None
        try:
            worked = _Called().visit(formula)
        except (SyntaxError, NameError):  # an operation that has no formula
            return None
        return worked if len(text(worked)) <= READABLE else None

    def _name(self, i: int) -> str:
        return self._trace.nodes[i].name

    def _symbol(self, i: int) -> ast.expr:
        """∂y/∂(the node), as an expression that `latex` and `text` can print."""
        names = [ast.Name(self._end), ast.Name(self._name(i))]
        return ast.Call(ast.Name(self._derivative), names, [])

    @property
    def _end(self) -> str:
        """What the end is called; where f only hands on an input, y."""
        trace = self._trace
        return self._name(trace.end) if trace.end >= trace.inputs else "y"

    def _write(self, *parts: ast.expr) -> None:
        """Add a line: all parts with = between, and what would stand there twice once."""
        last = parts[-1]
        printed = [(latex(p), _apart(p) if p is not last else text(p)) for p in parts]
        printed = list(dict.fromkeys(printed))
        self.lines.append(tuple(" = ".join(column) for column in zip(*printed)))

    def __str__(self) -> str:
        return "\n".join(plain for _, plain in self.lines)

    __repr__ = __str__

    def _repr_latex_(self) -> str | None:
        return None if len(self.lines) > AT_A_GLANCE else _aligned(self.lines)

    def _repr_markdown_(self) -> str | None:
        """Long ones: folded, with the derivatives that were asked for below."""
        if len(self.lines) <= AT_A_GLANCE:
            return None
        back = len(self.lines) - self._trace.inputs
        asked = self.lines[back:]
        folds = {
            f"{counted(self._written, 'line')} forward, from the inside out": self.lines[
                : self._written
            ],
            f"{counted(back - self._written, 'line')} back, from the end": self.lines[
                self._written : back
            ],
        }
        parts = [
            f"<details><summary>{said}</summary>\n\n{_aligned(lines)}\n\n</details>"
            for said, lines in folds.items()
            if lines
        ]
        return "\n\n".join([*parts, _aligned(asked)])


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
    from mathdl.trace import Trace  # when it is needed: `import mathdl` is to be quick

    return Derivation(Trace(f, **inputs))


def _sum(parts: list[ast.expr]) -> ast.expr:
    return reduce(lambda a, b: ast.BinOp(a, ast.Add(), b), parts)


def _aligned(lines: list[tuple[str, str]]) -> str:
    rows = r" \\ ".join(line.replace(" = ", " &= ", 1) for line, _ in lines)
    return rf"$$\begin{{aligned}} {rows} \end{{aligned}}$$"


def _apart(part: ast.expr) -> str:
    """Print a part that is followed by an equals sign: a choice would swallow it."""
    return f"({text(part)})" if isinstance(part, ast.IfExp) else text(part)


class _Called(ast.NodeTransformer):
    """Put numbers in the place of functions of numbers."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        return ast.Constant(evaluate(ast.unparse(node), {}))
