"""Chapter 5, losses for numbers: the squared error and its gradient."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise, Mistake


def _of_residuals(measure: Callable) -> Callable:
    return lambda y, p: measure(np.subtract(p, y).astype(float))


def _three_pairs(rng: np.random.Generator) -> dict[str, tuple[int, ...]]:
    """Draw residuals of both signs, so that they partly cancel."""
    y = rng.integers(1, 9, 3)
    residuals = rng.permutation([*rng.integers(1, 4, 2), -rng.integers(1, 4)])
    return {"y": tuple(y.tolist()), "p": tuple((y + residuals).tolist())}


def _pulls(gather: Callable = np.mean, factor: float = 2, lever: bool = True) -> Callable:
    """The gradient of MSE for a line, with one thing changed."""

    def gradient(x: tuple, y: tuple, w: int, b: int) -> list[float]:
        x, r = np.array(x), w * np.array(x) + b - y
        return [factor * float(gather(r * x if lever else r)), factor * float(gather(r))]

    return gradient


def _line_too_low(rng: np.random.Generator) -> dict[str, Any]:
    x = np.sort(rng.permutation(np.arange(1, 6))[:3])
    w, b = int(rng.integers(1, 4)), int(rng.integers(0, 3))
    y = w * x + b + rng.integers(1, 4, 3)
    return {"x": tuple(x.tolist()), "y": tuple(y.tolist()), "w": w, "b": b}


EXERCISES = {
    "5.1": Exercise(
        title="MSE by hand",
        level=1,
        ask="The truth is {y}, the prediction {p}. What is the mean squared error?",
        numbers={"y": (3, 5, 2), "p": (2, 7, 2)},
        draw=_three_pairs,
        kind=Number(),
        right=_of_residuals(lambda r: float(np.mean(r**2))),
        facts=lambda y, p: {
            "r": np.subtract(p, y).tolist(),
            "total": int(np.sum(np.subtract(p, y) ** 2)),
            "squares": (np.subtract(p, y) ** 2).tolist(),
        },
        mistakes=(
            Mistake(
                _of_residuals(lambda r: float(np.sum(r**2))),
                "That is the sum of the squares. The M is for mean: divide by 3.",
            ),
            Mistake(
                _of_residuals(lambda r: float(np.mean(r**2)) / 2),
                "Half of it: the ½ is a habit of other books. Here MSE has none.",
            ),
            Mistake(
                _of_residuals(lambda r: float(np.mean(r))),
                "That is the mean of the residuals, not squared: misses up and down cancel.",
            ),
            Mistake(
                _of_residuals(lambda r: float(np.mean(np.abs(r)))),
                "Sizes instead of squares: that is the mean *absolute* error, MAE.",
            ),
            Mistake(
                _of_residuals(lambda r: float(np.mean(r)) ** 2),
                "You took the mean first and then the square, so misses up and down cancelled. "
                "Square each residual, then take the mean.",
            ),
            Mistake(
                _of_residuals(lambda r: float(np.sum(np.abs(r)))),
                "That is the sum of the sizes. Square each residual, and divide the sum by 3.",
            ),
            Mistake(
                _of_residuals(lambda r: float(np.sum(r**2)) / 2),
                "That is the sum divided by N − 1 = 2. A mean over three examples divides by 3.",
            ),
            Mistake(
                _of_residuals(lambda r: math.sqrt(np.mean(r**2))),
                "That is the root of it, called RMSE. MSE leaves the squares as they are.",
            ),
        ),
        hints=(
            "Section 5.2: residuals first, then their squares, then the mean.",
            "The residuals, prediction minus truth, are {r}.",
            "For truth (1, 2) and prediction (4, 1): residuals 3 and −1, squares 9 and 1, mean 5.",
        ),
        worked="The residuals are {r}, their squares {squares}, together {total}. Divided by 3: "
        "{right:.4f}.",
        then="Double every residual in your head: the MSE becomes four times as large.",
    ),
    "5.2": Exercise(
        title="Which way is down?",
        level=2,
        ask="The line ŷ = wx + b with w = {w}, b = {b} is to fit x = {x}, y = {y}. What is the "
        "gradient of MSE? Give a list [∂L/∂w, ∂L/∂b].",
        numbers={"x": (1, 2, 3), "y": (2, 3, 5), "w": 1, "b": 0},
        draw=_line_too_low,
        kind=Array(),
        right=_pulls(),
        facts=lambda x, y, w, b: {
            "r": [w * s + b - t for s, t in zip(x, y)],
            "rx": [(w * s + b - t) * s for s, t in zip(x, y)],
            "sum_r": sum(w * s + b - t for s, t in zip(x, y)),
            "sum_rx": sum((w * s + b - t) * s for s, t in zip(x, y)),
        },
        mistakes=(
            Mistake(
                _pulls(factor=-2),
                "Both signs are turned. The residual is ŷ − y, here negative: the line lies too "
                "low, so raising w or b lowers the loss.",
            ),
            Mistake(
                _pulls(gather=np.sum),
                "That is summed over the three examples. The M is for mean: divide by 3.",
            ),
            Mistake(_pulls(factor=1), "The 2 from the square is missing."),
            Mistake(
                _pulls(gather=np.sum, factor=1),
                "Neither the 2 from the square nor the 1/3 of the mean is there yet.",
            ),
            Mistake(
                lambda x, y, w, b: [
                    2 * float(np.mean(np.array(x))) * float(np.mean(w * np.array(x) + b - y)),
                    _pulls()(x, y, w, b)[1],
                ],
                "For w you multiplied the mean residual by the mean x. Multiply each residual by "
                "its own x first; far points have the longer lever.",
            ),
            Mistake(
                _pulls(lever=False),
                "For w each residual is multiplied by its x: far points have the longer lever.",
            ),
            Mistake(
                lambda x, y, w, b: _pulls()(x, y, w, b)[::-1],
                "The right numbers in the other order: first ∂L/∂w, then ∂L/∂b.",
            ),
        ),
        hints=(
            "Section 5.2: each residual pulls at b directly, and at w with its x as a lever.",
            "The residuals ŷ − y are {r}. Times x they are {rx}.",
            "One example, x = 3, y = 7, w = 2, b = 0: residual −1, so 2·(−1)·3 = −6 for w and "
            "2·(−1) = −2 for b.",
        ),
        worked="The residuals are {r}, and times x {rx}. So ∂L/∂w = ⅔·({sum_rx}) = {right[0]:.4g} "
        "and ∂L/∂b = ⅔·({sum_r}) = {right[1]:.4g}.",
        then="Both are negative, so the loss falls when w or b rises. Which of the two moves more "
        "in one gradient step? (w: its slope is the steeper one.)",
    ),
}
