"""Shares as shades of blue (chapter 12)."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_rgb

from mathdl.plots.kit.colours import INPUT

_INK = np.array(to_rgb(INPUT))


def blue(shares: np.ndarray) -> np.ndarray:
    """Return colours from 0 to 255: white for 0, the blue of inputs for 1.

    Examples
    --------
    >>> blue(np.array([0.0, 1.0])).round().astype(int).tolist()
    [[255, 255, 255], [0, 114, 178]]
    """
    return 255 * (1 - np.asarray(shares)[..., None] * (1 - _INK))
