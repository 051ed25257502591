"""Chapter 5, losses for yes or no: surprise and binary cross-entropy."""

from __future__ import annotations

import math

import mathdl as dl
from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise, Mistake

EXERCISES = {
    "5.4": Exercise(
        title="Surprise",
        level=1,
        ask="The network says p(cat) = {p}. It is a cat. How large is the surprise, in nats?",
        numbers={"p": 0.02},
        draw=lambda rng: {"p": (0.03, 0.04, 0.05, 0.06, 0.08, 0.15, 0.25, 0.3)[rng.integers(8)]},
        kind=Number(),
        right=lambda p: -math.log(p),
        facts=lambda p: {"other": 1 - p, "half": -math.log(p / 2)},
        mistakes=(
            Mistake(
                lambda p: -math.log(1 - p),
                "That is −log {other:.2f}, which scores the dog. Take the probability that was "
                "given to what is *true*.",
            ),
            Mistake(
                lambda p: math.log(p),
                "The right size, and below 0: the loss is *minus* the logarithm, so that a "
                "surprise is positive.",
            ),
            Mistake(
                lambda p: -math.log10(p),
                "That is the logarithm to base 10. Nats take the natural one, `np.log`.",
            ),
            Mistake(
                lambda p: -math.log2(p),
                "That is the logarithm to base 2: those are bits. Nats take the natural one.",
            ),
            Mistake(
                lambda p: 1 / p,
                "That is 1/p. The surprise is its logarithm: log 1/p = −log p.",
            ),
            Mistake(
                lambda p: p,
                "That is the probability itself. The surprise is minus its logarithm.",
            ),
            Mistake(
                lambda p: math.log10(p),
                "The sign and the base: nats take the natural logarithm, `np.log`, and a minus.",
            ),
            Mistake(
                lambda p: 1 - p,
                "That is 1 − p. It never passes 1, while surprise has no limit.",
            ),
            Mistake(
                lambda p: (1 - p) ** 2,
                "That is a squared error. Surprise is minus the logarithm of p.",
            ),
        ),
        hints=(
            "Section 5.5: minus the logarithm of the probability that was given to the truth.",
            "The truth is cat, and cat was given {p}. So it is −log {p}, with the natural "
            "logarithm.",
            "For p = ½: −log ½ = log 2 = 0.693 nats.",
        ),
        worked="The truth was given {p}, so the surprise is −log {p} = {right:.4f} nats.",
        then="With half that probability it would be {half:.3f}: 0.693 more, whatever p is.",
    ),
    "5.5": Exercise(
        title="From a logit",
        level=2,
        ask="The logit is z = {z}, the truth is 1. What is the binary cross-entropy, to four "
        "decimals?",
        numbers={"z": -3},
        draw=lambda rng: {"z": (-1.5, -2, -2.5, -3, -3.5, -4)[rng.integers(6)]},
        kind=Number(tolerance=0.001, decimals=4),
        right=lambda z: math.log1p(math.exp(-z)),
        facts=lambda z: {
            "p": dl.sigmoid(z),
            "q": dl.sigmoid(-z),
            "size": -z,
        },
        mistakes=(
            Mistake(
                lambda z: math.log1p(math.exp(z)),
                "That would be the loss if the truth were 0. The truth is 1, and 1 was given only "
                "{p:.4f}.",
            ),
            Mistake(
                lambda z: dl.sigmoid(z),
                "That is σ({z}), the probability of 1. Now take minus its logarithm.",
            ),
            Mistake(
                lambda z: dl.sigmoid(-z),
                "That is 1 − p, with p = σ({z}). The loss is −log p.",
            ),
            Mistake(
                lambda z: dl.sigmoid(-z) ** 2,
                "That is the squared error of the probability, (p − 1)². The loss is −log p.",
            ),
            Mistake(
                lambda z: -math.log1p(math.exp(-z)),
                "The right size, and below 0: the loss is *minus* log p, and so above 0.",
            ),
            Mistake(
                lambda z: math.log10(1 + math.exp(-z)),
                "That is the logarithm to base 10. Nats take the natural one, `np.log`.",
            ),
            Mistake(
                lambda z: math.exp(-z),
                "That is e^{size}, and log(1 + e^{size}) is asked for.",
            ),
            Mistake(
                lambda z: -math.log1p(math.exp(z)),
                "That is log(1 − p), with the wrong sign and for the other class: the truth is 1.",
            ),
            Mistake(
                lambda z: math.log2(1 + math.exp(-z)),
                "That is the logarithm to base 2: those are bits. Nats take the natural one.",
            ),
            Mistake(
                lambda z: -z,
                "Nearly: for very wrong logits the loss is almost |z|, and a little more: log(1 + "
                "e^z) is left to add.",
            ),
        ),
        hints=(
            "Section 5.6: from the logit to p by the sigmoid, then the surprise.",
            "p = σ({z}) = {p:.4f} was given to the truth.",
            "At z = 0: p = ½, and the loss is −log ½ = 0.6931.",
        ),
        worked="p = σ({z}) = {p:.4f}, and −log p = log(1 + e^{size}) = {right:.4f}.",
        then="Its slope in the logit is p − 1 = −{q:.4f}: steep, just where the answer is wrong.",
    ),
}
