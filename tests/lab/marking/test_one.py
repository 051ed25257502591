"""What is judged outside a learner's process is judged as inside."""

import json

import numpy as np
import pytest
from handed_in import from_the_book, hand_in

import mathdl as dl
from mathdl.chapters import CHAPTERS
from mathdl.exercises.answers.built import Built
from mathdl.exercises.answers.design import Design
from mathdl.exercises.answers.kind import UnreadableError
from mathdl.exercises.book import BOOK
from mathdl.lab.marking.hand_ins import hand_ins
from mathdl.lab.marking.many import mark_all
from mathdl.lab.marking.one import _verdict
from mathdl.lab.marking.plain import from_plain, to_plain
from mathdl.lab.marking.run_cells import Limits, _read
from mathdl.lab.sheets.sheet import Sheet, keys_of
from mathdl.playground import Settings

LIMITS = Limits(30.0, 1000)


def marked(folder):
    found = {}
    mark_all(hand_ins(folder), (), None, LIMITS, lambda h, m: found.update({h.learner: m}))
    return found


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


@pytest.fixture(scope="module")
def every_chapter(tmp_path_factory):
    """Each chapter's sheet handed in three times: right, with mistakes, and as it was."""
    folder = tmp_path_factory.mktemp("handed-in")
    for chapter in (c.number for c in CHAPTERS if c.asks):
        sheet = Sheet(keys_of(chapter), "monday")
        hand_in(folder, f"{chapter} right", sheet)
        wrong = {key: from_the_book(key, "monday", f"mistakes[{chapter % 2}]") for key in sheet.keys}
        hand_in(folder, f"{chapter} wrong", sheet, wrong)
        hand_in(folder, f"{chapter} as it was", sheet, {})
    return marked(folder)


@pytest.mark.parametrize("chapter", [c.number for c in CHAPTERS if c.asks])
def test_a_sheet_is_marked(every_chapter, chapter):
    right, wrong, empty = (
        every_chapter[f"{chapter} {how}"] for how in ("right", "wrong", "as it was")
    )
    keys = list(keys_of(chapter))
    assert [one.key for one in right.answers] == keys
    assert {one.key: one.says for one in right.answers if one.status != "right"} == {}
    assert {one.key: one.says for one in wrong.answers if one.mistake != chapter % 2} == {}
    assert {one.key: one.says for one in empty.answers if one.status != "unanswered"} == {}
    assert (right.remark, wrong.remark, empty.remark) == ("", "", "")
    assert (right.name, right.variant) == ("Ada", "monday")
