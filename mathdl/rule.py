"""A rule as the book shows it: its code, without the words around it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from textwrap import dedent

from mathdl import refusals


def rule(f: Callable) -> None:
    """Print the rule of an operation: what it computes, and how a gradient goes back through it.

    The docstring, which ``help(f)`` shows, and the types are left out. Any other function written
    in Python is printed in the same way.

    Parameters
    ----------
    f : function
        An operation of mathdl, or your own.

    Raises
    ------
    TypeError
        If `f` is no function written in Python.
    OSError
        If its source is nowhere to be read.

    Examples
    --------
    >>> dl.rule(dl.tanh)
    def tanh(a):
        y = np.tanh(a)
        return y, lambda g: g * (1 - y * y)
    """
    function = inspect.unwrap(f) if callable(f) else f
    if not inspect.isfunction(function):
        raise TypeError(
            "rule prints a function written in Python, as in mathdl.rule(mathdl.tanh), "
            f"not {refusals.shown(f)}"
        )
    try:
        lines = dedent(inspect.getsource(function)).rstrip().splitlines()
        (definition,) = ast.parse("\n".join(lines)).body
        body = definition.body
    except (OSError, SyntaxError, AttributeError):
        raise OSError(
            f"the source of {refusals.called(f)} is nowhere to be read; write it with def, in a "
            "file or in a cell of a notebook"
        ) from None
    said = ast.get_docstring(definition) is not None
    start = body[0].end_lineno if said else body[0].lineno - 1
    parameters = inspect.signature(function).parameters.values()
    plain = [p.replace(annotation=inspect.Parameter.empty) for p in parameters]
    print(f"def {function.__name__}{inspect.Signature(plain)}:", *lines[start:], sep="\n")
