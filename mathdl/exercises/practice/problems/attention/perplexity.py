"""Perplexity: problems of chapter 12."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.kind import Number
from mathdl.exercises.exercise import Exercise
from mathdl.exercises.practice.skill import problem, skill
from mathdl.exercises.practice.written import (
    digits,
    given,
    pick,
    whole,
)
from mathdl.words import number


@skill("perplexity", "12.1", levels=range(2, 5))
def perplexity(rng: np.random.Generator, level: int) -> Exercise | None:
    """The perplexity of a loss; of probabilities; and what equal guesses would cost."""
    if level == 2:
        loss = whole(rng, 8, 33) / 10
        right = math.exp(loss)
        return problem(
            ask=f"A language model has {given(loss=loss)} nats a letter. What is its perplexity? "
            "(Three digits.)",
            kind=Number(digits=3),
            right=right,
            mistakes={
                "The loss is in nats: e to its power, not 2.": 2**loss,
                "Large surprise, large perplexity: no minus.": math.exp(-loss),
            },
            also={"It is exp of the loss, not its logarithm.": math.log(loss)},
            hints=(
                "As if it hesitated among so many equal letters.",
                "Among n equal ones the loss is ln n.",
                f"Type exp({loss}).",
            ),
            worked=f"exp({loss}) = {digits(right, 3)}.",
        )
    if level == 3:
        n = pick(rng, 2, 3)
        shares = [pick(rng, 0.5, 0.25, 0.125, 0.2, 0.1, 0.05) for _ in range(n)]
        right = math.prod(shares) ** (-1 / n)
        if len({*shares}) < n:
            return None
        return problem(
            ask=f"To the letters that came it gave the probabilities {given(p=shares)}. What is "
            "its perplexity on them? (Three digits.)",
            kind=Number(digits=3, tolerance=0.004),
            right=right,
            mistakes={
                "That is the mean of 1/p. The mean is taken of the surprises.": float(
                    np.mean([1 / share for share in shares])
                ),
                "That is the loss, in nats. Now exp of it.": math.log(right),
            },
            also={
                "1 divided by the mean probability? The mean is taken of ln p.": n / sum(shares),
                "Of the sum of the surprises; the mean is asked for.": right**n,
            },
            hints=(
                "First the mean surprise, −ln p.",
                f"It is {number(math.log(right), 3)}.",
                "exp of it.",
            ),
            worked=f"The mean of {', '.join(number(-math.log(s), 3) for s in shares)} is "
            f"{number(math.log(right), 4)}; exp of it is {digits(right, 3)}.",
        )
    k = whole(rng, 10, 300)
    right = math.log(k)
    return problem(
        ask=f"A model that knows nothing gives all {given(tokens=k)} the same probability. What is "
        "its loss, in nats a token? (Three digits.)",
        kind=Number(digits=3, tolerance=0.004),
        right=right,
        mistakes={
            "That is its probability for each. Its surprise is asked for.": 1 / k,
            "That is in bits.": math.log2(k),
        },
        also={"That is the perplexity.": k, "The sign: surprise is −ln p.": -right},
        hints=("Each has the probability 1/tokens.", "−ln(1/n) = ln n.", f"Type log({k})."),
        worked=f"−ln(1/{k}) = ln {k} = {digits(right, 3)}.",
    )
