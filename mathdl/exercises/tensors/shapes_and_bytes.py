"""Chapter 2, how numbers are held: shapes and bytes."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.answers.shapes import Shape
from mathdl.exercises.exercise import Exercise, Mistake


def _draw_batch(rng: np.random.Generator) -> dict[str, Any]:
    rows, columns = rng.permutation(np.arange(5, 16))[:2] * 4
    return {"n": 10 * int(rng.integers(7, 21)), "h": int(rows), "w": int(columns)}


EXERCISES = {
    "2.1": Exercise(
        title="Name the shape",
        level=1,
        ask="{n} colour pictures of {h} rows by {w} columns are put into one tensor, as a network "
        "usually wants them: channels before rows. What is its shape?",
        numbers={"n": 100, "h": 32, "w": 48},
        draw=_draw_batch,
        kind=Shape(),
        right=lambda n, h, w: (n, 3, h, w),
        mistakes=(
            Mistake(
                lambda n, h, w: (n, h, w, 3),
                "Channels last. That is how a picture file reads; here the channels come before "
                "the rows.",
            ),
            Mistake(
                lambda n, h, w: (n, 3, w, h),
                "Rows come before columns: height, then width.",
            ),
            Mistake(
                lambda n, h, w: (3, n, h, w),
                "The picture's number comes first: `X[n]` must be one picture.",
            ),
            Mistake(
                lambda n, h, w: (n, 3, h * w),
                "The rows of every picture are strung together there. Rows and columns are two "
                "axes.",
            ),
            Mistake(
                lambda n, h, w: (n, 1, h, w),
                "One channel is a grey picture. Colour takes three: red, green and blue.",
            ),
            Mistake(
                lambda n, h, w: (h, w, 3, n),
                "Everything is there, back to front: pictures, then channels, then rows, then "
                "columns.",
            ),
            Mistake(
                lambda n, h, w: (n, h, w),
                "That holds grey pictures. A colour picture has three planes, red, green and blue.",
            ),
            Mistake(
                lambda n, h, w: (3, h, w),
                "That is one picture. There are {n}, and their number is an axis of its own, in "
                "front.",
            ),
            Mistake(
                lambda n, h, w: (3, h, w, n),
                "The number of pictures has gone to the end. It comes first: `X[n]` must be one "
                "picture.",
            ),
            Mistake(
                lambda n, h, w: (n, w, h, 3),
                "Two things: channels come before the rows, and rows, the height, before columns.",
            ),
        ),
        hints=(
            "Section 2.3: a batch for a network has the axes (N, C, H, W).",
            "N is {n}, the number of pictures. C is the number of channels of a colour picture.",
            "A single colour picture of 1 row and 2 columns, as a batch: (1, 3, 1, 2).",
        ),
        worked="Pictures, channels, rows, columns: {right}.",
        then="So `X[0]` is one picture, of shape (3, {h}, {w}).",
    ),
    "2.2": Exercise(
        title="Bytes",
        level=1,
        ask="A batch of {n} colour pictures, {h} rows by {w} columns, is stored as float32. How "
        "many bytes does it take?",
        numbers={"n": 100, "h": 32, "w": 48},
        draw=_draw_batch,
        kind=Whole(),
        right=lambda n, h, w: 4 * 3 * n * h * w,
        facts=lambda n, h, w: {"count": 3 * n * h * w},
        mistakes=(
            Mistake(
                lambda n, h, w: 3 * n * h * w,
                "There are that many numbers; each float32 takes 4 bytes.",
            ),
            Mistake(
                lambda n, h, w: n * h * w,
                "Those are the pixels. Each holds three numbers, and each number takes 4 bytes.",
            ),
            Mistake(
                lambda n, h, w: 16 * 3 * n * h * w,
                "That is four times too much: 4 bytes for each number, once.",
            ),
            Mistake(
                lambda n, h, w: 12 * h * n,
                "The columns are missing: every row has {w} pixels.",
            ),
            Mistake(
                lambda n, h, w: 8 * 3 * n * h * w,
                "8 bytes are float64, what NumPy takes for numbers with a decimal point. Here it "
                "is float32.",
            ),
            Mistake(
                lambda n, h, w: 4 * n * h * w,
                "The axis of the colours is missing: every pixel holds three numbers.",
            ),
            Mistake(
                lambda n, h, w: 32 * 3 * n * h * w,
                "Those are bits: a float32 has 32 of them, and eight make a byte.",
            ),
            Mistake(
                lambda n, h, w: 4 * 3 * h * w,
                "That is one picture. There are {n} of them.",
            ),
        ),
        hints=(
            "Section 2.4: the product of the shape, times the bytes of a number.",
            "The shape is ({n}, 3, {h}, {w}); multiply its lengths. How many bytes per float32?",
            "For one colour picture of 1 row and 2 columns: 1·3·1·2 = 6 numbers, 6·4 = 24 bytes.",
        ),
        worked="{n}·3·{h}·{w} = {count:,} numbers, of 4 bytes each: {right:,} bytes.",
        then="As uint8, one byte each, it would be {count:,}. So pictures are kept as bytes until "
        "a network needs them.",
    ),
    "2.3": Exercise(
        title="Too bright",
        level=1,
        ask="A pixel is kept in `np.array([{pixel}], dtype=np.uint8)`. You add `np.uint8({more})` "
        "to it. Which number comes out? Say it before you let Python say it.",
        numbers={"pixel": 210, "more": 75},
        draw=lambda rng: {
            "pixel": int(rng.integers(180, 250)),
            "more": int(rng.integers(80, 150)),
        },
        kind=Whole(),
        right=lambda pixel, more: (pixel + more) % 256,
        facts=lambda pixel, more: {"sum": pixel + more},
        mistakes=(
            Mistake(
                lambda pixel, more: pixel + more,
                "A byte holds no number above 255, and {sum} is more.",
            ),
            Mistake(
                lambda pixel, more: 255,
                "It does not stop at the top, it starts again at 0: {sum} − 256.",
            ),
            Mistake(
                lambda pixel, more: 0,
                "Only 256 itself becomes 0. {sum} goes on from there.",
            ),
            Mistake(
                lambda pixel, more: pixel + more - 257,
                "One too few: 256 becomes 0, 257 becomes 1, and so on. Take away 256.",
            ),
            Mistake(
                lambda pixel, more: pixel + more - 512,
                "A byte has no sign. Take away 256 once, and the sum is back among 0 to 255.",
            ),
            Mistake(
                lambda pixel, more: pixel,
                "It does change. The sum leaves the byte and starts again at 0.",
            ),
            Mistake(
                lambda pixel, more: pixel + more - 255,
                "One too many. A byte holds 256 numbers, 0 to 255, and after 255 comes 0: take "
                "away 256.",
            ),
        ),
        hints=(
            "Section 2.4: what happens to a sum that leaves the byte?",
            "{pixel} + {more} = {sum}. A byte counts up to 255, and goes on at 0.",
            "250 + 6 = 256 is one more than 255, so it becomes 0; 250 + 7 becomes 1.",
        ),
        worked="{pixel} + {more} = {sum}, and {sum} − 256 = {right}.",
        then="It should have become brighter, and became darker. Turn bytes into floats first, "
        "compute, and cut off at 255 last.",
    ),
}
