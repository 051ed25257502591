"""The command ``mathdl``: the book in a folder of the reader's choice, opened in JupyterLab."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from mathdl import __version__
from mathdl.lab.__main__ import serve
from mathdl.lab.copies import MANIFEST, book, copy_book

HELP = """\
Math for deep learning, an interactive textbook in JupyterLab.

    mathdl [folder] [options of jupyter lab]

puts the chapters into the folder (by default ./mathdl-book) and opens them with the settings that
keep sliders fast. Notebooks that you have written in stay as they are; others are brought up to
date. To get a chapter as it was, rename or delete your copy and run mathdl again.

    mathdl                              the book in ./mathdl-book
    mathdl lessons                      the book in ./lessons
    mathdl --no-browser --port=8899     print the address, and let you open it
    mathdl lessons --copy-only          bring the folder up to date and open nothing
    mathdl --help, mathdl --version

Ctrl-C in this window closes JupyterLab. If no slider shows, chapter 0 says what is missing."""
# Chapter 0 stands in the address that JupyterLab opens or prints, and nothing hides that address.
QUIETLY_AT_START = ["--LabApp.default_url=/lab/tree/00_start.ipynb", "--log-level=WARN"]
FLAGS = {"--no-browser", "--copy-only", "--allow-root", "--debug"}  # take no value behind them


def main(arguments: Sequence[str] | None = None) -> int:
    """Copy the notebooks and open them; return 0, or 1 after saying what is wrong."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if {"-h", "--help"} & set(words):
        print(HELP)
        return 0
    if "--version" in words:
        print("mathdl", __version__)
        return 0
    folders = _folders(words)
    if len(folders) > 1:
        print(f"Name one folder, not {' and '.join(folders)}: mathdl {folders[0]}", file=sys.stderr)
        return 1
    # Whoever stands in the folder already wants this one, not another inside it.
    default = "." if Path(MANIFEST).is_file() else "mathdl-book"
    folder = Path(*folders or [default]).expanduser().absolute()
    try:
        done = copy_book(book(), folder)
    except OSError as error:
        print(
            f"The book cannot be put into {folder} ({error.strerror}): name another folder, as in "
            "'mathdl lessons'.",
            file=sys.stderr,
        )
        return 1
    print(_said(done, folder))
    if "--copy-only" in words:
        return 0
    print("To close JupyterLab, press Ctrl-C in this window.", flush=True)
    options = [word for word in words if word not in folders]
    return serve([f"--ServerApp.root_dir={folder}", *QUIETLY_AT_START, *options])


def _folders(words: list[str]) -> list[str]:
    """Return the words that are neither options nor their values, as 8899 in ``--port 8899``."""
    before = ["", *words]
    return [
        word
        for word, last in zip(words, before)
        if not word.startswith("-") and (not last.startswith("-") or "=" in last or last in FLAGS)
    ]


def _said(done: dict[str, list[str]], folder: Path) -> str:
    lines = [f"The book is in {folder}."]
    if done["renewed"]:
        lines.append(f"Brought up to date: {', '.join(done['renewed'])}.")
    if done["kept"]:
        lines.append(
            f"You have written in {', '.join(done['kept'])}, so your copy was kept; rename it and "
            "run mathdl again to get the book's new one beside it."
        )
    return "\n".join(lines)
