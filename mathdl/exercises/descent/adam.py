"""Chapter 7, Adam: its first step, and built."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.exercises.answers.function import Function
from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise, Mistake

_rng = np.random.default_rng(0)
TRIES = (
    (np.array([1.0, -2.0, 3.0]), np.array([5.0, -1e-3, 1e-5]), np.zeros(3), np.zeros(3), 1, 0.01),
    (*_rng.normal(size=(3, 4)), _rng.uniform(0.5, 2, 4), 2, 0.1),
    (*_rng.normal(size=(3, 4)), _rng.uniform(0.5, 2, 4), 30, 0.003),
)


def _adam(
    first: Callable = lambda m, g: 0.9 * m + 0.1 * g,
    second: Callable = lambda v, g: 0.999 * v + 0.001 * g * g,
    corrected: Callable = lambda m, v, t: (m / (1 - 0.9**t), v / (1 - 0.999**t)),
    size: Callable = lambda v: np.sqrt(v) + 1e-8,
    move: Callable = lambda p, lr, way: p - lr * way,
    keep_corrected: bool = False,
) -> Callable:
    """The five lines, with one of them exchanged."""

    def adam_step(
        p: np.ndarray, g: np.ndarray, m: np.ndarray, v: np.ndarray, t: int, lr: float
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        m, v = first(m, g), second(v, g)
        m_hat, v_hat = corrected(m, v, t)
        p = move(p, lr, m_hat / size(v_hat))
        return (p, m_hat, v_hat) if keep_corrected else (p, m, v)

    return adam_step


def _signs(g1: float, g2: float) -> np.ndarray:
    return np.array([-np.sign(g1), -np.sign(g2), 0.0])


EXERCISES = {
    "7.5": Exercise(
        title="Adam's first step",
        level=2,
        ask="Three parameters have the gradients {g1}, {g2} and 0. Adam takes its first step with "
        "η = {eta}. By how much does each parameter change?",
        numbers={"g1": 100, "g2": -0.001, "eta": 0.01},
        draw=lambda rng: {
            "g1": int(rng.choice([-1, 1])) * int(rng.integers(20, 200)),
            "g2": float(rng.choice([-0.001, 0.001, -0.02, 0.02])),
            "eta": (0.01, 0.02, 0.05)[rng.integers(3)],
        },
        kind=Array(tolerance=0.003),
        right=lambda g1, g2, eta: eta * _signs(g1, g2),
        facts=lambda g1, g2, eta: {
            "d1": float(-eta * np.sign(g1)),
            "d2": float(-eta * np.sign(g2)),
        },
        mistakes=(
            Mistake(
                lambda g1, g2, eta: -eta * np.array([g1, g2, 0]),
                "That is plain descent. Adam divides by the size of the gradient.",
            ),
            Mistake(
                lambda g1, g2, eta: eta * _signs(g1, g2) * 0.1 / np.sqrt(0.001),
                "Without bias correction: 0.1/√0.001 = 3.16 times too far.",
            ),
            Mistake(
                lambda g1, g2, eta: eta * _signs(g1, g2) * 0.1,
                "m is still a tenth of the gradient: divide it by 1 − β₁, too.",
            ),
            Mistake(
                lambda g1, g2, eta: -eta * _signs(g1, g2),
                "Uphill: against the gradient's sign.",
            ),
            Mistake(
                lambda g1, g2, eta: eta * np.array([-1.0, -1.0, 0.0]),
                "The sizes are right. Each moves against the sign of its own gradient.",
            ),
            Mistake(
                lambda g1, g2, eta: eta * (_signs(g1, g2) - [0, 0, 1]),
                "No gradient, no step: 0 divided by eps is 0.",
            ),
            Mistake(
                lambda g1, g2, eta: -eta / np.array([g1, g2, np.inf]),
                "Divide by the root of v̂, not by v̂: what is left of a gradient is its sign.",
            ),
            Mistake(
                lambda g1, g2, eta: -eta * np.array([g1, g2, 0]) / np.hypot(g1, g2),
                "You divided by the length of the whole gradient. Adam divides each parameter's by "
                "its own.",
            ),
            Mistake(
                lambda g1, g2, eta: _signs(g1, g2),
                "That is the quotient m̂/√v̂; η times it is the step.",
            ),
        ),
        hints=(
            "Section 7.5: the change is −η·m̂/(√v̂ + eps). What are m̂ and v̂ after one step?",
            "m = 0.1·g, and m̂ = m/(1 − 0.9) = g. In the same way v̂ = g².",
            "For g = 5: m̂/√v̂ = 5/5 = 1.",
        ),
        worked="m̂ = g and v̂ = g², so each change is −η·g/|g|: ({d1:g}, {d2:g}, 0).",
        then="A hundred or a thousandth: to Adam's first step they are alike.",
    ),
    "7.6": Exercise(
        title="Build Adam",
        level=3,
        ask="Write `adam_step(p, g, m, v, t, lr)` with β₁ = 0.9, β₂ = 0.999 and eps = 10⁻⁸. "
        "Parameters, gradient and both averages go in; t counts the steps from 1. The new "
        "parameters and averages come out, as (p, m, v). It is tried on steps 1, 2 and 30.",
        kind=Function(TRIES, "adam_step", parts=("p", "m", "v")),
        right=lambda: _adam(),
        mistakes=(
            Mistake(
                lambda: _adam(corrected=lambda m, v, t: (m, v)),
                "No bias correction: the first steps are far too long.",
            ),
            Mistake(
                lambda: _adam(keep_corrected=True),
                "Hand on m and v as they are. Corrected once and then averaged, they would be "
                "corrected again.",
            ),
            Mistake(
                lambda: _adam(
                    corrected=lambda m, v, t: (m / (1 - 0.9 ** (t + 1)), v / (1 - 0.999 ** (t + 1)))
                ),
                "t counts from 1: at the first step the powers are 0.9¹ and 0.999¹.",
            ),
            Mistake(
                lambda: _adam(size=lambda v: v + 1e-8),
                "The root is missing: divide by √v̂ + eps.",
            ),
            Mistake(
                lambda: _adam(size=lambda v: np.sqrt(v + 1e-8)),
                "eps stands outside the root; inside, it makes small gradients take small steps.",
            ),
            Mistake(
                lambda: _adam(move=lambda p, lr, way: p + lr * way),
                "Uphill: p minus lr times the quotient.",
            ),
            Mistake(
                lambda: _adam(
                    first=lambda m, g: 0.9 * m + g, second=lambda v, g: 0.999 * v + g * g
                ),
                "These are averages: the new gradient counts 1 − β₁, its square 1 − β₂.",
            ),
            Mistake(
                lambda: _adam(
                    first=lambda m, g: 0.1 * m + 0.9 * g,
                    second=lambda v, g: 0.001 * v + 0.999 * g * g,
                ),
                "Most of an average is kept: 0.9 of m, 0.999 of v.",
            ),
        ),
        hints=(
            "Five lines, in the order of section 7.5: m, v, both corrections, the step.",
            "The corrections are `m / (1 - 0.9**t)` and `v / (1 - 0.999**t)`; use them for the "
            "step, and return m and v without them.",
            "For one number, p = 1, g = 5, m = v = 0, t = 1, lr = 0.01: m = 0.5, v = 0.025, "
            "m̂ = 5, v̂ = 25, p = 0.99.",
        ),
        worked="`m = 0.9 * m + 0.1 * g`, `v = 0.999 * v + 0.001 * g * g`, "
        "`m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)`, "
        "`return p - lr * m_hat / (np.sqrt(v_hat) + 1e-8), m, v`.",
        then="Those four lines are what `dl.optim.Adam` does, and PyTorch's.",
    ),
}
