"""What of a chapter goes on slides, chosen by rule; everything else becomes the speaker's notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nbformat import NotebookNode

from mathdl.exercises.ask import LEVELS
from mathdl.exercises.book import BOOK
from mathdl.exercises.predictions import PREDICTIONS
from mathdl.site.exercises import ASKED, PREDICTED
from mathdl.site.figures import REVEAL, name_of

LEAD, SHORT = 240, 60  # characters of a section's first words: at most, and too few
FORMULAS = 2  # of a section
HEADING = re.compile(r"^##? (?P<words>.+)$", re.M)
FORMULA = re.compile(r"^\$\$.+?\$\$$", re.M | re.S)
NO_PROSE = re.compile(r"\s*(?:\$\$|\||- |>|!|\d\. |```|<)")
COMMENT = re.compile(r"<!--.*?-->\s*", re.S)
LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]*)\]\([^()\s]*\)")
SHOWN = re.compile(r"^(?P<explored>explore\()?[\w.]*?(?P<plot>\w+)\((?=.*\)$)", re.M)
PREDICT = re.compile(r"^\*\*Predict\b.*", re.M)
DETAILS = re.compile(
    r"<details>\s*<summary>(?P<summary>.*?)</summary>(?P<inside>.*)</details>", re.S
)
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z*$“\"])")
ON_ONE_PAGE = "on one page"


class Slide(NamedTuple):
    """One slide.

    Attributes
    ----------
    text : str
        Markdown, above the picture if there is one.
    picture : str
        The name of the picture, "" if there is none.
    notes : str
        For the speaker, as Markdown.
    below : bool
        Whether it belongs to the slide before, and is reached by the arrow down.
    kind : str
        A class for the style: title, section, question, answer, picture, exercise or page.
    """

    text: str
    picture: str = ""
    notes: str = ""
    below: bool = False
    kind: str = "section"


def deck(stem: str, cells: list[NotebookNode]) -> list[Slide]:
    """Choose the slides of a chapter.

    A title; for each section its first words and its formulas, then each picture below its
    question, and the picture that answers; all exercises; the chapter on one page.

    Parameters
    ----------
    stem : str
        The name of the notebook, without its ending.
    cells : list of notebook cells
    """
    first, *sections = _sections(cells)
    slides = [_title(first[0]), *_pictures(stem, first[1:])]
    last = []
    for section in sections:
        if ON_ONE_PAGE in _heading(section[0]):
            last = [_page(section)]
        else:
            slides += _section(stem, section)
    return [*slides, *_exercises(cells), *last]


def pictures_of(slides: list[Slide]) -> set[str]:
    """Return the names of the pictures that the slides show."""
    return {slide.picture for slide in slides if slide.picture}


def plain(markdown: str) -> str:
    """Return text without comments, and with the words of links only: a deck stands alone.

    Examples
    --------
    >>> plain("<!-- tested as: a --> See [section 1.4](01_depth.ipynb#cell-id=c1).")
    'See section 1.4.'
    """
    return LINK.sub(lambda link: link["words"], COMMENT.sub("", markdown)).strip()


def lead(text: str) -> str:
    """Return the first sentences of a text, as many as are read at a glance.

    Examples
    --------
    >>> lead("Is it so? It is. " + 30 * "And so on. ")[:17]
    'Is it so? It is. '
    """
    said = ""
    for paragraph in text.split("\n\n"):
        if NO_PROSE.match(paragraph):
            break
        for sentence in SENTENCE.split(paragraph.strip()):
            if said and len(said) + len(sentence) > LEAD:
                return said.strip()
            said += f"{sentence} "
        if len(said) > SHORT:
            break
    return said.strip()


def _sections(cells: list[NotebookNode]) -> list[list[NotebookNode]]:
    """Part a chapter where its headings stand."""
    parts: list[list[NotebookNode]] = [[]]
    for cell in cells:
        if cell.cell_type == "markdown" and re.search(r"^## ", cell.source, re.M) and parts[0]:
            parts.append([])
        parts[-1].append(cell)
    return parts


def _heading(cell: NotebookNode) -> str:
    found = HEADING.search(cell.source)
    return found["words"] if found else ""


def _title(cell: NotebookNode) -> Slide:
    """The title, and the question with which the chapter opens; the rest is for the speaker."""
    text = plain(cell.source)
    body = HEADING.sub("", text, count=1).strip()
    opening, _, rest = body.partition("\n\n**You will learn")
    asked = re.findall(r"(?<!\*)\*(?!\*)([^*]+\?)\*(?!\*)", opening)
    said = f"*{asked[-1]}*" if asked else lead(opening)
    notes = f"{opening}\n\n**You will learn{rest}" if rest else opening
    return Slide(f"# {_heading(cell)}\n\n{said}", notes=notes, kind="title")


def _section(stem: str, cells: list[NotebookNode]) -> Iterator[Slide]:
    prose = [plain(c.source) for c in cells if c.cell_type == "markdown" and not _folded(c)]
    body = HEADING.sub("", prose[0], count=1).strip()
    formulas = [f for text in prose for f in FORMULA.findall(text)][:FORMULAS]
    pictures = list(_pictures(stem, cells[1:]))
    said = [f"## {_heading(cells[0])}", *filter(None, [lead(body), *formulas])]
    if pictures or said[1:]:
        yield Slide("\n\n".join(said), notes=body)
    yield from pictures


def _pictures(stem: str, cells: list[NotebookNode]) -> Iterator[Slide]:
    """Every picture of a section: under its question, and then as the answer."""
    explored = {match["plot"] for cell in cells for match in _shown(cell) if match["explored"]}
    said: list[str] = []  # since the last picture
    choices = ""
    for cell in cells:
        if cell.cell_type == "markdown":
            if folded := DETAILS.search(cell.source):
                yield from _answers(stem, cell, folded)
            else:
                said.append(plain(cell.source))
            continue
        if asked := PREDICTED.search(cell.source):
            choices = _choices(asked[1])
        for place, match in enumerate(_shown(cell)):
            if not match["explored"] and match["plot"] in explored:
                continue  # it comes again, to be moved
            question = choices or (_question(said) if match["explored"] else "")
            text = question or lead("".join(said[-1:]))
            kind = "question" if question else "picture"
            yield Slide(text, name_of(stem, cell.id, place), "\n\n".join(said), True, kind)
            said, choices = [], ""


def _shown(cell: NotebookNode) -> list[re.Match]:
    """Return the calls of a cell that show pictures, in order."""
    if cell.cell_type != "code":
        return []
    calls = SHOWN.finditer(cell.source)
    return [c for c in calls if c["explored"] or ".show(" in c.string[c.start() :].split("\n")[0]]


def _question(said: list[str]) -> str:
    """Return what is to be predicted, without the word."""
    found = [match[0] for text in said for match in PREDICT.finditer(text)]
    return re.sub(r"^\*\*Predict[^*]*\*\*\s*", "", found[-1]) if found else ""


def _choices(key: str) -> str:
    question = PREDICTIONS[key]
    return "\n".join([question.ask, "", *(f"- {choice}" for choice in question.choices)])


def _folded(cell: NotebookNode) -> bool:
    return bool(DETAILS.search(cell.source))


def _answers(stem: str, cell: NotebookNode, folded: re.Match) -> Iterator[Slide]:
    """The pictures of a folded answer, the first under its first words."""
    words = plain(REVEAL.sub("", folded["inside"]))
    for place, _ in enumerate(REVEAL.finditer(cell.source)):
        text = "" if place else lead(words)
        yield Slide(text, name_of(stem, cell.id, place), words, True, "answer")


def _exercises(cells: list[NotebookNode]) -> Iterator[Slide]:
    asked = [m for c in cells if c.cell_type == "code" for m in ASKED.finditer(c.source)]
    if asked:
        listed = "\n".join(f"- {m[1]} {BOOK[m[1]].title}" for m in asked)
        yield Slide(f"## Exercises\n\n{listed}")
    for match in asked:
        it = BOOK[match[1]].set_up(match[1], match[2])
        told = it.exercise
        hints = "\n\n".join(f"*Hint.* {it.say(hint)}" for hint in told.hints)
        heading = f"### {match[1]} {told.title} <small>{LEVELS[told.level]}</small>"
        notes = f"{hints}\n\n*Worked.* {it.say(told.worked)}"
        yield Slide(f"{heading}\n\n{it.say(told.ask)}", "", notes, True, "exercise")


def _page(cells: list[NotebookNode]) -> Slide:
    tables = [plain(c.source) for c in cells if c.cell_type == "markdown" and "|---" in c.source]
    rest = [plain(c.source) for c in cells if c.cell_type == "markdown" and "|---" not in c.source]
    return Slide("\n\n".join(tables[:1]), notes="\n\n".join(rest), kind="page")
