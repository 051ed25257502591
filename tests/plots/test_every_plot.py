"""What holds for every plot: it can be moved everywhere, is pure, readable, and fast to move.

A plot is made once and shared. At the ends of its controls and at random states it is moved, and
what is written is measured; pictures are told apart by what is written down for the page.
"""

import json
from functools import cache
from hashlib import sha256

import numpy as np
import pytest
from contrast import LEAST, contrast
from drawn import drawn
from hammer import few_or_many
from matplotlib.text import Text
from sweep import PLOTS, begun, made, states, sweep

from mathdl.plots import Choice, Plot, Slider
from mathdl.plots.kit.canvas import Canvas

every_plot = pytest.mark.parametrize("make", PLOTS, ids=lambda p: p.__name__)


def test_there_are_plots():
    assert len(PLOTS) >= 51


@few_or_many("n_random", 10, 200)
@every_plot
def test_everywhere_it_moves_speaks_and_can_be_read(make, n_random):
    plot, sentences = made(make), set()
    for state, sentence in sweep(plot, n_random):
        sentences.add(sentence)
        assert not (fault := unreadable(plot)), f"{fault} at {state}"
    assert len(sentences) > 7


def unreadable(plot):
    """Say which words of the picture are too small, pale, cut off, or on top of others, if any.

    White words stand on something dark.
    """
    width, height = plot.canvas.figure.bbox.size
    before = []
    for text in _texts(plot):
        words, box = text.get_text(), text.get_window_extent()
        if text.get_fontsize() < 11:
            return f"{words!r} is too small"
        if any(map(str.isalnum, words)) and 1 < contrast(text.get_color()) < LEAST:
            return f"{words!r} is too pale"
        if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1:
            return f"{words!r} is cut off"
        box = box.padded(-3)
        for others, other in before:
            if box.overlaps(other):
                return f"{others!r} and {words!r} overlap"
        before.append((words, box))
    return ""


def _texts(plot):
    """Every piece of writing that is drawn; Matplotlib keeps more tick labels than it draws."""
    figure = plot.canvas.figure
    axes_ = [axes for axes in figure.axes if axes.axison]
    ticks = [t for axes in axes_ for axis in (axes.xaxis, axes.yaxis) for t in _drawn(axis)]
    of_axes = {
        t for axes in figure.axes for t in [*axes.xaxis.findobj(Text), *axes.yaxis.findobj(Text)]
    }
    labels = [axis.label for axes in axes_ for axis in (axes.xaxis, axes.yaxis)]
    written = [*(t for t in figure.findobj(Text) if t not in of_axes), *labels, *ticks]
    return [text for text in written if text.get_text().strip() and text.get_visible()]


def _drawn(axis):
    return [tick.label1 for tick in axis._update_ticks()]


def look(plot, state):
    """Draw; return the sentence, and what tells the picture from every other."""
    sentence, marks = drawn(plot, **state)
    return sentence, sha256(json.dumps(marks).encode()).hexdigest()


@cache
def looks(make, n_random=4):
    """How the shared plot looks at the ends of its controls and at random states."""
    plot, rng = made(make), np.random.default_rng(1)
    return [(state, look(plot, state)) for state in states(plot, rng, n_random)]


@few_or_many("n_random", 2, 16)
@every_plot
def test_the_picture_depends_on_the_values_alone(make, n_random):
    seen, fresh = looks(make, n_random), begun(make)
    for state, before in seen[::-1]:
        assert look(fresh, state) == before, f"the picture at {state} depends on those before"


@every_plot
def test_every_control_changes_the_picture(make):
    (_, (_, at_rest)), *ends = looks(make)
    for name, control in made(make).controls.items():
        pictures = {picture for state, (_, picture) in ends if list(state) == [name]}
        assert pictures - {at_rest} or control.when, f"{name} is a control without meaning"


@every_plot
def test_moving_a_slider_never_redraws_what_stands_still(make):
    plot = made(make)
    plot.draw_and_read(Canvas.frame)
    for name, control in plot.controls.items():
        if isinstance(control, Slider):
            for value in control.tries():
                plot.update(**plot.values(**{name: value}))
                assert not plot.canvas.figure.stale, f"{name} = {value} touches the background"


class Slope(Plot):
    """A small plot for the tests below."""

    controls = {"k": Slider(1.0, 0.0, 2.0, 0.5, "k"), "kind": Choice("a", ("a", "b"), "kind")}

    def build(self, figure):
        self.axes = figure.subplots()
        (self.line,) = self.axes.plot([0, 1], [0, 1], animated=True)

    def update(self, k, kind):
        self.line.set_ydata([0, k])
        return f"Kind {kind} has slope {k:.1f}."


def test_a_planted_exception_off_the_default_is_caught():
    class Broken(Slope):
        def update(self, k, kind):
            if k > 1.9:
                raise ZeroDivisionError("planted")
            return super().update(k, kind)

    Broken().draw()
    with pytest.raises(ZeroDivisionError, match="planted"):
        list(sweep(Broken()))


def test_a_planted_nan_and_a_planted_warning_are_caught():
    class Silly(Slope):
        def update(self, k, kind):
            return f"The slope is {float('nan') if k == 2.0 else k}."

    with pytest.raises(AssertionError, match="nan"):
        list(sweep(Silly()))

    class Warns(Slope):
        def update(self, k, kind):
            return f"The root is {np.sqrt(np.float64(k) - 1):.3g}."

    with pytest.raises(RuntimeWarning):
        list(sweep(Warns()))


def test_a_planted_memory_and_a_control_without_meaning_are_caught():
    class Sticky(Slope):
        steepest = 0.0

        def update(self, k, kind):
            self.steepest = max(k, self.steepest)
            return super().update(self.steepest, kind)

    with pytest.raises(AssertionError, match="depends on those before"):
        test_the_picture_depends_on_the_values_alone(Sticky, 4)
    with pytest.raises(AssertionError, match="kind is a control without meaning"):
        test_every_control_changes_the_picture(Slope)


def test_planted_words_that_cannot_be_read_are_caught():
    class Wordy(Slope):
        def build(self, figure):
            super().build(figure)
            self.label = self.axes.text(0.5, 0.5, "moving words", animated=True)
            self.axes.text(0.5, 1.06, "words", ha="center")

        def update(self, k, kind):
            self.label.set(y=0.5 * k + 0.06, x=1.0 if kind == "b" else 0.5)
            return super().update(k, kind)

    class Pale(Slope):
        def build(self, figure):
            super().build(figure)
            self.axes.text(0.5, 0.5, "grey words", color="#999999")
            self.axes.text(0.2, 0.5, "●", color="#999999")

    def faults(make):
        plot = make()
        return {unreadable(plot) for _ in sweep(plot, 0)}

    assert faults(Wordy) == {"", "'moving words' is cut off", "'moving words' and 'words' overlap"}
    assert faults(Pale) == {"'grey words' is too pale"}


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"q": 1.0}, TypeError, "Slope has no control 'q'; it has k, kind"),
        ({"k": 3.0}, ValueError, "k: 3.0 is not a number from 0 to 2"),
        ({"k": "1"}, ValueError, "k: '1' is not a number from 0 to 2"),
        ({"kind": "c"}, ValueError, "kind: 'c' is not one of 'a', 'b'"),
    ],
)
def test_wrong_values_get_a_sentence(given, error, words):
    with pytest.raises(error, match=words):
        Slope().draw(**given)


def test_the_picture_on_the_page_keeps_its_sentence(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **o: shown.append((data, o)))
    Slope().show(k=2.0)
    (picture, options), (caption, _) = shown
    sentence = "Kind a has slope 2.0."
    assert picture["text/plain"] == sentence
    assert options["metadata"]["image/png"]["alt"] == sentence
    assert options["metadata"]["image/png"]["width"] == 800
    assert caption == {"text/markdown": f"*{sentence}*", "text/plain": sentence}


def test_the_background_follows_when_something_that_stands_still_changes():
    class Titled(Slope):
        def update(self, k, kind):
            self.axes.set_title(kind)
            return super().update(k, kind)

    plot = Titled()
    for read in (Canvas.image, Canvas.frame):
        (_, first), (_, second), (_, again) = (
            plot.draw_and_read(read, kind=kind) for kind in ("a", "b", "b")
        )
        assert first != second
        assert second == again
    assert second.still is again.still


def test_a_stored_image_is_twice_as_fine_as_the_page():
    assert Slope().draw_and_read()[1].size == (1600, 800)
