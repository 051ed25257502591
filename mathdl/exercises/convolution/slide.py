"""Chapter 11, a small pattern slid along."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from mathdl.exercises.answers.function import Function
from mathdl.exercises.answers.kind import Array
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import listed


def slid(x: list, w: list) -> np.ndarray:
    """Slide w over x, in one direction."""
    return np.correlate(np.array(x, float), np.array(w, float), "valid")


def slid_2d(x: list | np.ndarray, w: list | np.ndarray) -> np.ndarray:
    """Slide w over x, in two."""
    w = np.asarray(w, float)
    return (sliding_window_view(np.asarray(x, float), w.shape) * w).sum((2, 3))


def _row(rng: np.random.Generator) -> dict[str, list]:
    x = rng.integers(0, 9, 6)
    return {"x": x.tolist(), "w": [int(v) for v in rng.permutation([-1, 0, 1])]}


def _picture(rng: np.random.Generator) -> dict[str, list]:
    return {
        "x": rng.integers(0, 4, (4, 4)).tolist(),
        "w": rng.permutation([1, 0, 2, -1]).reshape(2, 2).tolist(),
    }


def _matmul(x: list, w: list) -> np.ndarray:
    return (sliding_window_view(np.array(x, float), (2, 2)) @ np.array(w, float)).sum((2, 3))


def _conv(slide: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Callable:
    """Make a function of the exercise from what is done with two arrays of floats."""

    def conv2d(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        return slide(np.asarray(image, float), np.asarray(kernel, float))

    return conv2d


def _one_short(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return slid_2d(image, kernel)[:-1, :-1]


def _same(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    h, w = kernel.shape
    around = ((h - 1) // 2, h - 1 - (h - 1) // 2), ((w - 1) // 2, w - 1 - (w - 1) // 2)
    return slid_2d(np.pad(image, around), kernel)


def _square_only(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    n = len(kernel)
    out = np.zeros((len(image) - n + 1, image.shape[1] - n + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i : i + n, j : j + n] * kernel).sum()
    return out


def _tries() -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    rng = np.random.default_rng(11)
    shapes = ((4, 5), (2, 2)), ((6, 7), (2, 3)), ((5, 5), (3, 3))
    return tuple(tuple(rng.integers(-4, 5, s).astype(float) for s in pair) for pair in shapes)


EXERCISES = {
    "11.1": Exercise(
        title="Slide it",
        level=1,
        ask="Slide the filter {w} along the row {x}, without padding and one place at a time. What "
        "comes out?",
        numbers={"x": [2, 2, 2, 7, 7, 3], "w": [-1, 0, 1]},
        draw=_row,
        kind=Array(exact=True),
        right=slid,
        facts=lambda x, w: {
            "first": " + ".join(f"{a}·({b})" for a, b in zip(x, w)),
            "window": listed(x[:3]),
            "out": listed(slid(x, w)),
        },
        mistakes=(
            Mistake(
                lambda x, w: slid(x, w[::-1]),
                "That is with the filter turned round, as mathematicians define convolution. Here "
                "it stays as it is written.",
            ),
            Mistake(
                lambda x, w: slid([0, *x, 0], w),
                "You put zeros around it; nobody asked for padding. Four windows fit.",
            ),
            Mistake(
                lambda x, w: slid(x, w)[::2],
                "You moved by two places. By one: four windows.",
            ),
            Mistake(
                lambda x, w: np.abs(slid(x, w)),
                "Signs matter: a filter says which way the numbers go.",
            ),
            Mistake(
                lambda x, w: slid(x, [v for v in w if v]),
                "A weight of 0 has its place, too: the filter is three wide.",
            ),
            Mistake(
                lambda x, w: [a * b for a, b in zip(x, w)],
                "Those are the products of the first window. Add them, and move on.",
            ),
        ),
        hints=(
            "Section 11.2: window by window, number times weight, and add.",
            "The first window is {window}. How many windows fit into six numbers?",
            "First: {first}. Then move by one.",
        ),
        worked="Four windows fit. The first gives {first}; all of them: {out}.",
        then="`np.correlate(x, w)` does this, and `np.convolve(x, w)` the other.",
    ),
    "11.2": Exercise(
        title="Slide it in two directions",
        level=1,
        ask="The picture is {x}, row by row, and the filter is {w}. What comes out? (No padding, "
        "stride 1; answer as a list of rows.)",
        numbers={
            "x": [[1, 0, 2, 1], [3, 1, 0, 2], [0, 2, 1, 1], [1, 0, 3, 2]],
            "w": [[1, 0], [2, -1]],
        },
        draw=_picture,
        kind=Array(exact=True),
        right=slid_2d,
        facts=lambda x, w: {
            "out": listed(slid_2d(x, w)),
            "corner": listed(np.array(x)[:2, :2]),
            "first": " + ".join(
                f"{a}·({b})" for a, b in zip(np.ravel(np.array(x)[:2, :2]), np.ravel(w))
            ),
        },
        mistakes=(
            Mistake(
                lambda x, w: slid_2d(x, np.array(w)[::-1, ::-1]),
                "The filter was turned by 180°. It stays as it is written.",
            ),
            Mistake(
                lambda x, w: slid_2d(x, np.transpose(w)),
                "Rows and columns of the filter have changed places.",
            ),
            Mistake(
                _matmul,
                "That is a matrix product in each window. Here cell meets cell, and all products "
                "are added.",
            ),
            Mistake(lambda x, w: slid_2d(x, w)[::2, ::2], "The stride is 1: windows overlap."),
            Mistake(
                lambda x, w: slid_2d(np.pad(x, ((0, 1), (0, 1))), w),
                "Windows that stick out do not count: without padding 4 × 4 becomes 3 × 3.",
            ),
            Mistake(lambda x, w: slid_2d(x, w).T, "The right numbers, rows and columns swapped."),
            Mistake(lambda x, w: slid_2d(x, np.abs(w)), "One weight is −1. Mind its sign."),
        ),
        hints=(
            "Section 11.2: a window of 2 × 2, four products, one sum. Nine windows fit.",
            "The first window is {corner}.",
            "It gives {first}. Then one column to the right.",
        ),
        worked="The first window gives {first}; all nine: {out}.",
    ),
    "11.3": Exercise(
        title="Build: conv2d",
        level=3,
        ask="Write `conv2d(image, kernel)`: both are arrays with two axes, of any size. Slide the "
        "kernel over the image, without padding, with stride 1, and without turning it.",
        kind=Function(_tries(), "conv2d", slips=(_conv(_square_only),)),
        right=lambda: _conv(slid_2d),
        mistakes=(
            Mistake(
                lambda: _conv(lambda x, w: slid_2d(x, w[::-1, ::-1])),
                "Your kernel is turned by 180°. That is mathematicians' convolution; leave it.",
            ),
            Mistake(
                lambda: _conv(lambda x, w: slid_2d(x, w) / w.size),
                "That is the mean of the products. Their sum is asked for.",
            ),
            Mistake(
                lambda: _conv(_one_short),
                "The last row and the last column are missing: H − h + 1 windows fit, not H − h.",
            ),
            Mistake(
                lambda: _conv(_same),
                "Your output is as large as the image: that is padding. Only whole windows count.",
            ),
            Mistake(
                lambda: _conv(_square_only),
                "Right for square kernels. One of mine has 2 rows and 3 columns: use both numbers "
                "of its shape.",
            ),
            Mistake(
                lambda: _conv(lambda x, w: slid_2d(x, w)[::2, ::2]),
                "You move by two places. Stride 1.",
            ),
            Mistake(
                lambda: _conv(lambda x, w: slid_2d(x, np.abs(w))),
                "Negative weights count negatively.",
            ),
        ),
        hints=(
            "Section 11.2: two loops over the places of the output, (H − h + 1) × (W − w + 1).",
            "At row i and column j the window is `image[i : i + h, j : j + w]`.",
            "In one dimension: `[(x[i : i + 3] * w).sum() for i in range(len(x) - 2)]`.",
        ),
        worked="out = np.empty((H - h + 1, W - w + 1)), and in two loops "
        "`out[i, j] = (image[i : i + h, j : j + w] * kernel).sum()`.",
        then="Try it on the photograph of the next section.",
    ),
}
