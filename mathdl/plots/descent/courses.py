"""Courses of losses that were recorded every few steps, read at any step (chapter 7)."""

from __future__ import annotations

import numpy as np


def until(step: int, every: int, recorded: list[float | None]) -> tuple[np.ndarray, np.ndarray]:
    """Return a recorded course until a step, straight between the steps that were recorded.

    Parameters
    ----------
    step : int
    every : int
        Steps between two numbers.
    recorded : list of float or None
        None, which is no longer finite, becomes inf.

    Returns
    -------
    steps, numbers : arrays of the same length

    Examples
    --------
    >>> until(25, 10, [1.0, 2.0, 3.0, 5.0])
    (array([ 0., 10., 20., 25.]), array([1., 2., 3., 4.]))
    """
    known = np.array([np.inf if number is None else number for number in recorded])
    last, part = divmod(step, every)
    steps, numbers = every * np.arange(last + 1.0), known[: last + 1]
    if not part:
        return steps, numbers
    before, after = known[last : last + 2]
    now = before + (after - before) * part / every if np.isfinite(after) else np.inf
    return np.append(steps, step), np.append(numbers, now)
