"""The kind of answer that is a whole number, where a formula gives one that is not yet whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mathdl.exercises.answers.kind import Whole


@dataclass(frozen=True)
class Rounded(Whole):
    """A whole number to which a formula has to be rounded, up or down as the question says.

    Attributes
    ----------
    solved : float
        What the formula gives; to one decimal or more it is recognised.
    says : str
        What is said then, without its last mark.
    """

    solved: float = 0.0
    says: str = ""

    def partly(self, value: np.ndarray, right: np.ndarray) -> str:
        """Say that the formula is right, and only the rounding left."""
        return self.says if abs(value - self.solved) <= 0.05 else super().partly(value, right)
