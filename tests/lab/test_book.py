"""The command `mathdl`."""

import sys

import pytest

from mathdl import __version__
from mathdl.lab import book, copies
from mathdl.lab.copies import MANIFEST

CLOSE = "To close JupyterLab, press Ctrl-C in this window."


@pytest.mark.parametrize(
    ("words", "folder", "options"),
    [
        ([], "mathdl-book", []),
        (["lessons"], "lessons", []),
        (["lessons", "--no-browser", "--port=8899"], "lessons", ["--no-browser", "--port=8899"]),
        (["--no-browser", "lessons"], "lessons", ["--no-browser"]),
        (["--port=8899", "lessons"], "lessons", ["--port=8899"]),
        (["--port", "8899"], "mathdl-book", ["--port", "8899"]),
        (["lessons", "--port", "8899"], "lessons", ["--port", "8899"]),
    ],
)
def test_folder_and_options(served, tmp_path, capsys, words, folder, options):
    assert book.main(words) == 0
    (given,) = served
    assert given[0] == f"--ServerApp.root_dir={tmp_path / folder}"
    assert given[1] == "--LabApp.default_url=/lab/tree/00_start.ipynb"
    assert given[3:] == options
    assert (tmp_path / folder / "00_start.ipynb").is_file()
    said = capsys.readouterr().out.splitlines()
    assert said == [f"The book is in {tmp_path / folder}.", CLOSE]


def test_in_the_folder_itself_no_second_one_is_made(served, tmp_path, monkeypatch):
    book.main(["lessons"])
    monkeypatch.chdir(tmp_path / "lessons")
    book.main([])
    assert served[0] == served[1]


def test_a_clones_own_notebooks_are_opened_where_they_are(served):
    assert book.main([str(copies.book()), "--port=8899"]) == 0
    assert served[0][0] == f"--ServerApp.root_dir={copies.book()}"
    assert not (copies.book() / MANIFEST).exists()


def test_copy_only(served, tmp_path):
    assert book.main(["--copy-only", "lessons"]) == 0
    assert served == []
    assert (tmp_path / "lessons" / MANIFEST).is_file()


def test_a_kept_notebook_is_said_in_a_sentence(served, tmp_path, capsys):
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons/00_start.ipynb").write_text("mine")
    book.main(["lessons"])
    said = capsys.readouterr().out.splitlines()
    assert said[1] == (
        "You have written in 00_start.ipynb, so your copy was kept; rename it and run mathdl "
        "again to get the book's new one beside it."
    )
    assert (tmp_path / "lessons/00_start.ipynb").read_text() == "mine"


def test_a_renewed_notebook_is_named(served, tmp_path, capsys, monkeypatch):
    done = {"renewed": ["one.ipynb", "two.ipynb"], "kept": []}
    monkeypatch.setattr(book, "copy_book", lambda source, folder: done)
    book.main(["lessons"])
    assert "Brought up to date: one.ipynb, two.ipynb." in capsys.readouterr().out


def test_a_folder_that_cannot_be_made_gets_a_sentence(served, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert book.main(["file"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"The book cannot be put into {tmp_path / 'file'} (")
    assert "'mathdl lessons'" in said
    assert served == []


def test_two_folders_get_a_sentence(served, capsys):
    assert book.main(["one", "two"]) == 1
    assert capsys.readouterr().err == "Name one folder, not one and two: mathdl one\n"


def test_help_fits_on_one_screen(served, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["mathdl", "--help"])
    assert book.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 100
    assert book.main(["--version"]) == 0
    assert capsys.readouterr().out == f"mathdl {__version__}\n"
    assert served == []
