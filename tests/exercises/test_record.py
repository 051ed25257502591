"""The record loses nothing, harms nobody, and is kept in a learner's notebook only."""

import contextlib
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
import time
import types
from pathlib import Path

import pytest
from sheets import heard

from mathdl.exercises import (
    ask,
    check,
    forget,
    my_predictions,
    predict,
    progress,
    record,
)
from mathdl.exercises.book import BOOK
from mathdl.exercises.progress import CHAPTERS

NOTHING = {"solved": [], "predictions": {}}


def test_solving_is_kept_once_and_mistakes_are_not(mine, capsys):
    assert record.load() == NOTHING
    for given in (1.64, ..., 8.2, 8.2):
        check("3.1", given)
    check("1.3", BOOK["1.3"].set_up("1.3", "monday").right, variant="monday")
    assert record.load() == {"solved": ["3.1", "1.3"], "predictions": {}}
    assert list(mine.folder.iterdir()) == [mine.file]
    assert mine.file.read_text() == '\n{"solved": ["3.1"]}\n{"solved": ["1.3"]}'
    capsys.readouterr()
    forget()
    assert "Forgotten" in capsys.readouterr().out
    assert not mine.folder.exists()
    forget()  # and once more, with nothing there
    assert record.load() == NOTHING


def test_what_a_newer_book_has_kept_stays(mine):
    newer = b'{"solved": ["9.9"], "later": 1}\n{"later": 2}'
    mine.folder.mkdir()
    mine.file.write_bytes(newer)
    record.keep_solved("3.1")
    assert mine.read() == {"solved": ["9.9", "3.1"], "predictions": {}}
    assert mine.file.read_bytes().startswith(newer)


def test_what_version_0_1_kept_counts_and_is_forgotten_too(mine):
    mine.folder.mkdir()
    prediction = {"choice": "it turns", "sure": 0.6}
    before = {"solved": ["1.1"], "predictions": {"1.2": prediction}}
    mine.first.write_text(json.dumps(before, indent=1))
    (mine.folder / "lock").touch()
    (mine.folder / "progress.unreadable-1.json").touch()
    assert record.load() == before
    record.keep_solved("1.1")
    record.keep_solved("3.1")
    assert record.load()["solved"] == ["1.1", "3.1"]
    predict("1.2", "stays", sure=0.8)
    assert record.load()["predictions"]["1.2"] == {"choice": "it stays", "sure": 0.8}
    forget()
    assert not mine.folder.exists()


def test_of_two_predictions_the_later_one_is_kept(mine):
    for choice in ("turns", "stays", "turns", "turns"):
        predict("1.2", choice, sure=0.8)
    assert record.load()["predictions"] == {"1.2": {"choice": "it turns", "sure": 0.8}}
    assert len(mine.file.read_bytes().split(b"\n")) == 4


def test_a_full_disk_costs_one_sentence_and_nothing_that_was_kept(mine, monkeypatch, capsys):
    record.keep_solved("1.1")
    write, room = os.write, [9]

    def full(descriptor, words):
        if not room:
            raise OSError(28, "No space left on device")
        return write(descriptor, words[: room.pop()])

    monkeypatch.setattr(os, "write", full)
    assert record.keep({"solved": ["1.2"]}) is False
    said = "Your progress cannot be kept (No space left on device). The book works without.\n"
    assert capsys.readouterr().out == said
    record.keep_solved("1.2")
    assert capsys.readouterr().out == "", "said once"
    monkeypatch.undo()
    assert mine.read()["solved"] == ["1.1"]
    mine.add({"solved": ["1.3"]})
    assert mine.read()["solved"] == ["1.1", "1.3"], "the half line spoils no other"


BEGIN = """
import sys, time
from pathlib import Path
from mathdl.exercises.record import Record
record = Record(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
"""
WRITER = f"""{BEGIN}
for n in range(25):
    record.add({{"solved": [f"{{sys.argv[2]}}.{{n}}"]}})
"""
# These two hear of each other in the record: it is forgotten when all have written something, and
# they go on until they read that it was, and for twenty answers more.
WRITER_UNTIL_FORGOTTEN = f"""{BEGIN}
n, more = 0, 20
while more:
    key, begun = f"{{sys.argv[2]}}.{{n}}", time.monotonic()
    record.add({{"solved": [key]}})
    print(key, begun, flush=True)
    n, more = n + 1, more - ("forgotten" in record.read()["solved"])
"""
FORGETTER = f"""{BEGIN}
while len({{key.split(".")[0] for key in record.read()["solved"]}}) < 10:
    time.sleep(0.005)
record.add({{"solved": ["before"]}})
for _ in range(10):
    record.remove()
    time.sleep(0.005)
record.remove()
print(time.monotonic(), flush=True)
record.add({{"solved": ["forgotten"]}})
"""


@contextlib.contextmanager
def started(*commands):
    """Start Pythons, and let them go all at once."""
    pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    programs = [
        subprocess.Popen([sys.executable, "-c", *map(str, words)], **pipes) for words in commands
    ]
    try:
        for program in programs:
            assert program.stdout.readline() == "ready\n"
        for program in programs:
            program.stdin.write("go\n")
            program.stdin.flush()
        yield programs
    finally:
        for program in programs:
            program.kill()
            program.communicate()


def test_ten_kernels_at_once_lose_nothing(tmp_path):
    with started(*((WRITER, tmp_path, f"w{i}") for i in range(10))) as writers:
        for writer in writers:
            writer.communicate(timeout=60)
            assert writer.returncode == 0
    solved = record.Record(tmp_path).read()["solved"]
    assert sorted(solved) == sorted(f"w{i}.{n}" for i in range(10) for n in range(25))
    for i in range(10):  # each in its own order
        mine = [key for key in solved if key.startswith(f"w{i}.")]
        assert mine == [f"w{i}.{n}" for n in range(25)]


def test_nothing_kept_after_forgetting_is_lost(tmp_path):
    data = tmp_path / "data"
    writers = ((WRITER_UNTIL_FORGOTTEN, data, f"w{i}") for i in range(10))
    with started((FORGETTER, data), *writers) as (forgetter, *writers):
        heard = [writer.communicate(timeout=60)[0].split() for writer in writers]
        forgotten = float(forgetter.communicate(timeout=60)[0])
        assert [p.returncode for p in (forgetter, *writers)] == [0] * 11
    begun = {key: float(at) for said in heard for key, at in zip(said[::2], said[1::2])}
    later = {key for key, at in begun.items() if at > forgotten}
    solved = {*record.Record(data).read()["solved"]}
    assert len(later) >= 10 * 19
    assert later | {"forgotten"} <= solved
    assert "before" not in solved


def test_a_line_written_into_a_file_that_is_being_forgotten_is_written_again(mine, monkeypatch):
    write = os.write

    def forgets(descriptor, words):
        monkeypatch.undo()
        mine.remove()  # the file is open, and no longer in the folder
        return write(descriptor, words)

    monkeypatch.setattr(os, "write", forgets)
    mine.add({"solved": ["1.1"]})
    assert mine.read()["solved"] == ["1.1"]


def test_nothing_is_locked(mine, monkeypatch):
    """What another kernel, a dead one or a file system does with locks costs no answer a wait."""
    fcntl = pytest.importorskip("fcntl")
    mine.folder.mkdir()
    with (mine.folder / "lock").open("w") as lock, mine.file.open("w") as held:
        for file in (lock, held):
            fcntl.flock(file, fcntl.LOCK_EX)
        monkeypatch.setattr(fcntl, "flock", None)
        monkeypatch.setattr(fcntl, "lockf", None)
        begun = time.perf_counter()
        check("3.1", 8.2)
        check("3.5", 44)
        assert time.perf_counter() - begun < 1
    assert record.load()["solved"] == ["3.1", "3.5"]


DEEP = b"[" * 90_000
SPOILT = [
    b"", b"{", b"\xff\xfe", b"[]", b"null", b"NaN", b"1e999", b"1" * 5000, DEEP,
    b'{"solved": ' + DEEP, b'{"a":' * 18_000, b"\0" * 1000, b"[\n" * 45_000,
    b'{"solved": [\n' * 7_000,
    b'{"solved": [1, null, [], {}, "\\ud800"], "predictions": [1]}',
    b'{"solved": "3.1", "predictions": {"1.2": 1, "1.4": []}}',
    b'{"solved": {"3.1": 1}, "predictions": {"1.2": {"choice": [], "sure": "0.8"}}}',
    b'{"predictions": {"1.2": {"choice": "\\ud800", "sure": NaN}, "\\udfff": {}}}',
    b'{"predictions": {"1.2": {"choice": "it turns", "sure": 1e999}}}',
    b'{"predictions": {"1.2": {"choice": {"it turns": 1}, "sure": true}}}',
    json.dumps({"solved": [str(n) for n in range(10_000)]}).encode(),
]  # fmt: skip


def answers_all(capsys):
    """Call all that reads or writes the record, and return what is heard."""
    begun = time.perf_counter()
    check("3.1", 8.2)
    check("3.5", 44)
    predict("1.2", "it stays", sure=0.8)
    my_predictions()
    progress()
    ask("3.1")
    assert time.perf_counter() - begun < 10
    said = capsys.readouterr().out
    for words in ("3.1: right", "3.5: right", '1.2: "it stays", 80 % sure', "Exercise 3.1"):
        assert words in said
    return " ".join(said.split())


@pytest.mark.parametrize("written", SPOILT, ids=range(len(SPOILT)))
@pytest.mark.parametrize("name", ["file", "first"])
def test_spoilt_lines_hide_no_others(mine, capsys, name, written):
    mine.folder.mkdir()
    file = getattr(mine, name)
    file.write_bytes(written)
    said = answers_all(capsys)
    assert "cannot be kept" not in said
    assert "Kept" in said
    assert {"3.1", "3.5"} <= set(record.load()["solved"])
    assert [p.key for p in my_predictions()] == ["1.2"]
    assert file.read_bytes().startswith(written), "somebody may still mend it"
    forget()
    assert not mine.folder.exists()


def a_folder(path):
    (path / "inside").mkdir(parents=True)


def a_link(path):
    path.with_name("elsewhere").write_text("not to be touched")
    path.symlink_to("elsewhere")


def a_dangling_link(path):
    path.symlink_to("nowhere")


def a_link_to_itself(path):
    path.symlink_to(path.name)


def a_pipe(path):
    os.mkfifo(path)


def a_device(path):
    try:
        os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero has no end
    except PermissionError:
        pytest.skip("only root may make a device")


def a_huge_file(path):
    with path.open("wb") as file:
        file.truncate(1_000_000_000)


STRANGE = [a_folder, a_link, a_dangling_link, a_link_to_itself, a_pipe, a_device, a_huge_file]


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither pipes nor devices in folders")
@pytest.mark.parametrize("name", ["file", "first"])
@pytest.mark.parametrize("make", STRANGE)
def test_whatever_lies_in_its_place_costs_one_sentence(mine, capsys, make, name):
    mine.folder.mkdir()
    make(getattr(mine, name))
    said = answers_all(capsys)
    assert said.count("cannot be kept") == (name == "file")
    if name == "file":
        assert "Nothing is recorded" not in said
        assert re.search("(is a (folder|link|pipe|device)|more than 100 kB).* move it away", said)
    else:
        assert record.load()["solved"] == ["3.1", "3.5"]
    assert not (mine.folder / "nowhere").exists()
    elsewhere = mine.folder / "elsewhere"
    assert not elsewhere.exists() or elsewhere.read_text() == "not to be touched"
    forget()
    said = capsys.readouterr().out
    assert ("could not be removed" if make is a_folder else "Forgotten") in said


def test_a_folder_that_cannot_be_made_costs_one_sentence(mine, capsys):
    mine.folder.write_text("a file is in the way")
    said = answers_all(capsys)
    assert said.count("cannot be kept") == 1
    assert said.startswith("3.1: right")
    assert "0 of 11" in said


@pytest.mark.parametrize(
    "home", [RuntimeError, ValueError, KeyError, Path("~/.local/share/mathdl")]
)
def test_without_a_home_all_is_answered_and_one_sentence_says_why(mine, monkeypatch, capsys, home):
    def data_path(*args, **options):
        if isinstance(home, Path):
            return home
        raise home("Could not determine home directory.")

    monkeypatch.setattr(record, "user_data_path", data_path)
    monkeypatch.chdir(mine.folder.parent)
    said = answers_all(capsys)
    sentence = "Your progress cannot be kept (there is no home folder). The book works without."
    assert said.count("cannot be kept") == said.count(sentence) == 1
    forget()
    assert heard(capsys) == "Nothing is recorded here, and nothing was removed."
    assert list(mine.folder.parent.iterdir()) == []


NOBODY_AT_ALL = """
import os, pwd
from mathdl.exercises import *
import json
os.setgroups([])
os.setuid(123456)
for environment in ({"HOME": None}, {"HOME": ""}, {"HOME": "/"}):
    for name in ("HOME", "XDG_DATA_HOME"):
        os.environ.pop(name, None)
    if environment["HOME"] is not None:
        os.environ.update(environment)
    check("3.1", 8.2), check("3.5", 44)
    predict("1.2", "stays", sure=0.8), progress(), ask("3.1"), my_predictions(), forget()
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to leave")
def test_a_user_who_is_in_no_list(tmp_path):
    clean = {k: v for k, v in os.environ.items() if k not in ("CI", "PYTEST_VERSION")}
    done = subprocess.run(
        [sys.executable, "-c", NOBODY_AT_ALL], env={**clean, "MATHDL_RECORD": "1"},
        capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.stderr == ""
    said = " ".join(done.stdout.split())
    assert said.count("Your progress cannot be kept (there is no home folder)") == 1
    assert said.count("3.5: right") == 3


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
    many = sum(key.startswith("3.") for key in BOOK)
    bar = "●●●".ljust(many, "○")
    assert lines[2].split() == ["3", *CHAPTERS[3].split(), bar, "3", "of", str(many)]
    assert lines[-1] == "next: 3.4, Write the derivative"
    record.keep_solved([*BOOK][-1])
    assert "next: 1.1" in said(capsys), "after the last exercise the first that is missing"
    record.keep_solved("1.1")
    assert "next: 1.2" in said(capsys)
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
    many = sum(key.startswith("2.") for key in BOOK)
    assert f"| 2 Hold data in tensors | {'●'.ljust(many, '○')} | 1 of {many} |" in shown[0]
    assert shown[0].endswith("\n\nnext: 2.2, Bytes")
