"""Chapters ask every exercise of the book, and appendix A answers it so that check accepts it."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from mathdl.chapters import CHAPTERS
from mathdl.exercises.book import BOOK

APPENDIX = Path(__file__).parents[2] / "notebooks/a_answers.ipynb"
FEWEST_MISTAKES = 2


def answers(notebook):
    """Return the number and title of every answer, with the cells below its heading."""
    found = []
    for cell in notebook.cells:
        heading = re.match(r"(#+) (?:(\d+\.\d+) )?(.*)", cell.source)
        if cell.cell_type == "markdown" and heading and heading[1] == "###":
            found.append((heading[2], heading[3], [cell]))
        elif cell.cell_type == "markdown" and heading:
            found.append((None, heading[3], [cell]))
        elif found:
            found[-1][2].append(cell)
    return [answer for answer in found if answer[0]]


def checks(cell):
    """Return the number and the answer, as code, of every call of check in a cell."""
    if cell.cell_type != "code":
        return []
    return [
        (ast.literal_eval(node.args[0]), node.args[1])
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check"
    ]


def quoted(expression):
    """Whether code is the answer itself, typed in, and computes nothing."""
    try:
        ast.literal_eval(expression)
    except ValueError:
        return False
    return True


def answer_faults(notebook, book):
    """Return what is wrong with the answers to the exercises of a book."""
    written = answers(notebook)
    asked = [(key, exercise.title) for key, exercise in book.items()]
    named = [(key, title) for key, title, _ in written]
    faults = [
        f"{key} has no answer: write '### {key} {title}' in notebooks/{APPENDIX.name}"
        for key, title in asked
        if (key, title) not in named
    ]
    faults += [
        f"{key} {title} is no exercise: add it in mathdl/exercises, or take out its answer"
        for key, title in named
        if (key, title) not in asked
    ]
    if not faults and named != asked:
        faults.append("the answers are not in the book's order")
    for key, _, cells in written:
        calls = [(cell, *call) for cell in cells for call in checks(cell)]
        if [number for _, number, _ in calls] != [key]:
            faults.append(f"{key} is not checked once")
            continue
        cell, _, given = calls[0]
        if quoted(given):
            faults.append(f"{key} is quoted, not computed")
        said = "".join(output.get("text", "") for output in cell.outputs)
        if not re.search(rf"^{re.escape(key)}: right\.", said, re.M):
            faults.append(f"{key} is not right")
    return faults


def asking_faults(chapter, notebook, book):
    """Return which exercises a chapter does not ask, or asks without knowing them."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    asked = re.findall(r'ask\("([\d.]+)"\)', code)
    keys = [key for key in book if key.split(".")[0] == str(chapter.number)]
    faults = [
        f'{key} is not asked once: write ask("{key}") in notebooks/{chapter.notebook}'
        for key in keys
        if asked.count(key) != 1
    ]
    faults += [
        f'{key} asks for code: write a stub and check("{key}", its name) in a cell below '
        f'ask("{key}"), in notebooks/{chapter.notebook}'
        for key in keys
        if key in asked and book[key].set_up(key).kind.box == "code"
        if code.find(f'check("{key}", ') < code.find(f'ask("{key}")')
    ]
    faults += [
        f"{key} is asked, and there is no such exercise: add it in mathdl/exercises/{chapter.topic}"
        for key in asked
        if key not in keys
    ]
    if not faults and asked != keys:
        faults.append(f"notebooks/{chapter.notebook} asks its exercises out of order")
    return faults


def exercise_faults(book):
    """Return what the exercises of a book lack."""
    faults = []
    for key, exercise in book.items():
        if not any(rung.strip() for rung in exercise.hints):
            faults.append(f"{key} has no hint")
        if not exercise.worked.strip():
            faults.append(f"{key} has no worked answer")
        if len(exercise.mistakes) < FEWEST_MISTAKES:
            faults.append(f"{key} knows fewer than {FEWEST_MISTAKES} mistakes")
    return faults


def test_every_exercise_is_answered():
    assert answer_faults(nbformat.read(APPENDIX, as_version=4), BOOK) == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.topic)
def test_every_exercise_is_asked_once_and_checked_after_it(chapter):
    notebook = nbformat.read(APPENDIX.with_name(chapter.notebook), as_version=4)
    assert asking_faults(chapter, notebook, BOOK) == []


def test_every_exercise_has_hints_an_answer_and_mistakes():
    assert exercise_faults(BOOK) == []


TWO = {key: BOOK[key] for key in ("3.1", "3.2")}


def answer(key, title=None, source=None, said="right. Well done."):
    """Write one answer, with a fault if asked for."""
    source = f'check("{key}", 2 + 2)' if source is None else source
    stdout = new_output("stream", name="stdout", text=f"4\n{key}: {said}\n")
    return [
        new_markdown_cell(f"### {key} {title or BOOK[key].title}\n\n> What is it?"),
        new_code_cell("print(2 + 2)\n" + source, outputs=[stdout]),
    ]


def appendix(*cells):
    return new_notebook(cells=[new_markdown_cell("## A.3 A chapter"), *cells])


GOOD = answer("3.1"), answer("3.2")


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (GOOD[0], "3.2 has no answer"),
        (GOOD[0] + GOOD[1][1:], "3.2 has no answer"),
        (GOOD[1] + GOOD[0], "not in the book's order"),
        (GOOD[0] + GOOD[1] + answer("3.3"), "3.3 The right place is no exercise"),
        (GOOD[0] + answer("3.2", title="Guess"), "3.2 Guess is no exercise"),
        (GOOD[0] + GOOD[1][:1], "3.2 is not checked once"),
        (GOOD[0] + answer("3.2", source=""), "3.2 is not checked once"),
        (GOOD[0] + answer("3.2", source='# check("3.2", 4)'), "3.2 is not checked once"),
        (GOOD[0] + answer("3.2", source='check("3.1", 2 + 2)'), "3.2 is not checked once"),
        (GOOD[0] + answer("3.2", source='check("3.2", 10.1)'), "3.2 is quoted"),
        (GOOD[0] + answer("3.2", said="not yet. All is right. Or not."), "3.2 is not right"),
        (GOOD[0] + answer("3.2", said="not answered yet."), "3.2 is not right"),
        (GOOD[0] + GOOD[1][:1] + [new_code_cell('check("3.2", 2 + 2)')], "3.2 is not right"),
    ],
)
def test_planted_faults_in_answers_are_found(cells, fault):
    assert answer_faults(appendix(*GOOD[0], *GOOD[1]), TWO) == []
    assert any(fault in found for found in answer_faults(appendix(*cells), TWO))


ASKED = [f'ask("{key}")\n' for key in TWO]
CODED = next(key for key in BOOK if BOOK[key].set_up(key).kind.box == "code")


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([ASKED[0]], "3.2 is not asked once"),
        ([ASKED[0], *ASKED], "3.1 is not asked once"),
        (ASKED[::-1], "out of order"),
        ([*ASKED, 'ask("3.3")'], "add it in mathdl/exercises/chain_rule"),
    ],
)
def test_planted_faults_in_asking_are_found(lines, fault):
    def faults(lines):
        return asking_faults(CHAPTERS[3], new_notebook(cells=[new_code_cell("".join(lines))]), TWO)

    assert faults(ASKED) == []
    assert [fault in found for found in faults(lines)] == [True]


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        (["ask", "check"], False),
        (["ask"], True),
        (["check", "ask"], True),
    ],
)
def test_code_is_checked_in_a_cell_below(lines, missing):
    cells = {"ask": f'ask("{CODED}")', "check": f'check("{CODED}", f)'}
    notebook = new_notebook(cells=[new_code_cell(cells[line]) for line in lines])
    chapter = CHAPTERS[int(CODED.split(".")[0])]
    faults = asking_faults(chapter, notebook, {CODED: BOOK[CODED]})
    assert [f"{CODED} asks for code: write a stub" in fault for fault in faults] == [True] * missing


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"hints": ()}, "3.2 has no hint"),
        ({"hints": (" ",)}, "3.2 has no hint"),
        ({"worked": ""}, "3.2 has no worked answer"),
        ({"mistakes": BOOK["3.2"].mistakes[:1]}, "3.2 knows fewer than 2 mistakes"),
    ],
)
def test_planted_faults_in_exercises_are_found(change, fault):
    assert exercise_faults(TWO) == []
    assert exercise_faults(TWO | {"3.2": replace(TWO["3.2"], **change)}) == [fault]
