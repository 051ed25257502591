"""Faults planted in a copy of the project are caught by the test that is there for them."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KEPT = ("mathdl", "notebooks", "tests", "tools", "conftest.py", "pyproject.toml")


@dataclass(frozen=True)
class Fault:
    name: str
    file: str
    place: str  # a regular expression, found once or more; the first is replaced
    instead: str
    test: str
    says: str


FAULTS = [
    Fault(
        "a wrong vjp",
        "mathdl/ops/elementary.py",
        r"lambda g: g \* np\.cos\(a\)",
        "lambda g: -g * np.cos(a)",
        "tests/test_ops.py",
        "by finite differences: a relative error of 2",
    ),
    Fault(
        "a control that raises off its default",
        "mathdl/plots/tangent.py",
        r"( +)hill = self\.HILLS\[f\]",
        r"\1hill = self.HILLS[f if h >= 0 else None]",
        "tests/plots/test_every_plot.py -k TangentPlot",
        "KeyError: None",
    ),
    Fault(
        "a stored picture without text",
        "notebooks/03_chain_rule.ipynb",
        r'"alt": "[^"]+"',
        '"alt": ""',
        "tests/notebooks/test_structure.py",
        "without text",
    ),
    Fault(
        "a promise never kept",
        "notebooks/05_losses.ipynb",
        r"\*\*Promise 3\.a kept\.\*\*",
        "",
        "tests/notebooks/test_promises.py",
        "promise 3.a",
    ),
    Fault(
        "a known mistake equal to the right answer",
        "mathdl/exercises/chapter_3/one_input.py",
        r"lambda x0, h: 2 \* x0,",
        "lambda x0, h: h + 2 * x0,",
        "tests/exercises/test_book.py -k 3.1",
        "every_mistake_is_itself[3.1]",
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_it_is_caught(fault, tmp_path):
    for name in KEPT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    spoilt = tmp_path / fault.file
    text, found = re.subn(fault.place, fault.instead, spoilt.read_text("utf-8"), count=1)
    assert found, f"{fault.place!r} stands no longer in {fault.file}"
    spoilt.write_text(text, "utf-8")
    command = f"-m pytest -x -q -p no:cacheprovider -p no:xdist {fault.test}"
    run = subprocess.run(
        [sys.executable, *command.split()],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 1, run.stdout + run.stderr
    assert fault.says in run.stdout
