"""What the rules compute, as formulas: to be read, to be drawn, and to be tested against the rules.

A formula is a Python expression in the names of a rule's own arguments. It is written once, above
the rule; it is computed here, and printed as LaTeX and as plain text by `mathdl.typeset`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from mathdl.tensor import Rule, op

# For each operation on single numbers: its value, then one partial derivative per argument.
FORMULAS: dict[str, tuple[str, ...]] = {}


def entrywise(value: str, *slopes: str) -> Callable[[Callable[..., Rule]], Callable[..., Any]]:
    """Make a rule differentiable, as `op` does, and keep the formulas of what it computes.

    For operations that work on every entry by itself, so that the formulas for single numbers say
    all; those of a loss say one term of its sum.

    Parameters
    ----------
    value : str
        The value, as an expression of Python in the names of the rule's arguments.
    *slopes : str
        The partial derivatives with respect to the arguments that have one.

    Examples
    --------
    >>> FORMULAS["divide"]
    ('a / b', '1 / b', '-a / b**2')
    """

    def decorate(rule: Callable[..., Rule]) -> Callable[..., Any]:
        FORMULAS[rule.__name__] = (value, *slopes)
        return op(rule)

    return decorate


_FUNCTIONS = {
    **{
        name: getattr(np, name)
        for name in ("exp", "log", "sqrt", "sin", "cos", "tanh", "abs", "sign")
    },
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "softplus": lambda a: np.log(1 + np.exp(a)),
    "relu": lambda a: max(a, 0.0),
    "max": max,
    "min": min,
}


def parse(formula: str, names: Mapping[str, ast.expr] | None = None) -> ast.expr:
    """Read a formula, and put expressions in the place of names."""
    tree = ast.parse(formula, mode="eval").body
    return _Substitute(names or {}).visit(tree)


def evaluate(formula: str, values: Mapping[str, float]) -> float:
    """Compute a formula.

    Examples
    --------
    >>> evaluate("-a / b**2", {"a": 8.0, "b": 2.0})
    -2.0
    """
    code = compile(formula, "formula", "eval")
    return float(eval(code, {"__builtins__": {}, **_FUNCTIONS, **values}))


class _Substitute(ast.NodeTransformer):
    def __init__(self, names: Mapping[str, ast.expr]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.names.get(node.id, node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Tidy powers: x^(3 - 1) is x², and x^(2 - 1) is x."""
        node = ast.BinOp(self.visit(node.left), node.op, self.visit(node.right))
        match node:
            case ast.BinOp(
                op=ast.Pow(),
                right=ast.BinOp(
                    left=ast.Constant(value=a), op=ast.Sub(), right=ast.Constant(value=b)
                ),
            ):
                return (
                    node.left if a - b == 1 else ast.BinOp(node.left, node.op, ast.Constant(a - b))
                )
        return node
