"""What a page paints of a picture's marks looks as Matplotlib's own pixels do."""

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from matplotlib.artist import Artist
from PIL import Image
from sweep import PLOTS, made

from mathdl.plots.kit.drawing import Drawing

PAINT = Path(__file__).parents[2] / "mathdl/explore/page/paint.js"
SHOW = """([width, height, styles, lists]) => new Promise((done) => {
    const canvas = document.querySelector("canvas");
    [canvas.width, canvas.height] = [2 * width, 2 * height];
    const pen = canvas.getContext("2d");
    const draw = () => {
        pen.setTransform(1, 0, 0, 1, 0, 0);
        pen.fillStyle = "white";
        pen.fillRect(0, 0, canvas.width, canvas.height);
        for (const marks of lists) {
            paint(pen, marks, { styles, scale: 2, tint: (colour) => colour, again: draw });
        }
    };
    draw();
    setTimeout(() => done(canvas.toDataURL()), 100);
})"""


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    page.set_content(f"<canvas></canvas><script>{PAINT.read_text('utf-8')}</script>")
    yield page
    page.close()


@pytest.mark.hammer
@pytest.mark.parametrize("make", PLOTS, ids=lambda make: getattr(make, "__name__", "plot"))
def test_a_page_paints_what_agg_paints(page, make):
    plot = made(make)
    canvas = plot.canvas
    canvas.sharpness = 2
    plot.draw()
    expected = np.asarray(canvas.image(), int)
    canvas.sharpness = 1
    plot.draw()
    drawing = Drawing(canvas.figure)
    moving = sorted(canvas.figure.findobj(Artist.get_animated), key=Artist.get_zorder)
    lists = [drawing.still(), *drawing.moving(moving)]
    canvas.sharpness = 2
    url = page.evaluate(SHOW, [canvas.width, canvas.height, drawing.recorder.styles, lists])
    painted = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGB")
    differing = np.abs(np.asarray(painted, int) - expected).max(2) > 96
    assert differing.mean() < 0.03, "edges may differ by their antialiasing, no more"
