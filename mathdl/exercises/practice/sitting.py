"""One problem after the other: what is asked, what counts, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from mathdl.exercises.exercise import Verdict
from mathdl.exercises.practice import diary
from mathdl.exercises.practice.diary import Answer
from mathdl.exercises.practice.ladder import Standing, climb
from mathdl.exercises.practice.plan import Problem, missed
from mathdl.exercises.practice.skill import SKILLS, TOP

TRIES = 2  # wrong answers, after which a problem counts as missed
Choose = Callable[[list[Answer], list[Problem], datetime], Problem | None]


class Sitting:
    """Problems in a row, chosen one by one.

    A problem is *right* if the first answer is, without a hint; *helped* if the second one is, or
    the first after a hint; *missed* after two wrong answers, when its answer was looked up, or
    when somebody goes on after a wrong one. A slip of rounding costs no try. That is decided once,
    and written into the diary.

    Parameters
    ----------
    choose : function
        From the answers so far, the problems asked in this sitting and the time to the next
        problem, or to None.
    clock : function
        Returns the time, with its zone.
    done : function
        Says why there is no further problem.
    """

    def __init__(self, choose: Choose, clock: Callable[[], datetime], done: Callable) -> None:
        self._choose, self._clock, self._done = choose, clock, done
        self._seen: list[Problem] = []
        self.problem: Problem | None = None
        self.go_on()

    def go_on(self) -> None:
        """Choose the next problem; the one before is missed if it was only answered wrongly."""
        if self.problem and self._wrong and not self.outcome:
            self._decide("missed")
        now = self._clock()
        answers = diary.read(now, SKILLS)
        self.problem = self._choose(answers, self._seen, now)
        self._wrong, self._hints, self.outcome = 0, 0, ""
        if self.problem is None:
            self.question = self._done(answers, now)
            return
        self._seen.append(self.problem)
        name, level, seed = self.problem
        self.skill = SKILLS[name]
        self.posed = self.skill.pose(level, seed)
        streak = self._standing(answers).streak
        told = [f"level {level} of {TOP}"]
        told += [f"{streak} right in a row"] * (streak > 0)
        told += ["once more, since you missed it"] * (self.problem in missed(answers))
        parts = [
            f"**{self.posed.exercise.title}**, {', '.join(told)}.",
            self.posed.say(self.posed.exercise.ask),
            f'Section {self.skill.section}; `practice("{name}", level={level}, seed={seed})` asks '
            "this again.",
        ]
        self.question = "\n\n".join(parts)

    def check(self, given: Any) -> Verdict:
        """Judge an answer, and say what it counts."""
        verdict, counts = self.posed.judge(given), ""
        if verdict.status == "right" and not self.outcome:
            counts = self._decide("helped" if self._wrong or self._hints else "right")
        elif verdict.status in ("mistake", "wrong") and not verdict.near and not self.outcome:
            self._wrong += 1
            if self._wrong == TRIES:
                counts = self._decide("missed")
        said = verdict.says[:1].upper() + verdict.says[1:]
        return replace(verdict, says=" ".join(filter(None, (said, counts))))

    def hint(self) -> str:
        """Return the hints so far and one more."""
        hints = self.posed.exercise.hints
        self._hints = min(self._hints + 1, len(hints))
        return self._help()

    def answer(self) -> tuple[str, str]:
        """Return the hints so far and the worked answer; and what that counts, if anything."""
        counts = "" if self.outcome else self._decide("missed")
        worked = f"**Worked.** {self.posed.say(self.posed.exercise.worked)}"
        return "\n\n".join(filter(None, (self._help(), worked))), counts

    def _help(self) -> str:
        hints = self.posed.exercise.hints
        return "\n\n".join(
            f"*Hint {i} of {len(hints)}.* {self.posed.say(hint)}"
            for i, hint in enumerate(hints[: self._hints], 1)
        )

    def _decide(self, outcome: str) -> str:
        """Write down how the problem went, and say what that changes."""
        self.outcome, now = outcome, self._clock()
        before = self._standing(diary.read(now, SKILLS)).level
        diary.write(Answer(now.astimezone(UTC).replace(microsecond=0), *self.problem, outcome))
        after = self._standing(diary.read(now, SKILLS)).level
        said = {
            "right": "",
            "helped": f"{'At the second try' if self._wrong else 'With a hint'} it counts neither "
            "up nor down.",
            "missed": "It counts as missed, and will come back.",
        }[outcome]
        if after != before:
            row = "Two in a row" if after > before else "Two missed in a row"
            said = f"{said} {row}: **{self.skill.topic}** goes on at level {after}.".strip()
        return said

    def _standing(self, answers: list[Answer]) -> Standing:
        return climb(a for a in answers if SKILLS[a.skill].topic == self.skill.topic)
