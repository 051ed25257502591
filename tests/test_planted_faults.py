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
        "mathdl/plots/chain_rule/tangent.py",
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
        r"> \*Loss\*, promised in [^\n]*, is this\.",
        "",
        "tests/notebooks/test_promises.py",
        "loss, promised in 1.4, is not kept in 5.1",
    ),
    Fault(
        "a known mistake equal to the right answer",
        "mathdl/exercises/chain_rule/one_input.py",
        r"lambda x0, h: 2 \* x0,",
        "lambda x0, h: h + 2 * x0,",
        "tests/exercises/test_book.py -k 3.1",
        "every_mistake_is_itself[3.1]",
    ),
]


PAGES = "tests/notebooks/test_printed_derivatives.py"
DOCSTRINGS = "tests/test_formulas.py"
CHAPTER_3, CHAPTER_4, CHAPTER_5 = (
    f"notebooks/{name}.ipynb" for name in ("03_chain_rule", "04_activations", "05_losses")
)
# What is printed, where (a notebook doubles the backslashes of LaTeX), and what instead.
WRONG_FORMULAS = [
    ("σ′ on its page", CHAPTER_4, r"\\bigl\(1 - \\\\sigma", r"\\bigl(1 + \\sigma"),
    ("tanh′ on its page", CHAPTER_4, r"\\tanh' z = 1 - ", r"\\tanh' z = 1 + "),
    ("relu′ on its page", CHAPTER_4, r"cases\} 1 & z > 0", "cases} 1 & z < 0"),
    ("SiLU′ in the table", CHAPTER_4, r"z\\\\,\\\\sigma\(z\)\(1 - ", r"z\\,\\sigma(z)(1 + "),
    ("GELU′ in the table", CHAPTER_4, r"e\^\{-z\^2/2\}", "e^{-z^2}"),
    ("Huber′ on its page", CHAPTER_5, r"cases\} r & ", "cases} 2r & "),
    ("the slope of surprise", CHAPTER_5, r"-\\\\frac\{1\}\{p\}", r"\\frac{1}{p}"),
    ("the chain rule", CHAPTER_3, r"f'\(g\(x\)\) \\\\cdot g'\(x\)", r"f'(x) \\cdot g'(x)"),
    ("sigmoid's docstring", "mathdl/activations.py", r"y·\(1 − y\)", "y·(1 + y)"),
    ("tanh's docstring", "mathdl/activations.py", r"dy/da = 1 − y²", "dy/da = 1 + y²"),
    ("mse_loss's docstring", "mathdl/losses.py", r"∂L/∂r = 2r/N", "∂L/∂r = r/N"),
    ("a formula of the table", "mathdl/ops/elementary.py", r'"sin\(a\)", "cos', '"sin(a)", "-cos'),
]
FAULTS += [
    pytest.param(
        Fault(name, file, place, instead.replace("\\", "\\\\"), test, "1 failed"),
        marks=pytest.mark.hammer,
    )
    for name, file, place, instead in WRONG_FORMULAS
    for test in [PAGES if file.startswith("notebooks") else DOCSTRINGS]
]
FAULTS.append(
    Fault(
        "a formula left out",
        "mathdl/activations.py",
        r'@entrywise\("tanh\(a\)", .*\)',
        "@op",
        "tests/test_ops.py -k has_a_row",
        "tanh",
    )
)


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
