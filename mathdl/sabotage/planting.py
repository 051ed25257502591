"""How a fault gets into the engine, and out of it again.

The engine's files know nothing of faults, and pay nothing for them. An operation keeps its rule in
the closure that `op` made, so a planted rule is heard by everyone who holds the operation, under
whatever name. A plain function, such as the backward pass, is detoured in place, for the same
reason.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np


class Fault(NamedTuple):
    """One thing that is wrong in one rule; values stay right, gradients do not.

    Attributes
    ----------
    function : function
        The operation that lies, or a function of the backward pass.
    place : int or None
        Which argument's vector-Jacobian product is wrong; None for the backward pass.
    says : str
        What is wrong, in words that end a sentence.
    wrong : function
        For an operation ``wrong(g, right, value, *arguments, **options)``, the wrong message, where
        ``right(g)`` would be the right one. For the backward pass ``wrong(right, *arguments)``,
        called instead of ``right(*arguments)``.
    """

    function: Callable
    place: int | None
    says: str
    wrong: Callable

    @property
    def name(self) -> str:
        """The operation's public name, or "backprop"."""
        return "backprop" if self.place is None else self.function.__name__.lstrip("_")


class Planted:
    """A fault in its place, until `remove` is called."""

    def __init__(self, fault: Fault) -> None:
        self.fault, self.on = fault, True
        if fault.place is None:
            self._undo = detour(fault.function, fault.wrong)
        else:
            names = fault.function.__code__.co_freevars
            self._cell = fault.function.__closure__[names.index("rule")]
            self._rule = self._cell.cell_contents
            self._cell.cell_contents = _FaultyRule(self)
            self._undo = self._put_back

    def remove(self) -> None:
        """Make all right again, also for computations that were recorded in the meantime."""
        self.on = False
        self._undo()

    def _put_back(self) -> None:
        self._cell.cell_contents = self._rule


class _FaultyRule:
    """A rule with one wrong vjp. `op` reads its name and signature to name arguments."""

    def __init__(self, planted: Planted) -> None:
        self._planted, self._rule = planted, planted._rule
        self.__name__, self.__code__ = self._rule.__name__, self._rule.__code__
        self.__annotations__, self.__module__ = self._rule.__annotations__, self._rule.__module__

    def __call__(self, *arguments: Any, **options: Any) -> tuple:
        value, *vjps = self._rule(*arguments, **options)
        fault = self._planted.fault
        if fault.place < len(vjps):
            right = vjps[fault.place]

            def vjp(g: np.ndarray) -> np.ndarray:
                if not self._planted.on:
                    return right(g)
                return np.asarray(fault.wrong(g, right, value, *arguments, **options))[()]

            vjps[fault.place] = vjp
        return value, *vjps


def detour(function: FunctionType, instead: Callable) -> Callable[[], None]:
    """Send every call of a function elsewhere, whoever imported it and under whatever name.

    Parameters
    ----------
    function : function
        One defined at the top of a file.
    instead : function
        Called as ``instead(right, *arguments, **options)``, where `right` is what `function` was.

    Returns
    -------
    function
        Ends the detour.

    Examples
    --------
    >>> end = detour(dl.numerical_gradient, lambda right, f, x: -right(f, x))
    >>> dl.numerical_gradient(lambda x: 3 * x, 1.0).round(6)
    np.float64(-3.0)
    >>> end()
    >>> dl.numerical_gradient(lambda x: 3 * x, 1.0).round(6)
    np.float64(3.0)
    """
    code, options = function.__code__, function.__kwdefaults__
    right = FunctionType(code, function.__globals__, function.__name__, function.__defaults__)
    update_wrapper(right, function)
    del right.__wrapped__
    right.__kwdefaults__ = options
    # Options first, then the code that reads them: another thread may call at any time.
    function.__kwdefaults__ = {**(options or {}), "_right": right, "_instead": instead}
    function.__wrapped__ = right  # where `inspect` looks for the source and the signature
    function.__code__ = _elsewhere.__code__

    def end() -> None:
        function.__code__ = code
        function.__kwdefaults__ = options
        del function.__wrapped__

    return end


def _elsewhere(*arguments: Any, _right: Callable, _instead: Callable, **options: Any) -> Any:
    return _instead(_right, *arguments, **options)
