"""What a learner reads about their answers, and what a teacher reads about the class."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from urllib.parse import quote

from mathdl.exercises.book import BOOK
from mathdl.lab.marking.marks import Class, Row, sheet_for, worth
from mathdl.lab.marking.one import Answer
from mathdl.lab.page import as_html, page
from mathdl.lab.sheets.chapter_cells import chapter_of, section
from mathdl.lab.sheets.sheet import points
from mathdl.words import counted

# What a verdict is called, and its colour.
STATUS = {
    "right": ("Right", "right"),
    "mistake": ("Not yet", "mistake"),
    "wrong": ("Not yet", "wrong"),
    "unreadable": ("Cannot be read", "wrong"),
    "unanswered": ("Not answered", "unanswered"),
}
_STYLE = """
.verdict { border-left: 4px solid var(--tone); background: var(--pale); padding: .5rem .8rem;
  margin: .5rem 0; border-radius: 0 4px 4px 0 }
.right { --tone: var(--right); --pale: var(--pale-right) }
.mistake { --tone: var(--mistake); --pale: var(--pale-mistake) }
.wrong { --tone: var(--wrong); --pale: var(--pale-wrong) }
.unanswered { --tone: var(--muted); --pale: var(--pale-unanswered) }
@media screen and (prefers-color-scheme: dark) {
  .verdict { background: color-mix(in srgb, var(--pale) 35%, var(--paper)) } }
.score { font-size: 1.3rem }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.bar { display: flex; height: .8rem; border-radius: 3px; overflow: hidden; margin: .4rem 0;
  background: var(--pale-unanswered) }
.bar div { background: var(--tone); border-right: 1px solid var(--paper) }
.bar div, .verdict { print-color-adjust: exact }
li { margin: .2rem 0 }
"""


def page_name(row: Row, place: int) -> str:
    """Return the name of a learner's page: what can be read of theirs, and a number of its own."""
    return f"{place:03}_{re.sub(r'[^a-zA-Z0-9-]+', '_', row.hand_in.learner).strip('_')[:40]}.html"


def learner_page(row: Row, book: str) -> str:
    """Return the page of a notebook: questions, answers, verdicts, and where to read on.

    Parameters
    ----------
    row : Row
    book : str
        Where the web edition is; without, sections are named and not linked.
    """
    marked = row.marked
    about = [f"by {marked.name}"] if marked.name else []
    parts = [f"<h1>{_text(row.hand_in.learner)}</h1>"]
    if marked.keys:
        sheet = sheet_for(tuple(marked.keys), marked.variant)
        about = [sheet.title, row.hand_in.notebook, *about]
        parts.append(f'<p class="muted">{_text(" · ".join(about))}</p>')
        total = counted(row.possible, "point")
        parts.append(f'<p class="score"><strong>{row.earned}</strong> of {total}</p>')
    if marked.remark:
        parts.append(f'<p class="verdict wrong">{_text(marked.remark)}</p>')
    for answer in marked.answers:
        parts.append(_answered(answer, sheet.posed[answer.key].say(BOOK[answer.key].ask), book))
    return page(_plain(row.hand_in.learner), "\n".join(parts), _STYLE)


def _answered(answer: Answer, question: str, book: str) -> str:
    word, tone = STATUS[answer.status]
    worthy = f"{worth(answer)} of {counted(points(answer.key), 'point')}"
    says = re.sub(r"^(right|not yet|not answered yet)[.,:]? ?", "", answer.says)
    source = f"<pre>{_text(answer.source)}</pre>" if answer.source else ""
    return (
        f"<section><h2>{answer.key} {escape(BOOK[answer.key].title)}</h2>{as_html(question)}"
        f'{source}<p class="verdict {tone}"><strong>{word}</strong> ({worthy}). '
        f"{_sentence(says[:1].upper() + says[1:])}</p>{_read_on(answer.key, book)}</section>"
    )


def _read_on(key: str, book: str) -> str:
    place = section(key)
    words = escape(f"Section {place.split(' ', 1)[0]}, {place.split(' ', 1)[1]}")
    if book:
        anchor = re.sub(r"[^a-z0-9]+", "-", place.lower()).lstrip("-0123456789").rstrip("-")
        file = chapter_of(key).notebook.replace(".ipynb", ".html")
        address = f"{book.removesuffix('/')}/{file}#{anchor}"
        words = f'<a href="{escape(address)}">{words}</a>'
    return f'<p class="muted">In the book: {words}</p>'


def class_page(all_: Class, limits: str) -> str:
    """Return the teacher's page: who has what, and what to talk about."""
    rows, about = all_.rows, f"{limits} {all_.safety}"
    shown = "".join(_line(all_, row, place) for place, row in enumerate(rows, 1))
    parts = [
        "<h1>Marks</h1>",
        f'<p class="muted">{counted(len(rows), "notebook")}. {escape(about)}</p>',
        "<h2>What to talk about</h2>",
        _most_frequent(all_),
        *[_discussed(all_, key) for key in all_.keys],
        "<h2>The class</h2>",
        '<div class="wide"><table><thead><tr><th>Learner</th><th>Points</th><th>Remark</th></tr>'
        f"</thead><tbody>{shown}</tbody></table></div>",
        '<p class="muted">The same as a table for spreadsheets: <a href="marks.csv">marks.csv</a>'
        "</p>",
    ]
    return page("Marks", "\n".join(parts), _STYLE)


def _line(all_: Class, row: Row, place: int) -> str:
    also = [row.marked.name, row.hand_in.notebook if row.hand_in.has_folder else ""]
    below = " · ".join(filter(None, also))
    named = f'<a href="learners/{quote(page_name(row, place))}">{_text(row.hand_in.learner)}</a>'
    return (
        f'<tr><td>{named}<br><span class="muted">{_text(below)}</span></td>'
        f'<td class="number">{row.earned} of {row.possible}</td>'
        f"<td>{_text(all_.remark(row, walls=False))}</td></tr>"
    )


def _most_frequent(all_: Class, shown: int = 3) -> str:
    """Return the mistakes of all exercises that most have made."""
    made = [(*mistake, key) for key in all_.keys for mistake in all_.mistakes(key)]
    first = sorted(made, key=lambda mistake: -mistake[0])[:shown]
    lines = "".join(
        f"<li><strong>{count} ×</strong> {key} {escape(BOOK[key].title)}: {_sentence(says)}</li>"
        for count, says, key in first
    )
    return f"<p>Most frequent:</p><ol>{lines}</ol>" if len(made) > shown else ""


def _discussed(all_: Class, key: str) -> str:
    """Return what became of an exercise: how many had it right, and which mistakes were made."""
    answers = [answer for row in all_.rows for answer in row.marked.answers if answer.key == key]
    tones = Counter(STATUS[answer.status][1] for answer in answers)
    words = {
        "right": "right",
        "mistake": "with a named mistake",
        "wrong": "wrong in another way",
        "unanswered": "not answered",
    }
    bar = "".join(
        f'<div class="{tone}" style="flex:{tones[tone]}"></div>' for tone in words if tones[tone]
    )
    said = ", ".join(f"{tones[tone]} {word}" for tone, word in words.items() if tones[tone])
    named = "".join(
        f"<li><strong>{count} ×</strong> {_sentence(says)}</li>"
        for count, says in all_.mistakes(key)
    )
    return (
        f"<section><h3>{key} {escape(BOOK[key].title)}</h3>"
        f'<div class="bar" role="img" aria-label="{said}">{bar}</div>'
        f'<p class="muted">{said}</p>{f"<ul>{named}</ul>" if named else ""}</section>'
    )


def _sentence(words: str) -> str:
    """Write a verdict, in which code stands between backticks."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", _text(words))


def _text(words: str) -> str:
    """Write what a learner may have written."""
    return escape(_plain(words))


def _plain(words: str) -> str:
    """Write a name of a file, which may hold bytes that are no text."""
    return words.encode("utf-8", "backslashreplace").decode()
