"""make: whatever state .venv is in, it is mended, or one sentence says what to do."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import environment
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="make is not usual on Windows")

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = sorted(set(re.search(r"^\.PHONY: (help .*)$", MAKEFILE, re.M)[1].split()))
# What takes long, making an environment with pip in it and pip itself, is played.
VENV = """
import shutil, sys
from pathlib import Path

if __name__ == "__main__":
    here = Path(__file__).parent
    sys.path = [folder for folder in sys.path if folder != str(here)]
    import venv
    venv.create(sys.argv[1], symlinks=True)
    (site,) = Path(sys.argv[1]).glob("lib/python*/site-packages")
    shutil.copytree(here / "pip", site / "pip")
"""
PIP = """
import os, sys, time
from pathlib import Path

time.sleep(float(os.environ.get("PIP_SECONDS", 0)))
if "PIP_FAILS" in os.environ:
    sys.exit("ERROR: pip says why")
Path(__file__).parents[1].joinpath("mathdl.pth").write_text(os.getcwd())
"""


@pytest.fixture
def clone(tmp_path):
    """What make needs of a clone, with packages that are empty."""
    files = {"constraints.txt": "", "requirements-lowest.txt": "", "pyproject.toml": ""}
    files |= {"played/venv.py": VENV, "played/pip/__main__.py": PIP, "played/pip/__init__.py": ""}
    for name in ("Makefile", "tools/check_python.py", "tools/environment.py"):
        files[name] = (ROOT / name).read_text()
    for name in environment.LEVELS[".venv/.installed-dev"].finds:
        files[f"{name}/__init__.py"] = ""
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def line_and_environment(clone, *words, **more):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON", "MAKE"))}
    line = ["make", f"PYTHON={sys._base_executable}", *words]
    return line, {**clean, "PYTHONPATH": str(clone / "played"), **more}


def make(clone, *words, **more):
    line, given = line_and_environment(clone, *words, **more)
    return subprocess.run(line, cwd=clone, env=given, capture_output=True, text=True, timeout=60)


def ready(clone):
    """Whether make trusts the environment as it is: then it has nothing to say."""
    again = make(clone, ".venv/.installed")
    return again.returncode == 0 and again.stdout == ""


def test_make_alone_says_what_there_is(clone):
    said = make(clone)
    assert said.returncode == 0
    first, second = said.stdout.splitlines()[:2]
    assert first.startswith("make lab ")
    assert second.startswith("make test ")
    assert [t for t in TARGETS if t != "help" and t not in said.stdout] == []


@pytest.mark.parametrize("target", [t for t in TARGETS if t not in ("help", "clean")])
def test_every_target_sees_to_its_environment_first(clone, target):
    for name in (".venv", ".venv-lowest"):
        (clone / name).mkdir()
        (clone / name / "mine.txt").touch()
    done = make(clone, target)
    assert done.returncode == 2
    assert "is no virtual environment" in done.stderr
    assert "run 'make clean' first" in done.stderr
    assert "Traceback" not in done.stderr
    assert (clone / ".venv/mine.txt").exists()
    assert (clone / ".venv-lowest/mine.txt").exists()


def test_a_life(clone):
    """Made, trusted, extended, stale, without a network, interrupted, broken, moved."""
    first = make(clone, ".venv/.installed")
    assert first.returncode == 0, first.stderr
    assert "Making .venv with Python 3" in first.stdout
    assert "Installing mathdl and JupyterLab into .venv" in first.stdout
    assert ready(clone)

    assert "Installing the tools" in make(clone, ".venv/.installed-dev").stdout
    assert ready(clone)

    (clone / "constraints.txt").write_text("six==1\n")
    renewed = make(clone, ".venv/.installed").stdout
    assert "Installing mathdl" in renewed
    assert "Making" not in renewed
    assert ready(clone)

    (clone / "pyproject.toml").write_text("# changed")
    failed = make(clone, ".venv/.installed", PIP_FAILS="1")
    assert failed.returncode == 2
    assert "ERROR: pip says why" in failed.stderr
    assert "pip could not install mathdl and JupyterLab; it needs a network" in failed.stderr
    assert "Making" not in make(clone, ".venv/.installed").stdout
    assert ready(clone)

    (clone / "pyproject.toml").write_text("# changed again")
    line, given = line_and_environment(clone, ".venv/.installed", PIP_SECONDS="30")
    pipes = dict(stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    at_work = subprocess.Popen(line, cwd=clone, env=given, start_new_session=True, **pipes)
    assert "Installing" in at_work.stdout.readline()
    while not (clone / ".venv" / environment.UNFINISHED).exists():
        time.sleep(0.05)
    time.sleep(0.3)
    os.killpg(at_work.pid, signal.SIGINT)
    _, said = at_work.communicate(timeout=20)
    assert at_work.returncode != 0
    assert "Stopped; the next make begins where nothing is half-made." in said
    assert "Traceback" not in said
    healed = make(clone, ".venv/.installed")
    assert "(it was left half-made), so it is made anew" in healed.stdout
    assert ready(clone)

    (clone / ".venv/bin/python").unlink()
    (clone / ".venv/bin/python").symlink_to("/nowhere/python3")
    assert "(its Python does not run), so it is made anew" in make(clone, "lab").stdout
    assert ready(clone)


@pytest.mark.parametrize(
    ("found", "stamped", "why"),
    [
        (None, True, "its Python does not run"),
        ({"mathdl": str(ROOT / "mathdl")}, True, "it has no pip"),
        ({"pip": "p", "mathdl": "/elsewhere/mathdl/__init__.py"}, False, "another folder"),
        ({"pip": "p", "mathdl": str(ROOT / "mathdl")}, True, "packages are missing"),
        ({"pip": "p", "mathdl": str(ROOT / "mathdl")}, False, ""),
        ({"pip": "p"}, False, ""),
    ],
)
def test_when_it_is_made_anew(tmp_path, found, stamped, why):
    said = environment._broken(tmp_path, found, stamped)
    assert why in said
    assert bool(said) is bool(why)


def test_an_environment_of_another_folder_is_not_trusted(tmp_path):
    names = ("mathdl", "numpy")
    here = {"mathdl": str(ROOT / "mathdl/__init__.py"), "numpy": "n"}
    assert not environment._lacking(tmp_path, here, names)
    assert environment._lacking(tmp_path, {**here, "mathdl": "/elsewhere/__init__.py"}, names)
    assert environment._lacking(tmp_path, {"mathdl": here["mathdl"]}, names)
    (tmp_path / environment.UNFINISHED).touch()
    assert environment._lacking(tmp_path, here, names)


def test_two_makes_at_once(clone):
    line, given = line_and_environment(clone, ".venv/.installed", PIP_SECONDS="1")
    pipes = dict(stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    both = [subprocess.Popen(line, cwd=clone, env=given, **pipes) for _ in range(2)]
    said = [one.communicate(timeout=60)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert sorted("Making" in text for text in said) == [False, True]
    assert sorted("Another make is preparing .venv; waiting" in text for text in said) == [
        False,
        True,
    ]


def test_without_any_python_a_sentence_says_so(clone):
    done = make(clone, "lab", "PYTHON=no-such-python")
    assert done.returncode == 2
    assert "There is no Python here: install 3.11 or newer." in done.stderr


def test_ctrl_c_during_a_tool_is_no_traceback(tmp_path):
    (tmp_path / "beside.py").write_text("ARGS = 1")
    script = tmp_path / "slow.py"
    script.write_text(
        "import sys, time, beside\nprint(*sys.argv[beside.ARGS:], flush=True)\ntime.sleep(30)\n"
    )
    line = [sys.executable, ROOT / "tools/quiet.py", script, "some", "options"]
    pipes = dict(stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with subprocess.Popen(line, **pipes) as at_work:
        assert at_work.stdout.readline() == "some options\n"
        at_work.send_signal(signal.SIGINT)
        _, said = at_work.communicate(timeout=20)
    assert at_work.returncode == 1
    assert said == "Stopped; run the same command again to do it all.\n"


def test_every_tool_is_run_so():
    tools = re.findall(r"^\t.*(?:/python|\$\(RUN\)) (?:tools|benchmarks)/.*", MAKEFILE, re.M)
    assert len(tools) > 5
    assert [line for line in tools if "$(RUN)" not in line] == []
