"""What is judged outside a learner's process is judged as inside."""

import json

import numpy as np
import pytest
from handed_in import from_the_book, hand_in, marked

import mathdl as dl
from mathdl.chapters import CHAPTERS
from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.design import Design
from mathdl.exercises.answers.kind import UnreadableError
from mathdl.exercises.book import BOOK
from mathdl.lab.marking.one import _verdict
from mathdl.lab.marking.plain import from_plain, to_plain
from mathdl.lab.marking.run_cells import Limits, _read
from mathdl.lab.sheets.sheet import Sheet, keys_of
from mathdl.playground import Settings

LIMITS = Limits(30.0, 1000)


def told(posed, given):
    """What the learner's process says of an answer, through JSON."""
    said = _read(posed, given) if posed.kind.box == "code" else {"answer": to_plain(given)}
    return json.loads(json.dumps(said))


SLOW = [key for key in BOOK if isinstance(BOOK[key].set_up(key).kind, Built | Design)]
HAMMERED = [pytest.param(key, marks=pytest.mark.hammer) if key in SLOW else key for key in BOOK]


@pytest.mark.parametrize("key", HAMMERED)
def test_every_answer_of_the_book_survives_the_way_to_the_judge(key):
    posed = BOOK[key].set_up(key, "monday")
    assert _verdict(posed, told(posed, posed.right)).status == "right"
    for wrong, mistake in zip(posed.mistakes, posed.exercise.mistakes, strict=True):
        assert _verdict(posed, told(posed, wrong)).mistake is mistake


@pytest.mark.parametrize("key", ["3.4", "6.6", "1.4", "6.10"])
def test_what_cannot_be_judged_is_said_as_in_the_book(key):
    posed = BOOK[key].set_up(key)
    for given in (..., None, 3, "three", len, lambda *a: None, lambda *a: 1 / 0, [1, 2]):
        there, here = _verdict(posed, told(posed, given)), posed.judge(given)
        assert there.status == here.status
        if here.status != "unanswered":
            assert there.says == here.says


def test_things_travel_as_data():
    array = np.float32([[1, np.nan]])
    back = from_plain(json.loads(json.dumps(to_plain((1, [True, ...], dl.Tensor([2.0]), array)))))
    assert back[:2] == (1, [True, ...])
    assert back[2].dtype == float
    assert back[3].dtype == np.float32
    np.testing.assert_array_equal(back[3], array)
    assert to_plain(Settings()) == str(Settings())
    function = from_plain(to_plain(max))
    assert callable(function)
    assert function.__name__ == "max"
    assert not callable(from_plain(to_plain({1: 2})))
    assert isinstance(from_plain(to_plain(UnreadableError("so"))), UnreadableError)


@pytest.mark.parametrize(
    "plain", [{}, {"array": [1], "type": "O"}, {"array": "x", "type": "U999999999"}, {"tuple": 1}]
)
def test_what_nobody_writes_is_refused(plain):
    with pytest.raises(ValueError, match="no answer is told like this"):
        from_plain(plain)


DEAR = (7, 8, 9, 10, 11)  # chapters whose projects train for seconds
CHAPTERS_ = [
    pytest.param(c.number, marks=pytest.mark.hammer) if c.number in DEAR else c.number
    for c in CHAPTERS
    if c.asks
]


@pytest.mark.parametrize("chapter", CHAPTERS_)
def test_a_sheet_is_marked_from_right_to_as_it_was(tmp_path, chapter):
    sheet, which = Sheet(keys_of(chapter), "monday"), chapter % 2
    wrong = {key: from_the_book(key, "monday", f"mistakes[{which}]") for key in sheet.keys}
    hand_in(tmp_path, "right", sheet)
    hand_in(tmp_path, "wrong", sheet, wrong)
    hand_in(tmp_path, "empty", sheet, {})
    found = marked(tmp_path, LIMITS)
    assert {one.remark for one in found.values()} == {""}
    right, wrong, empty = (found[name].answers for name in ("right", "wrong", "empty"))
    assert [one.key for one in right] == list(sheet.keys)
    assert {one.key: one.says for one in right if one.status != "right"} == {}
    assert {one.key: one.says for one in wrong if one.mistake != which} == {}
    assert {one.key: one.says for one in empty if one.status != "unanswered"} == {}
    assert (found["right"].name, found["right"].variant) == ("Ada", "monday")
