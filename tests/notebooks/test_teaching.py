"""The teachers' page says what is so: wrong answers hear what it quotes, links and minutes fit."""

import re
from pathlib import Path

import chapter_map
import nbformat
import pytest

from mathdl.chapters import CHAPTERS
from mathdl.exercises.book import BOOK
from mathdl.exercises.predictions import PREDICTIONS
from mathdl.lab.cards.command import deal
from mathdl.lab.commands import COMMANDS

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CELLS = nbformat.read(NOTEBOOKS / "c_teaching.ipynb", as_version=4).cells
TEXT = "\n\n".join(cell.source for cell in CELLS)
BELIEFS = re.findall(
    r"^\| [^|]+ \| \[([\d.]+)\]\((\w+\.ipynb)#cell-id=(\w+)\) \| (.+?) \| (.+) \|$", TEXT, re.M
)
VOTES = re.findall(
    r"\[prediction ([\d.]+)\]\((\w+\.ipynb)#cell-id=(\w+)\) \((.+?)\)(?=[ :,;.])", TEXT
)


def cell_of(file, name):
    cells = nbformat.read(NOTEBOOKS / file, as_version=4).cells
    return next(cell.source for cell in cells if cell.id == name)


def test_every_chapter_has_its_part_beliefs_and_a_vote():
    said = {int(n) for n in re.findall(r"^### (\d+) ", TEXT, re.M)}
    assert said == {chapter.number for chapter in CHAPTERS}
    asking = {str(chapter.number) for chapter in CHAPTERS if chapter.asks}
    for found in (BELIEFS, VOTES):
        assert {key.split(".")[0] for key, *_ in found} == asking


@pytest.mark.parametrize("belief", BELIEFS, ids=lambda row: f"{row[0]} {row[3]}")
def test_a_wrong_answer_hears_what_the_page_quotes(belief):
    key, file, name, answer, quoted = belief
    assert f'ask("{key}")' in cell_of(file, name)
    posed = BOOK[key].set_up(key)
    if answer == "in code":
        says = [posed.say(mistake.says) for mistake in posed.exercise.mistakes]
        assert any(one.startswith(quoted) for one in says)
    else:
        verdict = posed.judge(answer.strip("`"))
        assert verdict.status == "mistake"
        assert quoted in verdict.says


@pytest.mark.parametrize("vote", VOTES, ids=lambda row: row[0])
def test_a_vote_has_its_right_answer(vote):
    key, file, name, right = vote
    assert f'predict("{key}")' in cell_of(file, name)
    assert PREDICTIONS[key].right.startswith(right)


def test_minutes_and_needs_are_those_of_the_chapters():
    for chapter in CHAPTERS:
        minutes = chapter_map.minutes(chapter)
        needs = f"; needs {chapter.needs}" if chapter.needs else ""
        assert (
            f"[Chapter {chapter.number}]({chapter.notebook}), {minutes} minutes alone{needs}. "
            in TEXT
        )
    hours = sum(map(chapter_map.minutes, CHAPTERS)) // 60
    assert f"the chapters take {hours} hours altogether" in TEXT


def test_what_is_to_be_typed_can_be_typed():
    commands = set(re.findall(r"(?:`|^)mathdl (\w+)", TEXT, re.M))
    assert commands <= set(COMMANDS)
    expressions = re.findall(r'"([^"\n]*[*+][^"\n]*)"(?: --at "([^"]+)")?', TEXT)
    assert len(expressions) >= 4
    for expression, at in expressions:
        brigade, _ = deal(expression, at)
        assert len(brigade.cards) > 2
    nothing, _ = deal("(relu(w*x + b) - 4)^2", "w=3, x=2, b=-10")
    assert [card.gradient for card in nothing.cards if card.is_input] == [0, 0, 0]
