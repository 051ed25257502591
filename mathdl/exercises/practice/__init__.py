"""Practice without end: problems drawn anew, levels that follow the learner, and what is due."""

from mathdl.exercises.practice.practice import practice

__all__ = ["practice"]
