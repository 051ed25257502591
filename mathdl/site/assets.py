"""What pages load beside their pictures: scripts, styles, questions, and what sets formulas."""

from __future__ import annotations

import base64
import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import nbformat

from mathdl.exercises.book import BOOK
from mathdl.exercises.progress import CHAPTERS
from mathdl.explore.picture import FONTS, PAGE, SCRIPTS
from mathdl.site import exercises

HERE = Path(__file__).with_name("page")
SHARED = (
    *(name for name in SCRIPTS if name != "picture"),
    "picture",
    "box",
    "pixels",
)  # with JupyterLab
JUDGES = ("words", "typed", "parser", "arithmetic", "numbers", "kinds", "record", "judge")
OWN = (*JUDGES, "baked", "controls", "pad", "figure", "boxes", "progress", "page")


def scripts() -> str:
    """Return all scripts of a page as one: those of JupyterLab, then the web's own."""
    parts = []
    for name in SHARED:
        text = PAGE.joinpath(f"{name}.js").read_text("utf-8")
        if "export default" in text:  # a widget is a module of its own there, and a name here
            text = (
                f"const {name}Widget = (() => {{\n{text.replace('export default', 'return')}}})();"
            )
        parts.append(text)
    parts += [HERE.joinpath(f"{name}.js").read_text("utf-8") for name in OWN]
    parts.append(_set("chapters", chapters()))
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "\n})();\n"


def styles() -> str:
    """Return all styles of a page, and the type of the pictures within them."""
    sheets = [PAGE / "picture.css", PAGE / "box.css", PAGE / "pixels.css", HERE / "book.css"]
    faces = []
    for name in FONTS:
        data = base64.b64encode((PAGE / "fonts" / f"{name}.woff2").read_bytes()).decode()
        weight = "bold" if "Bold" in name else "normal"
        style = "italic" if "Oblique" in name else "normal"
        faces.append(
            f'@font-face {{ font-family: "mathdl"; font-weight: {weight}; font-style: {style}; '
            f"src: url(data:font/woff2;base64,{data}); }}"
        )
    return "\n".join([*faces, *(sheet.read_text("utf-8") for sheet in sheets)])


def mathjax() -> Path:
    """Return the script that sets formulas, from the package that brings it along."""
    files = distribution("sphinx-mathjax-offline").files or []
    return next(Path(file.locate()) for file in files if file.name == "tex-svg.js")


def chapters() -> list[dict[str, Any]]:
    """Return the chapters with their exercises, for the table that says how far a reader has come.

    Examples
    --------
    >>> chapters()[2]["title"], chapters()[2]["keys"][0]
    ('3 Follow the chain rule', ['3.1', 'The secant'])
    """
    return [
        {
            "title": f"{number} {title}",
            "keys": [[key, it.title] for key, it in BOOK.items() if key.startswith(f"{number}.")],
        }
        for number, title in CHAPTERS.items()
    ]


def questions(notebook: nbformat.NotebookNode) -> str:
    """Return the script that brings the exercises and predictions of a page."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    asked = exercises.ASKED.findall(code)
    predicted = exercises.PREDICTED.findall(code)
    return _set(
        "asked", {f"{key}/{sheet}": exercises.exercise(key, sheet or None) for key, sheet in asked}
    ) + _set("predicted", {key: exercises.prediction(key) for key in predicted})


def _set(name: str, value: Any) -> str:
    return f"mathdlBook.{name} = {json.dumps(value, ensure_ascii=False)};\n"
