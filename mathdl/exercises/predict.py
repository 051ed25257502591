"""Predictions that are kept, with how sure one was, until chapter 5 says what they cost."""

from __future__ import annotations

import re
from numbers import Real
from typing import Any, NamedTuple

from mathdl.exercises import record
from mathdl.exercises.predictions import PREDICTIONS
from mathdl.exercises.say import say
from mathdl.refusals import joined, one_line, shown
from mathdl.words import per_cent


class Prediction(NamedTuple):
    """What was predicted: the section, how sure from 0.5 to 1, and whether it came true."""

    key: str
    sure: float
    right: bool


FILLERS = {"a", "an", "the", "it", "they", "at", "about", "will", "is", "of", "and", "to"}


def predict(key: str, choice: Any = ..., sure: Any = ...) -> None:
    """Say what you expect and how sure you are, before you look.

    It is kept on this computer until chapter 5 shows what your predictions were worth; `forget`
    removes it. A second prediction takes the place of the first.

    Parameters
    ----------
    key : str
        The section, as in "1.2".
    choice : str
        One of the two answers, or a word of it; the question, if it is left out.
    sure : float
        The probability that you give to your choice: 0.5 is a coin toss, 1 is certain.

    Examples
    --------
    >>> predict("1.2")
    1.2: Both weights of the neuron and its bias are multiplied by 3. What does its line do? Write
    "it turns" or "it stays", and how sure you are: sure=0.5 is a coin toss, sure=1 is certain.
    >>> predict("1.2", "turns", sure=0.3)
    1.2: less sure than a coin toss? Then choose "it stays".
    >>> predict("1.2", "it jumps", sure=0.8)
    1.2: 'it jumps' is neither "it turns" nor "it stays".
    """
    if not isinstance(key, str) or key not in PREDICTIONS:
        say(_unknown(key))
        return
    ask, choices, _ = PREDICTIONS[key]
    either = [f'"{choice}"' for choice in choices]
    if choice is ...:
        say(
            f"{key}: {ask} Write {' or '.join(either)}, and how sure you are: sure=0.5 is a coin "
            "toss, sure=1 is certain."
        )
        return
    chosen = choose(choice, choices)
    if chosen is None:
        say(f"{key}: {shown(choice)} is neither {' nor '.join(either)}.")
        return
    unclear = _unclear(sure, either[choices[0] == chosen])
    if unclear:
        say(f"{key}: {unclear}")
        return
    said = f'{key}: "{chosen}", {per_cent(sure, digits=3)} sure.'
    if not record.is_on():
        say(f"{said} Nothing is recorded here.")
        return
    before, now = _kept().get(key), {"choice": chosen, "sure": float(sure)}
    if not record.keep({"predictions": {key: now}}):
        say(said)  # why it was not kept has been said
    elif before in (None, now):
        say(f"{said} Kept: section 5.5 will say what it was worth.")
    else:
        say(f'{said} Kept in place of "{before["choice"]}", {per_cent(before["sure"], digits=3)}.')


def my_predictions() -> list[Prediction]:
    """Return the predictions that were kept, in the order of the book.

    Examples
    --------
    >>> my_predictions()
    []
    """
    return [
        Prediction(key, given["sure"], given["choice"] == PREDICTIONS[key].right)
        for key, given in _kept().items()
    ]


def _kept() -> dict[str, dict]:
    """Return what the record holds of the book's own questions, in the order of the book."""
    kept = record.load()["predictions"]
    return {
        key: kept[key]
        for key, question in PREDICTIONS.items()
        if key in kept
        and not _unclear(kept[key]["sure"])
        and kept[key]["choice"] in question.choices
    }


def choose(given: Any, choices: tuple[str, str]) -> str | None:
    """Find which of two choices is meant, by its words or the beginnings of some of them.

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


def _unclear(sure: Any, other: str = "the other") -> str:
    """Say what is wrong with a confidence, or nothing."""
    if sure is ...:
        return "how sure are you? sure=0.5 is a coin toss, sure=1 is certain."
    if isinstance(sure, bool) or not isinstance(sure, Real):
        return f"sure={shown(sure)} is not a number from 0.5 to 1."
    if 0.5 <= sure <= 1:
        return ""
    if 0 <= sure < 0.5:
        return f"less sure than a coin toss? Then choose {other}."
    hint = f"; write {sure / 100:g} for {sure:g} %" if 50 <= sure <= 100 else ""
    return f"sure={_brief(sure)} is not a number from 0.5 to 1{hint}."


def _brief(value: Any) -> str:
    is_usual = isinstance(value, Real) and abs(value) < 1e15
    return f"{value:g}" if is_usual else one_line(value)


def _unknown(key: Any) -> str:
    chapter = shown(key).strip("'").split(".")[0]
    there = [k for k in PREDICTIONS if k.split(".")[0] == chapter] or list(PREDICTIONS)
    return f'There is no prediction {shown(key)}; there are {joined(there)}, as in "{there[0]}".'
