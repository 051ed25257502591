"""Chapter 12, the project: a model of somebody's own list of words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnansweredError
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import number

TOKENS = ".abcdefghijklmnopqrstuvwxyz"
ENOUGH, NEW = 2.2, 300


@lru_cache(maxsize=1)
def _words() -> tuple[list[str], list[str]]:
    """Return words to learn and words to be judged by: names, backwards, which nobody has seen."""
    words = [name[::-1] for name in dl.data.names()]
    np.random.default_rng(12).shuffle(words)
    return words[NEW:], words[:NEW]


def _surprise(shares: Callable) -> float:
    seen = [(word[:k], f"{word}."[k]) for word in _words()[1] for k in range(len(word) + 1)]
    told = {start: np.asarray(shares(start), float) for start in {start for start, _ in seen}}
    with np.errstate(divide="ignore"):
        return float(np.mean([-np.log(told[start][TOKENS.index(c)]) for start, c in seen]))


def _says_what(told: Any) -> str:
    if isinstance(told, str):
        return f"of a beginning it returns {told!r}, and 27 shares are asked for"
    p = np.asarray(told, float)
    if p.shape != (27,):
        return f"of a beginning it returns shape {p.shape}, not 27 shares: the end, and a to z"
    if p.min() < 0 or abs(p.sum() - 1) > 1e-4:
        return "27 shares are not negative, and add up to 1"
    return ""


def _judged(learn: Callable) -> str:
    shares = learn(list(_words()[0]), np.random.default_rng(0))  # once: it may take its time
    if shares is None or shares is ...:
        raise UnansweredError
    if not callable(shares):
        return "learn(words, rng) returns a function: it takes a beginning such as “ma”"
    complaint = _says_what(shares("ma"))
    if complaint:
        return complaint
    loss = _surprise(shares)
    if not np.isfinite(loss):
        return "it gave the probability 0 to something that came: that is an infinite surprise"
    return "" if loss <= ENOUGH else (
        f"on {NEW} new words its loss is {number(loss, 2)} nats, and {ENOUGH} are asked for: "
        "counting pairs gets 2.38, so it must look further back"
    )  # fmt: skip


def _counting(back: int, kind: str = "") -> Callable:
    """Count what followed the last letters; shorter contexts fill in what longer ones lack."""

    def learn(words: list[str], rng: np.random.Generator) -> Callable:
        follows = [defaultdict(Counter) for _ in range(back + 1)]
        for word in words:
            padded = "." * back + word + "."
            for i in range(back, len(padded)):
                for n in range(back + 1):
                    follows[n][padded[i - n : i]][padded[i]] += 1

        def shares(start: str) -> np.ndarray:
            padded, p = "." * back + start, np.full(27, 1 / 27)
            for n in range(back + 1):
                seen = follows[n].get(padded[len(padded) - n :])
                if seen:
                    counts = np.array([seen[c] for c in TOKENS], float)
                    p = (counts + len(seen) * p) / (counts.sum() + len(seen))
                    if kind == "bare":
                        p = counts / counts.sum()
                    if kind == "counts":
                        p = counts
            return p

        return shares

    return learn


def _uniform(words: list[str], rng: np.random.Generator) -> Callable:
    return lambda start: np.full(27, 1 / 27)


def _one_letter(words: list[str], rng: np.random.Generator) -> Callable:
    return lambda start: "e"


def _names_already(words: list[str], rng: np.random.Generator) -> Callable:
    return _counting(3)(dl.data.names(), rng)


EXERCISES = {
    "12.10": Exercise(
        title="Your own list",
        level=4,
        ask="Write `learn(words, rng)`: it learns from a list of words, in small letters, and "
        "returns a function. That one takes a beginning such as “ma”, and returns 27 shares of "
        "what comes next: of the end, and of a to z. It is tried on 4,863 words that are none of "
        f"the names, and judged by its surprise at {NEW} others: at most {ENOUGH} nats a letter. "
        "Counting will do, and so will a net.",
        kind=Built("learn", (_judged,)),
        right=lambda: _counting(3),
        mistakes=(
            Mistake(
                lambda: _counting(1),
                "That is as good as counting pairs. Look at the last two letters, or three.",
            ),
            Mistake(
                lambda: _counting(3, "bare"),
                "What has never been seen gets the probability 0, and then it comes. Leave a "
                "little for everything: mix with a shorter context.",
            ),
            Mistake(lambda: _counting(3, "counts"), "Those are counts. Divide them by their sum."),
            Mistake(lambda: _uniform, "It says the same of all 27, and has learnt nothing."),
            Mistake(lambda: _one_letter, "27 shares are asked for, not one letter."),
            Mistake(
                lambda: _names_already,
                "It has learnt the names of the book, and not the words that it was given.",
            ),
        ),
        hints=(
            "Section 12.1 counts pairs. Count what follows two letters, and three.",
            "A context that was seldom seen: mix its shares with those of a shorter one.",
            "p = (counts + n·p)/(total + n), from the shortest context to the longest, with n the "
            "number of different letters that have followed.",
        ),
        worked="Appendix A has counting with three letters back, mixed: 2.00 nats.",
        then="Now your own words, the table, and one thing that your model cannot do.",
    ),
}
