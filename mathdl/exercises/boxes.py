"""Exercises and predictions in boxes on the page: what their buttons do."""

from __future__ import annotations

from typing import Any

from IPython.display import display

from mathdl.exercises import record
from mathdl.exercises.answers.kind import Kind, Name
from mathdl.exercises.exercise import Posed, Question
from mathdl.exercises.predict import how_to_choose, put_down
from mathdl.explore.box import Box
from mathdl.words import per_cent

FEW = 6  # names to choose from with buttons; more of them are typed


def exercise_box(key: str, posed: Posed, question: str) -> Box:
    """Show an exercise in a box that judges what is typed or chosen, and helps."""
    kind, exercise = posed.kind, posed.exercise
    label, choices = way_to_answer(kind)
    coded = kind.box == "code"
    box = Box(question, label, choices, buttons=("Check", "Hint", "Answer")[coded:])
    helped: list[str] = []

    def check(content: dict[str, Any]) -> None:
        chosen = content.get("choice", -1)
        given = content.get("typed", "")
        if choices:
            given = choices[chosen] if chosen in range(len(choices)) else ""
        if kind.takes_time:
            box.say(kind.takes_time, "unanswered")
        verdict = posed.judge(given)
        said = verdict.says[:1].upper() + verdict.says[1:]
        more = " Try a hint." if verdict.status == "wrong" else ""
        box.say(f"{as_read(given, posed)}{said}{more}", verdict.status)
        if verdict.status == "right":
            record.keep_solved(key)

    def hint(content: dict[str, Any]) -> None:
        rung, last = len(helped), len(exercise.hints)
        if rung < last:
            helped.append(f"*Hint {rung + 1} of {last}.* {posed.say(exercise.hints[rung])}")
        box.say(help_="\n\n".join(helped))

    def answer(content: dict[str, Any]) -> None:
        worked = f"**Worked.** {posed.say(exercise.worked)}"
        box.say(help_="\n\n".join([*helped, worked]))

    for button, do in (("Check", check), ("Hint", hint), ("Answer", answer)):
        box.when_pressed(button, do)
    if key in record.load()["solved"]:
        box.say("You have solved this one before.", "right")
    display(box)
    return box


def way_to_answer(kind: Kind) -> tuple[str, tuple[str, ...]]:
    """Return what is written beside an answer, and what there is to choose from, if that is it."""
    if kind.box == "code":
        return "", ()
    choices = kind.options if isinstance(kind, Name) and len(kind.options) <= FEW else ()
    form = f" ({kind.form_of_answer})" if kind.form_of_answer and not choices else ""
    return f"Your answer{form}:", choices


def as_read(given: str, posed: Posed) -> str:
    """Say what a sum came to, or how a comma was read."""
    try:
        value = posed.kind.typed(given)
    except ValueError:
        return ""
    if type(value) not in (int, float) or given.strip() in (str(value), f"{value:g}"):
        return ""
    if given.replace("−", "-").strip("+ ").replace(".", "", 1).lstrip("-").isdigit():
        return ""
    return f"{given.strip()} is {value:.6g}. ".replace("-", "−").replace("*", "·")


def prediction_box(key: str, question: Question, kept: dict[str, Any] | None) -> Box:
    """Show a prediction in a box that keeps what is chosen, and how sure one is."""
    text = f"**Prediction {key}.** {question.ask} {how_to_choose(question)}"
    shown = f"**Prediction {key}.** {question.ask}"
    least = 1 / len(question.choices)
    buttons = ("Keep my prediction",)
    box = Box(shown, "I expect:", question.choices, least, buttons, kept, unrun=text)

    def keep(content: dict[str, Any]) -> None:
        chosen = content.get("choice", -1)
        if chosen not in range(len(question.choices)):
            box.say("Choose one of them first.", "unanswered")
            return
        box.say(put_down(key, question.choices[chosen], content.get("sure")), "kept")

    box.when_pressed(buttons[0], keep)
    if kept:
        box.say(f'Kept: "{kept["choice"]}", {per_cent(kept["sure"], digits=3)} sure.', "kept")
    display(box)
    return box
