"""Bitmaps: counted like by hand, prepared alike wherever they stand, warped as far as is said."""

import numpy as np
import pytest

from mathdl import data


def page(*strokes):
    bitmap = np.zeros((32, 32), bool)
    for rows, columns in strokes:
        bitmap[rows, columns] = True
    return bitmap


SEVEN = page((slice(8, 11), slice(10, 20)), (slice(11, 24), slice(15, 18)))


def test_blocks_are_counted_as_by_hand():
    b = np.random.default_rng(0).random((2, 32, 32)) < 0.4
    counts = data.count_blocks(b)
    for n, i, j in np.ndindex(2, 8, 8):
        assert counts[n, i, j] == b[n, 4 * i : 4 * i + 4, 4 * j : 4 * j + 4].sum()


def test_wherever_it_stands_and_whatever_the_pen_a_drawing_is_prepared_alike():
    ready = data.prepare(SEVEN)
    moved = np.roll(SEVEN, (5, -7), (0, 1))
    assert np.array_equal(data.prepare(moved), ready)
    thick = SEVEN | np.roll(SEVEN, 1, 0) | np.roll(SEVEN, 1, 1)
    assert np.mean(data.prepare(thick) != ready) < 0.12
    assert np.mean(thick != SEVEN) > 0.02


def test_what_is_prepared_fills_the_height_with_a_fixed_share_of_ink():
    for bitmap in data.drawn_digits(30, 5)[0]:
        ready = data.prepare(bitmap)
        assert ready.sum() == 312
        assert ready[:4].any()
        assert ready[-4:].any()
    assert abs(312 / 1024 - data.digits()[0].mean()) < 0.002


def test_a_plain_one_stays_narrow_and_a_blank_page_blank():
    ready = data.prepare(page((slice(4, 28), slice(15, 17))))
    assert np.ptp(np.flatnonzero(ready.any(0))) < 14
    assert not data.prepare(page()).any()


@pytest.mark.parametrize("read", [data.count_blocks, data.prepare])
@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        (np.zeros((8, 8)), ValueError, "32 rows of 32 pixels, this is an array of shape"),
        (np.full((32, 32), 0.5), ValueError, "ink or none"),
        ("a 7", TypeError, "arrays of numbers, not 'a 7'"),
    ],
)
def test_what_is_no_bitmap_is_refused(read, given, error, says):
    with pytest.raises(error, match=says):
        read(given)


def test_two_bitmaps_are_prepared_one_by_one():
    with pytest.raises(ValueError, match="one bitmap at a time"):
        data.prepare(np.zeros((2, 32, 32)))


def middles(X):
    """Where the ink of each picture has its middle, by row and column."""
    X = X.reshape(-1, 8, 8)
    return np.stack(
        [(X * place).sum((1, 2)) / X.sum((1, 2)) for place in np.indices((8, 8))], axis=1
    )


BLOB = np.zeros((200, 8, 8), np.float32)
BLOB[:, 3:5, 3:5] = 1
BLOB = BLOB.reshape(200, 64)
STILL = dict(turn=0, stretch=0, slant=0, shift=0)


def test_a_shift_is_at_most_what_is_said():
    moved = middles(data.warp(BLOB, 0, **STILL | {"shift": 0.5})) - 3.5
    assert 0.45 < np.abs(moved).max() <= 0.5 + 1e-5
    assert abs(moved.mean()) < 0.05


def test_a_turn_takes_ink_round_the_middle():
    one = np.zeros((300, 8, 8), np.float32)
    one[:, 1, 3:5] = 1  # two and a half pixels above the middle
    down, across = middles(data.warp(one.reshape(-1, 64), 0, **STILL | {"turn": 20})).T - 3.5
    np.testing.assert_allclose(np.hypot(down, across), 2.5, atol=0.12)
    assert np.rad2deg(np.arctan2(np.abs(across), -down)).max() == pytest.approx(20, abs=1.5)


def test_a_slant_moves_above_and_below_apart_and_a_stretch_lengthens():
    line = np.zeros((300, 8, 8), np.float32)
    line[:, 1:7, 3:5] = 1
    X = line.reshape(-1, 64)
    leaning = data.warp(X, 0, **STILL | {"slant": 0.4}).reshape(-1, 8, 8)
    top, bottom = (middles(np.where(np.isin(np.arange(8), rows)[:, None], leaning, 0)
                           .reshape(-1, 64))[:, 1] for rows in ([1, 2], [5, 6]))  # fmt: skip
    assert np.abs((bottom - top) / 4).max() == pytest.approx(0.4, abs=0.06)
    ink = data.warp(X, 0, **STILL | {"stretch": 0.2}).sum(1) / X.sum(1)
    assert 1.25 < ink.max() <= 1.2**2 + 0.01


@pytest.mark.parametrize(
    ("X", "options", "error"),
    [
        (np.zeros((2, 63), np.float32), {}, ValueError),
        (np.zeros((2, 64), int), {}, ValueError),
        (np.zeros((2, 64)), {"turn": -1}, ValueError),
        (np.zeros((2, 64)), {"shift": "far"}, TypeError),
    ],
)
def test_what_cannot_be_warped_is_refused(X, options, error):
    with pytest.raises(error, match=r"not |a number from 0"):
        data.warp(X, 0, **options)
