"""The command ``mathdl``: the book in a folder of the reader's choice, opened in JupyterLab."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from mathdl import __version__
from mathdl.lab.__main__ import serve
from mathdl.lab.commands import COMMANDS, run
from mathdl.lab.copies import MANIFEST, book, copy_book
from mathdl.lab.workbench import not_options

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

and what else it does, each with a --help of its own:

{commands}

Ctrl-C in this window closes JupyterLab. If no slider shows, chapter 0 says what is missing."""
SENTENCES = {
    "renewed": "Brought up to date: {}.",
    "removed": "Removed, since the book has it no longer and you had not written in it: {}.",
    "left": "No longer in the book, and kept, since you have written in it: {}.",
    "kept": "You have written in {}, so your copy was kept; rename it and run mathdl again to get "
    "the book's new one beside it.",
    "strange": "Not copied, since a link or a folder lies in its place: {}.",
}
FLAGS = {"--no-browser", "--copy-only", "--allow-root", "--debug"}  # take no value behind them


def main(arguments: Sequence[str] | None = None) -> int:
    """Copy the notebooks and open them; return 0, or 1 after saying what is wrong."""
    words = list(filter(None, sys.argv[1:] if arguments is None else arguments))
    for stream in filter(None, (sys.stdout, sys.stderr)):
        if hasattr(stream, "reconfigure"):  # a folder's name may hold what a terminal cannot write
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _answer(words)
        print(end="", flush=True)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _cannot_speak(error)
    return code


def _answer(words: list[str]) -> int:
    if words and words[0] in COMMANDS:
        return run(words[0], words[1:])
    if {"-h", "--help"} & set(words):
        lines = [f"    mathdl {name:<28} {does.says}" for name, does in COMMANDS.items()]
        print(HELP.format(commands="\n".join(lines)))
        return 0
    if "--version" in words:
        print("mathdl", __version__)
        return 0
    folders = not_options(words, FLAGS)
    if len(folders) > 1:
        print(f"Name one folder, not {' and '.join(folders)}: mathdl {folders[0]}", file=sys.stderr)
        return 1
    for port in re.findall(r"--(?:ServerApp\.)?port[= ](\S*)", " ".join(words)):
        if not (port.isdecimal() and int(port) < 2**16):
            print(f"A port is a number up to 65535, not {port}: --port=8899", file=sys.stderr)
            return 1
    # Whoever stands in the folder already wants this one, not another inside it.
    default = "." if Path(MANIFEST).is_file() else "mathdl-book"
    folder = Path(*folders or [default])
    try:
        folder = folder.expanduser().absolute()
        done = copy_book(book(), folder)
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        print(
            f"The book cannot be put into {folder} ({why}): name another folder, as in "
            "'mathdl lessons'.",
            file=sys.stderr,
        )
        return 1
    print(_said(done, folder), flush=True)
    if "--copy-only" in words:
        return 0
    first = min(path.name for path in book().glob("*.ipynb"))
    options = [word for word in words if word not in folders]
    return serve(
        [f"--ServerApp.root_dir={folder}", f"--LabApp.default_url=/lab/tree/{first}", *options]
    )


def _cannot_speak(error: OSError) -> int:
    """Say that nothing more can be said, unless whoever listened has gone, as in ``| head``."""
    with suppress(OSError, ValueError):  # else Python says it again when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(error, BrokenPipeError):
        print(f"mathdl cannot go on ({error.strerror}).", file=sys.stderr)
    return 1


def _said(done: dict[str, list[str]], folder: Path) -> str:
    lines = [f"The book is in {folder}."]
    for what, sentence in SENTENCES.items():
        if done[what]:
            lines.append(sentence.format(", ".join(done[what])))
    return "\n".join(lines)
