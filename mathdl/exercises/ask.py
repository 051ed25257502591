"""`ask`: an exercise on the page, with a box for the answer."""

from __future__ import annotations

from mathdl.exercises.book import LEVELS, find
from mathdl.exercises.say import in_notebook


def ask(key: str, variant: str | None = None) -> None:
    """Put an exercise on the page, with a box to answer in, hints and the worked answer.

    What is typed is read and never run: numbers, sums such as 2·0.3/5, lists, shapes, words. An
    exercise that asks for code is answered in a cell, with `check`.

    Parameters
    ----------
    key : str
        Its number, as in "3.2".
    variant : str, optional
        Any word: the same question with other numbers, the same ones for the same word. A teacher
        can hand out different sheets; `check`, `hint` and `answer` take the same word.

    Examples
    --------
    >>> ask("3.1", variant="monday")
    Exercise 3.1, sheet monday, The secant (a warm-up). Take f(x) = x² and stand at x₀ = 5. Step \
h = 0.8 to the right. What is the slope of the line through both points?
    """
    posed = find(key, variant)
    if not posed:
        return
    exercise = posed.exercise
    sheet = "" if variant is None else f", sheet {variant}"
    about = f"**Exercise {key}{sheet}, {exercise.title}** ({LEVELS[exercise.level]})."
    question = f"{about} {posed.say(exercise.ask)}"
    if in_notebook():
        from mathdl.exercises.boxes import exercise_box

        exercise_box(key, posed, question)
    else:
        print(question.replace("**", ""))
