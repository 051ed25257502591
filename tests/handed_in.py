"""Sheets as learners hand them in."""

import json

from mathdl.exercises.book import BOOK
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
