"""Paths as a page draws them: the short words of SVG, relative, in tenths of a pixel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.path import Path

TENTHS = 10  # of a pixel of the page: finer than any eye
_STRAIGHT = {int(Path.MOVETO), int(Path.LINETO)}
_LETTERS = {Path.CURVE3: ("q", 2), Path.CURVE4: ("c", 3)}


def tenths(points: np.ndarray, height: float) -> np.ndarray:
    """Turn pixels from below, as Matplotlib counts, into tenths of pixels from above."""
    across, up = np.transpose(points)
    return np.rint(TENTHS * np.column_stack([across, height - up])).astype(int)


def svg(path: Path, height: float) -> str:
    """Write a path, given in pixels from below, as SVG does.

    Parameters
    ----------
    path : Path
        Without nan, which `Path.cleaned` leaves out.
    height : float
        Of the picture, in pixels.

    Examples
    --------
    >>> svg(Path([(0, 0), (10, 0), (10, 5), (0, 0)], closed=True), height=5)
    'm0 50l100 0 0-50z'
    """
    points = tenths(path.vertices, height)
    codes = path.codes
    if codes is None:
        codes = np.full(len(points), Path.LINETO)
        codes[:1] = Path.MOVETO
    if (codes == Path.MOVETO).sum() * 4 > len(points) and set(codes.tolist()) <= _STRAIGHT:
        letters = ["m" if code == Path.MOVETO else "l" for code in codes.tolist()]
        return pieces(points, letters)
    words, at, start = [], np.zeros(2, int), np.zeros(2, int)
    changes = np.flatnonzero(np.diff(codes)) + 1
    for run, code in zip(np.split(points, changes), codes[[0, *changes]] if len(codes) else ()):
        if code == Path.STOP:
            break
        if code == Path.CLOSEPOLY:
            words.append("z")
            at = start
        elif code == Path.MOVETO:
            words.append("m" + joined(run[-1] - at))
            at = start = run[-1]
        elif code == Path.LINETO:
            steps = np.diff(run, axis=0, prepend=at[None])
            steps = steps[steps.any(axis=1)]
            words.append("l" * bool(len(steps)) + joined(steps))
            at = run[-1]
        else:
            letter, count = _LETTERS[code]
            bends = run.reshape(-1, count, 2)
            begins = np.vstack([at[None], bends[:-1, -1]])
            words.append(letter + joined(bends - begins[:, None]))
            at = run[-1]
    return "".join(words)


def pieces(points: np.ndarray, letters: Sequence[str]) -> str:
    """Write many short pieces, one point after the other: "m" moves to it, "l" draws a line.

    Examples
    --------
    >>> pieces(np.array([[0, 0], [3, 4], [3, 0], [0, 4]]), "mlml")
    'm0 0l3 4m0-4l-3 4'
    """
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), int)).tolist()
    words = (f"{letter}{x} {y}" for letter, (x, y) in zip(letters, steps, strict=True))
    return "".join(words).replace(" -", "-")


def upright(path: Path) -> bool:
    """Whether all lines of a path run level or straight up: such lines are put on whole pixels.

    Examples
    --------
    >>> upright(Path([(0, 0), (2, 0), (2, 1)])), upright(Path([(0, 0), (2, 1)]))
    (True, False)
    """
    codes = path.codes
    if len(path) > 1000 or (codes is not None and ((codes == 3) | (codes == 4)).any()):  # curves
        return False
    steps = np.abs(np.diff(path.vertices, axis=0))
    if codes is not None:
        steps = steps[codes[1:] == Path.LINETO]
    return not (steps.min(axis=1, initial=np.inf) > 1e-4).any()  # a gap, nan, is no line


def joined(numbers: np.ndarray) -> str:
    """Write whole numbers in as few letters as SVG can read: a minus sign parts them, too.

    Examples
    --------
    >>> joined(np.array([3, -4, 5]))
    '3-4 5'
    """
    return " ".join(map(str, numbers.ravel().tolist())).replace(" -", "-")
