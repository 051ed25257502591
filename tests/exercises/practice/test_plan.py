"""What is asked next, the level, and when a skill is due: functions of answers and time."""

import itertools
import random
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mathdl.exercises.practice.dates import due_dates
from mathdl.exercises.practice.diary import Answer
from mathdl.exercises.practice.ladder import climb
from mathdl.exercises.practice.plan import (
    NEW_A_DAY,
    Problem,
    due,
    for_today,
    for_topic,
    fresh,
    missed,
)
from mathdl.exercises.practice.practice import TOPICS
from mathdl.exercises.practice.problems import SKILLS

MONDAY = datetime(2026, 6, 1, 18, tzinfo=UTC)
DAY = timedelta(days=1)


def answers(*rows, skill="two paths", start=MONDAY):
    """Answers a minute apart: (level, outcome)."""
    return [
        Answer(start + i * timedelta(minutes=1), skill, level, i + 1, outcome)
        for i, (level, outcome) in enumerate(rows)
    ]


R, H, M = "right", "helped", "missed"


@pytest.mark.parametrize(
    ("rows", "level", "run", "streak"),
    [
        ([], 1, 0, 0),
        ([(1, R)], 1, 1, 1),
        ([(1, R), (1, R)], 2, 0, 2),
        ([(1, R), (1, H), (1, R)], 1, 1, 1),
        ([(1, R), (1, M), (1, R), (1, R)], 2, 0, 2),
        ([(1, R), (1, R), (2, M), (2, M)], 1, 0, 0),
        ([(1, M), (1, M), (1, M)], 1, -1, 0),
        ([(1, R), (1, R), (1, R), (1, R)], 2, 0, 4),  # below one's level: no further up
        ([(4, M), (3, M), (1, R), (1, R)], 2, 0, 2),  # above one's level: no shame
        ([(4, R)] * 9, 4, 1, 9),
        ([(1, R), (1, R), (2, M), (2, H), (2, M)], 2, -1, 0),
    ],
)
def test_two_right_lead_up_and_two_missed_down(rows, level, run, streak):
    standing = climb(answers(*rows))
    assert (standing.level, abs(standing.run), standing.streak) == (level, abs(run), streak)


def test_what_was_missed_is_open_until_it_is_solved():
    rows = answers((1, M), (1, R), (1, M))
    assert [p.seed for p in missed(rows)] == [1, 3]
    solved = [*rows, rows[0]._replace(at=MONDAY + DAY, outcome=R)]
    assert [p.seed for p in missed(solved)] == [3]


def test_fresh_ones_are_counted_through():
    rows = answers((1, R), (1, M), (2, R))
    assert fresh("two paths", 1, rows, []).seed == 3
    assert fresh("two paths", 1, rows, [Problem("two paths", 1, 3)]).seed == 4
    assert fresh("two paths", 2, rows, []).seed == 1


def test_of_a_topic_all_skills_take_turns_and_missed_ones_come_first():
    skills, now, seen, rows = TOPICS["chain rule"], MONDAY, [], []
    for _ in range(8):
        seen.append(for_topic(skills, rows, seen, now))
    assert [skill for skill, *_ in seen] == skills * 2
    assert len(set(seen)) == 8
    rows = answers((1, M))
    soon, later = MONDAY + timedelta(minutes=9), MONDAY + timedelta(minutes=11)
    assert for_topic(skills, rows, [], soon).skill != "two paths"
    assert for_topic(skills, rows, [], later) == Problem("two paths", 1, 1)
    assert for_topic(skills, rows, [Problem("two paths", 1, 1)], later).seed != 1 or (
        for_topic(skills, rows, [Problem("two paths", 1, 1)], later).skill != "two paths"
    )
    assert for_topic(skills, rows, [], later, level=3).level == 3


def test_the_dates_grow_with_what_is_known_and_shrink_with_what_is_missed():
    now, rows, gaps = MONDAY, [], []
    for seed in range(6):
        rows.append(Answer(now, "two paths", 1, seed, R))
        gaps.append(due_dates(rows)["two paths"] - now)
        now += gaps[-1]
    assert gaps == sorted(gaps)
    assert gaps[0] == 2 * DAY
    assert gaps[-1] > 60 * DAY
    rows.append(Answer(now, "two paths", 1, 99, M))
    assert due_dates(rows)["two paths"] - now < gaps[-1] / 5


def test_many_answers_in_one_day_count_hardly_more_than_one():
    once = due_dates(answers((1, R)))["two paths"]
    often = due_dates(answers(*[(1, R)] * 30))["two paths"]
    assert often - once <= 2 * DAY


def test_today_begins_with_missed_ones_then_due_ones_mixed_then_is_done():
    rows = answers((1, R), skill="chain") + answers((1, R), skill="gradient")
    rows += answers((1, R), skill="broadcasting") + answers((1, M), skill="clip")
    now, seen = MONDAY + 3 * DAY, []
    assert set(due(sorted(rows), now)) == {"chain", "gradient", "broadcasting", "clip"}
    while problem := for_today([], sorted(rows), seen, now):
        seen.append(problem)
        rows.append(Answer(now, *problem, R))
        now += timedelta(minutes=1)
    assert seen[0] == Problem("clip", 1, 1), "the same numbers as when it was missed"
    topics = [SKILLS[p.skill].topic for p in seen]
    assert all(a != b for a, b in itertools.pairwise(topics)), "a mix"
    assert {p.skill for p in seen[1:]} == {"chain", "gradient", "broadcasting"}
    assert due(sorted(rows), now) == []


def test_what_is_missed_today_comes_once_more_at_the_end():
    rows, now, seen = answers((1, R), skill="chain") + answers((1, R), skill="clip"), MONDAY, []
    now += 3 * DAY
    for outcome in (M, R, R):
        problem = for_today([], sorted(rows), seen, now)
        seen.append(problem)
        rows.append(Answer(now, *problem, outcome))
        now += timedelta(minutes=1)
    assert seen[2] == seen[0] != seen[1]
    assert for_today([], sorted(rows), seen, now) is None


def test_new_skills_come_from_chapters_begun_three_a_day():
    seen, now, rows = [], MONDAY, []
    while problem := for_today([3, 7], rows, seen, now):
        seen.append(problem)
        rows.append(Answer(now, *problem, R))
    assert len(seen) == NEW_A_DAY
    assert {SKILLS[p.skill].chapter.number for p in seen} <= {3, 7}
    assert for_today([3, 7], rows, [], now + timedelta(minutes=5)) is None
    assert for_today([3, 7], rows, [], now + DAY) is not None
    assert for_today([], [], [], now) is None


def test_a_day_ends_where_the_learner_is():
    east = timezone(timedelta(hours=10))
    rows = answers((1, R))  # due on Wednesday at 18:00 UTC, Thursday morning in the east
    assert due(rows, datetime(2026, 6, 4, 1, tzinfo=east)) == ["two paths"]
    assert due(rows, datetime(2026, 6, 3, 23, tzinfo=east)) == []
    assert due(rows, datetime(2026, 6, 3, 1, tzinfo=UTC)) == ["two paths"]


def test_skipping_never_asks_the_same_again():
    rng, rows, seen, now = random.Random(0), [], [], MONDAY
    names = list(SKILLS)
    for i in range(60):
        row = Answer(now + i * DAY / 9, rng.choice(names), 1, i, rng.choice([R, H, M]))
        rows.append(row)
    now += 30 * DAY
    while problem := for_today([1, 2, 3], rows, seen, now):
        seen.append(problem)
        assert len(seen) < 200
    assert max(seen.count(p) for p in seen) <= 2
