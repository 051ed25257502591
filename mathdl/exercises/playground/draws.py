"""Chapter 9, drawing settings at random: how often, and how many."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Number, Whole
from mathdl.exercises.exercise import Exercise, Mistake


def _powers(rng: np.random.Generator) -> dict[str, Any]:
    low, high = int(rng.integers(-6, -2)), int(rng.integers(0, 3))
    return {"low": low, "high": high, "at": int(rng.integers(low + 1, high))}


def _power_facts(low: int, high: int, at: int) -> dict[str, Any]:
    ends = {"from_": 10.0**low, "to": 10.0**high, "left": 10.0**at, "right_": 10.0 ** (at + 1)}
    return {name: f"{value:g}" for name, value in ends.items()} | {"decades": high - low}


def _odds(rng: np.random.Generator) -> dict[str, Any]:
    return {"good": int(rng.choice([2, 3, 4, 5, 8, 10])), "sure": int(rng.choice([80, 90, 95, 99]))}


def _solved(good: int, sure: int) -> float:
    return math.log(1 - sure / 100) / math.log(1 - good / 100)


def _needed(good: int, sure: int) -> int:
    return math.ceil(_solved(good, sure))


def _odds_facts(good: int, sure: int) -> dict[str, Any]:
    n, miss = _needed(good, sure), 1 - good / 100
    return {
        "miss": miss,
        "left": 1 - sure / 100,
        "before": n - 1,
        "reached": 1 - miss**n,
        "short": 1 - miss ** (n - 1),
        "none": 100 * miss ** round(100 / good),
    }


EXERCISES = {
    "9.5": Exercise(
        title="How often?",
        level=1,
        ask="A learning rate is drawn evenly in powers of ten, from {from_} to {to}. Which share "
        "of the draws lies between {left} and {right_}?",
        numbers={"low": -4, "high": 0, "at": -2},
        draw=_powers,
        kind=Number(),
        right=lambda low, high, at: 1 / (high - low),
        facts=_power_facts,
        mistakes=(
            Mistake(
                lambda low, high, at: 9 * 10.0**at / (10.0**high - 10.0**low),
                "That is the share if rates are drawn evenly on the number line.",
            ),
            Mistake(
                lambda low, high, at: 1 / (high - low + 1),
                "There are that many marks, but one interval fewer.",
            ),
            Mistake(
                lambda low, high, at: 1 / (high - low - 1) if high - low > 1 else 0.0,
                "Count the powers of ten from {from_} to {to} again: there are {decades}.",
            ),
            Mistake(
                lambda low, high, at: (high - at) / (high - low),
                "That is everything from {left} up to {to}. Only the interval up to {right_} is "
                "asked for.",
            ),
            Mistake(
                lambda low, high, at: (at + 1 - low) / (high - low),
                "That is everything below {right_}.",
            ),
            Mistake(
                lambda low, high, at: 10.0 ** (at + 1),
                "That is an end of the interval. Count powers of ten.",
            ),
            Mistake(
                lambda low, high, at: high - low,
                "That is how many intervals there are. One of them is which share?",
            ),
            Mistake(
                lambda low, high, at: 100 / (high - low),
                "Right, in per cent. A share is a part of 1: {right:.4g}.",
            ),
        ),
        hints=(
            "Section 9.5: what is drawn evenly is the exponent.",
            "The exponent goes from {low} to {high}. How long is the piece that is asked for?",
            "One of {decades} equal pieces.",
        ),
        worked="1/{decades} = {right:.4g}: one power of ten of {decades}.",
        then="On the number line nine of ten would lie above a tenth of {to}.",
    ),
    "9.6": Exercise(
        title="How many tries?",
        level=3,
        ask="{good} of 100 settings are good. You draw settings at random. How many do you need, "
        "at least, to meet a good one with a chance of {sure} %?",
        numbers={"good": 5, "sure": 95},
        draw=_odds,
        kind=Whole(),
        right=_needed,
        facts=_odds_facts,
        mistakes=(
            Mistake(
                lambda good, sure: _needed(good, sure) - 1,
                "With one fewer, the chance is {short:.4g}: just too little.",
            ),
            Mistake(
                lambda good, sure: round(100 / good),
                "That many have one good one *on average*; in {none:.0f} of 100 cases they have "
                "none.",
            ),
            Mistake(
                lambda good, sure: math.ceil(math.log(0.5) / math.log(1 - good / 100)),
                "That gives you an even chance.",
            ),
            Mistake(
                lambda good, sure: round(sure / good),
                "Chances of a hit do not add: it is the chances of *missing* that multiply.",
            ),
            Mistake(
                lambda good, sure: sure,
                "That is the chance you want, not a number of draws. What is the chance that all "
                "of n draws miss?",
            ),
            Mistake(
                lambda good, sure: 100,
                "All hundred would be certain only if none were drawn twice, and you need not be "
                "certain.",
            ),
            Mistake(
                lambda good, sure: round(_solved(good, sure), 1),
                "Right so far. Draws are whole: how many at least?",
            ),
            Mistake(
                lambda good, sure: _needed(good, sure) + 1,
                "Enough, and one too many: with {right} it is {reached:.4g} already.",
            ),
        ),
        hints=(
            "Section 9.5: what is the chance that all n of them are bad?",
            "Missing n times has the chance {miss:.4g}ⁿ. It is to be at most {left:.4g}.",
            "n ≥ ln {left:.4g} / ln {miss:.4g}, and n is whole.",
        ),
        worked="1 − {miss:.4g}ⁿ is {short:.4g} for n = {before}, {reached:.4g} for n = {right}.",
        then="The number of hyperparameters does not enter. Why not?",
    ),
}
