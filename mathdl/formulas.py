"""What the rules compute, as formulas: to be read, to be drawn, and to be tested against the rules.

A formula is a Python expression in the names of a rule's own arguments. It is written once and
printed in three ways: as LaTeX, as plain text, and as a number.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping

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
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(1, 6)


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


def latex(tree: ast.expr) -> str:
    r"""Print an expression as LaTeX.

    Examples
    --------
    >>> print(latex(parse("-a / b**2 * sin(x1)")))
    \frac{-a}{b^{2}} \cdot \sin\left(x_{1}\right)
    """
    return _print(tree, _latex)[0]


def text(tree: ast.expr) -> str:
    """Print an expression as plain text.

    Examples
    --------
    >>> print(text(parse("-a / b**2 * sin(x1)")))
    −a/b²·sin(x₁)
    """
    return _print(tree, _text)[0].replace("-", "−")


def short(value: float) -> str:
    """Write a number with at most four digits that count."""
    return f"{value:z.4g}"


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


def _print(tree: ast.expr, style: Callable) -> tuple[str, int]:
    """Return an expression as printed, and how strongly its parts hold together."""

    def part(node: ast.expr, least: int) -> str:
        printed, strength = _print(node, style)
        return printed if strength >= least else style("group", printed)

    def unsigned(node: ast.expr, least: int) -> str:
        printed = part(node, least)
        return style("group", printed) if printed.startswith("-") else printed

    match tree:
        case ast.Constant(value=value):
            printed = style("number", short(value))
            return printed, _SIGN if value < 0 else _PRODUCT if "e" in short(value) else _ATOM
        case ast.Name(id=name):
            return style("name", name), _ATOM
        case ast.UnaryOp(operand=operand):
            return "-" + part(operand, _SIGN + 1), _SIGN
        case ast.BinOp(left=a, op=ast.Add(), right=b):
            return f"{part(a, _SUM)} + {unsigned(b, _PRODUCT)}", _SUM
        case ast.BinOp(left=a, op=ast.Sub(), right=b):
            return f"{part(a, _SUM)} - {unsigned(b, _PRODUCT)}", _SUM
        case ast.BinOp(left=a, op=ast.Mult(), right=b):
            return style("product", part(a, _PRODUCT), unsigned(b, _PRODUCT)), _PRODUCT
        case ast.BinOp(left=a, op=ast.Div(), right=b):
            return style("quotient", a, b, part), style("quotient strength")
        case ast.BinOp(left=a, op=ast.Pow(), right=b):
            return style("power", part(a, _ATOM), b, part), _POWER
        case ast.IfExp(test=test, body=body, orelse=orelse):
            words = part(body, _SUM), part(test, 0), part(orelse, 0)
            return style("choice", *words), 0
        case ast.Compare(left=a, ops=[operator], comparators=[b]):
            sign = {ast.Gt: ">", ast.Lt: "<", ast.Eq: "="}[type(operator)]
            return f"{part(a, _SUM)} {sign} {part(b, _SUM)}", 0
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return style("call", name, [part(a, 0) for a in arguments]), _ATOM
    raise TypeError(f"a formula has no {type(tree).__name__}")


def _latex(kind: str, *parts: object) -> str | int:
    match kind, parts:
        case "number", (number,):
            mantissa, _, exponent = number.partition("e")
            return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else number
        case "name", (name,):
            letter, digits = name.rstrip("0123456789"), name[len(name.rstrip("0123456789")) :]
            letter = letter if len(letter) == 1 else rf"\mathrm{{{letter}}}".replace("_", r"\_")
            return rf"{letter}_{{{digits}}}" if digits else letter
        case "group", (inside,):
            return rf"\left({inside}\right)"
        case "product", (a, b):
            return rf"{a} \cdot {b}"
        case "quotient strength", ():
            return _POWER
        case "quotient", (a, b, part):
            return rf"\frac{{{part(a, 0)}}}{{{part(b, 0)}}}"
        case "power", (a, b, part):
            return rf"{a}^{{{part(b, 0)}}}"
        case "choice", (body, test, orelse):
            return rf"{body} \text{{ if }} {test} \text{{ else }} {orelse}"
        case "call", (name, arguments):
            inside = ", ".join(arguments)
            if name in "d∂":
                d = {"d": r"\mathrm{d}", "∂": r"\partial"}[name]
                return rf"\frac{{{d} y}}{{{d} {inside}}}"
            if name == "sqrt":
                return rf"\sqrt{{{inside}}}"
            if name == "abs":
                return rf"\left|{inside}\right|"
            if name == "exp":
                return rf"e^{{{inside}}}"
            if name == "sigmoid":
                name = r"\sigma"
            elif name in ("sin", "cos", "tanh", "log", "max", "min"):
                name = rf"\{name}"
            else:
                name = name.replace("_", r"\_").replace("′", "'")
                name = rf"\operatorname{{{name}}}"
            return rf"{name}\left({inside}\right)"
    raise TypeError(kind)


def _text(kind: str, *parts: object) -> str | int:
    match kind, parts:
        case "number", (number,):
            mantissa, _, exponent = number.partition("e")
            if exponent:
                return f"{mantissa}·10{str(int(exponent)).translate(_SUPERSCRIPT)}"
            return number
        case "name", (name,):
            letter = name.rstrip("0123456789")
            return letter + name[len(letter) :].translate(_SUBSCRIPT)
        case "group", (inside,):
            return f"({inside})"
        case "product", (a, b):
            return f"{a}·{b}"
        case "quotient strength", ():
            return _PRODUCT
        case "quotient", (a, b, part):
            return f"{part(a, _SIGN)}/{part(b, _POWER)}"
        case "power", (a, b, part):
            exponent = part(b, _ATOM)
            if exponent.removeprefix("-").isdigit():
                return a + exponent.translate(_SUPERSCRIPT)
            return f"{a}^{exponent}"
        case "choice", (body, test, orelse):
            return f"{body} if {test} else {orelse}"
        case "call", (name, arguments):
            inside = ", ".join(arguments)
            if name in "d∂":
                return f"{name}y/{name}{inside}"
            return f"|{inside}|" if name == "abs" else f"{name}({inside})"
    raise TypeError(kind)
