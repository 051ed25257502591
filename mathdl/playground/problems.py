"""What the workbench learns from: points that are seen, and points that are not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from mathdl import data

UNSEEN = 1000  # points that tell how good a net is
DRAWS = 10  # of each data set


class Data(NamedTuple):
    """Points that are seen, and points that are not.

    Attributes
    ----------
    X, U : arrays of shape (n, 2)
        Seen and unseen points.
    y, v : arrays of shape (n,)
        Their classes, 0 to classes − 1, or their heights.
    classes : int
        How many classes there are; 0 where heights are learnt.
    middle, half : (float, float)
        Of each column of a reader's own data: it is shown as (column − middle)/half.
    names : (str, str)
        Of the columns.
    kinds : tuple of str
        What the classes are called.
    """

    X: np.ndarray
    y: np.ndarray
    U: np.ndarray
    v: np.ndarray
    classes: int
    middle: tuple[float, float] = (0.0, 0.0)
    half: tuple[float, float] = (1.0, 1.0)
    names: tuple[str, str] = ("", "")
    kinds: tuple[str, ...] = ("0", "1", "2", "3")

    @property
    def outputs(self) -> int:
        """How many numbers a net answers with: one logit or height, or a logit for each class."""
        return self.classes if self.classes > 2 else 1


@dataclass(frozen=True)
class Problem:
    """A data set that can be made again.

    Attributes
    ----------
    label : str
        For people; without its spaces it is the word in a line of settings.
    make : function
        Of `mathdl.data`; takes n, noise and rng.
    classes : int
        0 where heights are learnt.
    more : dict
        What else the function takes.
    noise : float
        As much as it takes to be interesting.
    middle, half : (float, float), float
        The square that is shown.
    alias: str
        What TensorFlow Playground calls it.
    """

    label: str
    make: Callable
    classes: int = 2
    more: Mapping[str, Any] = field(default_factory=dict)
    noise: float = 0.02
    middle: tuple[float, float] = (0.0, 0.0)
    half: float = 1.15
    alias: str = ""

    @property
    def word(self) -> str:
        """What it is called in a line of settings."""
        return self.label.replace(" ", "")

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of the square that is shown."""
        (x, y), half = self.middle, self.half
        return x - half, x + half, y - half, y + half


PROBLEMS = (
    Problem("one turn", data.spirals, more={"turns": 1.0}, alias="spiral"),
    Problem("two turns", data.spirals, more={"turns": 2.0}),
    Problem("disc", data.circles, noise=0.0, alias="circle"),
    Problem("quarters", data.xor, noise=0.0, alias="xor"),
    Problem("two clouds", data.blobs, more={"classes": 2}, noise=0.3, half=1.6, alias="gauss"),
    Problem("moons", data.moons, noise=0.1, middle=(0.5, 0.25), half=2.0),
    Problem("rings", data.rings, noise=0.0),
    Problem("three arms", data.spirals, 3, {"turns": 1.0, "arms": 3}),
    Problem("four clouds", data.blobs, 4, {"classes": 4}, noise=0.15),
    Problem("tilt", data.tilt, 0, noise=0.0, alias="plane"),
    Problem("hills", data.hills, 0, noise=0.0),
)
BY_WORD = {problem.word: problem for problem in PROBLEMS}
ALIASES = {problem.alias: problem.word for problem in PROBLEMS if problem.alias}
OWN = "own"  # the word for a reader's own


@lru_cache(maxsize=32)
def made(word: str, points: int, noise: float, seed: int = 0) -> Data:
    """Make a draw of a data set: the seen points from one generator, the unseen from the next."""
    problem = BY_WORD[word]
    X, y = problem.make(points, noise=noise, rng=2 * seed, **problem.more)
    U, v = problem.make(UNSEEN, noise=noise, rng=2 * seed + 1, **problem.more)
    return Data(X, y, U, v, problem.classes)
