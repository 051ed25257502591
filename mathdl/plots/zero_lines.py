"""The straight lines of the plane where units switch: where their z is 0."""

from __future__ import annotations

import numpy as np


def zero_lines(W: np.ndarray, b: np.ndarray, reach: float = 9.0) -> np.ndarray:
    """Return the lines x₁w₁ + x₂w₂ + b = 0 as points to draw, one line after the other.

    Parameters
    ----------
    W : array of shape (2, units)
    b : array of shape (units,)
    reach : float
        How far a line goes to both sides from its point nearest to the origin.

    Returns
    -------
    array of shape (2, 3·units)
        x₁ and x₂ of both ends of each line, and nan after it. A unit whose weights are 0 has none.

    Examples
    --------
    >>> zero_lines(np.array([[2.0], [0.0]]), np.array([-1.0]), reach=3)
    array([[ 0.5,  0.5,  nan],
           [-3. ,  3. ,  nan]])
    """
    length = np.hypot(*W)
    W, b, length = W[:, length > 0], b[length > 0], length[length > 0]
    normal = W / length
    foot, along = -normal * (b / length), np.stack([-normal[1], normal[0]])
    ends = np.stack([foot - reach * along, foot + reach * along, np.full_like(foot, np.nan)], 2)
    return ends.reshape(2, -1)
