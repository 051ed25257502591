"""Find the liar: a fault is planted in the engine, gradient checks find it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from mathdl.differences import check_gradients
from mathdl.refusals import shown
from mathdl.sabotage.planting import Fault, Planted, detour
from mathdl.words import counted

_one_at_a_time = threading.Lock()
_SIGNS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "**": "power", "@": "matmul"}


def sabotage(seed: int | None = None, among: Sequence[str] | None = None) -> Game:
    """Plant one fault in the engine's backward rules, for as long as a `with` block lasts.

    Values stay right and training still runs, only worse. Find the rule that lies with
    `check_gradients`, and tell the game with ``game.guess(name)``.

    Parameters
    ----------
    seed : int, optional
        The same seed plants the same fault; by default it is left to chance.
    among : sequence of str, optional
        Names of the rules under suspicion, "backprop" for the backward pass itself; all of them by
        default.

    Returns
    -------
    Game
        To be used as ``with dl.sabotage(seed=7) as game:``. To go on in another cell, keep the game
        and write ``with game:`` again; it goes on counting.

    Raises
    ------
    TypeError
        If the seed is no whole number.
    ValueError
        If there are no faults for one of the names.

    Notes
    -----
    The fault is gone after the block, also when the block raises, and also for what was computed
    inside it. There is one engine, so there is one game at a time: a second one is refused with a
    RuntimeError. While the block lasts, other threads compute with the fault too.

    Examples
    --------
    >>> with dl.sabotage(seed=1, among=["tanh", "sin"]) as game:
    ...     for suspect in (dl.tanh, dl.sin):
    ...         try:
    ...             worst = dl.check_gradients(suspect, 0.7)
    ...         except AssertionError:
    ...             game.guess(suspect)
    Right, sin is the liar: you found it with 2 checks. The derivative is taken at the output: cos \
of sin a, not cos a.
    """
    return Game(_chosen(seed, among))


class Game:
    """What `sabotage` returns: the fault of one game, and the count.

    Attributes
    ----------
    checks : int
        How often `check_gradients` was called while the fault was there.
    guesses : int
        How many guesses were made.
    found : bool
        Whether one of them was right.
    """

    def __init__(self, fault: Fault) -> None:
        self.checks, self.guesses, self.found = 0, 0, False
        self._fault = fault
        self._undo: list[Callable[[], None]] = []

    def __enter__(self) -> Game:
        if not _one_at_a_time.acquire(blocking=False):
            raise RuntimeError(
                "a game of sabotage is on already, and there is one engine for all; end that "
                "`with` block before you begin another"
            )
        try:
            self._undo.append(detour(check_gradients, self._count))
            self._undo.append(Planted(self._fault).remove)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: Any) -> None:
        try:
            while self._undo:
                self._undo.pop()()
        finally:
            _one_at_a_time.release()

    def __repr__(self) -> str:
        return f"A game of sabotage: {counted(self.checks, 'check')} so far."

    def guess(self, name: str | Callable) -> None:
        """Say whether a rule is the liar, and how many checks it took.

        Parameters
        ----------
        name : str or function
            The operation, as in "relu" or ``dl.relu``, or "backprop" for the backward pass, which
            adds up and sums over what was broadcast.
        """
        name = getattr(name, "__name__", name)
        name = str(name).strip().removeprefix("dl.").removeprefix("mathdl.").removesuffix("()")
        name = _SIGNS.get(name, name).lstrip("_")
        if name not in _names():
            print(f"No rule is called {name!r}. The suspects are: {', '.join(_names())}.")
            return
        self.guesses += 1
        checks = counted(self.checks, "check")
        if name == self._fault.name:
            self.found = True
            tries = "" if self.guesses == 1 else f" and {self.guesses} guesses"
            print(
                f"Right, {_called(name)} is the liar: you found it with {checks}{tries}. "
                f"{_sentence(self._fault.says)}"
            )
        elif name == "backprop":
            print(
                f"No, the backward pass adds up as it should; {checks} so far. When one operation "
                "alone fails its check, the lie is in its own rule."
            )
        else:
            print(
                f"No, {name} tells the truth; {checks} so far. Check one rule at a time, at odd "
                "numbers rather than zeros, in shapes that broadcast and in square ones."
            )

    def reveal(self) -> None:
        """Say which rule lies, and what is wrong in it."""
        print(f"The liar is {_called(self._fault.name)}. {_sentence(self._fault.says)}")

    def _count(self, right: Callable, *args: Any, **options: Any) -> Any:
        self.checks += 1
        return right(*args, **options)


def _chosen(seed: int | None, among: Sequence[str] | None) -> Fault:
    from mathdl.sabotage.faults import FAULTS  # only those who play pay for the table

    if among is not None:
        among = list(among) if isinstance(among, list | tuple | set) else [among]
        for name in among:
            if name not in _names():
                raise ValueError(
                    f"no fault is known for {shown(name)}; among lists operations by name, as in "
                    '["relu", "tanh"], and "backprop"'
                )
    if not isinstance(seed, int | np.integer | None):
        raise TypeError(f"seed is a whole number, as in sabotage(seed=7), not {seed!r}")
    faults = [fault for fault in FAULTS if among is None or fault.name in among]
    if not faults:
        raise ValueError('among names the rules under suspicion, as in ["relu", "tanh"]')
    if seed is None:
        return faults[np.random.default_rng().integers(len(faults))]
    # Shuffled, so that neighbouring seeds say nothing about each other.
    return faults[np.random.default_rng(0).permutation(len(faults))[seed % len(faults)]]


def _names() -> list[str]:
    from mathdl.sabotage.faults import FAULTS

    return sorted({fault.name for fault in FAULTS})


def _called(name: str) -> str:
    return "the backward pass itself" if name == "backprop" else name


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
