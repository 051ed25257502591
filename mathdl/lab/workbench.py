"""The command ``mathdl playground``: the workbench of chapter 9 alone in a window, for a talk."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from mathdl.lab.__main__ import a_home, environment
from mathdl.refusals import one_line

HELP = """\
The workbench of chapter 9, alone in a window: choose data, a net, and how it is trained.

    mathdl playground [settings or a .csv file] [options of voila]

    mathdl playground
    mathdl playground "rings n800 | x1² x2² | 6tanh | adam 0.1 | s0 @300"
    mathdl playground flowers.csv       two columns of numbers, and a third with the class
    mathdl playground --theme=dark --no-browser --port=8866"""


FLAGS = {"--no-browser", "--debug"}  # take no value behind them


def not_options(words: list[str], flags: set[str]) -> list[str]:
    """Return the words that are neither options nor their values, as 8899 in ``--port 8899``."""
    before = ["", *words]
    return [
        word
        for word, last in zip(words, before)
        if not word.startswith("-") and (not last.startswith("-") or "=" in last or last in flags)
    ]


def playground(words: list[str]) -> int:
    """Open the workbench until the user stops it; return 0, or 1 after saying what is wrong."""
    if {"-h", "--help"} & set(words):
        print(HELP)
        return 0
    starts = not_options(words, FLAGS)
    if len(starts) > 1:
        print(
            f"One start is taken, {len(starts)} were given: put a line in quotes.", file=sys.stderr
        )
        return 1
    start = starts[0] if starts else ""
    try:
        if start:
            from mathdl.playground.files import is_file
            from mathdl.plots import Playground

            if is_file(start):  # the page stands in another folder
                start = str(Path(start).expanduser().absolute())
            Playground(start)
    except (OSError, TypeError, ValueError) as error:
        print(f"The workbench cannot begin: {one_line_of(error)}", file=sys.stderr)
        return 1
    options = [word for word in words if word not in starts]
    with a_home(), tempfile.TemporaryDirectory(prefix="mathdl-") as folder:
        page = Path(folder) / "playground.ipynb"
        page.write_text(_notebook(start), "utf-8")
        os.environ.update(environment(os.environ))
        with suppress(KeyboardInterrupt):
            from voila.app import Voila

            Voila.launch_instance([str(page), *options])
    return 0


def one_line_of(error: Exception) -> str:
    """Write what an error says."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return " ".join(str(error).split()) or one_line(error)


def _notebook(start: str) -> str:
    """Write a notebook whose only cell shows the workbench."""
    from nbformat import v4, writes

    argument = repr(start) if start else ""
    lines = "from mathdl.explore import explore", "from mathdl.plots import Playground", ""
    code = "\n".join([*lines, f"explore(Playground({argument}))"])
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return writes(v4.new_notebook(cells=[v4.new_code_cell(code)], metadata={"kernelspec": kernel}))
