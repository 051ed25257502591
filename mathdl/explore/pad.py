"""The pad that a reader draws on, and the row of buttons that say what was drawn."""

from __future__ import annotations

from pathlib import Path

import anywidget
import ipywidgets as widgets
import traitlets

PAGE = Path(__file__).with_name("page")


class Pad(anywidget.AnyWidget):
    """A page of 32 × 32 pixels under a pen, a finger or arrow keys, with undo and clear.

    Parameters
    ----------
    pen : float
        How broad the pen is, in pixels.
    value : str
        The drawing, as `Pixels` writes it; it follows the hand.
    """

    # As text, as Picture has it.
    _esm = "\n".join([PAGE.joinpath(f"{n}.js").read_text("utf-8") for n in ("theme", "pixels")])
    _css = PAGE.joinpath("pixels.css").read_text("utf-8")
    value = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    pen = traitlets.Float().tag(sync=True)

    def __init__(self, pen: float, value: str) -> None:
        super().__init__(pen=float(pen), value=value)


class LessonBox(widgets.HBox):
    """Ten buttons that say which digit is on the pad, and so teach it.

    Attributes
    ----------
    value : str
        The lessons, as the control `Lessons` reads them.
    pad : Pad
        Where the drawing is taken from; the explorer sets it.
    """

    value = traitlets.Unicode()
    description = traitlets.Unicode()

    def __init__(self, value: str) -> None:
        self.pad: Pad | None = None
        self.digits = [self._button(k) for k in range(10)]
        self.forget = widgets.Button(description="Forget", layout=widgets.Layout(width="auto"))
        self.forget.on_click(lambda _: setattr(self, "value", ""))
        self.words, self.said = widgets.Label(), widgets.Label()
        super().__init__(
            [self.words, *self.digits, self.forget, self.said],
            layout=widgets.Layout(flex_flow="row wrap"),
        )
        self.observe(lambda _: self._say(), "value")
        self.observe(lambda change: setattr(self.words, "value", change["new"]), "description")
        self.value = value
        self._say()

    def _button(self, digit: int) -> widgets.Button:
        hint = f"this is a {digit}"
        layout = widgets.Layout(width="34px")
        made = widgets.Button(description=str(digit), tooltip=hint, layout=layout)
        made.on_click(lambda _: self.teach(digit))
        return made

    def teach(self, digit: int) -> None:
        """Keep what is on the pad as a drawing of this digit."""
        drawing = self.pad.value if self.pad else ""
        if not drawing.strip("0"):
            self.said.value = "draw a digit first"
        else:
            self.value = f"{self.value} {digit}:{drawing}".strip()

    def _say(self) -> None:
        taught = [lesson[0] for lesson in self.value.split()]
        self.said.value = f"taught: {', '.join(taught)}" if taught else ""
