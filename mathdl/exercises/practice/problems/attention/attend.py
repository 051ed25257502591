"""Attend: problems of chapter 12."""

from __future__ import annotations

import math

import numpy as np

from mathdl.activations import softmax
from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    data,
    digits,
    given,
    pick,
    row,
    table,
    whole,
)
from mathdl.words import brief, listed, number


@skill("attend", "12.4")
def attend(rng: np.random.Generator, level: int) -> Exercise | None:
    """Shares of three scores; scaled; masked; and the mix of values that is handed over."""
    if level == 1:
        q, K = row(rng, 2, -2, 3), table(rng, 3, 2, -2, 3)
        right = (np.array(K) @ q).tolist()
        return problem(
            ask="A query q meets three keys, the rows of K. What are the scores, before any "
            f"scaling? (Three numbers.){data(q=q, K=K)}",
            kind=Array(exact=True),
            right=right,
            mistakes={
                "Those are sums of the keys. Each entry is multiplied by that of the query.": (
                    np.sum(K, axis=1).tolist()
                ),
                "Backwards: the first key comes first.": right[::-1],
            },
            also={
                "The second entry of the query has no say here.": [line[0] * q[0] for line in K],
                "Query and key are multiplied, not added.": [sum(line) + sum(q) for line in K],
            },
            hints=(
                "The score of a key is its dot product with the query.",
                f"The first: {brief(right[0])}.",
                "K @ q.",
            ),
            worked=f"K @ q = {listed(right)}.",
        )
    d = {2: pick(rng, 4, 16), 3: 1, 4: 4}[level]
    scores = [whole(rng, -3, 5) for _ in range(3)]
    if level in (2, 4):
        scores = [int(2 * s) for s in scores]
    t = 1 if level == 3 else 2
    z = np.array(scores, float) / math.sqrt(d)
    masked = np.where(np.arange(3) > t, -np.inf, z)
    p = softmax(masked)
    if len({*scores}) < 3 or p[: t + 1].min() < 0.02 or p.max() > 0.97:
        return None
    if level == 4:
        V = table(rng, 3, 2, -4, 6)
        right = (p @ V).tolist()
        return problem(
            ask="One query has these scores; d is the length of its key, and the rows of V are the "
            "values. What is handed over? (Two numbers, two decimals.)"
            f"{data(scores=scores, d=d, V=V)}",
            kind=Array(decimals=2, tolerance=0.006),
            right=right,
            mistakes={
                "The scores are divided by √d before softmax.": (
                    softmax(np.array(scores, float)) @ V
                ).tolist(),
                "That is the winner's value alone; softmax shares.": np.array(V, float)[
                    int(np.argmax(scores))
                ].tolist(),
            },
            also={
                "By the root of d, not by d.": (softmax(np.array(scores) / d) @ V).tolist(),
                "That is the plain mean of the values.": np.mean(V, axis=0).tolist(),
                "Scores are no shares yet.": (z @ V).tolist(),
            },
            hints=(
                "Divide by √d, softmax, then the mean of the values with these shares.",
                f"The shares are {', '.join(number(s, 3) for s in p)}.",
                "p @ V.",
            ),
            worked=f"Scaled {listed(z)}, shares {listed(p)}. p @ V = "
            f"{listed(right, lambda x: number(x, 2))}.",
        )
    unscaled = softmax(np.array(scores, float))
    by_d = softmax(np.array(scores, float) / d)
    return problem(
        ask=f"One query has the {given(scores=scores, d=d)}, where d is the length of its key. "
        "What are the shares? (Three numbers, two decimals.)"
        if level == 2
        else f"The second token of three has the {given(scores=scores)} (scaled already), and "
        "nobody sees the future. What are its shares? (Three numbers, two decimals.)",
        kind=Array(decimals=2, tolerance=0.006),
        right=p.tolist(),
        mistakes={
            "The scores are divided by √d before softmax."
            if level == 2
            else "The third token is still to come: its score becomes −∞.": unscaled.tolist(),
            "That is the winner alone; softmax shares.": (p == p.max()).astype(float).tolist(),
        },
        also={
            "By the root of d, not by d.": by_d.tolist(),
            "A masked score is −∞ before softmax, not a share set to 0 after it: they must add up "
            "to 1.": np.where(np.arange(3) > t, 0, unscaled).tolist(),
            "A score of 0 still has a share: exp(0) = 1.": softmax(
                np.where(np.arange(3) > t, 0, z)
            ).tolist(),
            "It sees itself, too.": [1.0, 0.0, 0.0],
        },
        hints=(
            f"Divide by √d = {brief(math.sqrt(d))}, then softmax."
            if level == 2
            else "The second token sees the first and itself.",
            f"exp gives {', '.join(digits(e, 4) for e in np.exp(z[: t + 1]))}.",
            "Divide by their sum" + ("." if level == 2 else "; the third share is 0."),
        ),
        worked=(f"Scaled: {listed(z)}. " if level == 2 else "The third score becomes −∞. ")
        + f"exp gives {', '.join(digits(e, 4) for e in np.exp(z[: t + 1]))}, together "
        f"{digits(np.exp(z[: t + 1]).sum(), 4)}: {listed(p, lambda x: number(x, 2))}.",
    )
