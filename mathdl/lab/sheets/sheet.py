"""What is on a sheet, and the notebook in which it is answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mathdl.exercises.answers.design import Design
from mathdl.exercises.answers.kind import Name
from mathdl.exercises.book import BOOK, LEVELS
from mathdl.exercises.exercise import Posed
from mathdl.lab.sheets.chapter_cells import answer_name, chapter_of, stub
from mathdl.words import counted

NAME = "name"  # what the cell for the learner's name assigns
SET_UP = """\
from math import exp, log, pi, sqrt

import numpy as np

import mathdl as dl
from mathdl import nn"""
HOW_TO = """\
Write each answer in place of its three dots, as in `answer_0_0 = 3 / 4`: numbers and sums, lists \
and shapes as in Python, words in quotes. Where a function is asked for, write it where its stub \
stands, and keep the line below it that begins with `answer_`.

**To hand in:** write your name below, choose *Kernel, Restart Kernel and Run All Cells*, save, \
and hand in this file. A cell with an error costs its own answer and no other."""


def keys_of(chapter: int) -> tuple[str, ...]:
    """Return the numbers of a chapter's exercises.

    Examples
    --------
    >>> keys_of(3)[:2]
    ('3.1', '3.2')
    """
    return tuple(key for key in BOOK if key.split(".")[0] == str(chapter))


def points(key: str) -> int:
    """Return what a right answer is worth: its level, from 1 for a warm-up to 4 for a project."""
    return BOOK[key].level


@dataclass(frozen=True)
class Sheet:
    """Exercises of one chapter, in the numbers of one variant.

    Attributes
    ----------
    keys : tuple of str
    variant : str, optional
        Without, the numbers are the book's, whose answers are in the book.
    """

    keys: tuple[str, ...]
    variant: str | None = None

    @cached_property
    def posed(self) -> dict[str, Posed]:
        """The exercises with their numbers."""
        return {key: BOOK[key].set_up(key, self.variant) for key in self.keys}

    @property
    def title(self) -> str:
        """Its heading."""
        chapter = chapter_of(self.keys[0])
        variant = "" if self.variant is None else f", sheet {self.variant}"
        return f"{chapter.title}{variant}"

    @property
    def about(self) -> str:
        """How much there is to do."""
        chapter, total = chapter_of(self.keys[0]).number, sum(map(points, self.keys))
        exercises = counted(len(self.keys), "exercise")
        return f"Math for deep learning, chapter {chapter}: {exercises}, {counted(total, 'point')}"

    @property
    def file_name(self) -> str:
        """A name for its files, without what stands behind the dot."""
        words = re.sub(r"[^\w-]+", "_", self.variant or "book").strip("_")[:40] or "variant"
        return f"sheet_{chapter_of(self.keys[0]).number:02}_{words}"


def heading(key: str) -> str:
    """Return what stands above a question."""
    exercise = BOOK[key]
    worth = counted(points(key), "point")
    return f"## {key} {exercise.title}\n\n*{LEVELS[exercise.level]}, {worth}*"


def form_of_answer(posed: Posed) -> str:
    """Say what is to be written in place of the dots; nothing where that is code."""
    kind = posed.kind
    if isinstance(kind, Name):
        quoted = [f'`"{option}"`' for option in kind.options]
        return f"one of {', '.join(quoted)}"
    quotes = ", in quotes" if isinstance(kind, Design) else ""
    return f"{kind.form_of_answer}{quotes}"


def as_notebook(sheet: Sheet) -> dict[str, Any]:
    """Return the notebook of a sheet: questions, and cells for the answers."""
    about = HOW_TO.replace("answer_0_0", answer_name(sheet.keys[0]))
    cells = [
        _text("about", f"# {sheet.title}\n\n*{sheet.about}*\n\n{about}"),
        _code("name", f'{NAME} = "..."'),
        _code("set-up", SET_UP),
    ]
    for key, posed in sheet.posed.items():
        question = f"{heading(key)}\n\n{posed.say(posed.exercise.ask)}"
        form = form_of_answer(posed)
        place = key.replace(".", "-")
        cells.append(
            _text(f"question-{place}", f"{question}\n\nAnswer: {form}" if form else question)
        )
        cells.append(_code(f"answer-{place}", stub(key)))
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    about_it = {"sheet": {"exercises": list(sheet.keys), "variant": sheet.variant}}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}, "mathdl": about_it},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _text(name: str, source: str) -> dict[str, Any]:
    return {"id": name, "cell_type": "markdown", "metadata": {}, "source": source}


def _code(name: str, source: str) -> dict[str, Any]:
    return {
        "id": name,
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "execution_count": None,
        "outputs": [],
    }
