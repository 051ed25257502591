"""The command `mathdl mark`: which notebooks it finds, and what it writes about them."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from handed_in import filled_in, hand_in, right, without_main

import mathdl
from mathdl.lab import book
from mathdl.lab.marking import command
from mathdl.lab.marking.hand_ins import MOST, HandIn, hand_ins, read_cells, sheet_of
from mathdl.lab.marking.marks import MISSING, Class, Row
from mathdl.lab.marking.one import Answer, Marked
from mathdl.lab.marking.pages import class_page, learner_page
from mathdl.lab.sheets.sheet import Sheet

SHEET = Sheet(("3.1", "3.2", "3.4"), "monday")
RIGHT = {"3.1": right(SHEET, "3.1")}
RISE = {"3.1": "answer_3_1 = 8.64", "3.2": "# <script>\nanswer_3_2 = '<script>'"}


def table(folder):
    text = (folder / "marks.csv").read_text("utf-8-sig")
    return {row["learner"]: row for row in csv.DictReader(io.StringIO(text))}


@pytest.fixture(scope="module")
def class_(tmp_path_factory):
    """All that may lie in a folder, marked; and what was said."""
    folder = tmp_path_factory.mktemp("class") / "in"
    hand_in(folder, "ada", SHEET, RIGHT, name="Ada Lovelace")
    hand_in(folder, "=2+2", SHEET, RISE, name="<b>@Émilie</b>")
    hand_in(folder, "Zoë/first/sheet", SHEET, RIGHT)
    (folder / "Zoë" / "first" / ".ipynb_checkpoints").mkdir()
    hand_in(folder, "Zoë/first/.ipynb_checkpoints/sheet-checkpoint", SHEET, RIGHT)
    hand_in(folder, "data/sheet", SHEET, {"3.1": "answer_3_1 = float(open('own.txt').read())"})
    (folder / "data" / "own.txt").write_text(str(SHEET.posed["3.1"].right))
    (folder / "nobody").mkdir()
    (folder / "broken.ipynb").write_text('{"cells": [')
    (folder / "list.ipynb").write_text("[]")
    (folder / "old.ipynb").write_text('{"nbformat": 3, "worksheets": []}')
    (folder / "folder.ipynb").mkdir()
    (folder / "notes.txt").write_text("no notebook")
    other = filled_in(Sheet(("3.1",), "tuesday"), {})
    (folder / "other.ipynb").write_text(json.dumps(other))
    with (folder / "huge.ipynb").open("wb") as file:
        file.truncate(2_000_000_000)
    if sys.platform == "linux":
        (folder / os.fsdecode(b"f\xff.ipynb")).write_text("")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.ipynb")
        (folder / "link.ipynb").symlink_to(folder / "ada.ipynb")
    marks = folder.parent / "marks"
    with without_main():
        assert book.main(["mark", str(folder), "--to", str(marks), "--seconds", "20"]) == 0
    return folder, marks


def test_each_costs_one_line(class_):
    rows = table(class_[1])
    points = {name: (row["points"], row["of"]) for name, row in rows.items()}
    assert {name for name, (_, of) in points.items() if of == "5"} == {
        "ada",
        "'=2+2",
        "Zoë",
        "data",
    }
    assert [points[name][0] for name in ("ada", "Zoë", "data", "'=2+2")] == ["1", "1", "1", "0"]
    assert (rows["ada"]["3.1"], rows["ada"]["3.2"], rows["ada"]["sheet"]) == ("1", "", "monday")
    assert rows["Zoë"]["notebook"] == os.path.join("Zoë", "first", "sheet.ipynb")
    remarks = {name: row["remark"] for name, row in rows.items() if row["of"] == "0"}
    plain = "This is no plain file that can be read."
    expected = {
        "nobody": "There is no notebook in this folder.",
        "broken": "The file is no notebook, or a broken one.",
        "list": "The file is no notebook, or a broken one.",
        "old": "It is in an old format: open it in JupyterLab and save it.",
        "huge": "The file has more than 20 MB.",
        "folder": plain,
    }
    if hasattr(os, "mkfifo"):
        expected |= {"pipe": plain, "link": plain}
    if sys.platform == "linux":
        expected["f\\udcff"] = "The file is no notebook, or a broken one."
    assert remarks == expected
    assert "Its sheet is not that of most: 1 exercise." in rows["other"]["remark"]


def test_pages_show_what_learners_wrote_and_run_nothing_of_it(class_):
    pages = {path.name: path.read_text("utf-8") for path in class_[1].rglob("*.html")}
    (mine,) = (text for name, text in pages.items() if name.endswith("_2_2.html"))
    assert "&lt;b&gt;@Émilie&lt;/b&gt;" in mine
    assert "That is the rise. A slope is the rise divided by h." in mine
    assert "Section 3.1, Slope" in mine
    assert "<strong>1 ×</strong> That is the rise." in pages["index.html"]
    for text in pages.values():
        assert "<script" not in text
        assert "http" not in text.replace("http-equiv", "")
    assert all(name in pages["index.html"] for name in pages if name != "index.html")


def test_a_second_run_marks_what_has_changed(class_, monkeypatch, capsys):
    folder, marks = class_
    before = table(marks)
    seen = []
    monkeypatch.setattr(command, "mark_all", lambda waiting, *rest: seen.extend(waiting))
    path = hand_in(folder, "ada", SHEET, RIGHT | {"3.2": "answer_3_2 = 1"}, name="Ada Lovelace")
    line = ["mark", str(folder), "--to", str(marks), "--seconds", "20"]
    assert book.main(line) == 0
    assert path in [hand_in.path for hand_in in seen]
    assert not {"Zoë", "data", "other"} & {hand_in.learner for hand_in in seen}
    assert table(marks)["Zoë"] == before["Zoë"]
    seen.clear()
    book.main([*line, "--again"])
    assert {"Zoë", "data", "other"} < {hand_in.learner for hand_in in seen}


def test_files_in_the_folder_are_not_taken_for_modules(tmp_path):
    folder = tmp_path / "in"
    hand_in(folder, "ada", SHEET, RIGHT)
    for name in ("numpy", "random", "IPython", "mathdl"):
        (folder / f"{name}.py").write_text("open('loaded', 'w').close()\nraise SystemExit")
    script = tmp_path / "mathdl"  # as pip writes it
    script.write_text("from mathdl.lab.book import main\nif __name__ == '__main__':\n    main()\n")
    line = [sys.executable, str(script), "mark", ".", "--to", str(tmp_path / "marks")]
    root = str(Path(mathdl.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": root}
    subprocess.run(line, cwd=folder, env=environment, capture_output=True, check=True)
    assert table(tmp_path / "marks")["ada"]["points"] == "1"
    assert not (folder / "loaded").exists()


def test_whoever_stops_it_keeps_what_is_marked(tmp_path, monkeypatch, capsys):
    for name in "abc":
        hand_in(tmp_path / "in", name, SHEET, RIGHT)

    def stop(waiting, exercises, variant, limits, tell):
        tell(waiting[0], Marked(list(SHEET.keys), "monday", answers=[Answer("3.1", "right", ".")]))
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "mark_all", stop)
    marks = tmp_path / "marks"
    assert book.main(["mark", str(tmp_path / "in"), "--to", str(marks)]) == 130
    assert [(row["learner"], row["points"]) for row in table(marks).values()] == [("a", "1")]
    assert "Stopped with 2 still to mark" in capsys.readouterr().out


def test_folders_of_nbgrader(tmp_path):
    for name in ("submitted/bo/ps1/sheet", "submitted/cy/ps1/sheet", "source/ps1/sheet"):
        hand_in(tmp_path, name, SHEET)
    (tmp_path / "submitted" / "bo" / "ps1" / "timestamp.txt").write_text("2026-11-29")
    assert [h.learner for h in hand_ins(tmp_path)] == ["bo", "cy"]
    assert [h.learner for h in hand_ins(tmp_path / "submitted")] == ["bo", "cy"]


def test_the_sheet_is_what_the_teacher_says_then_what_the_notebook_says(tmp_path):
    path = hand_in(tmp_path, "a", SHEET)
    (found,) = hand_ins(tmp_path)
    cells, told = read_cells(found)
    assert sheet_of(cells, told, (), None) == SHEET
    assert sheet_of(cells, told, ("3.2",), "friday") == Sheet(("3.2",), "friday")
    nothing = {"exercises": None, "variant": None}  # as of programs that drop what they do not know
    assert sheet_of(cells, nothing, (), "monday") == SHEET
    odd = {"exercises": ["3.1", 7, "99.9", "3.1"], "variant": [1]}
    assert sheet_of(cells, odd, (), None) == Sheet(("3.1",), None)
    assert path.stat().st_size < MOST


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "nowhere: No such file or directory."),
        (["."], "In . there is no notebook to mark."),
        ([".", "--exercises", "3.99"], "There is no exercise 3.99."),
        ([".", "--seconds", "0"], "A notebook needs at least 1 second and 100 MB."),
    ],
)
def test_what_cannot_be_marked_is_said_in_one_line(capsys, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    assert book.main(["mark", *words]) == 1
    assert capsys.readouterr().err == f"{said}\n"


def test_walls_that_could_not_be_built_are_said_on_the_page_and_in_the_table():
    hand_in = HandIn("ada", "ada.ipynb", None, False)
    for missing in ([], ["network", "files"]):
        all_ = Class([Row(hand_in, Marked(["3.1"], missing=missing))])
        page, row = class_page(all_, ""), all_.table()
        for wall, words in MISSING.items():
            assert (words in page) == (words in row) == (wall in missing)
        assert ("in a container" in page) == bool(missing)


def test_answers_of_the_book_itself_are_pointed_out():
    given = [Answer("3.1", "right", ".", source="answer_3_1 = BOOK['3.1'].set_up('3.1').right")]
    given.append(Answer("3.2", "right", ".", source="answer_3_2 = 10.1  # by the book"))
    row = Row(HandIn("ada", "ada.ipynb", None, False), Marked(["3.1", "3.2"], answers=given))
    says = "It seems to ask the book itself for its answers: 3.1."
    assert Class([row]).remark(row) == says


def test_a_single_notebook(tmp_path):
    path = hand_in(tmp_path, "ada", SHEET)
    assert hand_ins(path) == [HandIn("ada", "ada.ipynb", path, False)]


def test_sections_are_links_where_the_web_edition_is_known():
    hand_in = HandIn("ada", "ada.ipynb", None, False)
    row = Row(hand_in, Marked(["3.1"], answers=[Answer("3.1", "wrong", "not yet.")]))
    address = 'href="https://example.org/book/03_chain_rule.html#slope"'
    assert address in learner_page(row, "https://example.org/book/")
