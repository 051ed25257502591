"""Surprise: problems of chapter 5."""

from __future__ import annotations

import math

import numpy as np

from mathdl.activations import softmax
from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, given, whole
from mathdl.words import brief, listed, number


@skill("surprise", "5.8")
def surprise(rng: np.random.Generator, level: int) -> Exercise | None:
    """Cross-entropy: from a probability; a mean of three; from logits; and its gradient."""
    if level <= 2:
        n = 1 if level == 1 else 3
        shares = [whole(rng, 2, 97) / 100 for _ in range(n)]
        right = -float(np.mean(np.log(shares)))
        each = [-math.log(share) for share in shares]
        if n > 1 and len({*shares}) < 2:
            return None
        p = shares[0] if n == 1 else shares
        return problem(
            ask=f"To what really came, a forecast gave the probability {given(p=p)}. How large "
            "is the surprise, in nats? (Three digits.)"
            if n == 1
            else f"To what really came, a forecaster gave the probabilities {given(p=p)}, three "
            "times. What is the mean surprise, in nats? (Three digits.)",
            kind=Number(digits=3, tolerance=0.004),
            right=right,
            mistakes={
                "The sign: surprise is −ln p, and never negative.": -right,
                "That is in bits. Nats take the natural logarithm.": right / math.log(2),
            },
            also={
                "1 − p falls too slowly: surprise is −ln p.": 1 - float(np.mean(shares)),
                "That is −ln of what was *not* said. Surprise looks at what came.": -float(
                    np.mean(np.log1p(-np.array(shares)))
                ),
                "The mean of the surprises, not the surprise of the mean.": -math.log(
                    float(np.mean(shares))
                ),
                "That is the sum of the three. The mean is asked for.": n * right,
                "That logarithm has base 10.": right / math.log(10),
            },
            hints=(
                "Surprise is −ln p of what came.",
                f"−ln {shares[0]} = {number(each[0], 3)}."
                if n > 1
                else f"ln {shares[0]} is negative; its opposite is positive.",
                "Then the mean." if n > 1 else f"Type -log({shares[0]}).",
            ),
            worked=f"{'; '.join(f'−ln {s} = {number(e, 4)}' for s, e in zip(shares, each))}. "
            f"{'The mean is' if n > 1 else 'That is'} {digits(right, 3)}.",
        )
    k = 2 if level == 3 and rng.random() < 0.4 else 3
    z = [whole(rng, -2, 3) for _ in range(k)]
    label = whole(rng, 0, k - 1)
    p = softmax(np.array(z, float))
    if len({*z}) < k or p.min() < 0.015:
        return None
    total = float(np.exp(z).sum())
    told = f"{given(logits=z, label=label)}"
    if level == 3:
        right = -math.log(p[label])
        return problem(
            ask=f"{told} (counted from 0). What is the cross-entropy? (Three digits.)",
            kind=Number(digits=3, tolerance=0.004),
            right=right,
            mistakes={
                "That is the probability of the right class. The loss is its surprise.": p[label],
                "The sign: a loss is −ln p.": -right,
            },
            also={
                "Labels are counted from 0.": -math.log(p[label - 1]),
                "That is log Σ exp(z). The logit of the right class is taken away.": math.log(
                    total
                ),
                "A logit is no logarithm of a probability yet: log Σ exp(z) is missing.": -float(
                    z[label]
                ),
                "The surprise of all classes, averaged? Only the right one counts.": -float(
                    np.mean(np.log(p))
                ),
            },
            hints=(
                "First softmax, then −ln of the share of the right class.",
                f"Σ exp(z) = {digits(total, 4)}.",
                "Shorter: log Σ exp(z) − z of the right class.",
            ),
            worked=f"log Σ exp(z) = ln {digits(total, 4)} = {number(math.log(total), 3)}. Less the "
            f"logit of the right class, {brief(z[label])}: {digits(right, 3)}.",
        )
    hot = np.eye(k)[label]
    right = p - hot
    return problem(
        ask=f"{told} (counted from 0). What is the gradient of the cross-entropy with respect to "
        "the logits? (Three numbers, two decimals.)",
        kind=Array(decimals=2, tolerance=0.006),
        right=right.tolist(),
        mistakes={
            "Those are the shares. What should have been is taken away: 1 for the right "
            "class.": p.tolist(),
            "The signs are turned round: the gradient points uphill, p − one-hot.": (
                (-right).tolist()
            ),
        },
        also={
            "Labels are counted from 0.": (p - np.eye(k)[label - 1]).tolist(),
            "The logits are not shares: softmax first.": (np.array(z) - hot).tolist(),
            "The other classes have their part: their scores should fall.": (
                (right * hot).tolist()
            ),
        },
        hints=(
            "It is as short as can be: softmax minus one-hot.",
            f"softmax gives {', '.join(number(q, 3) for q in p)}.",
            f"One-hot is {listed(hot)}.",
        ),
        worked=f"softmax: {', '.join(number(q, 3) for q in p)}. Take 1 away at {label}: "
        f"{listed(right, lambda q: number(q, 2))}.",
    )
