"""Chapter 2, the project: a blur and an edge finder, by slices alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.kind import UnansweredError, UnreadableError
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import brief, listed

PATIENCE = 0.5  # seconds for 200,000 pixels: slices take a hundredth of it, loops ten times as long
NAMES = "blur", "edges"


def blur(image: np.ndarray) -> np.ndarray:
    """Turn every inner pixel into the mean of the nine pixels around it.

    Examples
    --------
    >>> blur(np.arange(12).reshape(3, 4))
    array([[5., 6.]])
    """
    return _nine(np.asarray(image, float)) / 9


def edges(image: np.ndarray) -> np.ndarray:
    """Say for every inner pixel how fast the brightness changes there.

    Examples
    --------
    >>> edges(np.array([[0, 0, 0], [1, 5, 4], [0, 4, 0]]))
    array([[5.]])
    """
    return np.hypot(*_steps(np.asarray(image, float)))


def _nine(image: np.ndarray) -> np.ndarray:
    rows, columns = image.shape
    return sum(image[i : rows - 2 + i, j : columns - 2 + j] for i in range(3) for j in range(3))


def _steps(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return image[1:-1, 2:] - image[1:-1, :-2], image[2:, 1:-1] - image[:-2, 1:-1]


def _in_bytes(image: np.ndarray) -> np.ndarray:
    return np.hypot(*(step.astype(float) for step in _steps(image)))


def photograph(rows: int, columns: int) -> np.ndarray:
    """Make a picture that no learner sees: bytes, bright and dark parts with sharp borders."""
    rng = np.random.default_rng((rows, columns))
    y, x = np.mgrid[:rows, :columns]
    scene = 120 + 90 * np.sin(x / 5) * np.cos(y / 7) + 60 * (x + 2 * y > rows)
    return np.clip(scene + rng.normal(0, 8, scene.shape), 0, 255).astype(np.uint8)


def _called(given: Any, which: int, image: np.ndarray) -> np.ndarray:
    """Return what one of the two functions makes of a picture, as an array."""
    if not isinstance(given, tuple | list) or len(given) != 2 or not all(map(callable, given)):
        raise UnreadableError("two functions are asked for: hand over (blur, edges)")
    found = given[which](image.copy())
    if found is None or found is ...:
        raise UnansweredError
    return np.asarray(found)


def _shapes(given: Any) -> str:
    for which, name in enumerate(NAMES):
        found = _called(given, which, np.zeros((5, 7))).shape
        if found != (3, 5):
            return (
                f"for a picture of shape (5, 7), {name} returned shape {found}; (3, 5) is asked "
                "for: only inner pixels have neighbours on all sides"
            )
    return ""


def _one_bright_pixel(given: Any) -> str:
    """Try pictures so small that they can be worked by hand."""
    image = np.array([[0.0, 0, 0, 0], [0, 0, 18, 0], [0, 0, 0, 9]])
    for which, (name, right) in enumerate(zip(NAMES, (blur, edges), strict=True)):
        found, wanted = _called(given, which, image), right(image)
        if not np.allclose(found, wanted):
            return (
                f"for [[0, 0, 0, 0], [0, 0, 18, 0], [0, 0, 0, 9]], {name} returned "
                f"{listed(np.round(np.asarray(found, float), 3), brief)}; "
                f"{listed(wanted, brief)} is asked for"
            )
    return ""


def _hidden_pictures(given: Any) -> str:
    for shape in ((20, 30), (31, 17)):
        image = photograph(*shape).astype(float)
        for which, (name, right) in enumerate(zip(NAMES, (blur, edges), strict=True)):
            if not np.allclose(_called(given, which, image), right(image)):
                return f"{name} is not right for a hidden picture of floats, of shape {shape}"
    return ""


def _bytes(given: Any) -> str:
    image = photograph(24, 18)
    for which, (name, right) in enumerate(zip(NAMES, (blur, edges), strict=True)):
        if not np.allclose(_called(given, which, image), right(image)):
            return f"{name} is right for floats and wrong for a picture of bytes, uint8"
    return ""


def _fast(given: Any) -> str:
    image = np.zeros((400, 500))
    for which, name in enumerate(NAMES):
        start = time.perf_counter()
        _called(given, which, image)
        if time.perf_counter() - start > PATIENCE:
            return (
                f"{name} is right, and slow: for 200,000 pixels it takes more than half a second. "
                "Let slices of the whole picture meet, in place of a loop over pixels"
            )
    return ""


def _pair(of_blur: Callable, of_edges: Callable) -> Callable:
    return lambda: (of_blur, of_edges)


EXERCISES = {
    "2.11": Exercise(
        title="A blur and an edge finder",
        level=4,
        ask="Write `blur(image)`, the mean of the nine pixels around each inner pixel, and "
        "`edges(image)`, the square root of (right − left)² + (below − above)² at each inner "
        "pixel. Both take a grey picture of shape (H, W), floats or bytes, and return floats of "
        "shape (H − 2, W − 2). They are tried on hidden pictures; 200,000 pixels may take half a "
        "second.",
        kind=Built("(blur, edges)", (_shapes, _one_bright_pixel, _hidden_pictures, _bytes, _fast)),
        right=_pair(blur, edges),
        mistakes=(
            Mistake(
                _pair(lambda image: _nine(image) / 9, edges),
                "`blur` is right for floats, and bytes wrap in the sum of nine. Turn the picture "
                "into floats first: `image.astype(float)`.",
            ),
            Mistake(
                _pair(blur, _in_bytes),
                "`edges` is right for floats, and with bytes a difference below 0 starts again at "
                "255. Turn the picture into floats first: `image.astype(float)`.",
            ),
            Mistake(
                _pair(lambda image: _nine(np.asarray(image, float)), edges),
                "In `blur` the nine pixels are added up; their *mean* is asked for.",
            ),
            Mistake(
                _pair(blur, lambda image: sum(map(np.abs, _steps(np.asarray(image, float))))),
                "In `edges` you added the two sizes, |right − left| + |below − above|. The length "
                "is the root of the sum of squares, by Pythagoras.",
            ),
            Mistake(
                _pair(lambda image: image, lambda image: image),
                "The pictures came back as large as they were. A pixel on the border lacks "
                "neighbours: from (5, 7) there are (3, 5) left.",
            ),
        ),
        hints=(
            "Section 2.5: all right neighbours at once are a slice. Of which rows, of which "
            "columns?",
            "The inner pixels are `image[1:-1, 1:-1]`. Their right neighbours are "
            "`image[1:-1, 2:]`, the left ones `image[1:-1, :-2]`: the same shape, so they can be "
            "subtracted. Section 2.4 says why bytes must become floats first.",
            "For the blur, add nine slices `image[i : H - 2 + i, j : W - 2 + j]` with i and j from "
            "0 to 2, and divide by 9.",
        ),
        worked="With `image = image.astype(float)` first, `edges` is the root of "
        "`(image[1:-1, 2:] - image[1:-1, :-2])**2 + (image[2:, 1:-1] - image[:-2, 1:-1])**2`. "
        "`blur` adds the nine slices `image[i : H - 2 + i, j : W - 2 + j]`, i and j from 0 to 2, "
        "and divides by 9.",
        then="Look at them: `plots.FilterPlot(blur, edges).show()`. Networks for pictures are made "
        "of such slices, with weights that they learn.",
    ),
}
