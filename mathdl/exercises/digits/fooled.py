"""Chapter 10, a nudge that fools a net."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import mathdl as dl
from mathdl import nn
from mathdl.exercises.answers.function import Function
from mathdl.exercises.exercise import Exercise, Mistake

Move = Callable[[nn.Module, np.ndarray, np.ndarray, float], np.ndarray]


def _tries() -> tuple[tuple, ...]:
    rng = np.random.default_rng(7)
    net = nn.Sequential(nn.Linear(6, 5, rng=0), dl.tanh, nn.Linear(5, 3, rng=1))
    made = [
        (net, np.clip(rng.normal(0.5, 0.4, (n, 6)), 0, 1), rng.integers(0, 3, n), eps)
        for n, eps in ((4, 0.1), (1, 0.25))
    ]
    return tuple(made)


def _slope(net: nn.Module, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    ink = dl.Tensor(x)
    dl.cross_entropy(net(ink), y).backward()
    return ink.grad


def _score(net: nn.Module, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    ink = dl.Tensor(x)
    net(ink)[np.arange(len(y)), y].sum().backward()
    return ink.grad


def _step(move: Move) -> Callable:
    def sign_step(net: nn.Module, x: np.ndarray, y: np.ndarray, eps: float) -> np.ndarray:
        return move(net, x, y, eps)

    return sign_step


def _clipped(x: np.ndarray) -> np.ndarray:
    return np.clip(x, 0, 1)


EXERCISES = {
    "10.7": Exercise(
        title="Build: a step that fools",
        level=3,
        ask="Write `sign_step(net, x, y, eps)`: x holds pictures in rows, with entries from 0 to "
        "1, and y their classes. Move every entry of x by eps, up or down, so that the net's "
        "cross-entropy grows, and keep them from 0 to 1. Return the new x, an array.",
        kind=Function(_tries(), "sign_step", by_engine=True),
        right=lambda: _step(lambda n, x, y, e: _clipped(x + e * np.sign(_slope(n, x, y)))),
        mistakes=(
            Mistake(
                lambda: _step(lambda n, x, y, e: _clipped(x - e * np.sign(_slope(n, x, y)))),
                "Downhill: that makes the net *more* sure. Plus.",
            ),
            Mistake(
                lambda: _step(lambda n, x, y, e: _clipped(x + e * _slope(n, x, y))),
                "Without the sign it hardly moves: slopes are small. Every entry moves by all of "
                "eps.",
            ),
            Mistake(
                lambda: _step(lambda n, x, y, e: x + e * np.sign(_slope(n, x, y))),
                "Some entries are now below 0 or above 1: ink that cannot be. Clip.",
            ),
            Mistake(
                lambda: _step(lambda n, x, y, e: _clipped(x + e * np.sign(_score(n, x, y)))),
                "That lifts the score of the true class. Take the slope of the *loss*.",
            ),
            Mistake(
                lambda: _step(lambda n, x, y, e: _clipped(x - e * np.sign(_score(n, x, y)))),
                "That lowers the score of the true class, which is close. But the others may fall, "
                "too; take the slope of the loss.",
            ),
            Mistake(
                lambda: _step(
                    lambda n, x, y, e: _clipped(
                        x + e * _slope(n, x, y) / np.linalg.norm(_slope(n, x, y))
                    )
                ),
                "The whole gradient was made as long as eps. Each entry by itself moves by eps.",
            ),
            Mistake(
                lambda: _step(lambda n, x, y, e: e * np.sign(_slope(n, x, y))),
                "That is the nudge alone. Add it to x.",
            ),
            Mistake(
                lambda: _step(lambda n, x, y, e: x + 0 * x),
                "x has not moved. Make it a `dl.Tensor` first, so that it gets a gradient, and "
                "return the array that you moved.",
            ),
            Mistake(
                lambda: _step(lambda n, x, y, e: _clipped(x + np.sign(_slope(n, x, y)))),
                "eps is missing: every entry has jumped to 0 or 1.",
            ),
        ),
        hints=(
            "Section 10.10: the slope of the loss *by the picture*. A leaf is what you make a "
            "`dl.Tensor` of.",
            "`ink = dl.Tensor(x)`, the loss of `net(ink)`, backward; then `ink.grad`.",
            "With x = 0.5, a slope of −0.003 and eps = 0.1: 0.5 − 0.1 = 0.4.",
        ),
        worked="`ink = dl.Tensor(x)`; `dl.cross_entropy(net(ink), y).backward()`; "
        "`return np.clip(x + eps * np.sign(ink.grad), 0, 1)`.",
        then="Now run it on your own net from section 10.5.",
    ),
}
