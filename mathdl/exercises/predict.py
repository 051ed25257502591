"""Predictions that are kept, with how sure one was, until chapter 5 says what they cost."""

from __future__ import annotations

import re
from numbers import Real
from typing import Any, NamedTuple

from mathdl.exercises import record
from mathdl.exercises.saying import say
from mathdl.refusals import one_line, shown


class Question(NamedTuple):
    """What is asked before a slider is moved, two answers to choose from, and the right one."""

    ask: str
    choices: tuple[str, str]
    right: str


class Prediction(NamedTuple):
    """What was predicted: the section, how sure from 0.5 to 1, and whether it came true."""

    key: str
    sure: float
    right: bool


# The key is the section; its picture answers.
PREDICTIONS: dict[str, Question] = {
    "1.2": Question(
        "Both weights of the neuron and its bias are multiplied by 3. What does its line do?",
        ("it turns", "it stays"),
        "it stays",
    ),
    "1.4": Question(
        "Each network gets the learning rate that suits it best. What does the gap of 25 points "
        "between one hidden layer and four do?",
        ("it shrinks", "it grows"),
        "it shrinks",
    ),
    "1.6": Question(
        "Random weights, and about 301 parameters at every depth. Which networks have the most "
        "pieces?",
        ("those with one hidden layer", "those with many hidden layers"),
        "those with one hidden layer",
    ),
    "1.7": Question(
        "Two units in every hidden layer, and more and more layers. When is the disc fenced in?",
        ("with enough layers", "never"),
        "never",
    ),
    "2.4": Question(
        "100 is added to every byte. What does the bright face do?",
        ("it turns pale", "it changes colour"),
        "it changes colour",
    ),
    "2.6": Question(
        "A reshape to three planes, and a reshape back. What is there then?",
        ("the picture again", "a mess"),
        "the picture again",
    ),
    "2.7": Question(
        "Shapes (3,) and (3, 1) are added. How many numbers has the sum?",
        ("three", "nine"),
        "nine",
    ),
    "2.9": Question(
        "Both arrows are made twice as long. What does the dot product do?",
        ("it becomes twice as large", "it becomes four times as large"),
        "it becomes four times as large",
    ),
    "3.2": Question(
        "The step h is made smaller and smaller, from 10⁻⁸ on. Where does the secant go?",
        ("closer to the tangent", "away from the tangent"),
        "away from the tangent",
    ),
    "3.6": Question(
        "Fifty links of slope 0.9. How much of the message is left?",
        ("less than one per cent", "more than one per cent"),
        "less than one per cent",
    ),
    "3.9": Question(
        "One input and a thousand outputs. From which end is it cheaper?",
        ("from the input", "from the output"),
        "from the input",
    ),
    "3.10": Question(
        "The learning rate is 1 instead of 0.1. Does it arrive?",
        ("yes, sooner", "no, never"),
        "no, never",
    ),
    "4.2": Question(
        "Two layers with random weights, nothing trained, and relu is switched on. How many "
        "corners does the line get?",
        ("one corner", "several corners"),
        "several corners",
    ),
    "4.6": Question(
        "Sixteen pieces instead of eight, each half as wide. What becomes of the worst error?",
        ("about half of it is left", "about a third is left, or less"),
        "about a third is left, or less",
    ),
    "4.8": Question(
        "About half of all relu units are off. At which scale does the first layer hear as much "
        "as the last?",
        ("at 1.4", "at 2"),
        "at 1.4",
    ),
    "4.9": Question(
        "The learning rate is 10. How do the units die?",
        ("one at a time", "many at once"),
        "many at once",
    ),
    "5.1": Question(
        "Somebody starts at −2 and goes right for as long as the accuracy does not fall. Where do "
        "they end?",
        ("at the highest stair", "stuck before it"),
        "stuck before it",
    ),
    "5.3": Question(
        "δ is raised from 1 to 10 before the last point is lifted. How far does Huber's line "
        "follow?",
        ("further", "less far"),
        "further",
    ),
    "5.5": Question(
        "The truth was given 0.0001 instead of 0.01. What does that cost?",
        ("twice as much", "a hundred times as much"),
        "twice as much",
    ),
    "5.7": Question(
        "Cross-entropy arrives after 7 steps. When does the squared error arrive?",
        ("before step 100", "after step 200"),
        "after step 200",
    ),
    "6.5": Question(
        "Four examples go through at once. Do the gradients of the weights change their shapes?",
        ("yes, they gain a 4", "no, they keep them"),
        "no, they keep them",
    ),
    "6.6": Question(
        "The third unit is off, and a weight that leads into it is nudged by 0.2. What does the "
        "loss do?",
        ("it moves a little", "nothing"),
        "nothing",
    ),
    "6.8": Question(
        "Five steps with learning rate 0.2, from a loss of 9. Where is the loss then?",
        ("still at 9", "below 9"),
        "still at 9",
    ),
    "6.9": Question(
        "A net of width 256 is checked by finite differences. How many forwards does it take?",
        ("fewer than 10,000", "more than 50,000"),
        "more than 50,000",
    ),
}
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
    said = f'{key}: "{chosen}", {_per_cent(sure)} sure.'
    if not record.is_on():
        say(f"{said} Nothing is recorded here.")
        return
    before, now = _kept().get(key), {"choice": chosen, "sure": float(sure)}
    if not record.keep({"predictions": {key: now}}):
        say(said)  # why it was not kept has been said
    elif before in (None, now):
        say(f"{said} Kept: section 5.5 will say what it was worth.")
    else:
        say(f'{said} Kept in place of "{before["choice"]}", {_per_cent(before["sure"])}.')


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


def _per_cent(sure: float) -> str:
    return f"{100 * sure:.3g} %"


def _unknown(key: Any) -> str:
    chapter = shown(key).strip("'").split(".")[0]
    there = [k for k in PREDICTIONS if k.split(".")[0] == chapter] or list(PREDICTIONS)
    listed = f"{', '.join(there[:-1])} and {there[-1]}"
    return f'There is no prediction {shown(key)}; there are {listed}, as in "{there[0]}".'
