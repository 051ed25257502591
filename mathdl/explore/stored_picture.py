"""What stands in place of an explorer where nothing runs: on GitHub, or before the first Run."""

from __future__ import annotations

import textwrap

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from mathdl.plots.kit.canvas import textbook_style
from mathdl.plots.kit.colours import INPUT
from mathdl.plots.kit.recorder import PIXELS_PER_INCH

INVITATION = "▶ Run the notebook to move this picture."


def captioned(images: list[Image.Image], sentence: str) -> Image.Image:
    """Put pictures below one another, then their sentence and an invitation to run them."""
    return _stacked([*images, _written(sentence, max(image.width for image in images))])


def _written(sentence: str, width: int) -> Image.Image:
    """Draw a caption, `width` pixels wide."""
    dpi = 2 * PIXELS_PER_INCH
    inches = width / dpi
    lines = textwrap.wrap(sentence, int(12 * inches))
    height = 0.22 * (len(lines) + 1) + 0.15
    with textbook_style():
        figure = Figure(figsize=(inches, height), dpi=dpi)
        place = dict(x=0.1 / inches, fontsize=11, linespacing=1.3)
        figure.text(y=1, s="\n".join(lines), va="top", style="italic", **place)
        figure.text(y=0.06 / height, s=INVITATION, va="bottom", color=INPUT, **place)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    size = canvas.get_width_height(physical=True)
    return Image.frombuffer("RGBA", size, canvas.buffer_rgba()).convert("RGB")


def _stacked(images: list[Image.Image]) -> Image.Image:
    size = max(image.width for image in images), sum(image.height for image in images)
    page, y = Image.new("RGB", size, "white"), 0
    for image in images:
        page.paste(image, (0, y))
        y += image.height
    return page
