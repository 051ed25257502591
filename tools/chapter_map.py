"""The maps of the book in README and in chapter 0, made from the table of chapters.

How long a chapter takes is measured: its words, its pictures to play with, its exercises.
"""

import math
import re
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell
from run_notebooks import NOTEBOOKS

from mathdl.chapters import CHAPTERS, Chapter

README = NOTEBOOKS.parent / "README.md"
START = NOTEBOOKS / CHAPTERS[0].notebook
ROWS = re.compile(r"(?:^\| \[?\d+ [^|]*\|.*\n)+", re.M)  # the table's rows that begin with a number


WAY = re.compile(r"\n\n(?:← .*|\[Contents\]\(.*|\[\d+ [^\n]* →)\Z")
TIME = re.compile(r"(?<=\*\*Time\*\*: about )\d+(?= minutes)")
A_MINUTE = 180  # words
AN_EXPLORER, AN_EXERCISE = 3, 5  # minutes


# What is not read: the code of a picture that answers, and its alternative text.
UNREAD = re.compile(r"<!--.*?-->|!\[.*\]\(attachment:.*\)")


def words(source: str) -> int:
    """Count the words of a cell that are read."""
    return len(UNREAD.sub("", WAY.sub("", source)).split())


def measured(notebook: nbformat.NotebookNode) -> int:
    """Return how many minutes a chapter takes, to the next five."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    read = sum(words(cell.source) for cell in notebook.cells if cell.cell_type == "markdown")
    explorers = sum(text.startswith("explore(") for text in code)
    exercises = sum(text.startswith("ask(") for text in code)
    exact = read / A_MINUTE + AN_EXPLORER * explorers + AN_EXERCISE * exercises
    return 5 * math.ceil(exact / 5)


def minutes(chapter: Chapter, folder: Path = NOTEBOOKS) -> int:
    """Return how long a chapter takes."""
    return measured(nbformat.read(folder / chapter.notebook, as_version=4))


def way(chapter: Chapter) -> str:
    """Return the line that leads to the chapter before, to the contents, and to the next one."""
    places = [f"[Contents]({CHAPTERS[0].notebook})"] if chapter.number else []
    for other in CHAPTERS:
        name = f"[{other.number} {other.title}]({other.notebook})"
        if other.number == chapter.number - 1 and other.number:
            places.insert(0, f"← {name}")
        if other.number == chapter.number + 1:
            places.append(f"{name} →")
    return " · ".join(places)


def opened(chapter: Chapter, folder: Path = NOTEBOOKS) -> str:
    """Return the notebook of a chapter, its time on the first page, and the way on both ends."""
    notebook = nbformat.read(folder / chapter.notebook, as_version=4)
    first = notebook.cells[0]
    first.source, times = TIME.subn(str(measured(notebook)), WAY.sub("", first.source))
    if times != 1:
        raise SystemExit(
            f'notebooks/{chapter.notebook}: write "**Time**: about 60 minutes" in its first cell; '
            "the number is filled in"
        )
    first.source = first.source.rstrip()
    if chapter.number:  # the cover has no room for it
        first.source += f"\n\n{way(chapter)}"
    if not WAY.fullmatch(f"\n\n{notebook.cells[-1].source}"):
        notebook.cells.append(new_markdown_cell(id="way"))
    notebook.cells[-1].source = way(chapter)
    return nbformat.writes(notebook) + "\n"


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
    """Write both maps, and each chapter's time and the way to its neighbours."""
    for chapter in CHAPTERS:
        (NOTEBOOKS / chapter.notebook).write_text(opened(chapter), encoding="utf-8")
    README.write_text(readme(), encoding="utf-8")
    START.write_text(start(), encoding="utf-8")
