"""Chapter 8, one row normalised by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise, Mistake


def _row(rng: np.random.Generator) -> dict[str, Any]:
    while True:
        row = np.sort(rng.choice(np.arange(1, 12), 4, replace=False))
        if row.sum() % 4 == 0:
            return {"row": tuple(row.tolist())}


def _of(made: Callable[[np.ndarray], np.ndarray]) -> Callable:
    return lambda row: made(np.array(row, float)).tolist()


def _apart(x: np.ndarray) -> np.ndarray:
    return x - x.mean()


EXERCISES = {
    "8.5": Exercise(
        title="Layer norm by hand",
        level=2,
        ask="A row has the entries {row}. What does layer normalisation make of it, with ε = 0, "
        "scale 1 and shift 0? Three decimals.",
        numbers={"row": (1, 3, 5, 7)},
        draw=_row,
        kind=Array(tolerance=0.003),
        right=_of(lambda x: _apart(x) / x.std()),
        facts=lambda row: {
            "mean": float(np.mean(row)),
            "variance": float(np.var(row)),
            "std": float(np.std(row)),
        },
        mistakes=(
            Mistake(
                _of(lambda x: _apart(x) / x.std(ddof=1)),
                "You divided by N − 1 in the variance. Here all four entries count: N.",
            ),
            Mistake(
                _of(lambda x: _apart(x) / x.var()),
                "You divided by the variance, {variance:.4g}. Its root, the std, is meant.",
            ),
            Mistake(_of(_apart), "Centred, with mean 0. Now divide by the std, {std:.4g}."),
            Mistake(
                _of(lambda x: x / x.std()),
                "Divided by the std, but the mean, {mean:g}, has to be taken away first.",
            ),
            Mistake(
                _of(lambda x: (x - x.min()) / (x.max() - x.min())),
                "Squeezed into 0…1: another rule. Take the mean away, and divide by the std.",
            ),
            Mistake(
                _of(lambda x: _apart(x) / np.linalg.norm(_apart(x))),
                "You divided by the length. The std is the root of the *mean* square: the length "
                "divided by √4.",
            ),
            Mistake(
                _of(lambda x: x / np.sqrt((x**2).mean())),
                "Divided by the root mean square, without taking the mean away. That is RMS norm, "
                "a younger cousin; here first subtract {mean:g}.",
            ),
            Mistake(
                _of(lambda x: _apart(x) / np.abs(_apart(x)).mean()),
                "You divided by the mean distance. The std squares the distances first.",
            ),
            Mistake(
                _of(lambda x: _apart(x) / np.abs(_apart(x)).max()),
                "You divided by the largest distance. Divide by the std, {std:.4g}.",
            ),
            Mistake(
                _of(lambda x: -_apart(x) / x.std()),
                "Mean minus entry: every sign is turned. Entry minus mean.",
            ),
        ),
        hints=(
            "Section 8.6: subtract the mean, divide by the std.",
            "The mean is {mean:g}. What is the mean square of the four distances from it?",
            "The variance is {variance:.4g}, so the std is {std:.4g}.",
        ),
        worked="Mean {mean:g}, std √{variance:.4g} = {std:.4g}: each entry minus the mean, divided "
        "by the std.",
        then="What would it make of a row that is ten times as large, or 100 higher? Of both: the "
        "same.",
    ),
}
