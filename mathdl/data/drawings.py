"""Drawings of digits as people make them with a pen, drawn by a program: no two are alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from mathdl.data.bitmaps import SIDE
from mathdl.data.points import Rng
from mathdl.refusals import generator, shown, whole

Stroke = np.ndarray  # points (n, 2) the pen passes: x and y from 0 to 1, y downwards


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> Stroke:
    """Points on an ellipse, from one angle to another: 0 is right, 90 is down."""
    angle = np.deg2rad(np.linspace(start, end, 3 + round(abs(end - start) / 25)))
    return np.stack([cx + rx * np.cos(angle), cy + ry * np.sin(angle)], axis=1)


def _pen(*parts: Stroke | tuple[float, float]) -> Stroke:
    """One stroke through points and arcs."""
    return np.concatenate([np.reshape(np.asarray(part, float), (-1, 2)) for part in parts])


def _belly() -> Stroke:
    return arc(0.42, 0.68, 0.45, 0.32, -110, 145)  # of a 5


# How digits are written; the first character of a name is the digit. Made when they are drawn.
STROKES: dict[str, Callable[[], list[Stroke]]] = {
    "0 round": lambda: [arc(0.5, 0.5, 0.42, 0.5, -90, 270)],
    "0 narrow": lambda: [arc(0.5, 0.5, 0.3, 0.5, -80, 285)],
    "0 open": lambda: [arc(0.5, 0.5, 0.38, 0.5, -60, 280)],
    "1 plain": lambda: [_pen((0.5, 0), (0.5, 1))],
    "1 flag": lambda: [_pen((0.25, 0.25), (0.55, 0), (0.55, 1))],
    "1 foot": lambda: [_pen((0.25, 0.22), (0.5, 0), (0.5, 1)), _pen((0.2, 1), (0.8, 1))],
    "1 long flag": lambda: [_pen((0.1, 0.45), (0.6, 0), (0.55, 1))],
    "2 swan": lambda: [_pen(arc(0.5, 0.28, 0.4, 0.28, -170, 30), (0.1, 1), (0.95, 1))],
    "2 wave": lambda: [
        _pen(arc(0.5, 0.27, 0.38, 0.27, -200, 50), (0.4, 0.72), (0.05, 1), (0.95, 0.97))
    ],
    "2 loop": lambda: [
        _pen(
            arc(0.5, 0.26, 0.38, 0.26, -190, 40),
            (0.3, 0.85),
            arc(0.25, 0.88, 0.16, 0.12, 60, 300),
            (0.55, 0.92),
            (0.98, 0.95),
        )
    ],
    "3 round": lambda: [
        _pen(arc(0.45, 0.26, 0.38, 0.26, -150, 85), arc(0.45, 0.74, 0.45, 0.26, -85, 150))
    ],
    "3 flat": lambda: [_pen((0.1, 0), (0.85, 0), (0.42, 0.4), arc(0.42, 0.7, 0.45, 0.3, -80, 150))],
    "3 loop": lambda: [
        _pen(
            arc(0.45, 0.25, 0.36, 0.25, -160, 70),
            (0.35, 0.5),
            (0.42, 0.44),
            arc(0.45, 0.74, 0.45, 0.26, -70, 150),
        )
    ],
    "4 open": lambda: [_pen((0.6, 0), (0.05, 0.65), (0.95, 0.65)), _pen((0.7, 0.35), (0.7, 1))],
    "4 chair": lambda: [_pen((0.15, 0), (0.12, 0.5), (0.85, 0.5)), _pen((0.8, 0), (0.78, 1))],
    "4 closed": lambda: [_pen((0.72, 1), (0.72, 0), (0.05, 0.68), (0.95, 0.68))],
    "4 slanted": lambda: [_pen((0.35, 0), (0.1, 0.55), (0.9, 0.5)), _pen((0.75, 0.1), (0.6, 1))],
    "5 one stroke": lambda: [_pen((0.85, 0), (0.2, 0), (0.15, 0.42), _belly())],
    "5 hat": lambda: [_pen((0.2, 0), (0.9, 0)), _pen((0.2, 0), (0.15, 0.45), _belly())],
    "5 snake": lambda: [
        _pen(arc(0.6, 0.25, 0.4, 0.25, -50, -190), arc(0.4, 0.74, 0.42, 0.26, -80, 130))
    ],
    "6 straight": lambda: [_pen((0.75, 0), (0.35, 0.3), arc(0.5, 0.7, 0.4, 0.3, -170, 190))],
    "6 curved": lambda: [
        _pen(arc(0.75, 0.55, 0.62, 0.55, -100, -190), arc(0.5, 0.7, 0.38, 0.3, -185, 175))
    ],
    "6 spiral": lambda: [
        _pen((0.6, 0), (0.2, 0.45), arc(0.48, 0.72, 0.38, 0.28, -180, 120), (0.4, 0.62))
    ],
    "7 plain": lambda: [_pen((0.05, 0), (0.95, 0), (0.4, 1))],
    "7 barred": lambda: [_pen((0.05, 0.05), (0.95, 0), (0.45, 1)), _pen((0.3, 0.5), (0.8, 0.5))],
    "7 hook": lambda: [_pen((0.05, 0.2), (0.08, 0.02), (0.95, 0.02), (0.55, 0.5), (0.45, 1))],
    "8 one stroke": lambda: [
        _pen(
            arc(0.5, 0.26, 0.33, 0.26, -60, -250),
            (0.5, 0.5),
            arc(0.5, 0.75, 0.4, 0.25, -60, 220),
            (0.45, 0.5),
            (0.72, 0.12),
        )
    ],
    "8 snowman": lambda: [
        _pen(arc(0.5, 0.25, 0.34, 0.25, 90, -270)),
        _pen(arc(0.5, 0.75, 0.42, 0.25, -90, 270)),
    ],
    "8 ribbon": lambda: [
        _pen((0.8, 0.1), arc(0.45, 0.25, 0.33, 0.23, -60, -200), (0.5, 0.5), (0.85, 0.72)),
        _pen((0.85, 0.72), arc(0.5, 0.78, 0.38, 0.22, 0, 190), (0.5, 0.48), (0.8, 0.12)),
    ],
    "9 curved": lambda: [
        _pen(arc(0.45, 0.3, 0.38, 0.3, 0, -360), (0.83, 0.3), (0.8, 0.65), (0.7, 1))
    ],
    "9 straight": lambda: [
        _pen(arc(0.45, 0.28, 0.36, 0.28, -10, -350)),
        _pen((0.82, 0.1), (0.8, 1)),
    ],
    "9 tail": lambda: [
        _pen(arc(0.47, 0.3, 0.38, 0.3, -20, -350), (0.84, 0.3), arc(0.5, 0.7, 0.33, 0.3, 0, 120))
    ],
}
STYLES = tuple(STROKES)


class Habits(NamedTuple):
    """How somebody draws, whatever digit it is.

    Attributes
    ----------
    height, pen : float
        In pixels: how tall digits are, and how broad the pen.
    width : float
        Of a digit, as a part of its height.
    slant : float
        How far its top leans to the right, as a part of its height.
    turn : float
        By how many degrees it is turned.
    """

    height: float
    pen: float
    width: float
    slant: float
    turn: float

    @classmethod
    def by_chance(cls, rng: np.random.Generator) -> Habits:
        """Draw habits, of somebody or of one moment."""
        low, high = (12, 1.5, 0.45, -0.15, -8), (28, 4.5, 0.8, 0.15, 8)
        return cls(*rng.uniform(low, high))

    def today(self, rng: np.random.Generator) -> Habits:
        """Vary a little: nobody draws a digit twice alike."""
        tall, wide = np.exp(rng.normal(0, 0.06, 2))
        slant, turn = self.slant + rng.normal(0, 0.04), 0.5 * self.turn + rng.normal(0, 2)
        return Habits(self.height * tall, self.pen, self.width * wide, slant, turn)


def drawn_digits(
    n: int = 100, rng: Rng = 0, styles: Sequence[str] = STYLES, habits: Habits | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw digits as people would, in one of several styles, wobbling, large and small.

    Parameters
    ----------
    n : int
        How many; the digits 0 to 9 that `styles` has take turns.
    rng : numpy.random.Generator or int
        Where chance comes from, or a seed.
    styles : sequence of str
        Names from `STYLES`, such as "7 barred".
    habits : Habits, optional
        Of the one who draws them all; each is drawn by somebody else if nothing is said.

    Returns
    -------
    bitmaps : array of shape (n, 32, 32), bool
        As they come from the pen; `prepare` makes them like the data.
    y : array of shape (n,)
        Which digit is meant.
    style : array of shape (n,), of str
        How it is written.

    Examples
    --------
    >>> bitmaps, y, style = dl.data.drawn_digits(20, rng=0)
    >>> bitmaps.shape, y[:10], str(style[7])[0]
    ((20, 32, 32), array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), '7')
    """
    n, rng = whole("n", n), generator(rng)
    by_digit: dict[int, list[str]] = {}
    for name in sorted([styles] if isinstance(styles, str) else styles):
        if name not in STROKES:
            raise ValueError(f"there is no style {shown(name)}; dl.data.STYLES has all of them")
        by_digit.setdefault(int(name[0]), []).append(name)
    if not by_digit:
        raise ValueError("styles names at least one style of dl.data.STYLES")
    digits = list(by_digit)
    y = np.array([digits[i % len(digits)] for i in range(n)], int)
    style = np.array([by_digit[k][rng.integers(len(by_digit[k]))] for k in y], str)
    bitmaps = [
        _drawn(STROKES[name](), habits.today(rng) if habits else Habits.by_chance(rng), rng)
        for name in style
    ]
    return np.array(bitmaps, bool).reshape(n, SIDE, SIDE), y, style


def _drawn(strokes: list[Stroke], habits: Habits, rng: np.random.Generator) -> np.ndarray:
    """One drawing, wobbling, somewhere on the page."""
    height, pen, width, slant, turn = habits
    room = min(4.0, max((SIDE - height) / 2 - 1, 0))
    angle, middle = np.deg2rad(turn), SIDE / 2 + rng.uniform(-room, room, 2)
    turned = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    shape = np.array([[width, 0], [-slant, 1]]) @ turned
    bumps, phase = rng.normal(0, 0.035, (2, 3, 2)), rng.uniform(0, 2 * np.pi, (2, 3, 2))
    placed = []
    for stroke in strokes:
        points = stroke + rng.normal(0, 0.012, stroke.shape)
        for along in (0, 1):  # slow waves, the same for all that is near
            for k in range(3):
                wave = (k + 1) * np.pi * points[:, along, None] + phase[along, k]
                points = points + bumps[along, k] * np.sin(wave)
        placed.append(smooth((points - 0.5) @ shape) * height + middle)
    return inked(placed, pen)


def smooth(points: Stroke) -> Stroke:
    """Cut the corners, once: each becomes two."""
    if len(points) < 3:
        return points
    first, second = points[:-1], points[1:]
    cut = np.stack([0.75 * first + 0.25 * second, 0.25 * first + 0.75 * second], axis=1)
    return np.concatenate([points[:1], cut.reshape(-1, 2)[1:-1], points[-1:]])


def inked(strokes: Sequence[Stroke], pen: float) -> np.ndarray:
    """Draw strokes on a bitmap: there is ink wherever the pen passes over a pixel's middle.

    Parameters
    ----------
    strokes : sequence of arrays (n, 2)
        Points x, y, in pixels from the upper left corner.
    pen : float
        How broad it is, in pixels.

    Returns
    -------
    array of shape (32, 32), bool

    Examples
    --------
    >>> int(inked([np.array([[2.5, 3.5], [4.5, 3.5]])], pen=1.0).sum())
    3
    """
    ends = ([*pairwise(points)] or [(points[0], points[0])] for points in strokes)  # or a dot
    segments = [segment for pairs in ends for segment in pairs]
    start, end = np.array(segments).transpose(1, 2, 0)[:, :, :, None]
    y, x = np.indices((SIDE, SIDE)).reshape(2, -1) + 0.5
    across, down = end - start
    length = np.maximum(across**2 + down**2, 1e-12)
    part = np.clip(((x - start[0]) * across + (y - start[1]) * down) / length, 0, 1)
    apart = (start[0] + part * across - x) ** 2 + (start[1] + part * down - y) ** 2
    return (apart.min(0) <= (pen / 2) ** 2 + 1e-9).reshape(SIDE, SIDE)
