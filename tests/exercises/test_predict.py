"""Predictions: the pictures confirm what is right, and a confidence is kept with each."""

import math
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from sheets import heard

from mathdl import plots
from mathdl.chapters import CHAPTERS
from mathdl.exercises import forget, my_predictions, predict, record
from mathdl.exercises.predict import choose
from mathdl.exercises.predictions import PREDICTIONS

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
every_prediction = pytest.mark.parametrize("key", PREDICTIONS)


def said(capsys, *args, **options):
    predict(*args, **options)
    return heard(capsys)


def sections_that_predict(chapter):
    """The sections of a chapter in which something is to be predicted."""
    section, found = None, set()
    for cell in nbformat.read(NOTEBOOKS / chapter.notebook, as_version=4).cells:
        heading = re.match(r"## (\d+\.\d+) ", cell.source)
        section = heading[1] if heading else section
        if "**Predict.**" in cell.source:
            found.add(section)
    return found


def predictions_of(chapter):
    return {key for key in PREDICTIONS if key.split(".")[0] == str(chapter.number)}


@pytest.mark.parametrize("chapter", [c for c in CHAPTERS if c.asks], ids=lambda c: c.topic)
def test_three_to_five_a_chapter_in_sections_that_ask(chapter):
    here = f"mathdl/exercises/{chapter.topic}/predictions.py"
    asked = predictions_of(chapter)
    assert 3 <= len(asked) <= 5, f"{here}: three to five predictions a chapter"
    missing = sorted(asked - sections_that_predict(chapter))
    assert not missing, f"write **Predict.** in {missing} of notebooks/{chapter.notebook}"


def test_every_prediction_is_of_a_chapter():
    assert set().union(*map(predictions_of, CHAPTERS)) == set(PREDICTIONS)


def test_neither_place_is_right_more_often():
    places = [q.choices.index(q.right) / (len(q.choices) - 1) for q in PREDICTIONS.values()]
    assert abs(sum(places) / len(places) - 0.5) < 0.15


@every_prediction
def test_choices_that_can_be_told_apart(key):
    question = PREDICTIONS[key]
    assert question.right in question.choices
    assert 2 <= len(question.choices) <= 4
    assert question.ask.endswith("?")
    for choice in question.choices:
        for given in (choice, choice.upper(), f" {choice}.", f"I think {choice}!"):
            assert choose(given, question.choices) == choice, given
        assert choose("banana", question.choices) is None
    assert choose("", question.choices) is None
    assert choose(" or ".join(question.choices), question.choices) is None


@pytest.mark.parametrize(
    ("key", "given", "meant"),
    [
        ("1.2", "stay", "it stays"),
        ("1.6", "many", "those with many hidden layers"),
        ("1.6", "those with", None),
        ("2.9", "4", None),
        ("2.9", "four times", "it becomes four times as large"),
        ("3.10", "no", None),
        ("3.10", "yes", "yes, sooner"),
        ("4.8", 1.4, "at 1.4"),
        ("4.8", 2, "at 2"),
        ("6.9", "more than 50000", "more than 50,000"),
        ("1.2", True, None),
        ("1.2", [1], None),
        ("1.2", None, None),
    ],
)
def test_choices_are_matched_leniently(key, given, meant):
    assert choose(given, PREDICTIONS[key].choices) == meant


def test_a_prediction_is_kept_and_not_judged(mine, capsys):
    first = said(capsys, "1.2", "turns", sure=0.8)
    assert first == '1.2: "it turns", 80 % sure. Kept: section 5.5 will say what it was worth.'
    right = said(capsys, "1.4", "shrinks", sure=0.8)
    assert right.replace("1.4", "1.2").replace("shrinks", "turns") == first, "no word gives it away"
    assert my_predictions() == [("1.2", 0.8, False, 2), ("1.4", 0.8, True, 3)]
    assert said(capsys, "1.2", "turns", sure=0.8) == first, "the cell may be run again"
    changed = said(capsys, "1.2", "stays", sure=np.float32(0.5))
    assert changed == '1.2: "it stays", 50 % sure. Kept in place of "it turns", 80 %.'
    assert my_predictions()[0] == ("1.2", 0.5, True, 2)
    forget()
    assert my_predictions() == []


def test_predictions_come_in_the_order_of_the_book(mine, capsys):
    for key in ("5.1", "3.10", "3.2", "1.2"):
        predict(key, PREDICTIONS[key].right, sure=1)
    assert [kept[:3] for kept in my_predictions()] == [
        (key, 1.0, True) for key in ("1.2", "3.2", "3.10", "5.1")
    ]


def test_what_the_book_no_longer_asks_does_not_count(mine):
    old = {"choice": "it stays", "sure": 0.9}
    kept = {"9.9": old, "1.2": old, "1.4": old, "1.6": {**old, "sure": "much"}}
    record.keep({"predictions": kept})
    assert my_predictions() == [("1.2", 0.9, True, 2)]


def test_without_a_record_it_says_so(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(record, "user_data_path", lambda *a, **o: tmp_path / "data")
    assert said(capsys, "1.2", "turns", sure=0.8) == (
        '1.2: "it turns", 80 % sure. Nothing is recorded here.'
    )
    assert my_predictions() == []
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("99.9", "x"), "There is no prediction '99.9'; there are 1.2, 1.4"),
        (("1.3", "x"), "there are 1.2, 1.4, 1.6 and 1.7, as in \"1.2\"."),
        ((3.10, "x"), "There is no prediction 3.1;"),
        ((["1.2"], "x"), "There is no prediction ['1.2']"),
        (("1.2",), 'Choose "it turns" or "it stays", and say how sure you are: 50 % is a coin'),
        (("1.2", ..., 0.8), 'Choose "it turns" or "it stays", and say how sure you are'),
        (("1.2", "jumps", 0.8), "'jumps' is none of \"it turns\" and \"it stays\"."),
        (("1.2", "turns"), "how sure are you?"),
        (("1.2", "turns", 0.2), "less sure than a guess among 2? Then choose another."),
        (("1.2", "turns", 80), "sure=80 is not a number from 0.5 to 1; write 0.8 for 80 %."),
        (("1.2", "turns", -1), "sure=-1 is not a number from 0.5 to 1."),
        (("1.2", "turns", math.nan), "sure=nan is not a number"),
        (("1.2", "turns", True), "sure=True is not a number"),
        (("1.2", "turns", "very"), "sure='very' is not a number"),
        (("1.2", "turns", None), "sure=None is not a number"),
    ],
)  # fmt: skip
def test_wrong_input_is_answered_in_a_sentence(mine, capsys, arguments, words):
    assert words in said(capsys, *arguments)
    assert my_predictions() == []


def drawn(plot, **values):
    return plot.draw(**values)


def test_the_pictures_say_what_is_right():
    """The right answers, looked up in the pictures that the reader sees."""
    right = {key: question.right for key, question in PREDICTIONS.items()}

    medians = re.findall(r"\d+", drawn(plots.DepthPlot(), step=2000).split("are")[-1])
    assert int(medians[3]) - int(medians[0]) < 25
    assert right["1.4"] == "it shrinks"
    pieces = [
        int(re.search(r"(\d+) pieces", drawn(plots.PiecesPlot(), layers=n, weights="random"))[1])
        for n in (1, 3, 6)
    ]
    assert pieces[0] > 2 * max(pieces[1:])
    assert right["1.6"] == "those with one hidden layer"
    assert "the picture again" in drawn(plots.AxisOrderPlot(), front="reshape", back="reshape")
    assert right["2.6"] == "the picture again"
    assert (np.zeros(3) + np.zeros((3, 1))).size == 9
    assert right["2.7"] == "nine"
    assert "off by 4.2·10⁻⁵" in drawn(plots.SecantPlot(), h=1e-4)
    assert "off by 3.0·10⁻⁹" in drawn(plots.SecantPlot(), h=1e-8)
    assert "slope of sin x is 0.000" in drawn(plots.SecantPlot(), h=1e-16)
    assert right["3.2"] == "closer first, then far off"
    assert 0.9**50 < 0.01
    assert right["3.6"] == "less than one per cent"
    assert right["5.3"] == "it follows further, though less far than MSE"
    slopes = [
        float(
            re.search(r"([\d.]+) under the Huber", drawn(plots.OutlierPlot(), height=20, delta=d))[
                1
            ]
        )
        for d in (1.0, 10.0)
    ]
    assert slopes[1] > 2 * slopes[0]
    assert slopes[1] < float(re.search(r"([\d.]+) under MSE", drawn(plots.OutlierPlot()))[1])
    costs = drawn(plots.HonestPlot(), rule="distance", q=0.9)
    assert f"Cheapest is {right['5.5']}: honesty does not pay" in costs
    peak = drawn(plots.LikelihoodPlot(), noise="peak (Laplace)")
    assert "at their median, 3." in peak
    assert right["5.10"] == "3, their median"
    assert "after 214 steps" in drawn(plots.RacePlot(), step=250)
    assert right["5.7"] == "after more than 200"
    assert "dL/dx = 6," in drawn(plots.DiamondPlot(), order="visit each node once")
    assert "dL/dx = 10," in drawn(plots.DiamondPlot(), order="overwrite instead of add")
    assert right["6.4"] == "visiting each node once, and overwriting"
    for nudge, moves in ((0.95, False), (1.05, True)):
        said = drawn(plots.NudgePlot(), weight="b1[2]", nudge=nudge)
        assert ("changes from 0.693 to 0.693" in said) != moves
    assert right["6.6"] == "after a push of 1"
    assert "After 5 such steps the loss is 9.00" in drawn(plots.StepPlot(), lr=0.2, steps=5)
    assert right["6.8"] == "still at 9"
    cost = drawn(plots.CheckCostPlot(), width=256)
    assert (
        int(re.search(r"takes ([\d,]+) forward passes by one", cost)[1].replace(",", "")) > 50_000
    )
    assert right["6.9"] == "more than 50,000"


def test_the_accuracy_has_a_higher_stair_than_where_one_gets_stuck():
    plot = plots.MistakesPlot()
    rights = [
        int(re.search(r"(\d+) of (?:the )?(?:10|ten)", plot.draw(threshold=t))[1])
        for t in np.arange(-2, 3, 0.02).round(2)
    ]
    falls = next(i for i in range(len(rights) - 1) if rights[i + 1] < rights[i])
    assert (rights[falls], max(rights)) == (8, 9)
    assert PREDICTIONS["5.1"].right == "stuck before the highest stair"


def test_cells_in_notebooks_ask_what_there_is():
    for path in NOTEBOOKS.glob("*.ipynb"):
        chapter = str(int(path.stem[:2])) if path.stem[:2].isdigit() else None
        for cell in nbformat.read(path, as_version=4).cells:
            for key in re.findall(r'^predict\("([^"]*)"', cell.source, re.M):
                assert key in PREDICTIONS
                assert key.split(".")[0] == chapter or chapter == "0"  # which shows how it is done
