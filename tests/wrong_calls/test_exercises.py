"""Wrong answers to exercises in every wrong form: a sentence each time, never an error."""

import re

import numpy as np
import pytest
from hammer import few_or_many
from sheets import heard

import mathdl as dl
from mathdl.exercises import answer, ask, check, forget, hint, predict, record
from mathdl.exercises.answers.built import Built
from mathdl.exercises.book import BOOK

ARRAY = np.ones(3)
CALLS = [
    (lambda: check("99.9", 1), "'99.9'", "there are 1.1 to"),
    (lambda: check(3.2, 1), "3.2", 'as in "3.1"'),
    (lambda: check(None, 1), "None", "there are"),
    (lambda: check([], 1), "[]", "there are"),
    (lambda: check({}, 1), "{}", "there are"),
    (lambda: check(ARRAY, 1), "shape (3,)", "there are"),
    (lambda: check(10**5000, 1), "many digits", "there are"),
    (lambda: check("3.1", 1, variant=[1]), "[1]", 'variant="monday"'),
    (lambda: ask("3.1", variant=dl.tanh), "function tanh", 'variant="monday"'),
    (lambda: answer("x"), "'x'", "there are"),
    (lambda: answer("3.1", variant=0.5), "0.5", 'variant="monday"'),
    (lambda: hint("3.1", 0), "0", "hints 1 to 3"),
    (lambda: hint("3.1", 9), "9", "hints 1 to 3"),
    (lambda: hint("3.1", "a"), "'a'", "hints 1 to 3"),
    (lambda: hint("3.1", 1.0), "1.0", "hints 1 to 3"),
    (lambda: hint("3.1", True), "True", "hints 1 to 3"),
    (lambda: hint("3.1", ARRAY), "shape (3,)", "hints 1 to 3"),
    (lambda: hint(None), "None", "there are"),
    (lambda: predict("99.9", "a", 0.5), "'99.9'", "there are"),
    (lambda: predict([], "a", 0.5), "[]", "there are"),
    (lambda: predict("1.2", "foo", 0.5), "'foo'", '"it turns" and "it stays"'),
    (lambda: predict("1.2", ARRAY, 0.5), "shape (3,)", '"it turns"'),
    (lambda: predict("1.2", 10**5000, 0.5), "many digits", '"it turns"'),
    (lambda: predict("1.2", "turns", 50), "50", "write 0.5 for 50 %"),
    (lambda: predict("1.2", "turns", 101), "101", "from 0.5 to 1"),
    (lambda: predict("1.2", "turns", -1), "-1", "from 0.5 to 1"),
    (lambda: predict("1.2", "turns", "very"), "'very'", "from 0.5 to 1"),
    (lambda: predict("1.2", "turns", float("nan")), "nan", "from 0.5 to 1"),
    (lambda: predict("1.2", "turns", 1j), "1j", "from 0.5 to 1"),
    (lambda: predict("1.2", "turns", None), "None", "from 0.5 to 1"),
    (lambda: predict("1.2", "turns", 10**5000), "many digits", "from 0.5 to 1"),
]


@pytest.fixture
def mine(mine):
    """A learner's record in which one exercise is solved and one prediction kept."""
    record.keep_solved("1.1")
    predict("1.2", "turns", 0.6)
    return mine


@pytest.mark.parametrize(("call", "given", "expected"), CALLS)
def test_a_wrong_call_is_answered_and_nothing_is_recorded(mine, capsys, call, given, expected):
    before = mine.file.read_bytes()
    capsys.readouterr()
    call()
    said = heard(capsys)
    assert given in said
    assert expected in said
    assert mine.file.read_bytes() == before
    check("3.1", 8.2)
    predict("1.2", "stays", 0.7)
    assert mine.read()["solved"] == ["1.1", "3.1"]
    assert mine.read()["predictions"]["1.2"]["choice"] == "it stays"


class Odd:
    """An object whose `repr` has many lines."""

    def __repr__(self):
        return "odd\n" * 30


def leaves(*arguments):
    raise SystemExit("bye")


def breaks(*arguments):
    raise RuntimeError("two\nlines")


ODD = [
    None, "a", "8.25", b"1", 1j, float("nan"), float("inf"), True, 10**400, 10**5000, -(10**400),
    [], {}, {1}, {"a": 1}, [1], [None], [..., ...], [10**400] * 2, [10**5000], [[1], [1, 2]],
    (1, 2), range(3), (i for i in [1]), object(), Odd(), np, dl, type, len, leaves, breaks,
    np.array(["a"]), np.array(None), np.zeros(0), np.zeros((2, 0)), np.ones((2, 2, 2)),
    np.ma.array([1.0]), np.datetime64("2026"), dl.Tensor(1.0), dl.Tensor([1.0]),
    [dl.Tensor(1.0)] * 3, [lambda: 1] * 3, ((10**30,), (1,)), [(1, 2), "error", None],
    lambda: 1, lambda *a: None, lambda *a: "a", lambda *a: a, lambda *a: [[1], [1, 2]],
    lambda *a: np.array(["a"]), lambda *a: (i for i in [1]), lambda *a: Odd(), lambda *a: 10**5000,
]  # fmt: skip


@few_or_many("every", 3, 1)
@pytest.mark.parametrize("key", BOOK)
def test_answers_of_a_wrong_kind_get_one_line_and_are_never_right(mine, capsys, key, every):
    before = mine.file.read_bytes()
    capsys.readouterr()
    # What was built is put through trials, each time with all the book's own beside it.
    quick = not isinstance(BOOK[key].kind, Built)
    for odd in ODD if quick else ODD[list(BOOK).index(key) % every :: every]:
        check(key, odd)
        said = heard(capsys)
        assert said.startswith(f"{key}: ")
        assert len(said) <= 400, said
        assert not re.match(rf"{key}: right", said), said
        assert "NoneType" not in said or callable(odd), said
    assert mine.file.read_bytes() == before


@pytest.mark.parametrize("call", [check, hint, answer, ask, predict])
def test_without_arguments_python_names_what_is_missing(mine, call):
    before = mine.file.read_bytes()
    with pytest.raises(TypeError, match=r"missing .* 'key'"):
        call()
    with pytest.raises(TypeError, match="takes 0 positional arguments"):
        forget("all")
    assert mine.file.read_bytes() == before


def test_a_learner_who_presses_stop_is_heard(mine):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    before = mine.file.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        check("3.4", interrupted)
    assert mine.file.read_bytes() == before
