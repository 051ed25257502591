"""What is left out of the web edition: colours that nobody sees."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from mathdl.site.slim import fewer_colours

PIXELS = np.random.default_rng(0).integers(0, 256, (60, 60, 3), np.uint8)
PIXELS[0, 0] = 7


def png(image, **options):
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return base64.b64encode(file.getvalue()).decode()


def opened(text):
    return Image.open(io.BytesIO(base64.b64decode(text))).convert("RGBA")


@pytest.mark.parametrize(
    "options", [{}, {"transparency": (7, 7, 7)}], ids=["opaque", "see-through"]
)
def test_a_picture_keeps_what_is_seen(options):
    before = png(Image.fromarray(PIXELS), **options)
    after = fewer_colours(before)
    alpha = np.asarray(opened(after))[..., 3]
    assert (alpha == np.asarray(opened(before))[..., 3]).all()
    assert (after == before) == bool(options)
