"""The pad of the page: it draws and says what the kernel's does."""

import base64
import io
import json

import numpy as np
from PIL import Image
from web import WHOLE, enliven

import mathdl as dl
from mathdl.plots import PadPlot
from mathdl.plots.kit.controls import Pixels
from mathdl.site.pad import pad

PAGE = "10_digits.html" if WHOLE else "03_chain_rule.html"
DRAWN = """([picture, states]) => {
    const pad = new mathdlBook.Pad(picture, {});
    return states.map(state => {
        const { moving, sentence } = pad.frame(state);
        const told = marks => marks.map(([number, ...rest]) => [pad.styles[number], ...rest]);
        return [sentence, moving.map(told)];
    });
}"""


def drawings():
    """Return digits of all styles, scribbles, and three hard cases for the arithmetic."""
    blank, stroke, lines = np.zeros((3, 32, 32), bool)
    stroke[3:30, 15:19] = True  # as narrow as a 1: not stretched
    lines[:, ::2] = True  # many equal shades, of which some are kept
    digits, *_ = dl.data.drawn_digits(25, 5)
    return [blank, stroke, lines, *digits, *dl.data.scribbles(10, 3)]


def pixels(data):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"), int)


def look(layer, styles):
    return [[styles[number], *rest] for number, *rest in layer]


def test_the_page_reads_as_the_kernel_does(opened):
    plot, states, said = PadPlot(), [], []
    for drawing in drawings():
        for ready in (True, False):
            value = Pixels.written(drawing)
            sentence, frame = plot.draw_frame(drawing=value, ready=ready)
            states.append([0, value, int(ready)])
            said.append([sentence, [look(layer, frame.styles) for layer in frame.moving]])
    with opened(PAGE) as page:
        page.wait_for_function("() => Boolean(globalThis.mathdlBook?.Pad)")
        heard = page.evaluate(DRAWN, [pad(PadPlot(), {})[0]["pictures"][0], states])
    assert len({sentence for sentence, _ in said}) > 40
    for (ours, drawn), (theirs, painted) in zip(json.loads(json.dumps(said)), heard, strict=True):
        assert theirs == ours
        for mine, other in zip(drawn, painted, strict=True):
            if mine and "image" in mine[0][0]:
                (_, image, *place), (_, seen, *there) = mine[0], other[0]
                assert np.abs(pixels(seen) - pixels(image)).max() <= 2
                assert there == place
            else:
                assert other == mine


def test_a_digit_is_drawn_with_keys(opened):
    with opened(PAGE) as page:
        enliven(page)
        figure = page.locator("figure:has(.mathdl-pad)").first
        figure.scroll_into_view_if_needed()
        sentence = figure.locator("[role=status]")
        figure.get_by_role("button", name="Clear").click()
        sentence.get_by_text("The page is blank").wait_for()
        canvas = figure.locator(".mathdl-pad canvas")
        canvas.focus()
        for key in ["ArrowUp"] * 5 + ["Space"] + ["ArrowDown"] * 10:
            canvas.press(key)
        sentence.get_by_text("Read as 1").wait_for()
