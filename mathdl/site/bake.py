"""Pictures without a kernel: every state of a grid, written down once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from mathdl.plots.kit.controls import Choice, Clock, Control, Slider, Stepper, Text, Toggle
from mathdl.plots.kit.drawing import Frame
from mathdl.plots.kit.plot import Plot
from mathdl.site.grid import Grid, canonical, combinations, grid
from mathdl.site.slim import fewer_colours

TRIES = 12  # random combinations, to learn whether hidden controls change anything
FORMS = {
    Slider: "slider", Choice: "choice", Toggle: "toggle", Stepper: "stepper", Clock: "clock",
    Text: "text",
}  # fmt: skip


class Table:
    """Things, each once, by number."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._numbers: dict[str, int] = {}

    def add(self, item: Any) -> int:
        """Return the number of a thing."""
        key = json.dumps(item)
        if key not in self._numbers:
            self._numbers[key] = len(self.items)
            self.items.append(item)
        return self._numbers[key]


def column(numbers: list[int], shape: tuple[int, ...], axes: list[int]) -> list[list[int]]:
    """Keep, of a number for each state, those controls on which it depends.

    Parameters
    ----------
    numbers : list of int
        State by state.
    shape : tuple of int
        How many values each control has.
    axes : list of int
        Which controls these are.

    Returns
    -------
    axes, numbers : lists of int

    Examples
    --------
    >>> column([0, 0, 0, 1, 1, 1], (2, 3), [0, 1])
    [[0], [0, 1]]
    """
    array, kept = np.array(numbers).reshape(shape), []
    for place, axis in enumerate(axes):
        if (array == array.take([0], place)).all():
            array = array.take([0], place)
        else:
            kept.append(axis)
    return [kept, array.ravel().tolist()]


class Baked:
    """One plot, written down at every state of a grid.

    Parameters
    ----------
    plot : Plot
    values : function
        From a combination of the grid to the values that are drawn.
    tick : function, optional
        Called at each drawing.
    """

    def __init__(self, plot: Plot, tick: Callable[[], object] = lambda: None) -> None:
        self.plot, self.tick = plot, tick
        self.styles, self.marks, self.lists = Table(), Table(), Table()
        self.sentences, self.points = Table(), Table()
        self._seen: list[dict] | None = None
        self._style_numbers: list[int] = []

    def draw(self, values: Mapping[str, Any]) -> tuple[int, ...]:
        """Draw one state; return the numbers of its sentence, points, still and moving marks."""
        self.tick()
        sentence, frame = self.plot.draw_frame(**values)
        numbers = self.sentences.add(sentence), self.points.add(frame.points)
        return (*numbers, *(self._list(marks, frame) for marks in (frame.still, *frame.moving)))

    def _list(self, marks: list[list], frame: Frame) -> int:
        if frame.styles is not self._seen:
            self._seen, self._style_numbers = frame.styles, []
        for style in frame.styles[len(self._style_numbers) :]:
            self._style_numbers.append(self.styles.add(style))
        return self.lists.add(
            [
                self.marks.add([self._style_numbers[n], *_small(frame.styles[n], parts)])
                for n, *parts in marks
            ]
        )

    def write(
        self, controls: Mapping[str, Control], chosen: Grid, start: Mapping[str, Any], hides: bool
    ) -> dict[str, Any]:
        """Draw the grid; return what a page needs."""
        own = {name: chosen[name] for name in self.plot.controls if name in chosen}
        axes = [list(chosen).index(name) for name in own]
        mine = {name: controls[name] for name in own}
        fixed = {name: start[name] for name in self.plot.controls}
        drawn: dict[tuple, tuple[int, ...]] = {}

        def shown(values: dict[str, Any]) -> dict[str, Any]:
            return canonical(mine, values, start) if hides else values

        # Seldom what axes and runs hang on: those are drawn, and computed, again and again.
        by_runs = sorted(own, key=lambda name: _liveliness(controls[name]))
        for values in combinations({name: own[name] for name in by_runs}):
            now = shown({name: values[name] for name in own})
            key = tuple(now.values())
            if key not in drawn:
                drawn[key] = self.draw(fixed | now)
        rows = [drawn[tuple(shown(values).values())] for values in combinations(own)]
        most = max(map(len, rows))
        nothing = self.lists.add([])
        rows = [(*row, *[nothing] * (most - len(row))) for row in rows]
        shape = tuple(map(len, own.values()))
        said_, points, *layers = (column(list(numbers), shape, axes) for numbers in zip(*rows))
        layers = [layer for layer in layers if layer != [[], [nothing]]] or [[[], [nothing]]]
        canvas = self.plot.canvas
        return {
            "size": [canvas.width, canvas.height],
            "draggable": [
                {
                    "label": point.label
                    or " and ".join(_label(n, controls) for n in point.sliders),
                    "sliders": list(point.sliders),
                    "turn": point.turn,
                    "fixed": point.fixed,
                }
                for point in (self.plot.draggable if own else ())
            ],
            "styles": self.styles.items,
            "marks": self.marks.items,
            "lists": self.lists.items,
            "layers": layers,
            "sentences": [self.sentences.items, said_],
            "points": [self.points.items if own else [[]], points if own else [[], [0]]],
        }


def _small(style: dict[str, Any], parts: list) -> list:
    return [fewer_colours(parts[0]), *parts[1:]] if "image" in style else parts


def _liveliness(control: Control) -> int:
    """How often a control is moved while a grid is drawn: choices seldom, steps all the time."""
    return 2 if isinstance(control, Stepper | Clock) else int(isinstance(control, Slider))


def bake(
    plots: Iterable[Plot],
    values: Mapping[str, Any],
    moves: bool,
    named: Mapping[str, list[Any]],
    near: Iterable[float],
    states: int,
    tick: Callable[[], object] = lambda: None,
) -> tuple[dict[str, Any], list[int]]:
    """Write down a figure: its controls, and each of its plots at every state of a grid.

    Where the controls start comes second, as places on the grid: the same picture at several places
    of a book is one file.
    """
    plots = list(plots)
    controls: dict[str, Control] = {}
    for plot in plots:
        controls |= plot.controls
    start = {name: values.get(name, control.default) for name, control in controls.items()}
    baked = [Baked(plot, tick) for plot in plots]
    hides = moves and all(map(hidden_shows_nothing, baked, [start] * len(plots)))
    chosen = grid(controls, start, named, near, states, hides) if moves else {}
    return {
        "controls": [
            _control(name, controls[name], list(chosen[name]), controls, chosen) for name in chosen
        ],
        "pictures": [one.write(controls, chosen, start, hides) for one in baked],
    }, [list(chosen[name]).index(start[name]) for name in chosen]


def hidden_shows_nothing(baked: Baked, start: Mapping[str, Any]) -> bool:
    """Whether a hidden control changes nothing, as far as a few random combinations tell."""
    controls = baked.plot.controls
    if not any(control.when for control in controls.values()):
        return True
    rng = np.random.default_rng(0)
    for _ in range(TRIES):
        values = {name: control.random(rng) for name, control in controls.items()}
        own = {name: start[name] for name in controls}
        if baked.draw(values) != baked.draw(canonical(controls, values, own)):
            return False
    return True


def _control(
    name: str,
    control: Control,
    values: list[Any],
    controls: Mapping[str, Control],
    chosen: Grid,
) -> dict[str, Any]:
    """Say what the page needs to know of a control, by the numbers of its values."""
    form = next(form for kind, form in FORMS.items() if isinstance(control, kind))
    written: dict[str, Any] = {"name": name, "label": _label(name, controls), "form": form}
    written["says"] = [_written(control, value) for value in values]
    if isinstance(control, Slider):
        written["at"] = [control.position(value) for value in values]
    if isinstance(control, Clock):
        written |= {"at": values, "per_frame": control.per_frame, "seconds": control.seconds}
    if control.when is not None:
        shape = tuple(map(len, chosen.values()))
        shown = [int(bool(control.when(every))) for every in combinations(chosen)]
        written["when"] = column(shown, shape, list(range(len(shape))))
    return written


def _written(control: Control, value: Any) -> str:
    if isinstance(control, Slider):
        return f"{value:.2g}" if control.log else f"{value:.{control.digits}f}".replace("-", "−")
    return str(value)


def _label(name: str, controls: Mapping[str, Control]) -> str:
    return controls[name].label or name
