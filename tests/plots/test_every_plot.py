"""What holds for every plot: it can be moved everywhere, is pure, readable, and fast to move."""

import numpy as np
import pytest
from matplotlib.text import Text
from sweep import PLOTS, states, sweep

from mathdl.plots import Choice, Plot, Slider

every_plot = pytest.mark.parametrize("make", PLOTS, ids=lambda p: p.__name__)


def test_there_are_plots():
    assert len(PLOTS) >= 4


@every_plot
def test_every_control_at_its_ends_and_at_random(make):
    sentences = {sentence for _, sentence in sweep(make())}
    assert len(sentences) > 10


@every_plot
def test_the_picture_depends_on_the_values_alone(make):
    rng = np.random.default_rng(1)
    plot = make()
    several = list(states(plot, rng, 4))
    for a, b in zip(several, several[::-1], strict=True):
        plot.draw(**a)
        plot.draw(**b)
        again = plot.draw(**a), np.asarray(plot.canvas.image())
        fresh = make()
        assert again[0] == fresh.draw(**a)
        np.testing.assert_array_equal(again[1], np.asarray(fresh.canvas.image()))


@every_plot
def test_moving_a_slider_never_redraws_what_stands_still(make):
    plot = make()
    plot.draw()
    for name, control in plot.controls.items():
        if isinstance(control, Slider):
            for value in control.tries():
                plot.update(**plot.values(**{name: value}))
                assert not plot.canvas.figure.stale, f"{name} = {value} touches the background"


@every_plot
def test_every_control_changes_the_picture(make):
    plot = make()
    plot.draw()
    before = np.asarray(plot.canvas.image())
    for name, control in plot.controls.items():
        if control.when is not None:
            continue
        changed = []
        for value in control.tries():
            plot.draw(**{name: value})
            changed.append(not np.array_equal(before, np.asarray(plot.canvas.image())))
        assert any(changed), f"{name} is a control without meaning"


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


@every_plot
def test_type_is_large_enough_and_nothing_is_cut_off(make):
    plot = make()
    for state in states(plot, np.random.default_rng(2), 12):
        plot.draw(**state)
        width, height = plot.canvas.figure.bbox.size
        for text in _texts(plot):
            assert text.get_fontsize() >= 11, text
            box = text.get_window_extent()
            inside = box.x0 >= -1 and box.y0 >= -1 and box.x1 <= width + 1 and box.y1 <= height + 1
            assert inside, f"{text.get_text()!r} is cut off at {state}"


@every_plot
def test_words_do_not_overlap(make):
    plot = make()
    for state in states(plot, np.random.default_rng(3), 6):
        plot.draw(**state)
        boxes = [(text.get_text(), text.get_window_extent().padded(-3)) for text in _texts(plot)]
        for i, (a, box) in enumerate(boxes):
            for b, other in boxes[:i]:
                assert not box.overlaps(other), f"{a!r} and {b!r} overlap at {state}"


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
    plot.draw(kind="a")
    first = np.asarray(plot.canvas.image())
    plot.draw(kind="b")
    second = np.asarray(plot.canvas.image())
    assert (first != second).any()


def test_fewer_pixels_while_playing():
    plot = Slope()
    plot.draw()
    assert plot.canvas.image().size == (1600, 800)
    sharp = np.asarray(plot.canvas.image())
    plot.canvas.sharpness = 1
    plot.draw()
    assert plot.canvas.image().size == (800, 400)
    plot.canvas.sharpness = 2
    plot.draw()
    np.testing.assert_array_equal(sharp, np.asarray(plot.canvas.image()))
