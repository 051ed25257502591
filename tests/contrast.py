"""How well words can be told from what lies behind them, as WCAG measures it."""

import numpy as np
from matplotlib.colors import to_rgb

LEAST = 4.5  # for words of ordinary size


def light(colour):
    """Return the relative luminance of a colour: 0 is black, 1 is white."""
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ [
        0.2126, 0.7152, 0.0722,
    ]  # fmt: skip


def contrast(colour, ground="white"):
    """Return the contrast of two colours, from 1 (the same) to 21 (black on white)."""
    low, high = sorted((light(colour), light(ground)))
    return float((high + 0.05) / (low + 0.05))
