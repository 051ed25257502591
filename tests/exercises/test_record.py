"""The record loses nothing, harms nobody, and is kept in a learner's notebook only."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import types
from pathlib import Path

import pytest
from sheets import heard

from mathdl.exercises import check, forget, progress, record
from mathdl.exercises.book import BOOK
from mathdl.exercises.progress import CHAPTERS

NOTHING = {"solved": [], "predictions": {}}


def test_solving_is_kept_once_and_mistakes_are_not(mine, capsys):
    assert record.load() == NOTHING
    for given in (1.64, ..., 8.2, 8.2):
        check("3.1", given)
    check("1.3", BOOK["1.3"].set_up("1.3", "monday").right, variant="monday")
    assert record.load() == {"solved": ["3.1", "1.3"], "predictions": {}}
    assert sorted(p.name for p in mine.folder.iterdir()) == ["lock", "progress.json"]
    assert json.loads(mine.file.read_text("utf-8")) == record.load()
    capsys.readouterr()
    forget()
    assert "Forgotten" in capsys.readouterr().out
    assert not mine.folder.exists()
    forget()  # and once more, with nothing there
    assert record.load() == NOTHING


def test_what_a_newer_book_has_kept_stays(mine):
    mine.folder.mkdir()
    mine.file.write_text('{"solved": ["9.9"], "predictions": {}, "later": 1}', "utf-8")
    record.keep_solved("3.1")
    assert mine.read() == {"solved": ["9.9", "3.1"], "predictions": {}, "later": 1}


def test_an_interrupted_write_leaves_the_old_record_whole(mine, monkeypatch, capsys):
    record.keep_solved("1.1")
    before = mine.file.read_bytes()

    def breaks(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", breaks)
    assert record.keep(lambda kept: kept["solved"].append("1.2")) is False
    assert mine.file.read_bytes() == before
    assert capsys.readouterr().out == (
        "Your progress cannot be kept (No space left on device). The book works without.\n"
    )
    record.keep_solved("1.2")
    assert capsys.readouterr().out == "", "said once"
    monkeypatch.undo()


def test_a_reader_never_sees_half_a_record(mine):
    mine.change(lambda kept: kept["solved"].append("0"))
    stop, seen, failed = threading.Event(), [], []

    def look():
        while not stop.is_set():
            try:
                seen.append(len(mine.read()["solved"]))
            except PermissionError:  # Windows, at the moment of replacing
                continue
            except ValueError as error:
                failed.append(error)

    reader = threading.Thread(target=look)
    reader.start()
    for n in range(150):
        mine.change(lambda kept, n=n: kept["solved"].append(f"{n}" * 50))
    stop.set()
    reader.join()
    assert failed == []
    assert seen == sorted(seen)
    assert len(mine.read()["solved"]) == 151


def test_two_kernels_at_once_lose_nothing(tmp_path):
    code = """
import sys
from pathlib import Path
from mathdl.exercises.record import Record
record = Record(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for n in range(60):
    record.change(lambda kept: kept["solved"].append(f"{sys.argv[2]}.{n}"))
"""
    pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name], **pipes)
        for name in "ab"
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    solved = record.Record(tmp_path).read()["solved"]
    assert sorted(solved) == sorted(f"{name}.{n}" for name in "ab" for n in range(60))
    for name in "ab":  # each in its own order
        mine = [key for key in solved if key.startswith(name)]
        assert mine == [f"{name}.{n}" for n in range(60)]


def test_a_kernel_that_holds_the_record_is_not_waited_for_for_ever(mine, monkeypatch, capsys):
    monkeypatch.setattr(record, "PATIENCE", 0.05)
    with mine._alone():
        record.keep_solved("1.1")
    assert "cannot be kept" in capsys.readouterr().out
    record.keep_solved("1.1")
    assert record.load()["solved"] == ["1.1"]


@pytest.mark.parametrize(
    "written",
    [
        b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"solved": []}',
        b'{"solved": [1], "predictions": {}}', b'{"solved": [], "predictions": {"1.2": 1}}',
    ],
)  # fmt: skip
def test_a_spoilt_file_is_put_aside_and_not_lost(mine, capsys, written):
    mine.folder.mkdir()
    for n in (1, 2):
        mine.file.write_bytes(written)
        assert record.load() == NOTHING
        record.keep_solved("1.1")
        said = heard(capsys)
        aside = mine.folder / f"progress.unreadable-{n}.json"
        assert f"put aside as {aside}" in said
        assert aside.read_bytes() == written
        assert record.load()["solved"] == ["1.1"]
        assert capsys.readouterr().out == ""
    forget()
    assert not mine.folder.exists()


def test_a_folder_that_cannot_be_made_costs_one_sentence(mine, capsys):
    mine.folder.write_text("a file is in the way")
    check("3.1", 8.2)
    check("3.5", 44)
    said = capsys.readouterr().out
    assert said.count("cannot be kept") == 1
    assert said.startswith("3.1: right")
    assert "3.5: right" in said
    progress()
    assert "0 of 10" in capsys.readouterr().out


NOBODY = 65534


@contextlib.contextmanager
def without_rights():
    """Root may write everywhere; as nobody, permissions hold for this process, too."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="folders of Windows know no read-only")
def test_a_folder_that_may_only_be_read(mine, monkeypatch, capsys):
    with tempfile.TemporaryDirectory() as parent:  # pytest's own folders are closed to nobody
        monkeypatch.setattr(record, "user_data_path", lambda *a, **o: Path(parent, "data"))
        mine = record.my_record()
        record.keep_solved("3.1")
        Path(parent).chmod(0o755)
        mine.file.chmod(0o444)
        mine.folder.chmod(0o555)
        with without_rights():
            check("3.5", 44)
            assert "cannot be kept" in capsys.readouterr().out
            assert record.load()["solved"] == ["3.1"]
            forget()
            assert "could not be removed" in capsys.readouterr().out
        mine.folder.chmod(0o700)
        assert record.load()["solved"] == ["3.1"]


@pytest.mark.parametrize(
    ("environment", "on"),
    [
        ({}, False),
        ({"MATHDL_RECORD": "1"}, True),
        ({"MATHDL_RECORD": "1", "CI": "true"}, False),
        ({"MATHDL_RECORD": "1", "CI": "false"}, True),
        ({"MATHDL_RECORD": "1", "PYTEST_VERSION": "8.2"}, False),
        ({"MATHDL_RECORD": "0"}, False),
    ],
)
def test_where_it_is_off(mine, monkeypatch, environment, on):
    monkeypatch.delenv("MATHDL_RECORD")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert record.is_on() is on
    check("3.1", 8.2)
    assert mine.folder.exists() is on


def test_under_pytest_nothing_is_forgotten(mine, monkeypatch, capsys):
    record.keep_solved("3.1")
    monkeypatch.setenv("PYTEST_VERSION", "8.2")
    forget()
    assert "nothing was removed" in capsys.readouterr().out
    assert mine.file.exists()


@pytest.mark.parametrize(
    ("name", "namespace", "on"),
    [
        ("/home/me/notebooks/03_chain_rule.ipynb", {}, True),
        ("notebooks/a_answers.ipynb", {}, False),
        ("", {}, False),
        ("", {"__vsc_ipynb_file__": "/home/me/03_chain_rule.ipynb"}, True),
        ("", {"__vsc_ipynb_file__": "/home/me/a_answers.ipynb"}, False),
    ],
)
def test_on_in_an_open_notebook_but_not_in_appendix_a(mine, monkeypatch, name, namespace, on):
    shell = types.SimpleNamespace(kernel=None, user_ns=namespace)
    ipython = types.SimpleNamespace(get_ipython=lambda: shell)
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.delenv("MATHDL_RECORD")
    monkeypatch.setenv("JPY_SESSION_NAME", name)
    assert record.is_on() is on
    monkeypatch.setenv("MATHDL_RECORD", "0")
    assert record.is_on() is False
    monkeypatch.delenv("MATHDL_RECORD")
    shell = None
    assert record.is_on() is False


def test_nbval_kernels_inherit_what_switches_it_off():
    assert "PYTEST_VERSION" in os.environ
    assert record.is_on() is False


def said(capsys):
    progress()
    return capsys.readouterr().out


def test_progress_counts_and_says_what_is_next(mine, capsys):
    assert "next: 1.1, One neuron by hand" in said(capsys)
    for key in ("3.1", "3.2", "3.3", "99.1"):
        record.keep_solved(key)
    lines = said(capsys).splitlines()
    assert lines[2].split() == ["3", *CHAPTERS[3].split(), "●●●○○○○○○○", "3", "of", "10"]
    assert lines[-1] == "next: 3.4, Write the derivative"
    for key in ("6.9", "1.1"):
        record.keep_solved(key)
    assert "next: 1.2" in said(capsys)
    record.keep(lambda kept: kept["solved"].remove("1.1"))
    assert "next: 1.1" in said(capsys), "after the last exercise the first that is missing"
    for key in BOOK:
        record.keep_solved(key)
    assert said(capsys).splitlines()[-1] == f"All {len(BOOK)} are solved."
    assert "○" not in said(capsys)


def test_progress_is_markdown_in_a_notebook(mine, monkeypatch, capsys):
    shown = []
    shell = types.SimpleNamespace(kernel=None, user_ns={})
    import IPython

    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    monkeypatch.setattr("IPython.display.display", lambda markdown: shown.append(markdown.data))
    record.keep_solved("2.1")
    progress()
    assert capsys.readouterr().out == ""
    assert "| 2 Hold data in tensors | ●○○○○○○○○ | 1 of 9 |" in shown[0]
    assert shown[0].endswith("\n\nnext: 2.2, Bytes")
