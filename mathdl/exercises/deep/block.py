"""Chapter 8, a residual block."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.exercises.answers.function import Function
from mathdl.exercises.exercise import Exercise, Mistake


def _tries() -> tuple[tuple[np.ndarray, ...], ...]:
    rng = np.random.default_rng(8)
    made = []
    for rows, width in ((3, 4), (1, 2), (2, 3)):
        made.append((rng.normal(size=(rows, width)), rng.normal(size=(width, width)),
                     rng.normal(size=width)))  # fmt: skip
    x, W, b = made.pop()
    return (*made, (x, 0 * W, 0 * b))  # at last a branch that does nothing


TRIES = _tries()


def _block(join: Callable) -> Callable:
    """Join x and the layer's sum z in a way of one's own."""

    def residual(x: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
        return join(x, x @ W + b)

    return residual


EXERCISES = {
    "8.6": Exercise(
        title="Build: a residual block",
        level=3,
        ask="Write `residual(x, W, b)`: a layer with weights W and biases b, then tanh, and around "
        "both of them a skip. It is tried on three batches; in the last, W and b are 0.",
        kind=Function(TRIES, "residual"),
        right=lambda: _block(lambda x, z: x + np.tanh(z)),
        mistakes=(
            Mistake(
                lambda: _block(lambda x, z: np.tanh(x + z)),
                "The bend stands on the road: after every block x is squeezed. Bend the branch "
                "only, then add.",
            ),
            Mistake(
                lambda: _block(lambda x, z: np.tanh(z)),
                "A plain layer, without its skip: with W = 0 and b = 0 it forgets x, and should "
                "change nothing.",
            ),
            Mistake(
                lambda: _block(lambda x, z: x * np.tanh(z)),
                "x *plus* the branch. Multiplied, a branch of 0 wipes x out.",
            ),
            Mistake(
                lambda: _block(lambda x, z: x + z),
                "Without a bend a hundred of these are one matrix (section 4.2).",
            ),
            Mistake(
                lambda: _block(lambda x, z: np.tanh(z) - x),
                "The branch minus x turns every sign on the road. Add.",
            ),
            Mistake(
                lambda: _block(lambda x, z: x - np.tanh(z)),
                "Minus where a plus belongs. (The weights could learn to undo it, but the check "
                "cannot wait.)",
            ),
            Mistake(
                lambda: _block(lambda x, z: z + np.tanh(z)),
                "You added the layer's sum z to its bend. The skip carries x itself.",
            ),
            Mistake(
                lambda: _block(lambda x, z: np.tanh(x) + np.tanh(z)),
                "x is bent, too. The skip carries it untouched.",
            ),
            Mistake(
                lambda: _block(lambda x, z: x + np.maximum(z, 0)),
                "A residual block, with relu. tanh was asked for.",
            ),
            Mistake(
                lambda: _block(lambda x, z: np.concatenate([x, np.tanh(z)], axis=1)),
                "You put them side by side, so the width doubles. A skip adds.",
            ),
        ),
        hints=(
            "Section 8.7: y = x + f(x). Here f is the layer and its tanh.",
            "First f: `np.tanh(x @ W + b)`. Then, what has to happen so that W = 0 changes "
            "nothing?",
            "For x = 2, w = 1, b = −2: the sum is 0, tanh makes 0, and the block gives 2.",
        ),
        worked="`return x + np.tanh(x @ W + b)`; `dl.tanh` and `dl.linear` do as well.",
        then="`dl.nn.Residual(layer, dl.tanh)` is this block, for any layers between.",
    ),
}
