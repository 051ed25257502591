"""Shapes and rows of True and False are read in many ways, or refused in a sentence."""

import numpy as np
import pytest

import mathdl as dl
from mathdl.exercises.answers.kind import UnreadableError
from mathdl.exercises.answers.shapes import Booleans, Shape, Shapes


def test_a_shape_is_read_in_many_ways():
    kind = Shape(or_error=True)
    for given in ((3, 1), [3, 1], np.zeros((3, 1)).shape, tuple(np.array([3, 1]))):
        assert kind.read(given) == (3, 1)
    assert kind.read(()) == ()
    assert kind.read(" Error ") == "error"
    assert Booleans(("A", "B")).read(np.array([1, -1]) > 0) == [True, False]
    assert Shapes(("A", "B")).read(((3,), [2, 1])) == [(3,), (2, 1)]


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        (Shape(), 4, "a shape is asked for, 4 is a number: one axis of length 4 is written (4,)"),
        (Shape(), "error", "a shape is asked for, 'error' is text: write a shape without the"),
        (Shape(or_error=True), "(3, 1)", "a shape or \"error\" is asked for, '(3, 1)' is text"),
        (Shape(), np.zeros((2, 3)), "this is the array itself: give its .shape"),
        (Shape(), dl.Tensor([1.0]), "this is the array itself: give its .shape"),
        (Shape(), None, "a shape is asked for, such as (3, 1), not None"),
        (Shape(), (3, 1.5), "(3, 1.5) is none: a shape is a whole number for each axis"),
        (Shape(), (-1, 3), "(-1, 3) is none: a shape is a whole number for each axis"),
        (Shape(), (3, ...), "(3, Ellipsis) is none: a shape is a whole number for each axis"),
        (Shapes(("A", "Z", "S")), (3, 1), "3 shapes are asked for, in a list: those of A, Z and S"),
        (Shapes(("A", "Z")), [(3, 1), 4], "of Z, a shape is asked for, 4 is a number: one axis"),
        (Booleans(("A", "B")), True, "True or False is asked for 2 times, for A and B, in a list"),
        (Booleans(("A", "B")), [True], "for A and B, in a list; this is [True]"),
        (Booleans(("A", "B")), [True, -4], "for A and B; for B you gave -4"),
        (Booleans(("A", "B")), ["True", True], "for A and B; for A you gave 'True'"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(kind, given, words):
    with pytest.raises(UnreadableError) as error:
        kind.read(given)
    assert words in str(error.value)
