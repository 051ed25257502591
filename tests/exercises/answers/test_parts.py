"""Answers in several parts: told apart by any of them, and each named in what is said."""

import pytest

from mathdl.exercises.answers.kind import Array, Number, UnreadableError
from mathdl.exercises.answers.parts import Parts


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ((1, [1, 2]), (1, [1, 2]), False),
        ((1, [1, 2]), (1.004, [1, 2]), False),
        ((1, [1, 2]), (2, [1, 2]), True),
        ((1, [1, 2]), (1, [1, 3]), True),
        ((1000, [0.001, 0]), (1000, [0.002, 0]), True),
    ],
)
def test_parts_are_apart_if_one_of_them_is(a, b, apart):
    kind = Parts({"n": Number(), "v": Array()})
    assert kind.apart(kind.prepare(a), kind.prepare(b)) is apart
    assert kind.same(kind.read(a), kind.prepare(a))


def test_parts_say_which_one_cannot_be_read():
    with pytest.raises(UnreadableError, match=r"^for v, numbers are asked for, not None$"):
        Parts({"n": Number(), "v": Array()}).read((1, None))
