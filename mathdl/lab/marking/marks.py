"""What the notebooks of a class earned, and the table of it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mathdl.exercises.book import BOOK
from mathdl.lab.marking.hand_ins import HandIn
from mathdl.lab.marking.one import Answer, Marked
from mathdl.lab.sheets.sheet import Sheet, points
from mathdl.refusals import joined
from mathdl.words import counted

# What may be said of a wall that the system could not build.
MISSING = {
    "network": "it could reach the network",
    "processes": "it could see and stop other programs",
    "number": "it could start any number of processes",
    "files": "it could read and change files",
    "disk": "it could fill the disk",
    "memory": "its memory was not limited",
}
# What answers look like that are the book's own; whoever hides it is not found by this.
_FROM_THE_BOOK = re.compile(r"\bBOOK\b|\bset_up\(|mathdl\.exercises\.(book|exercise|topics)\b")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")  # what spreadsheets take for more than text


class Row(NamedTuple):
    """A notebook that was handed in, and what became of it."""

    hand_in: HandIn
    marked: Marked

    @property
    def earned(self) -> int:
        """The points of its right answers."""
        return sum(map(worth, self.marked.answers))

    @property
    def possible(self) -> int:
        """The points of its sheet."""
        return sum(map(points, self.marked.keys))


def worth(answer: Answer) -> int:
    """Return the points of an answer: those of its exercise if it is right, and none else."""
    return points(answer.key) if answer.status == "right" else 0


@lru_cache(maxsize=500)
def sheet_for(keys: tuple[str, ...], variant: str | None) -> Sheet:
    """Return a sheet, posed once for all who had it."""
    return Sheet(keys, variant)


@dataclass
class Class:
    """All notebooks that were handed in, in the order of their names."""

    rows: list[Row]

    def __post_init__(self) -> None:
        sheets = Counter(tuple(row.marked.keys) for row in self.rows if row.marked.keys)
        self.sheet = sheets.most_common(1)[0][0] if sheets else ()

    @property
    def keys(self) -> list[str]:
        """The exercises that anybody's sheet has, in the order of the book."""
        asked = {key for row in self.rows for key in row.marked.keys}
        return [key for key in BOOK if key in asked]

    def remark(self, row: Row, walls: bool = True) -> str:
        """Say what a teacher should know about a notebook, and which walls were missing."""
        said = [row.marked.remark]
        if row.marked.keys and tuple(row.marked.keys) != self.sheet:
            exercises = counted(len(row.marked.keys), "exercise")
            said.append(f"Its sheet is not that of most: {exercises}.")
        copied = [one.key for one in row.marked.answers if _FROM_THE_BOOK.search(one.source)]
        if copied:
            said.append(f"It seems to ask the book itself for its answers: {', '.join(copied)}.")
        if row.marked.missing and walls:
            said.append(f"While it ran, {_joined(row.marked.missing)}.")
        return " ".join(filter(None, said))

    @property
    def safety(self) -> str:
        """Say what stood around the notebooks while they ran, and what did not."""
        missing = [wall for wall in MISSING if any(wall in row.marked.missing for row in self.rows)]
        if not missing:
            return (
                "Each ran in a folder of its own, without a network, and could neither see other "
                "programs nor read other files than those of Python."
            )
        return (
            f"This system could not confine all of them: while one ran, {_joined(missing)}. If you "
            "do not trust whoever wrote them, mark as another user, or in a container."
        )

    def mistakes(self, key: str) -> list[tuple[int, str]]:
        """Return how often each known mistake was made, and what it says to the first of them."""
        made: Counter[int] = Counter()
        says: dict[int, str] = {}
        for row in self.rows:
            for answer in row.marked.answers:
                if answer.key == key and answer.mistake is not None:
                    made[answer.mistake] += 1
                    posed = sheet_for(tuple(row.marked.keys), row.marked.variant).posed[key]
                    words = posed.exercise.mistakes[answer.mistake].says
                    says.setdefault(answer.mistake, posed.say(words))
        return [(count, says[mistake]) for mistake, count in made.most_common()]

    def table(self) -> str:
        """Write the marks as a table for spreadsheets; an answer that is not there stays empty."""
        out = io.StringIO()
        writer = csv.writer(out)
        head = "learner", "notebook", "name", "sheet", *self.keys, "points", "of", "remark"
        writer.writerow(head)
        for row in self.rows:
            given = {answer.key: answer for answer in row.marked.answers}
            earned = [
                worth(given[key]) if key in given and given[key].status != "unanswered" else ""
                for key in self.keys
            ]
            about = row.hand_in.learner, row.hand_in.notebook, row.marked.name
            words = [*about, row.marked.variant or ""]
            totals = row.earned, row.possible, self.remark(row)
            writer.writerow([*map(_as_text, words), *earned, *totals])
        return out.getvalue()


def _joined(walls: list[str]) -> str:
    return joined([MISSING[wall] for wall in walls])


def _as_text(words: str) -> str:
    """Write a learner's words so that no spreadsheet takes them for a formula."""
    # A file's name may hold bytes that are no text.
    words = words.encode("utf-8", "backslashreplace").decode()
    return f"'{words}" if words.startswith(_FORMULA) else words
