"""What can be practised: skills, each of which draws problems without end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mathdl.chapters import CHAPTERS, Chapter
from mathdl.exercises.answers.kind import Kind
from mathdl.exercises.exercise import ENOUGH, Exercise, Mistake, Posed

TOP = 4  # the highest level
FEWEST = 2  # mistakes that a problem must be able to name
SKILLS: dict[str, Skill] = {}


@dataclass(frozen=True)
class Skill:
    """One thing to practise.

    Attributes
    ----------
    name : str
        What a learner calls it by.
    section : str
        Where the book explains it, as in "3.8".
    levels : range
        The levels at which it can be asked.
    draw : function
        From a Generator and a level to a problem, made by `problem`; to None if the numbers drawn
        are not good ones, and others are to be drawn.
    """

    name: str
    section: str
    levels: range
    draw: Callable[[np.random.Generator, int], Exercise | None]

    @property
    def chapter(self) -> Chapter:
        """The chapter that explains it."""
        return CHAPTERS[int(self.section.split(".")[0])]

    @property
    def topic(self) -> str:
        """The topic of that chapter, in words."""
        return topic_of(self.chapter)

    def nearest(self, level: int) -> int:
        """The level at which it is asked for somebody at a level of its topic."""
        return min(max(level, self.levels[0]), self.levels[-1])

    def pose(self, level: int, seed: int) -> Posed:
        """Draw the problem of a seed: the first drawn whose mistakes can be told apart.

        Examples
        --------
        >>> from mathdl.exercises.practice.problems import SKILLS
        >>> posed = SKILLS["forecast"].pose(level=1, seed=1)
        >>> posed.judge(posed.right).status
        'right'
        """
        words = hashlib.sha256(f"{self.name}:{level}:{seed}".encode()).digest()
        rng = np.random.default_rng(int.from_bytes(words[:8]))
        for _ in range(ENOUGH):
            drawn = self.draw(rng, level)
            if drawn is None:
                continue
            posed = Posed(replace(drawn, title=self.name.capitalize(), level=level), {})
            if len(posed.mistakes) >= FEWEST and posed.is_fair() and _are_heard(posed):
                return posed
        raise RuntimeError(f"{self.name} finds no numbers that tell its mistakes apart")


def _are_heard(posed: Posed) -> bool:
    """Whether every mistake is named, also beside a right answer that may be rounded."""
    pairs = zip(posed.exercise.mistakes, posed.mistakes, strict=True)
    return all(posed.judge(wrong).mistake is mistake for mistake, wrong in pairs)


def topic_of(chapter: Chapter) -> str:
    """Name the topic of a chapter as one would say it."""
    return chapter.topic.replace("_", " ")


def skill(name: str, section: str, levels: range = range(1, TOP + 1)) -> Callable:
    """Make of a function that draws problems a skill: all that there is to adding one."""

    def made(draw: Callable) -> Callable:
        SKILLS[name] = Skill(name, section, levels, draw)
        return draw

    return made


def problem(
    ask: str,
    kind: Kind,
    right: Any,
    mistakes: Mapping[str, Any],
    hints: tuple[str, str, str],
    worked: str,
    also: Mapping[str, Any] | None = None,
) -> Exercise:
    """Make an exercise of numbers that are drawn already.

    Parameters
    ----------
    ask : str
        The question. What an answer is computed from stands between backticks, as Python, so that
        it can be copied into a cell; tests read it from there, too.
    kind : Kind
    right : number, array, shape, …
    mistakes : dict
        From the sentence of a kind teacher to the wrong answer it belongs to. Each must be told
        from all others and from the right answer, or the problem is drawn anew.
    hints : tuple of str
    worked : str
        The answer, worked; the right one stands in it as `written` writes it.
    also : dict, optional
        Further mistakes, which with some numbers are none and are then left out.
    """
    known = dict(mistakes)
    for says, value in (also or {}).items():
        others = [kind.prepare(other) for other in (right, *known.values())]
        if all(kind.apart(kind.prepare(value), other) for other in others):
            known[says] = value
    return Exercise(
        title="",
        level=0,
        ask=_as_it_is(ask),
        kind=kind,
        right=lambda: right,
        mistakes=tuple(Mistake(lambda v=v: v, _as_it_is(says)) for says, v in known.items()),
        hints=tuple(map(_as_it_is, hints)),
        worked=_as_it_is(worked),
    )


def _as_it_is(text: str) -> str:
    """Keep braces as they are: `Posed.say` would look for numbers to put there."""
    return text.replace("{", "{{").replace("}", "}}")
