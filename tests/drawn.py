"""What is written down of a picture, so that it can be compared, and a page that follows one."""

import json

from mathdl.plots.kit.canvas import Canvas


def resolved(styles, still, moving):
    """Marks with their styles themselves, for two recorders number styles differently."""
    return [[[styles[number], *parts] for number, *parts in marks] for marks in (still, *moving)]


def shown(frame):
    """What a frame shows, whatever it was written down after."""
    return as_json(resolved(frame.styles, frame.still, frame.moving))


def as_json(content):
    """What arrives of something that is sent."""
    return json.loads(json.dumps(content))


def drawn(plot, **given):
    """The sentence of a plot, and what it shows."""
    sentence, frame = plot.draw_and_read(Canvas.frame, **given)
    return sentence, shown(frame)


class Page:
    """A page that knows only what a picture sends it, as page/picture.js and page/drawing.js do.

    Parameters
    ----------
    picture : Picture
    paints : bool
        Whether it says what it has painted.

    Attributes
    ----------
    first : dict
        The whole picture that it opened with.
    heard : list of dict
        All messages.
    deaf : bool
        While it is, messages are lost.
    asked : int
        How often it had to ask for the whole picture.
    """

    def __init__(self, picture, paints=False):
        self.picture, self.paints, self.heard, self.deaf, self.asked = picture, paints, [], False, 0
        self.styles, self.still, self.moving, self.points = [], [], [], []
        self.first = as_json(picture.get_state("drawing")["drawing"])
        self._take(self.first)
        send = picture.send

        def to_all(message, files=None):
            send(message, files)
            self._hear(as_json(message))

        picture.send = to_all
        self.tell(has=self.number)

    def _hear(self, message):
        self.heard.append(message)
        if self.deaf or "fonts" in message or "working" in message:
            return
        news = message.get("whole", message)
        if "whole" not in message and news["number"] != self.number + 1:
            self.asked += 1
            self.tell(has=self.number)
        else:
            self._take(news)
            if self.paints and self.awaited:
                self.tell(painted=self.number)

    def tell(self, **message):
        """Send the picture a message; return what it answers."""
        before = len(self.heard)
        self.picture._heard(self.picture, message, [])
        return self.heard[before:]

    def _take(self, news):
        self.number, self.sentence, self.error = news["number"], news["sentence"], news["error"]
        self.turn, self.awaited = news["turn"], news["awaited"]
        self.points = news.get("points", self.points)
        if "still" in news and "moving" in news:
            self.styles = []
        self.styles = [*self.styles, *news.get("styles", [])]
        self.still = news.get("still", self.still)
        self.moving = list(news.get("moving", self.moving))
        for i, marks in news.get("moved", {}).items():
            self.moving[int(i)] = marks

    @property
    def shown(self):
        """What it paints."""
        return resolved(self.styles, self.still, self.moving)

    def check(self):
        """Hold it against the picture: nothing is missing and nothing is old."""
        whole = as_json(self.picture._whole())
        del whole["awaited"]  # of the next painting, not of what is painted
        mine = {name: getattr(self, name) for name in whole}
        assert mine == whole
        assert self.shown == shown(self.picture.frame)
