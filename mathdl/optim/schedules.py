"""Learning rates that change: functions from the number of the step, counted from 0.

They are parts of named functions, and no lambdas, so that an optimiser can be pickled with them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from mathdl.refusals import not_negative, whole

Schedule = Callable[[int], float]


def constant(lr: float) -> Schedule:
    """Keep the learning rate.

    Parameters
    ----------
    lr : float

    Examples
    --------
    >>> dl.optim.constant(0.1)(1000)
    0.1
    """
    not_negative("lr", lr)
    return partial(_kept, lr)


def _kept(lr: float, step: int) -> float:
    return lr


def step_decay(lr: float, every: int, factor: float = 0.1) -> Schedule:
    """Multiply by a factor now and then: lr·factorᵏ, where k = ⌊step / every⌋.

    Parameters
    ----------
    lr : float
        At the start.
    every : int
        Steps between two changes.
    factor : float

    Examples
    --------
    >>> schedule = dl.optim.step_decay(1.0, every=10, factor=0.5)
    >>> schedule(9), schedule(10), schedule(25)
    (1.0, 0.5, 0.25)
    """
    not_negative("lr", lr)
    not_negative("factor", factor)
    whole("every", every, 1)
    return partial(_decayed, lr, every, factor)


def _decayed(lr: float, every: int, factor: float, step: int) -> float:
    return lr * factor ** (step // every)


def linear_warmup(lr: float, steps: int) -> Schedule:
    """Rise in a straight line to lr, and stay there.

    Parameters
    ----------
    lr : float
    steps : int
        How many steps the rise takes: at step 0 the rate is lr/(steps + 1).

    Examples
    --------
    >>> schedule = dl.optim.linear_warmup(1.0, steps=3)
    >>> [schedule(step) for step in (0, 1, 2, 3, 99)]
    [0.25, 0.5, 0.75, 1.0, 1.0]
    """
    not_negative("lr", lr)
    whole("steps", steps)
    return partial(_warmed, lr, steps)


def _warmed(lr: float, steps: int, step: int) -> float:
    return lr * min(1.0, (step + 1) / (steps + 1))


def cosine(lr: float, steps: int, warmup: int = 0, final: float = 0.0) -> Schedule:
    """Rise in a straight line to lr, then fall along half a cosine to `final`.

    After the warm-up, final + (lr − final)·(1 + cos(π·t))/2, where t goes from 0 to 1.

    Parameters
    ----------
    lr : float
        The highest learning rate.
    steps : int
        When `final` is reached; it stays there.
    warmup : int
        How many steps the rise takes: at step 0 the rate is lr/(warmup + 1).
    final : float

    Notes
    -----
    Loshchilov and Hutter 2017, without restarts. PyTorch's ``CosineAnnealingLR`` rises again after
    the last step.

    Examples
    --------
    >>> schedule = dl.optim.cosine(1.0, steps=12, warmup=2)
    >>> [round(schedule(step), 3) for step in (0, 1, 2, 7, 12, 99)]
    [0.333, 0.667, 1.0, 0.5, 0.0, 0.0]
    """
    not_negative("lr", lr)
    not_negative("final", final)
    whole("steps", steps, 1)
    whole("warmup", warmup)
    return partial(_along_a_cosine, lr, steps, warmup, final)


def _along_a_cosine(lr: float, steps: int, warmup: int, final: float, step: int) -> float:
    if step < warmup:
        return lr * (step + 1) / (warmup + 1)
    t = min(1.0, (step - warmup) / max(1, steps - warmup))
    return final + (lr - final) * (1 + math.cos(math.pi * t)) / 2
