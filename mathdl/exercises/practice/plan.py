"""What to ask next: a function of the answers given and of the time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from itertools import count
from typing import NamedTuple

from mathdl.exercises.practice.dates import due_dates
from mathdl.exercises.practice.diary import Answer
from mathdl.exercises.practice.ladder import climb
from mathdl.exercises.practice.problems import SKILLS

SOON = timedelta(minutes=10)  # what was just missed is still before one's eyes
NEW_A_DAY = 3


class Problem(NamedTuple):
    """Which problem: a skill, a level and a seed."""

    skill: str
    level: int
    seed: int


def missed(answers: Iterable[Answer]) -> dict[Problem, datetime]:
    """Return the problems that were missed and not solved since, and when."""
    last = {Problem(*answer[1:4]): answer for answer in answers}
    return {p: answer.at for p, answer in last.items() if answer.outcome == "missed"}


def fresh(skill: str, level: int, answers: Iterable[Answer], seen: Collection[Problem]) -> Problem:
    """Return the first problem of a skill and level that was neither answered nor seen.

    They are numbered from 1, so everybody has the same ones in the same order.
    """
    used = {Problem(*answer[1:4]) for answer in answers} | set(seen)
    return next(p for seed in count(1) if (p := Problem(skill, level, seed)) not in used)


def level_of(topic: str, answers: Iterable[Answer]) -> int:
    """Return the level reached in a topic."""
    return climb(a for a in answers if SKILLS[a.skill].topic == topic).level


def for_topic(
    skills: list[str],
    answers: list[Answer],
    seen: Collection[Problem],
    now: datetime,
    level: int | None = None,
) -> Problem:
    """Choose the next problem of a topic: one that was missed before, or else a fresh one.

    Of its skills those that are asked at the learner's level take turns.
    """
    for problem, at in missed(answers).items():
        fits = problem.skill in skills and level in (None, problem.level)
        if fits and problem not in seen and now - at >= SOON:
            return problem
    level = level or level_of(SKILLS[skills[0]].topic, answers)
    fitting = [s for s in skills if level in SKILLS[s].levels] or skills
    turns = Counter([a.skill for a in answers] + [problem.skill for problem in seen])
    chosen = min(fitting, key=turns.__getitem__)
    return fresh(chosen, SKILLS[chosen].nearest(level), answers, seen)


def for_today(
    chapters: Collection[int], answers: list[Answer], seen: list[Problem], now: datetime
) -> Problem | None:
    """Choose the next problem of today's mix; None if all is done.

    First what was missed before, with the same numbers, then the skills that are due, with fresh
    ones, then up to three skills a day that are new, from chapters in which something is solved;
    last what was missed just now.
    """
    open_ = {p: at for p, at in missed(answers).items() if p not in seen}
    for problem, at in open_.items():
        if now - at >= SOON:
            return problem
    asked = {problem.skill for problem in seen}
    waiting = [skill for skill in due(answers, now) if skill not in asked]
    if not waiting:
        waiting = [skill for skill in new(chapters, answers, now) if skill not in asked]
    if waiting:
        skill = _mixed(waiting, SKILLS[seen[-1].skill].topic if seen else "")
        level = SKILLS[skill].nearest(level_of(SKILLS[skill].topic, answers))
        return fresh(skill, level, answers, seen)
    again = [p for p in missed(answers) if seen.count(p) < 2]
    return again[0] if again else None


def _mixed(skills: list[str], last: str) -> str:
    """Choose a skill of another topic than the last one, if there is one: of the fullest topic."""
    topics = Counter(SKILLS[skill].topic for skill in skills)
    return min(skills, key=lambda s: (SKILLS[s].topic == last, -topics[SKILLS[s].topic]))


def due(answers: list[Answer], now: datetime) -> list[str]:
    """Return the skills that are due by the end of today, the one that waits longest first."""
    dates = due_dates(answers)
    return sorted((s for s in dates if day(dates[s], now) <= now.date()), key=dates.__getitem__)


def new(chapters: Collection[int], answers: list[Answer], now: datetime) -> list[str]:
    """Return skills never practised, from chapters that were begun: so many as today still has."""
    first: dict[str, date] = {}
    for answer in answers:
        first.setdefault(answer.skill, day(answer.at, now))
    begun = sum(when == now.date() for when in first.values())
    open_ = [s for s in SKILLS if s not in first and SKILLS[s].chapter.number in chapters]
    return open_[: max(0, NEW_A_DAY - begun)]


def day(when: datetime, now: datetime) -> date:
    """Return the day of a moment, where the learner is."""
    return when.astimezone(now.tzinfo).date()
