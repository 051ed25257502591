"""What the workbench learns from: made data sets, or a reader's own, seen and unseen."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from mathdl import data
from mathdl.refusals import require_array, shown

UNSEEN = 1000  # points that tell how good a net is
MOST_CLASSES = 4


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
    """

    label: str
    make: Callable
    classes: int = 2
    more: Mapping[str, Any] = field(default_factory=dict)
    noise: float = 0.02
    middle: tuple[float, float] = (0.0, 0.0)
    half: float = 1.15

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
    Problem("one turn", data.spirals, more={"turns": 1.0}),
    Problem("two turns", data.spirals, more={"turns": 2.0}),
    Problem("disc", data.circles, noise=0.0),
    Problem("quarters", data.xor, noise=0.0),
    Problem("moons", data.moons, noise=0.1, middle=(0.5, 0.25), half=2.0),
    Problem("rings", data.rings, noise=0.0),
    Problem("three arms", data.spirals, 3, {"turns": 1.0, "arms": 3}),
    Problem("four clouds", data.blobs, 4, {"classes": 4}, noise=0.15),
    Problem("tilt", data.tilt, 0, noise=0.0),
    Problem("hills", data.hills, 0, noise=0.0),
)
BY_WORD = {problem.word: problem for problem in PROBLEMS}
OWN = "own"  # the word for a reader's own


@lru_cache(maxsize=32)
def made(word: str, points: int, noise: float) -> Data:
    """Make a data set: the seen points from seed 0, the unseen ones from seed 1."""
    problem = BY_WORD[word]
    X, y = problem.make(points, noise=noise, rng=0, **problem.more)
    U, v = problem.make(UNSEEN, noise=noise, rng=1, **problem.more)
    return Data(X, y, U, v, problem.classes)


def own(X: Any, y: Any, names: tuple[str, str] = ("", "")) -> Data:
    """Take a reader's own data: two columns, and classes or numbers.

    The columns are scaled to run from −1 to 1; seven tenths of the rows are seen. Up to four
    whole numbers or words are classes, in their order; other numbers are heights, which are scaled
    to run from −1 to 1, too.

    Parameters
    ----------
    X : array of shape (n, 2)
    y : array of shape (n,)
        Classes or numbers.
    names : (str, str)
        Of the columns.

    Raises
    ------
    TypeError, ValueError
        If they are not such arrays.

    Examples
    --------
    >>> data = own([[1, 10], [2, 30], [3, 20], [5, 40]], ["no", "no", "yes", "yes"])
    >>> data.classes, data.middle, len(data.X), len(data.U)
    (2, (3.0, 25.0), 3, 1)
    """
    X = np.asarray(X)
    require_array("X", X)
    X, y = X.astype(float), np.asarray(y)
    if X.ndim != 2 or X.shape[1] != 2 or len(X) < 4:
        raise ValueError(
            f"X has two columns, which the plane shows, and four rows at least; this is {shown(X)}"
        )
    if y.shape != (len(X),):
        raise ValueError(f"y has one entry for each of the {len(X)} rows of X; this is {shown(y)}")
    if not np.all(np.isfinite(X)):
        raise ValueError("X has entries that are no finite numbers: leave those rows out")
    middle, half = (X.max(0) + X.min(0)) / 2, np.ptp(X, axis=0) / 2
    half[half == 0] = 1.0
    classes, heights = _classes(y)
    kinds = tuple(map(str, np.unique(y).tolist())) if classes else ()
    if not classes:
        heights = 2 * (heights - heights.min()) / (np.ptp(heights) or 1.0) - 1
    order = np.random.default_rng(0).permutation(len(X))
    seen, unseen = np.split(order, [round(0.7 * len(X))])
    X = (X - middle) / half
    return Data(
        X[seen], heights[seen], X[unseen], heights[unseen], classes,
        tuple(middle.tolist()), tuple(half.tolist()), names, kinds,
    )  # fmt: skip


def from_csv(path: str) -> tuple[np.ndarray, np.ndarray, tuple[str, str]]:
    """Read points from a file: two columns of numbers, and a third with the class or the height.

    A first line of names is taken as such. Columns are parted by commas or semicolons.

    Returns
    -------
    X : array of shape (n, 2)
    y : array of shape (n,)
    names : (str, str)

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it does not hold such columns.
    """
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    first = text.partition("\n")[0]
    rows = [
        row for row in csv.reader(text.splitlines(), delimiter=";" if ";" in first else ",") if row
    ]
    if not rows or any(len(row) != 3 for row in rows):
        bad = next((n for n, row in enumerate(rows, 1) if len(row) != 3), 0)
        raise ValueError(
            f"{path} has to hold three columns: two of numbers, and the class; "
            + (f"line {bad} has {len(rows[bad - 1])}" if bad else "it is empty")
        )
    names = ("", "")
    try:
        _number(rows[0][0])
    except ValueError:
        names, rows = (rows[0][0].strip(), rows[0][1].strip()), rows[1:]
    try:
        X = np.array([[_number(part) for part in row[:2]] for row in rows])
    except ValueError as error:
        raise ValueError(
            f"{path}: in the first two columns there are only numbers; {error}"
        ) from None
    y = [row[2].strip() for row in rows]
    with suppress(ValueError):
        return X, np.array([_number(part) for part in y]), names
    return X, np.array(y), names


def _number(text: str) -> float:
    return float(text.strip())


def _classes(y: np.ndarray) -> tuple[int, np.ndarray]:
    """Return how many classes y has, and them as numbers; or 0 and the heights."""
    kinds, places = np.unique(y, return_inverse=True)
    if len(kinds) < 2:
        raise ValueError(f"y has one value only, {shown(kinds.tolist())}: nothing is to be told")
    whole = y.dtype.kind in "fiub" and np.all(y == np.floor(y.astype(float)))
    if len(kinds) <= MOST_CLASSES and (whole or y.dtype.kind in "USO"):
        return len(kinds), places
    if y.dtype.kind not in "fiub":
        raise ValueError(f"y has {len(kinds)} classes; the workbench shows two to {MOST_CLASSES}")
    return 0, y.astype(float)
