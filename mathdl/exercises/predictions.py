"""What the chapters ask before a slider is moved: the questions of `predict`."""

from __future__ import annotations

from mathdl.exercises.exercise import Question
from mathdl.exercises.topics import TOPICS

PREDICTIONS: dict[str, Question] = {
    key: question for topic in TOPICS for key, question in topic.PREDICTIONS.items()
}
