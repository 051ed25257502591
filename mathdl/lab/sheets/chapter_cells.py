"""Where an exercise stands in its chapter, and what its answer begins with there."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from mathdl.chapters import CHAPTERS, Chapter
from mathdl.exercises.book import BOOK
from mathdl.lab.copies import book


def chapter_of(key: str) -> Chapter:
    """Return the chapter of an exercise."""
    return CHAPTERS[int(key.split(".")[0])]


def answer_name(key: str) -> str:
    """Return the name that an answer is given.

    Examples
    --------
    >>> answer_name("3.10")
    'answer_3_10'
    """
    return f"answer_{key.replace('.', '_')}"


@lru_cache(maxsize=2)
def _cells(notebook: str) -> list[tuple[str, str]]:
    """Return the kind and the source of each cell of a chapter."""
    cells = json.loads((book() / notebook).read_text("utf-8"))["cells"]
    return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]


def _asked(key: str) -> int:
    for place, (kind, source) in enumerate(_cells(chapter_of(key).notebook)):
        if kind == "code" and source.startswith(f'ask("{key}"'):
            return place
    raise LookupError(f"chapter {chapter_of(key).number} does not ask exercise {key}")


def section(key: str) -> str:
    """Return the heading under which an exercise is asked.

    Examples
    --------
    >>> section("3.1")
    '3.1 Slope'
    """
    before = _cells(chapter_of(key).notebook)[: _asked(key)]
    titles = [re.findall(r"^## (\d.*)$", source, re.M) for kind, source in before if kind != "code"]
    return [title for found in titles for title in found][-1]


def stub(key: str) -> str:
    """Return the cell in which an exercise is answered; what code begins with is the chapter's own.

    Examples
    --------
    >>> print(stub("3.4"))
    def bell_slope(x): ...
    <BLANKLINE>
    <BLANKLINE>
    answer_3_4 = bell_slope
    """
    if BOOK[key].set_up(key).kind.box != "code":
        return f"{answer_name(key)} = ..."
    checked, begun = re.compile(rf'^check\("{key}", (.*)\)$', re.M), []
    for kind, source in _cells(chapter_of(key).notebook)[_asked(key) + 1 :]:
        if kind == "code":
            begun.append(checked.sub(rf"{answer_name(key)} = \1", source))
            if begun[-1] != source:
                return "\n\n\n".join(begun)
    raise LookupError(f"chapter {chapter_of(key).number} does not check exercise {key}")
