"""A word that is typed (chapter 12)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mathdl.plots.kit.controls import Text


@dataclass(frozen=True)
class Word(Text):
    """A word to type; tests and the web edition try the `examples` as well as the default."""

    examples: tuple[str, ...] = ()

    def tries(self) -> tuple:
        return self.default, *self.examples

    def random(self, rng: np.random.Generator) -> str:
        return self.tries()[rng.integers(len(self.tries()))]
