"""Chapter 5, the logarithm of a sum of exponentials, which must not overflow."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from mathdl.exercises.answers.function import Function
from mathdl.exercises.exercise import Exercise, Mistake

# The last is one of those named, turned round: the largest number need not stand at the end.
VECTORS = tuple(
    (np.array(z, float),) for z in ([0, 1], [1000, 1000], [0, 2000], [-1000, -1000], [2000, 0])
)


def _shifted(inside: Callable, outside: Callable) -> Callable:
    """log Σ exp(z − m) + m, with an m of one's own in each place."""

    def logsumexp(z: np.ndarray) -> float:
        with np.errstate(all="ignore"):
            return float(np.log(np.exp(z - inside(z)).sum()) + outside(z))

    return logsumexp


def _nothing(z: np.ndarray) -> float:
    return 0.0


def _last(z: np.ndarray) -> float:
    return z[-1]


def _with_math(z: np.ndarray) -> float:
    return math.log(sum(math.exp(x) for x in z))


EXERCISES = {
    "5.9": Exercise(
        title="Do not overflow",
        level=3,
        ask="Write `logsumexp(z)`: the logarithm of the sum of the exponentials of a vector z. Use "
        "`np.exp` and `np.log`. It is tried on [0, 1], [1000, 1000], [0, 2000] and [−1000, −1000].",
        kind=Function(VECTORS, "logsumexp", slips=(_with_math,)),
        right=lambda: _shifted(np.max, np.max),
        mistakes=(
            Mistake(
                lambda: _shifted(_nothing, _nothing),
                "Right in exact arithmetic. Here exp(1000) is inf, and exp(−1000) is 0, whose "
                "logarithm is −inf: subtract the largest first.",
            ),
            Mistake(
                lambda: _with_math,
                "Right for [0, 1]. But exp(1000) is too large for any float, and `math.exp` raises "
                "an error: subtract the largest first.",
            ),
            Mistake(
                lambda: _shifted(np.max, _nothing),
                "What was taken out inside must come back outside: log(eᵐ·s) = m + log s.",
            ),
            Mistake(
                lambda: _shifted(np.mean, np.mean),
                "[0, 2000] still overflows: only with the *maximum* is every exponent at most 0.",
            ),
            Mistake(
                lambda: _shifted(_last, _last),
                "Right while the largest number comes last. [2000, 0] overflows: subtract the "
                "largest, wherever it stands.",
            ),
            Mistake(
                lambda: lambda z: float(np.max(z) * np.log(np.exp(z - np.max(z)).sum())),
                "m times the logarithm: taken out of a sum of exponentials, eᵐ becomes m *plus* "
                "the logarithm.",
            ),
            Mistake(
                lambda: lambda z: float(np.log(np.exp(z - np.max(z)).sum()) - np.max(z)),
                "What was subtracted inside is to be added outside: m *plus* the logarithm.",
            ),
            Mistake(
                lambda: lambda z: float(np.max(z) + np.exp(z - np.max(z)).sum()),
                "m is there, but the logarithm of the sum was forgotten.",
            ),
            Mistake(
                lambda: np.max,
                "Nearly: the maximum alone. [1000, 1000] gives 1000.693, because two equal voices "
                "count.",
            ),
        ),
        hints=(
            "Section 5.9: subtract the largest number first.",
            "m = z.max(), and no exponential of z − m is above 1. What has to be added back in "
            "the end?",
            "For [5, 5]: m = 5, what is left is log(1 + 1) = 0.693, and the result is 5.693.",
        ),
        worked="`m = z.max()`, then `return m + np.log(np.exp(z - m).sum())`.",
        then="Cross-entropy from logits is then logsumexp(z) − z[t]: no share is computed, and "
        "nothing breaks.",
    ),
}
