"""The pictures for README and slides are there, drawn from the book's plots, and not by mistake."""

from pathlib import Path

import draw_images as images
import numpy as np
import pytest
from PIL import Image

FOLDER = Path(__file__).parents[1] / "images"


@pytest.mark.parametrize("name", images.IMAGES)
def test_the_stored_picture_is_what_the_plot_draws(name):
    plot, state = images.IMAGES[name]
    stored = np.asarray(Image.open(FOLDER / name).convert("RGB"), float)
    drawn = np.asarray(images.drawn(plot, state).convert("RGB"), float)
    assert stored.shape == drawn.shape
    # Another version of FreeType shades letters otherwise, but changes no line and no colour.
    assert np.mean(np.abs(stored - drawn)) < 2


def test_the_thumbnail_is_square_and_small():
    path = FOLDER / images.THUMBNAIL
    with Image.open(path) as thumbnail:
        assert thumbnail.size == (400, 400)
    assert path.stat().st_size < 100_000


def test_readme_shows_only_pictures_that_are_there():
    readme = (FOLDER.parent / "README.md").read_text()
    shown = [part.split(")")[0] for part in readme.split("](images/")[1:]]
    assert shown
    assert all((FOLDER / name).exists() for name in shown)
