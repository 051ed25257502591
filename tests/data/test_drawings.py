"""Drawings made by a program: repeatable, in the styles asked for, with the pen that is said."""

import numpy as np
import pytest

from mathdl import data
from mathdl.data.doodles import KINDS
from mathdl.data.drawings import inked


def test_seeds_repeat_and_digits_take_turns():
    first, again, other = (data.drawn_digits(20, seed) for seed in (3, 3, 4))
    assert np.array_equal(first[0], again[0])
    assert not np.array_equal(first[0], other[0])
    assert first[1].tolist() == [*range(10)] * 2
    assert all(int(style[0]) == k for k, style in zip(first[1], first[2], strict=True))


def test_every_digit_has_styles_and_each_is_drawn_on_the_page():
    assert {int(style[0]) for style in data.STYLES} == set(range(10))
    for style in data.STYLES:
        bitmaps, y, named = data.drawn_digits(3, 1, style)
        assert set(named) == {style}
        assert set(y) == {int(style[0])}
        assert np.all(bitmaps.sum((1, 2)) > 12)
        assert not np.array_equal(bitmaps[0], bitmaps[1])


def test_habits_are_kept_from_drawing_to_drawing():
    def heights(habits):
        bitmaps, _, _ = data.drawn_digits(40, 0, "1 plain", habits)
        return np.array([np.ptp(np.flatnonzero(b.any(1))) + 1 for b in bitmaps])

    steady = heights(data.Habits(height=20, pen=2, width=0.6, slant=0, turn=0))
    assert abs(steady.mean() - 21) < 1.5  # with half a pen at either end
    assert steady.std() < 3 < heights(None).std()


def test_ink_is_where_the_pen_passes():
    ink = inked([np.array([[4.0, 10.0], [20.0, 10.0]]), np.array([[28.0, 28.0]])], pen=3)
    rows, columns = np.flatnonzero(ink[:20].any(1)), np.flatnonzero(ink[:20].any(0))
    assert (rows.tolist(), columns[0], columns[-1]) == ([8, 9, 10, 11], 3, 20)
    assert ink[26:30, 26:30].sum() == ink[20:].sum() == 4  # a dot, too, is drawn


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: data.drawn_digits(3, 0, ["7 upside down"]), "no style '7 upside down'"),
        (lambda: data.drawn_digits(3, 0, []), "at least one style"),
        (lambda: data.drawn_digits(-1), "n is a whole number"),
        (lambda: data.scribbles(3, 0, ["novel"]), "no scribble 'novel'"),
        (lambda: data.scribbles(3, 0, []), "at least one"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make, says):
    with pytest.raises(ValueError, match=says):
        make()


def test_scribbles_take_turns_and_fill_some_of_the_page():
    bitmaps = data.scribbles(2 * len(KINDS), 0)
    assert np.array_equal(bitmaps, data.scribbles(2 * len(KINDS), 0))
    assert np.all(bitmaps.sum((1, 2)) > 15)
    assert np.all(bitmaps.mean((1, 2)) < 0.7)
