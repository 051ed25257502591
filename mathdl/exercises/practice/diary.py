"""The answers given in practice, a line each: all that is known of a learner follows from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from mathdl.exercises import record
from mathdl.exercises.practice.skill import Skill

OUTCOMES = ("right", "helped", "missed")
BEGINNING = b'{"practice": ['


class Answer(NamedTuple):
    """How a problem went.

    Attributes
    ----------
    at : datetime
        When, in UTC.
    skill : str
    level, seed : int
        Which problem of that skill.
    outcome : str
        "right" at the first try and without a hint, "helped", or "missed".
    """

    at: datetime
    skill: str
    level: int
    seed: int
    outcome: str


def write(answer: Answer) -> None:
    """Keep an answer in the learner's record."""
    said = [answer.at.strftime("%Y-%m-%dT%H:%M:%SZ"), *answer[1:]]
    record.note(json.dumps({"practice": said}).encode(), answer.at.year)


def read(now: datetime, skills: Mapping[str, Skill]) -> list[Answer]:
    """Return the answers to what these skills can ask, in the order of time.

    The lines of several kernels, or of two computers, may stand in any order and may be there
    twice: what they say together is the same. A line from the future, written when a clock was
    wrong, counts once that time has come.
    """
    lines = dict.fromkeys(record.diary(now.astimezone(UTC).year))
    understood = [
        answer
        for answer in map(_understood, lines)
        if answer
        and answer.skill in skills
        and answer.level in skills[answer.skill].levels
        and answer.seed > 0
        and answer.at <= now
    ]
    return sorted(understood, key=lambda answer: answer.at)


def _understood(line: bytes) -> Answer | None:
    if not line.startswith(BEGINNING):
        return None
    try:
        at, skill, level, seed, outcome = json.loads(line)["practice"]
        time = datetime.fromisoformat(at)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    good = isinstance(skill, str) and outcome in OUTCOMES and time.tzinfo is not None
    if good and type(level) is int and type(seed) is int:
        return Answer(time.astimezone(UTC), skill, level, seed, outcome)
    return None
