"""Chapter 1, a net by hand: XOR with three inputs."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnansweredError, UnreadableError
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import brief

NAMES = "W1", "b1", "W2", "b2"
SHAPES = (3, 3), (3,), (3, 1), (1,)
CORNERS = np.array(list(product((0, 1), repeat=3)), float)

Net = tuple[np.ndarray, ...]


def _read(given: Any) -> Net:
    """Read four arrays, and say which has another shape than it needs."""
    if not isinstance(given, tuple | list) or len(given) != 4:
        raise UnreadableError("four arrays are asked for: hand over (W1, b1, W2, b2)")
    if any(part is ... for part in given):
        raise UnansweredError
    arrays = [np.array(getattr(part, "data", part), float) for part in given]
    for name, array, shape in zip(NAMES, arrays, SHAPES, strict=True):
        if array.size != np.prod(shape):
            raise UnreadableError(f"{name} has shape {array.shape}; {shape} is asked for")
        if name == "W1" and array.shape != shape:
            raise UnreadableError(f"W1 has shape {array.shape}; {shape} is asked for")
    return tuple(array.reshape(shape) for array, shape in zip(arrays, SHAPES, strict=True))


def _outputs(given: Any) -> np.ndarray:
    W1, b1, W2, b2 = _read(given)
    return (np.maximum(CORNERS @ W1 + b1, 0) @ W2 + b2)[:, 0]


def _on_the_corners(given: Any) -> str:
    """Say at which corner the answer is wrong, those with few ones first."""
    outputs = _outputs(given)
    for k in np.argsort(CORNERS.sum(axis=1), kind="stable"):
        ones = int(CORNERS[k].sum())
        if (outputs[k] > 0) != (ones % 2 == 1):
            corner = ", ".join(str(int(x)) for x in CORNERS[k])
            sign = "positive" if ones % 2 else "negative, or 0"
            return (
                f"at ({corner}) the output is {brief(outputs[k])}; {ones} of the inputs "
                f"{'is' if ones == 1 else 'are'} 1, so it should be {sign}"
            )
    return ""


def _net(*hinges: float) -> Net:
    """Return the net whose units see the sum and bend at 0, 1 and 2; hinges are their weights."""
    bends = np.array([0.0, -1.0, -2.0])
    return np.ones((3, 3)), bends, np.array(hinges)[:, None], np.array([-0.5])


EXERCISES = {
    "1.4": Exercise(
        title="The odd one out",
        level=3,
        ask="Now three inputs, each 0 or 1. By hand, find the weights of a net with three hidden "
        "relu units whose output is positive exactly when an *odd* number of the inputs is 1. Hand "
        "over `(W1, b1, W2, b2)`, of shapes (3, 3), (3,), (3, 1) and (1,), so that the net is "
        "`np.maximum(X @ W1 + b1, 0) @ W2 + b2`.",
        kind=Built("(W1, b1, W2, b2)", (_on_the_corners,)),
        right=lambda: _net(1.0, -2.0, 2.0),
        mistakes=(
            Mistake(
                lambda: _net(1.0, -2.0, 0.0),
                "That is the net for two inputs: from a sum of 1 on it falls, and at 3 it is far "
                "below 0. The third unit must turn it up again.",
            ),
            Mistake(
                lambda: _net(1.0, -2.0, 1.0),
                "Nearly: after a sum of 2 it must *climb*. The slopes of the hinges add up: "
                "1 − 2 + 1 is 0, which is flat.",
            ),
            Mistake(
                lambda: _net(1.0, -1.0, 1.0),
                "Slopes add up: after the second bend yours is 1 − 1 = 0, so the output stays "
                "where it is. To come down again it needs the slope −1.",
            ),
        ),
        hints=(
            "Section 1.3: XOR looked only at the sum of its inputs. Do the same: what should the "
            "output be where the sum is 0, 1, 2, 3?",
            "Let every hidden unit see s = x₁ + x₂ + x₃, and bend at s = 0, 1 and 2: all of W1 is "
            "1, and b1 is [0, −1, −2]. Draw a zigzag that is low, high, low, high.",
            "For two inputs it was relu(s) − 2·relu(s − 1) − ½: slope 1, then 1 − 2 = −1. After "
            "s = 2 you need the slope 1 again.",
        ),
        worked="All of W1 is 1, so that every unit sees the sum s, and b1 is [0, −1, −2]. The "
        "output relu(s) − 2·relu(s − 1) + 2·relu(s − 2) − ½ has the slopes 1, −1, 1 and is −½, ½, "
        "−½, ½ at s = 0, 1, 2, 3: W2 is [1, −2, 2], b2 is [−½].",
        then="Each further input costs one more hinge. This task is called parity; it is one of "
        "those with which Minsky and Papert showed what a single layer cannot do.",
    ),
}
