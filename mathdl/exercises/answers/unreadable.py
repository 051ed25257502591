"""What is raised when an answer cannot be judged."""

from __future__ import annotations


class UnreadableError(ValueError):
    """The answer is not of the kind that is asked for; the message says what is."""


class UnansweredError(Exception):
    """The learner's function is still a stub."""
