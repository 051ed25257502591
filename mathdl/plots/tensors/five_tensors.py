"""Five tensors from the world, of no axis to four (chapter 2)."""

from __future__ import annotations

import numpy as np

from mathdl.plots.tensors.sample_images import grey, portrait, small_pictures

HOUSES = np.array(  # size in m², rooms, price in thousands
    [[70, 2, 140], [85, 3, 165], [110, 4, 195], [54, 2, 98], [128, 5, 240], [96, 3, 180]],
    dtype=np.uint8,
)


NAMES = ("scalar", "vector", "matrix", "colour picture", "batch")


CORNER = np.s_[19:25, 29:35]  # the part of the picture that is enlarged: an eye


def tensors() -> list[np.ndarray]:
    """Return a tensor with no axis, one with one axis, and so on up to four.

    The batch begins with the picture that the tensors with two and three axes hold.

    Examples
    --------
    >>> [tensor.shape for tensor in tensors()]
    [(), (3,), (60, 48), (60, 48, 3), (64, 60, 48, 3)]
    """
    picture = portrait()
    batch = np.moveaxis(small_pictures(60, 48), 1, -1)
    batch[0] = picture
    return [np.array(42, np.uint8), np.array([1, 2, 3], np.uint8),
            grey(picture), picture, batch]  # fmt: skip
