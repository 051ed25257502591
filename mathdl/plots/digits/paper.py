"""Digits on a page: ink, blocks of ink, and what speaks for an answer or against it."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_rgb

from mathdl.plots.kit.colours import GRADIENT, INPUT, SHADES

WHITE = np.full(3, 255.0)
_INK = 255 * np.array([to_rgb(shade) for shade in SHADES])  # from white to nearly black
_FOR, _AGAINST = (255 * np.array(to_rgb(colour)) for colour in (INPUT, GRADIENT))


def inky(shares: np.ndarray) -> np.ndarray:
    """Colour shares of ink, from 0 to 1, as a picture of 255 (..., 3).

    Examples
    --------
    >>> inky(np.array([0.0, 1.0])).tolist()
    [[255.0, 255.0, 255.0], [30.0, 42.0, 63.0]]
    """
    shares = np.clip(np.asarray(shares, float), 0, 1)
    steps = np.linspace(0, 1, len(_INK))
    return np.stack([np.interp(shares, steps, _INK[:, k]) for k in range(3)], axis=-1)


def speaking(votes: np.ndarray, most: float | None = None) -> np.ndarray:
    """Colour votes: blue for, vermilion against, white neither; the strongest are full.

    Examples
    --------
    >>> speaking(np.array([[1.0, 0.0]])).tolist()
    [[[0.0, 114.0, 178.0], [255.0, 255.0, 255.0]]]
    """
    most = most or float(np.abs(votes).max()) or 1.0
    strength = np.clip(np.abs(votes) / most, 0, 1)[..., None]
    return WHITE + strength * (np.where(votes[..., None] > 0, _FOR, _AGAINST) - WHITE)
