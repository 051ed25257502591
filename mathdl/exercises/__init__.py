"""Exercises that answer back, predictions, and how far a learner has come."""

from mathdl.exercises.book import answer, check, hint, question
from mathdl.exercises.predict import my_predictions, predict
from mathdl.exercises.progress import progress
from mathdl.exercises.record import forget

__all__ = [
    "answer",
    "check",
    "forget",
    "hint",
    "my_predictions",
    "predict",
    "progress",
    "question",
]
