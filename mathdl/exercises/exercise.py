"""What is asked, as data: exercises with their mistakes, and predictions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from mathdl.exercises.answers.kind import Kind, UnansweredError, UnreadableError

ENOUGH = 1000  # draws of numbers, after which the exercise itself must be wrong


@dataclass(frozen=True)
class Mistake:
    """A known mistake.

    Attributes
    ----------
    value : function
        From the numbers of the question to the wrong answer.
    says : str
        What a kind teacher would say; may name numbers in braces.
    """

    value: Callable
    says: str


@dataclass(frozen=True)
class Exercise:
    """A question with its answers.

    All texts may name the question's numbers in braces, as in ``{x0}``, and ``{right}``, the right
    answer; those shown in a notebook are Markdown, and a brace of LaTeX is written twice.

    Attributes
    ----------
    title : str
    level : int
        1 for a warm-up, 2 if it needs the idea, 3 if it also needs care, 4 for a project.
    ask : str
        The question.
    kind : Kind or function
        What an answer is, or a function from the numbers to that.
    right : function
        From the numbers to the right answer.
    mistakes : tuple of Mistake
    hints : tuple of str
        A ladder: each rung says more.
    worked : str
        The answer, worked.
    numbers : dict
        The numbers as printed in the book.
    draw : function, optional
        From a Generator to fresh numbers; without, all variants are alike.
    facts : function, optional
        From the numbers to further ones that the texts may name.
    then : str
        What to try next, said after the right answer.
    """

    title: str
    level: int
    ask: str
    kind: Kind | Callable
    right: Callable
    mistakes: tuple[Mistake, ...]
    hints: tuple[str, ...]
    worked: str
    numbers: Mapping[str, Any] = field(default_factory=dict)
    draw: Callable | None = None
    facts: Callable | None = None
    then: str = ""

    def set_up(self, key: str, variant: str | None = None) -> Posed:
        """Pose the exercise with the book's numbers, or with those of a variant."""
        if variant is None or self.draw is None:
            return Posed(self, dict(self.numbers))
        seed = hashlib.sha256(f"{key}:{variant}".encode()).digest()[:8]
        rng = np.random.default_rng(int.from_bytes(seed))
        for _ in range(ENOUGH):
            posed = Posed(self, self.draw(rng))
            if posed.is_fair():
                return posed
        raise RuntimeError(f"exercise {key} finds no numbers that tell its mistakes apart")


class Question(NamedTuple):
    """What is asked before a slider is moved, two to four choices, and the right one."""

    ask: str
    choices: tuple[str, ...]
    right: str


@dataclass(frozen=True)
class Verdict:
    """What `check` found: "right", "mistake", "wrong", "unanswered" or "unreadable"; and says."""

    status: str
    says: str
    mistake: Mistake | None = None


class Posed:
    """An exercise with its numbers."""

    def __init__(self, exercise: Exercise, numbers: dict[str, Any]) -> None:
        self.exercise, self.numbers = exercise, numbers
        kind = exercise.kind
        self.kind: Kind = kind if isinstance(kind, Kind) else kind(**numbers)
        self.right = exercise.right(**numbers)
        self.mistakes = [m.value(**numbers) for m in exercise.mistakes]

    def is_fair(self) -> bool:
        """Whether the right answer and all mistakes can be told apart."""
        values = [self.kind.prepare(value) for value in (self.right, *self.mistakes)]
        return all(self.kind.apart(a, b) for i, a in enumerate(values) for b in values[:i])

    def judge(self, given: Any) -> Verdict:
        """Say whether an answer is right, and if not, which mistake it is."""
        try:
            value = self.read(given)
        except UnansweredError as error:
            nothing = "not answered yet: the function returns nothing."
            return Verdict("unanswered", str(error) or nothing)
        except UnreadableError as error:
            return Verdict("unreadable", f"{error}.")
        return self.weigh(value, given)

    def read(self, given: Any) -> Any:
        """Turn an answer, or what was typed, into a value of the kind that is asked for."""
        if isinstance(given, str):
            given = self.kind.typed(given)
        several = isinstance(given, list | tuple)
        dots = [part is ... for part in given] if several else [given is ...]
        if dots and all(dots):
            raise UnansweredError("not answered yet.")
        return self.kind.read(given)

    def weigh(self, value: Any, given: Any) -> Verdict:
        """Judge an answer that has been read; `given` is what it was read from."""
        right = self.kind.prepare(self.right)
        if self.kind.same(value, right):
            remark = self.kind.remark(given, value, right)
            parts = ["right.", remark, self.say(self.exercise.then)]
            return Verdict("right", " ".join(filter(None, parts)))
        for mistake, wrong in zip(self.exercise.mistakes, self.mistakes, strict=True):
            if self.kind.like(value, self.kind.prepare(wrong)):
                return Verdict("mistake", f"not yet. {self.say(mistake.says)}", mistake)
        partly = self.kind.form(value, right) or self.kind.partly(value, right)
        return Verdict("wrong", f"{partly or 'not yet, and not a slip this book knows'}.")

    def say(self, words: str) -> str:
        """Fill the numbers into a text."""
        facts = self.exercise.facts(**self.numbers) if self.exercise.facts else {}
        said = words.format(**self.numbers, **facts, right=self.right)
        # A true minus before numbers, but not in code.
        parts = said.split("`")
        parts[::2] = [re.sub(r"(?<!\w)-(?=\d)", "−", part) for part in parts[::2]]
        return "`".join(parts)
