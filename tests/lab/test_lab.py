"""How the book is opened, and what is said when it cannot be."""

import importlib.util
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from mathdl.lab import __main__ as lab
from mathdl.lab import check_setup
from mathdl.lab.__main__ import SETTINGS, command, environment
from mathdl.lab.setup import complaint

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("check_python", ROOT / "tools/check_python.py")
check_python = importlib.util.module_from_spec(spec)
spec.loader.exec_module(check_python)


def test_the_kernels_environment():
    assert environment({})["MALLOC_TRIM_THRESHOLD_"] == "1073741824"
    assert environment({})["MALLOC_MMAP_THRESHOLD_"] == "1073741824"
    assert environment({})["OPENBLAS_NUM_THREADS"] == "1"
    assert environment({"OMP_NUM_THREADS": "4"})["OMP_NUM_THREADS"] == "4"
    assert environment({"HOME": "/h"}) == {**SETTINGS, "HOME": "/h"}


@pytest.mark.parametrize(
    ("given", "platform", "root", "there", "absent"),
    [
        ({}, "linux", True, {"--allow-root", "--no-browser"}, set()),
        ({"DISPLAY": ":0"}, "linux", False, set(), {"--allow-root", "--no-browser"}),
        ({"WAYLAND_DISPLAY": "w"}, "linux", False, set(), {"--no-browser"}),
        ({}, "darwin", False, set(), {"--no-browser"}),
        ({}, "win32", False, set(), {"--no-browser", "--allow-root"}),
    ],
)
def test_the_command(given, platform, root, there, absent):
    line = command(["book.ipynb", "--port=8899"], given, platform, root)
    assert line[:3] == [sys.executable, "-m", "jupyterlab"]
    assert line[-2:] == ["book.ipynb", "--port=8899"]
    assert there <= set(line)
    assert not absent & set(line)


def test_no_browser_is_said_once():
    assert command(["--no-browser"], {}, "linux").count("--no-browser") == 1


def test_the_prompt_connection_sets_the_option():
    from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

    from mathdl.lab.connection import PromptConnection

    assert issubclass(PromptConnection, ZMQChannelsWebsocketConnection)


def test_self_check_says_what_to_install(capsys):
    def version_of(name):
        if name in ("anywidget", "jupyterlab_widgets"):
            raise PackageNotFoundError(name)
        return "1.0"

    check_setup(version_of)
    lines = capsys.readouterr().out.splitlines()
    assert "✗ anywidget missing: python -m pip install --upgrade anywidget" in lines
    assert any(line.startswith("✗ jupyterlab_widgets missing") for line in lines)
    assert any(line.startswith("✓ numpy") for line in lines)


def test_a_setup_without_sliders_gets_one_sentence_before_it_opens():
    def version_of(name):
        if name == "jupyterlab_widgets":
            raise PackageNotFoundError(name)
        return "1.0"

    assert complaint() == ""
    assert complaint(version_of) == (
        "Without jupyterlab_widgets no slider will show: "
        "run 'python -m pip install --upgrade jupyterlab_widgets' first."
    )


@pytest.mark.parametrize(
    ("lab_version", "sliders", "old"),
    [
        ("4.6.6", "7.7.1", True),
        ("5.0.0a1", "7.8.5", True),
        ("4.6.6", "8.0.0", False),
        ("3.6.8", "7.7.1", False),
        (None, "7.7.1", False),
    ],
)
def test_jupyterlab_and_ipywidgets_must_fit_together(capsys, lab_version, sliders, old):
    def version_of(name):
        if name == "jupyterlab" and lab_version is None:
            raise PackageNotFoundError(name)
        return {"jupyterlab": lab_version, "ipywidgets": sliders}.get(name, "1.0")

    check_setup(version_of)
    lines = capsys.readouterr().out.splitlines()
    why = f"JupyterLab {lab_version} shows no slider of ipywidgets {sliders}, only of 8 or newer"
    said = f"✗ {why}: python -m pip install --upgrade ipywidgets"
    assert (said in lines) is old
    cure = f"{why}: run 'python -m pip install --upgrade ipywidgets' first."
    assert (complaint(version_of) == cure) is old


def test_colab_needs_no_jupyterlab(capsys, monkeypatch):
    def version_of(name):
        if name == "jupyterlab":
            raise PackageNotFoundError(name)
        return "7.7.1"

    monkeypatch.setitem(sys.modules, "google.colab", sys)
    assert complaint(version_of) == ""
    check_setup(version_of)
    assert "✗" not in capsys.readouterr().out


@pytest.mark.skipif(os.name != "posix", reason="Windows cannot replace a process by another")
def test_the_process_becomes_jupyterlab(monkeypatch, capfd):
    def replaced(program, line, given):
        raise SystemExit(f"{program} {line[2]} {given['OPENBLAS_NUM_THREADS']}")

    monkeypatch.setattr(os, "execve", replaced)
    monkeypatch.setattr(lab, "complaint", lambda: "No slider.")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    with pytest.raises(SystemExit, match=f"{sys.executable} jupyterlab 1"):
        lab.serve(["--no-browser"])
    out = capfd.readouterr().out
    assert out.startswith("No slider.\nJupyterLab prints an address below")


def test_an_old_python_or_one_without_venv_gets_a_sentence():
    assert check_python.complaint((3, 11, 0), True) == ""
    assert "this is Python 3.8" in check_python.complaint((3, 8, 2), True)
    assert "python3-venv" in check_python.complaint((3, 12, 1), False)


@pytest.mark.skipif(sys.platform == "win32", reason="make is not usual on Windows")
def test_make_says_it_too(tmp_path):
    old = tmp_path / "oldpython"
    old.write_text(f"""#!{sys.executable}
import runpy, sys
sys.version_info = (3, 9, 1, "final", 0)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
""")
    old.chmod(0o755)
    for name in ("Makefile", "tools/check_python.py"):
        target = tmp_path / "clone" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text((ROOT / name).read_text())
    made = subprocess.run(
        ["make", "lab", f"PYTHON={old}"], cwd=tmp_path / "clone", capture_output=True, text=True
    )
    assert made.returncode != 0
    assert "mathdl needs Python 3.11 or newer, and this is Python 3.9" in made.stderr
    assert "Traceback" not in made.stderr
    assert not (tmp_path / "clone/.venv").exists()
