"""Chapter 11, how large, how many, how far."""

from __future__ import annotations

import numpy as np

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise, Mistake


def _places(n: int, k: int, s: int, p: int) -> int:
    return (n + 2 * p - k) // s + 1


def _size(rng: np.random.Generator) -> dict[str, int]:
    n, k = int(rng.integers(20, 200)), int(rng.choice([5, 7]))
    return {"n": n, "k": k, "s": int(rng.choice([2, 3])), "p": k // 2}


def _layer(rng: np.random.Generator) -> dict[str, int]:
    c, o = int(rng.choice([2, 3, 4])), int(rng.choice([8, 12, 24, 32]))
    return {"c": c, "o": o, "k": int(rng.choice([3, 5, 7])), "n": int(rng.choice([28, 32, 48]))}


EXERCISES = {
    "11.4": Exercise(
        title="How large?",
        level=1,
        ask="Pictures of {n} × {n}, filters of {k} × {k}, stride {s}, padding {p}. How many rows "
        "has the output?",
        numbers={"n": 224, "k": 7, "s": 2, "p": 3},
        draw=_size,
        kind=Whole(),
        right=_places,
        facts=lambda n, k, s, p: {"wide": n + 2 * p, "last": n + 2 * p - k},
        mistakes=(
            Mistake(
                lambda n, k, s, p: _places(n, k, s, p) - 1,
                "The first window counts, too (+ 1), and the zeros stand on *both* sides.",
            ),
            Mistake(
                lambda n, k, s, p: (n - k) // s + 1,
                "The padding is missing: {p} zeros on *both* sides.",
            ),
            Mistake(
                lambda n, k, s, p: n - k + 1,
                "Without padding and with stride 1 it would be so. Here both differ.",
            ),
            Mistake(
                lambda n, k, s, p: n + 2 * p - k + 1,
                "With stride {s} the filter skips places.",
            ),
            Mistake(
                lambda n, k, s, p: _places(n, k, s, p) ** 2,
                "That is all places. Its rows are asked for.",
            ),
            Mistake(
                lambda n, k, s, p: (n + 2 * p) // s,
                "A window needs {k} rows: the last one starts at {last}.",
            ),
            Mistake(
                lambda n, k, s, p: _places(n, k, s, p) + 1,
                "What is left over holds no whole step: round down.",
            ),
        ),
        hints=(
            "Section 11.4: ⌊(n + 2p − k) / s⌋ + 1.",
            "With padding there are {wide} rows; the last window may start in row {last}.",
            "28 rows, k = 5, s = 2, p = 2: ⌊27 / 2⌋ + 1 = 14.",
        ),
        worked="⌊({n} + 2·{p} − {k}) / {s}⌋ + 1 = ⌊{last} / {s}⌋ + 1 = {right}.",
        then="224, 7, 2, 3 is the first layer of the nets from Beijing in chapter 8.",
    ),
    "11.5": Exercise(
        title="Count",
        level=2,
        ask="A layer of {k} × {k} filters goes from {c} to {o} channels, on pictures of {n} × {n}. "
        "How many parameters does it have, biases included?",
        numbers={"c": 3, "o": 16, "k": 5, "n": 32},
        draw=_layer,
        kind=Whole(),
        right=lambda c, o, k, n: o * (c * k * k + 1),
        facts=lambda c, o, k, n: {
            "one": c * k * k + 1,
            "slice": k * k,
            "dense": (c * n * n + 1) * o * n * n,
        },
        mistakes=(
            Mistake(lambda c, o, k, n: o * c * k * k, "The biases: one for each of {o} filters."),
            Mistake(
                lambda c, o, k, n: o * (k * k + 1),
                "A filter has a slice of {slice} weights for *each* of the {c} channels.",
            ),
            Mistake(
                lambda c, o, k, n: o * c * (k * k + 1),
                "One bias for a filter, not one for each slice.",
            ),
            Mistake(lambda c, o, k, n: c * k * k + 1, "That is one filter. There are {o}."),
            Mistake(
                lambda c, o, k, n: o * (c * k * k + 1) * n * n,
                "All places share the weights: the size of the picture does not enter.",
            ),
            Mistake(
                lambda c, o, k, n: (c * n * n + 1) * o * n * n,
                "That is a dense layer, where everything is joined to everything.",
            ),
            Mistake(lambda c, o, k, n: c * (o * k * k + 1), "Biases go with what comes *out*."),
            Mistake(lambda c, o, k, n: o * (c * k + 1), "A filter is {k} rows of {k}."),
        ),
        hints=(
            "Section 11.6: weight has the shape (out, in, k, k), bias (out,).",
            "One filter: a slice of {slice} weights per channel, and one bias.",
            "From 1 to 8 channels with 3 × 3: 8·(9 + 1) = 80.",
        ),
        worked="One filter: {c}·{slice} + 1 = {one}. All {o}: {right:,}.",
        then="A dense layer between pictures of those two sizes would have {dense:,}.",
    ),
    "11.6": Exercise(
        title="Follow the shapes",
        level=2,
        ask="(32, 1, 28, 28) goes through: 8 filters 3 × 3 with padding 1; pooling 2; 16 filters "
        "3 × 3 without padding; pooling 2; flatten. How many numbers has each row then?",
        kind=Whole(),
        right=lambda: 576,
        mistakes=(
            Mistake(lambda: 784, "The second layer has no padding: 14 becomes 12, not 14."),
            Mistake(lambda: 36, "Six rows of six, in each of sixteen channels."),
            Mistake(lambda: 288, "The channels are those of the last layer, 16."),
            Mistake(lambda: 2304, "The last pooling is missing: 12 becomes 6."),
            Mistake(lambda: 18_432, "The batch keeps its axis: each of 32 rows is one example."),
            Mistake(lambda: 1152, "Eight channels go in, sixteen come out; and the last pooling is "
                    "missing."),
            Mistake(lambda: 400, "The first layer has padding: 28 stays 28."),
            Mistake(lambda: 4608, "Channels are not multiplied from layer to layer: each filter "
                    "adds over all 8."),
        ),
        hints=(
            "Section 11.6: rows and columns by the formula for sizes, channels by the filters.",
            "Rows: 28, then 28, then 14.",
            "28, 28, 14, 12, 6; and the last layer has 16 channels.",
        ),
        worked="28 → 28 → 14 → 12 → 6, so 16·6·6 = 576.",
    ),
    "11.9": Exercise(
        title="How far?",
        level=2,
        ask="Filters of 3 × 3, again 3 × 3, pooling 2, and once more 3 × 3. On how many rows of "
        "the picture can one output depend?",
        kind=Whole(),
        right=lambda: 10,
        mistakes=(
            Mistake(lambda: 7, "The pooling is missing: after it a step is two pixels."),
            Mistake(lambda: 8, "After the pooling, a step is two pixels: the last filter adds 4."),
            Mistake(lambda: 9, "The pooling has a window of its own: it adds 1."),
            Mistake(lambda: 6, "There is one more filter after the pooling."),
            Mistake(lambda: 14, "Pooling does not double what has been seen: it adds one row, and "
                    "doubles the steps that come after it."),
            Mistake(lambda: 12, "Before the pooling a step is one pixel. Only what comes after "
                    "counts twice."),
            Mistake(lambda: 54, "Reaches add up, they are not multiplied."),
            Mistake(lambda: 100, "That is the area. Rows are asked for."),
            Mistake(lambda: 11, "k − 1 is added for each layer, not k: two windows side by side "
                    "overlap."),
        ),
        hints=(
            "Section 11.8: r = 1, and each layer adds (k − 1) times the strides before it.",
            "3, then 5. The pooling has k = 2 and stride 2.",
            "3, 5, 6, and then 2·2 more.",
        ),
        worked="1 + 2 + 2 + 1 + 2·2 = 10.",
    ),
}  # fmt: skip
