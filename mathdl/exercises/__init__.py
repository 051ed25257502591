"""Exercises that answer back: `question`, `check`, `hint`, `answer`."""

from mathdl.exercises.book import answer, check, hint, question

__all__ = ["answer", "check", "hint", "question"]
