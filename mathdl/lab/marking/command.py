"""The command ``mathdl mark``."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tqdm import tqdm

from mathdl import __version__
from mathdl.exercises.book import BOOK
from mathdl.files import read_plain, write_whole
from mathdl.lab.__main__ import SETTINGS
from mathdl.lab.commands import Words, WrongWordsError
from mathdl.lab.marking.hand_ins import MOST, RESULTS, HandIn, files_beside, hand_ins
from mathdl.lab.marking.many import mark_all
from mathdl.lab.marking.marks import Class, Row
from mathdl.lab.marking.one import Marked
from mathdl.lab.marking.pages import class_page, learner_page, page_name
from mathdl.lab.marking.run_cells import Limits
from mathdl.lab.workbench import one_line_of
from mathdl.words import counted

ABOUT = """\
Mark the sheets that were handed in. Each notebook runs in a process of its own, in a folder of its
own, with limits on time and memory and without a network where the system can do that; what comes
out is judged as in the book. A table for spreadsheets, a page for each learner and one for the
class are written into the folder marks.

    mathdl mark handed-in               notebooks, or a folder for each learner, or nbgrader's
    mathdl mark handed-in --to marks/monday --variant monday
    mathdl mark handed-in --book https://example.org/book

A second run marks only what has changed since; --again marks everything."""


def mark(words: list[str]) -> int:
    """Mark what was handed in; return 0, or 1 after saying what is wrong."""
    reader = Words("mark", ABOUT)
    reader.add_argument("folder", type=Path, help="what was handed in")
    reader.add_argument("--to", type=Path, default=Path("marks"), help="the folder to write into")
    reader.add_argument("--variant", help="of all sheets, whatever they say of themselves")
    reader.add_argument("--exercises", default="", help="of all sheets, as in 3.1,3.4")
    reader.add_argument("--seconds", type=float, default=60.0, help="that a notebook may run (60)")
    reader.add_argument("--memory", type=int, default=1000, help="that it may take, in MB (1000)")
    reader.add_argument("--book", default="", help="where the web edition is, to link to it")
    reader.add_argument("--again", action="store_true", help="also mark what has not changed")
    try:
        given = reader.parse_args(words)
        exercises = tuple(given.exercises.replace(",", " ").split())
        if unknown := [key for key in exercises if key not in BOOK]:
            raise WrongWordsError(f"There is no exercise {unknown[0]}")
        if given.seconds < 1 or given.memory < 100:
            raise WrongWordsError("A notebook needs at least 1 second and 100 MB")
        return _mark(given, exercises, Limits(given.seconds, given.memory))
    except (WrongWordsError, OSError) as error:
        print(f"{one_line_of(error).rstrip('.')}.", file=sys.stderr)
        return 1
    except SystemExit:  # --help has been said
        return 0


def _mark(given: Any, exercises: tuple[str, ...], limits: Limits) -> int:
    found = hand_ins(given.folder.expanduser())
    if not found:
        raise WrongWordsError(f"In {given.folder} there is no notebook to mark")
    folder = given.to.expanduser()
    (folder / "learners").mkdir(parents=True, exist_ok=True)
    about = repr((__version__, exercises, given.variant, limits))
    prints = {hand_in: _print_of(hand_in, about) for hand_in in found}
    before = {} if given.again else _read_results(folder / RESULTS)
    done = {hand_in: before[p] for hand_in, p in prints.items() if p in before}
    waiting = [hand_in for hand_in in found if hand_in not in done]
    bar = tqdm(total=len(waiting), unit="notebook", disable=None if waiting else True)

    def tell(hand_in: HandIn, marked: Marked) -> None:
        done[hand_in] = marked
        bar.update()

    stopped = False
    try:
        with _settings():
            mark_all(waiting, exercises, given.variant, limits, tell)
    except KeyboardInterrupt:
        stopped = True
    bar.close()
    _write(folder, [Row(hand_in, done[hand_in]) for hand_in in found if hand_in in done], given)
    kept = {prints[h]: m.to_json() for h, m in done.items() if not m.remark}
    write_whole(folder / RESULTS, json.dumps(kept).encode())
    again = f", {len(found) - len(waiting)} of them before" if len(waiting) < len(found) else ""
    print(f"{counted(len(done), 'notebook')} marked{again}: {folder / 'index.html'}")
    if stopped:
        print(f"Stopped with {len(found) - len(done)} still to mark; the next run goes on.")
    return 130 if stopped else 0


@contextlib.contextmanager
def _settings() -> Iterator[None]:
    """Set what the processes that are started here begin with."""
    before = dict(os.environ)
    # What judges is loaded from where this is. Whoever stands in the folder of the notebooks must
    # not load a learner's numpy.py instead.
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONSAFEPATH": "1"}
    os.environ.update({**SETTINGS, **before, **paths})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _write(folder: Path, rows: list[Row], given: Any) -> None:
    """Write the table and the pages; pages of a run before, whose names have changed, go."""
    all_ = Class(rows)
    limits = f"Each may run for {given.seconds:g} seconds and take {given.memory:,} MB."
    pages = {page_name(row, i): learner_page(row, given.book) for i, row in enumerate(rows, 1)}
    for old in (folder / "learners").glob("*.html"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        write_whole(folder / "learners" / name, text.encode())
    # Spreadsheets know by the mark at its beginning that it is UTF-8.
    write_whole(folder / "marks.csv", all_.table().encode("utf-8-sig"))
    write_whole(folder / "index.html", class_page(all_, limits).encode())


def _print_of(hand_in: HandIn, about: str) -> str:
    """Return a fingerprint of all on which the marks of a notebook depend."""
    try:
        content = read_plain(hand_in.path, MOST) if hand_in.notebook else b""
    except OSError:
        content = b""
    beside = [(str(path), at.st_size, at.st_mtime_ns) for path, at in files_beside(hand_in)]
    place = repr((hand_in.notebook, about, beside)).encode(errors="replace")
    return hashlib.sha256(place + content).hexdigest()


def _read_results(path: Path) -> dict[str, Marked]:
    """Return what a run before has marked, as far as it can be read."""
    try:
        kept = json.loads(read_plain(path, 500_000_000))
        return {name: Marked.from_json(text) for name, text in kept.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
