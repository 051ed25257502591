"""Chapter 10, from a bitmap to 64 numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.exercises.answers.function import Function
from mathdl.exercises.answers.kind import Whole
from mathdl.exercises.exercise import Exercise, Mistake


def _pixel(rng: np.random.Generator) -> dict[str, int]:
    return {"row": int(rng.integers(4, 32)), "column": int(rng.integers(4, 32))}


def _tries() -> tuple[tuple[np.ndarray], ...]:
    rng = np.random.default_rng(10)
    corner = np.zeros((32, 32), int)
    corner[:4, 4:8] = 1
    return ((rng.integers(0, 2, (32, 32)),), (corner,), ((rng.random((32, 32)) < 0.3).astype(int),))


def _counting(count: Callable[[np.ndarray], np.ndarray]) -> Callable:
    def count_blocks(b: np.ndarray) -> np.ndarray:
        return count(np.asarray(b))

    return count_blocks


EXERCISES = {
    "10.1": Exercise(
        title="Which block?",
        level=1,
        ask="The blocks of 4 × 4 pixels are numbered from 0, row after row: 64 of them. In which "
        "one lies the pixel in row {row}, column {column} of the bitmap, both counted from 0?",
        numbers={"row": 13, "column": 22},
        draw=_pixel,
        kind=Whole(),
        right=lambda row, column: 8 * (row // 4) + column // 4,
        facts=lambda row, column: {"down": row // 4, "across": column // 4},
        mistakes=(
            Mistake(
                lambda row, column: 8 * (column // 4) + row // 4,
                "Row and column have changed places. Whole rows of 8 blocks lie above it.",
            ),
            Mistake(
                lambda row, column: 32 * row + column,
                "That is the place of the pixel among 1,024. The block is asked for.",
            ),
            Mistake(
                lambda row, column: 8 * (row // 4 + 1) + column // 4 + 1,
                "You counted block rows and columns from 1.",
            ),
            Mistake(
                lambda row, column: 8 * (row // 4) + column // 4 + 1,
                "That counts blocks from 1. Here the first is block 0.",
            ),
            Mistake(
                lambda row, column: 8 * (row // 8) + column // 8,
                "Blocks are 4 pixels wide, not 8; it is 8 of them that make a row.",
            ),
            Mistake(
                lambda row, column: 4 * (row // 4) + column // 4,
                "A row has 8 blocks, not 4: 32 pixels by 4.",
            ),
            Mistake(
                lambda row, column: 8 * (row // 4),
                "That is where its row of blocks begins. How far along the row is it?",
            ),
            Mistake(
                lambda row, column: row // 4 + column // 4,
                "Every row of blocks above it counts 8, not 1.",
            ),
        ),
        hints=(
            "Section 10.1: 32 pixels in blocks of 4 make 8 blocks a row.",
            "In which row of blocks is it, {row} // 4? And in which column of blocks?",
            "Pixel (5, 9) lies in block row 1 and block column 2, so in block 8 + 2 = 10.",
        ),
        worked="Block row {row} // 4 = {down}, block column {column} // 4 = {across}: "
        "8·{down} + {across} = {right}.",
        then="`reshape` does the same without asking: the next exercise.",
    ),
    "10.2": Exercise(
        title="Build: count the blocks",
        level=2,
        ask="Write `count_blocks(b)`: b is a bitmap of 32 rows and 32 columns, 1 where there is "
        "ink and 0 elsewhere. Return the ink of each block of 4 × 4 pixels, as 8 rows of 8.",
        kind=Function(_tries(), "count_blocks"),
        right=lambda: _counting(lambda b: b.reshape(8, 4, 8, 4).sum((1, 3))),
        mistakes=(
            Mistake(
                lambda: _counting(lambda b: b.reshape(8, 8, 4, 4).sum((2, 3))),
                "That cuts the ribbon of 1,024 numbers into runs of 16, half a row each. A block "
                "takes 4 numbers from each of 4 rows: split both axes, reshape(8, 4, 8, 4).",
            ),
            Mistake(
                lambda: _counting(lambda b: b.reshape(8, 4, 8, 4).mean((1, 3))),
                "Those are shares of ink; dividing comes later. Counts: sum, not mean.",
            ),
            Mistake(
                lambda: _counting(lambda b: b.reshape(8, 4, 8, 4).sum((0, 2))),
                "You summed over the blocks, and kept the places within them. The other two axes.",
            ),
            Mistake(
                lambda: _counting(lambda b: b[::4, ::4]),
                "That looks at one pixel of each block, and skips fifteen.",
            ),
            Mistake(
                lambda: _counting(lambda b: b.reshape(8, 4, 8, 4).sum((1, 3)).T),
                "Rows and columns have changed places.",
            ),
            Mistake(
                lambda: _counting(lambda b: b.reshape(8, 4, 8, 4).max((1, 3))),
                "That says whether there is any ink in a block. Count it.",
            ),
            Mistake(
                lambda: _counting(lambda b: b.reshape(8, 4, 8, 4).sum((1, 3)).reshape(64)),
                "The counts are right, in one row of 64. Keep them as 8 rows of 8.",
            ),
            Mistake(
                lambda: _counting(lambda b: b.reshape(4, 8, 4, 8).sum((1, 3))),
                "Those are 4 × 4 blocks of 8 × 8 pixels. It is the other way round.",
            ),
        ),
        hints=(
            "Section 2.4: reshape cuts the ribbon; a row index is (block row, row inside).",
            "With `b.reshape(8, 4, 8, 4)` the axes are: block row, row inside, block column, "
            "column inside. Which two have to go?",
            "One axis only: `np.arange(32).reshape(8, 4).sum(1)` adds four neighbours each.",
        ),
        worked="`return b.reshape(8, 4, 8, 4).sum((1, 3))`. Two loops over 8 do as well.",
        then="It works on a whole batch, too: b.reshape(-1, 8, 4, 8, 4).sum((2, 4)).",
    ),
}
