"""How the book is opened, and what is said when it cannot be."""

import importlib.util
import os
import subprocess
import sys
import types
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from mathdl.lab import __main__ as lab
from mathdl.lab import check_setup
from mathdl.lab.__main__ import CONFIGURATION, SETTINGS, environment, options
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
    ours = {**SETTINGS, "JUPYTER_CONFIG_PATH": str(CONFIGURATION)}
    assert environment({"HOME": "/h"}) == {**ours, "HOME": "/h"}


def test_what_a_hub_has_configured_comes_first():
    path = environment({"JUPYTER_CONFIG_PATH": "/hub"})["JUPYTER_CONFIG_PATH"]
    assert path.split(os.pathsep) == ["/hub", str(CONFIGURATION)]
    assert "PYTHONSAFEPATH" not in environment({}), "a kernel would not find the reader's modules"


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
def test_the_options(given, platform, root, there, absent):
    line = options(["book.ipynb", "--port=8899"], given, platform, root)
    assert line[-2:] == ["book.ipynb", "--port=8899"]
    assert there <= set(line)
    assert not absent & set(line)


def test_no_browser_is_said_once():
    assert options(["--no-browser"], {}, "linux").count("--no-browser") == 1


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


@pytest.fixture
def launched(monkeypatch):
    """What JupyterLab is launched with, and whether it raises something."""
    from jupyterlab.labapp import LabApp

    seen = []

    def launch(line):
        seen.append((line, dict(os.environ)))
        if launched.raises:
            raise launched.raises

    monkeypatch.setattr(LabApp, "launch_instance", launch)
    monkeypatch.setattr(os, "environ", os.environ.copy())
    launched = types.SimpleNamespace(seen=seen, raises=None)
    return launched


@pytest.mark.parametrize("raises", [None, KeyboardInterrupt()])
def test_jupyterlab_runs_in_this_process_and_its_end_is_quiet(launched, raises, capsys):
    launched.raises = raises
    assert lab.serve(["--no-browser"]) == 0
    ((line, given),) = launched.seen
    assert line[-1] == "--no-browser"
    assert given["MALLOC_TRIM_THRESHOLD_"] == "1073741824"
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("code", [2, "JupyterLab's own words"])
def test_why_jupyterlab_did_not_start_is_passed_on(launched, code):
    launched.raises = SystemExit(code)
    with pytest.raises(SystemExit) as end:
        lab.serve([])
    assert end.value.code == code


def test_without_sliders_or_jupyterlab_one_sentence_says_so(launched, monkeypatch, capsys):
    monkeypatch.setattr(lab, "complaint", lambda: "No slider.")
    assert lab.serve([]) == 0
    assert capsys.readouterr().out == "No slider.\n"
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda name: None)
    assert lab.serve([]) == 1
    assert len(launched.seen) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows does not look for HOME")
@pytest.mark.parametrize("home", ["", None, "/nonexistent", "relative"])
def test_whoever_has_no_home_is_lent_one(launched, monkeypatch, capsys, home):
    import pwd

    def nobody(_):
        raise KeyError("uid not found")

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    os.environ.pop("HOME")
    if home is not None:
        os.environ["HOME"] = home
    assert lab.serve([]) == 0
    ((_, given),) = launched.seen
    assert Path(given["HOME"]).name.startswith("mathdl-home-")
    assert not Path(given["HOME"]).exists(), "it is gone when JupyterLab is"
    said = capsys.readouterr().out
    assert said.startswith("There is no home folder to write in, so your progress")
    assert said.count("\n") == 1


def test_python_m_does_not_look_into_the_current_folder(tmp_path):
    for name in ("random", "json", "jupyterlab", "jupyter_core", "tornado", "email", "tempfile"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(__file__ + ' was run')")
    command = [sys.executable, "-m", "mathdl.lab", "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.stdout.strip() == version("jupyterlab")


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
