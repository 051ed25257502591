"""Sheets as learners hand them in."""

import contextlib
import json
import sys

from mathdl.exercises.book import BOOK
from mathdl.lab.marking.hand_ins import hand_ins
from mathdl.lab.marking.many import mark_all
from mathdl.lab.sheets.chapter_cells import answer_name
from mathdl.lab.sheets.sheet import Sheet, as_notebook


def from_the_book(key, variant, what="right"):
    """A cell that answers with the book's own answer, or with `what` else it knows."""
    posed = f"BOOK[{key!r}].set_up({key!r}, {variant!r})"
    return f"from mathdl.exercises.book import BOOK\n{answer_name(key)} = {posed}.{what}"


def filled_in(sheet, answers=None, name="Ada"):
    """A sheet's notebook with cells of one's own, by exercise; without, all are right."""
    if answers is None:
        answers = {key: from_the_book(key, sheet.variant) for key in sheet.keys}
    notebook = as_notebook(sheet)
    for cell in notebook["cells"]:
        key = cell["id"].removeprefix("answer-").replace("-", ".")
        if key in BOOK and key in answers:
            cell["source"] = answers[key]
        if cell["id"] == "name":
            cell["source"] = f"name = {name!r}"
    return notebook


def hand_in(folder, place, *given, **more):
    path = folder / f"{place}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(filled_in(*given, **more)), "utf-8")
    return path


def right(sheet: Sheet, key):
    return f"{answer_name(key)} = {sheet.posed[key].right!r}"


@contextlib.contextmanager
def without_main():
    """Lets processes start without loading what runs the tests, which takes each a while."""
    main, sys.modules["__main__"] = sys.modules["__main__"], type(sys)("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def marked(folder, limits):
    """What becomes of notebooks, by the names of their files."""
    found = {}
    with without_main():
        mark_all(
            hand_ins(folder), (), None, limits, lambda one, what: found.update({one.learner: what})
        )
    return found
