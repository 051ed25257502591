"""One picture for the page, the slider and the test."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from matplotlib.figure import Figure
from PIL import Image

from mathdl.plots.kit.canvas import Canvas, textbook_style
from mathdl.plots.kit.controls import Control, NotTakenError
from mathdl.plots.kit.drawing import Frame
from mathdl.plots.kit.points import Point, check, standing
from mathdl.refusals import shown


class Plot:
    """A picture with controls. A subclass says what can be moved, builds the picture, and moves it.

    Attributes
    ----------
    controls : dict of str to control
        What a reader can move: the keyword arguments of `update`.
    groups : dict of str to tuple of str
        Which of many controls belong together, by their title; an explorer folds them away.
    opened : str
        The group that is not folded away at first.
    actions : dict of str to str
        The words of buttons, and the methods that write the texts which they show.
    draggable : tuple of Point
        Where the picture itself can be taken hold of, to move some of its sliders.
    size : (float, float)
        Width and height in inches; 8 inches are 800 pixels on the page.
    refusal : str
        Why nothing can be drawn, whatever the values. Such a plot has no controls, takes no notice
        of values, and its `update` says this in the picture's place.

    Examples
    --------
    >>> from mathdl.plots import SquarePlot
    >>> plot = SquarePlot()
    >>> plot.draw(side=2.5)
    'A square with side 2.50 has area 2.50 × 2.50 = 6.25.'
    """

    controls: ClassVar[dict[str, Control]] = {}
    groups: ClassVar[dict[str, tuple[str, ...]]] = {}
    opened: ClassVar[str] = ""
    actions: ClassVar[dict[str, str]] = {}
    draggable: ClassVar[tuple[Point, ...]] = ()
    size: tuple[float, float] = (8, 4)
    refusal: str = ""

    def build(self, figure: Figure) -> None:
        """Make the axes and all artists, once; those that `update` moves with ``animated=True``."""
        raise self._unfinished()

    def update(self, **values: Any) -> str:
        """Move the artists; return one sentence with the numbers that matter.

        The picture must depend on `values` alone, never on what was drawn before.
        """
        raise self._unfinished()

    def meanwhile(self, **values: Any) -> Iterator[tuple[dict[str, Any], str]]:
        """Do in pieces the work that drawing at these values needs, if it may take long.

        Yields
        ------
        values : dict
            Of controls: what can be drawn until the next piece is done.
        progress : str
            How far the work is, in one sentence.
        """
        return iter(())

    def last_step(self, **values: Any) -> int | None:
        """Return the step after which a clock need not go on, if that is known."""
        return None

    def state_line(self, **values: Any) -> str:
        """Write control values as one line that `from_line` reads; empty if the plot has none."""
        return ""

    def from_line(self, line: str) -> dict[str, Any]:
        """Return the control values that a line stands for."""
        raise self._unfinished()

    @cached_property
    def canvas(self) -> Canvas:
        """The canvas, built and laid out at the controls' defaults when it is first needed."""
        canvas = Canvas(self.size)
        with textbook_style():
            self.build(canvas.figure)
            self.update(**self.values())
            canvas.lay_out()
        check(self)
        return canvas

    def values(self, **given: Any) -> dict[str, Any]:
        """Complete `given` by the controls' defaults, as `update` takes them.

        Raises
        ------
        TypeError
            If there is no control of that name.
        NotTakenError
            If a value is not one that its control can take; it is a ValueError.
        """
        for name in given:
            if name not in self.controls and not self.refusal:
                raise TypeError(
                    f"{type(self).__name__} has no control {name!r}; "
                    f"it has {', '.join(self.controls) or 'none'}"
                )
        values = {}
        for name, control in self.controls.items():
            try:
                values[name] = control.read(given.get(name, control.default))
            except ValueError as error:
                raise NotTakenError(f"{control.label or name}: {error}") from error
        return values

    def draw(self, **given: Any) -> str:
        """Place all artists for the given control values, defaults for the others.

        Returns
        -------
        str
            The sentence.
        """
        values = self.values(**given)
        with self.canvas.lock:
            sentence = self.update(**values)
        if not isinstance(sentence, str):
            raise TypeError(
                f"update of {type(self).__name__} returned {shown(sentence)}; it must return "
                "the sentence that stands below the picture"
            )
        return sentence

    def draw_and_read(
        self, read: Callable[[Canvas], Any] = Canvas.image, /, **given: Any
    ) -> tuple[str, Any]:
        """Draw, and read the canvas before anyone else draws: explorers may share this plot.

        Parameters
        ----------
        read : function of the canvas
            `Canvas.image`, pixels to be stored, or `Canvas.frame`, the drawing for the page.
        **given
            Control values, defaults for the others.

        Returns
        -------
        sentence : str
        picture
            What `read` returned.

        Examples
        --------
        >>> from mathdl.plots import SquarePlot
        >>> sentence, image = SquarePlot().draw_and_read(side=2.5)
        >>> image.size
        (1600, 720)
        """
        with self.canvas.lock:
            return self.draw(**given), read(self.canvas)

    def draw_frame(self, **given: Any) -> tuple[str, Frame]:
        """Draw, and write down for the page the sentence, the drawing and where its points stand.

        Examples
        --------
        >>> from mathdl.plots import SquarePlot
        >>> sentence, frame = SquarePlot().draw_frame(side=2.5)
        >>> [words for _, words, _ in frame.points]
        ['2.50']
        """
        with self.canvas.lock:
            sentence, frame = self.draw_and_read(Canvas.frame, **given)
            points = standing(self, self.values(**given)) if self.draggable else []
            return sentence, replace(frame, points=points)

    def show(self, **given: Any) -> None:
        """Put the picture on the page, its sentence below."""
        from IPython.display import display

        sentence, image = self.draw_and_read(**given)
        data, metadata = stored_picture(image, sentence)
        display(data, metadata=metadata, raw=True)
        display({"text/markdown": f"*{as_markdown(sentence)}*", "text/plain": sentence}, raw=True)

    def _unfinished(self) -> NotImplementedError:
        return NotImplementedError(
            f"{type(self).__name__} does not say how it is drawn: define build(self, figure) and "
            "update(self, ...), which returns a sentence"
        )

    def __repr__(self) -> str:
        name = type(self).__name__
        return f"<{name}: {name}(…).show() draws it, explore({name}(…)) adds its controls>"


def stored_picture(image: Image.Image, sentence: str) -> tuple[dict, dict]:
    """Return mime bundle and metadata of a picture, drawn at twice the pixels, with its sentence.

    Stored as PNG with a palette, which takes a third of the bytes; the sentence goes along as
    alternative text and as plain text.
    """
    file = io.BytesIO()
    # To press it harder would take 50 to 100 ms more and save a twelfth of the bytes.
    image.quantize(256, dither=Image.Dither.NONE).save(file, "PNG")
    size = {"width": image.width // 2, "height": image.height // 2}
    data = {"image/png": base64.b64encode(file.getvalue()).decode(), "text/plain": sentence}
    return data, {"image/png": {**size, "alt": sentence}}


# MathJax looks for formulas on the finished page, but not across the edge of an element.
_MARKS = {mark: f"<span>&#{ord(mark)};</span>" for mark in "$\\"} | {"&": "&amp;", "<": "&lt;"}
_MARKS_OF_MARKDOWN = _MARKS | {mark: f"\\{mark}" for mark in "*_`~["}


def as_html(words: str) -> str:
    """Write words so that HTML shows them as they are: names may hold any character.

    Examples
    --------
    >>> as_html("<lambda> of a & b")
    '&lt;lambda> of a &amp; b'
    """
    return "".join(_MARKS.get(letter, letter) for letter in words)


def as_markdown(words: str) -> str:
    r"""Write words so that Markdown shows them as they are, in one paragraph.

    Examples
    --------
    >>> print(as_markdown("<lambda> and __init__ at X[0]"))
    &lt;lambda> and \_\_init\_\_ at X\[0]
    """
    words = " ".join(words.splitlines()).strip()
    return "".join(_MARKS_OF_MARKDOWN.get(letter, letter) for letter in words)
