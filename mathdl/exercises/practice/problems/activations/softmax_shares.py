"""Softmax: problems of chapter 4."""

from __future__ import annotations

import math

import numpy as np

from mathdl.activations import softmax
from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import digits, given, pick, whole
from mathdl.refusals import joined
from mathdl.words import brief, listed, number


@skill("softmax", "4.10")
def softmax_shares(rng: np.random.Generator, level: int) -> Exercise | None:
    """Shares that come out even; of whole scores; with a temperature; and a slope of softmax."""
    if level == 1:
        parts = pick(rng, (1, 1, 2), (1, 3, 4), (1, 2, 5), (1, 4, 5), (2, 3, 5), (3, 3, 4),
                     (1, 1, 3), (1, 1, 6), (1, 2, 7))  # fmt: skip
        parts = [int(part) for part in rng.permutation(parts)]
        total = sum(parts)
        right = [part / total for part in parts]
        scores = ", ".join("0" if part == 1 else f"ln {part}" for part in parts)
        return problem(
            ask=f"The scores are {scores}. What does softmax make of them? (Three shares, "
            "exactly.)",
            kind=Array(exact=True),
            right=right,
            mistakes={"exp undoes ln: that is right. Shares add up to 1.": parts},
            also={
                "Scores are no shares yet: first exp, then divide.": [
                    math.log(part) / math.log(math.prod(parts)) for part in parts
                ],
                "One third each would be for equal scores.": [1 / 3] * 3,
                "That is the winner alone; softmax shares.": [
                    float(p == max(parts)) for p in parts
                ],
                "The order is that of the scores.": right[::-1],
            },
            hints=(
                "exp of each score first.",
                f"exp gives {joined([str(part) for part in parts])}.",
                f"Divide each by their sum, {total}.",
            ),
            worked=f"exp gives {joined([str(part) for part in parts])}, together {total}: "
            f"{', '.join(f'{part}/{total}' for part in parts)}, which is {listed(right)}.",
        )
    T = pick(rng, 0.5, 2, 4) if level == 3 else 1
    z = [whole(rng, -2, 4) for _ in range(3)]
    p = softmax(np.array(z) / T)
    if len({*z}) < 3 or p.min() < 0.01 or p.max() > 0.97:
        return None
    raised = np.exp(np.array(z) / T)
    steps = f"exp gives {', '.join(digits(e, 4) for e in raised)}, together "
    steps += f"{digits(raised.sum(), 4)}; the shares are {', '.join(number(q, 3) for q in p)}"
    if level == 4:
        i, j = whole(rng, 0, 2), whole(rng, 0, 2)
        right = p[i] * ((i == j) - p[j])
        if abs(right) < 0.02:
            return None
        what = f"p[{i}]·(1 − p[{i}])" if i == j else f"−p[{i}]·p[{j}]"
        return problem(
            ask=f"`p = softmax(z)` with {given(z=z)}. How fast does `p[{i}]` change with `z[{j}]`: "
            f"what is ∂p[{i}]/∂z[{j}]? (Two digits.)",
            kind=Number(digits=2, tolerance=0.01),
            right=right,
            mistakes={
                "That is the share itself. How fast does it change?": p[i],
                "The sign: a share grows with its own score, and shrinks with every other "
                "one.": -right,
            },
            also={
                "That would be so if there were no other scores: with them the sum grows, too.": p[
                    j
                ]
                * (1 - p[j])
                if i != j
                else -p[i] * p[i],
                "For its own score: p·(1 − p), both factors.": 1 - p[i],
            },
            hints=(
                "First the shares.",
                f"They are {', '.join(number(q, 3) for q in p)}.",
                "∂pᵢ/∂zᵢ = pᵢ·(1 − pᵢ), and ∂pᵢ/∂zⱼ = −pᵢ·pⱼ for two different ones.",
            ),
            worked=f"{steps[0].upper()}{steps[1:]}. {what} = {number(right, 3)}, with two digits "
            f"{digits(right, 2)}.",
        )
    also = {
        "Divide the scores by T, do not multiply.": softmax(np.array(z) * T).tolist(),
        "The temperature is missing: divide the scores by T first.": softmax(
            np.array(z, float)
        ).tolist(),
    }
    return problem(
        ask=f"{given(z=z)}{f', and the temperature is {given(T=T)}' * (level == 3)}. What does "
        f"softmax make of {'z/T' if level == 3 else 'them'}? (Three shares, two decimals.)",
        kind=Array(decimals=2, tolerance=0.006),
        right=p.tolist(),
        mistakes={
            "Shares add up to 1: divide by the sum.": raised.tolist(),
            "That is the winner alone; softmax shares.": [float(q == max(p)) for q in p],
        },
        also={
            **(also if level == 3 else {}),
            "The order is that of the scores.": p[::-1].tolist(),
            "The larger the score, the larger its share.": softmax(-np.array(z) / T).tolist(),
        },
        hints=(
            "Divide by T, then exp of each, then divide by the sum."
            if level == 3
            else "exp of each, then divide by the sum.",
            f"The first: exp({brief(z[0] / T)}) = {digits(raised[0], 4)}.",
            f"Their sum is {digits(raised.sum(), 4)}.",
        ),
        worked=f"{steps[0].upper()}{steps[1:]}. With two decimals: "
        f"{listed(p, lambda q: number(q, 2))}.",
    )
