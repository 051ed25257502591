"""Chapter 12, attention built."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.activations import softmax
from mathdl.exercises.answers.function import Function
from mathdl.exercises.exercise import Exercise, Mistake


def attended(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Attention in six lines: causal, with any axes in front."""
    q, k, v = (np.asarray(a, float) for a in (q, k, v))
    return _any(q, k, v)


def _any(
    q: np.ndarray,
    k: np.ndarray,
    v: np.ndarray,
    power: float = 0.5,
    hidden: Callable = lambda n: np.triu(np.ones((n, n), bool), 1),
    filling: float = -np.inf,
    axis: int = -1,
) -> np.ndarray:
    scores = q @ k.swapaxes(-1, -2) / q.shape[-1] ** power
    scores = np.where(hidden(q.shape[-2]), filling, scores)
    shares = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return shares / shares.sum(axis=axis, keepdims=True) @ v


def _late(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    shares = softmax(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1]))
    return np.tril(shares) @ v


def _build(f: Callable = _any, **changes: object) -> Callable:
    def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
        return f(*(np.asarray(a, float) for a in (q, k, v)), **changes)

    return attention


def _tries() -> tuple[tuple[np.ndarray, ...], ...]:
    rng = np.random.default_rng(12)
    return tuple(
        tuple(rng.normal(size=shape) for _ in range(3)) for shape in ((3, 2), (2, 4, 7, 8))
    )


EXERCISES = {
    "12.6": Exercise(
        title="Build: attention",
        level=3,
        ask="Write `attention(q, k, v)`, causal and scaled: arrays of shape (..., T, d) with any "
        "number of axes in front. NumPy only; six lines will do.",
        kind=Function(_tries(), "attention", slips=(_build(lambda q, k, v: _any(q.T, k, v)),)),
        right=lambda: attended,
        mistakes=(
            Mistake(lambda: _build(power=0), "The scores are not divided by √d."),
            Mistake(lambda: _build(power=1), "You divided by d. It is the root of d."),
            Mistake(
                lambda: _build(_late),
                "You masked after the softmax: rows no longer add up to 1. Put −∞ before it.",
            ),
            Mistake(lambda: _build(filling=0.0), "A hidden score is −∞, not 0, for e⁰ is 1."),
            Mistake(
                lambda: _build(hidden=lambda n: np.zeros((n, n), bool)),
                "It looks ahead: nothing is hidden.",
            ),
            Mistake(
                lambda: _build(hidden=lambda n: np.triu(np.ones((n, n), bool)), filling=-1e9),
                "A token must see itself; its own place is hidden here. np.triu(…, 1) begins one "
                "further.",
            ),
            Mistake(
                lambda: _build(hidden=lambda n: np.tril(np.ones((n, n), bool), -1)),
                "You hid the past, and it sees what is ahead.",
            ),
            Mistake(
                lambda: _build(lambda q, k, v: _any(k, q, v)),
                "q and k have changed places: rows are who asks.",
            ),
            Mistake(
                lambda: _build(axis=-2),
                "Your softmax runs over those who ask. Each row, axis −1, adds up to 1.",
            ),
        ),
        hints=(
            "Section 12.5 has every line of it, for one row.",
            "`k.swapaxes(-1, -2)` turns the last two axes; `np.triu(np.ones((T, T)), 1)` marks "
            "what lies ahead.",
            "Scores; −np.inf ahead; subtract the row's largest; exp; divide by the sum; `@ v`.",
        ),
        worked="scores = q @ k.swapaxes(-1, -2) / √d; where ahead −∞; softmax over axis −1; @ v. "
        "Appendix A has the six lines.",
        then="PyTorch's function of that name gives the same to 10⁻¹⁵.",
    ),
}
