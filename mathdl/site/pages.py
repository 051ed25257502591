"""Notebooks as pages: their text as it is, their pictures and boxes alive."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from mathdl.chapters import CHAPTERS
from mathdl.site.exercises import ASKED, PREDICTED
from mathdl.site.figures import REVEAL, name_of

FRONT = Path(CHAPTERS[0].notebook).stem  # the page on which a reader arrives
LINK = re.compile(
    r"\[(?P<words>[^\[\]]*)\]\((?:(?P<stem>\w+)\.ipynb)?(?:#cell-id=(?P<cell>[\w-]+))?\)"
)
WAY = re.compile(r"\n\n(?:← .*|\[Contents\]\(.*|\[\d+ [^\n]* →)\Z")  # Sphinx has its own
CALL = re.compile(r"(?:explore\(.*\)|[\w.]+\(.*\)\.show\(.*\))")
IMPORTS = re.compile(r"(?:(?:import|from) .*\n|\n)*")

WEB = """```{note}
This is the web edition: pictures move and boxes answer right here, and nothing has to be run, so
**Shift + Enter** can wait. What you solve and predict stays in this browser. To run the code and to
change it, open the chapter in JupyterLab.
```"""

NOTES = {
    "GamePlot": "This picture is a game, and it can be played in JupyterLab only.",
    "PadPlot": "The net reads in the page itself. Teaching it your own hand works in JupyterLab.",
    "Playground": "The workbench trains nets of your own design: that needs JupyterLab.",
    "PredictionsPlot": "These predictions are an example; in JupyterLab you see your own.",
}
STILL = "This picture moves in JupyterLab only."

Figures = dict[str, dict[str, Any]]  # what stands in place of a picture, by the picture's name


class Pages:
    """The notebooks of a book, turned into pages that link to one another.

    Parameters
    ----------
    notebooks : dict
        By the name of the file, without its ending.
    figures : dict
        By the picture's name, as `bake_chapter` returns them.
    bar : function
        From the name of a notebook to what stands above its page, as HTML.
    """

    def __init__(
        self,
        notebooks: dict[str, NotebookNode],
        figures: Figures,
        bar: Callable[[str], str] = lambda stem: "",
    ) -> None:
        self.notebooks, self.figures, self.bar = notebooks, figures, bar
        self._wanted = {
            (match["stem"] or stem, match["cell"])
            for stem, notebook in notebooks.items()
            for cell in notebook.cells
            if cell.cell_type == "markdown"
            for match in LINK.finditer(cell.source)
            if match["cell"]
        }

    def page(self, stem: str) -> NotebookNode:
        """Return the page of a notebook, as myst-nb reads it."""
        written = self.notebooks[stem]
        page = nbformat.from_dict(written)
        page.cells = []
        for cell in map(nbformat.from_dict, written.cells):
            target = f"({stem}-{cell.id})=\n" if (stem, cell.id) in self._wanted else ""
            if cell.cell_type == "markdown":
                new = self._text(stem, cell)
                new.source = target + new.source
            else:
                new = self._code(stem, cell)
                if target:
                    # Only a paragraph can be led to; this one takes no room.
                    here = f'{target}\u200b<span class="mathdl-here"></span>'
                    page.cells.append(new_markdown_cell(here, id=f"{cell.id}-target"))
            page.cells.append(new)
        asked = f'<script defer src="_static/asked/{stem}.js"></script>'
        page.cells[0].source += f"\n\n{self.bar(stem)}{asked}"
        if stem == FRONT:
            page.cells[0].source += f"\n\n{WEB}"
        return page

    def _text(self, stem: str, cell: NotebookNode) -> NotebookNode:
        cell.pop("attachments", None)
        text = WAY.sub("", cell.source)
        if WAY.fullmatch(f"\n\n{text}"):
            text = ""
        places = iter(range(len(REVEAL.findall(text))))
        text = REVEAL.sub(lambda _: self.figure(name_of(stem, cell.id, next(places))), text)
        cell.source = LINK.sub(lambda match: self._link(stem, match), text)
        return cell

    def _link(self, stem: str, match: re.Match) -> str:
        """Let a link between notebooks lead to the page; a page that is not there has no link."""
        words, there, cell = match["words"], match["stem"] or stem, match["cell"]
        if there not in self.notebooks:
            return words
        return f"[{words}](#{there}-{cell})" if cell else f"[{words}]({page_name(there)}.ipynb)"

    def _code(self, stem: str, cell: NotebookNode) -> NotebookNode:
        """Put something alive in place of the calls that show pictures and boxes."""
        source = cell.source.strip()
        begins = IMPORTS.match(source + "\n")[0]
        call = source[len(begins) :].strip()
        calls = call.split("\n")
        if calls and all(CALL.fullmatch(line) for line in calls):
            names = [name_of(stem, cell.id, place) for place in range(len(calls))]
            return self._alive(cell, "\n\n".join(map(self.figure, names)))
        if asked := ASKED.fullmatch(call):
            return self._alive(cell, box("ask", asked[1], _question(cell), asked[2] or ""))
        if predicted := PREDICTED.fullmatch(call):
            return self._alive(cell, box("predict", predicted[1], _question(cell)))
        if call == "progress()":
            return self._alive(cell, '<div class="mathdl-progress"></div>')
        if not call:
            cell.metadata["tags"] = ["hide-input"]  # imports only
        names = [name for name in self.figures if name.startswith(f"picture-{stem}-{cell.id}-")]
        if names:  # a picture among other code
            kept = [o for o in cell.outputs if "image/png" not in o.get("data", {})]
            shown = [{"text/html": self.figure(name)} for name in names]
            cell.outputs = kept + [
                nbformat.from_dict({"output_type": "display_data", "metadata": {}, "data": data})
                for data in shown
            ]
        return cell

    def _alive(self, cell: NotebookNode, html: str) -> NotebookNode:
        return new_markdown_cell(html, id=cell.id)

    def figure(self, name: str) -> str:
        """Return the place of a picture, as HTML."""
        figure = self.figures[name]
        return place_of(name, figure, f"_static/{figure['baked']}", f"_static/{figure['still']}")


def place_of(name: str, figure: dict[str, Any], baked: str, still: str = "") -> str:
    """Return the place of a picture, as HTML: alive where scripts run, stored where none do."""
    width, height = figure["size"]
    said = escape(figure["sentence"])
    if still:
        image = f'<img src="{still}" width="{width}" height="{height}" alt="{said}">'
        still = f"<noscript>{image}</noscript>"
    attributes = f'data-baked="{baked}" data-start="{escape(figure["start"])}"'
    shape = f"--width: {width}; --height: {height}"
    notes = [NOTES[plot] for plot in figure["plots"] if plot in NOTES and figure["explored"]]
    if figure["explored"] and not figure["moves"]:
        notes = notes or [STILL]
    note = "".join(f"<p>{words}</p>" for words in notes)
    return (
        f'<figure class="mathdl-figure" id="{name}" {attributes} style="{shape}">'
        f"{still}<figcaption>{said}</figcaption>{note}</figure>"
    )


def box(kind: str, key: str, question: str, variant: str = "") -> str:
    """Return the place of a box; where no script runs, the question stands there."""
    sheet = f' data-sheet="{variant}"' if variant else ""
    return f'<div class="mathdl-box-here" data-{kind}="{key}"{sheet}>\n\n{question}\n\n</div>'


def page_name(stem: str) -> str:
    """Return the name of a notebook's page."""
    return "index" if stem == FRONT else stem


def _question(cell: NotebookNode) -> str:
    """Return the question as it is stored for pages that do not run."""
    return "\n\n".join(o["data"]["text/markdown"] for o in cell.outputs if "data" in o)
