"""Sheets of every chapter: whole, without an answer, and written where nothing is lost."""

import json
import re

import nbformat
import pytest

from mathdl.chapters import CHAPTERS
from mathdl.exercises.book import BOOK
from mathdl.lab import book
from mathdl.lab.sheets.chapter_cells import answer_name, section, stub
from mathdl.lab.sheets.printed import key_to, on_paper
from mathdl.lab.sheets.sheet import Sheet, as_notebook, keys_of

every_chapter = pytest.mark.parametrize("chapter", [c.number for c in CHAPTERS if c.asks])


@every_chapter
def test_a_sheet_is_whole_and_carries_no_answer(chapter):
    sheet = Sheet(keys_of(chapter), "monday")
    notebook = nbformat.from_dict(as_notebook(sheet))
    nbformat.validate(notebook)
    written = "\n".join(cell.source for cell in notebook.cells)
    paper, key = on_paper(sheet), key_to(sheet)
    for number, posed in sheet.posed.items():
        assert posed.say(posed.exercise.ask) in written
        assert re.search(rf"^{answer_name(number)} = ", written, re.M)
        begin = posed.say(posed.exercise.worked)[:25].split("`")[0]
        assert begin in key.replace("&#x27;", "'").replace("&quot;", '"').replace("&gt;", ">")
        for text in (posed.exercise.worked, *(m.says for m in posed.exercise.mistakes)):
            assert posed.say(text) not in written
            assert posed.say(text) not in paper


def test_each_exercise_has_a_place_in_its_chapter():
    assert all(section(key).startswith(f"{key.split('.')[0]}.") for key in BOOK)
    assert stub("4.9").endswith("answer_4_9 = (bend, slope)")


def test_a_sheet_is_written_and_nothing_is_written_over(tmp_path, capsys):
    words = ["sheet", "3", "--variant", "mon day/é", "--exercises", "3.4, 3.1", "--to"]
    folder = tmp_path / "new"
    assert book.main([*words, str(folder), "--key"]) == 0
    names = sorted(path.name for path in folder.iterdir())
    stem = "sheet_03_mon_day_é"
    assert names == [f"{stem}.html", f"{stem}.ipynb", f"{stem}_key.html"]
    about = json.loads((folder / f"{stem}.ipynb").read_text("utf-8"))["metadata"]["mathdl"]
    assert about == {"sheet": {"exercises": ["3.1", "3.4"], "variant": "mon day/é"}}
    (folder / f"{stem}.html").write_text("mine")
    capsys.readouterr()
    assert book.main([*words, str(folder)]) == 1
    assert "is there already: --force writes over it" in capsys.readouterr().err
    assert (folder / f"{stem}.html").read_text() == "mine"
    assert book.main([*words, str(folder), "--force"]) == 0
    assert (folder / f"{stem}.html").read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["0"], "There are exercises in chapters 1 to 12."),
        (["three"], "Argument chapter: invalid int value: 'three'; see mathdl sheet --help."),
        ([], "The following arguments are required: chapter; see mathdl sheet --help."),
        (["3", "--exercises", "4.1"], "The exercises of chapter 3 are 3.1 to 3.11, not 4.1."),
        (["3", "--exercises", ","], "The exercises of chapter 3 are 3.1 to 3.11."),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(capsys, words, said):
    assert book.main(["sheet", *words]) == 1
    assert capsys.readouterr().err == f"{said}\n"
