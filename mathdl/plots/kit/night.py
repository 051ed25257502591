"""Colours on a dark page: light and dark change places, blue stays blue.

A colour with a meaning has a brighter one of its own by night. All others are mirrored in their
lightness as the eye sees it (the L of OKLab, Björn Ottosson, 2020), so that dark words on a pale
area become pale words on a dark one, as readable as before.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from mathdl.plots.kit.colours import NIGHT, PAPER

_LMS = np.array([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
])  # fmt: skip
_LAB = np.array([
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
])  # fmt: skip
BRIGHTEST = 0.95  # the lightness of what is black on a light page


@lru_cache(4096)
def by_night(colour: str) -> str:
    """Return what a colour of a light page is on a dark one.

    Parameters
    ----------
    colour : str
        As CSS writes it, with six digits, or eight that say how opaque it is.

    Examples
    --------
    >>> by_night("#ffffff"), by_night("#0072b2")
    ('#17191d', '#56b4e9')
    """
    base, opaque = colour[:7], colour[7:]
    if base in _NAMED:
        return _NAMED[base] + opaque
    light, *hue = _to_lab(_channels(base))
    darkest = _to_lab(_channels(PAPER[1]))[0]
    lab = np.array([BRIGHTEST + (darkest - BRIGHTEST) * light, *hue])
    while np.abs((rgb := _from_lab(lab)) - 0.5).max() > 0.501:  # no screen has it: less colour
        lab[1:] *= 0.95
    return "#" + "".join(f"{round(255 * part):02x}" for part in rgb.clip(0, 1)) + opaque


def _channels(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def _to_lab(rgb: np.ndarray) -> np.ndarray:
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return _LAB @ np.cbrt(_LMS @ linear)


def _from_lab(lab: np.ndarray) -> np.ndarray:
    linear = np.linalg.solve(_LMS, np.linalg.solve(_LAB, lab) ** 3)
    bent = 1.055 * np.abs(linear) ** (1 / 2.4) - 0.055
    return np.where(linear <= 0.0031308, 12.92 * linear, bent)


_NAMED = {light.lower(): dark.lower() for light, dark in [PAPER, *NIGHT.items()]}
