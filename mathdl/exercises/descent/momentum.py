"""Chapter 7, momentum: by hand, and built."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.exercises.answers.function import Function
from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise, Mistake


def _three(
    x: float, eta: float, beta: float, rule: Callable = lambda beta, v, g: beta * v + g
) -> list[float]:
    """Take three steps on x², by a rule for the velocity."""
    v, places = 0.0, []
    for _ in range(3):
        v = rule(beta, v, 2 * x)
        x -= eta * v
        places.append(x)
    return places


def _nesterov(x: float, eta: float, beta: float) -> list[float]:
    v, places = 0.0, []
    for _ in range(3):
        v = beta * v + 2 * x
        x -= eta * (2 * x + beta * v)
        places.append(x)
    return places


def _velocities(x: float, eta: float, beta: float) -> list[float]:
    v, found = 0.0, []
    for _ in range(3):
        v = beta * v + 2 * x
        x -= eta * v
        found.append(v)
    return found


def _late(x: float, eta: float, beta: float) -> list[float]:
    """Move by the velocity before it is renewed."""
    v, places = 0.0, []
    for _ in range(3):
        g = 2 * x
        x -= eta * v
        v = beta * v + g
        places.append(x)
    return places


_rng = np.random.default_rng(0)
TRIES = tuple(
    (*_rng.normal(size=(3, 4)), lr, beta) for lr, beta in ((0.1, 0.9), (0.5, 0.5), (0.01, 0.99))
)


def _step(
    velocity: Callable, move: Callable = lambda p, g, v, new, lr, beta: p - lr * new
) -> Callable:
    """Both lines, with one of them exchanged."""

    def momentum_step(
        p: np.ndarray, g: np.ndarray, v: np.ndarray, lr: float, beta: float
    ) -> tuple[np.ndarray, np.ndarray]:
        new = velocity(g, v, lr, beta)
        return move(p, g, v, new, lr, beta), new

    return momentum_step


def _sum(g: np.ndarray, v: np.ndarray, lr: float, beta: float) -> np.ndarray:
    return beta * v + g


EXERCISES = {
    "7.3": Exercise(
        title="Momentum by hand",
        level=2,
        ask="f(x) = x², starting at x = {x}, with η = {eta} and momentum β = {beta}; the velocity "
        "starts at 0. Where is x after one, two and three steps?",
        numbers={"x": 1, "eta": 0.1, "beta": 0.5},
        draw=lambda rng: {
            "x": int(rng.integers(1, 6)),
            "eta": (0.1, 0.15, 0.2)[rng.integers(3)],
            "beta": (0.4, 0.5, 0.6)[rng.integers(3)],
        },
        kind=Array(tolerance=0.003),
        right=_three,
        facts=lambda x, eta, beta: {
            "g1": 2 * x,
            "x1": _three(x, eta, beta)[0],
            "g2": 2 * _three(x, eta, beta)[0],
            "v2": beta * 2 * x + 2 * _three(x, eta, beta)[0],
            "x2": _three(x, eta, beta)[1],
            "v3": beta * (beta * 2 * x + 2 * _three(x, eta, beta)[0]) + 2 * _three(x, eta, beta)[1],
            "x3": _three(x, eta, beta)[2],
            "plain": x * (1 - 2 * eta) ** 3,
        },
        mistakes=(
            Mistake(
                lambda x, eta, beta: _three(x, eta, beta, lambda beta, v, g: g),
                "That is plain descent: the velocity keeps {beta} of what it was.",
            ),
            Mistake(
                lambda x, eta, beta: _three(
                    x, eta, beta, lambda beta, v, g: beta * v + (1 - beta) * g
                ),
                "You averaged, with 1 − β before the slope; or took the slope of x² as x. Here and "
                "in PyTorch the slope, 2x, comes in whole.",
            ),
            Mistake(
                _nesterov,
                "That is Nesterov's momentum, which looks ahead: another good rule, but not this "
                "one.",
            ),
            Mistake(
                lambda x, eta, beta: _three(x, eta, beta, lambda beta, v, g: v + g),
                "All of the velocity was kept; β is {beta}.",
            ),
            Mistake(
                lambda x, eta, beta: _three(x, eta, beta, lambda beta, v, g: g - beta * v),
                "Velocity carries on, it does not brake: +β·v.",
            ),
            Mistake(
                lambda x, eta, beta: [x, *_three(x, eta, beta)[:2]],
                "The first place asked for is the one after the first step.",
            ),
            Mistake(
                _velocities,
                "Those are the velocities. x moves by −η times each of them.",
            ),
            Mistake(
                _late,
                "Each step used the velocity before it was renewed: first v, then x.",
            ),
        ),
        hints=(
            "Section 7.4: v ← β·v + slope, then x ← x − η·v.",
            "The first slope is {g1}, and the first velocity is the same, since nothing came "
            "before. The second velocity is {beta}·{g1} plus the new slope.",
            "From x = 2 with η = 0.25 and β = ½: v = 4, x = 1; then v = 2 + 2 = 4, x = 0.",
        ),
        worked="v = {g1}, x = {x1:.4g}. Then v = {beta}·{g1} + {g2:.4g} = {v2:.4g}, x = {x2:.4g}. "
        "Then v = {v3:.4g}, x = {x3:.4g}.",
        then="Plain descent would be at {plain:.3g}.",
    ),
    "7.4": Exercise(
        title="Build momentum",
        level=3,
        ask="Write `momentum_step(p, g, v, lr, beta)`: parameters, their gradient and their "
        "velocity go in, all arrays of one shape; the new parameters and the new velocity come "
        "out, as (p, v). Change none of what you are given.",
        kind=Function(TRIES, "momentum_step", parts=("p", "v")),
        right=lambda: _step(_sum),
        mistakes=(
            Mistake(
                lambda: _step(_sum, lambda p, g, v, new, lr, beta: p - lr * v),
                "The step uses the old velocity, so the first one goes nowhere. Renew v first.",
            ),
            Mistake(
                lambda: _step(lambda g, v, lr, beta: beta * v + (1 - beta) * g),
                "That is an average: at β = 0.9 its steps are ten times as short. The gradient "
                "comes in whole.",
            ),
            Mistake(
                lambda: _step(
                    lambda g, v, lr, beta: beta * v + lr * g,
                    lambda p, g, v, new, lr, beta: p - new,
                ),
                "With lr inside the velocity the path is the same as long as lr is; under a "
                "schedule it is not. Multiply by lr at the end.",
            ),
            Mistake(
                lambda: _step(_sum, lambda p, g, v, new, lr, beta: p - lr * g),
                "v is computed and never used: the step goes along v, not along g.",
            ),
            Mistake(
                lambda: _step(_sum, lambda p, g, v, new, lr, beta: p - lr * (g + beta * new)),
                "That is Nesterov's momentum. Here the step is lr times v.",
            ),
            Mistake(
                lambda: _step(_sum, lambda p, g, v, new, lr, beta: p + lr * new),
                "Uphill: p minus lr times v.",
            ),
            Mistake(
                lambda: _step(
                    lambda g, v, lr, beta: beta * v - g,
                    lambda p, g, v, new, lr, beta: p + lr * new,
                ),
                "A velocity that points downhill is another convention; it must fit the old v, "
                "which here is a sum of gradients.",
            ),
            Mistake(
                lambda: _step(lambda g, v, lr, beta: v + g),
                "Nothing fades: the old velocity is multiplied by beta.",
            ),
            Mistake(
                lambda: _step(lambda g, v, lr, beta: beta * (v + g)),
                "beta is for the old velocity only.",
            ),
        ),
        hints=(
            "Section 7.4 has the two lines for numbers. Arrays need no loop.",
            "First the new velocity, from beta, the old one and the gradient. Then the new "
            "parameters, by lr and the *new* velocity.",
            "With p = 1, g = 2, v = 4, lr = 0.1, beta = ½: the velocity becomes 4, and p 0.6.",
        ),
        worked="`v = beta * v + g`, `return p - lr * v, v`.",
        then="`v *= beta` would have changed the caller's own array: in NumPy `v = …` makes a new "
        "one, `v *= …` does not.",
    ),
}
