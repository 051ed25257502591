"""A sheet on paper, and the key to it."""

from __future__ import annotations

from html import escape

from mathdl.exercises.answers.kind import Name
from mathdl.exercises.book import LEVELS
from mathdl.exercises.exercise import Posed
from mathdl.lab.page import as_html, page
from mathdl.lab.sheets.chapter_cells import stub
from mathdl.lab.sheets.sheet import Sheet, form_of_answer, points
from mathdl.words import counted

LINES = {"text": 3, "code": 10}  # to write on
_STYLE = """
.name { margin: 1rem 0 }
.name::after { content: ""; display: inline-block; width: 20rem; max-width: 60%;
  border-bottom: 1px solid var(--rule) }
.lines div { height: 2.1rem; border-bottom: 1px solid var(--rule) }
small { font-weight: normal; font-size: .85rem }
@media print { section.code { break-inside: auto } .lines { break-inside: auto } }
.key { border-left: 4px solid var(--right); padding-left: .8rem }
"""


def on_paper(sheet: Sheet) -> str:
    """Return a page with the questions, and lines to write the answers on."""
    head = f'<p class="muted">{escape(sheet.about)}</p><p class="name">Name: </p>'
    return _page(sheet, sheet.title, head, _lines)


def key_to(sheet: Sheet) -> str:
    """Return the teacher's page: the worked answers, and the mistakes that are known."""
    head = f'<p class="muted">{escape(sheet.about)}</p>'
    return _page(sheet, f"Key: {sheet.title}", head, _worked)


def _page(sheet: Sheet, title: str, head: str, below: object) -> str:
    parts = [f"<h1>{escape(title)}</h1>{head}"]
    for key, posed in sheet.posed.items():
        exercise = posed.exercise
        worth = f"{LEVELS[exercise.level]}, {counted(points(key), 'point')}"
        title = f'{key} {escape(exercise.title)} <small class="muted">{worth}</small>'
        question = as_html(posed.say(exercise.ask))
        parts.append(
            f'<section class="{posed.kind.box}"><h2>{title}</h2>{question}{below(key, posed)}'
            "</section>"
        )
    return page(title, "\n".join(parts), _STYLE)


def _lines(key: str, posed: Posed) -> str:
    box = posed.kind.box
    begun = f"<pre>{escape(stub(key).rpartition('answer_')[0].strip())}</pre>"
    form = form_of_answer(posed)
    choices = as_html(f"Answer: {form}") if isinstance(posed.kind, Name) else ""
    lines = f'<div class="lines" aria-hidden="true">{"<div></div>" * LINES[box]}</div>'
    return f"{begun if box == 'code' else choices}{lines}"


def _worked(key: str, posed: Posed) -> str:
    exercise = posed.exercise
    known = "".join(f"<li>{as_html(posed.say(mistake.says))}</li>" for mistake in exercise.mistakes)
    return (
        f'<div class="key">{as_html(posed.say(exercise.worked))}</div>'
        f'<details><summary class="muted">{counted(len(exercise.mistakes), "known mistake")}'
        f"</summary><ul>{known}</ul></details>"
    )
