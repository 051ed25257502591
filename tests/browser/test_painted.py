"""What a page paints of a picture is what Matplotlib paints, on light pages and on dark ones."""

import base64
import io
from contextlib import contextmanager

import numpy as np
import pytest
from hammer import few_or_many
from matplotlib.backends.backend_agg import RendererAgg
from PIL import Image
from sweep import PLOTS, made

from mathdl.explore.picture import FONTS, PAGE, SCRIPTS
from mathdl.plots.kit.canvas import Canvas

PARTS = "\n".join((PAGE / f"{name}.js").read_text("utf-8") for name in SCRIPTS[:-1])
TAKE_FONTS = """([names, files]) => takeFonts(
    names, files.map(file => Uint8Array.from(atob(file), letter => letter.charCodeAt(0)).buffer))"""
SHOW = """async ([size, whole, theme]) => {
    document.body.dataset.theme = theme;
    const box = document.querySelector("div");
    box.innerHTML = "";
    window.screen_ = new Screen(size, box);
    window.drawing = new Drawing(whole);
    await drawing.ready;
    screen_.show(drawing);
    return theme === "light" ? screen_.canvas.toDataURL() : null;
}"""
# Each piece of writing, its words, where it begins and how wide it is, in pixels of the page; but
# for those with a halo, which Agg draws as paths.
WRITING = """() => {
    const pen = document.createElement("canvas").getContext("2d");
    return [drawing.still, ...drawing.moving].flat()
        .filter(([number]) => drawing.styles[number].font && !drawing.styles[number].halo)
        .map(([number, words, x, y]) => {
            pen.font = `${drawing.styles[number].font} ${FAMILY}`;
            return [words, x / 10, y / 10, pen.measureText(words).width];
        });
}"""
# Words, and what share of the pixels behind them they do not stand out from; lines may cross them.
PALE = """() => {
    const theme = document.body.dataset.theme === "dark" ? 1 : 0;
    const isWords = ([number]) => drawing.styles[number].font;
    const words = [drawing.still, ...drawing.moving].flat().filter(isWords);
    const without = (marks) => marks.filter((mark) => !isWords(mark));
    const canvas = document.createElement("canvas");
    const { width, height } = screen_.canvas;
    [canvas.width, canvas.height] = [width, height];
    const pen = canvas.getContext("2d");
    const scale = width / screen_.size.width;
    for (const marks of [drawing.still, ...drawing.moving]) {
        paint(pen, without(marks), { ...drawing, scale, theme });
    }
    const pixels = pen.getImageData(0, 0, width, height).data;
    const linear = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const light = (r, g, b) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const ofHex = (hex) => light(...[1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)));
    const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    return words.flatMap(([number, text, x, y], i) => {
        const style = drawing.styles[number];
        const near = ([, , x2, y2]) => Math.hypot(x2 - x, y2 - y) < 80; // eight pixels
        if (words.slice(i + 1).some(near)) return []; // a cell with words of its own covers it
        if (!/[\\p{L}\\p{N}]/u.test(text) || style.angle) return [];
        const own = ofHex(style.fill[theme]);
        pen.font = `${style.font} ${FAMILY}`;
        const size = parseFloat(style.font.match(/[\\d.]+(?=px)/)[0]);
        const [left, base] = [(x / 10) * scale, (y / 10) * scale];
        const right = left + pen.measureText(text).width * scale;
        const seen = [];
        for (let j = Math.round(base - 0.7 * size * scale); j < base; j += 2) {
            for (let i = Math.round(left); i < right; i += 2) {
                if (i < 0 || j < 0 || i >= width || j >= height) continue;
                const k = 4 * (j * width + i);
                const behind = style.halo ? ofHex(style.halo[0][theme])
                    : light(pixels[k], pixels[k + 1], pixels[k + 2]);
                seen.push(contrast(own, behind) < 4.5);
            }
        }
        const pale = seen.filter(Boolean).length / seen.length;
        return pale > 0.4 ? [`${text}: ${Math.round(100 * pale)} %`] : [];
    });
}"""


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context(device_scale_factor=2, viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.set_content(f"<body style='margin: 0'><div></div><script>{PARTS}</script>")
    files = [(PAGE / f"fonts/{name}.woff2").read_bytes() for name in FONTS]
    page.evaluate(TAKE_FONTS, [FONTS, [base64.b64encode(file).decode() for file in files]])
    yield page
    context.close()


def show(page, plot, theme, **state):
    """Paint a plot on the page; return the pixels by day."""
    sentence, frame = plot.draw_and_read(Canvas.frame, **state)
    whole = {
        **{"number": 1, "sentence": sentence, "error": "", "styles": frame.styles},
        **{"still": frame.still, "moving": frame.moving},
    }
    url = page.evaluate(SHOW, [[plot.canvas.width, plot.canvas.height], whole, theme])
    return url and Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGB")


@contextmanager
def listening(written):
    """Hear what Agg writes, and how wide, in pixels of the page."""
    draw_text = RendererAgg.draw_text

    def hear(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        if not ismath:
            width, *_ = self.get_text_width_height_descent(s, prop, ismath)
            written.append((s, x / 2, y / 2, width / 2))
        draw_text(self, gc, x, y, s, prop, angle, ismath, mtext)

    RendererAgg.draw_text = hear
    try:
        yield
    finally:
        RendererAgg.draw_text = draw_text


def some_states(plot, n_random):
    yield {}
    rng = np.random.default_rng(5)
    for _ in range(n_random):
        yield {name: control.random(rng) for name, control in plot.controls.items()}


def blocks(pixels):
    """The mean of each eight by eight pixels."""
    rows, columns, _ = pixels.shape
    pixels = pixels[: rows // 8 * 8, : columns // 8 * 8]
    return pixels.reshape(rows // 8, 8, columns // 8, 8, 3).mean(axis=(1, 3))


# `make test` paints every other picture, `make test-all` all of them, at many states.
PAINTED = [
    pytest.param(make, id=make.__name__, marks=[pytest.mark.hammer] * (i % 2))
    for i, make in enumerate(PLOTS)
]


@few_or_many("n_random", 0, 20)
@pytest.mark.parametrize("make", PAINTED)
def test_a_page_paints_what_agg_paints_and_every_word_stands_out(page, make, n_random):
    plot = made(make)
    for state in some_states(plot, n_random):
        painted = np.asarray(show(page, plot, "light", **state), int)
        on_page = sorted(map(tuple, page.evaluate(WRITING)))
        assert page.evaluate(PALE) == [], f"by day, {state}"
        written = []
        with listening(written):
            expected = np.asarray(plot.canvas.image(), int)
        assert (np.abs(painted - expected).max(2) > 96).mean() < 0.02, state
        assert np.abs(blocks(painted) - blocks(expected)).max() < 100, f"something missing: {state}"
        assert len(on_page) == len(written)
        for (words, *place), (other, *expected_place) in zip(on_page, sorted(written)):
            assert words == other
            np.testing.assert_allclose(place, expected_place, atol=1.0, err_msg=f"{words} {state}")
        show(page, plot, "dark", **state)
        assert page.evaluate(PALE) == [], f"by night, {state}"


def test_on_a_dark_page_it_is_dark_and_on_paper_light(page):
    page.evaluate("() => { document.documentElement.dataset.theme = 'dark' }")
    assert page.evaluate("isDark(document.body)")
    page.emulate_media(media="print")
    try:
        assert not page.evaluate("isDark(document.body)")
    finally:
        page.emulate_media(media="screen")
