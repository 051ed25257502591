"""A photograph blurred and its edges found, by slices alone (chapter 2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from mathdl.plots.kit.controls import Slider
from mathdl.plots.kit.marks import HEADLINE
from mathdl.plots.kit.page import Pinned, whole_page
from mathdl.plots.kit.plot import Plot
from mathdl.plots.tensors.sample_images import grey, portrait
from mathdl.refusals import shown

Filter = Callable[[np.ndarray], np.ndarray]


def blur(image: np.ndarray) -> np.ndarray:
    """Turn every inner pixel into the mean of the nine pixels around it.

    Examples
    --------
    >>> blur(np.arange(12).reshape(3, 4))
    array([[5., 6.]])
    """
    image = np.asarray(image, float)
    rows, columns = image.shape
    nine = [image[i : rows - 2 + i, j : columns - 2 + j] for i in range(3) for j in range(3)]
    return sum(nine) / 9


def edges(image: np.ndarray) -> np.ndarray:
    """Say for every inner pixel how fast the brightness changes there.

    Examples
    --------
    >>> edges(np.array([[0, 0, 0], [1, 5, 4], [0, 4, 0]]))
    array([[5.]])
    """
    image = np.asarray(image, float)
    across = image[1:-1, 2:] - image[1:-1, :-2]
    down = image[2:, 1:-1] - image[:-2, 1:-1]
    return np.sqrt(across**2 + down**2)


class FilterPlot(Plot):
    """A photograph, the same blurred some times, and the edges of what is then there.

    Parameters
    ----------
    blur, edges : function of an array of shape (H, W), optional
        A reader's own; each returns an array of shape (H − 2, W − 2).
    """

    controls = {
        "times": Slider(1, 0, 12, 1, "times blurred"),
        "gain": Slider(1.0, 0.5, 4.0, 0.5, "edges brighter by"),
    }
    size = (8, 4)
    SIZE = (160, 128)  # rows and columns of the photograph
    SCALE, LEFTS, TOP = 2.0, (12, 272, 532), 56

    def __init__(self, blur: Filter = blur, edges: Filter = edges) -> None:
        for name, given in (("blur", blur), ("edges", edges)):
            if not callable(given):
                raise TypeError(f"{name} is a function of a picture, not {shown(given)}")
        self.blur, self.edges = blur, edges
        self.image = grey(portrait(*self.SIZE)).astype(float)
        self.blurred = lru_cache(16)(self._blurred)

    def _blurred(self, times: int) -> np.ndarray:
        return self._filtered("blur", self.blurred(times - 1)) if times else self.image

    def _filtered(self, name: str, image: np.ndarray) -> np.ndarray:
        found: Any = getattr(self, name)(image.copy())
        wanted = image.shape[0] - 2, image.shape[1] - 2
        if np.shape(found) != wanted:
            raise ValueError(
                f"for a picture of shape {image.shape} your {name} returned {shown(found)}; an "
                f"array of shape {wanted} is needed"
            )
        return np.asarray(found, float)

    def build(self, figure: Figure) -> None:
        page = whole_page(figure)
        self.pictures = [
            Pinned(page, self.image, left, self.TOP, self.SCALE) for left in self.LEFTS
        ]
        style = dict(**HEADLINE, va="center", animated=True)
        self.heads = [page.text(left, 34, "", **style) for left in self.LEFTS]
        self.heads[0].set_text("photograph")

    def update(self, times: int, gain: float) -> str:
        blurred = self.blurred(times)
        found = self._filtered("edges", blurred)
        rows, columns = self.SIZE
        for picture, image, left in zip(
            self.pictures[1:], (blurred, gain * found), self.LEFTS[1:], strict=True
        ):
            picture.show(image)
            missing = np.array(self.SIZE) - image.shape  # what the border has lost
            picture.move(left + self.SCALE * missing[1] / 2, self.TOP + self.SCALE * missing[0] / 2)
        self.heads[1].set_text(f"blurred {_times(times)}")
        self.heads[2].set_text("its edges")
        return (
            f"The photograph of {rows} × {columns} pixels, blurred {_times(times)}, has shape "
            f"{blurred.shape}, and its edges {found.shape}; the strongest edge is "
            f"{found.max():.0f}, the mean {found.mean():.1f}."
        )


def _times(n: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(n, f"{n} times")
