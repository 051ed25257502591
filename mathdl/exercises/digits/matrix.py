"""Chapter 10, mistakes counted, and how exact the count is."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Array, Number
from mathdl.exercises.exercise import Exercise, Mistake


def _table(rng: np.random.Generator) -> dict[str, Any]:
    table = rng.integers(0, 5, (3, 3))
    table[np.arange(3), np.arange(3)] = rng.integers(5, 15, 3)
    return {"table": table.tolist()}


def _recall(table: list) -> float:
    return table[1][1] / sum(table[1])


def _precision(table: list) -> float:
    return table[1][1] / sum(row[1] for row in table)


def _all(table: list) -> float:
    return float(np.trace(table) / np.sum(table))


EXERCISES = {
    "10.5": Exercise(
        title="How exact?",
        level=2,
        ask="A net reads {hits} of {n} unseen digits right. What is the standard error of that "
        "share, if the digits count as independent? (As a share, to three digits.)",
        numbers={"hits": 340, "n": 360},
        draw=lambda rng: {
            "n": (n := int(rng.choice([200, 250, 400, 500]))),
            "hits": int(n * rng.choice([0.88, 0.9, 0.92, 0.96])),
        },
        kind=Number(tolerance=0.004, digits=3),
        right=lambda hits, n: math.sqrt(hits / n * (1 - hits / n) / n),
        facts=lambda hits, n: {"p": hits / n, "q": 1 - hits / n},
        mistakes=(
            Mistake(
                lambda hits, n: hits / n * (1 - hits / n) / n,
                "That is the variance of the share. The standard error is its root.",
            ),
            Mistake(
                lambda hits, n: math.sqrt(hits / n * (1 - hits / n)),
                "That is the std of one digit, right or wrong. The mean of {n} wobbles less.",
            ),
            Mistake(
                lambda hits, n: math.sqrt(hits / n * (1 - hits / n)) / n,
                "Divide by √{n}, not by {n}: variances add up, and their sum is divided twice.",
            ),
            Mistake(
                lambda hits, n: math.sqrt(hits / n / n),
                "1 − p is missing: a net that is always right has no spread at all.",
            ),
            Mistake(
                lambda hits, n: math.sqrt((1 - hits / n) / n),
                "p is missing: the variance of right or wrong is p(1 − p).",
            ),
            Mistake(lambda hits, n: 1 - hits / n, "That is the share of mistakes."),
            Mistake(
                lambda hits, n: math.sqrt(hits * (1 - hits / n)),
                "That is how much the *count* wobbles. The share is {n} times smaller.",
            ),
            Mistake(
                lambda hits, n: 1 / math.sqrt(n),
                "1/√{n} is a bound on twice the error. With p so near to 1 it is much smaller.",
            ),
            Mistake(
                lambda hits, n: 1.96 * math.sqrt(hits / n * (1 - hits / n) / n),
                "Nearly two of them, for an interval of 95 %. One is asked for.",
            ),
        ),
        hints=(
            "Section 10.5: right or wrong is a coin with probability p; its variance is p(1 − p).",
            "Here p = {p:.4f}. The variance of a mean of {n} is p(1 − p)/{n}, and then the root.",
            "For 90 of 100: √(0.9·0.1/100) = 0.03.",
        ),
        worked="p = {p:.4f}: √({p:.4f}·{q:.4f}/{n}) = {right:.5f}.",
        then="And yet the truth is wider. Digits of one hand are *not* independent: a hand that "
        "is hard is hard 130 times.",
    ),
    "10.6": Exercise(
        title="Read the matrix",
        level=2,
        ask="Three classes; rows are what was written, columns what was read: {table}. What are "
        "recall and precision of class 1, the middle one?",
        numbers={"table": [[8, 2, 0], [1, 6, 3], [0, 1, 9]]},
        draw=_table,
        kind=Array(tolerance=0.004),
        right=lambda table: [_recall(table), _precision(table)],
        facts=lambda table: {
            "hit": table[1][1],
            "written": sum(table[1]),
            "read": sum(row[1] for row in table),
            "total": int(np.sum(table)),
        },
        mistakes=(
            Mistake(
                lambda table: [_precision(table), _recall(table)],
                "The other way round: recall reads along the row, of all that were written; "
                "precision down the column, of all that were read so.",
            ),
            Mistake(
                lambda table: [table[1][1] / np.sum(table)] * 2,
                "Not by all {total}: by those written 1, and by those read as 1.",
            ),
            Mistake(
                lambda table: [_all(table)] * 2,
                "That is the accuracy, of all classes together.",
            ),
            Mistake(
                lambda table: [_recall(table)] * 2,
                "The recall is right. The column has another sum, {read}.",
            ),
            Mistake(
                lambda table: [_precision(table)] * 2,
                "The precision is right. The row has another sum, {written}.",
            ),
            Mistake(
                lambda table: [
                    table[0][0] / sum(table[0]),
                    table[0][0] / sum(row[0] for row in table),
                ],
                "That is class 0, the first. Class 1 is the middle one.",
            ),
            Mistake(
                lambda table: [1 - _recall(table), 1 - _precision(table)],
                "Those are the shares that went wrong.",
            ),
            Mistake(
                lambda table: [table[1][1], table[1][1]],
                "That is the count. Divide it: once by its row, once by its column.",
            ),
        ),
        hints=(
            "Section 10.7: recall, of those that were written 1; precision, of those read as 1.",
            "{hit} were written 1 and read as 1. What is the sum of that row, and of that column?",
            "For [[3, 1], [2, 4]] and class 0: recall 3/4, precision 3/5.",
        ),
        worked="Recall {hit}/{written} = {right[0]:.4f}, precision {hit}/{read} = {right[1]:.4f}.",
        then="A reader that calls everything 1 has a recall of 1. And what precision?",
    ),
}
