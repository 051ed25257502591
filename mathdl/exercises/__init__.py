"""Exercises that answer back, predictions, and how far a learner has come."""

from mathdl.exercises.ask import ask
from mathdl.exercises.book import answer, check, hint
from mathdl.exercises.practice import practice
from mathdl.exercises.predict import my_predictions, predict
from mathdl.exercises.progress import progress
from mathdl.exercises.record import forget

__all__ = [
    "answer",
    "ask",
    "check",
    "forget",
    "hint",
    "my_predictions",
    "practice",
    "predict",
    "progress",
]
