"""Chapter 1, the project: a net of one's own for two spirals."""

from __future__ import annotations

from typing import Any

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnreadableError
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import per_cent

TURNS = 1.5
TARGET = 0.95  # of the hidden points


def hidden_points() -> tuple[np.ndarray, np.ndarray]:
    """Make 2,000 points that no learner sees."""
    return dl.data.spirals(2000, TURNS, rng=20_000)


def _answers(net: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return which hidden points a net calls class 1, and which are."""
    if not callable(net):
        raise UnreadableError("a net, or a function of the points, is asked for")
    X, y = hidden_points()
    found = net(X)
    found = np.asarray(getattr(found, "data", found))
    if found.size != len(X):
        raise UnreadableError(
            f"for {len(X):,} points your net returned shape {found.shape}; one output for each "
            "point is asked for"
        )
    return found.reshape(-1), y == 1


def _both_answers(net: Any) -> str:
    outputs, _ = _answers(net)
    if not np.isfinite(outputs).all():
        return "some outputs are nan or infinite: the steps were too long"
    if (outputs > 0).all():
        return "every output is positive, so it answers class 1 everywhere"
    if not (outputs > 0).any():
        return "no output is positive, so it answers class 0 everywhere"
    return ""


def _not_swapped(net: Any) -> str:
    outputs, truth = _answers(net)
    swapped = np.mean((outputs > 0) == truth) < 0.1
    return "nearly every answer is the opposite of the right one" if swapped else ""


def _accurate(net: Any) -> str:
    outputs, truth = _answers(net)
    share = np.mean((outputs > 0) == truth)
    if share >= TARGET:
        return ""
    return (
        f"right on {per_cent(share, digits=3)} of {len(truth):,} hidden points, and "
        f"{per_cent(TARGET)} are asked for. More units, another bend, more steps, or another "
        "learning rate: change one thing at a time"
    )


def arms(X: np.ndarray) -> np.ndarray:
    """Tell the arms apart by their formula, positive for class 1; no net needs to know it.

    Examples
    --------
    >>> X, y = hidden_points()
    >>> bool(np.mean((arms(X) > 0) == y) > 0.99)
    True
    """
    radius, angle = np.hypot(*X.T), np.arctan2(X[:, 1], X[:, 0])
    return -np.cos(angle - 2 * np.pi * TURNS * radius)


EXERCISES = {
    "1.8": Exercise(
        title="A net of your own",
        level=4,
        ask="Train a net that tells the two arms of `X, y = dl.data.spirals(300, turns=1.5)` "
        "apart. Hand over the net itself: it is tried on 2,000 points that you have not seen, and "
        "a positive output means class 1. 95 per cent of them must be right.",
        kind=Built("net", (_both_answers, _not_swapped, _accurate)),
        right=lambda: arms,
        mistakes=(
            Mistake(
                lambda: lambda X: dl.sigmoid(arms(X)),
                "Every output is positive, so it answers class 1 everywhere. Does it end with a "
                "sigmoid, or a relu? The last layer gives the bare sum; its sign is the answer.",
            ),
            Mistake(
                lambda: lambda X: -arms(X),
                "Nearly every answer is the opposite of the right one. Were the labels turned "
                "round somewhere? Positive means class 1.",
            ),
            Mistake(
                lambda: lambda X: X[:, 0] * np.nan,
                "Some outputs are no numbers at all: the steps were too long. Try a tenth of the "
                "learning rate.",
            ),
        ),
        hints=(
            "Section 1.4 trains a net in ten lines. Change the points first, and see how far eight "
            "units get.",
            "Look at your net: `plots.AnswerPlot(net, X, y).show()`. Are the arms cut off by "
            "straight corners? Then it needs more units. Is it right on X, and not on new points? "
            "Then it needs more examples, or fewer units.",
            "One hidden layer of 16 tanh units, learning rate 0.02, 1,000 steps: that was enough "
            "with each of five seeds.",
        ),
        worked="One hidden layer of 16 tanh units has 65 parameters. With Adam at a rate of 0.02 "
        "it is right on more than 99 per cent of new points after 1,000 steps. Eight such units, "
        "33 parameters, come to 97 or more; eight relu units stay near 90.",
        then="How few parameters can you do it with? Count them with `count`.",
    ),
}
