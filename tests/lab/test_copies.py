"""The reader's copies: brought up to date, and never overwritten."""

import json
import os
import subprocess
import sys
import time

import pytest

from mathdl.lab.copies import MANIFEST, book, copy_book

NOTHING = {what: [] for what in ("renewed", "kept", "strange", "removed", "left")}


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
    assert copy_book(source, folder) == NOTHING | {"renewed": ["one.ipynb"]}
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
        assert copy_book(source, folder) == NOTHING | {"kept": ["one.ipynb"]}
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


def test_a_chapter_with_a_new_name(source, folder):
    """What the reader has not written in goes with the old name, what they have stays."""
    for name in ("one", "two"):
        (source / f"{name}.ipynb").rename(source / f"new_{name}.ipynb")
    write(folder / "one.ipynb", "1 + 1", outputs=["2"])  # run, and not written in
    write(folder / "two.ipynb", "2 + 2 = 4")
    assert copy_book(source, folder) == NOTHING | {"removed": ["one.ipynb"], "left": ["two.ipynb"]}
    there = sorted(p.name for p in folder.iterdir())
    assert there == [MANIFEST, "new_one.ipynb", "new_two.ipynb", "two.ipynb"]
    assert "2 + 2 = 4" in (folder / "two.ipynb").read_text()
    assert copy_book(source, folder) == NOTHING, "said once: from now on it is the reader's own"
    assert (folder / "two.ipynb").is_file()


def test_an_old_copy_that_was_kept_before_stays(source, folder):
    write(folder / "one.ipynb", "my own")
    write(source / "one.ipynb", "1 + 1 + 1")
    assert copy_book(source, folder)["kept"] == ["one.ipynb"]
    (source / "one.ipynb").rename(source / "new_one.ipynb")
    assert copy_book(source, folder) == NOTHING | {"left": ["one.ipynb"]}
    assert "my own" in (folder / "one.ipynb").read_text()


def test_a_broken_installation_takes_no_copies_away(source, folder):
    before = sorted(p.name for p in folder.iterdir())
    for original in source.iterdir():
        original.unlink()
    with pytest.raises(OSError, match=r"there are no notebooks in .*; install mathdl again"):
        copy_book(source, folder)
    assert sorted(p.name for p in folder.iterdir()) == before


def test_an_old_copy_that_the_reader_has_deleted_is_not_spoken_of(source, folder):
    (source / "one.ipynb").unlink()
    (folder / "one.ipynb").unlink()
    assert copy_book(source, folder) == NOTHING
    assert "one.ipynb" not in (folder / MANIFEST).read_text()


def test_a_manifest_leads_nowhere_else(source, folder):
    """Whatever it says was copied: nothing outside the folder is ours to remove."""
    outside = folder.parent / "outside.ipynb"
    write(outside, "1 + 1")
    (folder / "a link.ipynb").symlink_to(outside)
    (folder / "link.ipynb").symlink_to(outside)
    prints = json.loads((folder / MANIFEST).read_text())["copied by mathdl"]["one.ipynb"]
    names = (
        "../outside.ipynb",
        str(outside),
        "link.ipynb",
        "a link.ipynb",
        ".",
        "",
        "\ud800.ipynb",
    )
    manifest = {name: prints for name in names}
    (folder / MANIFEST).write_text(json.dumps({"copied by mathdl": manifest}))
    assert copy_book(source, folder)["removed"] == []
    assert outside.is_file()
    assert (folder / "link.ipynb").is_symlink()


DEEP = "[" * 400_000
SPOILT = [
    None, "", "[]", "{", "NaN", "null", '{"copied by mathdl": 3}', DEEP,
    '{"copied by mathdl": {"one.ipynb": ' + "[" * 900 + "]" * 900 + "}}",
    '{"copied by mathdl": {"one.ipynb": {"file": ' + "[" * 900 + "]" * 900 + "}}}",
    '{"copied by mathdl": {"one.ipynb": {"cells": null}, "two.ipynb": null}}',
    '{"copied by mathdl": {"one.ipynb": {"cells": ["\\ud800", NaN]}, "\\ud800": {}}}',
    b"\xff\xfe\0",
]  # fmt: skip


@pytest.mark.parametrize("manifest", SPOILT, ids=range(len(SPOILT)))
def test_without_a_manifest_a_strangers_file_is_kept(source, folder, manifest):
    (folder / MANIFEST).unlink()
    if manifest is not None:
        written = manifest if isinstance(manifest, bytes) else manifest.encode()
        (folder / MANIFEST).write_bytes(written)
    write(folder / "one.ipynb", "a stranger's")
    assert copy_book(source, folder)["kept"] == ["one.ipynb"]
    write(source / "two.ipynb", "2 + 2 + 2")
    assert copy_book(source, folder)["renewed"] == ["two.ipynb"]
    assert copy_book(source, folder)["kept"] == ["one.ipynb"]


def pipe(path):
    os.mkfifo(path)


def link(path):
    path.with_name("elsewhere").write_text("not to be touched")
    path.symlink_to("elsewhere")


def dangling_link(path):
    path.symlink_to("elsewhere")


def huge(path):
    with path.open("wb") as file:
        file.truncate(1_000_000_000)


unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")


@unix
@pytest.mark.parametrize("make", [pipe, link, dangling_link, huge])
def test_what_lies_in_place_of_the_manifest_is_replaced_and_not_followed(source, folder, make):
    (folder / MANIFEST).unlink()
    make(folder / MANIFEST)
    begun = time.perf_counter()
    assert copy_book(source, folder) == NOTHING
    assert time.perf_counter() - begun < 2
    assert not (folder / MANIFEST).is_symlink()
    assert set(json.loads((folder / MANIFEST).read_text())["copied by mathdl"]) == {
        "one.ipynb",
        "two.ipynb",
    }
    elsewhere = folder / "elsewhere"
    assert not elsewhere.exists() or elsewhere.read_text() == "not to be touched"


def test_a_folder_in_place_of_the_manifest_is_said(source, folder):
    (folder / MANIFEST).unlink()
    (folder / MANIFEST).mkdir()
    with pytest.raises(OSError, match=r"mathdl\.json is a folder, not a file; remove it"):
        copy_book(source, folder)


@unix
@pytest.mark.parametrize(
    ("make", "what"),
    [(pipe, "strange"), (link, "strange"), (dangling_link, "strange"), (huge, "kept")],
)
@pytest.mark.parametrize("known", [True, False])
def test_what_lies_in_place_of_a_copy_is_left_and_not_followed(source, folder, make, what, known):
    if not known:
        (folder / MANIFEST).unlink()
    (folder / "one.ipynb").unlink()
    make(folder / "one.ipynb")
    before = (folder / "one.ipynb").lstat()
    write(source / "one.ipynb", "1 + 1 + 1")
    for _ in range(2):
        assert copy_book(source, folder) == NOTHING | {what: ["one.ipynb"]}
    assert (folder / "one.ipynb").lstat().st_ino == before.st_ino
    elsewhere = folder / "elsewhere"
    assert not elsewhere.exists() or elsewhere.read_text() == "not to be touched"
    (source / "one.ipynb").unlink()
    done = copy_book(source, folder)
    assert done["removed"] == []
    assert (folder / "one.ipynb").lstat().st_ino == before.st_ino


@pytest.mark.parametrize(
    "written",
    ["[" * 400_000, '{"cells": [' + "[" * 900 + "]" * 900 + "]}", "NaN", '{"cells": 3}',
     '{"cells": ["\\ud800"]}', '{"cells": [{"cell_type": "\\ud800", "source": [1]}]}',
     '{"cells": [{"cell_type": 1, "source": "a", "attachments": ' + "[" * 950 + "]" * 950 + "}]}"],
)  # fmt: skip
def test_a_copy_that_makes_no_sense_is_kept(source, folder, written):
    (folder / "one.ipynb").write_text(written)
    write(source / "one.ipynb", "1 + 1 + 1")
    assert copy_book(source, folder)["kept"] == ["one.ipynb"]
    assert (folder / "one.ipynb").read_text() == written


def test_a_folder_that_may_only_be_read_is_enough_when_all_is_there(source, folder, monkeypatch):
    def closed(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("mathdl.lab.copies.write_whole", closed)
    assert copy_book(source, folder) == NOTHING


MANY = """
import sys
from pathlib import Path
from mathdl.lab.copies import copy_book
print("ready", flush=True)
sys.stdin.readline()
done = copy_book(Path(sys.argv[1]), Path(sys.argv[2]))
assert not any(done.values()), done
"""


def test_any_number_at_once_in_a_new_folder(source, tmp_path):
    for n in range(8):
        write(source / f"more_{n}.ipynb", "x" * 300_000)
    folder = tmp_path / "new/folder"
    command = [sys.executable, "-c", MANY, str(source), str(folder)]
    pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    programs = [subprocess.Popen(command, text=True, **pipes) for _ in range(24)]
    for program in programs:
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs:
        assert program.communicate(timeout=60)[1] == ""
        assert program.returncode == 0
    names = {p.name for p in source.iterdir()}
    assert {p.name for p in folder.iterdir()} == {MANIFEST, *names}
    assert all(same(source, folder, name) for name in names)
    assert set(json.loads((folder / MANIFEST).read_text())["copied by mathdl"]) == names


def test_the_books_own_folder_is_left_alone(source):
    assert copy_book(source, source) == NOTHING
    assert not (source / MANIFEST).exists()


def test_a_clone_has_its_notebooks_beside_the_package():
    assert (book() / "00_start.ipynb").is_file()
