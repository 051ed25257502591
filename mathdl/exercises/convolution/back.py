"""Chapter 11, the way back through a convolution."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.exercises.answers.function import Function
from mathdl.exercises.answers.kind import Array
from mathdl.exercises.convolution.slide import slid
from mathdl.exercises.exercise import Exercise, Mistake
from mathdl.words import listed


def _numbers(rng: np.random.Generator) -> dict[str, list]:
    return {
        "x": rng.integers(0, 5, 5).tolist(),
        "w": rng.integers(-2, 4, 3).tolist(),
        "g": rng.integers(-1, 4, 3).tolist(),
    }


def _overwritten(x: list, w: list, g: list) -> np.ndarray:
    out = np.zeros(5)
    for i, value in enumerate(g):
        out[i : i + 3] = value * np.array(w)
    return out


def spread(g: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Hand every entry of g back to its window, times the kernel, and add."""
    g, kernel = np.asarray(g, float), np.asarray(kernel, float)
    (rows, columns), (h, w) = g.shape, kernel.shape
    out = np.zeros((rows + h - 1, columns + w - 1))
    for i, j in np.ndindex(rows, columns):
        out[i : i + h, j : j + w] += g[i, j] * kernel
    return out


def _set(g: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    g, kernel = np.asarray(g, float), np.asarray(kernel, float)
    out = np.zeros(np.add(g.shape, kernel.shape) - 1)
    for i, j in np.ndindex(g.shape):
        out[i : i + kernel.shape[0], j : j + kernel.shape[1]] = g[i, j] * kernel
    return out


def _only_square(g: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    n = len(kernel)
    out = np.zeros((len(g) + n - 1, np.shape(g)[1] + n - 1))
    for i, j in np.ndindex(np.shape(g)):
        out[i : i + n, j : j + n] += g[i, j] * kernel
    return out


def _back(f: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Callable:
    def image_gradient(g: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        return f(np.asarray(g, float), np.asarray(kernel, float))

    return image_gradient


def _tries() -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    rng = np.random.default_rng(12)
    shapes = ((2, 3), (2, 2)), ((4, 3), (2, 3)), ((3, 3), (3, 3))
    return tuple(tuple(rng.integers(-4, 5, s).astype(float) for s in pair) for pair in shapes)


EXERCISES = {
    "11.7": Exercise(
        title="Back",
        level=3,
        ask="The row {x} went under the filter {w}, without padding, and back comes "
        "∂L/∂y = {g}. What is ∂L/∂x?",
        numbers={"x": [1, 3, 2, 0, 1], "w": [2, 1, -1], "g": [1, 0, 2]},
        draw=_numbers,
        kind=Array(exact=True),
        right=lambda x, w, g: np.convolve(g, w),
        facts=lambda x, w, g: {
            "out": listed(np.convolve(g, w)),
            **{
                f"part{i}": listed(np.convolve(np.eye(3)[i] * g[i], w)) for i in range(3)
            },
        },
        mistakes=(
            Mistake(
                lambda x, w, g: np.convolve(g, w[::-1]),
                "The filter is the wrong way round: on the way there the first number of a window "
                "met the first weight, so on the way back it gets that one.",
            ),
            Mistake(
                _overwritten,
                "Where windows overlap, you kept only the last message. Messages add up.",
            ),
            Mistake(
                lambda x, w, g: slid(x, g),
                "That is ∂L/∂w: three weights, three slopes. ∂L/∂x has the shape of x.",
            ),
            Mistake(
                lambda x, w, g: np.convolve(np.ones(3), w),
                "∂L/∂y is missing: that is what all ones would send back.",
            ),
            Mistake(
                lambda x, w, g: slid(np.pad(g, 1), w),
                "A gradient has the shape of what it belongs to: five numbers.",
            ),
            Mistake(
                lambda x, w, g: np.convolve([g[0], 0, 0], w),
                "That is what the first entry sends back. The others have windows, too.",
            ),
            Mistake(
                lambda x, w, g: slid(x, w),
                "That is y, the way forward.",
            ),
            Mistake(
                lambda x, w, g: np.array(x) * np.convolve(g, w),
                "x itself does not enter: y is linear in x, and its slopes are weights.",
            ),
        ),
        hints=(
            "Section 11.7: write T, a row for each window; then Tᵀ g.",
            "Each entry of ∂L/∂y hands itself, times the filter, to the window that it came from.",
            "The first sends {part0}, the second {part1}. Add all three.",
        ),
        worked="{part0} + {part1} + {part2} = {out}.",
        then="Check: `np.convolve(g, w)`, the convolution of the mathematicians.",
    ),
    "11.8": Exercise(
        title="Build: the way back",
        level=3,
        ask="Write `image_gradient(g, kernel)`: the gradient of the loss by the image, where your "
        "`conv2d(image, kernel)` gave an output whose gradient is g. It has the shape of the "
        "image.",
        kind=Function(_tries(), "image_gradient", slips=(_back(_only_square),)),
        right=lambda: _back(spread),
        mistakes=(
            Mistake(
                lambda: _back(lambda g, k: spread(g, k[::-1, ::-1])),
                "The kernel is the wrong way round: its first weight met the first pixel of the "
                "window, so that pixel gets it back.",
            ),
            Mistake(lambda: _back(_set), "Windows overlap: add (`+=`), do not overwrite."),
            Mistake(
                lambda: _back(lambda g, k: spread(np.ones_like(g), k)),
                "g does not enter: every message is to be multiplied by it.",
            ),
            Mistake(
                lambda: _back(lambda g, k: spread(g, k)[: len(g), : g.shape[1]]),
                "The gradient has the shape of the image, larger than g: "
                "(rows + h − 1, columns + w − 1).",
            ),
            Mistake(
                lambda: _back(lambda g, k: spread(g, k) / k.size),
                "Sums, not means: nothing is divided.",
            ),
            Mistake(
                lambda: _back(_only_square),
                "Right for square kernels. One of mine has 2 rows and 3 columns.",
            ),
        ),
        hints=(
            "Section 11.7: every g[i, j] goes back to the window that made it.",
            "Start from zeros of the shape (rows + h − 1, columns + w − 1).",
            "In one dimension: `for i in range(len(g)): out[i : i + 3] += g[i] * w`.",
        ),
        worked="Start from zeros; in two loops `out[i : i + h, j : j + w] += g[i, j] * kernel`.",
        then="`dl.check_gradients` agrees: see appendix A.",
    ),
}  # fmt: skip
