"""When a skill is due: the answers replayed by FSRS."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mathdl.exercises.practice.diary import Answer

try:
    from fsrs import Card, Rating, Scheduler
except ModuleNotFoundError:  # as on Colab, whose recipe leaves everything as it is
    MISSING = "When a skill is due, the package fsrs says: `pip install fsrs` brings it."
else:
    MISSING = ""
    # In days, without chance: whatever replays the same answers finds the same dates.
    _SCHEDULER = Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
    )
    _RATINGS = {"right": Rating.Good, "helped": Rating.Hard, "missed": Rating.Again}


def due_dates(answers: Iterable[Answer]) -> dict[str, datetime]:
    """Replay the answers: when each skill that was practised is due.

    There is one card for each skill, and FSRS (https://github.com/open-spaced-repetition/fsrs4anki)
    says when it would be forgotten with a chance of one in ten. Without fsrs there are no dates.

    Examples
    --------
    >>> from datetime import UTC
    >>> monday = datetime(2026, 6, 1, 18, tzinfo=UTC)
    >>> for outcome in ("right", "helped", "missed"):
    ...     print(due_dates([Answer(monday, "two paths", 1, 7, outcome)])["two paths"] - monday)
    2 days, 0:00:00
    1 day, 0:00:00
    1 day, 0:00:00
    """
    if MISSING:
        return {}
    cards: dict[str, Card] = {}
    for answer in answers:
        card = cards.get(answer.skill) or Card(card_id=0, due=answer.at)
        rating = _RATINGS[answer.outcome]
        cards[answer.skill], _ = _SCHEDULER.review_card(card, rating, answer.at)
    return {skill: card.due for skill, card in cards.items()}
