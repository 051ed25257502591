"""Adam: problems of chapter 7."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    digits,
    exact,
    given,
    pick,
    some,
)
from mathdl.words import brief, factor, number


@skill("adam", "7.5", levels=range(2, 5))
def adam(rng: np.random.Generator, level: int) -> Exercise | None:
    """The first step; the averages and their correction; the second step."""
    lr, p0 = pick(rng, 0.001, 0.01, 0.05, 0.1), some(rng, -3, 3)
    g = pick(rng, 0.02, 0.5, 3, 40, 700) * pick(rng, -1, 1)
    if level == 2:
        right = p0 - lr * np.sign(g)
        return problem(
            ask=f"Adam's very first step, with {given(lr=lr)}, at {given(p=p0)}; the gradient is "
            f"{given(g=g)}. Where is p then? (As if ε were 0.)",
            kind=Number(exact=True, tolerance=1e-4),
            right=float(right),
            mistakes={
                "That is uphill.": float(p0 + lr * np.sign(g)),
                "That is plain descent. Adam divides the gradient by its own size.": p0 - lr * g,
            },
            also={
                "The correction makes up for 1 − β₁: the first average counts in full.": float(
                    p0 - lr * 0.1 * np.sign(g)
                ),
                "Without its correction the first step would be so long.": float(
                    p0 - lr * 0.1 / math.sqrt(0.001) * np.sign(g)
                ),
            },
            hints=(
                "Corrected, both averages are what they have seen: g, and g².",
                "g divided by the root of g² is 1 or −1.",
                "So p moves by lr, against the sign of the gradient.",
            ),
            worked=f"g/√g² = {brief(np.sign(g))}, so p = {p0} − {factor(brief(np.sign(g)))}·{lr} = "
            f"{exact(right)}.",
        )
    beta1, beta2 = 0.9, pick(rng, 0.99, 0.999)
    g1, g2 = float(some(rng, -5, 5)), float(some(rng, -5, 5))
    m = beta1 * 0.1 * g1 + 0.1 * g2
    v = beta2 * (1 - beta2) * g1**2 + (1 - beta2) * g2**2
    m_hat, v_hat = m / (1 - beta1**2), v / (1 - beta2**2)
    told = f"Adam with {given(beta1=beta1, beta2=beta2)}. The first two gradients are "
    told += f"{given(g=[g1, g2])}. "
    if abs(m_hat) < 0.05 or abs(g1) == abs(g2):
        return None
    if level == 3:
        return problem(
            ask=f"{told}What is the first average, corrected, after the second step? (m̂; three "
            "digits.)",
            kind=Number(digits=3),
            right=m_hat,
            mistakes={
                "That is m. It is divided by 1 − β₁².": m,
                "That is the plain mean; the later gradient counts more.": (g1 + g2) / 2,
            },
            also={
                "After two steps one divides by 1 − β₁², not by 1 − β₁.": m / (1 - beta1),
                "m ← β₁·m + (1 − β₁)·g: old and new have changed places.": (
                    0.1 * 0.9 * g1 + 0.9 * g2
                )
                / (1 - beta1**2),
            },
            hints=(
                "m ← β₁·m + (1 − β₁)·g, from 0.",
                f"After the first step m = {brief(0.1 * g1)}.",
                "In the end divide by 1 − β₁².",
            ),
            worked=f"m: 0.1·{factor(brief(g1))} = {brief(0.1 * g1)}, then 0.9·"
            f"{factor(brief(0.1 * g1))} + 0.1·{factor(brief(g2))} = {number(m, 4)}. Divided by "
            f"1 − 0.81 = 0.19: {digits(m_hat, 3)}.",
        )
    right = -m_hat / math.sqrt(v_hat)
    return problem(
        ask=f"{told}How long is the second step, as a multiple of the learning rate and with its "
        "sign? (Two digits.)",
        kind=Number(digits=2, tolerance=0.012),
        right=right,
        mistakes={
            "The sign: Adam goes downhill.": -right,
            "Neither average is corrected here.": -m / math.sqrt(v),
        },
        also={
            "The root is missing: the second average is of squares.": -m_hat / v_hat,
            "Only the first step is 1 or −1.": float(-np.sign(m_hat)),
            "That is the first average; it is divided by the root of the second.": -m_hat,
        },
        hints=(
            "Both averages, both corrected.",
            f"m̂ = {number(m_hat, 3)}.",
            f"v̂ = {number(v_hat, 3)}. The step is −m̂/√v̂.",
        ),
        worked=f"m̂ = {number(m_hat, 3)}, v̂ = {number(v_hat, 3)}, √v̂ = "
        f"{number(math.sqrt(v_hat), 3)}. −m̂/√v̂ = {number(right, 3)}, with two digits "
        f"{digits(right, 2)}.",
    )
