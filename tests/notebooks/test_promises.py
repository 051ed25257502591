"""Promises made are kept, where they said they would be."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

NOTEBOOKS = {
    int(path.stem[:2]): nbformat.read(path, as_version=4)
    for path in sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))
}
MADE = re.compile(
    r"\*\*Promise (\d+)\.(\w): ([^*]+)\.\*\*.*?Explained in (?:chapter )?([\d.]+)\.", re.S
)
KEPT = re.compile(r"\*\*Promise (\d+)\.(\w) kept\.\*\*")
LAST_TO_PROMISE = 4


def sections(notebook):
    """Yield the section number ("3.7", or "" before the first) with the text of every cell."""
    section = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = re.match(r"## (\d+\.\d+) ", re.sub(r"<!--.*?-->\s*", "", cell.source))
            section = heading[1] if heading else section
            yield section, cell.source


def promise_faults(notebooks):
    """Return what is wrong: promises without an end, ends without a promise, late promises."""
    made, kept, faults = {}, {}, []
    for chapter, notebook in notebooks.items():
        for section, text in sections(notebook):
            for number, letter, word, place in MADE.findall(text):
                made[number, letter] = word, place
                if int(number) != chapter:
                    faults.append(f"promise {number}.{letter} stands in chapter {chapter}")
                if chapter > LAST_TO_PROMISE:
                    faults.append(f"promise {number}.{letter} is made too late")
            for name in KEPT.findall(text):
                kept[name] = section or str(chapter)
    for name, (word, place) in made.items():
        written = int(place.split(".")[0]) in notebooks
        if written and kept.get(name, "").split(".")[: place.count(".") + 1] != place.split("."):
            faults.append(f"promise {'.'.join(name)} ({word}) is not kept in {place}")
    faults += [f"promise {'.'.join(n)} was never made" for n in kept.keys() - made.keys()]
    return faults


def test_promises_are_kept():
    assert promise_faults(NOTEBOOKS) == []
    assert any(MADE.search(text) for n in NOTEBOOKS.values() for _, text in sections(n))


def notebook(*texts):
    return new_notebook(cells=[new_markdown_cell(text) for text in texts])


@pytest.mark.parametrize(
    ("made", "place", "fault"),
    [
        ("**Promise 1.a: loss.** For now: a number. Explained in 2.1.", "", "not kept in 2.1"),
        (
            "**Promise 1.a: loss.** So. Explained in 2.2.",
            "**Promise 1.a kept.**",
            "not kept in 2.2",
        ),
        ("", "**Promise 1.a kept.**", "never made"),
        ("**Promise 2.a: loss.** So. Explained in 2.1.", "**Promise 2.a kept.**", "in chapter 1"),
    ],
)
def test_broken_promises_are_found(made, place, fault):
    book = {1: notebook("# One", made), 2: notebook("# Two", f"## 2.1 Here\n\n{place}")}
    assert any(fault in found for found in promise_faults(book))


def test_a_kept_promise_is_no_fault():
    made = "> **Promise 1.a: loss.** For now: a number. Explained in 2.1."
    book = {1: notebook(made), 2: notebook("## 2.1 Here", "**Promise 1.a kept.** Loss is this.")}
    assert promise_faults(book) == []
