"""The widget of questions: text, a way to answer, buttons, and room for what is said then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import mistune
import traitlets

from mathdl.explore.subshell import answer_while_cells_compute

PAGE = Path(__file__).with_name("page")


class Box(anywidget.AnyWidget):
    """A question on the page.

    Parameters
    ----------
    question : str
        As Markdown.
    label : str
        What to answer with; empty where nothing is answered here.
    choices : list of str
        To choose one of; a line to type into if there are none.
    least : float
        The smallest confidence that can be given to a choice; 0 for none.
    buttons : list of str
        The first one answers.
    answered : dict
        What was answered before: `choice` and `sure`.
    unrun : str
        What stands on a page that is not run; the question, if it is left out.

    Attributes
    ----------
    said : dict
        What stands below: `verdict`, its `status`, and `help`, both HTML.
    """

    _esm = PAGE.joinpath("box.js").read_text("utf-8")
    _css = PAGE.joinpath("box.css").read_text("utf-8")
    asked = traitlets.Dict().tag(sync=True)
    said = traitlets.Dict().tag(sync=True)
    typed = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        question: str,
        label: str = "",
        choices: list[str] | tuple[str, ...] = (),
        least: float = 0.0,
        buttons: tuple[str, ...] = (),
        answered: dict[str, Any] | None = None,
        unrun: str = "",
    ) -> None:
        self.unrun, self.on_press = unrun or question, {}
        super().__init__(said={"verdict": "", "status": "", "help": "", "turn": 0})
        self.pose(question, label, choices, buttons, least, answered)
        self.on_msg(self._heard)

    def pose(
        self,
        question: str,
        label: str = "",
        choices: list[str] | tuple[str, ...] = (),
        buttons: tuple[str, ...] = (),
        least: float = 0.0,
        answered: dict[str, Any] | None = None,
    ) -> None:
        """Ask another question in the same box; nothing is said or typed there yet."""
        asked = {"question": as_page(question), "label": label, "choices": list(choices)}
        asked |= {"least": least, "buttons": list(buttons), "answered": answered or {}}
        with self.hold_sync():
            self.typed, self.asked = "", asked
            self.say("", help_="")

    def when_pressed(self, button: str, do: Callable[[dict[str, Any]], None]) -> None:
        """Let a button do something with what was answered: `typed`, `choice`, `sure`."""
        self.on_press[button] = do

    def say(self, verdict: str | None = None, status: str = "", help_: str | None = None) -> None:
        """Say a verdict, or help, both Markdown; what is None stays."""
        said = {**self.said, "turn": self.said["turn"] + 1}  # so that the same is heard again
        if verdict is not None:
            said |= {"verdict": as_page(verdict), "status": status}
        if help_ is not None:
            said["help"] = as_page(help_)
        self.said = said

    def _heard(self, widget: Box, content: dict[str, Any], buffers: list) -> None:
        if content.get("press") in self.on_press:
            self.typed = str(content.get("typed", ""))
            self.on_press[content["press"]](content)

    # ipywidgets 7 has this method, which would win over the bundle and show no question.
    _ipython_display_ = None

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict, dict]:
        """Display as a widget, and carry the question for pages where no widget lives."""
        answer_while_cells_compute(self)
        live, wishes = super()._repr_mimebundle_()
        plain = self.unrun.replace("**", "")
        return {**live, "text/markdown": self.unrun, "text/plain": plain}, wishes


def as_page(markdown: str) -> str:
    """Turn Markdown into HTML; tags in it stay text.

    Examples
    --------
    >>> as_page("*one* `two` <b>")
    '<p><em>one</em> <code>two</code> &lt;b&gt;</p>'
    """
    return str(_markdown(markdown)).strip()


_markdown = mistune.create_markdown(escape=True, plugins=["table"])
