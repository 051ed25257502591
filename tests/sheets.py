"""An exercise in the book's numbers and on ten other sheets, and what check says of an answer."""

import pytest

from mathdl.exercises import check
from mathdl.exercises.book import BOOK

SHEETS = [None, *(f"sheet {i}" for i in range(10))]
every_sheet = pytest.mark.parametrize("sheet", SHEETS)


def posed(key, sheet=None):
    return BOOK[key].set_up(key, sheet)


def heard(capsys):
    """What was printed, in one line: sentences are broken where lines end."""
    return " ".join(capsys.readouterr().out.split())


def said(capsys, *args, **options):
    check(*args, **options)
    return heard(capsys)


def worked_holds_the_answer(there, *parts):
    """Whether the worked answer says the right one, or each of its parts in the words given."""
    worked = there.say(there.exercise.worked).replace(",", "")
    return all(there.say(str(part)).replace(",", "") in worked for part in parts or [there.right])
