"""Promises made are kept, where they said they would be."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook
from promises import KEPT, MADE, sections

NOTEBOOKS = {
    int(path.stem[:2]): nbformat.read(path, as_version=4)
    for path in sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))
}
LAST_TO_PROMISE = 4


def promise_faults(notebooks):
    """Return what is wrong: promises without an end, ends without a promise, late promises."""
    made, kept, faults = {}, {}, []
    for chapter, notebook in notebooks.items():
        for section, text in sections(notebook):
            here = section or str(chapter)
            for word, place in MADE.findall(text):
                word = word.lower()
                if word in made:
                    faults.append(f"{word} is promised twice, in {made[word][0]} and in {here}")
                made[word] = here, place
                if chapter > LAST_TO_PROMISE:
                    faults.append(f"{word} is promised too late, in {here}")
            for word, source in KEPT.findall(text):
                kept[word.lower()] = here, source
    for word, (here, place) in made.items():
        written = int(place.split(".")[0]) in notebooks
        there, source = kept.get(word, ("", here))
        if written and there.split(".")[: place.count(".") + 1] != place.split("."):
            faults.append(f"{word}, promised in {here}, is not kept in {place}")
        elif here.split(".")[: source.count(".") + 1] != source.split("."):
            faults.append(f"{word} is kept as promised in {source}, and was promised in {here}")
    faults += [f"{word} was never promised" for word in kept.keys() - made.keys()]
    return faults


def test_promises_are_kept():
    assert promise_faults(NOTEBOOKS) == []
    assert any(MADE.search(text) for n in NOTEBOOKS.values() for _, text in sections(n))


def notebook(*texts):
    return new_notebook(cells=[new_markdown_cell(text) for text in texts])


LOSS = "> *Loss, for now*: a number; [section 2.1](02.ipynb) explains it."
IS_KEPT = "> *Loss*, promised in [section 1.1](01.ipynb), is this."


@pytest.mark.parametrize(
    ("made", "place", "fault"),
    [
        (LOSS, "", "loss, promised in 1.1, is not kept in 2.1"),
        (LOSS.replace("2.1", "2.2"), IS_KEPT, "is not kept in 2.2"),
        ("", IS_KEPT, "never promised"),
        (f"{LOSS}\n\n{LOSS}", IS_KEPT, "promised twice"),
        (LOSS, IS_KEPT.replace("1.1", "1.2"), "was promised in 1.1"),
    ],
)
def test_broken_promises_are_found(made, place, fault):
    book = {1: notebook(f"## 1.1 One\n\n{made}"), 2: notebook(f"## 2.1 Here\n\n{place}")}
    assert any(fault in found for found in promise_faults(book))


def test_a_late_promise_is_found():
    late = {5: notebook("## 5.1 Five", LOSS.replace("2.1", "7"))}
    assert promise_faults(late) == ["loss is promised too late, in 5.1"]


def test_a_kept_promise_is_no_fault():
    book = {1: notebook("## 1.1 One", LOSS), 2: notebook("## 2.1 Here", f"{IS_KEPT}\n\nSo.")}
    assert promise_faults(book) == []
    far = {1: notebook("## 1.1 One", LOSS.replace("section 2.1", "chapter 9"))}
    assert promise_faults(far) == []
