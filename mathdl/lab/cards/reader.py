"""An expression that was typed on a command line: read, and never run as Python."""

from __future__ import annotations

import ast
import inspect
import math
import operator
import re
from collections.abc import Callable, Mapping
from inspect import Parameter, Signature
from typing import Any, NoReturn

import mathdl as dl
from mathdl.formulas import FORMULAS
from mathdl.refusals import joined
from mathdl.words import counted

LONGEST = 400  # characters
SHOWN = 24  # of them where something is wrong
SIGNS = {
    "−": "-", "–": "-", "·": "*", "⋅": "*", "×": "*", "÷": "/", "^": "**", "²": "**2", "³": "**3",
    "π": "pi", "σ": "sigmoid",
}  # fmt: skip
ALSO = {"max": "maximum", "min": "minimum", "ln": "log"}
CONSTANTS = {"pi": math.pi}
OPERATORS: dict[type, Callable] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.Pow: operator.pow,
    ast.UAdd: operator.pos, ast.USub: operator.neg,
}  # fmt: skip


class Expression:
    """An expression in single numbers, made of the operations of mathdl.

    It can be called, with a number for each of its names.

    Parameters
    ----------
    typed : str
        As in Python, or as people write it: ``^`` or ``**``, ``·`` or ``*``.

    Attributes
    ----------
    names : tuple of str
        Of its inputs, in the order in which they are met.

    Raises
    ------
    ValueError
        Where it cannot be read; the message says the place.

    Examples
    --------
    >>> f = Expression("sin(x·w) + b^2")
    >>> f.names, float(f(x=0.0, w=1.0, b=3.0))
    (('x', 'w', 'b'), 9.0)
    """

    def __init__(self, typed: str) -> None:
        if len(typed) > LONGEST:
            raise ValueError(
                f"An expression has at most {LONGEST} characters, this one has {len(typed)}."
            )
        typed = " ".join(typed.split())
        self.typed = typed
        self._code = "".join(SIGNS.get(sign, sign) for sign in typed)
        self._origin = [i for i, sign in enumerate(typed) for _ in SIGNS.get(sign, sign)]
        if not typed:
            raise ValueError('There is no expression: write one in quotes, as in "sin(x*w) + b".')
        try:
            self._tree = ast.parse(self._code, mode="eval").body
            names = [self._name(node) for node in ast.walk(self._tree)]
        except SyntaxError as error:
            self._stop((error.offset or 1) - 1, "this cannot be read; products are written 2*x")
        except (RecursionError, MemoryError):
            raise ValueError("This expression is nested too deeply to be read.") from None
        met = sorted((place, name) for place, name in filter(None, names))
        self.names = tuple(dict.fromkeys(name for _, name in met))
        by_name = [Parameter(name, Parameter.KEYWORD_ONLY) for name in self.names]
        self.__signature__ = Signature(by_name)

    def __call__(self, /, **values: Any) -> Any:
        """Compute it."""
        try:
            return self._value(self._tree, values)
        except ArithmeticError as error:  # of numbers; tensors know inf and nan
            raise ValueError(f'"{self.typed}" cannot be computed: {_why(error)}.') from None

    def _name(self, node: ast.AST) -> tuple[int, str] | None:
        """Return the place and the name of an input; refuse what cannot be computed."""
        match node:
            case ast.Name(id=name) if name in CONSTANTS or ALSO.get(name, name) in FORMULAS:
                return None
            case ast.Name(id=name):
                return node.col_offset, name
            case ast.Call(func=ast.Name(id=name), args=given, keywords=named):
                self._check_call(node, name, len(given), bool(named))
            case ast.Constant(value=bool()) | ast.Starred():
                self._refuse(node)
            case ast.Constant(value=int() | float()) | ast.expr_context() | ast.operator():
                pass
            case ast.BinOp(op=sign) | ast.UnaryOp(op=sign) if type(sign) in OPERATORS:
                pass
            case ast.expr():
                self._refuse(node)
        return None

    def _check_call(self, node: ast.Call, name: str, given: int, named: bool) -> None:
        known = ALSO.get(name, name)
        if known not in FORMULAS:
            self._stop(
                self._at(node),
                f"there is no operation {name}, but there are {joined(operations())}",
            )
        takes = _needs(known)
        if given != takes or named:
            self._stop(self._at(node), f"{name} takes {counted(takes, 'number')}, not {given}")

    def _value(self, node: ast.AST, values: Mapping[str, Any]) -> Any:
        match node:
            case ast.Constant(value=value):
                return float(value)
            case ast.Name(id=name) if name in CONSTANTS:
                return CONSTANTS[name]
            case ast.Name(id=name):
                if name not in values:
                    self._stop(
                        self._at(node), f"{name} is an operation, and wants a number: {name}(x)"
                    )
                return values[name]
            case ast.UnaryOp(op=sign, operand=a):
                return OPERATORS[type(sign)](self._value(a, values))
            case ast.BinOp(left=a, op=sign, right=b):
                return OPERATORS[type(sign)](self._value(a, values), self._value(b, values))
            case ast.Call(func=ast.Name(id=name), args=given):
                return operation(ALSO.get(name, name))(*(self._value(a, values) for a in given))
        raise TypeError(node)

    def _refuse(self, node: ast.AST) -> NoReturn:
        what = "an expression is made of numbers, names, + − * / ** and operations such as sin(x)"
        self._stop(self._at(node), what)

    def _at(self, node: ast.AST) -> int:
        return len(self._code.encode()[: node.col_offset].decode())

    def _stop(self, at: int, why: str) -> NoReturn:
        """Say what is wrong and where, in the characters that were typed."""
        place = self._origin[at] if at < len(self._origin) else len(self.typed)
        rest = self.typed[place:]
        rest = rest if len(rest) <= SHOWN else f"{rest[:SHOWN]}…"
        where = f"at character {place + 1}, '{rest}'" if rest else "at its end"
        raise ValueError(f'In "{self.typed}" {where}: {why}.') from None


def _why(error: ArithmeticError) -> str:
    divides = isinstance(error, ZeroDivisionError)
    return "a number is divided by 0" if divides else "a number becomes too large"


def operations() -> list[str]:
    """Return the names of the operations that an expression may call.

    Examples
    --------
    >>> "sin" in operations(), "add" in operations()
    (True, False)
    """
    signs = {"add", "subtract", "multiply", "divide", "negative", "power"}
    return [*sorted({*FORMULAS} - signs)]


def operation(name: str) -> Callable:
    """Return a differentiable operation on single numbers by its name."""
    return getattr(dl, name)


def _needs(name: str) -> int:
    """How many numbers an operation takes: those of its arguments that have a formula."""
    parameters = inspect.signature(operation(name)).parameters.values()
    return sum(parameter.default is Parameter.empty for parameter in parameters)


def read_values(typed: str, names: tuple[str, ...]) -> dict[str, float]:
    """Read where to compute, as in ``x=1,w=2``; what is not named gets 1, 2, 3 … by its place.

    Examples
    --------
    >>> read_values("w=-2", ("x", "w", "b"))
    {'x': 1.0, 'w': -2.0, 'b': 3.0}
    """
    values = {name: float(place) for place, name in enumerate(names, 1)}
    for part in filter(None, re.split(r"[,;\s]+", re.sub(r"\s*=\s*", "=", typed.strip()))):
        name, _, number = part.partition("=")
        if name not in values:
            raise ValueError(
                f"The expression has no {name}, it has {joined(list(names))}: "
                f'write --at "{names[0]}=0.5".'
            )
        try:
            values[name] = float(number.replace("−", "-"))
        except ValueError:
            raise ValueError(
                f"{name} is to be a number, not '{number}': write --at \"{name}=0.5\"."
            ) from None
    return values
