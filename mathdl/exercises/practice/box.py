"""Practice in a box on the page: what its buttons do."""

from __future__ import annotations

from typing import Any

from IPython.display import display

from mathdl.exercises.boxes import as_read, way_to_answer
from mathdl.exercises.practice.sitting import Sitting
from mathdl.explore.box import Box

BUTTONS = ("Check", "Hint", "Answer", "Next")


def practice_box(sitting: Sitting) -> Box:
    """Show the problems of a sitting, one after the other, in one box."""
    label, choices = way_to_answer(sitting.posed.kind) if sitting.problem else ("", ())
    box = Box(sitting.question, label, choices, buttons=BUTTONS if sitting.problem else ())

    def check(content: dict[str, Any]) -> None:
        _, choices = way_to_answer(sitting.posed.kind)
        chosen = content.get("choice", -1)
        given = content.get("typed", "")
        if choices:
            given = choices[chosen] if chosen in range(len(choices)) else ""
        verdict = sitting.check(given)
        more = " Try a hint." if verdict.status == "wrong" and not sitting.outcome else ""
        box.say(f"{as_read(given, sitting.posed)}{verdict.says}{more}", verdict.status)

    def hint(content: dict[str, Any]) -> None:
        box.say(help_=sitting.hint())

    def answer(content: dict[str, Any]) -> None:
        worked, counts = sitting.answer()
        box.say(counts or None, "unanswered", worked)

    def go_on(content: dict[str, Any]) -> None:
        sitting.go_on()
        if sitting.problem:
            box.pose(sitting.question, *way_to_answer(sitting.posed.kind), BUTTONS)
        else:
            box.pose(sitting.question)

    for button, do in zip(BUTTONS, (check, hint, answer, go_on)):
        box.when_pressed(button, do)
    display(box)
    return box
