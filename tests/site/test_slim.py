"""Left out is only what nobody misses."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from mathdl.site.slim import fewer_colours, leave_out


def written(image):
    file = io.BytesIO()
    image.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def read(png):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"), int)


def test_a_smooth_picture_is_much_smaller_and_looks_the_same():
    x, y = np.mgrid[-1:1:60j, -1:1:60j]
    rough = np.random.default_rng(0).normal(0, 0.02, x.shape)  # which a PNG cannot foresee
    shares = 1 / (1 + np.exp(-3 * np.sin(2 * x) * y + rough))
    colours = np.stack([255 * shares, 120 + 0 * x, 255 * (1 - shares)], -1).astype(np.uint8)
    before = written(Image.fromarray(colours))
    after = fewer_colours(before)
    assert len(after) < 0.7 * len(before)
    assert np.abs(read(after) - read(before)).mean() < 3


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_may_be_seen_through_stays_as_it_is(mode):
    rng = np.random.default_rng(0)
    image = Image.fromarray(rng.integers(0, 255, (30, 30, 4), np.uint8)).convert(mode)
    assert fewer_colours(written(image)) == written(image)


def test_a_picture_of_many_colours_keeps_them():
    noise = np.random.default_rng(0).integers(0, 255, (8, 8, 3), np.uint8)
    assert fewer_colours(written(Image.fromarray(noise))) == written(Image.fromarray(noise))


def test_pages_do_not_ask_for_what_is_left_out(tmp_path):
    script = '<script defer src="_static/scripts/fontawesome.js?digest=1"></script>'
    kept = '<script src="_static/book.js"></script>'
    tmp_path.joinpath("_static/scripts").mkdir(parents=True)
    tmp_path.joinpath("_static/scripts/fontawesome.js").write_text("icons")
    tmp_path.joinpath("a.html").write_text(f"<head>{script}\n{kept}</head>")
    leave_out(tmp_path)
    assert tmp_path.joinpath("a.html").read_text() == f"<head>{kept}</head>"
    assert not tmp_path.joinpath("_static/scripts/fontawesome.js").exists()
