"""Drawings that are no digit: what a net that knows ten answers should not be sure of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from mathdl.data.bitmaps import SIDE
from mathdl.data.drawings import Stroke, arc, inked, smooth
from mathdl.data.points import Rng
from mathdl.refusals import generator, shown, whole

Rngs: TypeAlias = "np.random.Generator"  # as text, so that numpy.random loads when needed


def _walk(rng: Rngs) -> list[Stroke]:
    return [smooth(np.cumsum(rng.normal(0, 1, (rng.integers(6, 16), 2)), 0))]


def _lines(rng: Rngs) -> list[Stroke]:
    return list(rng.uniform(0, 1, (rng.integers(2, 7), 2, 2)))


def _corners(rng: Rngs) -> list[Stroke]:
    return [rng.uniform(0, 1, (rng.integers(5, 10), 2))]


def _curves(rng: Rngs) -> list[Stroke]:
    strokes = []
    for _ in range(rng.integers(2, 5)):
        x, y = rng.uniform(0.2, 0.8, 2)
        start = rng.uniform(0, 360)
        strokes.append(arc(x, y, *rng.uniform(0.1, 0.5, 2), start, start + rng.uniform(90, 400)))
    return strokes


def _zigzag(rng: Rngs) -> list[Stroke]:
    n = rng.integers(4, 8)
    there = np.stack([np.linspace(0, 1, n), np.arange(n) % 2], 1)
    return [there + rng.normal(0, 0.05, (n, 2))]


def _spiral(rng: Rngs) -> list[Stroke]:
    t = np.linspace(1, rng.uniform(12, 18), 50)
    return [np.stack([t * np.cos(t), t * np.sin(t)], 1)]


def _star(rng: Rngs) -> list[Stroke]:
    t = np.arange(6) * np.deg2rad(144) + rng.uniform(-0.3, 0.3)
    return [np.stack([np.cos(t), np.sin(t)], 1) + rng.normal(0, 0.05, (6, 2))]


def _cross(rng: Rngs) -> list[Stroke]:
    return list(np.array([[[0, 0], [1, 1]], [[0, 1], [1, 0]]]) + rng.normal(0, 0.06, (2, 2, 2)))


KINDS: dict[str, Callable[[Rngs], list[Stroke]]] = {
    "walk": _walk,
    "lines": _lines,
    "corners": _corners,
    "curves": _curves,
    "zigzag": _zigzag,
    "spiral": _spiral,
    "star": _star,
    "cross": _cross,
}


def scribbles(n: int = 100, rng: Rng = 0, kinds: Sequence[str] = tuple(KINDS)) -> np.ndarray:
    """Scribble: walks, lines, stars and the like, of the size and the pens of `drawn_digits`.

    Parameters
    ----------
    n : int
        How many; the kinds take turns.
    rng : numpy.random.Generator or int
        Where chance comes from, or a seed.
    kinds : sequence of str
        Of "walk", "lines", "corners", "curves", "zigzag", "spiral", "star" and "cross".

    Returns
    -------
    array of shape (n, 32, 32), bool

    Examples
    --------
    >>> dl.data.scribbles(3, kinds=["star"]).shape
    (3, 32, 32)
    """
    n, rng = whole("n", n), generator(rng)
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    for kind in kinds:
        if kind not in KINDS:
            raise ValueError(f"there is no scribble {shown(kind)}; there is {', '.join(KINDS)}")
    if not kinds:
        raise ValueError(f"kinds names at least one of {', '.join(KINDS)}")
    drawn = [_placed(KINDS[kinds[i % len(kinds)]](rng), rng) for i in range(n)]
    return np.array(drawn, bool).reshape(n, SIDE, SIDE)


def _placed(strokes: list[Stroke], rng: Rngs) -> np.ndarray:
    size, pen, middle = rng.uniform(12, 28), rng.uniform(1.5, 4.5), 16 + rng.uniform(-2, 2, 2)
    points = np.concatenate(strokes)
    low, high = points.min(0), points.max(0)
    scale = size / (high - low).max()
    return inked([(stroke - (low + high) / 2) * scale + middle for stroke in strokes], pen)
