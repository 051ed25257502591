"""What a chapter says PyTorch prints is what PyTorch prints, where it is installed."""

import contextlib
import io
import re
from pathlib import Path

import nbformat
import pytest

from mathdl.chapters import CHAPTERS

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = [FOLDER / chapter.notebook for chapter in CHAPTERS[1:]]
NUMBER = re.compile(r"-?\d+\.?\d*")


def block(path):
    """The code under "The same in PyTorch"."""
    notebook = nbformat.read(path, as_version=4)
    text = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    found = re.search(r"\*\*The same in PyTorch\.\*\*.*?```python\n(.*?)```", text, re.S)
    assert found, f"{path.stem} does not say how the same is done in PyTorch"
    return found[1]


def numbers(text):
    return [float(n) for n in NUMBER.findall(text)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_every_chapter_shows_what_is_printed(path):
    code = block(path)
    compile(code, path.stem, "exec")
    assert re.search(r"print\(.*\)  # .*\d", code), "say beside a print what it prints"


def test_pytorch_prints_it():
    pytest.importorskip("torch", reason="PyTorch is not installed: pip install -e '.[parity]'")
    for path in NOTEBOOKS:
        code, printed = block(path), io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(code, {})
        lines = iter(printed.getvalue().splitlines())
        for line in code.splitlines():
            shown = next(lines) if line.startswith("print(") else ""
            promised = line.partition("  # ")[2] if shown else ""
            if promised:
                assert numbers(shown) == pytest.approx(numbers(promised), abs=1e-4), path.stem
