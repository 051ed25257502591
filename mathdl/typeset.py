"""Expressions as they are printed: LaTeX for a page, plain text for a picture or a terminal."""

from __future__ import annotations

import ast
from collections.abc import Callable

from mathdl.words import SUBSCRIPT, SUPERSCRIPT

_CASES, _END_OF_CASES = r"\begin{cases}", r"\end{cases}"
_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(1, 6)


def latex(tree: ast.expr) -> str:
    r"""Print an expression as LaTeX.

    Examples
    --------
    >>> from mathdl.formulas import parse
    >>> print(latex(parse("-a / b**2 * sin(x1)")))
    \frac{-a}{b^{2}} \cdot \sin\left(x_{1}\right)
    """
    return _print(tree, _latex)[0]


def text(tree: ast.expr) -> str:
    """Print an expression as plain text.

    Examples
    --------
    >>> from mathdl.formulas import parse
    >>> print(text(parse("-a / b**2 * sin(x1)")))
    −a/b²·sin(x₁)
    """
    return _print(tree, _text)[0].replace("-", "−")


def short(value: float) -> str:
    """Write a number with at most four digits that count."""
    return f"{value:z.4g}"


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
            return style("choice", *words), style("choice strength")
        case ast.Compare(left=a, ops=[operator], comparators=[b]):
            sign = {ast.Gt: ">", ast.Lt: "<", ast.Eq: "="}[type(operator)]
            return f"{part(a, _SUM)} {sign} {part(b, _SUM)}", 0
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return style("call", name, [part(a, 0) for a in arguments]), _ATOM
    raise TypeError(f"a formula has no {type(tree).__name__}")


def _latex(kind: str, *parts: object) -> str | int:
    match kind, parts:
        case "number", ("nan",):
            return r"\text{nan}"
        case "number", ("inf" | "-inf" as number,):
            return number.replace("inf", r"\infty")
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
        case "choice strength", ():
            return _ATOM
        case "choice", (body, test, orelse):
            rows = [rf"{body} & \text{{if }} {test}"]
            if orelse.startswith(_CASES):
                rows.append(orelse.removeprefix(_CASES).removesuffix(_END_OF_CASES))
            else:
                rows.append(rf"{orelse} & \text{{else}}")
            return _CASES + r" \\ ".join(rows) + _END_OF_CASES
        case "call", (name, arguments):
            inside = ", ".join(arguments)
            if name in "d∂":
                d = {"d": r"\mathrm{d}", "∂": r"\partial"}[name]
                end, at = arguments
                return rf"\frac{{{d} {end}}}{{{d} {at}}}"
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
                return f"{mantissa}·10{str(int(exponent)).translate(SUPERSCRIPT)}"
            return number
        case "name", (name,):
            letter = name.rstrip("0123456789")
            return letter + name[len(letter) :].translate(SUBSCRIPT)
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
                return a + exponent.translate(SUPERSCRIPT)
            return f"{a}^{exponent}"
        case "choice strength", ():
            return 0
        case "choice", (body, test, orelse):
            return f"{body} if {test} else {orelse}"
        case "call", (name, arguments):
            inside = ", ".join(arguments)
            if name in "d∂":
                end, at = arguments
                return f"{name}{end}/{name}{at}"
            return f"|{inside}|" if name == "abs" else f"{name}({inside})"
    raise TypeError(kind)
