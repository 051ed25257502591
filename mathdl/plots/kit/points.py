"""Points of a picture that a hand can take hold of, said as data: where, and what they move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from mathdl.plots.kit.controls import Slider
from mathdl.refusals import shown
from mathdl.words import number, short

if TYPE_CHECKING:
    from mathdl.plots.kit.plot import Plot

__all__ = ["Point"]

Place = tuple[Axes, float, float]  # the axes, and x and y on them
Rates = dict[str, tuple[float, float]]  # by slider


@dataclass(frozen=True)
class Point:
    """A point of the picture itself that can be dragged, beside the sliders that it moves.

    Attributes
    ----------
    artist : str
        What it stands on: an attribute of the plot that is a Line2D, or a list of them; or a method
        of the plot that takes the control values and returns the axes, x and y, or None while
        there is no point.
    x, y : str
        The sliders that go with it across and up; empty if it does not move them. One slider may
        go with both.
    label : str
        What a screen reader calls it; the labels of its sliders if nothing is said.
    index : int
        At which point of the line it stands; in a list, on which line.
    rate_x, rate_y : float
        How far the slider moves for one unit of the axes: for one power of ten if the axis is a
        log axis, and a log slider moves in powers of ten.
    rates : str
        Where a slider goes with both directions, or how far depends on the values: a method that
        takes the control values and returns, by slider, how far one unit across and one unit up
        move it. Such a place follows the hand step by step.
    fixed : bool
        Whether it stays where it is, and what is dragged is a ruler that passes under it.
    field : str
        The plot's attribute that is the axes where a press anywhere brings it there.
    turn : float
        After how much of `x` all is as before, such as 360 degrees; 0 if never.

    Examples
    --------
    >>> Point("start", x="x0").sliders
    ('x0',)
    """

    artist: str
    x: str = ""
    y: str = ""
    label: str = ""
    index: int = 0
    rate_x: float = 1.0
    rate_y: float = 1.0
    rates: str = ""
    fixed: bool = False
    turn: float = 0.0
    field: str = ""

    def __post_init__(self) -> None:
        for name in ("artist", "x", "y", "label", "rates", "field"):
            if not isinstance(value := getattr(self, name), str):
                raise TypeError(f"{name} of a Point is a word, not {shown(value)}")

    @property
    def sliders(self) -> tuple[str, ...]:
        """The names of the sliders that it moves."""
        return tuple(dict.fromkeys(name for name in (self.x, self.y) if name))

    def place(self, plot: Plot, values: Mapping[str, Any]) -> Place | None:
        """Tell where it stands in a plot that was drawn for these values; None if nowhere."""
        artist, index = getattr(plot, self.artist), self.index
        if isinstance(artist, list):
            artist, index = artist[index], 0
        if isinstance(artist, Line2D):
            points = artist.get_xydata()
            there = artist.get_visible() and index < len(points)
            place = (artist.axes, *points[index]) if there else None
            clipped = artist.get_clip_on()
        else:
            place, clipped = artist(**values), True
        if place is None or not np.all(np.isfinite(place[1:])):
            return None
        axes, *at = place
        box = axes.bbox if clipped else axes.figure.bbox
        return place if box.padded(1).contains(*axes.transData.transform(at)) else None

    def area(self, plot: Plot) -> list[float]:
        """Return left, top, width and height of its field, as parts of the picture; or nothing."""
        if not self.field:
            return []
        box = getattr(plot, self.field).get_position()
        return [round(float(part), 4) for part in (box.x0, 1 - box.y1, box.width, box.height)]

    def moves(self, plot: Plot, values: Mapping[str, Any]) -> Rates:
        """Return, by slider, how far one unit across and one unit up move it."""
        if self.rates:
            return getattr(plot, self.rates)(**values)
        return {
            name: (self.rate_x * (name == self.x), self.rate_y * (name == self.y))
            for name in self.sliders
        }


def check(plot: Plot) -> None:
    """Refuse points that a plot cannot have."""
    for point in plot.draggable:
        what = f"{type(plot).__name__}: the Point on {point.artist!r}"
        sliders = [name for name, c in plot.controls.items() if isinstance(c, Slider)]
        for name in point.sliders:
            if name not in sliders:
                has = ", ".join(sliders) or "none"
                raise ValueError(f"{what} moves {name!r}, which is no Slider; there is {has}")
        if not point.sliders:
            raise ValueError(f"{what} moves nothing: name a Slider as its x or its y")
        artist = getattr(plot, point.artist, None)
        if isinstance(artist, list) and 0 <= point.index < len(artist):
            artist = artist[point.index]
        if not (isinstance(artist, Line2D) or callable(artist)):
            raise ValueError(
                f"{what} stands on nothing: after build, plot.{point.artist} is to be a Line2D, a "
                "list of them, or a method that takes the control values and returns axes, x and y"
            )
        if point.rates and not callable(getattr(plot, point.rates, None)):
            raise ValueError(f"{what}: there is no method {point.rates!r} that tells its rates")


def standing(plot: Plot, values: Mapping[str, Any]) -> list[list]:
    """Write down, for the page, where the points of a plot stand as it is drawn.

    Returns
    -------
    list
        For each point

        - where it stands, in tenths of a pixel from the upper left corner, or None;
        - in words, the values that it stands for;
        - by slider that can be seen, the slider's position and how much that changes for a pixel
          to the right and for a pixel down. Of a log slider, the position is the power of ten.
    """
    return [_written(point, plot, values) for point in plot.draggable]


def _written(point: Point, plot: Plot, values: Mapping[str, Any]) -> list:
    place = point.place(plot, values)
    sliders = {name: plot.controls[name] for name in point.sliders}
    sliders = {n: c for n, c in sliders.items() if c.when is None or c.when(values)}
    says = {n: said(c, values[n]) for n, c in sliders.items()}
    if len(point.sliders) > 1:
        says = {n: f"{plot.controls[n].label or n} {value}" for n, value in says.items()}
    if place is None or not sliders:
        still = {n: [_short(c.position(values[n])), 0, 0] for n, c in sliders.items()}
        return [None, ", ".join(says.values()), still]
    axes, *at = place
    x, y = axes.transData.transform(at)
    across, up = _units_a_pixel(axes)
    rates, moves = point.moves(plot, values), {}
    for name, slider in sliders.items():
        by_x, by_y = rates[name]
        moves[name] = [*map(_short, (slider.position(values[name]), by_x * across, -by_y * up))]
    height = plot.canvas.height
    return [
        [round(10 * float(x)), round(10 * (height - float(y)))],
        ", ".join(says.values()),
        moves,
    ]


def said(slider: Slider, value: float) -> str:
    """Write the value of a slider with as many digits as its steps have.

    Examples
    --------
    >>> said(Slider(0.0, -1.0, 1.0, 0.05), -0.5)
    '−0.50'
    """
    return short(value) if slider.log else number(value, slider.digits)


def _units_a_pixel(axes: Axes) -> tuple[float, float]:
    """Return how many units, or powers of ten on a log axis, lie on a pixel across and up."""
    box = axes.bbox
    x, y = (
        np.ptp(axis.get_transform().transform(np.array(axis.get_view_interval())))
        for axis in (axes.xaxis, axes.yaxis)
    )
    return (
        (-x if axes.xaxis_inverted() else x) / box.width,
        (-y if axes.yaxis_inverted() else y) / box.height,
    )


def _short(x: float) -> float:
    return float(f"{float(x):.9g}") + 0.0  # no −0
