"""Explorers without a browser: set a control's value, read the picture and the sentence."""

import base64
import io
import sys
import threading
import time
import types
from collections import Counter

import numpy as np
import pytest
from drawn import Page, drawn, shown
from hammer import few_or_many
from IPython.core.formatters import DisplayFormatter
from kinds import KindsPlot
from PIL import Image
from sweep import PLOTS, made

from mathdl.explore import explore
from mathdl.explore.control_widgets import value_widget
from mathdl.explore.explorer import LONG
from mathdl.plots import Plot, RulersPlot, SecantPlot, Slider, SquarePlot


def test_a_slider_moves_picture_and_sentence():
    explorer = explore(SecantPlot(), x0=0.0, h=1e-4)
    (picture,) = explorer.pictures
    before = shown(picture.frame), picture.number
    assert "slope of sin x is 1.000" in explorer.sentence
    explorer.controls["x0"].value = 1.0
    assert "slope of sin x is 0.540" in picture.sentence
    assert shown(picture.frame) != before[0]
    assert picture.number == before[1] + 1
    assert picture.size == [800, 390]


def test_the_frame_is_the_picture_of_the_sentence():
    explorer = explore(RulersPlot())
    for x0 in (0.0, -1.3, 0.7):
        explorer.controls["x0"].value = x0
        seen = explorer.sentence, shown(explorer.pictures[0].frame)
        assert seen == drawn(RulersPlot(), x0=x0)


every_plot = pytest.mark.parametrize("make", PLOTS, ids=lambda p: p.__name__)


def same(a, b):
    return a == b or a == pytest.approx(b)


@few_or_many("of_a_kind", 1, 100)
@every_plot
def test_every_kind_of_control_of_every_plot_moves_it(make, of_a_kind):
    plot = made(make)
    explorer, moved = explore(plot), Counter()
    for name, control in plot.controls.items():
        moved[type(control)] += 1
        if moved[type(control)] > of_a_kind:
            continue
        *_, value = [v for v in control.tries() if v != control.default] or [control.default]
        explorer.controls[name].value = value
        assert explorer.error is None
        assert same(explorer.values[name], value)
        assert explorer.sentence == plot.update(**plot.values(**explorer.values))


@every_plot
def test_every_widget_reaches_the_ends_of_its_control(make):
    for control in made(make).controls.values():
        widget = value_widget(control, control.default)
        for value in control.tries():
            widget.value = value
            assert same(control.read(widget.value), control.read(value))


def test_hidden_are_the_controls_whose_condition_is_false(monkeypatch):
    # Which rows are shown does not hang on what is drawn: each picture is drawn once.
    frames, draw = {}, Plot.draw_frame
    monkeypatch.setattr(
        Plot,
        "draw_frame",
        lambda plot, **given: frames.get(plot) or frames.setdefault(plot, draw(plot)),
    )
    conditional = [make for make in PLOTS if any(c.when for c in make().controls.values())]
    assert len(conditional) > 5
    for make in conditional:
        monkeypatch.setattr(type(make()), "meanwhile", lambda self, **given: iter(()))
        explorer, seen = explore(made(make)), set()
        asked = {n: c for n, c in make().controls.items() if c.when}
        for name, control in make().controls.items():
            for value in control.tries():
                explorer.controls[name].value = value
                for other, hidden in asked.items():
                    visible = explorer.rows[other].layout.display is None
                    assert visible == bool(hidden.when(explorer.values)), (make, explorer.values)
                    seen.add((other, visible))
        assert {visible for _, visible in seen} == {True, False}, f"{make}: nothing ever changes"


def test_every_kind_of_control():
    explorer = explore(KindsPlot(), x=0.5)
    for name, value, words in [
        ("x", -2.0, "x=-2.0"),
        ("n", 4, "n=4"),
        ("h", 1.0, "h=1.0000"),
        ("kind", "blue", "blue"),
        ("on", True, "on=True"),
        ("step", 5, "step=5"),
        ("time", 40, "time=40"),
        ("word", "77", "word=77"),
    ]:
        explorer.controls[name].value = value
        assert words in explorer.sentence, explorer.sentence


def test_a_control_may_be_hidden():
    explorer = explore(KindsPlot())
    assert explorer.rows["more"].layout.display == "none"
    explorer.controls["on"].value = True
    assert explorer.rows["more"].layout.display is None


def test_back_and_next():
    explorer = explore(KindsPlot())
    slider, back, forward = explorer.rows["step"].children
    forward.click()
    assert slider.value == 3
    for _ in range(9):
        forward.click()
    assert slider.value == 5
    for _ in range(9):
        back.click()
    assert slider.value == 0
    assert "step=0" in explorer.sentence


def test_an_exception_is_said_kept_and_raised_and_the_next_move_recovers():
    explorer = explore(KindsPlot())
    page = Page(explorer.pictures[0])
    with pytest.raises(ZeroDivisionError, match="planted"):
        explorer.controls["n"].value = 9
    assert page.error == "ZeroDivisionError: planted at n = 9"
    assert page.sentence == explorer.sentence == "", "what stands there is of other values"
    assert isinstance(explorer.error, ZeroDivisionError)
    page.check()
    explorer.controls["n"].value = 8
    assert page.error == ""
    assert explorer.error is None
    assert "n=8" in page.sentence
    page.check()


def test_words_that_cannot_be_taken_leave_the_picture_and_its_sentence():
    explorer = explore(KindsPlot())
    page = Page(explorer.pictures[0])
    before, frame = (page.sentence, page.shown), explorer.pictures[0].frame
    with pytest.raises(ValueError, match="text: 'abc' is not a whole number"):
        explorer.controls["word"].value = "abc"
    assert page.error == "text: 'abc' is not a whole number, write for example 12"
    assert (page.sentence, page.shown) == before
    assert explorer.pictures[0].frame is frame
    page.check()
    explorer.controls["word"].value = "77"
    assert (page.error, explorer.error) == ("", None)
    assert "word=77" in page.sentence
    page.check()


@pytest.mark.parametrize(("seconds", "said"), [(0.4, True), (0.0, False)])
def test_the_page_says_that_it_takes_long_only_if_it_does(monkeypatch, seconds, said):
    explorer = explore(KindsPlot())
    page, update = Page(explorer.pictures[0]), KindsPlot.update

    def slow(plot, **values):
        time.sleep(seconds)
        return update(plot, **values)

    monkeypatch.setattr(KindsPlot, "update", slow)
    explorer.controls["x"].value = -1.0
    time.sleep(LONG + 0.1)  # a timer that was not stopped would speak now
    working = [message for message in page.heard if "working" in message]
    assert working == ([{"working": 1}] if said else [])
    assert page.number == 2


def test_word_of_working_that_is_late_names_the_picture_before(monkeypatch):
    timers = []
    timer = types.SimpleNamespace(start=lambda: None, cancel=lambda: None)
    monkeypatch.setattr(threading, "Timer", lambda _, say: timers.append(say) or timer)
    explorer = explore(KindsPlot())
    page = Page(explorer.pictures[0])
    explorer.controls["x"].value = -1.0
    timers[-1]()
    assert page.heard[-1] == {"working": 1}, "of which the page takes no notice: it shows 2"


def test_an_explorer_is_displayed_also_while_an_error_stands_in_it():
    explorer = explore(KindsPlot())
    with pytest.raises(ZeroDivisionError, match="planted"):
        explorer.controls["n"].value = 9
    data, metadata = explorer._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "image/png" not in data
    assert metadata == {}


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: explore(), TypeError, "at least one plot"),
        (lambda: explore(SecantPlot), TypeError, "with parentheses"),
        (lambda: explore(3), TypeError, "explore takes plots, this is 3"),
        (lambda: explore(SecantPlot(), x=1), TypeError, "no control 'x'; there is x0, h, f"),
        (lambda: explore(SecantPlot(), x0=99), ValueError, "x₀: 99 is not a number from -3 to 3"),
    ],
)
def test_wrong_calls_get_a_sentence(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_two_plots_share_their_controls():
    class Other(Plot):
        controls = {"side": SquarePlot.controls["side"], "k": Slider(1, 0, 3, 1, "k")}

        def build(self, figure):
            (self.line,) = figure.subplots().plot([0, 1], [0, 1], animated=True)

        def update(self, side, k):
            self.line.set_ydata([0, k * side])
            return f"{k} times {side:.2f}."

    explorer = explore(SquarePlot(), Other(), side=2.0)
    assert list(explorer.controls) == ["side", "k"]
    explorer.controls["side"].value = 3.0
    assert explorer.sentence.endswith("= 9.00. 1 times 3.00.")
    explorer.controls["k"].value = 2
    assert explorer.sentence.endswith("2 times 3.00.")

    class Clash(Other):
        controls = {"side": Slider(1.0, 0.0, 2.0, 0.5, "side"), "k": Slider(1, 0, 3, 1, "k")}

    with pytest.raises(ValueError, match="disagree about the control 'side'"):
        explore(SquarePlot(), Clash())


def test_displaying_carries_picture_and_sentence():
    explorer = explore(SquarePlot(), side=2.0)
    data, metadata = explorer._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"] == metadata["image/png"]["alt"] == explorer.sentence
    with Image.open(io.BytesIO(base64.b64decode(data["image/png"]))) as image:
        assert image.width == 2 * metadata["image/png"]["width"] == 1600
        assert image.height == 2 * metadata["image/png"]["height"]
        assert image.height > 720, "the sentence is written below the picture"
        assert np.asarray(image.convert("L"))[730:].min() < 128


def test_every_ipywidgets_shows_the_stored_picture_beside_the_living_one():
    explorer = explore(SquarePlot(), side=2.0)
    data, metadata = DisplayFormatter().format(explorer)
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == explorer.model_id
    assert data["text/plain"] == metadata["image/png"]["alt"] == explorer.sentence
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")


def test_a_closed_explorer_is_displayed_as_its_name():
    explorer = explore(SquarePlot())
    explorer.close()
    data, _ = DisplayFormatter().format(explorer)
    assert set(data) == {"text/plain"}
    assert "Explorer" in data["text/plain"]


def test_what_colab_wants_beside_a_widget_is_handed_on(monkeypatch):
    colab = types.SimpleNamespace(
        enable_custom_widget_manager=lambda: None,
        _widgets=types.SimpleNamespace(_installed_url="https://manager.example"),
    )
    explorer = explore(SquarePlot())
    monkeypatch.setitem(sys.modules, "google.colab.output", colab)
    _, metadata = explorer._repr_mimebundle_()
    wish = metadata["application/vnd.jupyter.widget-view+json"]
    assert wish == {"colab": {"custom_widget_manager": {"url": "https://manager.example"}}}
    assert "alt" in metadata["image/png"]
