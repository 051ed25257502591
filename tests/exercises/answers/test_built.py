"""What was built goes through trials, and the first complaint is said."""

import pytest

from mathdl.exercises.answers.built import Built
from mathdl.exercises.exercise import Exercise, Mistake


def doubles(double):
    return "" if double(3) == 6 else "double(3) is not 6"


def keeps_signs(double):
    return "" if double(-3) == -6 else f"double(-3) is {double(-3)}, not -6"


def nothing(x):
    return None


PROJECT = Exercise(
    "Double",
    4,
    "Write double.",
    Built("double", (doubles, keeps_signs)),
    lambda: lambda x: 2 * x,
    (
        Mistake(lambda: lambda x: x, "It hands its input on."),
        Mistake(lambda: lambda x: abs(2 * x), "It loses the sign."),
    ),
    (),
    "",
).set_up("0.0")


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        (lambda x: x + x, "right", "right."),
        (lambda x: -x, "mistake", "It hands its input on"),
        (lambda x: abs(x) * 2, "mistake", "It loses the sign."),
        (lambda x: 2 * x if x > 0 else 0, "wrong", "not yet: double(-3) is 0, not -6."),
        (lambda x: x / 0, "unreadable", "trial 1 of 2 of double raised ZeroDivisionError"),
        (6, "unreadable", "the thing itself is asked for, not 6; hand over double"),
        ("double", "unreadable", "hand over double"),
        (..., "unanswered", "not answered yet"),
    ],
)
def test_the_first_complaint_is_said(given, status, words):
    verdict = PROJECT.judge(given)
    assert (verdict.status, words in verdict.says) == (status, True), verdict.says


def test_the_right_one_and_its_mistakes_are_told_apart():
    assert PROJECT.is_fair()
