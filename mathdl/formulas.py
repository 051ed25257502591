"""What the rules compute, as formulas: to be read, to be drawn, and to be tested against the rules.

A formula is a Python expression in the names of a rule's own arguments. It is written once; it is
computed here, and printed as LaTeX and as plain text by `mathdl.typeset`.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping

import numpy as np

SIGMOID_SLOPE = "sigmoid(a) * (1 - sigmoid(a))"
GELU_TANH = f"tanh({(2 / math.pi) ** 0.5} * (a + 0.044715 * a**3))"
RESIDUAL = "prediction - target"
TIE = "1 if a {} b else 0.5 if a == b else 0"
# For each operation on single numbers: its value, then one partial derivative per argument.
FORMULAS: dict[str, tuple[str, ...]] = {
    "add": ("a + b", "1", "1"),
    "subtract": ("a - b", "1", "-1"),
    "multiply": ("a * b", "b", "a"),
    "divide": ("a / b", "1 / b", "-a / b**2"),
    "power": ("a**n", "n * a**(n - 1)", "a**n * log(a)"),
    "negative": ("-a", "-1"),
    "abs": ("abs(a)", "1 if a > 0 else -1 if a < 0 else 0"),
    "exp": ("exp(a)", "exp(a)"),
    "expm1": ("exp(a) - 1", "exp(a)"),
    "log": ("log(a)", "1 / a"),
    "log1p": ("log(1 + a)", "1 / (1 + a)"),
    "sqrt": ("sqrt(a)", "1 / (2 * sqrt(a))"),
    "sin": ("sin(a)", "cos(a)"),
    "cos": ("cos(a)", "-sin(a)"),
    "tanh": ("tanh(a)", "1 - tanh(a)**2"),
    "sigmoid": ("sigmoid(a)", SIGMOID_SLOPE),
    "relu": ("relu(a)", "1 if a > 0 else 0"),
    "softplus": ("softplus(a)", "sigmoid(a)"),
    "log_sigmoid": ("log(sigmoid(a))", "sigmoid(-a)"),
    "leaky_relu": ("a if a > 0 else negative_slope * a", "1 if a > 0 else negative_slope"),
    "elu": ("a if a > 0 else alpha * (exp(a) - 1)", "1 if a > 0 else alpha * exp(a)"),
    "gelu": (
        f"a / 2 * (1 + {GELU_TANH})",
        f"(1 + {GELU_TANH}) / 2 + a / 2 * (1 - {GELU_TANH}**2)"
        f" * {(2 / math.pi) ** 0.5} * (1 + 0.134145 * a**2)",
    ),
    "silu": ("a * sigmoid(a)", f"sigmoid(a) + a * {SIGMOID_SLOPE}"),
    "maximum": ("max(a, b)", TIE.format(">"), TIE.format("<")),
    "minimum": ("min(a, b)", TIE.format("<"), TIE.format(">")),
    "mse_loss": (f"({RESIDUAL})**2", f"2 * ({RESIDUAL})", f"-2 * ({RESIDUAL})"),
    "l1_loss": (f"abs({RESIDUAL})", f"sign({RESIDUAL})", f"-sign({RESIDUAL})"),
    "huber_loss": (
        f"({RESIDUAL})**2 / 2 if abs({RESIDUAL}) < delta"
        f" else delta * (abs({RESIDUAL}) - delta / 2)",
        f"{RESIDUAL} if abs({RESIDUAL}) < delta else delta * sign({RESIDUAL})",
        f"-({RESIDUAL}) if abs({RESIDUAL}) < delta else -delta * sign({RESIDUAL})",
    ),
    "binary_cross_entropy_with_logits": (
        "softplus(logits) - targets * logits", "sigmoid(logits) - targets",
    ),
}  # fmt: skip

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
