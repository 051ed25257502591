"""All exercises of the book, and how answers given as code are judged."""

from __future__ import annotations

from collections import Counter
from typing import Any

from mathdl.exercises.exercise import Exercise, Posed
from mathdl.exercises.record import keep_solved
from mathdl.exercises.say import say, show
from mathdl.exercises.topics import TOPICS
from mathdl.refusals import shown

BOOK: dict[str, Exercise] = {
    key: exercise for topic in TOPICS for key, exercise in topic.EXERCISES.items()
}
LEVELS = {1: "a warm-up", 2: "needs the idea", 3: "needs the idea and care", 4: "a project"}
_rungs: Counter = Counter()


def check(key: str, answer: Any, *more: Any, variant: str | None = None) -> None:
    """Say whether an answer is right, or name the mistake.

    Parameters
    ----------
    key : str
        The number of the exercise.
    answer : number, array, list or function
        What the question asks for; text is read as in an answer box.
    variant : str, optional
        As for `ask`.

    Examples
    --------
    >>> check("3.1", 8.2)
    3.1: right. To the left the same step gives 7.8: a secant has no slope "at" a point.
    >>> check("3.1", 1.64)
    3.1: not yet. That is the rise. A slope is the rise divided by h.
    """
    posed = find(key, variant)
    if posed and more:
        say(
            f"{key}: one answer is taken, and {len(more) + 1} were given: write a list with "
            "brackets, and a decimal point in place of a comma."
        )
    elif posed:
        verdict = posed.judge(answer)
        same = "" if variant is None else f', variant="{variant}"'
        help_ = f' Try hint("{key}"{same}).' if verdict.status == "wrong" else ""
        say(f"{key}: {verdict.says}{help_}")
        if verdict.status == "right":
            keep_solved(key)


def hint(key: str, rung: int | None = None, variant: str | None = None) -> None:
    """Give the next hint of an exercise, or one of your choice.

    Parameters
    ----------
    key : str
        The number of the exercise.
    rung : int, optional
        Which hint, from 1; by default the one after the last.
    variant : str, optional
        As for `ask`.

    Examples
    --------
    >>> hint("3.1", rung=1)
    3.1, hint 1 of 3: How high is the curve at both points?
    """
    posed = find(key, variant)
    if not posed:
        return
    hints = posed.exercise.hints
    if rung is None:
        _rungs[key] += 1
        rung = min(_rungs[key], len(hints))
    if type(rung) is not int or rung not in range(1, len(hints) + 1):
        say(f"{key} has hints 1 to {len(hints)}, not {shown(rung)}.")
        return
    say(f"{key}, hint {rung} of {len(hints)}: {posed.say(hints[rung - 1])}")


def answer(key: str, variant: str | None = None) -> None:
    """Show the worked answer of an exercise.

    Parameters
    ----------
    key : str
        The number of the exercise.
    variant : str, optional
        As for `ask`.

    Examples
    --------
    >>> answer("3.1")
    3.1, worked: At 4 the height is 16, at 4.2 it is 17.64. The rise is 1.64, and 1.64/0.2 = 8.2.
    """
    posed = find(key, variant)
    if posed:
        show(f"**{key}, worked**: {posed.say(posed.exercise.worked)}")


def find(key: str, variant: str | None) -> Posed | None:
    """Pose an exercise, or say which there are."""
    if not isinstance(variant, str | int | None):
        say(f'{key}: a variant is any word, as in variant="monday", not {shown(variant)}.')
        return None
    if isinstance(key, str) and key in BOOK:
        return BOOK[key].set_up(key, None if variant is None else str(variant))
    chapter = shown(key).strip("'").split(".")[0]
    there = [k for k in BOOK if k.split(".")[0] == chapter] or list(BOOK)
    first, last = there[0], there[-1]
    say(f'There is no exercise {shown(key)}; there are {first} to {last}, as in "{first}".')
    return None
