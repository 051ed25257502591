"""The pictures of a notebook: found by running its code, with `explore` and `show` listened to."""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat

import mathdl.explore
from mathdl.plots.kit.plot import Plot

# In a folded answer: the picture that answers, as code, and the place where it is to stand.
REVEAL = re.compile(
    r"<!-- reveal: (?P<code>.+?) -->\s*!\[(?P<alt>.*)\]\(attachment:(?P<name>[\w-]+\.png)\)"
)
# Not meant for a slider: headings, code, alternative texts, and links with numbers of sections.
UNREAD = re.compile(r"<!--.*?-->|!\[.*\]\(attachment:.*\)|\[[^\[\]]*\]\(.*?\)|^#.*$", re.M)
NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:\.\d+)?(?![\w^])")
POWER = re.compile(r"10\^\{?(-?\d+)\}?")


@dataclass
class Figure:
    """One picture of a notebook, or several under the same controls.

    Attributes
    ----------
    name : str
        Of the notebook, of the cell, and which picture of the cell it is.
    plots : tuple of Plot
    values : dict
        Where the controls start.
    moves : bool
        Whether it stands under its controls.
    named : dict
        For each control the values that calls in the notebook name.
    near : list of float
        The numbers that the text around it names.
    """

    name: str
    plots: tuple[Plot, ...]
    values: dict[str, Any]
    moves: bool
    named: dict[str, list[Any]] = field(default_factory=dict)
    near: list[float] = field(default_factory=list)


class Listener:
    """Takes the place of `explore` and `Plot.show`, and notes what they were asked for."""

    def __init__(self) -> None:
        self.heard: list[tuple[tuple[Plot, ...], dict[str, Any], bool]] = []

    def explore(self, *plots: Plot, **values: Any) -> SimpleNamespace:
        """Note what is to stand under its controls; return what tells where they start."""
        self.heard.append((plots, values, True))
        all_ = {name: control for plot in plots for name, control in plot.controls.items()}
        starts = {name: values.get(name, control.default) for name, control in all_.items()}
        return SimpleNamespace(
            controls={name: SimpleNamespace(value=value) for name, value in starts.items()}
        )

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Listen, and put back what was there."""
        explore, show = mathdl.explore.explore, Plot.show
        mathdl.explore.explore = self.explore
        Plot.show = lambda plot, **values: self.heard.append(((plot,), values, False))
        try:
            yield
        finally:
            mathdl.explore.explore, Plot.show = explore, show


def figures(path: Path) -> Iterator[Figure]:
    """Run a notebook's code, cell by cell, and yield its pictures, also those of folded answers."""
    from IPython.core.interactiveshell import InteractiveShell

    os.environ["MATHDL_RECORD"] = "0"  # what is built must not depend on who builds it
    notebook = nbformat.read(path, as_version=4)
    named = names_said(notebook)
    shell = InteractiveShell()
    listener = Listener()
    folder = Path.cwd()
    os.chdir(path.parent)
    try:
        for number, cell in enumerate(notebook.cells):
            for source in sources(cell):
                with (
                    listener.listening(),
                    contextlib.redirect_stdout(io.StringIO()),
                    warnings.catch_warnings(),
                ):
                    warnings.simplefilter("ignore")
                    shell.run_cell(source, store_history=True, silent=True).raise_error()
            near = numbers(notebook.cells[max(0, number - 2) : number + 3])
            for place, (plots, values, moves) in enumerate(listener.heard):
                name = name_of(path.stem, cell.id, place)
                yield Figure(name, plots, values, moves, _of(plots, named), near)
            listener.heard.clear()
    finally:
        os.chdir(folder)


def name_of(stem: str, cell: str, place: int) -> str:
    """Name the picture in a place of a cell."""
    return f"picture-{stem}-{cell}-{place}"


def sources(cell: nbformat.NotebookNode) -> list[str]:
    """Return the code that a cell holds; the text of an answer holds the code of its picture."""
    if cell.cell_type == "code":
        return [cell.source]
    return [match["code"] for match in REVEAL.finditer(cell.source)]


def names_said(notebook: nbformat.NotebookNode) -> dict[str, dict[str, list[Any]]]:
    """Return, by plot and control, the values that calls of `show` and `explore` name."""
    said: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for source in (source for cell in notebook.cells for source in sources(cell)):
        with contextlib.suppress(SyntaxError):
            for call in (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call)):
                for plot in {getattr(n, "attr", getattr(n, "id", "")) for n in ast.walk(call)}:
                    for word in call.keywords if plot.endswith("Plot") else ():
                        with contextlib.suppress(ValueError):
                            said[plot][word.arg].append(ast.literal_eval(word.value))
    return said


def numbers(cells: list[nbformat.NotebookNode]) -> list[float]:
    """Return the numbers that the text of cells names."""
    text = " ".join(cell.source for cell in cells if cell.cell_type == "markdown")
    text = UNREAD.sub(" ", text)
    powers = [10.0 ** int(power) for power in POWER.findall(text)]
    plain = NUMBER.findall(POWER.sub(" ", text))
    said = [*(float(number.replace("−", "-")) for number in plain), *powers]
    return list(dict.fromkeys(said))


def _of(plots: tuple[Plot, ...], named: dict[str, dict[str, list[Any]]]) -> dict[str, list[Any]]:
    """Return what was named of the controls of these plots."""
    said: dict[str, list[Any]] = {}
    for plot in plots:
        for control, values in named.get(type(plot).__name__, {}).items():
            said.setdefault(control, []).extend(values)
    return said
