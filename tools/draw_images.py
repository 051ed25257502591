"""Draw the pictures of README and slides from the book's plots: ``python tools/draw_images.py``."""

from pathlib import Path

from PIL import Image

from mathdl import plots
from mathdl.plots import Plot

FOLDER = Path(__file__).parents[1] / "images"
THUMBNAIL = "thumbnails/math_for_deep_learning.png"
IMAGES: dict[str, tuple[type[Plot], dict]] = {
    "deep_learning_tensors.png": (plots.RanksPlot, {"axes": 4}),
    "deep_learning_chain_rule.png": (plots.RulersPlot, {}),
    "deep_learning_activation_functions.png": (plots.GalleryPlot, {}),
    "deep_learning_snowflake.png": (plots.SnowflakePlot, {"folds": 6, "angle": 120, "offset": 0.5}),
}


def drawn(plot: type[Plot], state: dict) -> Image.Image:
    """Draw a plot at twice its pixels on the page, with few colours, so that the file is small."""
    figure = plot()
    figure.draw(**state)
    return figure.canvas.image().quantize(256, dither=Image.Dither.NONE)


def thumbnail() -> Image.Image:
    """Draw the unfolded sheet of the cover, in a square."""
    cover = plots.CoverPlot()
    cover.draw()
    image = cover.canvas.image()
    place = cover.right.axes.get_window_extent().padded(6).bounds
    scale = image.width / cover.right.axes.figure.bbox.width
    left, below, width, height = (scale * length for length in place)
    top = image.height - below - height
    square = image.convert("RGB").crop(tuple(map(round, (left, top, left + width, top + height))))
    return square.resize((400, 400), Image.Resampling.LANCZOS)


def main() -> None:
    """Draw all pictures, and the thumbnail."""
    (FOLDER / THUMBNAIL).parent.mkdir(parents=True, exist_ok=True)
    for name, (plot, state) in IMAGES.items():
        drawn(plot, state).save(FOLDER / name, optimize=True)
        print(f"images/{name}")
    thumbnail().save(FOLDER / THUMBNAIL, optimize=True)
    print(f"images/{THUMBNAIL}")


if __name__ == "__main__":
    main()
