"""Pytest in another folder, begun in a Python that has loaded already what is slow to load."""

import multiprocessing
import os
import sys
from multiprocessing import forkserver
from pathlib import Path

HERE = {str(Path(__file__).parents[1] / name) for name in ("", "tests", "tools")} | {""}
SLOW = ["IPython.core.formatters", "ipywidgets", "matplotlib.figure", "nbformat", "numpy", "pytest"]
PLAIN = ["-vv", "--tb=short", "-p", "no:cacheprovider", "-p", "no:nbval", "-p", "no:xdist",
         "-o", "addopts=--import-mode=importlib"]  # fmt: skip


def warm():
    """Return where processes begin: forked from one that has loaded all of SLOW, and no mathdl."""
    forkserver._forkserver._stop()  # one that another test has begun holds what that test needed
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(SLOW)
    return context


def run_pytest(context, folder, *arguments):
    """Run pytest in a folder; return what it said, and "" if all passed."""
    said = Path(folder, "said.txt")
    process = context.Process(target=_run, args=(str(folder), arguments, str(said)))
    process.start()
    process.join()
    return said.read_text("utf-8") if process.exitcode else ""


def _run(folder, arguments, said):
    import pytest

    assert "mathdl" not in sys.modules, "the copy's own is to be tested"
    with open(said, "w", encoding="utf-8") as file:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), stream.fileno())
    os.chdir(folder)
    sys.path[:] = [folder, *(path for path in sys.path if path not in HERE)]
    raise SystemExit(pytest.main([*PLAIN, *arguments]))
