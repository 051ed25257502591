"""Every exercise, in the book's numbers and in many others: it accepts and names what it should."""

import string

import numpy as np
import pytest
from sheets import heard

import mathdl as dl
from mathdl.chapters import CHAPTERS
from mathdl.exercises import answer, ask, check, hint
from mathdl.exercises.answers.function import Function
from mathdl.exercises.answers.kind import Array, Number, Whole
from mathdl.exercises.book import BOOK
from mathdl.exercises.exercise import Exercise, Mistake

VARIANTS = [None, *(f"sheet {i}" for i in range(30))]
every_exercise = pytest.mark.parametrize("key", BOOK)


def test_exercises_are_numbered_in_the_order_of_the_chapters():
    for chapter in CHAPTERS:
        keys = [key for key in BOOK if key.split(".")[0] == str(chapter.number)]
        assert keys == [f"{chapter.number}.{i}" for i in range(1, len(keys) + 1)], (
            f"number the exercises in mathdl/exercises/{chapter.topic}/ from {chapter.number}.1 "
            "on, without gaps, and list them in that order"
        )
    assert [int(key.split(".")[0]) for key in BOOK] == sorted(int(k.split(".")[0]) for k in BOOK)


@every_exercise
def test_the_right_answer_is_right_and_every_mistake_is_itself(key):
    for variant in VARIANTS if BOOK[key].draw else VARIANTS[:1]:
        posed = BOOK[key].set_up(key, variant)
        assert posed.is_fair(), variant
        assert posed.judge(posed.right).status == "right", variant
        for mistake, wrong in zip(posed.exercise.mistakes, posed.mistakes, strict=True):
            verdict = posed.judge(wrong)
            assert verdict.status == "mistake", (variant, wrong)
            assert verdict.mistake is mistake, (variant, wrong)


@every_exercise
def test_an_exercise_is_complete(key):
    exercise = BOOK[key]
    assert len(exercise.mistakes) >= 2
    assert len({m.says for m in exercise.mistakes}) == len(exercise.mistakes)
    assert len(exercise.hints) >= 3
    assert exercise.level in (1, 2, 3, 4)
    for variant in VARIANTS[:5]:
        posed = exercise.set_up(key, variant)
        texts = [exercise.ask, exercise.worked, exercise.then, *exercise.hints]
        for text in (*texts, *(m.says for m in exercise.mistakes)):
            said = posed.say(text)
            assert "{" not in said
            assert "nan" not in said.split()
            assert not said or said.strip()[-1] in string.punctuation + "’"


@every_exercise
def test_variants_differ_and_are_the_same_for_the_same_word(key):
    exercise = BOOK[key]
    if exercise.draw is None:
        assert exercise.set_up(key, "monday").numbers == dict(exercise.numbers)
        return
    drawn = [exercise.set_up(key, f"sheet {i}").numbers for i in range(12)]
    assert drawn == [exercise.set_up(key, f"sheet {i}").numbers for i in range(12)]
    assert len({str(numbers) for numbers in drawn}) >= 4


def said(capsys, f, *args, **options):
    f(*args, **options)
    return heard(capsys)


def test_check_speaks(capsys):
    assert said(capsys, check, "3.1", 8.2).startswith("3.1: right. To the left")
    assert said(capsys, check, "3.1", 8) == (
        "3.1: not yet. That is the slope that remains when h goes to 0. With h = 0.2 the line is a "
        "little steeper."
    )
    lost = "3.1: not yet, and not a slip this book knows. Try hint("
    assert said(capsys, check, "3.1", 99) == f'{lost}"3.1").'
    assert said(capsys, check, "3.1", 99, variant="monday") == f'{lost}"3.1", variant="monday").'
    assert said(capsys, check, "3.1", dl.Tensor(8.2)).startswith("3.1: right")
    assert said(capsys, check, "3.6", np.array([26, 12])).startswith("3.6: right")
    assert said(capsys, check, "3.6", (12, 26)) == (
        "3.6: not yet. Right numbers in the wrong order: first ∂f/∂x, then ∂f/∂y."
    )


def test_dots_and_stubs_are_no_mistake(capsys):
    for stub in (lambda x: None, lambda x: ...):
        assert "not answered yet" in said(capsys, check, "3.4", stub)
    assert "not answered yet" in said(capsys, check, "3.1", ...)


LAST_OF_3 = [key for key in BOOK if key.startswith("3.")][-1]


def forever(x):
    while True:
        pass


def broken(x):
    return x / 0


def spoils(x, functions, derivatives):
    functions.clear()
    return 1.0


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("99.9", 1, f"There is no exercise '99.9'; there are 1.1 to {[*BOOK][-1]}"),
        (3.1, 1, f'There is no exercise 3.1; there are 3.1 to {LAST_OF_3}, as in "3.1"'),
        ("3.1", "about 6", "'about 6' cannot be read; write numbers as in -0.5"),
        ("3.1", "six", "a number is asked for, 'six' is text"),
        ("3.1", "", "not answered yet"),
        ("3.1", None, "numbers are asked for, not None"),
        ("3.1", [6.5], "one number is asked for, this has shape (1,)"),
        ("3.1", np.sin, "this is a function: call it first"),
        ("3.1", {6.5}, "numbers are asked for, not {6.5}"),
        ("3.6", [[8], [3, 1]], "numbers are asked for"),
        ("3.4", -1.0, "write its name without calling it: bell_slope"),
        ("3.4", broken, "bell_slope(-0.7) raised ZeroDivisionError: float division by zero"),
        ("3.4", lambda: 1, "bell_slope(-0.7) raised TypeError"),
        ("3.4", lambda x: "?", "bell_slope(-0.7) returned '?'; numbers are asked for"),
        ("3.4", forever, "bell_slope(-0.7) takes longer than 2 seconds; does its loop ever end?"),
        ("3.10", lambda x, f: 1, "chain_slope(0.7, [1 function], [1 function]) raised TypeError"),
    ],
)
def test_wrong_input_is_answered_in_a_sentence(capsys, key, given, words):
    assert words in said(capsys, check, key, given)


def test_measured_slopes_and_the_engines_are_taken_and_it_is_said(capsys):
    def own(x):
        return -6 * x * np.exp(-3 * x * x)

    def measured(x, h=1e-6):
        return (np.exp(-3 * (x + h) ** 2) - np.exp(-3 * (x - h) ** 2)) / (2 * h)

    def engine(x):
        return dl.derivative(lambda x: dl.exp(-3 * x * x))(x)

    says = [said(capsys, check, "3.4", f) for f in (own, measured, engine)]
    assert all(words.startswith("3.4: right.") for words in says)
    remarks = ("difference quotient", "The engine did the calculus")
    assert [[r in words for r in remarks] for words in says] == [
        [False, False], [True, False], [False, True]
    ]  # fmt: skip


def test_no_right_answer_of_the_book_earns_a_remark():
    for key in BOOK:
        posed = BOOK[key].set_up(key)
        assert "difference quotient, by" not in posed.judge(posed.right).says
        assert "The engine did" not in posed.judge(posed.right).says


def test_one_matrix_is_not_two_answers(capsys):
    words = said(capsys, check, "4.1", np.eye(2))
    assert "(W, b); this is one array of shape (2, 2)" in words


def test_a_decimal_comma_given_as_code_is_noticed(capsys):
    assert "a decimal point in place of a comma" in said(capsys, check, "3.1", 8, 2)
    assert said(capsys, check, "3.1", "8,2").startswith("3.1: right")


def test_a_function_that_changes_its_input_harms_only_itself(capsys):
    assert "not yet" in said(capsys, check, "3.10", spoils)
    assert said(capsys, check, "3.10", BOOK["3.10"].right()).startswith("3.10: right")


def test_hints_climb(capsys):
    key = "3.9"
    ladder = [said(capsys, hint, key) for _ in range(5)]
    assert [line.split(":")[0] for line in ladder] == [
        "3.9, hint 1 of 3", "3.9, hint 2 of 3", *["3.9, hint 3 of 3"] * 3
    ]  # fmt: skip
    assert said(capsys, hint, key, rung=2) == ladder[1]
    assert said(capsys, hint, key, rung=9) == "3.9 has hints 1 to 3, not 9."


def test_a_sheet_of_its_own(capsys):
    posed = BOOK["3.1"].set_up("3.1", "tuesday")
    assert str(posed.numbers["x0"]) in said(capsys, ask, "3.1", variant="tuesday")
    assert "right" in said(capsys, check, "3.1", posed.right, variant="tuesday")
    assert "not yet" in said(capsys, check, "3.1", posed.right + 1, variant="tuesday")
    assert f"{posed.right:g}" in said(capsys, answer, "3.1", variant="tuesday")


def exercise(kind, right, *mistakes):
    wrong = tuple(Mistake(lambda v=v: v, f"It is {v}.") for v in mistakes)
    return Exercise("", 1, "?", kind, lambda: right, wrong, (), "").set_up("0.0")


@pytest.mark.parametrize(
    ("posed", "fair"),
    [
        (exercise(Number(), 2.0, 3.0), True),
        (exercise(Number(), 2.0, 2.005), False),
        (exercise(Number(), 2.0, 3.0, 3.01), False),
        (exercise(Whole(), 44, 43), True),
        (exercise(Array(), [1, 2], [2, 1], 3), True),
        (exercise(Array(), [1, 2], [1, 2.001]), False),
        (exercise(Function(((1.0,), (2.0,)), "f"), abs, float), False),
    ],
)
def test_a_mistake_like_the_right_answer_is_found(posed, fair):
    assert posed.is_fair() is fair


@pytest.mark.parametrize(
    ("key", "arguments"), [("4.4", "z"), ("5.7", "logits, labels"), ("5.9", "z")]
)
def test_the_worked_lines_are_right(key, arguments):
    lines = BOOK[key].worked.split("`")[1::2]
    name = BOOK[key].kind.name
    names = {"np": np, "dl": dl}
    exec(f"def {name}({arguments}):\n    " + "\n    ".join(lines), names)
    assert BOOK[key].set_up(key).judge(names[name]).status == "right"
