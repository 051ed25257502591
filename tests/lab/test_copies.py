"""The reader's copies: brought up to date, and never overwritten."""

import json

import pytest

from mathdl.lab.copies import MANIFEST, book, copy_book

NOTHING = {"renewed": [], "kept": []}


def write(path, *cells, outputs=()):
    cells = [
        {"cell_type": "code", "source": [cell], "outputs": list(outputs), "metadata": {}}
        for cell in cells
    ]
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5}))


@pytest.fixture
def source(tmp_path):
    write(tmp_path / "source/one.ipynb", "1 + 1")
    write(tmp_path / "source/two.ipynb", "2 + 2")
    return tmp_path / "source"


@pytest.fixture
def folder(tmp_path, source):
    assert copy_book(source, tmp_path / "a/folder") == NOTHING
    return tmp_path / "a/folder"


def same(source, folder, name):
    return (source / name).read_bytes() == (folder / name).read_bytes()


def test_a_fresh_folder_gets_all(source, folder):
    assert sorted(p.name for p in folder.iterdir()) == [MANIFEST, "one.ipynb", "two.ipynb"]
    assert same(source, folder, "one.ipynb")
    assert same(source, folder, "two.ipynb")


def test_a_second_time_nothing_happens(source, folder):
    write(folder / "one.ipynb", "my own")
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert copy_book(source, folder) == NOTHING
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_an_unchanged_copy_is_renewed(source, folder):
    write(source / "one.ipynb", "1 + 1 + 1")
    assert copy_book(source, folder) == {"renewed": ["one.ipynb"], "kept": []}
    assert same(source, folder, "one.ipynb")


def test_running_a_notebook_does_not_change_it(source, folder):
    write(folder / "one.ipynb", "1 + 1", outputs=["2"])
    assert copy_book(source, folder) == NOTHING
    assert "2" in json.loads((folder / "one.ipynb").read_text())["cells"][0]["outputs"]
    write(source / "one.ipynb", "1 + 1", outputs=["two"])
    assert copy_book(source, folder)["renewed"] == ["one.ipynb"]
    assert same(source, folder, "one.ipynb")


def test_a_changed_copy_is_kept_until_it_is_renamed(source, folder):
    write(folder / "one.ipynb", "my own")
    write(source / "one.ipynb", "1 + 1 + 1")
    for _ in range(2):
        assert copy_book(source, folder) == {"renewed": [], "kept": ["one.ipynb"]}
        assert "my own" in (folder / "one.ipynb").read_text()
    (folder / "one.ipynb").rename(folder / "mine.ipynb")
    assert copy_book(source, folder) == NOTHING
    assert same(source, folder, "one.ipynb")
    assert "my own" in (folder / "mine.ipynb").read_text()


def test_a_copy_that_cannot_be_read_is_kept(source, folder):
    (folder / "one.ipynb").write_text("{")
    write(source / "one.ipynb", "1 + 1 + 1")
    assert copy_book(source, folder)["kept"] == ["one.ipynb"]
    assert (folder / "one.ipynb").read_text() == "{"


def test_a_deleted_copy_is_restored(source, folder):
    (folder / "one.ipynb").unlink()
    assert copy_book(source, folder) == NOTHING
    assert same(source, folder, "one.ipynb")


def test_a_chapter_that_is_new_in_the_book_comes_too(source, folder):
    write(source / "three.ipynb", "3 + 3")
    assert copy_book(source, folder) == NOTHING
    assert same(source, folder, "three.ipynb")


@pytest.mark.parametrize("manifest", [None, "", "[]", '{"copied by mathdl": 3}'])
def test_without_a_manifest_a_strangers_file_is_kept(source, folder, manifest):
    (folder / MANIFEST).unlink()
    if manifest is not None:
        (folder / MANIFEST).write_text(manifest)
    write(folder / "one.ipynb", "a stranger's")
    assert copy_book(source, folder)["kept"] == ["one.ipynb"]
    write(source / "two.ipynb", "2 + 2 + 2")
    assert copy_book(source, folder)["renewed"] == ["two.ipynb"]


def test_the_books_own_folder_is_left_alone(source):
    assert copy_book(source, source) == NOTHING
    assert not (source / MANIFEST).exists()


def test_a_clone_has_its_notebooks_beside_the_package():
    assert (book() / "00_start.ipynb").is_file()
