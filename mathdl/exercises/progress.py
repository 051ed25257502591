"""How far a learner has come: `progress`."""

from __future__ import annotations

from mathdl import chapters
from mathdl.exercises import record
from mathdl.exercises.book import BOOK
from mathdl.exercises.practice import practice
from mathdl.exercises.say import show
from mathdl.words import counted

ASKED = {int(key.split(".")[0]) for key in BOOK}
CHAPTERS = {number: title for number, _, title, *_ in chapters.CHAPTERS if number in ASKED}


def progress() -> None:
    """Show which exercises are solved, and which one is next.

    What you solve is kept in a small file on this computer; `forget` removes it.

    Examples
    --------
    >>> progress()  # doctest: +ELLIPSIS
    1 See what depth buys             ○○○○○...  0 of ...
    2 Hold data in tensors            ○○○○○...  0 of ...
    ...
    next: 1.1, One neuron by hand
    Nothing is recorded here.
    """
    solved = record.load()["solved"]
    rows = [_row(chapter, solved) for chapter in CHAPTERS]
    due = practice.due()
    below = [_next(solved)]
    below += [f"Due in practice: {counted(due, 'skill')}; practice.today() asks."] * (due > 0)
    below += ["Nothing is recorded here."] * (not record.is_on())
    table = [("Chapter", "", "Solved"), ("---",) * 3, *rows]
    markdown = "\n".join(f"| {' | '.join(row)} |" for row in table)
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    show("\n\n".join([markdown, *below]), "\n".join([*lines, *below]))


def _row(chapter: int, solved: list[str]) -> tuple[str, str, str]:
    keys = [key for key in BOOK if key.split(".")[0] == str(chapter)]
    done = [key in solved for key in keys]
    bar = "".join("●" if is_done else "○" for is_done in done)
    return f"{chapter} {CHAPTERS[chapter]}", bar, f"{sum(done)} of {len(keys)}"


def _next(solved: list[str]) -> str:
    """Name the first unsolved exercise after the one solved last, or from the beginning."""
    keys, known = list(BOOK), [key for key in solved if key in BOOK]
    start = keys.index(known[-1]) if known else 0
    for key in keys[start:] + keys[:start]:
        if key not in solved:
            return f"next: {key}, {BOOK[key].title}"
    return f"All {len(keys)} are solved."
