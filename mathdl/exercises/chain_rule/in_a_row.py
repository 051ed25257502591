"""Chapter 3, two functions in a row, and many."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.function import Function
from mathdl.exercises.answers.kind import Number
from mathdl.exercises.chain_rule.one_input import pick_one
from mathdl.exercises.exercise import Exercise, Mistake


def _steps_below(share: float, factor: float) -> int:
    return math.ceil(math.log(share) / math.log(factor))


EXERCISES = {
    "3.4": Exercise(
        title="Write the derivative",
        level=2,
        ask="Write `bell_slope(x)`, the derivative of exp(−{k}x²), with `np.exp`.",
        numbers={"k": 3},
        draw=lambda rng: {"k": int(rng.integers(2, 7))},
        kind=Function(((-0.7,), (0.4,), (1.1,)), "bell_slope"),
        right=lambda k: lambda x: -2 * k * x * np.exp(-k * x * x),
        mistakes=(
            Mistake(
                lambda k: lambda x: np.exp(-k * x * x),
                "That is the outer derivative alone. The inner −{k}x² moves too: times its slope.",
            ),
            Mistake(
                lambda k: lambda x: 2 * k * x * np.exp(-k * x * x),
                "The sign: the inner function is *minus* {k}x².",
            ),
            Mistake(
                lambda k: lambda x: np.exp(-2 * k * x),
                "You put the inner derivative inside. It belongs outside, as a factor.",
            ),
            Mistake(
                lambda k: lambda x: -2 * k * x * np.exp(-2 * k * x),
                "The factor is right. But exp must still be taken at −{k}x², which is what it "
                "sees, not at its slope.",
            ),
            Mistake(
                lambda k: lambda x: -2 * k * np.exp(-k * x * x),
                "The slope of −{k}x² is −2·{k}·x: an x is missing.",
            ),
            Mistake(
                lambda k: lambda x: -k * x * x * np.exp(-k * x * x),
                "The outer slope times the inner *value*. It wants the inner slope, −2·{k}·x.",
            ),
            Mistake(
                lambda k: lambda x: -k * x * x * np.exp(-k * x * x - 1),
                "That is the rule for powers xⁿ; here the variable stands in the exponent.",
            ),
            Mistake(
                lambda k: lambda x: -2 * x * np.exp(-k * x * x),
                "The {k} has gone missing: the inner function is −{k}x², its slope −{k}·2x.",
            ),
            Mistake(
                lambda k: lambda x: -2 * k * x,
                "That is the slope of the inner function alone. The outer one stretches it once "
                "more: times exp(−{k}x²).",
            ),
            Mistake(
                lambda k: lambda x: -2 * k * x * np.exp(k * x * x),
                "The factor is right. But what exp sees is *minus* {k}x².",
            ),
            Mistake(
                lambda k: lambda x: np.exp(-k * x * x) - 2 * k * x,
                "Both slopes are there, added. Stretches multiply.",
            ),
        ),
        hints=(
            "Which function is inner, which outer?",
            "Inner: u = −{k}x². Outer: exp(u), which is its own derivative.",
            "For exp(5x): inner 5x with slope 5, so the derivative is 5·exp(5x).",
        ),
        worked="`return -2 * {k} * x * np.exp(-{k} * x * x)`: the outer derivative exp(u) at "
        "u = −{k}x², times the inner one, −2·{k}x.",
        then="Compare it with `dl.derivative(lambda x: dl.exp(-{k} * x * x))`, at any x you like.",
    ),
    "3.5": Exercise(
        title="The chain that fades",
        level=2,
        ask="Every person in a row multiplies the message by {factor}. After how many people is "
        "it below 1 % for the first time?",
        numbers={"factor": 0.9},
        draw=lambda rng: {"factor": pick_one(rng, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.95)},
        kind=Number(tolerance=1e-3),  # whole, but a fraction is to be recognised
        right=lambda factor: _steps_below(0.01, factor),
        facts=lambda factor: {
            "before": _steps_below(0.01, factor) - 1,
            "left": factor ** (_steps_below(0.01, factor) - 1),
            "lost": 1 - factor,
            "log": math.log(0.01) / math.log(factor),
        },
        mistakes=(
            Mistake(
                lambda factor: _steps_below(0.01, factor) - 1,
                "Nearly: {factor} to the power {before} is {left:.2%}, not yet below.",
            ),
            Mistake(
                lambda factor: math.ceil(round(0.99 / (1 - factor), 9)),
                "If {lost:.0%} of the *first* message went each time, it would be that; each "
                "person takes it from what *arrives*.",
            ),
            Mistake(lambda factor: _steps_below(0.1, factor), "That is below 10 %."),
            Mistake(
                lambda factor: math.log(0.01) / math.log(factor),
                "There is no such thing as a part of a person: which is the first *whole* number "
                "that will do?",
            ),
            Mistake(
                lambda factor: _steps_below(0.01, factor) + 1,
                "One too many: it is already below 1 % after one person less.",
            ),
            Mistake(
                lambda factor: _steps_below(0.001, factor),
                "That is below one in a thousand; 1 % is one in a hundred.",
            ),
        ),
        hints=(
            "After two people {factor} · {factor} is left. After n?",
            "Which is the first n with {factor}ⁿ < 0.01? Let Python count, or use logarithms.",
            "With factor 0.1 it takes three: 0.1, 0.01 (not below), 0.001.",
        ),
        worked="n must exceed log 0.01 / log {factor} = {log:.2f}, so n = {right}.",
        then="A factor a little below 1, and soon nobody hears anything: that is what chapters 4 "
        "and 8 fight.",
    ),
}
