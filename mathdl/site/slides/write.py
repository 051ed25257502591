"""Put the slides of a chapter into one file: nbconvert's slides, with all that they load inside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import platformdirs
from nbconvert import SlidesExporter
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook
from tqdm import tqdm

from mathdl.refusals import one_line
from mathdl.site import assets
from mathdl.site.chapter import bake_figure
from mathdl.site.figures import Figure, figures, sources
from mathdl.site.pages import place_of
from mathdl.site.slides.deck import Slide, deck, pictures_of
from mathdl.site.store import packed_in

HERE = Path(__file__).parent
STATES = 800  # of a picture, about: half as many as in the web edition, in half the time


def write_deck(notebook: Path, folder: Path, states: int = STATES) -> tuple[Path, int]:
    """Write the slides of a notebook; return the file, and how many slides it has.

    Parameters
    ----------
    notebook : Path
    folder : Path
        Where the file goes.
    states : int
        About how many states a picture has, at most.
    """
    try:
        cells = nbformat.read(notebook, as_version=4).cells
    except nbformat.reader.NotJSONError:
        raise ValueError(f"{notebook} is no notebook.") from None
    folder.mkdir(parents=True, exist_ok=True)  # before the work, if it cannot be done
    formulas = assets.mathjax().read_text("utf-8")
    slides = deck(notebook.stem, cells)
    baked, packed = bake(notebook, cells, pictures_of(slides), states)
    file = folder / f"{notebook.stem}.slides.html"
    file.write_text(as_html(slides, baked, packed, formulas), "utf-8")
    return file, len(slides)


def bake(
    notebook: Path, cells: list[NotebookNode], wanted: set[str], states: int
) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Bake the pictures that are wanted; return what is known of them, and all drawings, packed."""
    cache = platformdirs.user_cache_path("mathdl") / "baked"
    cache.mkdir(parents=True, exist_ok=True)
    code = [source for cell in cells for source in sources(cell)]
    baked, packed = {}, {}
    with tqdm(total=len(wanted), unit="picture", leave=False) as bar:
        for figure in _drawn(notebook):
            if figure.name in wanted:
                known = bake_figure(figure, cache, states, code)
                script = cache / Path(known["baked"]).name
                baked[figure.name] = known | {"baked": script.stem}
                packed[script.stem] = packed_in(script.read_text("utf-8"))
                bar.update()
    return baked, packed


def _drawn(notebook: Path) -> Iterator[Figure]:
    """Yield the pictures of a notebook, which may be the reader's own, with mistakes in it."""
    try:
        yield from figures(notebook)
    except Exception as error:
        raise ValueError(
            f"A cell of {notebook.name} stops with {one_line(error)}; it must run to be shown."
        ) from error


def as_html(
    slides: list[Slide], baked: dict[str, dict[str, Any]], packed: dict[str, str], mathjax: str
) -> str:
    """Let nbconvert make the page."""
    exporter = SlidesExporter(
        extra_template_basedirs=[str(HERE)], template_name="template", embed_images=True
    )
    page = new_notebook(cells=[cell for slide in slides for cell in _cells(slide, baked)])
    title = slides[0].text.split("\n")[0].removeprefix("# ")
    inside = {
        "title": title,
        "styles": [_read("reveal/reveal.css"), assets.styles(), _read("template/deck.css")],
        "scripts": [
            _read("reveal/reveal.js"), _read("reveal/notes.js"), assets.scripts(),
            _read("template/deck.js"),
        ],
        "mathjax": mathjax,
        "pictures": packed,
    }  # fmt: skip
    html, _ = exporter.from_notebook_node(page, {"deck": inside})
    return html


def _cells(slide: Slide, baked: dict[str, dict[str, Any]]) -> list[NotebookNode]:
    """Write a slide as cells: what is seen, then the notes."""
    name, place = slide.picture, ""
    if name:
        place = place_of(name, baked[name], f"#baked-{baked[name]['baked']}")
    kind = "subslide" if slide.below else "slide"
    shown = {"slide_type": kind, "data": {"kind": slide.kind}}
    cells = [new_markdown_cell(slide.text, metadata={"slideshow": shown, "picture": place})]
    if slide.notes:
        notes = {"slideshow": {"slide_type": "notes"}, "picture": ""}
        cells.append(new_markdown_cell(slide.notes, metadata=notes))
    return cells


def _read(name: str) -> str:
    return HERE.joinpath(name).read_text("utf-8")
