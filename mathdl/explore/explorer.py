"""`explore`: a plot under its controls."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Any

import ipywidgets as widgets

from mathdl.explore.control_widgets import (
    button,
    labelled,
    parts,
    put,
    value_widget,
    walk,
    widen,
    wrapping,
)
from mathdl.explore.drawers import Written, beside, drawers
from mathdl.explore.errand import Errand
from mathdl.explore.picture import Picture
from mathdl.explore.player import Player
from mathdl.explore.sharing import ended, label_of, points_of, shared_controls, start_values
from mathdl.explore.stored_picture import captioned
from mathdl.explore.subshell import answer_while_cells_compute
from mathdl.plots.kit.controls import Clock, Control, Lessons, NotTakenError, Slider, Stepper
from mathdl.plots.kit.plot import Plot, stored_picture

LONG = 0.15  # seconds after which the page says that it is being worked on
VIEW = "application/vnd.jupyter.widget-view+json"


class Explorer(widgets.VBox):
    """Plots under the controls they share.

    Attributes
    ----------
    controls : dict of str to widget
        By name; setting a ``.value`` redraws, as a reader's hand does.
    pictures : list of Picture
        One for each plot.
    error : Exception or None
        What the last drawing raised.
    """

    _errand: Errand | None = None

    def __init__(self, *plots: Plot, **values: Any) -> None:
        self.plots, self.error = plots, None
        self._data = shared_controls(plots)
        start = start_values(plots, self._data, values)
        self._lock, self._moving = threading.RLock(), False
        self._errand = Errand(self._draw_meanwhile, self._lock)
        label_width = f"{max((len(label_of(*c)) for c in self._data.items()), default=0) + 1}ch"
        self.controls, self.rows, self.players = {}, {}, []
        for name, control in self._data.items():
            widget = value_widget(control, start[name])
            self.controls[name] = labelled(widget, label_of(name, control), label_width)
        self.pictures = [
            Picture(
                plot.canvas.width,
                plot.canvas.height,
                frame,
                sentence,
                points_of(plot, self.controls, self._data),
            )
            for plot, (sentence, frame) in zip(plots, self._draw(Plot.draw_frame), strict=True)
        ]
        self.written = Written(self) if self.state_line() else None
        for name, control in self._data.items():
            self.rows[name] = self._row(control, self.controls[name])
        self._show_rows()
        groups = {title: names for plot in plots for title, names in plot.groups.items()}
        grouped = {name for names in groups.values() for name in names}
        free = [row for name, row in self.rows.items() if name not in grouped]
        main = [*free, *self.pictures, *filter(None, [self.written])]
        opened = plots[0].opened
        super().__init__([beside(drawers(self.rows, groups, opened), main)] if groups else main)
        self.add_class("mathdl-explorer")
        for widget in self.controls.values():
            widget.observe(self._changed, "value")
        for picture in self.pictures:
            picture.on_msg(self._heard)

    @property
    def values(self) -> dict[str, Any]:
        """The controls' values, by name."""
        return {name: widget.value for name, widget in self.controls.items()}

    @property
    def sentence(self) -> str:
        """What the pictures say."""
        return " ".join(picture.sentence for picture in self.pictures)

    def state_line(self) -> str:
        """The values of the first plot's controls as one line, if it has such lines."""
        return self.plots[0].state_line(**self.values_of(self.plots[0]))

    def _changed(self, change: dict[str, Any]) -> None:
        """Draw, unless the page has only said again what it was told, in its own last digits."""
        old, new = change["old"], change["new"]
        if not (isinstance(new, float) and math.isclose(old, new, rel_tol=1e-9, abs_tol=1e-9)):
            self.refresh()

    def refresh(self) -> None:
        """Draw at the controls' values and send the pictures.

        JupyterLab calls from two threads, even for one slider: one lock guards drawing and
        sending, and the values are read inside it, so that the last picture is the latest.
        """
        with self._lock:
            if self._moving:
                return  # until all that one hand moves has moved
            self._show_rows()
            if self.written:
                self.written.refused = None
            watched = bool(self.pictures[0]._view_count)
            self._errand.begin(self._meanwhile(), patient=not watched)

    def _meanwhile(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Do the work that drawing at these values needs; yield what can be drawn until then."""
        for plot in self.plots:
            with self._said():
                yield from plot.meanwhile(**self.values_of(plot))

    def _draw_meanwhile(self, meanwhile: tuple[dict[str, Any], str] | None) -> None:
        """Draw and send the pictures; not yet at the controls' values if work is left for them."""
        values, progress = meanwhile or ({}, "")
        plays = any(player.playing for player in self.players)
        with self._said(), nullcontext() if plays else self._working():
            drawn = self._draw(Plot.draw_frame, **values)
            if self.written and not plays:
                self.written.show()
        self.error = self.written.refused if self.written else None
        for picture, (sentence, frame) in zip(self.pictures, drawn, strict=True):
            picture.show(frame, f"{sentence} {progress}".rstrip(), str(self.error or ""))

    def _draw(self, draw: Callable[..., tuple[str, Any]], **other: Any) -> list[tuple[str, Any]]:
        """Draw one plot after the other; each takes the values of its own controls."""
        values = self.values | other
        return [draw(plot, **{name: values[name] for name in plot.controls}) for plot in self.plots]

    def values_of(self, plot: Plot) -> dict[str, Any]:
        """Return the values of a plot's own controls, as its `update` takes them."""
        values = self.values
        return plot.values(**{name: values[name] for name in plot.controls})

    def move(self, **values: Any) -> None:
        """Move several controls, by name, and draw once."""
        with self._lock, self._all_at_once():
            for name, value in values.items():
                if (control := self.plots[0].controls[name]) != self._data[name]:
                    self._data[name] = control
                    widen(self.controls[name], control)
                self.controls[name].value = value

    @contextmanager
    def _all_at_once(self) -> Iterator[None]:
        """Move several controls, and draw when all of them have moved."""
        self._moving = True
        try:
            yield
        finally:
            self._moving = False
        self.refresh()

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Say on the page what goes wrong, and raise it again."""
        try:
            yield
        except Exception as error:
            self.say(error)
            raise

    def _heard(self, picture: Picture, content: dict[str, Any], buffers: list) -> None:
        """Move the sliders that a hand on a picture moves, all of them, and then draw once.

        Whatever stands in the message is answered by a picture: the page waits for it.
        """
        wishes = content.get("set")
        if not isinstance(wishes, dict):
            return
        with self._lock:
            picture.turn = content.get("turn")
            with self._all_at_once():
                for name, position in wishes.items():
                    known = isinstance(self._data.get(name), Slider) and self._is_shown(name)
                    if known and type(position) in (int, float) and abs(position) < 1e300:
                        put(self.controls[name], position)

    def _show_rows(self) -> None:
        values = self.values
        for name, control in self._data.items():
            visible = control.when is None or control.when(values)
            self.rows[name].layout.display = None if visible else "none"

    def _is_shown(self, name: str) -> bool:
        return self.rows[name].layout.display != "none"

    @contextmanager
    def _working(self) -> Iterator[None]:
        """Let the page say that it takes long, if it does."""
        # The numbers of now: a timer that is late must not speak of the picture after next.
        numbers = [(picture, picture.number) for picture in self.pictures]
        timer = threading.Timer(LONG, lambda: [p.say_working(number) for p, number in numbers])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def say(self, error: Exception) -> None:
        """Say what is wrong: with a value that cannot be taken, the last picture stays."""
        self.error = error
        for picture in self.pictures:
            if isinstance(error, NotTakenError):
                picture.refuse(str(error))
            else:
                picture.fail(f"{type(error).__name__}: {error}")

    def _row(self, control: Control, widget: widgets.Widget) -> widgets.Widget:
        if isinstance(control, Stepper):
            back = button("◀ Back", lambda: walk(widget, -1))
            next_ = button("Next ▶", lambda: walk(widget, 1))
            return widgets.HBox([widget, back, next_], layout=wrapping())
        if isinstance(control, Clock):
            rest = self.written and self.written.show
            player = Player(control, widget, self.pictures[0], partial(ended, self), rest)
            self.players.append(player)
            return player
        if isinstance(control, Lessons):
            widget.pad = self.controls[control.of]
        return widget

    def close(self) -> None:
        """Stop what plays, take the explorer off the page, and give back its memory."""
        if self._errand:  # else a plot was refused before there was one
            self._errand.halt()
        for widget in parts(self):
            if widget is not self:
                widget.close()
        super().close()
        self._repr_mimebundle_ = None  # a closed widget is displayed as its name only

    # ipywidgets 7 has this method, which would win over the bundle and show no stored picture.
    _ipython_display_ = None

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict, dict]:
        """Display as widgets, and carry a picture for pages where no widget lives."""
        answer_while_cells_compute(self)
        # The view of a part, for anywidget knows what Colab wants; then it is made that of all.
        live, wishes = self.pictures[0]._repr_mimebundle_()
        live[VIEW]["model_id"] = self.model_id
        with self._lock:
            if self.error:  # which stands in place of the picture
                return {**live, "text/plain": self.pictures[0].error}, wishes
            sentence = self.sentence
            images = [image for _, image in self._draw(Plot.draw_and_read)]
        still, metadata = stored_picture(captioned(images, sentence), sentence)
        return {**live, **still}, {**wishes, **metadata}


def explore(*plots: Plot, **values: Any) -> Explorer:
    """Put a plot under its controls; several plots share controls of the same name.

    Parameters
    ----------
    *plots : Plot
    **values
        Where the controls start, by name; at their defaults otherwise.

    Returns
    -------
    Explorer

    Raises
    ------
    TypeError
        If there is no control of a given name, or what should be explored is not a plot.
    ValueError
        If a value is not one that its control can take, or plots disagree about a control.

    Examples
    --------
    >>> from mathdl.plots import SquarePlot
    >>> explorer = explore(SquarePlot(), side=2.0)
    >>> explorer.controls["side"].value = 3.0
    >>> explorer.sentence
    'A square with side 3.00 has area 3.00 × 3.00 = 9.00.'
    """
    return Explorer(*plots, **values)
