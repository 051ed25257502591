"""What a picture draws, written down as data: nothing is missing, and each word stands in place."""

import json

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform
from sweep import PLOTS, made

from mathdl.plots.kit.canvas import Canvas
from mathdl.plots.kit.drawing import Drawing
from mathdl.plots.kit.recorder import Recorder
from mathdl.plots.kit.strokes import TENTHS, svg


@pytest.mark.parametrize("make", PLOTS, ids=lambda make: make.__name__)
def test_a_picture_is_written_down_shortly_and_every_word_where_it_stands(make):
    plot = made(make)
    _, frame = plot.draw_and_read(Canvas.frame)
    lists, styles = [frame.still, *frame.moving], frame.styles
    assert len(json.dumps(lists)) < 120_000
    assert all(0 <= mark[0] < len(styles) for marks in lists for mark in marks)
    words = [(m[1], m[2], m[3]) for marks in lists for m in marks if "font" in styles[m[0]]]
    said = " ".join(text for text, *_ in words)
    figure = plot.canvas.figure
    for text in figure.findobj(Text):
        shown = text.get_visible() and text.axes is not None and text in text.axes.texts
        if not shown or text.get_rotation() or "$" in text.get_text():
            continue
        for line in filter(str.strip, text.get_text().split("\n")):
            assert line in said
        box = text.get_window_extent()
        if "\n" not in text.get_text() and text.get_text().strip():
            places = [(x / TENTHS, y / TENTHS) for t, x, y in words if t == text.get_text()]
            base = plot.canvas.height - box.y0
            assert any(abs(x - box.x0) < 4 and -8 < base - y < 12 for x, y in places)


def test_words_are_kept_until_they_change():
    figure = Figure(figsize=(2, 1), dpi=100)
    words = figure.text(0.1, 0.5, "kept", fontsize=12, animated=True)
    drawing = Drawing(figure)
    (first,) = drawing.frame().moving
    assert drawing.frame().moving[0] is first
    for change in ({"fontsize": 20}, {"text": "new"}, {"x": 0.3}, {"weight": "bold"}):
        words.set(**change)
        (now,) = drawing.frame().moving
        assert now != first, change
        first = now


def test_paths_are_relative_and_in_tenths_from_above():
    path = Path([(0, 0), (1, 2), (3, 2), (9, 9), (4, 0)], [1, 3, 3, 1, 2])
    assert svg(path, height=10) == "m0 100q10-20 30-20m60-70l-50 90"


def test_dashes_clips_and_what_cannot_be_seen():
    recorder = Recorder(100, 50)
    gc = recorder.new_gc()
    gc.set_dashes(0, [5, 2])
    line = Path([(0, 0), (10, 10)])
    recorder.draw_path(gc, line, IdentityTransform())
    assert recorder.styles[0]["dash"] == [0, 6.944, 2.778]
    gc.set_alpha(0)
    recorder.marks = []
    recorder.draw_path(gc, line, IdentityTransform())
    assert recorder.marks == [], "nothing to be seen"
    places = Path([(10, 10), (np.nan, 1), (20, 10), (900, 10)])
    recorder.draw_markers(recorder.new_gc(), line, IdentityTransform(), places, IdentityTransform())
    assert recorder.marks[0][3] == [100, 400, 100, 0], "each from the one before"
