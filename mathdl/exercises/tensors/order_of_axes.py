"""Chapter 2, the order of the axes."""

from __future__ import annotations

import math

import numpy as np

from mathdl.exercises.answers.function import Function
from mathdl.exercises.exercise import Exercise, Mistake

BATCHES = tuple(
    (np.arange(math.prod(shape)).reshape(shape),) for shape in ((2, 4, 5, 3), (3, 3, 3, 3))
)

EXERCISES = {
    "2.4": Exercise(
        title="Channels first",
        level=3,
        ask="Now a whole batch. Write `channels_first(images)`: from pictures as files have them, "
        "(N, H, W, 3), to a batch for a network, (N, 3, H, W), with the same pictures in it.",
        kind=Function(BATCHES, "channels_first"),
        right=lambda: lambda images: np.moveaxis(images, -1, 1),
        mistakes=(
            Mistake(
                lambda: lambda images: images.reshape(len(images), 3, *images.shape[1:3]),
                "Right shape, wrong pictures: reshape cuts the same ribbon into new pieces. Moving "
                "an axis needs `np.moveaxis` or `transpose`.",
            ),
            Mistake(
                lambda: lambda images: images.T,
                "`.T` turns *all* axes round: the pictures' number has gone to the end, and the "
                "pictures lie on their side.",
            ),
            Mistake(
                lambda: lambda images: np.moveaxis(images, -1, 0),
                "The channels have gone to the very front, before the pictures' number. They "
                "belong in second place: `X[n]` must be one picture.",
            ),
            Mistake(
                lambda: lambda images: images.swapaxes(1, 3),
                "The channels are in their place, but rows and columns have changed places too: "
                "every picture lies on its side.",
            ),
            Mistake(
                lambda: lambda images: images.transpose(0, 2, 3, 1),
                "You moved the rows to the end. `moveaxis` takes first where the axis is, then "
                "where it goes; in the tuple of `transpose`, place k says which old axis comes "
                "there. The channels are the old axis 3, and should be the new axis 1.",
            ),
        ),
        hints=(
            "Section 2.6: which of its three ways kept the picture? Only one axis is to move.",
            "The channels are the last axis, −1. Counting from 0, where do they stand in "
            "(N, 3, H, W)?",
            "For a single picture it is `np.moveaxis(image, -1, 0)`: the last axis goes to place "
            "0. In a batch, place 0 belongs to the pictures.",
        ),
        worked="`return np.moveaxis(images, -1, 1)`, or `return images.transpose(0, 3, 1, 2)`.",
        then="And back again: which two numbers does `np.moveaxis` need then?",
    ),
}
