"""The one widget of our own: an image that says what it shows."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import anywidget
import traitlets


class Picture(anywidget.AnyWidget):
    """An image with alternative text, a sentence below, and a word back for every frame painted.

    `ipywidgets.Image` has no alternative text and does not tell when it has painted, and HTML
    widgets replace their node on each change, which screen readers miss.

    Attributes
    ----------
    frame : bytes
        The picture as JPEG.
    sentence : str
        What it shows: the alternative text, and the line below.
    error : str
        What went wrong; if not empty, it stands in place of the picture.
    number : int
        Counts the frames; the page repaints when it changes.
    width : int
        On the page, in pixels.
    """

    # As text: of a path anywidget would watch the file, and keep every picture for ever.
    _esm = Path(__file__).with_name("picture.js").read_text("utf-8")
    _css = Path(__file__).with_name("picture.css").read_text("utf-8")
    frame = traitlets.Bytes().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    error = traitlets.Unicode().tag(sync=True)
    number = traitlets.Int(0).tag(sync=True)
    width = traitlets.Int(800).tag(sync=True)

    IN_FLIGHT = 3  # frames sent and not yet painted

    def __init__(self, width: int) -> None:
        super().__init__(width=width, _view_count=0)
        self._painted = 0
        self._news = threading.Condition()
        self.on_msg(self._heard)

    def send_frame(self, frame: bytes, sentence: str, error: str = "") -> None:
        """Put a new picture on the page."""
        with self.hold_sync():
            self.frame, self.sentence, self.error = frame, sentence, error
            self.number += 1

    def wait_for_room(self, seconds: float, stop: threading.Event) -> bool:
        """Wait until few enough frames are in flight; False if the page stays silent so long.

        `stop`, when set, ends the waiting at the next `wake`.
        """
        with self._news:
            self._news.wait_for(lambda: stop.is_set() or self._has_room, timeout=seconds)
            return self._has_room and not stop.is_set()

    @property
    def _has_room(self) -> bool:
        return self.number - self._painted < self.IN_FLIGHT

    def wake(self) -> None:
        """Let those who wait look again."""
        with self._news:
            self._news.notify_all()

    @property
    def shown(self) -> bool:
        """Whether the picture stands on a page just now."""
        return bool(self._view_count)

    def _heard(self, widget: Picture, content: Any, buffers: list) -> None:
        with self._news:
            self._painted = max(self._painted, content["painted"])
            self._news.notify_all()
