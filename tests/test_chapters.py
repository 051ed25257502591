"""The table of chapters and the folders agree: whatever is missing is named, with its place."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from mathdl.chapters import CHAPTERS, Chapter

ROOT = Path(__file__).parents[1]
TABLE = "give it its line in mathdl/chapters.py"
OF_ALL = {"kit", "answers", "practice"}  # folders that every chapter uses


def title(path):
    """The first heading of a notebook."""
    opening = nbformat.read(path, as_version=4).cells[0].source
    return re.match(r"# (.+)", opening)[1]


def faults(chapters, root):
    """Return what stands in the table and nowhere else, or elsewhere and not in the table."""
    found = []
    if [chapter.number for chapter in chapters] != list(range(len(chapters))):
        found.append("mathdl/chapters.py counts its chapters from 0 on, one by one")
    for chapter in chapters:
        notebook = root / "notebooks" / chapter.notebook
        if not notebook.exists():
            found.append(f"chapter {chapter.number} has no notebooks/{notebook.name}: write it")
        elif chapter.number and title(notebook) != chapter.title:  # chapter 0 opens the book
            found.append(
                f"{notebook.name} is called {title(notebook)!r}, and in mathdl/chapters.py "
                f"{chapter.title!r}: call them alike"
            )
        for wing in ["plots", "exercises"] if chapter.asks else ["plots"]:
            if not (root / "mathdl" / wing / chapter.topic / "__init__.py").exists():
                found.append(
                    f"chapter {chapter.number} has no mathdl/{wing}/{chapter.topic}/__init__.py"
                )
    for path in sorted((root / "notebooks").glob("[0-9]*.ipynb")):
        if path.name not in {chapter.notebook for chapter in chapters}:
            found.append(f"notebooks/{path.name} is of no chapter: {TABLE}")
    for wing in ("exercises", "plots"):
        for path in sorted((root / "mathdl" / wing).glob("*/__init__.py")):
            topic = path.parent.name
            if topic not in OF_ALL | {chapter.topic for chapter in chapters}:
                found.append(f"mathdl/{wing}/{topic} is of no chapter: {TABLE}")
    return found


def test_the_table_and_the_folders_agree():
    assert faults(CHAPTERS, ROOT) == []


@pytest.fixture
def book(tmp_path):
    """A book of two chapters, and their table."""
    table = [Chapter(0, "start", "Start", "begin"), Chapter(1, "more", "More", "go on")]
    for place in ("plots/start", "plots/more", "exercises/more", "exercises/answers"):
        (tmp_path / "mathdl" / place).mkdir(parents=True)
        (tmp_path / "mathdl" / place / "__init__.py").touch()
    (tmp_path / "notebooks").mkdir()
    for chapter in table:
        page = new_notebook(cells=[new_markdown_cell(f"# {chapter.title}\n\nWhy?")])
        nbformat.write(page, tmp_path / "notebooks" / chapter.notebook)
    assert faults(table, tmp_path) == []
    return table, tmp_path


@pytest.mark.parametrize(
    ("missing", "fault"),
    [
        ("notebooks/01_more.ipynb", "chapter 1 has no notebooks/01_more.ipynb: write it"),
        ("mathdl/plots/more/__init__.py", "chapter 1 has no mathdl/plots/more/__init__.py"),
        ("mathdl/exercises/more/__init__.py", "chapter 1 has no mathdl/exercises/more/__init__.py"),
    ],
)
def test_a_missing_piece_is_named(book, missing, fault):
    table, root = book
    (root / missing).unlink()
    assert faults(table, root) == [fault]


def test_a_missing_line_is_named(book):
    table, root = book
    assert faults(table[:1], root) == [
        f"notebooks/01_more.ipynb is of no chapter: {TABLE}",
        f"mathdl/exercises/more is of no chapter: {TABLE}",
        f"mathdl/plots/more is of no chapter: {TABLE}",
    ]


def test_a_line_that_says_something_else_is_named(book):
    table, root = book
    found = faults([table[0], table[1]._replace(title="Less")], root)
    assert found == [
        "01_more.ipynb is called 'More', and in mathdl/chapters.py 'Less': call them alike"
    ]
    assert "counts its chapters from 0 on" in faults(table[::-1], root)[0]
