"""Every skill, at every level, on many seeds: solved another way, fair, decent and consistent."""

import re
import string
from dataclasses import replace

import numpy as np
import pytest
from hammer import few_or_many
from solved_otherwise import SOLVERS, Asked

from mathdl.exercises.answers.kind import Array, Name, Numbers, Whole
from mathdl.exercises.exercise import Mistake, Posed
from mathdl.exercises.practice.problems import SKILLS
from mathdl.exercises.practice.skill import FEWEST, TOP
from mathdl.exercises.practice.written import digits, exact, plain
from mathdl.words import brief, listed, number

every_skill = pytest.mark.parametrize("name", SKILLS)
NUMBER = re.compile(r"\d[\d,]*\.?\d*(?:e[-+]?\d+)?")


def written(posed):
    """The right answer, as a worked answer may write it."""
    kind, right = posed.kind, posed.right
    if isinstance(kind, Whole):
        return {f"{int(right):,}", str(int(right)), brief(right)}
    if not isinstance(kind, Numbers):
        return {right if isinstance(kind, Name) else plain(right)}
    ways = [brief, exact]
    if kind.digits:
        ways = [lambda x: digits(x, kind.digits)]
    if kind.decimals:
        ways = [lambda x: number(x, kind.decimals)]
    if not kind.exact and not kind.digits and not kind.decimals:
        ways += [lambda x: number(x, 4), lambda x: digits(x, 3)]
    if isinstance(kind, Array):
        ways.append(lambda x: brief(round(x, 2)))
        return (
            {listed(right, way) for way in ways}
            | {f"[{', '.join({way(x), brief(x)}.pop() for x in np.ravel(right))}]" for way in ways}
            | _mixed(right, ways)
        )
    return {way(float(right)) for way in ways}


def _mixed(right, ways):
    """Lists of two numbers may write each in its own way."""
    if np.ndim(right) != 1 or len(right) != 2:
        return set()
    a, b = right
    return {f"[{one(a)}, {other(b)}]" for one in ways for other in ways}


def faults(posed, name, level):
    """Say what is wrong with a problem; nothing if it is as it should be."""
    exercise = posed.exercise
    ask, worked = posed.say(exercise.ask), posed.say(exercise.worked)
    answer = SOLVERS[name](Asked(posed.exercise.ask.replace("{{", "{").replace("}}", "}"), level))
    if isinstance(answer, np.ndarray):
        answer = answer.tolist()
    if posed.judge(answer if isinstance(answer, str) else _plain(answer)).status != "right":
        yield f"{answer} is the answer, and not {posed.right}"
    found = [way for way in written(posed) if way in worked]
    if not found:
        yield f"{written(posed)} is not in: {worked}"
    elif not any(posed.judge(way).status == "right" for way in found):
        yield f"typed in, {found} is not right"
    if len(posed.mistakes) < FEWEST or not posed.is_fair():
        yield "mistakes are too few, or alike"
    for mistake, wrong in zip(exercise.mistakes, posed.mistakes, strict=True):
        if posed.judge(wrong).mistake is not mistake:
            yield f"{wrong} is not heard as: {mistake.says}"
    if len(exercise.hints) != 3:
        yield "there are three hints"
    said = [ask, worked, *map(posed.say, exercise.hints)]
    said += [posed.say(mistake.says) for mistake in exercise.mistakes]
    for text in said:
        if not text.strip() or text.strip()[-1] not in string.punctuation + "`":
            yield f"no sentence: {text!r}"
        if re.search(r"[{}$]|nan|inf\b|np\.|\bNone\b(?!`)|--|\+ −(?!\d+\))|\(\(", _words(text)):
            yield f"not as it is printed: {text!r}"
        for one in NUMBER.findall(text):
            if "e" in one or len(re.sub(r"[,.]", "", one).strip("0")) > 6:
                yield f"{one} is no number to write: {text!r}"


def _plain(answer):
    return tuple(answer) if isinstance(answer, tuple) else answer


def _words(text):
    """A text without its code, in which braces and None may stand."""
    return re.sub(r"`[^`]*`", "", text.replace("```", "\n"))


@few_or_many("seeds", 15, 1000)
@every_skill
def test_every_problem_is_solved_another_way_and_is_decent(name, seeds):
    for level in SKILLS[name].levels:
        asked = []
        for seed in range(1, seeds + 1):
            posed = SKILLS[name].pose(level, seed)
            wrong = list(faults(posed, name, level))
            assert not wrong, (f'practice("{name}", level={level}, seed={seed})', wrong)
            asked.append(posed.exercise.ask)
        assert len(set(asked[:15])) >= 9, (level, "they hardly differ")


@every_skill
def test_a_seed_asks_the_same_again(name):
    level = SKILLS[name].levels[-1]
    assert SKILLS[name].pose(level, 7).exercise.ask == SKILLS[name].pose(level, 7).exercise.ask


@pytest.mark.parametrize("name", sorted({*SKILLS, *SOLVERS}))
def test_every_skill_is_solved_elsewhere(name):
    assert name in SOLVERS, f"{name}: say in tests/solved_otherwise.py how to solve it another way"
    assert name in SKILLS, f"{name}: draw it in a file in mathdl/exercises/practice/problems/"


def test_every_chapter_is_practised_at_every_level():
    assert {s.chapter.number for s in SKILLS.values()} >= {*range(1, 13)}
    for chapter in {s.chapter for s in SKILLS.values()}:
        levels = {n for s in SKILLS.values() if s.chapter == chapter for n in s.levels}
        assert levels == {*range(1, TOP + 1)}, chapter.topic


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        (dict(right=lambda: 12.34), "is the answer"),
        (dict(worked="So it is so."), "is not in"),
        (dict(mistakes=()), "too few"),
        (dict(mistakes=(Mistake(lambda: 1, "One."), Mistake(lambda: 1.001, "Two."))), "alike"),
        (dict(hints=("Think {{harder}}.",) * 3), "not as it is printed"),
        (dict(hints=("It is 0.30000000000000004.",) * 3), "is no number to write"),
    ],
    ids=lambda part: part if isinstance(part, str) else "-".join(part),
)
def test_a_planted_fault_is_found(planted, found):
    posed = SKILLS["chain"].pose(3, 1)
    spoilt = Posed(replace(posed.exercise, **planted), {})
    assert found in " ".join(faults(spoilt, "chain", 3))
