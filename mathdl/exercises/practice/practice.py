"""`practice`: problems without end, on the page or in lines of text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from mathdl.exercises import record
from mathdl.exercises.practice import diary, plan
from mathdl.exercises.practice.dates import MISSING, due_dates
from mathdl.exercises.practice.diary import Answer
from mathdl.exercises.practice.plan import Problem
from mathdl.exercises.practice.problems import SKILLS
from mathdl.exercises.practice.sitting import Sitting
from mathdl.exercises.practice.skill import TOP
from mathdl.exercises.say import in_notebook, say, show
from mathdl.refusals import joined, shown
from mathdl.words import counted

TOPICS: dict[str, list[str]] = {}
for _name, _skill in SKILLS.items():
    TOPICS.setdefault(_skill.topic, []).append(_name)


class Practice:
    """Ask fresh problems without end; ``practice()`` lists what there is.

    Called with a topic or one of its skills, it asks in a box: Next brings another problem. Two
    right in a row lead one level up, two missed in a row one down; with a hint, or at the second
    try, a problem counts neither way, and one whose answer is looked up is missed. What was missed
    comes back with the same numbers, at the earliest after ten minutes, until it is solved.

    Answers are kept as progress is, on this computer, and `forget` removes them. For each skill
    there is one card, whose days the algorithm FSRS chooses: `today` asks what is due. Where no
    notebook is open, `check`, `hint`, `answer` and `next` stand for the buttons.

    Parameters
    ----------
    topic : str, optional
        A topic, such as "chain rule", or one of its skills, such as "two paths".
    level : int, optional
        1 to 4, for all problems of this box; by default the level you have reached.
    seed : int, optional
        Begin with this problem, and count on from there: with level and seed, everybody who calls
        it has the same problems.

    Examples
    --------
    >>> practice("forecast", level=1, seed=1)  # doctest: +ELLIPSIS
    Forecast, level 1 of 4.
    ...
    >>> practice("chain rul")
    There is no topic 'chain rul'; "chain rule" is one. practice() lists them all.
    """

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now().astimezone()) -> None:
        self._clock, self._sitting = clock, None

    def __call__(
        self, topic: str | None = None, *, level: int | None = None, seed: int | None = None
    ) -> None:
        """Ask, as the class says."""
        if topic is None:
            self._list()
        elif skills := self._found(topic, level, seed):
            self._sit(_chooser(skills, level, seed))

    def today(self) -> None:
        """Ask what is due today, one after the other, until it is done.

        First what was missed before, with the same numbers; then the skills that are due, and up
        to three new ones a day from chapters in which you have solved an exercise; last what was
        missed just now.

        Examples
        --------
        >>> Practice().today()
        Nothing is due. Begin with a topic, such as `practice("chain rule")`, or solve an exercise \
of a chapter: then its skills come here by and by.
        """
        if MISSING:
            show(MISSING)
        solved = {int(key.split(".")[0]) for key in record.load()["solved"] if key[:1].isdigit()}

        def choose(answers: list, seen: list, now: datetime) -> Problem | None:
            return plan.for_today(solved, answers, seen, now)

        self._sit(choose)

    def check(self, answer: Any, *more: Any) -> None:
        """Say whether an answer to the problem asked last is right, or name the mistake."""
        if more:
            say("One answer is taken: write a list with brackets, and a decimal point, no comma.")
        elif sitting := self._open():
            say(sitting.check(answer).says.replace("**", ""))

    def hint(self) -> None:
        """Give the next hint to the problem asked last."""
        if sitting := self._open():
            show(sitting.hint())

    def answer(self) -> None:
        """Show the worked answer to the problem asked last; it then counts as missed."""
        if sitting := self._open():
            show("\n\n".join(filter(None, sitting.answer()[::-1])))

    def next(self) -> None:
        """Ask the next problem."""
        if sitting := self._open():
            sitting.go_on()
            show(sitting.question)

    def due(self) -> int:
        """Count the skills that are due today."""
        now = self._clock()
        return len(plan.due(diary.read(now, SKILLS), now))

    def _sit(self, choose: Callable) -> None:
        self._sitting = Sitting(choose, self._clock, _done)
        if in_notebook():
            from mathdl.exercises.practice.box import practice_box

            practice_box(self._sitting)
        else:
            show(self._sitting.question)

    def _open(self) -> Sitting | None:
        if self._sitting and self._sitting.problem:
            return self._sitting
        say('Nothing is asked just now: practice("chain rule") asks, and so does practice.today().')
        return None

    def _found(self, topic: Any, level: Any, seed: Any) -> list[str]:
        """Return the skills that are meant, or say in one sentence what is wrong."""
        word = topic.strip().lower().replace("_", " ") if isinstance(topic, str) else topic
        skills = TOPICS.get(word) if isinstance(word, str) else None
        skills = skills or [word] * (isinstance(word, str) and word in SKILLS)
        if not skills:
            near = get_close_matches(str(word), [*TOPICS, *SKILLS], 1) or ["chain rule"]
            say(f'There is no topic {shown(topic)}; "{near[0]}" is one. practice() lists them all.')
            return []
        levels = sorted({n for name in skills for n in SKILLS[name].levels})
        if level is not None and (type(level) is not int or level not in levels):
            say(f"{word} is asked at levels {levels[0]} to {levels[-1]}, not {shown(level)}.")
            return []
        if seed is not None and (type(seed) is not int or seed < 1):
            say(f"A seed is a whole number from 1 on, as in seed=17, not {shown(seed)}.")
            return []
        return skills

    def _list(self) -> None:
        """Show topics and skills, the level of each topic, and how many of its skills are due."""
        now = self._clock()
        answers = diary.read(now, SKILLS)
        due = plan.due(answers, now)
        rows = []
        for topic, skills in TOPICS.items():
            level, waiting = plan.level_of(topic, answers), sum(s in due for s in skills)
            chapter = str(SKILLS[skills[0]].chapter.number)
            level *= any(answer.skill in skills for answer in answers)  # or not begun
            bar = "●" * level + "○" * (TOP - level)
            said = f"{waiting} due" if waiting else ""
            rows.append((chapter, topic, ", ".join(skills), bar, said))
        head = [("Chapter", "Topic", "Skills", "Level", "Today"), ("---",) * 5]
        markdown = "\n".join(f"| {' | '.join(row)} |" for row in [*head, *rows])
        text = "\n".join(
            f"{chapter:>2} {topic:<12} {bar}  {skills}{f' ({said})' * bool(said)}"
            for chapter, topic, skills, bar, said in rows
        )
        below = (
            'A topic or a skill asks, as in `practice("chain rule")` or `practice("two paths")`; '
            "`practice.today()` mixes what is due."
        )
        show(f"{markdown}\n\n{below}", f"{text}\n{below}")


def _chooser(skills: list[str], level: int | None, seed: int | None) -> Callable:
    """Return what chooses the problems of a topic, or counts them on from a seed."""

    def choose(answers: list[Answer], seen: list[Problem], now: datetime) -> Problem:
        if seed is None:
            return plan.for_topic(skills, answers, seen, now, level)
        number = seed + len(seen)
        at = level or plan.level_of(SKILLS[skills[0]].topic, answers)
        fitting = [s for s in skills if at in SKILLS[s].levels] or skills
        chosen = fitting[number % len(fitting)]
        return Problem(chosen, SKILLS[chosen].nearest(at), number)

    return choose


def _done(answers: list[Answer], now: datetime) -> str:
    """Say that all is done for today, and what comes next."""
    dates = due_dates(answers)
    later = {skill: plan.day(when, now) for skill, when in dates.items()}
    later = {skill: when for skill, when in later.items() if when > now.date()}
    if not later:
        return (
            'Nothing is due. Begin with a topic, such as `practice("chain rule")`, or solve an '
            "exercise of a chapter: then its skills come here by and by."
        )
    first = min(later.values())
    skills = [skill for skill, when in later.items() if when == first]
    days = (first - now.date()).days
    when = "tomorrow" if days == 1 else f"in {counted(days, 'day')}"
    few = joined(skills) if len(skills) <= 4 else counted(len(skills), "skill")
    return f"Done for today. Next: {when}, {few}."


practice = Practice()
