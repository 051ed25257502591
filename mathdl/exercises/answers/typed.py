"""What a learner types into an answer box: read, and never run."""

from __future__ import annotations

import ast
import math
import operator
import re
from typing import Any

from mathdl.exercises.answers.unreadable import UnreadableError

LONGEST = 400  # characters of an answer
EXACT = 2**53  # beyond, a power is a float: powers of powers of whole numbers fill any memory
CONSTANTS = {"e": math.e, "pi": math.pi, "inf": math.inf, "nan": math.nan}
FUNCTIONS = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "ln": math.log,
    "log10": math.log10,
    "sin": math.sin,
    "cos": math.cos,
    "tanh": math.tanh,
    "abs": abs,
}
OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: lambda a, b: a**b if abs(b) <= 20 and abs(a) <= EXACT else float(a) ** float(b),
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
SIGNS = {
    "−": "-", "–": "-", "·": "*", "⋅": "*", "×": "*", "÷": "/", "^": "**", "π": "pi",
    "½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)", "⅓": "(1/3)", "…": "...",
}  # fmt: skip


def typed(text: str, several: bool = True) -> Any:
    """Read what was typed: numbers, arithmetic, lists and words.

    Parameters
    ----------
    text : str
    several : bool
        Whether more than one number may be meant. A comma parts numbers then, and stands for the
        decimal point otherwise, unless it parts thousands.

    Returns
    -------
    number, str, bool, list, tuple or ...
        Words that mean nothing here come back as text.

    Raises
    ------
    UnreadableError
        If it is no such thing.

    Examples
    --------
    >>> typed("2·0.3/5"), typed("[1, -2]"), typed("8,2", several=False), typed("error")
    (0.12, [1, -2], 8.2, 'error')
    """
    if len(text) > LONGEST:
        raise UnreadableError(f"an answer has at most {LONGEST} characters, this has {len(text)}")
    code = _as_code(text, several)
    if not code:
        return ...
    try:
        return _value(ast.parse(code, mode="eval").body)
    except ZeroDivisionError:
        raise UnreadableError(f"{text.strip()} divides by 0") from None
    except (OverflowError, TypeError, ValueError, AttributeError):
        if not any(map(str.isdigit, text)):
            return text.strip()
        raise UnreadableError(f"{text.strip()} comes to no number") from None
    except (SyntaxError, RecursionError, MemoryError):
        if re.fullmatch(r"[^\W\d][^\d*/+=()\[\]]*", text.strip()):
            return text.strip()  # a word, or several
        raise UnreadableError(
            f"{text.strip()!r} cannot be read; write numbers as in -0.5, 3/4, 2*exp(-1) or "
            "10^-3, and lists as in 1, 2, 3"
        ) from None


def _as_code(text: str, several: bool) -> str:
    """Write what people type as Python would."""
    code = text.strip().strip("`'\" ")
    if several and re.fullmatch(r"[-−+\d.]+( +[-−+\d.]+)+", code):
        code = re.sub(r" +", ", ", code)
    if not several and re.fullmatch(r"[-−+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", code):
        code = code.replace(",", "")
    elif not several or ";" in code:
        code = re.sub(r"(?<=\d),(?=\d)", ".", code).replace(";", ",")
    code = re.sub(r"[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: f"**({m[0].translate(RAISED)})", code)
    for sign, python in SIGNS.items():
        code = code.replace(sign, python)
    code = re.sub(r"√\s*([\w.]+)", r"sqrt(\1)", code).replace("√", "sqrt")
    code = re.sub(r"\b(ln|log|exp|sqrt) +([\d.]+)", r"\1(\2)", code)
    code = re.sub(r"(?<![\w.])(\d+\.?\d*) ?(?=\(|(pi|sqrt|exp|ln|log)\b)", r"\1*", code)
    return re.sub(r"([\d.]+)\s*%", r"(\1/100)", code)


def _value(node: ast.AST) -> Any:
    """Return what a piece of code comes to, if it is one of the few that may be typed."""
    match node:
        case ast.Constant(value=bool() | int() | float() | str() as value):
            return value
        case ast.Constant(value=value) if value is ...:
            return ...
        case ast.Name(id=name):
            known = {"true": True, "false": False, **CONSTANTS}
            return known.get(name.lower() if len(name) > 1 else name, name)
        case ast.List(elts=parts):
            return [_value(part) for part in parts]
        case ast.Tuple(elts=parts):
            return tuple(_value(part) for part in parts)
        case ast.UnaryOp(op=op, operand=a) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_number(a))
        case ast.BinOp(left=a, op=op, right=b) if type(op) in OPERATORS:
            return _real(OPERATORS[type(op)](_number(a), _number(b)))
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](_number(argument))
    raise SyntaxError


def _number(node: ast.AST) -> Any:
    value = _value(node)
    if not isinstance(value, int | float):
        raise TypeError
    return value


def _real(value: Any) -> Any:
    if isinstance(value, complex):
        raise ValueError
    return value
