"""Many controls in groups that open and close, and what a plot can write down about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets as widgets

from mathdl.explore.control_widgets import button, wrapping
from mathdl.plots.kit.plot import as_html

CLOSED, OPEN = "▸", "▾"


def drawers(
    rows: Mapping[str, widgets.Widget], groups: Mapping[str, tuple[str, ...]]
) -> list[widgets.Widget]:
    """Put rows into their groups: one button for each, and the rows of those that are open.

    Parameters
    ----------
    rows : dict of str to widget
        By the control's name; a row in no group is left out.
    groups : dict of str to tuple of str
        The names of the controls of each group.
    """
    if not groups:
        return []
    heads, boxes = [], []
    for title, names in groups.items():
        box = widgets.Box([rows[name] for name in names], layout=wrapping())
        box.layout.display = "none"
        head = button(f"{CLOSED} {title}", lambda: None, f"the controls of: {title}")
        head.on_click(lambda head, box=box, title=title: _turn(head, box, title))
        heads.append(head)
        boxes.append(box)
    return [widgets.HBox(heads, layout=wrapping()), *boxes]


def _turn(head: widgets.Button, box: widgets.Box, title: str) -> None:
    shut = box.layout.display == "none"
    box.layout.display = None if shut else "none"
    head.description = f"{OPEN if shut else CLOSED} {title}"


class Written(widgets.VBox):
    """The settings of a plot as a line, to copy and to put back, and what it writes on demand.

    Parameters
    ----------
    put_back : function
        Takes a line that a reader has put in.
    actions : dict of str to function
        The words of each button, and what writes the text that it shows.

    Attributes
    ----------
    line : Text
        Shows the settings as they are now.
    """

    def __init__(
        self, put_back: Callable[[str], None], actions: Mapping[str, Callable[[], str]]
    ) -> None:
        self.line = widgets.Text(
            description="settings", continuous_update=False, layout=widgets.Layout(width="100%")
        )
        self.line.style.description_width = "8ch"
        self._put_back, self._actions, self._shown = put_back, actions, ""
        self._own = ""  # what the line says by itself
        self.line.observe(self._typed, "value")
        self._text = widgets.HTML()
        self._buttons = [button(words, lambda words=words: self._turn(words)) for words in actions]
        row = widgets.HBox(self._buttons, layout=wrapping())
        super().__init__([self.line, row, self._text])

    def show(self, line: str) -> None:
        """Show a line, and the text that is open, anew."""
        self._own = line
        self.line.value = line
        self._write()

    def _typed(self, change: dict) -> None:
        if change["new"] != self._own:
            self._put_back(change["new"])

    def _turn(self, words: str) -> None:
        self._shown = "" if self._shown == words else words
        self._write()

    def _write(self) -> None:
        for one in self._buttons:
            words = one.description.lstrip(f"{CLOSED}{OPEN} ")
            one.description = f"{OPEN if words == self._shown else CLOSED} {words}"
        text = as_html(self._actions[self._shown]()) if self._shown else ""
        self._text.value = f'<pre tabindex="0">{text}</pre>' if text else ""
