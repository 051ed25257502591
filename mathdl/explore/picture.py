"""The one widget of our own: a drawing that says what it shows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import anywidget
import traitlets

from mathdl.plots.kit.drawing import Frame

PAGE = Path(__file__).with_name("page")
SCRIPTS = "theme", "fonts", "paint", "drawing", "screen", "touch", "keys", "picture"
FONTS = tuple(f"DejaVuSans{kind}" for kind in ("", "-Bold", "-Oblique", "-BoldOblique"))


class Picture(anywidget.AnyWidget):
    """A drawing with alternative text, a sentence below, and a word back when it is painted.

    A page that opens gets the whole picture, as `drawing`; afterwards, in messages, only what has
    changed. A page that has missed a message says which one it has, and gets the whole again.

    Parameters
    ----------
    width, height : int
        On the page, in pixels.
    frame : Frame
    sentence : str
    points : list of dict
        Of each point that can be dragged what stays the same: `label`, `turn`, `fixed`, and its
        `sliders`, each with `name`, `min`, `max` and `step`.

    Attributes
    ----------
    sentence : str
        What it shows: the alternative text, and the line below.
    error : str
        What went wrong; empty if nothing did.
    number : int
        Counts the pictures sent.
    turn : float
        The last wish of the page's that was taken: it sends the next one when this is painted.
    """

    # As text: of a path anywidget would watch the file, and keep every picture for ever.
    _esm = "\n".join([PAGE.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS])
    _css = PAGE.joinpath("picture.css").read_text("utf-8")
    drawing = traitlets.Any().tag(sync=True, to_json=lambda _, picture: picture._whole())
    size = traitlets.List().tag(sync=True)
    points = traitlets.List().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)

    IN_FLIGHT = 4  # pictures sent and not yet painted

    def __init__(
        self, width: int, height: int, frame: Frame, sentence: str, points: list[dict]
    ) -> None:
        self.frame, self.sentence, self.error, self.number = frame, sentence, "", 1
        self.turn = 0.0
        self._styles_sent = len(frame.styles)
        self._painted = self._watchers = 0
        self._news = threading.Condition()
        super().__init__(size=[width, height], points=points, name=uuid4().hex, _view_count=0)
        self.on_msg(self._heard)

    def show(self, frame: Frame, sentence: str, error: str = "") -> None:
        """Put a new picture on the page; `error` says what was refused meanwhile."""
        with self._news:
            before, self.frame = self.frame, frame
            known, self._styles_sent = self._styles_sent, len(frame.styles)
            news = self._marks()
            if frame.styles is before.styles and len(frame.moving) == len(before.moving):
                news["styles"] = news["styles"][known:]
                if frame.still is before.still:
                    del news["still"]
                if frame.points == before.points:
                    del news["points"]
                pairs = zip(news.pop("moving"), before.moving, strict=True)
                news["moved"] = {i: now for i, (now, old) in enumerate(pairs) if now != old}
            self._tell(sentence, error, news)

    def refuse(self, words: str) -> None:
        """Say why there is no new picture; the last one stays, with its sentence."""
        self._tell(self.sentence, words, {})

    def fail(self, words: str) -> None:
        """Put words in place of the picture: what it shows is not what the controls say."""
        self._tell("", words, {})

    def say_working(self, number: int) -> None:
        """Let the page say that the picture after `number` takes a while, unless it is there."""
        self.send({"working": number})

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Let the page say when it has painted, for somebody who waits for it."""
        with self._news:
            self._watchers += 1
            self._painted = self.number  # nobody has asked about those before
        try:
            yield
        finally:
            with self._news:
                self._watchers -= 1

    def wait_for_room(self, seconds: float, stop: threading.Event) -> bool:
        """Wait until few enough pictures are in flight; False if the page is silent so long.

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

    def _tell(self, sentence: str, error: str, changes: dict[str, Any]) -> None:
        with self._news:
            self.sentence, self.error = sentence, error
            self.number += 1
            self.send(self._words() | changes)

    def _words(self) -> dict[str, Any]:
        words = {"number": self.number, "sentence": self.sentence, "error": self.error}
        # Of every second one: more may be in flight, and a word back is work for page, server and
        # kernel.
        awaited = bool(self._watchers) and self.number % 2 == 0
        return words | {"turn": self.turn, "awaited": awaited}

    def _marks(self) -> dict[str, Any]:
        frame = self.frame
        # Another explorer of the same plot may have found more styles since.
        styles = frame.styles[: self._styles_sent]
        marks = {"styles": styles, "still": frame.still, "moving": frame.moving}
        return marks | {"points": frame.points}

    def _whole(self) -> dict[str, Any]:
        with self._news:
            return self._words() | self._marks()

    def _heard(self, widget: Picture, content: dict[str, Any], buffers: list) -> None:
        with self._news:
            if content.get("has", self.number) != self.number:
                self.send({"whole": self._whole()})
            if content.get("wants") == "fonts":
                files = [(PAGE / "fonts" / f"{name}.woff2").read_bytes() for name in FONTS]
                self.send({"fonts": FONTS}, files)
            self._painted = max(self._painted, content.get("painted", 0))
            self._news.notify_all()
