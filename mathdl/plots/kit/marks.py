"""Arrows, and words that keep their place beside the axes: what nearly every picture has."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text

CENTRED = dict(ha="center", va="center")  # words with their middle at a place
HEADLINE = dict(fontsize=13, weight="bold")

Point = tuple[float, float]


def arrow(
    axes: Axes,
    colour: str,
    width: float = 3,
    head: float = 16,
    start: Point = (0, 0),
    tip: Point = (1, 0),
    **style: Any,
) -> FancyArrowPatch:
    """Draw an arrow that ends exactly at its tip; ``set_positions(start, tip)`` moves it.

    Parameters
    ----------
    axes : matplotlib Axes
    colour : str
    width, head : float
        Of the line, in points, and how large the head is.
    start, tip : (float, float)
    **style
        Of a matplotlib FancyArrowPatch; one that stands still is given with ``animated=False``.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> step = arrow(Figure().subplots(), "black")
    >>> step.set_positions((1, 2), (3, 2))
    """
    look = dict(arrowstyle="-|>", shrinkA=0, shrinkB=0, animated=True)
    look |= dict(color=colour, lw=width, mutation_scale=head)
    return axes.add_patch(FancyArrowPatch(start, tip, **(look | style)))


def above(axes: Axes, x: float = 0, words: str = "", y: float = 1.03, **style: Any) -> Text:
    """Write words above the axes, to the side of them that `x` says.

    Words that are given stand still; without any, `update` is to set them.

    Parameters
    ----------
    axes : matplotlib Axes
    x : float
        Left (0), middle (0.5) or right (1): the words begin, are centred or end there.
    words : str
    y : float
        Where they stand, as a part of the axes' height.
    **style
        Of a matplotlib Text.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> above(Figure().subplots(), 1, "● houses").get_ha()
    'right'
    """
    return _beside(axes, x, y, words, va="bottom", **style)


def below(axes: Axes, x: float = 0, words: str = "", y: float = -0.04, **style: Any) -> Text:
    """Hang words below the axes, as `above` writes them above.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> below(Figure().subplots(), 0.5).get_animated()
    True
    """
    return _beside(axes, x, y, words, va="top", **style)


def inside(axes: Axes, x: float = 0.03, words: str = "", y: float = 0.97, **style: Any) -> Text:
    """Hang words in the axes, in the upper left corner if nothing else is said.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> inside(Figure().subplots(), words="stable: goes on").get_animated()
    False
    """
    return _beside(axes, x, y, words, va="top", **style)


def _beside(axes: Axes, x: float, y: float, words: str, **style: Any) -> Text:
    side = "left" if x < 0.5 else "right" if x > 0.5 else "center"
    look = dict(ha=side, transform=axes.transAxes, animated=not words)
    return axes.text(x, y, words, **(look | style))
