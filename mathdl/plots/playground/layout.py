"""Where things stand on the workbench, in pixels of the page from the upper left."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

LEFT, TOP, WIDE, HIGH = 66, 46, 465, 336  # of the net


def placed(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Make axes at a place given in pixels of the page from the upper left."""
    across, down = 100 * figure.get_size_inches()
    return figure.add_axes(
        (left / across, 1 - (top + height) / down, width / across, height / down)
    )


def written(figure: Figure, left: float, top: float, words: str = "", **style: Any) -> Any:
    """Write words with their middle line at a place given in pixels from the upper left."""
    across, down = 100 * figure.get_size_inches()
    look = dict(va="center", animated=not words)
    return figure.text(left / across, 1 - top / down, words, **(look | style))


def cover(figure: Figure, label: str, zorder: float) -> Axes:
    """Return axes that cover the figure, one unit a pixel of the page, y upwards."""
    width, height = 100 * figure.get_size_inches()
    axes = figure.add_axes((0, 0, 1, 1), label=label, zorder=zorder)
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    return axes
