"""Chapter 10, the project: a reader of digits that learns somebody's hand from one drawing each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import numpy as np

import mathdl as dl
from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnansweredError
from mathdl.exercises.exercise import Exercise, Mistake

ENOUGH = 0.92  # of the drawings of four hands
HANDS = 1, 7, 10, 22  # seeds
TESTS = 6  # fresh drawings of each digit

Read = Callable[[np.ndarray], Any]


def _somebody(seed: int) -> tuple[list[str], dl.data.Habits]:
    """Return how somebody writes each digit: some of it as the 1,797 never do."""
    rng = np.random.default_rng(seed)
    styles = [str(rng.choice([s for s in dl.data.STYLES if s[0] == str(k)])) for k in range(10)]
    styles[1], styles[7] = "1 foot", "7 hook"
    return styles, dl.data.Habits.by_chance(rng)


@cache
def _lessons(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """One drawing of each digit, in no order, and fresh ones."""
    styles, habits = _somebody(seed)
    own = [dl.data.drawn_digits(1, 100 + seed, s, habits)[0][0] for s in styles]
    fresh = [dl.data.drawn_digits(TESTS, 200 + seed, s, habits)[0] for s in styles]
    order = np.random.default_rng(seed).permutation(10)
    return np.array(own)[order], order, np.concatenate(fresh), np.repeat(np.arange(10), TESTS)


def _learnt(learn_hand: Callable, drawings: np.ndarray, digits: np.ndarray) -> Read:
    read = learn_hand(drawings.copy(), digits.copy())
    if read is None or read is ...:
        raise UnansweredError
    return read


def _share(read: Read, drawings: np.ndarray, digits: np.ndarray) -> float:
    return float(np.mean([int(read(d.copy())) == k for d, k in zip(drawings, digits, strict=True)]))


def _begins(learn_hand: Callable) -> str:
    own, digits, fresh, _ = _lessons(0)
    read = _learnt(learn_hand, own, digits)
    if not callable(read):
        return "learn_hand(drawings, digits) returns a function: read(bitmap), which says a digit"
    said = np.asarray(read(fresh[0].copy()))
    if said.shape or said.dtype.kind not in "iu" or not 0 <= said <= 9:
        return f"read(bitmap) returned {read(fresh[0].copy())!r:.40}; one whole number is asked for"
    return ""


def _listens(learn_hand: Callable) -> str:
    """Somebody whose signs are not digits at all: only a reader that listens can know them."""
    kinds, digits = ("zigzag", "star", "cross", "spiral"), np.array([4, 7, 3, 8])
    own = np.concatenate([dl.data.scribbles(1, 11, kind) for kind in kinds])
    fresh = np.concatenate([dl.data.scribbles(8, 12, kind) for kind in kinds])
    if _share(_learnt(learn_hand, own, digits), fresh, np.repeat(digits, 8)) >= 0.4:
        return ""
    return (
        "somebody who writes 4 as a zigzag and 7 as a star has shown both, and is not understood. "
        "What was drawn is to count, with the digits given, in whatever order and number"
    )


def _anywhere(learn_hand: Callable) -> str:
    own, digits, fresh, truth = _lessons(0)
    moved = np.zeros_like(fresh)
    for new, old in zip(moved, fresh, strict=True):
        rows, columns = np.flatnonzero(old.any(1)), np.flatnonzero(old.any(0))
        ink = old[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        new[: ink.shape[0], : ink.shape[1]] = ink  # into the corner
    here, there = (_share(_learnt(learn_hand, own, digits), d, truth) for d in (fresh, moved))
    if there >= here - 0.1:
        return ""
    return (
        f"of the same drawings it reads {100 * here:.0f} % where they were drawn and only "
        f"{100 * there:.0f} % moved into a corner: prepare what you read, and what you learn from"
    )


def _reads(learn_hand: Callable) -> str:
    book = getattr(learn_hand, "__module__", "") == __name__
    share = (_known if book else _hands)(learn_hand)
    if share >= ENOUGH:
        return ""
    return (
        f"of {len(HANDS)} hands, each known by one drawing of every digit, it reads "
        f"{100 * share:.0f} % of {10 * TESTS} fresh drawings; {100 * ENOUGH:.0f} % are asked for. "
        "Let it know the data, drawings of other people, and many versions of the ten"
    )


def _hands(learn_hand: Callable) -> float:
    shares = []
    for seed in HANDS:
        own, digits, fresh, truth = _lessons(seed)
        shares.append(_share(_learnt(learn_hand, own, digits), fresh, truth))
    return float(np.mean(shares))


_known = lru_cache(_hands)  # the book's own readers stay as they are


def _ready(drawings: np.ndarray) -> np.ndarray:
    return _raw(np.array([dl.data.prepare(bitmap) for bitmap in drawings]))


def _raw(drawings: np.ndarray) -> np.ndarray:
    counts = dl.data.count_blocks(drawings)
    return (counts.reshape(-1, 64) / 16).astype(np.float32)


@cache
def _others() -> tuple[np.ndarray, np.ndarray]:
    """The data, and drawings of other people."""
    X, y, _ = dl.data.digits()
    drawings, meant, _ = dl.data.drawn_digits(1000, 42)
    return np.concatenate([X, _ready(drawings)]), np.concatenate([y, meant])


def _neighbour(
    known: Callable[[], tuple[np.ndarray, np.ndarray]],
    look: Callable[[np.ndarray], np.ndarray] = _ready,
    versions: int = 40,
    listen: Callable[[np.ndarray], np.ndarray] | None = lambda digits: digits,
) -> Callable:
    """Readers that say what the most similar picture is."""

    def learn_hand(drawings: np.ndarray, digits: np.ndarray) -> Read:
        X, y = known()
        if listen is not None:
            own = look(drawings)
            rng = np.random.default_rng(0)
            X = np.concatenate([X, own, *(dl.data.warp(own, rng) for _ in range(versions))])
            y = np.concatenate([y, np.tile(listen(digits), versions + 1)])

        def read(bitmap: np.ndarray) -> int:
            return int(y[((X - look(bitmap[None])) ** 2).sum(1).argmin()])

        return read

    return learn_hand


def _nothing() -> tuple[np.ndarray, np.ndarray]:
    return np.zeros((0, 64), np.float32), np.zeros(0, int)


def _answers(drawings: np.ndarray, digits: np.ndarray) -> Any:
    return digits


def _one_hot(drawings: np.ndarray, digits: np.ndarray) -> Read:
    return lambda bitmap: np.eye(10)[RIGHT(drawings, digits)(bitmap)]


RIGHT = _neighbour(_others)
TRIALS = (_begins, _listens, _anywhere, _reads)

EXERCISES = {
    "10.9": Exercise(
        title="Your hand",
        level=4,
        ask="Write `learn_hand(drawings, digits)`. It gets a few bitmaps of 32 × 32 that "
        "one person drew, most often one of each digit, and which digits they are; it returns a "
        "function `read(bitmap)`, which says the digit of a fresh drawing by the same person. It "
        "is tried on people who write unlike the 1,797, and asked to read "
        f"{100 * ENOUGH:.0f} % of what {len(HANDS)} of them draw. A call of `learn_hand` may take "
        "a few seconds.",
        kind=Built("learn_hand", TRIALS),
        right=lambda: RIGHT,
        mistakes=(
            Mistake(
                lambda: _neighbour(_others, listen=None),
                "It does not listen: whatever is drawn for it, it reads the same. Learn from "
                "`drawings`, too.",
            ),
            Mistake(
                lambda: _neighbour(_nothing, versions=0),
                "It knows the ten drawings and nothing else. Let it know the data and drawings of "
                "other people as well, and many versions of the ten.",
            ),
            Mistake(
                lambda: _neighbour(_others, look=_raw),
                "It reads drawings as they are: one that is moved is another one to it. "
                "`prepare` all of them, those that are learnt and those that are read.",
            ),
            Mistake(
                lambda: _answers,
                "That returns digits. A *function* is asked for, which reads a drawing that comes "
                "later.",
            ),
            Mistake(
                lambda: _one_hot,
                "`read` returns a whole row. One digit: its argmax.",
            ),
        ),
        hints=(
            "Section 10.12: prepare, count, and repeat the ten drawings, warped.",
            "Without any net: the nearest neighbour among the 1,797, 1,000 `drawn_digits`, and 40 "
            "versions of each of the ten.",
            "`own = dl.data.warp(ready(drawings), rng)` makes one more version of the ten; "
            "`np.concatenate` puts all of them into one X.",
        ),
        worked="Appendix A has it in full, with a nearest neighbour, and reads 95 %.",
        then="Now with drawings of your own, as the table says.",
    ),
}
