"""The maps of the book in README and in chapter 0, made from the table of chapters.

How long a chapter takes is read from its first page.
"""

import re
from collections.abc import Callable
from pathlib import Path

import nbformat
from run_notebooks import NOTEBOOKS

from mathdl.chapters import CHAPTERS, Chapter

README = NOTEBOOKS.parent / "README.md"
START = NOTEBOOKS / CHAPTERS[0].notebook
ROWS = re.compile(r"(?:^\| \[?\d+ [^|]*\|.*\n)+", re.M)  # the table's rows that begin with a number


def minutes(chapter: Chapter, folder: Path = NOTEBOOKS) -> str:
    """Return how long a chapter takes, as its first cell says."""
    opening = nbformat.read(folder / chapter.notebook, as_version=4).cells[0].source
    said = re.search(r"(\d+|ten) minutes", opening)
    if not said:
        raise SystemExit(f"notebooks/{chapter.notebook} does not begin with its time in minutes")
    return said[1].replace("ten", "10")


def in_readme(chapter: Chapter) -> str:
    """Return a chapter's row in README's map."""
    link = f"[{chapter.number} {chapter.title}](notebooks/{chapter.notebook})"
    return f"| {link} | {chapter.goal} | {minutes(chapter)} |\n"


def in_start(chapter: Chapter) -> str:
    """Return a chapter's row in the map of chapter 0, which does not link to itself."""
    name = f"{chapter.number} {chapter.title}"
    link = f"[{name}]({chapter.notebook})" if chapter.number else name
    return f"| {link} | {minutes(chapter)} | {chapter.needs}".rstrip() + " |\n"


def with_rows(text: str, row: Callable[[Chapter], str]) -> str:
    """Return a page with a row for every chapter in place of those that it has."""
    text, maps = ROWS.subn(lambda _: "".join(map(row, CHAPTERS)), text)
    if maps != 1:
        raise SystemExit(f"one map of chapters is to be written anew, and there are {maps}")
    return text


def readme() -> str:
    """Return README with the map as it should be."""
    return with_rows(README.read_text(encoding="utf-8"), in_readme)


def start() -> str:
    """Return the notebook of chapter 0 with the map as it should be."""
    notebook = nbformat.read(START, as_version=4)
    (cell,) = (cell for cell in notebook.cells if cell.source.startswith("## 0.3 The map"))
    to_come = f"Chapters {CHAPTERS[-1].number + 1} and later"
    cell.source = re.sub(r"Chapters \d+ and later", to_come, with_rows(cell.source, in_start))
    return nbformat.writes(notebook) + "\n"


def write() -> None:
    """Write both maps."""
    README.write_text(readme(), encoding="utf-8")
    START.write_text(start(), encoding="utf-8")
