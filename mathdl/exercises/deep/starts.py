"""Chapter 8, weights that start He's way."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.exercises.answers.function import Function
from mathdl.exercises.exercise import Exercise, Mistake

SHAPES = tuple(
    (shape, np.random.default_rng(seed)) for seed, shape in ((1, (200, 100)), (2, (50, 300)))
)


def _normal(std: Callable[[int, int], float]) -> Callable:
    """Draw from the normal distribution, with a std of one's own."""

    def he(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
        return rng.normal(0, std(*shape), shape)

    return he


def _uniform(bound: Callable[[int], float]) -> Callable:
    def he(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
        return rng.uniform(-bound(shape[0]), bound(shape[0]), shape)

    return he


def _turned(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    return rng.normal(0, (2 / shape[0]) ** 0.5, shape[::-1])


def _own_seed(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    return np.random.default_rng(0).normal(0, (2 / shape[0]) ** 0.5, shape)


def _all_alike(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    return np.full(shape, (2 / shape[0]) ** 0.5)


EXERCISES = {
    "8.4": Exercise(
        title="Build: weights that start He's way",
        level=3,
        ask="Write `he(shape, rng)`: weights of shape (in, out), drawn by `rng.normal`, with mean "
        "0 and the std of He's rule. It is tried on two shapes.",
        kind=Function(SHAPES, "he"),
        right=lambda: _normal(lambda i, o: (2 / i) ** 0.5),
        mistakes=(
            Mistake(
                lambda: _normal(lambda i, o: 2 / i),
                "2/in is the *variance*; `rng.normal` wants the std, its root.",
            ),
            Mistake(
                lambda: _normal(lambda i, o: (2 / o) ** 0.5),
                "You divided by `shape[1]`. In this book W is (in, out): in comes first.",
            ),
            Mistake(
                lambda: _normal(lambda i, o: (2 / (i + o)) ** 0.5),
                "That is Xavier's rule, a compromise of both directions. He's is √(2/in).",
            ),
            Mistake(
                lambda: _normal(lambda i, o: i**-0.5),
                "That keeps the size without a bend. Half of relu's units are off: 2/in.",
            ),
            Mistake(
                lambda: _normal(lambda i, o: (2 / (i * o)) ** 0.5),
                "You divided by the number of all weights. A sum has only `shape[0]` terms.",
            ),
            Mistake(
                lambda: _normal(lambda i, o: 1.0),
                "The std is still 1, what `rng.normal` gives by itself.",
            ),
            Mistake(
                lambda: _uniform(lambda i: (2 / i) ** 0.5),
                "A uniform draw between ±s has the std s/√3: too small, and normal was asked for.",
            ),
            Mistake(
                lambda: _uniform(lambda i: (6 / i) ** 0.5),
                "The right std, as in `he_uniform`; but here draw with `rng.normal`.",
            ),
            Mistake(
                lambda: _turned,
                "Right numbers, PyTorch's order: here the shape is (in, out), as it was given.",
            ),
            Mistake(
                lambda: _own_seed,
                "Right in size, but you made a generator of your own, so that all layers start "
                "alike. Use the `rng` you are given.",
            ),
            Mistake(
                lambda: _all_alike,
                "All weights are equal, so all units stay alike for ever (section 6.8). Draw them.",
            ),
        ),
        hints=(
            "Section 8.3 has the std.",
            "`rng.normal(mean, std, shape)`: the second argument is the std, not the variance.",
            "For 8 inputs the std is ½: `rng.normal(0, 0.5, (8, out))`.",
        ),
        worked="`return rng.normal(0, (2 / shape[0]) ** 0.5, shape)`.",
        then="`dl.nn.he_normal` is this line, and what `dl.nn.Linear` starts with.",
    ),
}
