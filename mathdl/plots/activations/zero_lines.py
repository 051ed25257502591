"""Where a function of the plane is 0: the straight lines of units, the sharp boundary of a net."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathdl.plots.kit.plane import Regions


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


def show_regions(regions: Regions, f: Callable) -> np.ndarray:
    """Show where f is positive, its boundary drawn exactly where f is 0.

    Every point of the boundary lies between two corners of the grid. Where f has a kink between
    them, a straight line through their values misses the zero, and the straight side of a polygon
    would look rough. So the zero is looked for by halving.

    Parameters
    ----------
    regions : Regions
    f : function
        Takes points of shape (n, 2), returns n numbers.

    Returns
    -------
    array
        f at ``regions.points``.
    """
    values = f(regions.points)
    regions.set(values)
    origin, cell = regions.points[0], regions.points[1, 0] - regions.points[0, 0]
    place = (regions.boundary.get_xydata() - origin) / cell
    low = origin + cell * np.floor(place + 1e-6)
    high = origin + cell * np.ceil(place - 1e-6)
    sign = np.sign(f(low))
    for _ in range(10):
        middle = (low + high) / 2
        below = (np.sign(f(middle)) == sign)[:, None]
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    regions.boundary.set_data(*((low + high) / 2).T)
    return values
