"""Where things stand on the workbench, in pixels of the page from the upper left."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure

LEFT, TOP, WIDE, HIGH = 66, 46, 465, 336  # of the net


def written(figure: Figure, left: float, top: float, words: str = "", **style: Any) -> Any:
    """Write words with their middle line at a place given in pixels from the upper left."""
    across, down = 100 * figure.get_size_inches()
    look = dict(va="center", animated=not words)
    return figure.text(left / across, 1 - top / down, words, **(look | style))
