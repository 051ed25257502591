"""Chapter 12, the parts of a block, and what a net says."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.activations import softmax
from mathdl.exercises.answers.function import Function
from mathdl.exercises.answers.kind import Array, Whole
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import listed, number


def _block(c: int) -> int:
    return 12 * c * c + 13 * c


def _heated(z: list, T: float) -> np.ndarray:
    return softmax(np.array(z, float) / T)


def next_shares(logits: np.ndarray, temperature: float, k: int) -> np.ndarray:
    """Return the probabilities of the k likeliest, at a temperature, and 0 for all others."""
    logits = np.asarray(logits, float)
    kept = np.full(logits.shape, -np.inf)
    best = np.argsort(-logits)[:k]
    kept[best] = logits[best] / temperature
    return softmax(kept)


def _cut(p: np.ndarray, k: int) -> np.ndarray:
    return np.where(np.argsort(np.argsort(-p)) < k, p, 0.0)


def _say(f: Callable) -> Callable:
    def shares(logits: np.ndarray, temperature: float, k: int) -> np.ndarray:
        return f(np.asarray(logits, float), temperature, k)

    return shares


TRIES = (
    (np.array([2.0, 1.0, 0.0, -1.0]), 0.5, 2),
    (np.array([-1.0, 3.0, 0.5, 2.0, 2.5]), 1.5, 3),
    (np.array([0.3, -0.2, 1.1]), 2.0, 3),
    (np.array([900.0, 901.0, 0.0]), 1.0, 2),
)


EXERCISES = {
    "12.7": Exercise(
        title="Weigh a block",
        level=2,
        ask="How many parameters has a transformer block with {c} features: attention with four "
        "linear layers, {heads} heads, a small net that widens fourfold, two norms, and biases "
        "everywhere?",
        numbers={"c": 48, "heads": 4},
        draw=lambda rng: {"c": int(rng.choice([16, 32, 48, 64])), "heads": 4},
        kind=Whole(),
        right=lambda c, heads: _block(c),
        facts=lambda c, heads: {
            "attention": 4 * (c * c + c),
            "up": 4 * c * c + 4 * c,
            "down": 4 * c * c + c,
            "norms": 4 * c,
        },
        mistakes=(
            Mistake(lambda c, heads: 12 * c * c, "Those are the weights. Biases and norms, too."),
            Mistake(
                lambda c, heads: _block(c) - 4 * c,
                "The norms are missing: scale and shift each.",
            ),
            Mistake(
                lambda c, heads: _block(c) + 3 * (heads - 1) * (c * c + c),
                "Heads share the features between them: four heads cost as much as one.",
            ),
            Mistake(
                lambda c, heads: _block(c) - (c * c + c),
                "Four linear layers: query, key, value, and the one that joins the heads.",
            ),
            Mistake(
                lambda c, heads: _block(c) - 6 * c * c - 3 * c,
                "The small net widens fourfold, from C to 4C and back.",
            ),
            Mistake(lambda c, heads: _block(c) - 9 * c, "The biases are missing."),
            Mistake(
                lambda c, heads: 4 * (c * c + c), "That is the attention. The net and norms follow."
            ),
        ),
        hints=(
            "Section 12.6 lists the parts. A linear layer has in·out + out parameters.",
            "Attention: 4·({c}² + {c}) = {attention}. The heads share it.",
            "The net: {up} up and {down} down. Each norm: 2·{c}.",
        ),
        worked="{attention} + {up} + {down} + {norms} = {right}, or 12C² + 13C.",
        then="Two thirds of it sit in the small net.",
    ),
    "12.8": Exercise(
        title="Temperature",
        level=2,
        ask="The logits are {z}. What are the shares at temperature {T:g}, to three decimals?",
        numbers={"z": [2, 1, 0], "T": 0.5},
        draw=lambda rng: {
            "z": [int(x) for x in rng.permutation(4)[:3]],
            "T": float(rng.choice([0.5, 2.0, 4.0])),
        },
        kind=Array(tolerance=0.002, decimals=3),
        right=_heated,
        facts=lambda z, T: {
            "divided": listed(np.array(z) / T),
            "out": listed(_heated(z, T), number),
        },
        mistakes=(
            Mistake(lambda z, T: _heated(z, 1), "That is at temperature 1."),
            Mistake(lambda z, T: _heated(z, 1 / T), "You multiplied. Divide the logits by T."),
            Mistake(
                lambda z, T: _heated(z, 1) / T,
                "Divide the logits, before the softmax, not the shares: these do not add up to 1.",
            ),
            Mistake(
                lambda z, T: np.eye(3)[int(np.argmax(z))],
                "That is where it goes when T goes to 0.",
            ),
            Mistake(lambda z, T: np.exp(np.array(z) / T), "Now divide by their sum."),
            Mistake(lambda z, T: np.array(z) / max(sum(z), 1), "Without exp it is no softmax."),
            Mistake(lambda z, T: np.array(z) / T, "Those are the divided logits. Now the softmax."),
            Mistake(
                lambda z, T: _heated(z, T)[::-1], "Each share at the place of its logit, please."
            ),
        ),
        hints=(
            "Section 4.10: divide all logits by T, then softmax.",
            "They become {divided}.",
            "e to each, and divided by the sum of the three.",
        ),
        worked="{divided}, and their softmax: {out}.",
    ),
    "12.9": Exercise(
        title="Build: what may be said",
        level=3,
        ask="Write `shares(logits, temperature, k)`: what a token is drawn from. "
        "Only the k likeliest may be drawn, the others get 0; the temperature divides the "
        "logits. (No two are equal.)",
        kind=Function(TRIES, "shares"),
        right=lambda: next_shares,
        mistakes=(
            Mistake(
                lambda: _say(lambda z, T, k: _cut(softmax(z / T), k)),
                "Cut too late: your shares do not add up to 1.",
            ),
            Mistake(
                lambda: _say(lambda z, T, k: next_shares(z, 1 / T, k)),
                "You multiplied by the temperature. Divide.",
            ),
            Mistake(lambda: _say(lambda z, T, k: next_shares(z, 1, k)), "There is no temperature."),
            Mistake(lambda: _say(lambda z, T, k: softmax(z / T)), "All may be drawn: use k."),
            Mistake(
                lambda: _say(lambda z, T, k: next_shares(z, T, k + 1)), "One too many may be drawn."
            ),
            Mistake(
                lambda: _say(
                    lambda z, T, k: softmax(np.sort(z / T)[::-1]) * (np.arange(len(z)) < k)
                ),
                "They are sorted. Each share stays at the place of its token.",
            ),
            Mistake(
                lambda: _say(lambda z, T, k: softmax(_cut(z, k) / T)),
                "A logit of 0 is not nothing: e⁰ = 1. Put −∞ there.",
            ),
            Mistake(
                lambda: _say(lambda z, T, k: next_shares(-z, T, k)),
                "You kept the least likely.",
            ),
        ),
        hints=(
            "What may not be drawn gets the logit −∞, as in the mask.",
            "`np.argsort(-logits)[:k]` says where the k largest are.",
            "Then the softmax of logits / temperature; subtract the largest first: one of mine is "
            "901.",
        ),
        worked="kept = full of −∞; at the k best places logits / temperature; softmax. Appendix A "
        "has it.",
    ),
}
