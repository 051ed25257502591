"""Formulas as the engine records them, and the chain rule worked by it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import mathdl as dl
from mathdl.exercises.practice.written import block
from mathdl.trace import Trace
from mathdl.typeset import text


def formula(f: Callable, **inputs: float) -> str:
    """Print what a function computes, as the engine recorded it."""
    tree = Trace(f, **inputs).expression()
    assert isinstance(tree, ast.expr)
    return text(tree)


def worked(f: Callable, answer: str, **inputs: float) -> str:
    """Work the chain rule line by line, and say what comes out."""
    return f"From the inside out, then back:{block(str(dl.derivation(f, **inputs)))}\n{answer}"


def plus(a: Any, b: Any, sign: float) -> Any:
    """Add, or take away where the sign says so: nobody writes x + (−2)."""
    return a + b if sign > 0 else a - b
