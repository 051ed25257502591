"""The floors of the house: who may import whom, and what `import mathdl` costs."""

import ast
import graphlib
import io
import os
import re
import statistics
import subprocess
import sys
import tokenize

import house
import pytest
from house import FLOOR, PACKAGE

from mathdl import plots


def _upwards(part, source):
    """The parts that a file imports from its own floor or from above."""
    return {p for p in house.imported(source) if p != part and FLOOR[p] >= FLOOR[part]}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.stem)
def test_imports_go_downwards_only(path):
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if part == "__init__":
        return
    assert _upwards(part, path.read_text("utf-8")) == set()


@pytest.mark.parametrize(
    ("part", "planted", "found"),
    [
        ("tensor", "from mathdl import plots", {"plots"}),
        ("tensor", "import mathdl", {"mathdl"}),
        ("losses", "from mathdl import Tensor, train", {"mathdl", "train"}),
        ("losses", "def late():\n    import mathdl.plots.chain_rule.tangent as t", {"plots"}),
        ("ops", "from mathdl.losses import mse_loss", {"losses"}),
        ("plots", "import mathdl as dl\nfrom mathdl import nn", set()),
        ("ops", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import mathdl", set()),
    ],
)
def test_an_import_upwards_is_seen(part, planted, found):
    assert _upwards(part, planted) == found


def test_the_drawing_of_who_imports_whom_is_up_to_date():
    page = (PACKAGE.parent / "CONTRIBUTING.md").read_text("utf-8")
    assert len(house.DIAGRAM.findall(page)) == 1 + len(house.WINGS)
    assert house.with_diagrams(page) == page, "run `make index`"


@pytest.mark.parametrize("wing", house.WINGS)
def test_no_circle_of_topics(wing):
    rooms = house.rooms(wing)
    assert len(rooms) > 6
    order = list(graphlib.TopologicalSorter(rooms).static_order())  # refuses a circle
    assert set(order) == set(rooms)


@pytest.mark.parametrize("name", plots.__all__)
def test_a_picture_stands_in_the_file_of_its_name(name):
    thing = getattr(plots, name)
    if not issubclass(thing, plots.Plot):
        return
    *_, room, file = thing.__module__.split(".")
    words = re.findall("[A-Z][a-z]*", name.removesuffix("Plot") or name)
    assert {word.lower() for word in words} <= set(file.split("_"))
    assert (PACKAGE / "plots" / room / f"{file}.py").exists()


def _lines_of_code(source):
    """How many lines hold code: docstrings, comments and blank lines are not counted."""
    words = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node)
        for line in range(node.body[0].lineno, node.body[0].end_lineno + 1)
    }
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    code = {
        line
        for token in tokens
        if token.type not in (tokenize.COMMENT, tokenize.NL) and token.string.strip()
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(code - words)


def test_lines_of_code_are_counted():
    assert _lines_of_code('"""Says."""\n\n# Why.\nx = """a\nb"""\n\ndef f():\n    "It."\n') == 3


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.stem)
def test_files_stay_one_topic(path):
    assert _lines_of_code(path.read_text("utf-8")) <= 200


def _modules(statement):
    code = f"import sys; {statement}; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(out.stdout.split())


def _loaded(statement):
    return {m.split(".")[0] for m in _modules(statement)}


def test_what_is_loaded():
    numpy = _loaded("import numpy")
    engine = _loaded("import mathdl")
    assert engine - numpy - sys.stdlib_module_names == {"mathdl"}
    plots = _loaded("import mathdl.plots")
    assert "matplotlib" in plots
    assert not {"ipywidgets", "anywidget", "IPython"} & plots
    assert "matplotlib.pyplot" not in _modules("import mathdl.plots")


def test_importing_mathdl_costs_little_more_than_numpy():
    code = (
        "from time import perf_counter as t; a = t(); import numpy; b = t(); import mathdl;"
        "print((t() - a) / (b - a))"
    )
    # As users do, with compiled files kept, even where the tests are run without.
    compiled = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    ratios = [
        float(
            subprocess.run(
                [sys.executable, "-c", code], env=compiled, capture_output=True, check=True
            ).stdout
        )
        for _ in range(7)
    ]
    assert statistics.median(ratios) <= 1.2
