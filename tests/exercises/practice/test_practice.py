"""`practice`: what it asks, counts, keeps and says; in lines of text and in the box."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sheets import heard

from mathdl.exercises import check, forget, progress, record
from mathdl.exercises.practice import diary
from mathdl.exercises.practice.box import practice_box
from mathdl.exercises.practice.practice import Practice, practice
from mathdl.exercises.practice.problems import SKILLS
from mathdl.exercises.practice.sitting import Sitting


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self):
        self.now = datetime(2026, 6, 1, 18, tzinfo=UTC)

    def __call__(self):
        return self.now

    def forward(self, **span):
        self.now += timedelta(**span)


@pytest.fixture
def clock():
    record._unkept.clear()
    yield Clock()
    record._unkept.clear()


def right(desk):
    return desk._sitting.posed.right


def wrong(desk):
    return desk._sitting.posed.mistakes[0]


def outcomes(clock):
    return [a.outcome for a in diary.read(clock(), SKILLS)]


def test_a_teachers_call_asks_everybody_the_same(clock, capsys):
    asked = []
    for _ in range(2):
        practice("two paths", level=2, seed=17)
        asked.append(heard(capsys))
    assert asked[0] == asked[1]
    assert 'practice("two paths", level=2, seed=17)' in asked[0]
    practice.next()
    assert "seed=18" in heard(capsys)
    practice("chain rule", level=4, seed=5)
    assert "level 4 of 4" in heard(capsys)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (dict(topic="chain rul"), '"chain rule" is one'),
        (dict(topic="brodcasting"), '"broadcasting" is one'),
        (dict(topic=3), "There is no topic 3"),
        (dict(topic=["chain"]), "There is no topic ['chain']"),
        (dict(topic="clip", level=4), "clip is asked at levels 1 to 3, not 4."),
        (dict(topic="clip", level="2"), "clip is asked at levels 1 to 3, not '2'."),
        (dict(topic="clip", level=True), "not True."),
        (dict(topic="clip", seed=0), "A seed is a whole number from 1 on"),
        (dict(topic="clip", seed=1.5), "not 1.5."),
    ],
)
def test_a_wrong_call_hears_one_sentence(capsys, arguments, words):
    practice(**arguments)
    assert words in heard(capsys)


def test_topics_are_found_however_they_are_written(capsys):
    for name in ("chain rule", "Chain_rule ", "CHAIN RULE"):
        practice(name)
        assert "level" in heard(capsys)


def test_nothing_asked_is_said(capsys):
    desk = Practice()
    for call in (lambda: desk.check(1), desk.hint, desk.answer, desk.next):
        call()
        assert "Nothing is asked just now" in heard(capsys)


def test_a_decimal_comma_is_noticed(clock, capsys):
    practice("clip", level=1, seed=1)
    practice.check(8, 2)
    assert "a decimal point, no comma" in heard(capsys)
    assert outcomes(clock) == []


def test_outcomes(clock, capsys):
    desk = Practice(clock)
    desk("chain rule", seed=1)
    desk.check(right(desk))
    desk.check(right(desk))  # it counts once
    desk.next()
    desk.check(wrong(desk))
    desk.check(right(desk))
    desk.next()
    desk.hint()
    desk.check(right(desk))
    desk.next()
    desk.check(wrong(desk))
    desk.check(wrong(desk))
    desk.check(right(desk))  # too late
    desk.next()
    desk.answer()
    desk.next()
    desk.check(wrong(desk))
    desk.next()
    desk.check("what?")
    desk.check(...)
    desk.next()
    assert outcomes(clock) == ["right", "helped", "helped", "missed", "missed", "missed"]
    said = heard(capsys)
    assert said.count("it counts neither up nor down.") == 2
    assert "At the second try it counts" in said
    assert "With a hint it counts" in said
    assert said.count("It counts as missed, and will come back.") == 2


def test_a_slip_of_rounding_costs_no_try(clock, capsys):
    desk = Practice(clock)
    desk("through depth", level=1, seed=3)
    for digits in (1, 3):  # two digits where three are asked for, then three
        desk.check(float(f"{right(desk):.{digits}e}"))
    assert "rounded too far" in heard(capsys)
    assert outcomes(clock) == ["right"]


def test_levels_are_said(clock, capsys):
    desk = Practice(clock)
    desk("chain rule")
    for _ in range(2):
        desk.check(right(desk))
        desk.next()
    said = heard(capsys)
    assert "Two in a row: chain rule goes on at level 2." in said
    assert said.endswith("level=2, seed=1)` asks this again.")
    assert "level 2 of 4, 2 right in a row." in said
    for _ in range(2):
        desk.answer()
        desk.next()
    assert "Two missed in a row: chain rule goes on at level 1." in heard(capsys)


def test_a_week_of_practice(mine, clock, capsys):
    desk = Practice(clock)
    desk.today()
    assert "Nothing is due" in heard(capsys)
    desk("two paths")
    asked = desk._sitting.problem
    desk.answer()
    desk.today()
    assert "once more" in heard(capsys)
    desk.check(right(desk))
    desk.next()
    assert heard(capsys).endswith("Done for today. Next: tomorrow, two paths.")
    clock.forward(days=1)
    assert desk.due() == 1
    desk.today()
    assert desk._sitting.problem != asked
    desk.check(right(desk))
    desk.next()
    assert "Done for today. Next: in " in heard(capsys)
    check("3.1", 8.2)
    desk.today()
    assert desk._sitting.skill.chapter.number == 3
    desk()
    assert "3 chain rule" in heard(capsys)


def test_without_fsrs_all_but_the_dates_is_there():
    code = """
import sys
sys.modules["fsrs"] = None
from mathdl.exercises import ask, practice, progress
practice("two paths", level=1, seed=1)
practice.check(practice._sitting.posed.right)
practice.answer()
practice.next()
practice.today()
practice()
progress()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Right." in done.stdout
    assert done.stdout.count("`pip install fsrs` brings it.") == 1


def test_progress_mentions_what_is_due(mine, capsys):
    long_ago = datetime.now(UTC) - timedelta(days=5)
    diary.write(diary.Answer(long_ago.replace(microsecond=0), "two paths", 1, 1, "right"))
    progress()
    assert "Due in practice: 1 skill; practice.today() asks." in heard(capsys)


def test_answers_are_kept_in_a_file_of_their_own_and_forgotten(mine, clock, capsys):
    Practice(clock)("two paths", level=1, seed=3)
    desk = Practice(clock)
    desk("two paths", level=1, seed=3)
    desk.check(right(desk))
    file = mine.folder / "progress_practice_2026.jsonl"
    line = '{"practice": ["2026-06-01T18:00:00Z", "two paths", 1, 3, "right"]}'
    assert file.read_text() == f"\n{line}"
    assert record.load() == {"solved": [], "predictions": {}}
    assert outcomes(clock) == ["right"]
    clock.forward(days=300)  # of the year before it still counts, of earlier ones not
    assert outcomes(clock) == ["right"]
    clock.forward(days=300)
    assert outcomes(clock) == []
    forget()
    assert not mine.folder.exists()


def test_where_nothing_is_recorded_practice_lasts_as_long_as_python(clock, capsys):
    desk = Practice(clock)
    desk("two paths")
    desk.check(right(desk))
    assert outcomes(clock) == ["right"]
    forget()
    assert outcomes(clock) == []


def test_lines_of_two_kernels_are_merged_and_spoilt_ones_left_out(mine, clock):
    good = [
        f'{{"practice": ["2026-06-01T17:0{i}:00Z", "two paths", 1, {i}, "right"]}}'
        for i in (1, 2, 3)
    ]
    spoilt = [
        "", "{", '{"practice": [}', '{"practice": [1, 2]}', '{"practice": ["x", "clip", 1, 1, 1]}',
        '{"practice": ["2026-06-01T17:00:00Z", "clip", "1", 1, "right"]}',
        '{"practice": ["2026-06-01T17:00:00", "clip", 1, 1, "right"]}',  # no zone
        '{"practice": ["2026-06-01T17:00:00Z", "juggling", 1, 1, "right"]}',
        '{"practice": ["2027-06-01T17:00:00Z", "clip", 1, 1, "right"]}',  # a wrong clock
        '{"practice": ["2026-06-01T17:00:00Z", ["clip"], 1, 1, "right"]}',
        '{"practice": ["2026-06-01T17:00:00Z", "clip", 9, 1, "missed"]}',
        '{"practice": ["2026-06-01T17:00:00Z", "clip", 1, -1, "missed"]}',
        '{"practice": [' + "[" * 50_000, "[" * 50_000,
    ]  # fmt: skip
    file = mine.folder / "progress_practice_2026.jsonl"
    mine.folder.mkdir()
    file.write_text("\n".join([good[2], *spoilt, good[0], good[2], good[1]]))
    assert [a.seed for a in diary.read(clock(), SKILLS)] == [1, 2, 3]


def test_a_full_diary_stays_readable(mine, clock, monkeypatch, capsys):
    monkeypatch.setattr(record, "MOST_OF_A_YEAR", 200)
    desk = Practice(clock)
    for seed in range(1, 6):
        desk("two paths", level=1, seed=seed)
        desk.check(right(desk))
    assert len((mine.folder / "progress_practice_2026.jsonl").read_bytes()) <= 200
    assert outcomes(clock) == ["right"] * 5  # the last ones for as long as this Python lives
    assert "is full" in heard(capsys)


def test_a_long_diary_is_read_soon(mine, clock):
    """A year of forty answers a day; CPU time, as everything is here."""
    import time

    names = list(SKILLS)
    mine.folder.mkdir()
    lines = [
        json.dumps({"practice": [f"2026-0{1 + i % 5}-{1 + i % 28:02}T{i % 24:02}:{i % 60:02}:00Z",
                                 names[i % len(names)], 2, i + 1, "right"]})
        for i in range(13_000)
    ]  # fmt: skip
    (mine.folder / "progress_practice_2026.jsonl").write_text("\n".join(lines))
    begun = time.process_time()
    Practice(clock).due()
    assert time.process_time() - begun < 3


def box_of(clock, *seeds):
    problems = iter([("two paths", 1, seed) for seed in seeds])

    def choose(answers, seen, now):
        from mathdl.exercises.practice.plan import Problem

        problem = next(problems, None)
        return problem and Problem(*problem)

    sitting = Sitting(choose, clock, lambda answers, now: "Done for today.")
    return practice_box(sitting), sitting


def press(box, button, **content):
    box._heard(box, {"press": button, **content}, [])
    return box.said


def test_the_box(clock):
    box, sitting = box_of(clock, 1, 2)
    assert box.asked["buttons"] == ["Check", "Hint", "Answer", "Next"]
    said = press(box, "Check", typed=str(sitting.posed.mistakes[0]))
    assert said["status"] == "mistake"
    help_ = press(box, "Hint")["help"]
    assert "Hint 1 of 3" in help_
    said = press(box, "Check", typed=str(sitting.posed.right))
    assert said["status"] == "right"
    assert "it counts neither up nor down" in said["verdict"]
    assert said["help"] == help_
    help_ = press(box, "Answer")["help"]
    assert "Hint 1 of 3" in help_
    assert "<strong>Worked.</strong>" in help_
    first = box.asked["question"]
    press(box, "Next", typed="5")
    assert box.asked["question"] != first
    assert (box.said["verdict"], box.said["help"], box.typed) == ("", "", "")
    press(box, "Next")
    assert box.asked["question"] == "<p>Done for today.</p>"
    assert box.asked["buttons"] == []
    assert box.asked["label"] == ""


def test_in_the_box_the_answer_counts_as_missed(clock):
    box, _ = box_of(clock, 1)
    assert "It counts as missed" in press(box, "Answer")["verdict"]
    assert outcomes(clock) == ["missed"]


def test_an_empty_box_says_why(clock):
    box, _ = box_of(clock)
    assert box.asked["question"] == "<p>Done for today.</p>"
    assert not box.asked["buttons"]
