"""Every picture that is written is found: `mathdl.plots` exports it, and so the tests draw it."""

import ast
from pathlib import Path

import pytest

from mathdl import plots

FOLDER = Path(plots.__file__).parent


def classes(source):
    """The pictures that a file defines."""
    found = (node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return [name for name in found if name.endswith("Plot") and name != "Plot"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.py")), ids=lambda path: path.stem)
def test_every_picture_is_exported(path):
    missing = set(classes(path.read_text("utf-8"))) - set(plots.__all__)
    assert not missing, f"import {', '.join(missing)} in mathdl/plots/__init__.py"


def test_pictures_are_seen():
    assert classes("class A: ...\nclass BPlot(Plot): ...\nclass Plot: ...") == ["BPlot"]
