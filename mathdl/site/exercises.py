"""What the boxes of a page need: questions, what is right, known mistakes, and what is said."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from mathdl.exercises.answers.design import Design
from mathdl.exercises.answers.kind import Kind, Name, Numbers
from mathdl.exercises.answers.parts import Parts
from mathdl.exercises.answers.shapes import Booleans, Shape, Shapes
from mathdl.exercises.ask import LEVELS
from mathdl.exercises.book import BOOK
from mathdl.exercises.boxes import FEW
from mathdl.exercises.predict import how_to_choose
from mathdl.exercises.predictions import PREDICTIONS
from mathdl.explore.box import as_page

SHEETS = ("monday", "tuesday", "wednesday")  # words for which other numbers are baked
ASKED = re.compile(r'ask\("([\d.]+)"(?:, variant="([^"]+)")?\)')
PREDICTED = re.compile(r'predict\("([\d.]+)"\)')


def exercise(key: str, variant: str | None = None) -> dict[str, Any]:
    """Return what a page needs of an exercise: the book's numbers, and those of a few sheets."""
    sheets = [variant, *(SHEETS if BOOK[key].draw else ())]
    return {"key": key, "sheets": [posed(key, sheet) for sheet in sheets]}


def posed(key: str, variant: str | None) -> dict[str, Any]:
    """Return an exercise with its numbers, all texts filled in and as HTML."""
    it = BOOK[key].set_up(key, variant)
    told, kind = it.exercise, it.kind
    sheet = "" if variant is None else f", sheet {variant}"
    about = f"**Exercise {key}{sheet}, {told.title}** ({LEVELS[told.level]})."
    said: dict[str, Any] = {
        "question": as_page(f"{about} {it.say(told.ask)}"),
        "hints": [
            as_page(f"*Hint {rung} of {len(told.hints)}.* {it.say(hint)}")
            for rung, hint in enumerate(told.hints, 1)
        ],
        "worked": as_page(f"**Worked.** {it.say(told.worked)}"),
    }
    if kind.box != "text" or isinstance(kind, Design):  # the page runs no code, and trains no nets
        return said
    choices = kind.options if isinstance(kind, Name) and len(kind.options) <= FEW else ()
    form = f" ({kind.form_of_answer})" if kind.form_of_answer and not choices else ""
    return said | {
        "label": f"Your answer{form}:",
        "choices": list(choices),
        "kind": written(kind),
        "right": plain(kind.prepare(it.right)),
        "mistakes": [
            [plain(kind.prepare(value)), it.say(mistake.says)]
            for value, mistake in zip(it.mistakes, told.mistakes, strict=True)
        ],
        "then": it.say(told.then),
    }


def written(kind: Kind) -> dict[str, Any]:
    """Write a kind of answer as data; the page judges by the same rules.

    Examples
    --------
    >>> from mathdl.exercises.answers.kind import Number
    >>> written(Number(decimals=2))
    {'is': 'Number', 'tolerance': 0.005, 'decimals': 2, 'digits': None, 'exact': False}
    """
    said: dict[str, Any] = {"is": type(kind).__name__}
    match kind:
        case Numbers():
            names = ("tolerance", "decimals", "digits", "exact")
            return said | {name: getattr(kind, name) for name in names}
        case Name():
            return said | {"options": list(kind.options)}
        case Shape():
            return said | {"or_error": kind.or_error}
        case Shapes() | Booleans():
            return said | {"parts": list(kind.parts)}
        case Parts():
            return said | {"kinds": [[name, written(one)] for name, one in kind.kinds.items()]}
    raise TypeError(f"the web edition cannot judge a {type(kind).__name__}: write its rules, too")


def plain(value: Any) -> Any:
    """Turn a value that an answer is compared with into what JSON can hold.

    Examples
    --------
    >>> plain((np.array([1.0, 2.0]), np.asarray(3.0)))
    [[1.0, 2.0], 3.0]
    """
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    return [plain(one) for one in value] if isinstance(value, tuple | list) else value


def prediction(key: str) -> dict[str, Any]:
    """Return what a page needs of a prediction."""
    question = PREDICTIONS[key]
    return {
        "key": key,
        "question": as_page(f"**Prediction {key}.** {question.ask}"),
        "choices": list(question.choices),
        "how": how_to_choose(question),
    }
