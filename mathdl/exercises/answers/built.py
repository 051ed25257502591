"""The kind of answer that is something built: a project, put through trials."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Kind, UnansweredError, UnreadableError, in_short


@dataclass(frozen=True)
class Built(Kind):
    """What a learner has built, tried on inputs that they do not see.

    Two things built count as the same if the same trial is the first that fails, with the same
    sentence; the right one passes all of them.

    Attributes
    ----------
    name : str
        What the thing is called in the question.
    trials : tuple of functions
        Each takes what was built and returns an empty string, or a sentence that says what is
        wrong and what to look at, without its full stop. They go from simple to hard: the first
        that fails is said. What a trial raises is said, too.
    """

    name: str
    trials: tuple[Callable[[Any], str], ...]
    box = "code"

    def read(self, given: Any) -> str:
        """Put it through the trials, and return the first complaint, or nothing."""
        if given is None or isinstance(given, str | int | float | complex):
            raise UnreadableError(
                f"the thing itself is asked for, not {in_short(given)}; hand over {self.name}"
            )
        for number, trial in enumerate(self.trials, 1):
            try:
                with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
                    complaint = trial(given)
            except (UnreadableError, UnansweredError):
                raise
            except (Exception, SystemExit) as error:
                words = " ".join(f"{type(error).__name__}: {error}".rstrip(": ").split())
                raise UnreadableError(
                    f"trial {number} of {len(self.trials)} of {self.name} raised {words}"
                ) from None
            if complaint:
                return complaint
        return ""

    def prepare(self, value: Any) -> str:
        """Put the book's own through the trials."""
        return self.read(value)

    def partly(self, value: str, right: str) -> str:
        """Say the first complaint."""
        return f"not yet: {value}"
