"""Chapter 4, softmax by hand."""

from __future__ import annotations

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise, Mistake


def _logits(rng: np.random.Generator) -> dict[str, tuple[int, ...]]:
    """Draw three with both signs among them whose sum is not 0, so that a share comes out below."""
    while True:
        z = rng.permutation(np.arange(-2, 4))[:3]
        if z.sum() and z.min() < 0 < z.max():
            return {"z": tuple(z.tolist())}


EXERCISES = {
    "4.8": Exercise(
        title="Softmax by hand",
        level=2,
        ask="What is softmax{z}? Give a list of three numbers, to three decimals.",
        numbers={"z": (2, 1, -1)},
        draw=_logits,
        kind=Array(decimals=3),
        right=lambda z: dl.softmax(np.array(z, float)).tolist(),
        facts=lambda z: {
            "e": np.exp(z),
            "total": np.exp(z).sum(),
            "low": min(x / sum(z) for x in z),
            "sum": sum(map(dl.sigmoid, z)),
        },
        mistakes=(
            Mistake(
                lambda z: [x / sum(z) for x in z],
                "That is each divided by the sum, without exp before: a share of {low:.3g}?",
            ),
            Mistake(
                lambda z: [dl.sigmoid(x) for x in z],
                "A sigmoid for each: they add up to {sum:.2f}. Softmax shares out one whole.",
            ),
            Mistake(
                lambda z: [2**x / sum(2.0**y for y in z) for x in z],
                "Those are powers of 2, shared out. The base is e.",
            ),
            Mistake(
                lambda z: [float(x == max(z)) for x in z],
                "That is one-hot at the largest, what softmax becomes as the temperature goes to "
                "0. Here it is 1.",
            ),
            Mistake(
                lambda z: dl.softmax(np.abs(np.array(z, float))).tolist(),
                "A sign has been lost: that is softmax of the sizes. A negative logit has an "
                "exponential below 1.",
            ),
            Mistake(
                lambda z: dl.softmax(-np.array(z, float)).tolist(),
                "All signs are turned round: the largest logit gets the largest share.",
            ),
            Mistake(
                lambda z: (np.exp(z) / np.exp(max(z))).tolist(),
                "That is each divided by the largest exponential. Divide by the sum of all three, "
                "{total:.4g}.",
            ),
            Mistake(
                lambda z: [float(x) for x in np.exp(z)],
                "Positive, and in the right proportions. Now make shares of them: divide each by "
                "their sum, {total:.4g}.",
            ),
        ),
        hints=(
            "Section 4.10: first the exponential of each, then divide by their sum.",
            "The exponentials are {e[0]:.4g}, {e[1]:.4g} and {e[2]:.4g}. Their sum is {total:.4g}.",
            "softmax(1, 0): e and 1, with sum 3.718, so the shares are 0.731 and 0.269.",
        ),
        worked="The exponentials {e[0]:.4g}, {e[1]:.4g} and {e[2]:.4g} add up to {total:.4g}. "
        "Divided by that: [{right[0]:.4f}, {right[1]:.4f}, {right[2]:.4f}].",
        then="Add 1 to all three logits and do it again: the same shares, since softmax sees only "
        "differences.",
    ),
}
