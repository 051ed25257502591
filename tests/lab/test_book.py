"""The command `mathdl`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mathdl import __version__
from mathdl.lab import book, copies
from mathdl.lab.copies import MANIFEST

FIRST = min(path.name for path in copies.book().glob("*.ipynb"))


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
    assert given[1] == f"--LabApp.default_url=/lab/tree/{FIRST}"
    assert given[2:] == options
    assert (tmp_path / folder / FIRST).is_file()
    assert capsys.readouterr().out == f"The book is in {tmp_path / folder}.\n"


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
    (tmp_path / "lessons" / FIRST).write_text("mine")
    book.main(["lessons"])
    said = capsys.readouterr().out.splitlines()
    assert said[1] == (
        f"You have written in {FIRST}, so your copy was kept; rename it and run mathdl again to "
        "get the book's new one beside it."
    )
    assert (tmp_path / "lessons" / FIRST).read_text() == "mine"


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("renewed", "Brought up to date: one.ipynb, two.ipynb."),
        ("removed", "Removed, since the book has it no longer and you had not written in it: one"),
        ("left", "No longer in the book, and kept, since you have written in it: one.ipynb, two"),
        ("kept", "You have written in one.ipynb, two.ipynb, so your copy was kept; rename it and"),
        ("strange", "Not copied, since a link or a folder lies in its place: one.ipynb, two.ipynb"),
    ],
)
def test_what_became_of_a_copy_is_said(served, capsys, monkeypatch, what, sentence):
    done = dict.fromkeys(book.SENTENCES, ()) | {what: ["one.ipynb", "two.ipynb"]}
    monkeypatch.setattr(book, "copy_book", lambda source, folder: done)
    book.main(["lessons"])
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("The book is in")
    assert second.startswith(sentence)


def test_every_word_of_copy_book_has_its_sentence(tmp_path):
    assert book.SENTENCES.keys() == copies.copy_book(tmp_path, tmp_path).keys()


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


@pytest.mark.parametrize("words", [["--port=x"], ["--port", "70000"], ["--ServerApp.port=-1"]])
def test_a_port_that_is_none_gets_a_sentence(served, tmp_path, capsys, words):
    assert book.main(words) == 1
    given = words[-1].split("=")[-1]
    said = f"A port is a number up to 65535, not {given}: --port=8899\n"
    assert capsys.readouterr().err == said
    assert list(tmp_path.iterdir()) == []
    assert served == []


def test_help_fits_on_one_screen(served, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["mathdl", "--help"])
    assert book.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 100
    assert book.main(["--version"]) == 0
    assert capsys.readouterr().out == f"mathdl {__version__}\n"
    assert served == []


def test_an_empty_word_is_no_folder(served, tmp_path):
    """As in ``mathdl "$FOLDER"`` with a variable that is not set."""
    book.main([""])
    assert served[0][0] == f"--ServerApp.root_dir={tmp_path / 'mathdl-book'}"


def test_a_folder_in_a_home_that_is_not_there(served, capsys):
    assert book.main(["~nobody_at_all/lessons"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("The book cannot be put into ~nobody_at_all/lessons (")
    assert said.count("\n") == 1


def mathdl(*words, out=subprocess.PIPE, **options):
    """Run the command as it is installed."""
    command = [Path(sys.executable).with_name("mathdl"), *words]
    return subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, **options)


unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@unix
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["--copy-only"]])
def test_a_reader_who_has_gone_is_not_complained_of(tmp_path, words):
    listener, out = os.pipe()
    os.close(listener)  # as of ``mathdl --help | head -1``
    done = mathdl(*words, out=out, cwd=tmp_path)
    os.close(out)
    assert done.stderr == ""


@unix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["--copy-only"], []])
def test_a_full_disc_gets_a_sentence(tmp_path, words):
    with open("/dev/full", "w") as out:
        done = mathdl(*words, out=out, cwd=tmp_path)
    assert done.stderr == "mathdl cannot go on (No space left on device).\n"
    assert done.returncode == 1


@unix
def test_a_name_that_no_terminal_can_write(tmp_path):
    name = os.fsdecode(b"lessons-\xff")
    done = mathdl(name, "--copy-only", cwd=tmp_path, env={**os.environ, "PYTHONUTF8": "1"})
    assert done.stderr == ""
    assert done.stdout == f"The book is in {tmp_path}/lessons-\\udcff.\n"


@unix
def test_a_folder_that_is_gone_gets_a_sentence(tmp_path):
    command = f'rmdir "{tmp_path}" && "{Path(sys.executable).with_name("mathdl")}"'
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("The book cannot be put into mathdl-book (No such file")
    assert done.stderr.count("\n") == 1
