"""Many controls in groups that open and close, and what a plot can write down about itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from mathdl.explore.control_widgets import button, wrapping
from mathdl.plots.kit.controls import NotTakenError
from mathdl.plots.kit.plot import Plot, as_html

CLOSED, OPEN = "▸", "▾"
STYLE = "font-family: monospace; line-height: 1.4; white-space: pre-wrap"


def drawers(
    rows: Mapping[str, widgets.Widget], groups: Mapping[str, tuple[str, ...]], opened: str
) -> widgets.VBox:
    """Put rows into their groups: one button for each, and below it its rows, if it is open.

    Parameters
    ----------
    rows : dict of str to widget
        By the control's name; a row in no group is left out.
    groups : dict of str to tuple of str
        The names of the controls of each group; one without a title is not shown.
    opened : str
        The title of the one that is open at first.
    """
    made: list[widgets.Widget] = []
    for title, names in groups.items():
        if not title:
            continue
        box = widgets.Box([_narrow(rows[name]) for name in names], layout=wrapping())
        box.children[0].layout.flex = "1 1 100%"  # what the others, in pairs, are about
        box.layout.display = "none"
        head = button(f"{CLOSED} {title}", lambda: None, f"the controls of: {title}")
        head.on_click(lambda head, box=box, title=title: _turn(head, box, title))
        if title == opened:
            _turn(head, box, title)
        made += [head, box]
    return widgets.VBox(made, layout=widgets.Layout(flex="1 1 340px"))


def beside(drawers: widgets.VBox, main: list[widgets.Widget]) -> widgets.Box:
    """Put drawers to the right of a picture where there is room, and above it otherwise."""
    column = widgets.VBox(main, layout=widgets.Layout(flex="20 1 580px", max_width="820px"))
    layout = widgets.Layout(flex_flow="row-reverse wrap", justify_content="flex-end", width="100%")
    return widgets.Box([drawers, column], layout=layout)


def _narrow(row: widgets.Widget) -> widgets.Widget:
    """Let a row be as wide as its drawer, or as half of a wide one; checkboxes stand in a line."""
    row.layout.width, row.layout.flex = "auto", "1 1 300px"
    if isinstance(row, widgets.Checkbox):
        row.indent, row.layout.width = False, f"{len(row.description) + 7}ch"
        row.layout.flex = None
    return row


def _turn(head: widgets.Button, box: widgets.Box, title: str) -> None:
    shut = box.layout.display == "none"
    box.layout.display = None if shut else "none"
    head.description = f"{OPEN if shut else CLOSED} {title}"


def values_in(line: str, plot: Plot) -> dict[str, Any]:
    """Return the control values that a line stands for, or refuse it as a control would."""
    try:
        values = plot.from_line(line)
        plot.values(**values)
    except NotTakenError:
        raise
    except (TypeError, ValueError) as error:
        raise NotTakenError(str(error)) from None
    return values


class Written(widgets.VBox):
    """The settings of a plot as a line, to copy and to put back, and what it writes on demand.

    Parameters
    ----------
    explorer : Explorer
        Its first plot writes and reads such lines.

    Attributes
    ----------
    line : Text
        Shows the settings as they are now.
    refused : NotTakenError or None
        Why the line cannot be taken, as long as nothing else is wished for.
    """

    refused: NotTakenError | None = None

    def __init__(self, explorer: Any) -> None:
        self._explorer, self._plot, self._shown = explorer, explorer.plots[0], ""
        self.line = widgets.Text(
            description="settings", continuous_update=False, layout=widgets.Layout(width="100%")
        )
        self.line.style.description_width = "8ch"
        self.line.observe(self._typed, "value")
        self._text = widgets.HTML()
        self._buttons = [
            button(words, lambda words=words: self._turn(words)) for words in self._plot.actions
        ]
        row = widgets.HBox(self._buttons, layout=wrapping())
        super().__init__([self.line, row, self._text])
        self.show()

    def show(self) -> None:
        """Show the line, and the text that is open, anew; a refused line stays, to be mended."""
        if not self.refused:
            self.line.value = self._explorer.state_line()
        self._write()

    def _typed(self, change: dict) -> None:
        if change["new"] == self._explorer.state_line():
            return
        try:
            values = values_in(change["new"], self._plot)
        except NotTakenError as error:
            self.refused = error  # also while work that was begun before goes on
            self._explorer.say(error)
            raise
        self._explorer.move(**values)

    def _turn(self, words: str) -> None:
        self._shown = "" if self._shown == words else words
        self._write()

    def _write(self) -> None:
        for one in self._buttons:
            words = one.description.lstrip(f"{CLOSED}{OPEN} ")
            one.description = f"{OPEN if words == self._shown else CLOSED} {words}"
        text = ""
        if self._shown:
            write = getattr(self._plot, self._plot.actions[self._shown])
            text = as_html(write(**self._explorer.values_of(self._plot)))
        self._text.value = f'<pre tabindex="0" style="{STYLE}">{text}</pre>' if text else ""
