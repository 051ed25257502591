"""The command ``mathdl sheet``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mathdl.chapters import CHAPTERS
from mathdl.exercises.book import BOOK
from mathdl.files import write_whole
from mathdl.lab.commands import Words, WrongWordsError
from mathdl.lab.sheets.printed import key_to, on_paper
from mathdl.lab.sheets.sheet import Sheet, as_notebook, keys_of
from mathdl.lab.workbench import one_line_of

ABOUT = """\
Write a sheet: a notebook with the exercises of a chapter and empty cells for the answers, and the
same as a page to print. What learners hand in, mathdl mark marks.

    mathdl sheet 3                      chapter 3 in the numbers of the book
    mathdl sheet 3 --variant monday     in other numbers, the same ones for the same word
    mathdl sheet 3 --variant monday --exercises 3.1,3.4 --to handouts --key"""


def sheet(words: list[str]) -> int:
    """Write a sheet; return 0, or 1 after saying what is wrong."""
    reader = Words("sheet", ABOUT)
    reader.add_argument("chapter", type=int, help="its number")
    reader.add_argument("--variant", help="any word; without, the numbers are the book's")
    reader.add_argument("--exercises", help="some of them only, as in 3.1,3.4")
    reader.add_argument("--to", type=Path, default=Path(), help="the folder to write into")
    reader.add_argument("--key", action="store_true", help="also write the teacher's key")
    reader.add_argument("--force", action="store_true", help="write over what is there")
    try:
        given = reader.parse_args(words)
        asked = Sheet(_keys(given.chapter, given.exercises), given.variant or None)
        _write(asked, given.to.expanduser(), given.key, given.force)
    except (WrongWordsError, OSError) as error:
        print(f"{one_line_of(error).rstrip('.')}.", file=sys.stderr)
        return 1
    except SystemExit:  # --help has been said
        return 0
    return 0


def _keys(chapter: int, exercises: str | None) -> tuple[str, ...]:
    there = keys_of(chapter)
    if not there:
        raise WrongWordsError(f"There are exercises in chapters 1 to {len(CHAPTERS) - 1}")
    wanted = exercises.replace(",", " ").split() if exercises is not None else there
    unknown = [key for key in wanted if key not in there]
    if unknown or not wanted:
        which = f", not {unknown[0]}" if unknown else ""
        raise WrongWordsError(
            f"The exercises of chapter {chapter} are {there[0]} to {there[-1]}{which}"
        )
    return tuple(key for key in BOOK if key in wanted)


def _write(asked: Sheet, folder: Path, key: bool, force: bool) -> None:
    notebook = json.dumps(as_notebook(asked), indent=1, ensure_ascii=False)
    files = {
        f"{asked.file_name}.ipynb": f"{notebook}\n",
        f"{asked.file_name}.html": on_paper(asked),
    }
    if key:
        files[f"{asked.file_name}_key.html"] = key_to(asked)
    folder.mkdir(parents=True, exist_ok=True)
    there = [name for name in files if (folder / name).exists()]
    if there and not force:
        raise WrongWordsError(
            f"{folder / there[0]} is there already: --force writes over it, --to names another "
            "folder"
        )
    for name, text in files.items():
        write_whole(folder / name, text.encode())
        print(folder / name)
