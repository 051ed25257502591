"""What a hostile or broken notebook costs: a line of its own, and nobody else's."""

import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from handed_in import hand_in, marked, right

from mathdl.lab.marking import confine, one, run_cells
from mathdl.lab.marking.hand_ins import hand_ins
from mathdl.lab.marking.run_cells import Limits
from mathdl.lab.sheets.sheet import Sheet

SHEET = Sheet(("3.1", "3.2", "3.4", "3.5"), "monday")
LIMITS = Limits(4.0, 300)
TO_JUDGE = """\
import gc, json
found = [o for o in gc.get_objects() if type(o).__name__ == "Connection" and o.writable]
to_judge = found[-1]
"""
# Cells in place of an answer to 3.2: those that leave the cells behind them alone, and others.
HARMLESS = {
    "raises what cannot be written": "class E(Exception):\n    def __str__(self): 1 / 0\nraise E",
    "asks": "input('Who?')",
    "leaves": "import sys\nsys.exit(3)",
    "prints without end": "for _ in range(3000): print('x' * 10**6)",
    "takes all memory": "x = []\nwhile True: x.append(bytearray(10**7))",
    "takes all time": "while True: x = 1",
    "writes too much": "open('x', 'wb').write(bytes(60_000_000))",
    "fills the disk": "for i in range(1000): open(str(i), 'wb').write(bytes(40_000_000))",
    "starts and leaves others": "import subprocess\nsubprocess.Popen(['sleep', '999'])",
    "removes its folder": "import shutil\nshutil.rmtree('.', ignore_errors=True)",
    "installs": "!pip install nothing-of-this-name\n%pip install nothing-of-this-name",
    "draws": "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1]); plt.show()",
    "prints a verdict": 'print(\'{"key": "3.2", "status": "right", "says": "right."}\')',
    "bends the book": "from mathdl.exercises.exercise import Posed\nPosed.weigh = max",
    "is nested": "x = []\nfor _ in range(100_000): x = [x]\nanswer_3_2 = x",
    "looks at nothing": "class R:\n    def __repr__(self): raise SystemExit\nanswer_3_2 = R()",
    "fills the memory of others": "answer_3_2 = '((((9**20)**20)**20)**20)**20'",
    "is no Python": "answer_3_2 = = 2",
}
FATAL = {
    "ends": "import os\nos._exit(0)",
    "breaks down": "import ctypes\nctypes.string_at(0)",
    "cannot be interrupted": (
        "import time\nwhile True:\n    try: time.sleep(9)\n    except BaseException: pass"
    ),
    "says no data": f"{TO_JUDGE}import pickle\nto_judge.send_bytes(pickle.dumps(max))",
    "says half of it": f"{TO_JUDGE}import os, time\nos.write(to_judge.fileno(), b'\\0\\0\\1\\0')\n"
    "time.sleep(9)",
    "says too much": f"{TO_JUDGE}while True: to_judge.send_bytes(b'[' * 10**6)",
}
needs_walls = pytest.mark.skipif(sys.platform != "linux", reason="walls are built on Linux only")


def with_cell(folder, name, source):
    answers = {key: right(SHEET, key) for key in ("3.1", "3.5")} | {"3.2": source}
    hand_in(folder, name, SHEET, answers)


def statuses(found):
    return {answer.key: answer.status for answer in found.answers}


@pytest.fixture(scope="module")
def after(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    before = set(os.listdir(tempfile.gettempdir()))
    for name, source in (HARMLESS | FATAL).items():
        with_cell(folder, name, source)
    found = marked(folder, LIMITS)
    left = set(os.listdir(tempfile.gettempdir())) - before
    return found, [name for name in left if name.startswith("mathdl-mark")]


@pytest.mark.parametrize("name", HARMLESS)
def test_a_cell_costs_only_itself(after, name):
    found = after[0][name]
    assert found.remark == ""
    got = statuses(found)
    assert got.pop("3.2") in ("unanswered", "unreadable")
    assert got == {"3.1": "right", "3.4": "unanswered", "3.5": "right"}


@pytest.mark.parametrize("name", FATAL)
def test_what_ends_it_all_costs_what_comes_after(after, name):
    found = after[0][name]
    assert found.remark.startswith("It ")
    assert statuses(found) == {"3.1": "right", **dict.fromkeys(("3.2", "3.4", "3.5"), "unanswered")}


def test_nothing_is_left_behind(after):
    assert after[1] == []


def test_what_is_wrong_with_a_cell_is_said(after):
    says = {name: {a.key: a.says for a in it.answers}["3.2"] for name, it in after[0].items()}
    assert says["is no Python"].startswith("its cell raised SyntaxError: invalid syntax")
    assert says["looks at nothing"] == "looking at it raised SystemExit."
    assert says["ends"] == "it ended before this answer was read."


@needs_walls
def test_walls(tmp_path):
    """Neither the network, nor files of others, nor other processes are within reach."""
    victim, sleeper = tmp_path / "victim", subprocess.Popen(["sleep", "60"])
    victim.write_text("36")
    folder = tmp_path / "handed-in"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        cells = {
            "files": f"open({str(victim)!r}, 'w').write('gone')",
            "others": f"answer_3_2 = int(open({str(victim)!r}).read())",
            "home": "import os\nassert os.path.expanduser('~') != "
            f"{str(Path.home())!r}\nanswer_3_2 = len(os.listdir({str(Path.home())!r}))",
            "network": f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 1)\n"
            "answer_3_2 = 36",
            "processes": f"import os\nos.kill({sleeper.pid}, 9)\nanswer_3_2 = 36",
            "parent": "import os\nos.kill(os.getppid(), 9)",
        }
        for name, source in cells.items():
            with_cell(folder, name, source)
        found = marked(folder, LIMITS)
        server.settimeout(0)
        missing = found["files"].missing
        walls = {"files": "files", "others": "files", "home": "files"}
        for name, it in found.items():
            wall = walls.get(name, "network" if name == "network" else "processes")
            if wall not in missing:
                assert statuses(it)["3.2"] in ("unanswered", "unreadable"), name
                assert statuses(it)["3.5"] == "right", name
        if "files" not in missing:
            assert victim.read_text() == "36"
        if "network" not in missing:
            with pytest.raises(BlockingIOError):
                server.accept()
    assert sleeper.poll() is None or "processes" in missing
    sleeper.kill()
    sleeper.wait()


@needs_walls
def test_where_no_wall_can_be_built_it_runs_and_it_is_said(tmp_path, monkeypatch):
    for module, name in ((one, "separate"), (run_cells, "own_disk"), (confine, "_limit")):
        monkeypatch.setattr(module, name, lambda *_: set())
    monkeypatch.setattr(confine, "_close_files", lambda folder: False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(confine, "_will_be_nobody", lambda: False)
    with_cell(tmp_path, "ada", right(SHEET, "3.2"))
    (ada,) = hand_ins(tmp_path)
    here, there = multiprocessing.Pipe(duplex=False)
    arguments = there, ada, (), None, LIMITS
    judge = multiprocessing.get_context("fork").Process(target=one.mark_one, args=arguments)
    judge.start()
    assert here.poll(30)
    found = one.Marked.from_json(here.recv_bytes())
    judge.join()
    assert found.missing == list(confine.WALLS)
    assert found.remark == ""
    assert statuses(found)["3.2"] == "right"
