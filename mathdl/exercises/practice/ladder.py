"""The level of a topic: a function of the answers given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mathdl.exercises.practice.diary import Answer
from mathdl.exercises.practice.skill import TOP

IN_A_ROW = 2


class Standing(NamedTuple):
    """Where somebody stands in a topic.

    Attributes
    ----------
    level : int
        At which problems are asked.
    run : int
        So many right in a row at this level; negative for so many missed.
    streak : int
        So many right in a row, at all levels.
    """

    level: int = 1
    run: int = 0
    streak: int = 0


def climb(answers: Iterable[Answer]) -> Standing:
    """Follow the answers of a topic: two right in a row lead one level up, two missed one down.

    What was right only with help, a hint or a second try, ends both rows and moves nothing. A
    problem below one's level says nothing when it is right, and one above when it is missed.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> days = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3)]
    >>> climb(Answer(day, "two paths", 1, 7, "right") for day in days)
    Standing(level=2, run=0, streak=3)
    """
    level, run, streak = Standing()
    for answer in answers:
        streak = streak + 1 if answer.outcome == "right" else 0
        if answer.outcome == "helped":
            run = 0
        elif answer.outcome == "right" and answer.level >= level:
            run = max(run, 0) + 1
        elif answer.outcome == "missed" and answer.level <= level:
            run = min(run, 0) - 1
        if abs(run) >= IN_A_ROW:
            level, run = min(max(level + (1 if run > 0 else -1), 1), TOP), 0
    return Standing(level, run, streak)
