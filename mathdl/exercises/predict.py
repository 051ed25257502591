"""Predictions that are kept, with how sure one was, until chapter 5 says what they cost."""

from __future__ import annotations

import re
from numbers import Real
from typing import Any, NamedTuple

from mathdl.exercises import record
from mathdl.exercises.answers.kind import WORDS
from mathdl.exercises.exercise import Question
from mathdl.exercises.predictions import PREDICTIONS
from mathdl.exercises.say import in_notebook, say
from mathdl.refusals import joined, one_line, shown
from mathdl.words import per_cent


class Prediction(NamedTuple):
    """What was predicted: the section, how sure, whether it came true, and out of how many."""

    key: str
    sure: float
    right: bool
    choices: int = 2


FILLERS = {"a", "an", "the", "it", "they", "at", "about", "will", "is", "of", "and", "to"}


def predict(key: str, choice: Any = ..., sure: Any = ...) -> None:
    """Say what you expect and how sure you are, before you look.

    In a notebook ``predict("1.2")`` asks with buttons; from code, give the choice. It is kept on
    this computer until chapter 5 shows what your predictions were worth; `forget` removes it. A
    second prediction takes the place of the first.

    Parameters
    ----------
    key : str
        The section, as in "1.2".
    choice : str
        One of the answers, or a word of it; the question, if it is left out.
    sure : float
        The probability that you give to your choice: 1 is certain, and of two choices 0.5 is a
        coin toss.

    Examples
    --------
    >>> predict("1.2")
    1.2: Both weights of the neuron and its bias are multiplied by 3. What does its line do? Choose
    "it turns" or "it stays", and say how sure you are: 50 % is a coin toss, 100 % is certain.
    >>> predict("1.2", "turns", sure=0.3)
    1.2: less sure than a guess among 2? Then choose another.
    >>> predict("1.2", "it jumps", sure=0.8)
    1.2: 'it jumps' is none of "it turns" and "it stays".
    """
    if not isinstance(key, str) or key not in PREDICTIONS:
        say(_unknown(key))
        return
    question = PREDICTIONS[key]
    if choice is ...:
        if not ask_by_buttons(key, question):
            say(f"{key}: {question.ask} {how_to_choose(question)}")
        return
    chosen = choose(choice, question.choices)
    if chosen is None:
        among = joined([f'"{choice}"' for choice in question.choices])
        say(f"{key}: {shown(choice)} is none of {among}.")
        return
    say(f"{key}: {put_down(key, chosen, sure)}")


def ask_by_buttons(key: str, question: Question) -> bool:
    """Put the question on the page of a notebook, and return whether there is one."""
    if not in_notebook():
        return False
    from mathdl.exercises.boxes import prediction_box

    prediction_box(key, question, kept=_kept().get(key))
    return True


def how_to_choose(question: Question) -> str:
    """Say the choices, and what the confidence means."""
    choices = joined([f'"{choice}"' for choice in question.choices], "or")
    count = len(question.choices)
    guess = "a coin toss" if count == 2 else f"a guess among {WORDS[count]}"
    return (
        f"Choose {choices}, and say how sure you are: {per_cent(1 / count)} is {guess}, "
        "100 % is certain."
    )


def put_down(key: str, chosen: str, sure: Any) -> str:
    """Keep a choice, and return what to say about it."""
    unclear = _unclear(sure, len(PREDICTIONS[key].choices))
    if unclear:
        return unclear
    said = f'"{chosen}", {per_cent(sure, digits=3)} sure.'
    if not record.is_on():
        return f"{said} Nothing is recorded here."
    before, now = _kept().get(key), {"choice": chosen, "sure": float(sure)}
    if not record.keep({"predictions": {key: now}}):
        return said  # why it was not kept has been said
    if before in (None, now):
        return f"{said} Kept: section 5.5 will say what it was worth."
    return f'{said} Kept in place of "{before["choice"]}", {per_cent(before["sure"], digits=3)}.'


def my_predictions() -> list[Prediction]:
    """Return the predictions that were kept, in the order of the book.

    Examples
    --------
    >>> my_predictions()
    []
    """
    return [
        Prediction(
            key,
            given["sure"],
            given["choice"] == PREDICTIONS[key].right,
            len(PREDICTIONS[key].choices),
        )
        for key, given in _kept().items()
    ]


def _kept() -> dict[str, dict]:
    """Return what the record holds of the book's own questions, in the order of the book."""
    kept = record.load()["predictions"]
    return {
        key: kept[key]
        for key, question in PREDICTIONS.items()
        if key in kept
        and not _unclear(kept[key]["sure"], len(question.choices))
        and kept[key]["choice"] in question.choices
    }


def choose(given: Any, choices: tuple[str, ...]) -> str | None:
    """Find which of the choices is meant, by its words or the beginnings of some of them.

    Examples
    --------
    >>> choose("Stay!", ("it turns", "it stays")), choose("it", ("it turns", "it stays"))
    ('it stays', None)
    """
    words = _words(given if isinstance(given, str) else _brief(given))
    meant = [choice for choice in choices if _words(choice) == words]
    if words and not meant:
        meant = [choice for choice in choices if _fits(words, _words(choice))]
    return meant[0] if len(meant) == 1 else None


def _words(text: str) -> list[str]:
    words = [word.strip(".") for word in re.findall(r"[\w.]+", text.lower().replace(",", ""))]
    return [word for word in words if word and word not in FILLERS]


def _fits(given: list[str], choice: list[str]) -> bool:
    """Whether each given word begins one of the choice, or all of the choice is given."""

    def begins(word: str) -> bool:
        return any(w == word or (len(word) > 2 and w.startswith(word)) for w in choice)

    return all(map(begins, given)) or all(word in given for word in choice)


def _unclear(sure: Any, choices: int) -> str:
    """Say what is wrong with a confidence in one of several choices, or nothing."""
    least = 1 / choices
    if sure is ...:
        return f"how sure are you? sure={least:.2g} is a guess, sure=1 is certain."
    range_ = f"a number from {least:.2g} to 1"
    if isinstance(sure, bool) or not isinstance(sure, Real):
        return f"sure={shown(sure)} is not {range_}."
    if least - 0.01 <= sure <= 1:
        return ""
    if 0 <= sure < least:
        return f"less sure than a guess among {choices}? Then choose another."
    hint = f"; write {sure / 100:g} for {sure:g} %" if 50 <= sure <= 100 else ""
    return f"sure={_brief(sure)} is not {range_}{hint}."


def _brief(value: Any) -> str:
    is_usual = isinstance(value, Real) and abs(value) < 1e15
    return f"{value:g}" if is_usual else one_line(value)


def _unknown(key: Any) -> str:
    chapter = shown(key).strip("'").split(".")[0]
    there = [k for k in PREDICTIONS if k.split(".")[0] == chapter] or list(PREDICTIONS)
    return f'There is no prediction {shown(key)}; there are {joined(there)}, as in "{there[0]}".'
