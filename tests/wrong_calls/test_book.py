"""Wrong games of sabotage, and wrong words to the command `mathdl`."""

import os

import pytest
from wrong import Wrong, each, refused

import mathdl as dl
from mathdl.lab import book, check_setup
from mathdl.lab.copies import copy_book

GAMES = [
    Wrong("a seed of text", lambda: dl.sabotage("a"), TypeError, "'a'", "a whole number"),
    Wrong("a seed of 1.5", lambda: dl.sabotage(1.5), TypeError, "1.5", "sabotage(seed=7)"),
    Wrong("no such rule", lambda: dl.sabotage(7, "rulu"), ValueError, "'rulu'", '"relu"'),
    Wrong("a rule that is a number", lambda: dl.sabotage(7, 3), ValueError, "3", '"relu"'),
    Wrong("a function", lambda: dl.sabotage(7, dl.tanh), ValueError, "function tanh", "by name"),
    Wrong("no rules at all", lambda: dl.sabotage(7, []), ValueError, "among", '["relu", "tanh"]'),
    Wrong("no setup to ask", lambda: check_setup(3), TypeError, "'int'", "callable"),
]


@each(GAMES)
def test_wrong_games(row):
    refused(row)


def is_right():
    return dl.check_gradients(dl.tanh, 0.7) < 1e-6


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_game_that_is_broken_off_leaves_the_engine_right(error):
    with pytest.raises(error), dl.sabotage(7, ["tanh"]):
        raise error
    assert is_right()


def test_a_second_game_is_refused_and_the_first_goes_on():
    with dl.sabotage(1, ["tanh"]) as game:
        refused(
            Wrong("", dl.sabotage(2, ["exp"]).__enter__, RuntimeError, "on already", "end that")
        )
        refused(Wrong("", game.__enter__, RuntimeError, "on already", "end that"))
        with pytest.raises(AssertionError, match="by the backward pass"):
            dl.check_gradients(dl.tanh, 0.7)
        assert dl.check_gradients(dl.exp, 0.7) < 1e-6
    assert is_right()
    with dl.sabotage(2, ["tanh"]), pytest.raises(AssertionError, match="by the backward pass"):
        dl.check_gradients(dl.tanh, 0.7)
    assert is_right()


@pytest.mark.parametrize("name", ["rulu", 3, None, [], dl.Tensor])
def test_a_wrong_guess_is_not_counted(capsys, name):
    game = dl.sabotage(1, ["tanh"])
    game.guess(name)
    said = capsys.readouterr().out
    assert said.startswith("No rule is called")
    assert "relu, " in said
    assert (game.guesses, game.found) == (0, False)


def listing(folder):
    return {p.relative_to(folder): p.is_file() and p.read_bytes() for p in folder.rglob("*")}


@pytest.mark.parametrize(
    ("words", "given", "expected"),
    [
        (["file"], "file", "name another folder"),
        (["file/inside"], "file/inside", "name another folder"),
        (["one", "two"], "one and two", "Name one folder"),
        (["one", "two", "--copy-only"], "one and two", "Name one folder"),
        (["x" * 300], "xxx", "name another folder"),
    ],
)
def test_wrong_words_to_the_command_change_no_folder(
    served, tmp_path, capsys, words, given, expected
):
    (tmp_path / "file").write_text("mine")
    before = listing(tmp_path)
    assert book.main(words) == 1
    said = capsys.readouterr()
    assert given in said.err
    assert expected in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert listing(tmp_path) == before
    assert served == []
    assert book.main(["lessons", "--copy-only"]) == 0


def test_a_folder_that_may_only_be_read_is_left_alone(served, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):  # root may write everywhere, so the refusal is played to it

        def closed(*arguments, **options):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("mathdl.lab.copies.write_whole", closed)
    assert book.main(["closed"]) == 1
    assert "cannot be put into" in capsys.readouterr().err
    assert list(folder.iterdir()) == []


def test_a_folder_full_of_other_things_keeps_them(served, tmp_path):
    folder = tmp_path / "desk"
    (folder / "00_start.ipynb").mkdir(parents=True)
    (folder / "letter.txt").write_text("mine")
    before = listing(folder)
    book.main(["desk", "--copy-only"])
    after = listing(folder)
    assert {name: after[name] for name in before} == before


def test_a_disc_that_is_full_leaves_the_old_copy(tmp_path, monkeypatch):
    source = tmp_path / "source"
    source.mkdir()
    (source / "one.ipynb").write_text('{"cells": []}')
    copy_book(source, tmp_path / "mine")
    before = listing(tmp_path / "mine")
    (source / "one.ipynb").write_text('{"cells": [] }')

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mathdl.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        copy_book(source, tmp_path / "mine")
    assert listing(tmp_path / "mine") == before
