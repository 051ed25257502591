"""Boxes on the page: what their buttons do, and what an unrun page shows in their place."""

import pytest

from mathdl.exercises import record
from mathdl.exercises.answers.kind import Name
from mathdl.exercises.book import BOOK
from mathdl.exercises.boxes import exercise_box, prediction_box
from mathdl.exercises.exercise import Exercise, Posed
from mathdl.exercises.predict import my_predictions
from mathdl.exercises.predictions import PREDICTIONS

CODE = [key for key in BOOK if BOOK[key].set_up(key).kind.box == "code"]


def box_of(key):
    return exercise_box(key, BOOK[key].set_up(key), f"**{key}** asks this.")


def press(box, button, **content):
    box._heard(box, {"press": button, **content}, [])
    return box.said


def test_check_says_what_check_says(mine):
    box = box_of("3.1")
    assert box.asked["buttons"] == ["Check", "Hint", "Answer"]
    said = press(box, "Check", typed="1.64")
    assert said["status"] == "mistake"
    assert said["verdict"].startswith("<p>Not yet. That is the rise.")
    said = press(box, "Check", typed="1.64/0.2")
    assert said["status"] == "right"
    assert said["verdict"].startswith("<p>1.64/0.2 is 8.2. Right.")
    assert record.load()["solved"] == ["3.1"]
    again = box_of("3.1")
    assert again.said["status"] == "right"
    assert "before" in again.said["verdict"]


def test_the_same_verdict_is_heard_again():
    box = box_of("3.1")
    first = dict(press(box, "Check", typed="99"))
    second = press(box, "Check", typed="99")
    assert "Try a hint" in first["verdict"]
    assert second == {**first, "turn": first["turn"] + 1}


@pytest.mark.parametrize("typed", ["", "   ", "<b>8.2</b>", "6.5; import os", "\ud800"])
def test_nothing_typed_breaks_a_box_or_becomes_markup(typed):
    said = press(box_of("3.1"), "Check", typed=typed)
    assert said["status"] in ("unanswered", "unreadable")
    assert "<b>" not in said["verdict"]


def test_hints_climb_and_stay_and_the_answer_comes_below():
    box = box_of("3.9")
    for _ in range(5):
        help_ = press(box, "Hint")["help"]
    assert help_.count("<em>Hint") == len(BOOK["3.9"].hints)
    help_ = press(box, "Answer")["help"]
    assert "<strong>Worked.</strong>" in help_
    assert "<em>Hint 1 of 3" in help_


@pytest.mark.parametrize("key", CODE)
def test_code_is_asked_for_in_a_cell(key):
    box = box_of(key)
    assert not box.asked["label"]
    assert box.asked["buttons"] == ["Hint", "Answer"]


def test_few_names_are_buttons():
    names = Name(("add", "tanh"))
    bends = Exercise("Bends", 1, "Which bends?", names, lambda: "tanh", (), ("?",) * 3, "tanh.")
    box = exercise_box("1.1", Posed(bends, {}), "Which bends?")
    assert box.asked["choices"] == list(names.options)
    assert press(box, "Check", choice=1)["status"] == "right"
    assert press(box, "Check", choice=0)["status"] == "wrong"
    assert press(box, "Check", choice=-1)["status"] == "unanswered"


def test_a_prediction_is_kept(mine):
    question = PREDICTIONS["1.2"]
    box = prediction_box("1.2", question, None)
    assert box.asked["choices"] == list(question.choices)
    assert press(box, *box.asked["buttons"], choice=-1)["status"] == "unanswered"
    assert my_predictions() == []
    assert press(box, *box.asked["buttons"], choice=0, sure=0.8)["status"] == "kept"
    assert [p[:2] for p in my_predictions()] == [("1.2", 0.8)]
    again = prediction_box("1.2", question, {"choice": question.choices[0], "sure": 0.8})
    assert question.choices[0] in again.said["verdict"]


def test_an_unrun_page_shows_the_question():
    data, _ = box_of("3.1")._repr_mimebundle_()
    assert data["text/markdown"] == "**3.1** asks this."
    assert data["text/plain"] == "3.1 asks this."
    question = PREDICTIONS["1.2"]
    data, _ = prediction_box("1.2", question, None)._repr_mimebundle_()
    for choice in question.choices:
        assert choice in data["text/plain"]


@pytest.mark.parametrize("key", BOOK)
def test_no_formula_waits_for_latex_in_a_box(key):
    exercise = BOOK[key]
    for text in (exercise.ask, exercise.worked, exercise.then, *exercise.hints):
        assert "$" not in text, "boxes show plain Unicode, such as σ′ = σ(1 − σ)"
